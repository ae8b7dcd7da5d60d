//! The same key in two places: two environments, two settings, or a fallback that is the current key.
//!
//! Who has the one has the other: a key of a test host opens the real one. A fallback that is the current
//! key does nothing.
//!
//! What to do: a key of its own for each environment and each purpose.
//!
//! Chance: it is about the place, and not about the key.

use super::{Check, Hit, Severity, Subject};
use crate::document::{Kind, Role};

pub(super) const CHECK: Check =
    Check { id: "same-key", source: "Django’s documentation of SECRET_KEY: unique to each", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if subject.text.is_empty() {
        return None;
    }
    let same = |(text, _): &&(&str, Role)| *text == subject.text;
    let (_, role) = subject.others.iter().find(same)?;
    let (severity, sentence) = match (subject.role, *role) {
        (Role::Fallback, Role::Key) => {
            (Severity::Weak, "This fallback is the current key, so it does nothing, and the key can’t be retired.")
        }
        (_, Role::Fallback) => return None,
        _ if subject.kind == Kind::Compose => {
            (Severity::Note, "This key is here more than once, as the services of one application need it.")
        }
        _ if subject.kind == Kind::List => (Severity::Note, "This key is in the list more than once."),
        _ => (Severity::Unsafe, "The same key is used elsewhere in this text. Anyone who has one has both."),
    };
    let mut hit = Hit::core(severity, subject, sentence)?;
    hit.remedy = "Use a different key for each place. A fallback that repeats the key: remove it.";
    Some(hit)
}
