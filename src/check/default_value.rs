//! A default in the code: it is taken silently where the variable is not set.
//!
//! `SECRET_KEY = os.environ.get("SECRET_KEY", "…")`: a host that forgot the variable runs with a key that
//! everyone knows who has read the code.
//!
//! What to do: leave the default out, so that Django stops where the variable is missing.
//!
//! Chance: it is about the place, and not about the key.

use super::{Check, Hit, Severity, Subject};
use crate::document::Role;

pub(super) const CHECK: Check =
    Check { id: "default-value", source: "Django’s deployment checklist: do not commit the key", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if subject.role != Role::Default || subject.text.is_empty() {
        return None;
    }
    let mut hit = Hit::core(
        Severity::Unsafe,
        subject,
        "This key is a default, used if the variable is missing. Anyone who reads the code knows it.",
    )?;
    hit.remedy = "Remove the default, so that a missing variable is an error.";
    Some(hit)
}
