//! What the browser remembers for the page: one entry, and never a secret.

use super::boundary;

/// What was remembered, if the browser remembers anything.
pub(in crate::page) fn load() -> Option<String> {
    boundary::remembered()
}

/// Remembers `text`. A browser that keeps nothing (private windows) forgets it, and that is fine.
pub(in crate::page) fn save(text: &str) {
    boundary::remember(text);
}
