//! A line break inside the key: it was wrapped on the way.
//!
//! What to do: join the lines, if they are one key.
//!
//! Chance: a random key holds no line break.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check = Check { id: "line-break", source: "a key is one line", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let trimmed = subject.text.trim();
    if super::begins(trimmed, "-----BEGIN") {
        return None;
    }
    let start = super::place_of(trimmed, subject.text);
    let place = start + trimmed.find(['\n', '\r', '\u{2028}', '\u{2029}'])?;
    Hit::broken(place..place + 1, "This key spans more than one line.", "Join the lines, if they are one key.")
        .filter(|hit| subject.text.is_char_boundary(hit.span.end))
}
