//! What ordinary fields hold. None of them ever holds a secret.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent};
use yew::{Callback, Event, TargetCast};

/// A callback for an `<input>`'s `input` event that gets the text.
pub(in crate::page) fn on_input(then: Callback<String>) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| then.emit(event.target_unchecked_into::<HtmlInputElement>().value()))
}

/// A callback for a check box's `change` event that gets whether it is ticked.
pub(in crate::page) fn on_tick(then: Callback<bool>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            then.emit(input.checked());
        }
    })
}
