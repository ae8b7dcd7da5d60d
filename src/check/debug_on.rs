//! `DEBUG` is on beside the key.
//!
//! Django's error pages then show settings and variables to whoever causes an error. They leave out those
//! whose names look secret, and not what was computed from them.
//!
//! What to do: turn it off where others can reach the site.
//!
//! Chance: it is about the place, and not about the key.

use super::{Check, Hit, Severity, Subject};
use crate::document::{Kind, Role};

pub(super) const CHECK: Check =
    Check { id: "debug-on", source: "Django 5.2, django/core/checks/security/base.py, security.W018", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if subject.role != Role::Key || matches!(subject.kind, Kind::Key | Kind::List) || !subject.is_debug_on {
        return None;
    }
    let mut hit = Hit::core(Severity::Note, subject, "DEBUG is on in the same text. It must be off in production.")?;
    hit.remedy = "Turn DEBUG off where others can reach the site.";
    Some(hit)
}
