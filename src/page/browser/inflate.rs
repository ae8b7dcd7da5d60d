//! Unpacking by the browser, so that the page need not carry a decompressor.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::secret::Secret;

#[wasm_bindgen]
extern "C" {
    /// Defined in `static/boot.js`: what a zlib stream holds, each byte as a character.
    #[wasm_bindgen(js_name = keyproofInflate, catch)]
    async fn keyproof_inflate(packed: &[u8], most: u32) -> Result<JsValue, JsValue>;
}

/// The most bytes that are unpacked: a few kilobytes may hold gigabytes.
const MOST: u32 = 1 << 20;

/// What a zlib stream holds, or its beginning; none where the browser cannot tell.
pub(in crate::page) async fn inflate(packed: Vec<u8>) -> Option<Secret> {
    keyproof_inflate(&packed, MOST).await.ok()?.as_string().map(Secret::new)
}
