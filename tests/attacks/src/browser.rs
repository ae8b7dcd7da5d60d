//! The browser, as bad Rust declares it: each of these asks for the very import that the page has, so that
//! the audit finds nothing new in them.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// Any object of the browser's.
    #[derive(Clone, Debug)]
    pub(crate) type Any;

    #[wasm_bindgen(js_name = keyproofFragment)]
    pub(crate) fn fragment() -> String;
    #[wasm_bindgen(js_name = keyproofSetFragment)]
    pub(crate) fn set_fragment(text: &str);
    #[wasm_bindgen(js_name = keyproofRemember)]
    pub(crate) fn remember(text: &str);
    #[wasm_bindgen(js_name = keyproofSave)]
    pub(crate) fn save(pieces: &Array, name: &str, media_type: &str) -> bool;
    #[wasm_bindgen(js_name = keyproofCopy)]
    pub(crate) fn copy(text: &str) -> Promise;

    #[wasm_bindgen(method, getter, structural)]
    pub(crate) fn document(this: &Any) -> Option<Any>;
    #[wasm_bindgen(method, getter, structural, js_name = documentElement)]
    pub(crate) fn document_element(this: &Any) -> Option<Any>;
    #[wasm_bindgen(method, structural, js_name = getElementById)]
    pub(crate) fn get_element_by_id(this: &Any, id: &str) -> Option<Any>;
    #[wasm_bindgen(method, structural, catch, js_name = createElement)]
    pub(crate) fn create_element(this: &Any, kind: &str) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = createElementNS)]
    pub(crate) fn create_element_ns(this: &Any, space: Option<&str>, kind: &str) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, structural, js_name = createTextNode)]
    pub(crate) fn create_text_node(this: &Any, text: &str) -> Any;
    #[wasm_bindgen(method, structural, catch, js_name = setAttribute)]
    pub(crate) fn set_attribute(this: &Any, name: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = insertBefore)]
    pub(crate) fn insert_before(this: &Any, child: &Any, next: Option<Any>) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = removeChild)]
    pub(crate) fn remove_child(this: &Any, child: &Any) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = cloneNode)]
    pub(crate) fn clone_node(this: &Any) -> Result<Any, JsValue>;
    #[wasm_bindgen(method, getter, structural, js_name = firstElementChild)]
    pub(crate) fn first_element_child(this: &Any) -> Option<Any>;
    #[wasm_bindgen(method, getter, structural, js_name = nextElementSibling)]
    pub(crate) fn next_element_sibling(this: &Any) -> Option<Any>;
    #[wasm_bindgen(method, getter, structural, js_name = parentNode)]
    pub(crate) fn parent_node(this: &Any) -> Option<Any>;
    #[wasm_bindgen(method, setter, structural, js_name = textContent)]
    pub(crate) fn set_text_content(this: &Any, text: Option<&str>);
    #[wasm_bindgen(method, setter, structural, js_name = innerHTML)]
    pub(crate) fn set_inner_html(this: &Any, markup: &str);
    #[wasm_bindgen(method, structural)]
    pub(crate) fn click(this: &Any);
    #[wasm_bindgen(method, structural, catch, js_name = closest)]
    pub(crate) fn closest(this: &Any, selector: &str) -> Result<Option<Any>, JsValue>;
}

fn missing() -> JsValue {
    JsValue::from_str("missing")
}

/// The window, or what stands for it.
pub(crate) fn window() -> Any {
    wasm_bindgen::JsCast::unchecked_into(js_sys::global())
}

pub(crate) fn page() -> Result<Any, JsValue> {
    window().document().ok_or_else(missing)
}

pub(crate) fn root() -> Result<Any, JsValue> {
    page()?.document_element().ok_or_else(missing)
}

/// The element with this id.
pub(crate) fn element(id: &str) -> Result<Any, JsValue> {
    page()?.get_element_by_id(id).ok_or_else(missing)
}

/// The first child of the root of this kind, such as the head, whose children hold the policy.
pub(crate) fn in_root(selector: &str) -> Result<Any, JsValue> {
    let mut child = root()?.first_element_child();
    while let Some(found) = child {
        let mut inner = found.first_element_child();
        while let Some(element) = inner {
            if element.closest(selector)?.is_some() {
                return Ok(element);
            }
            inner = element.next_element_sibling();
        }
        child = found.next_element_sibling();
    }
    Err(missing())
}

/// A new element with these attributes, in the page.
pub(crate) fn put(kind: &str, attributes: &[(&str, &str)]) -> Result<Any, JsValue> {
    let made = page()?.create_element(kind)?;
    for (name, value) in attributes {
        made.set_attribute(name, value)?;
    }
    element("content")?.insert_before(&made, None)?;
    Ok(made)
}
