//! The steps of replacing a key, planned or after a leak.

#![expect(clippy::unused_self, clippy::needless_pass_by_value, reason = "nothing is there yet")]

use yew::html::Scope;

use crate::page::{
    app::App,
    element::{Element, el},
};

/// The part.
#[derive(Default)]
pub(in crate::page) struct Plan;

/// Something happened.
pub(in crate::page) enum Message {}

impl Plan {
    /// Fills the fields, which the framework knows nothing of.
    pub(in crate::page) fn rendered(&mut self, _: &Scope<App>, _first: bool) {}

    /// Does what a message asks for; whether the part looks different then.
    pub(in crate::page) fn update(&mut self, _: &Scope<App>, message: Message) -> bool {
        match message {}
    }

    /// How the part looks.
    pub(in crate::page) fn view(&self, _: &Scope<App>) -> Element {
        el("div").class("plan")
    }
}
