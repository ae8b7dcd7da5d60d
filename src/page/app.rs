//! The two tabs that do something, as one component.
//!
//! One, because each component weighs some kilobytes in the page. The tabs themselves are plain
//! structs that know nothing of each other; their places are in `static/index.html`.

use yew::prelude::*;

use super::{
    browser::root,
    check::{self, Check},
    make::{self, Make},
};

/// The component.
pub(super) struct App {
    make: Make,
    check: Check,
}

/// Something happened on a tab.
pub(super) enum Message {
    Make(make::Message),
    Check(check::Message),
}

impl From<make::Message> for Message {
    fn from(message: make::Message) -> Self {
        Self::Make(message)
    }
}

impl From<check::Message> for Message {
    fn from(message: check::Message) -> Self {
        Self::Check(message)
    }
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self { make: Make::new(), check: Check::default() }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Make(message) => self.make.update(context.link(), message),
            Message::Check(message) => self.check.update(context.link(), message),
        }
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        self.make.rendered(first);
        self.check.rendered(context.link(), first);
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let check = self.check.view(context.link());
        html! {
            <>
                { self.make.view(context.link()) }
                if let Some(place) = root::element("check-app") { { create_portal(check, place) } }
            </>
        }
    }
}
