//! Files that the user saves. They are made in memory: nothing is fetched.

use js_sys::{Array, Uint8Array};

use super::boundary;

/// A text file in the making.
pub(in crate::page) struct TextFile {
    parts: Array,
}

impl TextFile {
    /// An empty file.
    pub(in crate::page) fn new() -> Self {
        Self { parts: Array::new() }
    }

    /// Adds `text` at the end.
    pub(in crate::page) fn push(&self, text: &str) {
        self.parts.push(&Uint8Array::from(text.as_bytes()));
    }

    /// Hands the file to the user under this name; false if the browser refuses.
    pub(in crate::page) fn save(self, name: &str, media_type: &str) -> bool {
        boundary::save(&self.parts, name, media_type)
    }
}
