//! The list of keyboard shortcuts.

use yew::prelude::*;

use super::browser::root;

/// The id of the dialog.
pub(super) const ID: &str = "help";

const KEYS: [(&str, &str); 4] =
    [("n", "make a new key"), ("c", "copy the line"), ("/", "find a loader"), ("?", "show this list")];

#[component]
pub(super) fn Help() -> Html {
    html! {
        <dialog id={ID} aria-labelledby="help-title">
            <h2 id="help-title">{ "Keyboard shortcuts" }</h2>
            <dl>
                for (key, what) in KEYS {
                    <div><dt><kbd>{ key }</kbd></dt><dd>{ what }</dd></div>
                }
            </dl>
            <p>{ "None of them does anything while you type in a field." }</p>
            <button type="button" class="secondary" onclick={|_| root::close_dialog(ID)}>{ "Close" }</button>
        </dialog>
    }
}
