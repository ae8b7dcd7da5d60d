//! What ordinary fields hold. None of them ever holds a secret.

use web_sys::{HtmlInputElement, InputEvent};
use yew::{Callback, TargetCast, html::Scope};

use crate::page::app::{App, Message};

/// A callback for an `<input>`'s `input` event that sends a message with the text.
pub(in crate::page) fn on_input(link: &Scope<App>, message: fn(String) -> Message) -> Callback<InputEvent> {
    link.callback(move |event: InputEvent| message(event.target_unchecked_into::<HtmlInputElement>().value()))
}

/// The same for one of several fields or selects, whose number the message holds.
pub(in crate::page) fn on_input_of(
    link: &Scope<App>,
    message: fn(usize, String) -> Message,
    number: usize,
) -> Callback<InputEvent> {
    // A select has a `value` as an input has.
    link.callback(move |event: InputEvent| message(number, event.target_unchecked_into::<HtmlInputElement>().value()))
}
