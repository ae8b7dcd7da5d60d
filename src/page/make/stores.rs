//! Where else the key is kept: the store's commands, and how Django gets the key from there.

use yew::{html::Scope, prelude::*};

use super::{Choices, Said};
use crate::{
    listed::Listed,
    name::VariableName,
    page::{
        app::{self, App},
        browser::input,
        element::{Element, all, el},
        parts::{NOT_COPIED, Takes, button, chip, copy, finder, press, text_field, told},
    },
    secret::Secret,
    store::{self, ALL, Part, Piece, Proof, Shell, Store},
};

/// The part of the tab.
pub(super) struct Stores {
    chosen: &'static Store,
    search: String,
    name: String,
    scope: String,
    shell: Shell,
    /// What the last press of a button came to, and of which.
    said: (usize, &'static str),
}

/// Something happened.
pub(in crate::page) enum Message {
    Search(String),
    /// The number of a store.
    Choose(usize),
    ChooseFirstFound,
    Name(String),
    Scope(String),
    Shell(Shell),
    /// The number of a part.
    Copy(usize),
    CopyKey,
    /// The number of a part, or [`KEY`]; and whether it could.
    Copied(usize, bool),
}

impl From<Message> for app::Message {
    fn from(message: Message) -> Self {
        super::Message::Stores(message).into()
    }
}

/// The number of the key among what can be copied.
const KEY: usize = PARTS.len();

/// Shown without being looked for.
const SHORT_LIST: usize = 6;

const PARTS: [(Part, &str, &str, &str); 5] = [
    (Part::Create, "store-create", "Create", "Copy the command that creates"),
    (Part::Replace, "store-replace", "Replace", "Copy the command that replaces"),
    (Part::ReadBack, "store-read", "Read back", "Copy the command that reads back"),
    (Part::Starts, "store-starts", "", "Copy the lines for the start"),
    (Part::Settings, "store-settings", "settings.py", "Copy the lines of settings.py"),
];

impl Default for Stores {
    fn default() -> Self {
        let mut stores = Self {
            chosen: &ALL[0],
            search: String::new(),
            name: String::new(),
            scope: String::new(),
            shell: Shell::Posix,
            said: (0, ""),
        };
        stores.choose(&ALL[0]);
        stores
    }
}

impl Stores {
    fn choose(&mut self, store: &'static Store) {
        self.chosen = store;
        self.search.clear();
        store.name.clone_into(&mut self.name);
        store.scope.1.clone_into(&mut self.scope);
    }

    /// Those whose name holds what is typed; the short list and the one chosen if nothing is.
    fn found(&self) -> impl Iterator<Item = (usize, &'static Store)> {
        let typed = self.search.trim().to_ascii_lowercase();
        ALL.iter().enumerate().filter(move |(number, store)| {
            if typed.is_empty() {
                *number < SHORT_LIST || store.id == self.chosen.id
            } else {
                store.label.to_ascii_lowercase().contains(&typed) || store.id.contains(&*typed)
            }
        })
    }

    fn piece(&self, part: Part, choices: &Choices) -> Option<Piece> {
        let variable = VariableName::parse(&choices.name).unwrap_or_else(|_| VariableName::usual());
        let names = self.chosen.names(&self.name, &self.scope, &variable).ok()?;
        self.chosen.piece(part, &names, self.shell)
    }

    pub(super) fn update(&mut self, link: &Scope<App>, choices: &Choices, key: Option<&Secret>, message: Message) {
        self.said = (0, "");
        match message {
            Message::Search(text) => self.search = text,
            Message::Choose(number) => self.choose(&ALL[number]),
            Message::ChooseFirstFound => {
                let typed = self.search.trim();
                let first = self.found().next().filter(|_| !typed.is_empty()).map(|(_, store)| store);
                // “pass” is in the name of another, too.
                if let Some(store) = store::find(typed).or(first) {
                    self.choose(store);
                }
            }
            Message::Name(text) => self.name = text,
            Message::Scope(text) => self.scope = text,
            Message::Shell(shell) => self.shell = shell,
            Message::Copy(number) => {
                if let Some(Piece::Code(text)) = self.piece(PARTS[number].0, choices) {
                    copy(link, &text, COPIED, number);
                }
            }
            Message::CopyKey => {
                if let Some(key) = key {
                    copy(link, key.expose(), COPIED, KEY);
                }
            }
            Message::Copied(number, done) => {
                self.said = (number, if done { Said::Copied.words() } else { NOT_COPIED });
            }
        }
    }

    pub(super) fn view(&self, link: &Scope<App>, choices: &Choices, possible: bool) -> Html {
        let store = self.chosen;
        let chips = self.found().map(|(number, found)| {
            let choose = press(link, |number| Message::Choose(number).into(), number);
            chip(found.label.to_owned(), found.id == store.id, None, choose).set("data-store", found.id)
        });
        let finder = finder(
            ["store-search", "kept-in", "Kept in", "Find a store", "Where the key is kept"],
            ALL.len(),
            &self.search,
            chips.listed(),
            "None of that name.",
            input::on_input(link, |text| Message::Search(text).into()),
            link.callback(|event: SubmitEvent| {
                event.prevent_default();
                Message::ChooseFirstFound
            }),
        );
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
            el("p").class("source").words("The lines for PowerShell are from its documentation, and have not been run.")
        });
        let copy_key = press(link, |_| Message::CopyKey.into(), 0);
        let ask = el("p")
            .words(if store.takes_key() { ASKS } else { "Copy the key, and paste it there. " })
            .with(button("copy-key", "link", "Copy key", possible, copy_key))
            .with(self.told(KEY));
        let parts = PARTS.iter().enumerate().map(|(number, part)| self.part(link, choices, number, part));
        let pitfalls = store.pitfalls.lines().chain([RESTART]).map(|pitfall| el("li").words(pitfall));
        let (proof, of) = match store.proof {
            Proof::Proven(with) => ("Proven with ", with),
            Proof::Documentation(of) => ("Commands from documentation: ", of),
        };
        let source = el("p")
            .class("source")
            .set("id", "store-proof")
            .words(proof)
            .words(of)
            .words(". ")
            .with(el("a").set("href", store.source).set("rel", "noreferrer").words("Its documentation"));
        all(vec![
            finder.html_node(),
            el("div").class("options").with_some(name).with_some(scope).with(shells).with_some(untested).html_node(),
            ask.html_node(),
            el("div").each(parts).html_node(),
            el("h3").words("What goes wrong").html_node(),
            el("ul").each(pitfalls).html_node(),
            source.html_node(),
        ])
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
        let title = if *part == Part::Starts { self.chosen.starts.map_or("", |(place, _)| place) } else { title };
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

const ASKS: &str = "The commands ask for the key and do not show it. Paste it there. ";

const RESTART: &str = "Processes keep the key they were started with: restart all of them after a change.";

const COPIED: fn(usize, bool) -> app::Message = |number, done| Message::Copied(number, done).into();
