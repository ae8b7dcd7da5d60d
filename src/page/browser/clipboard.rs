//! The clipboard.

use wasm_bindgen_futures::JsFuture;

use super::boundary;

/// Puts `text` on the clipboard at once, and tells whether the browser let it.
pub(in crate::page) fn write(text: &str) -> impl Future<Output = bool> + use<> {
    let copying = boundary::copy(text);
    async move { JsFuture::from(copying).await.is_ok() }
}
