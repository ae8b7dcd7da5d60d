//! The clipboard.

use wasm_bindgen_futures::JsFuture;

use super::window;

/// Puts `text` on the clipboard at once, and tells whether the browser let it.
pub(in crate::page) fn write(text: &str) -> impl Future<Output = bool> + use<> {
    // Where the page has no clipboard (plain http), the property is undefined.
    let writing = window()
        .map(|window| window.navigator().clipboard())
        .filter(|clipboard| !clipboard.is_undefined())
        .map(|clipboard| clipboard.write_text(text));
    async move {
        match writing {
            Some(writing) => JsFuture::from(writing).await.is_ok(),
            None => false,
        }
    }
}
