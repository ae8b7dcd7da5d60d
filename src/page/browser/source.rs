//! The page's own file, as it was before anything was shown in it.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Defined in `static/boot.js`: the document's source, taken before the first change to it.
    #[wasm_bindgen(js_name = keyproofSource)]
    pub(in crate::page) fn source() -> String;
}
