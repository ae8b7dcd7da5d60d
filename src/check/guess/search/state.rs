//! Where a search can stand after a character.

use crate::check::guess::letters;

/// Where a search can stand after a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Anything may follow.
    Any,
    /// In a text, where a word begins.
    Text,
    /// In a word of a text that no list has, in one kind of languages or another.
    Letters,
    Germanic,
    Nordic,
    Slavic,
    Finnic,
    Turkic,
    Asian,
    /// In what fingers do.
    Mash,
    /// In a row of few different characters, or of digits.
    Few,
    /// After a date.
    Date,
}

/// How many there are.
pub(super) const STATES: usize = 12;

/// The states in which letters are in the order of a language.
pub(super) const SPOKEN: [State; letters::LANGUAGES] =
    [State::Letters, State::Germanic, State::Nordic, State::Slavic, State::Finnic, State::Turkic, State::Asian];
