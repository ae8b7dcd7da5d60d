//! The prefix `django-insecure-` of a key that `startproject` made.
//!
//! Such a key was written into `settings.py` for development, and is mostly in a repository. Django
//! warns of it, unless a blank, a quote or a capital letter hides the prefix from its check.
//!
//! `django-insecure-3k$w9…`
//!
//! What to do: make a new key. Taking the prefix off changes nothing: the rest is the known part.

use super::{Check, Hit, Severity, Subject, quotes};

pub(super) const CHECK: Check = Check {
    id: "insecure-prefix",
    source: "Django 5.2, django/core/checks/security/base.py, SECRET_KEY_INSECURE_PREFIX",
    find,
};

pub(super) const PREFIX: &str = "django-insecure-";

pub(super) fn find(subject: &Subject<'_>) -> Option<Hit> {
    let trimmed = subject.text.trim();
    let unquoted = quotes::unquoted(trimmed).unwrap_or(trimmed);
    rest(unquoted)?;
    let start = super::place_of(unquoted, subject.text);
    let hidden = !subject.text.starts_with(PREFIX);
    Some(Hit {
        severity: Severity::Unsafe,
        span: start..start + PREFIX.len(),
        sentence: if hidden {
            "It was made by startproject for development, and something hides that from Django’s own check.".to_owned()
        } else {
            "It was made by startproject for development, and such keys are mostly in a repository.".to_owned()
        },
        remedy: "Make a new key. Taking the prefix off is not enough.",
        bits: None,
    })
}

/// What follows the prefix, in whatever case it is written.
pub(super) fn rest(text: &str) -> Option<&str> {
    // Also with other signs: `django_insecure_`.
    let is_it = |start: &&str| {
        start.bytes().zip(PREFIX.bytes()).all(|(byte, sign)| {
            byte.eq_ignore_ascii_case(&sign) || sign == b'-' && matches!(byte, b'_' | b'.' | b' ' | b':')
        })
    };
    text.get(..PREFIX.len()).filter(is_it).map(|_| &text[PREFIX.len()..])
}
