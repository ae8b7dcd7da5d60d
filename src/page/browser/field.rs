//! The one place where a secret is shown or typed: a text area in a closed shadow root.
//!
//! Why so, as measured: `outerHTML` serialises neither; Chromium's Save As writes the text of a
//! closed shadow root but not a text area's value; Firefox's writes a text area's value but does
//! not look into a shadow root. A text area in a closed shadow root is in neither file, and it can
//! still be selected, copied and read aloud.

use std::{cell::RefCell, ops::Range};

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::HtmlTextAreaElement;

use super::{boundary, document, root};
use crate::{
    field::NO_HELP,
    line::Written,
    listed::Listed,
    page::element::{Element, el},
    secret::Secret,
};

/// A field. It shows and takes nothing until it is mounted.
#[derive(Default)]
pub(in crate::page) struct Field(RefCell<Option<HtmlTextAreaElement>>);

/// Files that were opened.
#[derive(Default)]
pub(in crate::page) struct Opened {
    /// How many there were.
    pub(in crate::page) count: usize,
    /// The first dozen: what each is called, and its bytes, if it is a file of at most 4 MB.
    pub(in crate::page) files: Vec<(String, Option<Vec<u8>>)>,
}

/// Gets what the user types.
pub(in crate::page) type OnInput = Box<dyn Fn(Secret)>;

impl Field {
    /// The element that will host the field with this id.
    pub(in crate::page) fn host(id: &'static str) -> Element {
        el("div").set("id", id).class("secret")
    }

    /// The field of the first card, which is there before this program is, and the digests of the random blocks
    /// that the key in it was made of.
    pub(in crate::page) fn first() -> (Self, String) {
        let area = boundary::first_field().and_then(|area| area.dyn_into().ok());
        (Self(RefCell::new(area)), boundary::first_blocks().unwrap_or_default())
    }

    /// Puts the text area into its host. It is read-only, unless someone listens to its input.
    /// Does nothing if the browser has no shadow roots.
    pub(in crate::page) fn mount(&self, id: &'static str, label: &str, on_input: Option<OnInput>) {
        if let Some(area) = text_area(id, label, on_input) {
            *self.0.borrow_mut() = Some(area);
        }
    }

    /// Puts the read-only text area into its host, unless it is there: the hosts of those that most
    /// visits do not need stay empty until then.
    pub(in crate::page) fn mount_once(&self, id: &'static str, label: &str) {
        if self.0.borrow().is_none() {
            self.mount(id, label, None);
        }
    }

    /// The same for a field that is typed into.
    pub(in crate::page) fn mount_typed_once(&self, id: &'static str, label: &str, on_input: impl Fn(Secret) + 'static) {
        if self.0.borrow().is_none() {
            self.mount(id, label, Some(Box::new(on_input)));
        }
    }

    /// Shows the line, or nothing, and makes the field as high as it needs to be. The style sheet
    /// sets what stands before the value apart.
    pub(in crate::page) fn show(&self, line: Option<&Written>) {
        if let Some(area) = &*self.0.borrow() {
            let lead = line.map_or(0, |line| u32::try_from(line.lead).unwrap_or_default());
            boundary::show(area, line.map_or("", |line| line.text.expose()), lead);
        }
    }

    /// What stands in the field.
    pub(in crate::page) fn text(&self) -> Secret {
        Secret::new(self.0.borrow().as_ref().map(HtmlTextAreaElement::value).unwrap_or_default())
    }

    /// Puts a text into a field that is typed into.
    pub(in crate::page) fn fill(&self, text: &Secret) {
        if let Some(area) = &*self.0.borrow() {
            area.set_value(text.expose());
        }
    }

    /// The next files that are dropped on the field, or chosen now if `asks`.
    pub(in crate::page) fn files(&self, asks: bool) -> impl Future<Output = Opened> + use<> {
        let area = self.0.borrow().clone();
        async move {
            let told = match area {
                Some(area) => boundary::file(&area.into(), asks).await.ok().and_then(|told| told.as_string()),
                None => None,
            };
            let mut opened = Opened::default();
            let told = Secret::new(told.unwrap_or_default());
            let mut rest = told.expose();
            let next = |rest: &mut &str| {
                let (part, after) = rest.split_once('\0')?;
                let part = part.to_owned();
                *rest = after;
                Some(part)
            };
            opened.count = next(&mut rest).and_then(|count| count.parse().ok()).unwrap_or(0);
            while let (Some(name), Some(length)) = (next(&mut rest), next(&mut rest)) {
                let length = length.parse().ok();
                let mut letters = rest.chars();
                let byte = |letter: char| u8::try_from(u32::from(letter)).unwrap_or_default();
                let bytes = letters.by_ref().take(length.unwrap_or(0)).map(byte).listed();
                rest = letters.as_str();
                opened.files.push((name, length.map(|_| bytes)));
            }
            opened
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

fn text_area(id: &str, label: &str, on_input: Option<OnInput>) -> Option<HtmlTextAreaElement> {
    let host = root::element(id)?;
    let shows = on_input.is_none();
    // What the style sheet and the shortcuts go by.
    host.set_attribute(if shows { "data-shows" } else { "data-typing" }, "").ok()?;
    let area: HtmlTextAreaElement = document()?.create_element("textarea").ok()?.dyn_into().ok()?;
    let attributes = [("part", "field"), ("aria-label", label), ("rows", if shows { "1" } else { "5" })];
    for (name, value) in attributes.into_iter().chain(NO_HELP) {
        area.set_attribute(name, value).ok()?;
    }
    area.set_read_only(shows);
    boundary::enclose(&host, &area, shows).ok()?;
    if let Some(on_input) = on_input {
        let field = area.clone();
        let listener = Closure::<dyn Fn()>::new(move || on_input(Secret::new(field.value())));
        area.set_oninput(Some(listener.as_ref().unchecked_ref()));
        // It lives as long as the page, as the field does.
        listener.forget();
    }
    Some(area)
}
