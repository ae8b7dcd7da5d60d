//! Blanks: a space, a tab or a line ending before the key or after it.
//!
//! Django never trims: the blank is a part of the key, and two hosts of which one has it do not
//! understand each other. It also hides `django-insecure-` from Django's own check.
//!
//! `abc… ` with a space at its end. Of a key that stands alone, the line's end that was copied with it is a note.
//!
//! What to do: take the blank out on every host, and expect sessions to end where it was in.
//!
//! Chance: a random key holds no blank.

use super::{Check, Hit, Severity, Subject};
use crate::document::Kind;

pub(super) const CHECK: Check =
    Check { id: "blanks", source: "Django 5.2, django/conf/__init__.py: a key is used as it is", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let text = subject.text;
    let trimmed = text.trim();
    // A key that was copied by itself takes its line's end along, and its place need not have it.
    let without = subject.around.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if subject.kind == Kind::Key && !trimmed.is_empty() && without == Some(trimmed) {
        return Some(Hit {
            severity: Severity::Note,
            span: 0..text.len(),
            sentence: "The line’s end was copied too, and is left out here. Django would keep it as a part of the key."
                .to_owned(),
            remedy: "Make sure it isn’t where the key is stored.",
            bits: None,
        });
    }
    if trimmed.is_empty() || trimmed.len() == text.len() {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let span = if start > 0 { 0..start } else { trimmed.len()..text.len() };
    let hit =
        Hit::broken(span, "This key starts or ends with whitespace, and Django keeps it.", "Remove the whitespace.")?;
    Some(match (start > 0, text.ends_with('\r')) {
        (true, _) => hit.by_loaders("Whitespace before the key is kept by", " ab", " ab"),
        (_, true) => hit.by_loaders("The carriage return of a Windows file is kept by", "ab\r", "ab\r"),
        _ => hit.by_loaders("Whitespace after the key is kept by", "ab ", "ab "),
    })
}
