//! The store that the key is kept in: its commands, and how Django gets the key from there.

use yew::{html::Scope, prelude::*};

use super::Choices;
use crate::{
    make::{COPIED as SAID, NOT_COPIED},
    name::VariableName,
    page::{
        app::{self, App},
        browser::input,
        element::{Element, all, el},
        parts::{Takes, button, chip, copy, press, text_field, told},
    },
    store::{Part, Piece, Proof, Shell, Store},
};

/// The part of the tab.
pub(super) struct Stores {
    /// None where it is kept in a file.
    chosen: Option<&'static Store>,
    name: String,
    scope: String,
    shell: Shell,
    /// What the last press of a button came to, and of which.
    said: (usize, &'static str),
}

/// Something happened.
pub(in crate::page) enum Message {
    Name(String),
    Scope(String),
    Shell(Shell),
    /// The number of a part.
    Copy(usize),
    /// The number of a part, and whether it could.
    Copied(usize, bool),
}

impl From<Message> for app::Message {
    fn from(message: Message) -> Self {
        super::Message::Stores(message).into()
    }
}

const PARTS: [(Part, &str, &str, &str); 5] = [
    (Part::Create, "store-create", "Create", "Copy the command that creates"),
    (Part::Replace, "store-replace", "Replace", "Copy the command that replaces"),
    (Part::ReadBack, "store-read", "Read back", "Copy the command that reads back"),
    (Part::Starts, "store-starts", "", "Copy the lines for the start"),
    (Part::Settings, "store-settings", "settings.py", "Copy the lines of settings.py"),
];

impl Stores {
    /// For this store, with its usual names.
    pub(super) fn of(chosen: Option<&'static Store>) -> Self {
        let usual = |text: fn(&Store) -> &'static str| chosen.map_or("", text).to_owned();
        Self {
            chosen,
            name: usual(|store| store.name),
            scope: usual(|store| store.scope.1),
            shell: Shell::Posix,
            said: (0, ""),
        }
    }

    /// A part of the store, with the names filled in.
    pub(super) fn piece(&self, part: Part, choices: &Choices) -> Option<Piece> {
        let variable = choices.variable();
        let store = self.chosen?;
        store.piece(part, &store.names(&self.name, &self.scope, &variable).ok()?, self.shell)
    }

    pub(super) fn update(&mut self, link: &Scope<App>, choices: &Choices, message: Message) {
        self.said = (0, "");
        match message {
            Message::Name(text) => self.name = text,
            Message::Scope(text) => self.scope = text,
            Message::Shell(shell) => self.shell = shell,
            Message::Copy(number) => {
                if let Some(Piece::Code(text)) = self.piece(PARTS[number].0, choices) {
                    copy(link, &text, COPIED, number);
                }
            }
            Message::Copied(number, done) => {
                self.said = (number, if done { SAID } else { NOT_COPIED });
            }
        }
    }

    /// The parts; nothing where there is no store.
    pub(super) fn view(&self, link: &Scope<App>, choices: &Choices) -> Option<Html> {
        let store = self.chosen?;
        let variable = VariableName::usual();
        let problem = store.names(&self.name, &self.scope, &variable).err().map(|error| error.to_string());
        let name = (!store.name.is_empty()).then(|| {
            let typed = input::on_input(link, |text| Message::Name(text).into());
            text_field("store-name", "Name of the secret", Takes::Text, &self.name, problem.clone(), typed)
        });
        let scope = (!store.scope.0.is_empty()).then(|| {
            let typed = input::on_input(link, |text| Message::Scope(text).into());
            let problem = if store.name.is_empty() { problem } else { None };
            text_field("store-scope", store.scope.0, Takes::Text, &self.scope, problem, typed)
        });
        let shell = |shell, label: &'static str, message: fn(usize) -> app::Message| {
            chip(label.to_owned(), self.shell == shell, None, press(link, message, 0))
        };
        let shells = el("div")
            .class("chips")
            .set("role", "group")
            .set("aria-label", "Shell")
            .shown(store.takes_key())
            .with(shell(Shell::Posix, "bash, zsh, dash", |_| Message::Shell(Shell::Posix).into()))
            .with(shell(Shell::PowerShell, "PowerShell", |_| Message::Shell(Shell::PowerShell).into()));
        let untested = (self.shell == Shell::PowerShell).then(|| {
            el("p").class("source").words("The lines for PowerShell are from its documentation, and not tested.")
        });
        let ask = el("p").words(if store.takes_key() { ASKS } else { "Copy the key above, and paste it there." });
        let parts = PARTS.iter().enumerate().map(|(number, part)| self.part(link, choices, number, part));
        let pitfalls = store.pitfalls.lines().chain([RESTART]).map(|pitfall| el("li").words(pitfall));
        let (proof, of) = match store.proof {
            Proof::Proven(with) => ("Tested with ", with),
            Proof::Documentation(of) => ("Commands from documentation: ", of),
        };
        let source = el("p")
            .class("source")
            .set("id", "store-proof")
            .words(proof)
            .words(of)
            .words(". ")
            .with(el("a").set("href", store.source).set("rel", "noreferrer").words("Its documentation"));
        Some(all(vec![
            el("div").class("options").with_some(name).with_some(scope).with(shells).with_some(untested).html_node(),
            ask.html_node(),
            el("div").each(parts).html_node(),
            el("h3").words("What goes wrong").html_node(),
            el("ul").each(pitfalls).html_node(),
            source.html_node(),
        ]))
    }

    fn told(&self, number: usize) -> Element {
        told(if self.said.0 == number { self.said.1 } else { "" })
    }

    fn part(
        &self,
        link: &Scope<App>,
        choices: &Choices,
        number: usize,
        (part, id, title, label): &(Part, &'static str, &'static str, &'static str),
    ) -> Element {
        let starts = self.chosen.and_then(|store| store.starts).map_or("", |(place, _)| place);
        let title = if *part == Part::Starts { starts } else { title };
        let after = (*part == Part::Replace).then(|| self.piece(Part::Replaced, choices)).flatten();
        let after = after.map(|(Piece::Code(words) | Piece::Words(words))| el("p").text(words));
        let (shown, copy) = match self.piece(*part, choices) {
            None => return el("div"),
            Some(Piece::Words(words)) => (el("p").set("id", id).text(words), None),
            Some(Piece::Code(code)) => {
                let copy = press(link, |part| Message::Copy(part).into(), number);
                let copy = button("", "secondary small", "Copy", true, copy).set("aria-label", label);
                (el("pre").code().set("id", id).text(code), Some(copy))
            }
        };
        let told = copy.is_some().then(|| self.told(number));
        let row = el("div").class("row").with(el("h3").words(title)).with_some(told).with_some(copy);
        el("div").with(row).with(shown).with_some(after)
    }
}

const ASKS: &str = "Copy the key above. The commands ask for it and don’t show it. Paste it there.";

const RESTART: &str = "Processes keep the key they started with. Restart all of them after a change.";

const COPIED: fn(usize, bool) -> app::Message = |number, done| Message::Copied(number, done).into();
