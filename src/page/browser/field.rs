//! The one place where a secret is shown or typed: a text area in a closed shadow root.
//!
//! Why so, as measured: `outerHTML` serialises neither; Chromium's Save As writes the text of a
//! closed shadow root but not a text area's value; Firefox's writes a text area's value but does
//! not look into a shadow root. A text area in a closed shadow root is in neither file, and it can
//! still be selected, copied and read aloud.

use std::{cell::RefCell, ops::Range, rc::Rc};

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, HtmlTextAreaElement, ShadowRootInit, ShadowRootMode};

use super::{document, window};
use crate::{line::Written, secret::Secret};

/// A field, empty-handed until the component that shows it has been mounted.
#[derive(Clone, Default)]
pub(in crate::page) struct Field(Rc<RefCell<Option<HtmlTextAreaElement>>>);

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Purpose {
    /// It shows a line.
    Show,
    /// The user types or pastes into it.
    Enter,
}

impl Field {
    /// Puts the text area into `host`. Does nothing if the browser has no shadow roots.
    pub(in crate::page) fn mount(&self, host: &Element, label: &str, purpose: Purpose) {
        if let Some(area) = text_area(host, label, purpose) {
            *self.0.borrow_mut() = Some(area);
        }
    }

    /// Calls `then` with the text whenever the user changes it.
    pub(in crate::page) fn on_input(&self, then: impl Fn(Secret) + 'static) {
        let field = self.clone();
        let listener = Closure::<dyn Fn()>::new(move || then(field.text()));
        if let Some(area) = &*self.0.borrow() {
            area.set_oninput(Some(listener.as_ref().unchecked_ref()));
        }
        // The field lives as long as the page.
        listener.forget();
    }

    /// The text in the field.
    pub(in crate::page) fn text(&self) -> Secret {
        Secret::new(self.0.borrow().as_ref().map(HtmlTextAreaElement::value).unwrap_or_default())
    }

    /// Shows the line, or nothing, and makes the field as high as it needs to be. The style sheet
    /// sets what stands before the value apart.
    pub(in crate::page) fn set(&self, line: Option<&Written>) {
        if let Some(area) = &*self.0.borrow() {
            // A property of a valid name and value: this does not fail.
            let _ = area.style().set_property("--name", &line.map_or(0, |line| line.lead).to_string());
            area.set_value(line.map_or("", |line| line.text.expose()));
            fit(area);
        }
    }

    /// Selects the whole text, so that the user can copy it.
    pub(in crate::page) fn select(&self) {
        if let Some(area) = &*self.0.borrow() {
            let _ = area.focus();
            area.select();
        }
    }

    /// Selects the part of the text at these places, in UTF-16 units.
    pub(in crate::page) fn select_part(&self, part: Range<u32>) {
        if let Some(area) = &*self.0.borrow() {
            let _ = area.focus();
            let _ = area.set_selection_range(part.start, part.end);
        }
    }
}

fn text_area(host: &Element, label: &str, purpose: Purpose) -> Option<HtmlTextAreaElement> {
    let options = ShadowRootInit::new(ShadowRootMode::Closed);
    // web-sys 0.3 knows no setter for it.
    js_sys::Reflect::set(&options, &"delegatesFocus".into(), &true.into()).ok()?;
    let root = host.attach_shadow(&options).ok()?;
    let area: HtmlTextAreaElement = document()?.create_element("textarea").ok()?.dyn_into().ok()?;
    let attributes = [
        ("part", "field"),
        ("aria-label", label),
        ("rows", if purpose == Purpose::Show { "1" } else { "5" }),
        // No help that would send, store or change what is typed.
        ("autocomplete", "off"),
        ("autocorrect", "off"),
        ("autocapitalize", "off"),
        ("spellcheck", "false"),
        ("translate", "no"),
        ("data-gramm", "false"),
        ("data-1p-ignore", ""),
        ("data-lpignore", "true"),
    ];
    for (name, value) in attributes {
        area.set_attribute(name, value).ok()?;
    }
    area.set_read_only(purpose == Purpose::Show);
    root.append_child(&area).ok()?;
    let resized = area.clone();
    let listener = Closure::<dyn Fn()>::new(move || fit(&resized));
    window()?.add_event_listener_with_callback("resize", listener.as_ref().unchecked_ref()).ok()?;
    listener.forget();
    Some(area)
}

/// Makes a read-only field as high as its text. (`field-sizing` would, where browsers have it.)
fn fit(area: &HtmlTextAreaElement) {
    if area.read_only() {
        let style = area.style();
        // Properties of valid names and values: this does not fail.
        let _ = style.set_property("height", "0");
        let _ = style.set_property("height", &format!("{}px", area.scroll_height()));
    }
}
