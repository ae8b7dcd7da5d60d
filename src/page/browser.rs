//! All that the page asks of the browser. Nothing else in the page names `web_sys`, and what stands here
//! can do no more than `static/boundary.js` lets it.

mod boundary;
pub(super) mod clipboard;
pub(super) mod clock;
pub(super) mod download;
pub(super) mod field;
pub(super) mod inflate;
pub(super) mod input;
pub(super) mod keyboard;
pub(super) mod root;
pub(super) mod source;
pub(super) mod storage;

use web_sys::{Document, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}
