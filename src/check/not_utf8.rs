//! Bytes that are not UTF-8: they arrive as the replacement character.
//!
//! A key with such bytes makes Django stop with `UnicodeEncodeError` when it first signs.
//!
//! What to do: make a new key, of ASCII characters.
//!
//! Chance: a random key holds no replacement character.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check =
    Check { id: "not-utf8", source: "Django 5.2, django/utils/encoding.py, force_bytes", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let place = subject.text.find('\u{fffd}')?;
    Hit::broken(
        place..place + '\u{fffd}'.len_utf8(),
        "This key has lost a character: the text it comes from isn’t UTF-8.",
        "Generate a new key of ASCII characters.",
    )
}
