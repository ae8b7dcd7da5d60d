//! What the browser remembers for the page: one entry, and never a secret.

use super::window;

/// The name of the entry.
const ENTRY: &str = "keyproof";

/// What was remembered, if the browser remembers anything.
pub(in crate::page) fn load() -> Option<String> {
    window()?.local_storage().ok()??.get_item(ENTRY).ok()?
}

/// Remembers `text`. A browser that keeps nothing (private windows) forgets it, and that is fine.
pub(in crate::page) fn save(text: &str) {
    if let Some(storage) = window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.set_item(ENTRY, text);
    }
}
