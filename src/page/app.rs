//! The two tabs that do something, as one component.
//!
//! One, because each component weighs some kilobytes in the page. The tabs themselves are plain
//! structs that know nothing of each other; their places are in `static/index.html`.

use std::time::Duration;

use yew::prelude::*;

use super::{
    browser::root,
    check::{self, Check},
    element::all,
    make::{self, Make},
};

/// Long enough for the browser to paint.
const FRAME: Duration = Duration::from_millis(20);

/// The component.
pub(super) struct App {
    make: Make,
    check: Check,
    rest: Rest,
}

/// All but the line with the first key, which is to be there first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    Waits,
    Comes,
    Stands,
}

/// Something happened on a tab.
pub(super) enum Message {
    Make(make::Message),
    Check(check::Message),
    /// The rest of the page is to come.
    Rest,
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
        Self { make: Make::new(), check: Check::default(), rest: Rest::Waits }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Make(message) => self.make.update(context.link(), message),
            Message::Check(message) => self.check.update(context.link(), message),
            Message::Rest => {
                self.rest = Rest::Comes;
                self.make.explain();
                true
            }
        }
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        let link = context.link();
        self.make.rendered(first);
        if first {
            link.send_future(async {
                // The browser paints the line meanwhile.
                yew::platform::time::sleep(FRAME).await;
                Message::Rest
            });
        }
        if self.rest != Rest::Waits {
            self.check.rendered(link, self.rest == Rest::Comes);
            self.rest = Rest::Stands;
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let rest = self.rest != Rest::Waits;
        let check = root::element("check-app").filter(|_| rest);
        let check = check.map(|place| create_portal(self.check.view(link), place)).unwrap_or_default();
        all(vec![self.make.view(link, rest), check])
    }
}
