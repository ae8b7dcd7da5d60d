//! Single-key shortcuts.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, KeyboardEvent};

use super::document;

/// Calls `then` with each key that is pressed outside of a field, without Ctrl, Alt or Meta, and
/// drops the key's own effect if `then` says that it took it.
pub(in crate::page) fn on_key(then: impl Fn(&str) -> bool + 'static) {
    let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        let chord = event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat();
        if !chord && !is_typing(&event) && then(&event.key()) {
            event.prevent_default();
        }
    });
    if let Some(document) = document() {
        document.set_onkeydown(Some(listener.as_ref().unchecked_ref()));
    }
    // The page listens until it is closed.
    listener.forget();
}

/// Whether the key goes into a field, or a dialog is open.
fn is_typing(event: &KeyboardEvent) -> bool {
    let inside = |element: Element| element.closest("input, textarea, select, [data-typing], dialog").ok().flatten();
    event.target().and_then(|target| target.dyn_into().ok()).and_then(inside).is_some()
}
