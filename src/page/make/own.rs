//! A key of the user's own, which the card carries as it carries one that is made here.
//!
//! The field is where the key is: nothing else remembers it once the line is written.

use yew::{Html, html::Scope};

use super::Message;
use crate::{
    make::{self, Maker},
    page::{
        app::App,
        browser::field::Field,
        element::{all, el},
        parts::{button, press, said},
    },
    secret::Secret,
};

/// The part of the card.
#[derive(Default)]
pub(super) struct Own {
    field: Field,
    /// Whether the card carries what is in the field.
    is_carried: bool,
    /// What the check says of it.
    said: String,
}

impl Own {
    /// Looks at what is in the field.
    pub(super) fn typed(&mut self, maker: &Maker) {
        let text = self.field.text();
        self.said.clear();
        let given = make::of_a_field(text.expose());
        self.is_carried = given.is_some();
        if let Some((key, is_cut)) = given {
            self.said = maker.opinion(&Secret::from(key)).1;
            if is_cut {
                self.said.push_str(" The line break at its end is left out.");
            }
        }
    }

    /// Takes this key, as if it had been typed.
    pub(super) fn take(&mut self, key: &Secret, maker: &Maker) {
        self.field.fill(key);
        self.typed(maker);
    }

    /// Whether the card carries a key of the user's own.
    pub(super) const fn is_carried(&self) -> bool {
        self.is_carried
    }

    /// The key, if there is one.
    pub(super) fn key(&self) -> Option<Secret> {
        if !self.is_carried {
            return None;
        }
        make::of_a_field(self.field.text().expose()).map(|(key, _)| Secret::from(key))
    }

    /// Lets go of it.
    pub(super) fn forget(&mut self) {
        if self.is_carried {
            self.field.show(None);
            self.is_carried = false;
            self.said.clear();
        }
    }

    /// Fills the place of the field, once it is there.
    pub(super) fn rendered(&self, link: &Scope<App>) {
        let typed = link.callback(|_: Secret| super::app::Message::from(Message::Own));
        self.field.mount_typed_once("own-key", "Your own key", move |text| typed.emit(text));
    }

    pub(super) fn view(&self, link: &Scope<App>) -> Html {
        let leave = self.is_carried.then(|| {
            button("own-leave", "secondary small", "Remove my key", true, press(link, |_| Message::LeaveOwn.into(), 0))
        });
        all(vec![
            Field::host("own-key").html_node(),
            said("own-said", &self.said).html_node(),
            el("div").class("actions").shown(self.is_carried).with_some(leave).html_node(),
        ])
    }
}
