//! A control character inside the key, such as a tab, a NUL or an escape.
//!
//! What to do: make a new key.
//!
//! Chance: a random key holds none.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check = Check { id: "control-character", source: "Unicode, general category Cc", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let trimmed = subject.text.trim();
    let start = super::place_of(trimmed, subject.text);
    let is_odd = |character: char| character.is_control() && character != '\n' && character != '\r';
    let place = start + trimmed.find(is_odd)?;
    let end = place + subject.text[place..].chars().next()?.len_utf8();
    Hit::broken(place..end, "This key has a control character.", "Remove it, or generate a new key.")
}
