//! Quotes that were pasted along, or that a loader left in place: straight or curly.
//!
//! Django takes them for a part of the key, and they hide `django-insecure-` from its check.
//!
//! `'abc…'`, `“abc…”`
//!
//! What to do: take the quotes off on every host. Docker's `--env-file` and others keep quotes; most take them
//! off.
//!
//! Chance: random printable characters begin and end with one quote in 1 of 3,000 keys, but have none
//! but letters, digits and the signs of one usual format between in fewer than 1 in 10^9; other keys hold no
//! quotes.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check =
    Check { id: "quotes", source: "Django 5.2, django/conf/__init__.py: a key is used as it is", find };

pub(super) fn find(subject: &Subject<'_>) -> Option<Hit> {
    let text = subject.text;
    let trimmed = text.trim();
    let start = super::place_of(trimmed, text);
    if unquoted(trimmed).is_some() {
        let quote = literal(trimmed).chars().next()?;
        let hit = Hit::broken(
            start..start + quote.len_utf8(),
            "This key includes its quotes, and Django keeps them.",
            "Remove the quotes where they are kept.",
        )?;
        return Some(match quote {
            '\'' => hit.by_loaders("Such quotes are kept by", "'ab'", "'ab'"),
            _ => hit.by_loaders("Such quotes are kept by", "\"ab\"", "\"ab\""),
        });
    }
    // One quote before Django's characters: its other end was cut off.
    let rest = trimmed.strip_prefix(['\'', '"', '`']);
    if rest.is_some_and(|rest| rest.len() > 3 && rest.bytes().all(super::is_djangos)) {
        return Hit::broken(
            start..start + 1,
            "This key starts with a quote that doesn’t end: something cut it off on the way.",
            "Copy the key from its source again.",
        );
    }
    let (place, odd) = text.char_indices().find(|(_, character)| is_curly(*character))?;
    Hit::broken(
        place..place + odd.len_utf8(),
        "This key has a curly quote: a word processor or a chat may have changed it.",
        "Copy the key from its source again.",
    )
    .filter(|_| start <= place)
}

const fn is_curly(character: char) -> bool {
    matches!(character, '\u{2018}'..='\u{201f}' | '«' | '»')
}

/// `text` without the letters that Python puts before a quote, if one follows them.
fn literal(text: &str) -> &str {
    let letters = text.bytes().take_while(|byte| b"bBrRfFuU".contains(byte)).count();
    text.get(letters..).filter(|rest| letters < 3 && rest.starts_with(['\'', '"'])).unwrap_or(text)
}

/// `text` without the quotes round it, if it has such and is otherwise made of what keys are made
/// of: random printable characters may begin and end with a quote, too.
pub(super) fn unquoted(text: &str) -> Option<&str> {
    // With the letter that Python puts in front: `b'…'`.
    let text = literal(text);
    let first = text.chars().next().filter(|first| matches!(first, '\'' | '"' | '`') || is_curly(*first))?;
    let last = text.chars().next_back().filter(|last| *last == first || is_curly(first) && is_curly(*last))?;
    let inside = text.strip_prefix(first)?.strip_suffix(last)?;
    // Each by itself: of capitals and all signs together, random printable characters are too often.
    let of = |signs: &[u8]| inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || signs.contains(&byte));
    let djangos = || inside.bytes().all(|byte| super::is_djangos(byte) || b"./ \\".contains(&byte));
    let short = inside.len() < 16 && of(b"!@#$%^&*(-_=+)./ \\");
    (short || first != '`' && of(b"!@#$%^&*") || of(b"-_+/=. ") || djangos()).then_some(inside)
}
