//! An error message that was pasted: where its answer is.

use crate::{
    messages,
    page::element::{Element, el},
};

/// The address of the answer, if an error message is in the text.
pub(super) fn find(text: &str) -> Option<&'static str> {
    messages::answer(text)
}

/// A line that leads to the answer.
pub(super) fn view(answer: Option<&'static str>) -> Option<Element> {
    let link = el("a").set("href", answer?).words("what it means, and what to do");
    Some(
        el("p")
            .class("card")
            .set("id", "check-message")
            .words("This is an error message. The guide says ")
            .with(link)
            .words("."),
    )
}
