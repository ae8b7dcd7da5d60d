//! Very few different characters: the length deceives.
//!
//! `0110100001…`: fifty characters, and fifty bits.
//!
//! What to do: make a new key.
//!
//! Chance: below 1 in a thousand million, see [`super::guess`].

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "few-characters", source: "the number of texts that the same characters can make", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let few = subject.guess.few?;
    if subject.guess.high >= super::guess::ENOUGH || subject.guess.phrase.is_some() {
        return None;
    }
    let mut hit = Hit::core(Severity::Weak, subject, "")?;
    hit.sentence = match few {
        1 => "This key is one character over and over.".to_owned(),
        _ => format!("This key has only {few} different characters."),
    };
    Some(hit)
}
