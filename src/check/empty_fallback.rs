//! An empty text among `SECRET_KEY_FALLBACKS`.
//!
//! Django then accepts cookies and messages that were signed with no key at all: anyone can forge them.
//!
//! `SECRET_KEY_FALLBACKS = os.environ.get("OLD_KEYS", "").split(",")` gives `[""]`
//!
//! What to do: leave empty texts out: `[key for key in value.split(",") if key]`
//!
//! Chance: it is about the place, and not about the key.

use super::{Check, Hit, Severity, Subject};
use crate::document::Role;

pub(super) const CHECK: Check =
    Check { id: "empty-fallback", source: "Django 5.2, django/core/signing.py, get_cookie_signer", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let fallback = matches!(subject.role, Role::Fallback | Role::FallbackDefault);
    if !fallback || !subject.text.is_empty() {
        return None;
    }
    Some(Hit {
        severity: Severity::Unsafe,
        span: 0..0,
        sentence: "An empty fallback lets anyone forge cookies and messages: Django accepts it as a key.".to_owned(),
        remedy: "Leave out empty strings: [key for key in value.split(\",\") if key].",
        bits: None,
    })
}
