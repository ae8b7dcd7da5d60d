//! The functions of `static/boundary.js` that are the page's own. The browser's, as Yew and `web_sys`
//! know them, go through the same file.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// Puts a text area into a closed shadow root of its host. One that shows is kept as high as its text.
    #[wasm_bindgen(js_name = keyproofEnclose, catch)]
    pub(super) fn enclose(host: &Element, area: &Element, shows: bool) -> Result<(), JsValue>;

    /// The text area of the first card, which stands in a closed shadow root from the page's start.
    #[wasm_bindgen(js_name = keyproofFirstField)]
    pub(super) fn first_field() -> Option<Element>;

    /// The digests of the random blocks that the first key was made of.
    #[wasm_bindgen(js_name = keyproofFirstBlocks)]
    pub(super) fn first_blocks() -> Option<String>;

    /// Shows a text in it, of which the first `lead` symbols stand before the value.
    #[wasm_bindgen(js_name = keyproofShow)]
    pub(super) fn show(area: &Element, text: &str, lead: u32);

    /// Puts a text on the clipboard; rejects if the browser does not let it.
    #[wasm_bindgen(js_name = keyproofCopy)]
    pub(super) fn copy(text: &str) -> Promise;

    /// Saves a file made of these pieces under this name; false if the browser refuses.
    #[wasm_bindgen(js_name = keyproofSave)]
    pub(super) fn save(pieces: &Array, name: &str, media_type: &str) -> bool;

    /// The next files that are dropped on a text area, or chosen now if `asks`: how many, and of each the name, the
    /// length, and each byte as a character.
    #[wasm_bindgen(js_name = keyproofFile, catch)]
    pub(super) async fn file(area: &Element, asks: bool) -> Result<JsValue, JsValue>;

    /// What was remembered.
    #[wasm_bindgen(js_name = keyproofRemembered)]
    pub(super) fn remembered() -> Option<String>;

    /// Remembers choices, if they have the form that `src/page/preferences.rs` writes.
    #[wasm_bindgen(js_name = keyproofRemember)]
    pub(super) fn remember(choices: &str);

    /// The policy that stands in the document's head.
    #[wasm_bindgen(js_name = keyproofPolicy)]
    pub(super) fn policy() -> Option<String>;

    /// What follows the `#` of the address.
    #[wasm_bindgen(js_name = keyproofFragment)]
    pub(super) fn fragment() -> String;

    /// Writes this set-up there, if it has the form that `src/setup.rs` writes.
    #[wasm_bindgen(js_name = keyproofSetFragment)]
    pub(super) fn set_fragment(setup: &str);

    /// The document's source, taken before the first change to it.
    #[wasm_bindgen(js_name = keyproofSource)]
    pub(super) fn source() -> String;

    /// The SHA-256 of `text` in hex, where the browser can tell.
    #[wasm_bindgen(js_name = keyproofDigest, catch)]
    pub(super) async fn digest(text: &str) -> Result<JsValue, JsValue>;

    /// What a zlib stream holds, each byte as a character.
    #[wasm_bindgen(js_name = keyproofInflate, catch)]
    pub(super) async fn inflate(packed: &[u8], most: u32) -> Result<JsValue, JsValue>;
}
