//! A letter beyond ASCII, which programs encode in different ways.
//!
//! What to do: make a new key of ASCII characters.
//!
//! Chance: the usual random keys are ASCII.

use super::{Check, Hit, Subject, invisible_character::is_invisible};

pub(super) const CHECK: Check = Check {
    id: "non-ascii",
    source: "Django 5.2, django/utils/encoding.py, force_bytes: a key is signed as UTF-8",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let is_odd = |character: char| {
        !character.is_ascii()
            && !is_invisible(character)
            && !character.is_control()
            && !matches!(character, '\u{fffd}' | '\u{2018}'..='\u{201f}' | '«' | '»' | '\u{2028}' | '\u{2029}')
    };
    let place = subject.text.find(is_odd)?;
    let end = place + subject.text[place..].chars().next()?.len_utf8();
    Hit::broken(
        place..end,
        "This key has a character beyond ASCII, which programs encode in different ways.",
        "Generate a new key of ASCII characters.",
    )
}
