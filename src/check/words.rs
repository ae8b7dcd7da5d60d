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
    let told = guess.told(Way::Words) + guess.told(Way::Letters);
    if !guess.is_weak() || guess.phrase.is_some_and(Phrase::is_drawn) || told * 4 < guess.length {
        return None;
    }
    Hit::core(Severity::Weak, subject, "It reads like words, and not like random letters.")
}
