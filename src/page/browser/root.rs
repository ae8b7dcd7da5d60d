//! The document's root: its state, its theme, its address, and elements by their id.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

use super::{boundary, document, window};

/// Says in the root element, for the style sheet and for tests, that a key is on the screen, or
/// that there is no randomness to make one.
pub(in crate::page) fn set_ready(ready: bool) {
    set("data-state", if ready { "ready" } else { "broken" });
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
    boundary::policy()
}

/// What follows the `#` of the address.
pub(in crate::page) fn fragment() -> String {
    boundary::fragment()
}

/// Writes this set-up after the `#`, in place of what is there.
pub(in crate::page) fn set_fragment(setup: &str) {
    boundary::set_fragment(setup);
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
    let Some(element) = shown(id) else { return false };
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

/// Calls `then` whenever the element with this id is clicked.
pub(in crate::page) fn on_click(id: &str, then: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(then);
    if let Some(element) = html(id) {
        element.set_onclick(Some(listener.as_ref().unchecked_ref()));
    }
    // The page listens until it is closed.
    listener.forget();
}

/// Calls `then` with what the text field with this id holds, whenever the user changes it.
pub(in crate::page) fn on_typed(id: &str, then: impl Fn(String) + 'static) {
    let Some(input) = element(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) else { return };
    let field = input.clone();
    let listener = Closure::<dyn Fn()>::new(move || then(field.value()));
    input.set_oninput(Some(listener.as_ref().unchecked_ref()));
    // The page listens until it is closed.
    listener.forget();
}

/// Shows those folds in the element with this id whose text is `wanted`, hides the others, and counts those
/// shown. If that is one, it is opened.
pub(in crate::page) fn show_children(id: &str, wanted: impl Fn(&str) -> bool) -> usize {
    let (mut shown, mut last) = (0, None);
    let mut child = element(id).and_then(|element| element.first_element_child());
    while let Some(element) = child {
        child = element.next_element_sibling();
        let is_wanted = wanted(&element.text_content().unwrap_or_default());
        if is_wanted {
            shown += 1;
            last = Some(element.clone());
        }
        if let Ok(element) = element.dyn_into::<HtmlElement>() {
            element.set_hidden(!is_wanted);
        }
    }
    if let Some(fold) = last.filter(|_| shown == 1) {
        let _ = fold.set_attribute("open", "");
    }
    shown
}

/// Opens the fold whose summary has this id, and moves the focus there.
pub(in crate::page) fn unfold(summary: &str) {
    if let Some(Ok(Some(fold))) = element(summary).map(|summary| summary.closest("details")) {
        let _ = fold.set_attribute("open", "");
        focus(summary);
    }
}

/// Whether the check box with this id is ticked.
pub(in crate::page) fn is_ticked(id: &str) -> bool {
    element(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
}

/// Replaces what the element with this id holds by `text`, which must not be a secret. The same text stays as it
/// is: a screen reader would say it again.
pub(in crate::page) fn set_text(id: &str, text: &str) {
    if let Some(element) = element(id).filter(|element| element.text_content().as_deref() != Some(text)) {
        element.set_text_content(Some(text));
    }
}

/// Says by its name and its tool tip what the element with this id is.
pub(in crate::page) fn set_label(id: &str, label: &str) {
    if let Some(element) = html(id) {
        element.set_title(label);
        let _ = element.set_attribute("aria-label", label);
    }
}

/// Gives the element with this id an attribute without a value, or takes it away.
pub(in crate::page) fn mark(id: &str, attribute: &str, marked: bool) {
    if let Some(element) = element(id) {
        let _ = if marked { element.set_attribute(attribute, "") } else { element.remove_attribute(attribute) };
    }
}

/// Lets the button with this id be pressed, or not.
pub(in crate::page) fn enable(id: &str, enabled: bool) {
    mark(id, "disabled", !enabled);
}

/// What the element with this id holds as text.
pub(in crate::page) fn text(id: &str) -> String {
    element(id).and_then(|element| element.text_content()).unwrap_or_default()
}

/// Shows or hides the element with this id.
pub(in crate::page) fn show(id: &str, shown: bool) {
    if let Some(element) = html(id) {
        element.set_hidden(!shown);
    }
}

/// Whether the element with this id is on the open tab.
pub(in crate::page) fn is_shown(id: &str) -> bool {
    shown(id).is_some()
}

/// Says whether the link with this id leads to what is shown.
pub(in crate::page) fn set_current(id: &str, current: bool) {
    if let Some(link) = element(id) {
        let _ =
            if current { link.set_attribute("aria-current", "page") } else { link.remove_attribute("aria-current") };
    }
}

/// The element with this id.
pub(in crate::page) fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

fn shown(id: &str) -> Option<HtmlElement> {
    html(id).filter(|element| matches!(element.closest("[hidden]"), Ok(None)))
}

fn html(id: &str) -> Option<HtmlElement> {
    element(id)?.dyn_into().ok()
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    element(id)?.dyn_into().ok()
}
