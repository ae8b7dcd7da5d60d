//! Keyboard mash: letters typed by hand, to look random.
//!
//! Fingers rest on the home row, take turns and roll over neighbouring keys. What they type is far less
//! random than it looks, and nobody can say how much.
//!
//! `asdkjfhaskjdfhalskdjfh…`
//!
//! What to do: make a new key.
//!
//! Chance: below 1 in a thousand million, see [`super::guess`].

use super::{Check, Hit, Severity, Subject, guess::Way};

pub(super) const CHECK: Check =
    Check { id: "keyboard-mash", source: "where the fingers are on the usual keyboard", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if !subject.guess.shows(Way::Mash) {
        return None;
    }
    Hit::core(Severity::Weak, subject, "This key looks typed at random by hand, and hands aren’t random.")
}
