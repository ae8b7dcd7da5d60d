//! The document's root: its state, its theme, its address, and elements by their id.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, HtmlDialogElement, HtmlElement};

use super::{document, window};

/// What the page is doing, for the style sheet and for tests: `data-state` of the root element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum State {
    /// The first key is on the screen.
    Ready,
    /// There is no randomness, so there is no key.
    Broken,
    /// The page stopped by a fault of its own.
    Failed,
}

/// The element that the page is shown in.
pub(in crate::page) fn mount_point() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// Says in the root element what the page is doing.
pub(in crate::page) fn set_state(state: State) {
    set(
        "data-state",
        match state {
            State::Ready => "ready",
            State::Broken => "broken",
            State::Failed => "failed",
        },
    );
}

/// Sets the theme: `light`, `dark`, or `system` for what the system has.
pub(in crate::page) fn set_theme(theme: &str) {
    set("data-theme", theme);
}

/// Whether a print shows the keys.
pub(in crate::page) fn set_print(shown: bool) {
    set("data-print", if shown { "keys" } else { "none" });
}

fn set(attribute: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Setting an attribute of a valid name does not fail.
        let _ = root.set_attribute(attribute, value);
    }
}

/// The policy that stands in the document's head.
pub(in crate::page) fn policy() -> Option<String> {
    document()?.query_selector("meta[http-equiv=Content-Security-Policy]").ok()??.get_attribute("content")
}

/// What follows the `#` of the address.
pub(in crate::page) fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Calls `then` with the fragment whenever it changes, as long as the page is open.
pub(in crate::page) fn on_fragment(then: impl Fn(String) + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || then(fragment()));
    if let Some(window) = window() {
        window.set_onhashchange(Some(listener.as_ref().unchecked_ref()));
    }
    // The page listens until it is closed.
    listener.forget();
}

/// Presses the button or link with this id; false if it is not on the open tab.
pub(in crate::page) fn press(id: &str) -> bool {
    let Some(element) = html(id).filter(|element| matches!(element.closest("[hidden]"), Ok(None))) else {
        return false;
    };
    element.click();
    true
}

/// Moves the focus to the element with this id.
pub(in crate::page) fn focus(id: &str) {
    if let Some(element) = html(id) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Opens the dialog with this id, unless it is open.
pub(in crate::page) fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id).filter(|dialog| !dialog.open()) {
        // It fails only for a dialog that is open.
        let _ = dialog.show_modal();
    }
}

/// Closes the dialog with this id.
pub(in crate::page) fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn html(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}
