//! A sequence: characters in the order of the alphabet, of numbers, or of a keyboard's keys.
//!
//! `abcdefgh…`, `0123456789…`, `qwertyuiop…`, `1qaz2wsx…`, `aaaa…`: these are the first that anyone tries.
//!
//! What to do: make a new key.
//!
//! Chance: below 1 in a thousand million, see [`super::guess`].

use super::{Check, Hit, Severity, Subject, guess::Way};

pub(super) const CHECK: Check =
    Check { id: "sequence", source: "the order of letters, numbers and keys is known to all", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if !subject.guess.shows(Way::Walk) {
        return None;
    }
    Hit::core(
        Severity::Weak,
        subject,
        "This key’s characters follow each other as in the alphabet, in numbers, or on a keyboard.",
    )
}
