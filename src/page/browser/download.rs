//! Files that the user saves. They are made in memory: nothing is fetched.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::document;

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
        self.try_save(name, media_type).is_some()
    }

    fn try_save(self, name: &str, media_type: &str) -> Option<()> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_u8_array_sequence_and_options(&self.parts, &options).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let link: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The browser holds the file from the click on; the address is of no further use once the
        // download has begun, and goes with the page.
        yew::platform::spawn_local(async move {
            yew::platform::time::sleep(std::time::Duration::from_secs(60)).await;
            let _ = Url::revoke_object_url(&address);
        });
        Some(())
    }
}
