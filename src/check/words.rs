//! Words: a key that reads like a text, also with digits and signs for letters.
//!
//! Letters that a person typed as words follow each other as in a language, and there are far fewer
//! sentences than there are random letters.
//!
//! `thisismysecretkeyandnobodyknows…`, `Th1s1sMyS3cr3t…`
//!
//! What to do: make a new key.
//!
//! Chance: below 1 in a thousand million, see [`super::guess`].

use super::{
    Check, Hit, Severity, Subject,
    guess::{Phrase, Way},
};

pub(super) const CHECK: Check =
    Check { id: "words", source: "the commonest words, names and passwords of several languages", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let guess = &subject.guess;
    if guess.phrase.is_some_and(Phrase::is_drawn) {
        return None;
    }
    let sentence = if guess.shows(Way::Words) {
        "This key reads like words, not like random letters."
    } else if guess.is_weak()
        && guess.told(Way::Words) > 0
        && ![Way::Copy, Way::Walk, Way::Mash, Way::Date].into_iter().any(|way| guess.shows(way))
    {
        "A part of this key reads like words, and the rest is too short."
    } else {
        return None;
    };
    Hit::core(Severity::Weak, subject, sentence)
}
