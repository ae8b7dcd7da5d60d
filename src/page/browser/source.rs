//! The page's own file, as it was before anything was shown in it.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// Defined in `static/boot.js`: the document's source, taken before the first change to it.
    #[wasm_bindgen(js_name = keyproofSource)]
    pub(in crate::page) fn source() -> String;

    /// Defined in `static/boot.js`: the SHA-256 of `text` in hex, where the browser can tell.
    #[wasm_bindgen(js_name = keyproofDigest, catch)]
    async fn digest(text: &str) -> Result<JsValue, JsValue>;
}

/// The SHA-256 of `text` in hex; none where the browser does not tell (plain http).
pub(in crate::page) async fn sha256(text: &str) -> Option<String> {
    digest(text).await.ok()?.as_string()
}
