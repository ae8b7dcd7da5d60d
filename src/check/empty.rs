//! An empty key.
//!
//! Django stops with `ImproperlyConfigured: The SECRET_KEY setting must not be empty.` when it first
//! needs the key.
//!
//! What to do: make a key.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check = Check { id: "empty", source: "Django 5.2, django/conf/__init__.py, Settings", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if !subject.text.trim().is_empty() || subject.role != crate::document::Role::Key {
        return None;
    }
    Hit::broken(
        0..subject.text.len(),
        if subject.text.is_empty() {
            "It is empty: Django stops with “The SECRET_KEY setting must not be empty”."
        } else {
            "This key is only whitespace, and Django accepts it as a key."
        },
        "Make a key.",
    )
}
