//! The third tab: replacing a key, and seeing which key signed a value.
//!
//! Two parts that know nothing of each other.

mod inspect;
mod plan;

use yew::{Html, html::Scope};

use self::{inspect::Inspect, plan::Plan};
use super::{
    app::{self, App},
    element::all,
};
use crate::{make::Maker, rotate::rotation::Current};

/// The tab.
pub(super) struct Rotate {
    plan: Plan,
    inspect: Inspect,
}

/// Something happened.
pub(super) enum Message {
    Plan(plan::Message),
    Inspect(inspect::Message),
}

impl From<plan::Message> for app::Message {
    fn from(message: plan::Message) -> Self {
        Self::Rotate(Message::Plan(message))
    }
}

impl From<inspect::Message> for app::Message {
    fn from(message: inspect::Message) -> Self {
        Self::Rotate(Message::Inspect(message))
    }
}

impl Rotate {
    pub(super) fn new(maker: Maker, current: Current) -> Self {
        Self { plan: Plan::new(maker, current), inspect: Inspect::default() }
    }

    /// The set-up and the key as they are now.
    pub(super) fn follow(&mut self, current: Current) {
        self.plan.follow(current);
    }

    /// Lets go of every key and all that was pasted.
    pub(super) fn forget(&mut self, link: &Scope<App>, current: Current) {
        self.plan.forget(current);
        self.inspect.forget(link);
    }

    /// Fills the fields, which the framework knows nothing of.
    pub(super) fn rendered(&mut self, link: &Scope<App>, first: bool) {
        self.plan.rendered(link, first);
        self.inspect.rendered(link, first);
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        match message {
            Message::Plan(message) => self.plan.update(link, message),
            Message::Inspect(message) => self.inspect.update(link, message),
        }
    }

    /// How the tab looks.
    pub(super) fn view(&self, link: &Scope<App>) -> Html {
        all(vec![self.plan.view(link).html_node(), self.inspect.view(link).html_node()])
    }
}
