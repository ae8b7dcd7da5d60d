//! A key with randomness of the user's own in it, and the program that makes it again.

use yew::{html::Scope, prelude::*};

use super::SELECTED;
use crate::{
    line::Written,
    page::{
        app::App,
        browser::field::Field,
        element::el,
        parts::{button, copy, press, said},
    },
    secret::Secret,
};

/// The part of the tab.
#[derive(Default)]
pub(super) struct Dice {
    own: Field,
    /// What makes the key again, while the key is the one that was made here.
    program: Option<Written>,
    field: Field,
    stale: bool,
    said: String,
}

#[derive(Clone, Copy)]
pub(in crate::page) enum Message {
    Make,
    Copy,
    Copied(bool),
}

impl Dice {
    /// What is typed.
    pub(super) fn own(&self) -> Secret {
        self.own.text()
    }

    /// Shows how the key was made, or why there is none.
    pub(super) fn made(&mut self, made: Result<Secret, String>) {
        self.said = match &made {
            Ok(_) => "New key made, with yours in it. It’s at the top.".to_owned(),
            Err(sentence) => sentence.clone(),
        };
        self.program = made.ok().map(|text| Written { text, lead: 0 });
        self.stale = true;
    }

    /// Drops the program: it was for another key.
    pub(super) fn drop_program(&mut self) {
        if self.program.take().is_some() {
            self.said.clear();
            self.stale = true;
        }
    }

    /// The same, and what is typed is dropped, too.
    pub(super) fn forget(&mut self) {
        self.own.show(None);
        self.drop_program();
    }

    /// Copies the program.
    pub(super) fn copy(&self, link: &Scope<App>) {
        if let Some(program) = &self.program {
            copy(link, program.text.expose(), |_, done| super::Message::Dice(Message::Copied(done)).into(), 0);
        }
    }

    /// Says whether it could be copied.
    pub(super) fn copied(&mut self, done: bool) {
        if done {
            "Copied.".clone_into(&mut self.said);
        } else {
            self.field.select();
            SELECTED.clone_into(&mut self.said);
        }
    }

    /// Fills the fields. The first stands in the page from the start, once the fold is there.
    pub(super) fn rendered(&mut self) {
        self.own.mount_typed_once("dice-own", "What you rolled, or anything you type", |_| {});
        if std::mem::take(&mut self.stale) {
            self.field.mount_once("dice-program", "The program that makes the key again");
            self.field.show(self.program.as_ref());
        }
    }

    pub(super) fn view(&self, link: &Scope<App>, possible: bool) -> Html {
        let make = press(link, |_| super::Message::Dice(Message::Make).into(), 0);
        let copy = press(link, |_| super::Message::Dice(Message::Copy).into(), 0);
        let program = el("div")
            .class("one-of-set")
            .shown(self.program.is_some())
            .with(el("div").class("row").with(el("h3").words("The same key again, in Python")).with(button(
                "copy-dice",
                "secondary small",
                "Copy program",
                true,
                copy,
            )))
            .with(
                el("p")
                    .words("It contains Web Crypto’s bytes and yours. Keep it as secret as the key, or don’t keep it."),
            )
            .with(Field::host("dice-program"));
        el("div")
            .with(Field::host("dice-own"))
            .with(button("make-dice", "secondary", "Generate a key with it", possible, make))
            .with(said("dice-said", &self.said))
            .with(program)
            .html_node()
    }
}
