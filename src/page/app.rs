//! The three tabs that do something, as one component.
//!
//! One, because each component weighs some kilobytes in the page. The tabs themselves are plain
//! structs that know nothing of each other; their places are in `index.html`.

use std::time::Duration;

use yew::prelude::*;

use super::{
    browser::root,
    check::{self, Check},
    element::all,
    loaders::{self, Loaders},
    make::{self, Make},
    parts::later,
    rotate::{self, Rotate},
};
use crate::{make::Maker, secret};

/// Long enough for the browser to paint.
const FRAME: Duration = Duration::from_millis(20);

/// The component.
pub(super) struct App {
    make: Make,
    check: Check,
    rotate: Rotate,
    loaders: Loaders,
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
    Rotate(rotate::Message),
    Loaders(loaders::Message),
    /// The rest of the page is to come.
    Rest,
    /// The first tab is to carry the key that the second tells of.
    Carry,
    /// Every secret is to go.
    Forget,
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

impl From<rotate::Message> for Message {
    fn from(message: rotate::Message) -> Self {
        Self::Rotate(message)
    }
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        // One for all, so that what comes twice is seen on whatever tab.
        let maker = Maker::default();
        let make = Make::new(maker.clone());
        let current = make.current();
        let app = Self {
            check: Check::new(maker.clone(), current.destination),
            rotate: Rotate::new(maker, current),
            loaders: Loaders::default(),
            make,
            rest: Rest::Waits,
        };
        secret::sweep_stack();
        app
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let changes = match message {
            Message::Make(message) => {
                let changes = self.make.update(context.link(), message);
                if self.make.has_changed() {
                    let current = self.make.current();
                    self.check.follow(context.link(), current.destination);
                    self.rotate.follow(current);
                }
                changes
            }
            Message::Check(message) => self.check.update(context.link(), message),
            Message::Carry => {
                let key = self.check.key();
                if let Some(key) = &key {
                    self.make.carry(key);
                    self.rotate.follow(self.make.current());
                }
                key.is_some()
            }
            Message::Rotate(message) => self.rotate.update(context.link(), message),
            Message::Loaders(message) => self.loaders.update(message),
            Message::Rest => {
                self.rest = Rest::Comes;
                self.make.judge_first();
                self.make.explain();
                self.rotate.follow(self.make.current());
                self.loaders.update(loaders::Message::Address);
                true
            }
            Message::Forget => {
                self.make.forget();
                self.check.forget(context.link());
                self.rotate.forget(context.link(), self.make.current());
                true
            }
        };
        // What the view puts on the heap may take along what lies on the stack, in the parts of it that it does
        // not use.
        secret::sweep_stack();
        changes
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        let link = context.link();
        self.make.rendered(link, first);
        if first {
            // The browser paints the line meanwhile.
            later(link, FRAME, |_| Message::Rest, 0);
        }
        if self.rest != Rest::Waits {
            self.check.rendered(link, self.rest == Rest::Comes);
            self.rotate.rendered(link, self.rest == Rest::Comes);
            self.rest = Rest::Stands;
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let rest = self.rest != Rest::Waits;
        let place = |id| root::element(id).filter(|_| rest);
        let check = place("check-app").map(|place| create_portal(self.check.view(link), place));
        let rotate = place("rotate-app").map(|place| create_portal(self.rotate.view(link), place));
        let loaders = place("loaders-app").map(|place| create_portal(self.loaders.view(link), place));
        all(vec![
            self.make.view(link, rest),
            check.unwrap_or_default(),
            rotate.unwrap_or_default(),
            loaders.unwrap_or_default(),
        ])
    }
}
