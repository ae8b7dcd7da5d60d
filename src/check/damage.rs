//! Damage: characters that came along by mistake, or that no key is made of.
//!
//! Django takes a key as it is. A quote, a blank at the end or an invisible character is a part of
//! it, so two hosts of which one has it do not understand each other.
//!
//! `'abc…'` pasted with its quotes, `abc… ` with a blank, a key with a byte order mark.
//!
//! What to do: take the character out, on every host, and expect sessions to end where it was in.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "damage", source: "Django 5.2, django/conf/__init__.py: a key is used as it is", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let text = subject.text;
    let hit = |span, sentence: &str, remedy| {
        Some(Hit { severity: Severity::Broken, span, sentence: sentence.to_owned(), remedy, bits: None })
    };
    let trimmed = text.trim();
    if trimmed.len() < text.len() {
        let start = text.len() - text.trim_start().len();
        let span = if start > 0 { 0..start } else { trimmed.len()..text.len() };
        return hit(
            span,
            "A blank or a line ending stands round it, and Django takes it for a part of the key.",
            "Take the blank out.",
        );
    }
    if unquoted(trimmed).is_some() {
        return hit(
            0..1,
            "Its quotes were pasted along, and Django takes them for a part of the key.",
            "Take the quotes off.",
        );
    }
    let (place, odd) = text.char_indices().find(|(_, character)| !character.is_ascii_graphic() && *character != ' ')?;
    let span = place..place + odd.len_utf8();
    match odd {
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' => {
            hit(span, "An invisible character is in it.", "Take it out, or make a new key.")
        }
        '\u{a0}' => hit(span, "A no-break space is in it.", "Take it out, or make a new key."),
        '\u{2018}'..='\u{201f}' => hit(
            span,
            "A curly quote is in it: a word processor may have changed it.",
            "Copy the key from its source again.",
        ),
        '\n' | '\r' => hit(span, "It goes over more than one line.", "Join the lines, if they are one key."),
        _ if odd.is_control() => hit(span, "A control character is in it.", "Take it out, or make a new key."),
        _ => hit(
            span,
            "A letter beyond ASCII is in it, which programs encode in different ways.",
            "Make a new key of ASCII characters.",
        ),
    }
}

/// `text` without the quotes round it, if it has such and is otherwise made of what keys are made
/// of: random printable characters may begin and end with a quote, too.
pub(super) fn unquoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"' | '`'))?;
    let inside = text.strip_prefix(quote)?.strip_suffix(quote)?;
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"!@#$%^&*(-_=+)./ ".contains(&byte);
    inside.bytes().all(usual).then_some(inside)
}
