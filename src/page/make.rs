//! The first tab: a key, its line, and the choices behind them.
//!
//! Plain structs that each know their part of the tab. This one is the vault: the
//! key and its line are fields of it, so that what replaces them drops them. Hooks would keep past
//! states alive.

mod bulk;
mod choices;
mod destination;
mod dice;
mod environments;
mod options;
mod stores;

use yew::{html::Scope, prelude::*};

use self::{
    bulk::Bulk,
    choices::{Action, Choices, Problem},
    dice::Dice,
    environments::Environments,
    stores::Stores,
};
use super::{
    app::{self, App},
    browser::{field::Field, root},
    element::{Element, all, el},
    parts::{button, copy, press},
};
use crate::{
    key::{Bits, DJANGO, PORTABLE},
    line::{Destination, Written},
    loader::Tested,
    make::{Made, Maker, Outcome, Proof},
};

/// The tab.
pub(super) struct Make {
    choices: Choices,
    maker: Maker,
    /// The key and its line; none if there is a problem.
    made: Result<Made, Problem>,
    /// What each loader makes of the line.
    proofs: Vec<Proof>,
    /// Why this kind of key, in a sentence or two.
    why: String,
    field: Field,
    /// Whether the field shows something else than the line.
    stale: bool,
    said: Said,
    /// What is typed to find a loader.
    search: String,
    /// Whether several loaders are being chosen.
    several: bool,
    /// Whether all loaders are listed.
    all_shown: bool,
    dice: Dice,
    environments: Environments,
    bulk: Bulk,
    stores: Stores,
}

/// Something happened.
pub(super) enum Message {
    Choose(Action),
    Copy,
    Copied(bool),
    Clear,
    Cleared(bool),
    Search(String),
    ChooseFirstFound,
    Several,
    ShowAll,
    Dice(dice::Message),
    Environments(environments::Message),
    Bulk(bulk::Message),
    Stores(stores::Message),
}

/// What the last press of a button came to, said in the live region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Copied,
    Selected,
    Cleared,
    NotCleared,
    New,
}

impl Said {
    const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Copied => "Copied.",
            Self::Selected => SELECTED,
            Self::Cleared => "Clipboard cleared.",
            Self::NotCleared => "The browser refused. Copy something else to clear the clipboard.",
            Self::New => "New key made.",
        }
    }
}

/// Said when the clipboard cannot be had and a line is selected instead.
const SELECTED: &str = "The browser refused the clipboard. The line is selected: press Ctrl+C or ⌘C.";

impl Make {
    /// The tab as the user left it last time, with a key, not yet explained.
    pub(super) fn new(maker: Maker) -> Self {
        let choices = Choices::remembered();
        let made = choices.wish().and_then(|wish| Ok(maker.first(&wish)?));
        Self {
            maker,
            made,
            proofs: Vec::new(),
            why: String::new(),
            field: Field::default(),
            stale: true,
            said: Said::Nothing,
            several: matches!(choices.destination, Destination::Several(_)),
            all_shown: false,
            search: String::new(),
            dice: Dice::default(),
            environments: Environments::default(),
            bulk: Bulk::default(),
            stores: Stores::default(),
            choices,
        }
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        match message {
            Message::Choose(action) => self.choose(action),
            Message::Search(text) => self.search = text,
            Message::ChooseFirstFound => {
                if let Some(destination) = destination::first_found(&self.search) {
                    self.choose(Action::Destination(destination));
                }
            }
            Message::Several => {
                self.several = !self.several;
                if let (false, Destination::Several(_)) = (self.several, self.choices.destination) {
                    self.choose(Action::Destination(Destination::Anywhere));
                }
            }
            Message::ShowAll => self.all_shown = !self.all_shown,
            Message::Copy => {
                if let Ok(made) = &self.made {
                    copy(link, self.written(made).text.expose(), |_, done| Message::Copied(done).into(), 0);
                }
                // The same again is to be heard again.
                self.said = Said::Nothing;
            }
            Message::Copied(true) => self.said = Said::Copied,
            Message::Copied(false) => {
                self.field.select();
                self.said = Said::Selected;
            }
            Message::Clear => {
                // A blank: some browsers refuse to copy nothing.
                copy(link, " ", |_, done| Message::Cleared(done).into(), 0);
                return false;
            }
            Message::Cleared(done) => {
                self.said = if done { Said::Cleared } else { Said::NotCleared };
                // What was pressed goes.
                root::focus("copy");
            }
            Message::Dice(dice::Message::Make) => self.make_by_hand(),
            Message::Dice(dice::Message::Copy) => {
                self.dice.copy(link);
                return false;
            }
            Message::Dice(dice::Message::Copied(done)) => self.dice.copied(done),
            Message::Environments(message) => self.environments.update(link, &self.choices, &self.maker, message),
            Message::Bulk(message) => self.bulk.update(link, &self.choices, &self.maker, message),
            Message::Stores(message) => {
                let key = self.made.as_ref().ok().map(|made| &made.key);
                self.stores.update(link, &self.choices, key, message);
            }
        }
        true
    }

    /// Fills the fields, which the framework knows nothing of.
    pub(super) fn rendered(&mut self, first: bool) {
        if first {
            self.field.mount("line", "The line with the new key", None);
        }
        if self.stale {
            self.stale = false;
            let [settings, starts] = self.choices.settings();
            root::set_text("settings", &settings);
            root::set_text("starts", &starts);
            root::show("starts-part", !starts.is_empty());
            self.field.show(self.made.as_ref().ok().map(|made| self.written(made)).as_ref());
            match &self.made {
                Ok(_) => root::set_ready(true),
                Err(problem) if problem.is_broken() => root::set_ready(false),
                Err(_) => {}
            }
        }
        self.dice.rendered();
        self.environments.rendered();
    }

    /// How the tab looks; without its `rest`, only where the line goes, and the line.
    pub(super) fn view(&self, link: &Scope<App>, rest: bool) -> Html {
        let problem = self.made.as_ref().err().copied();
        let possible = problem.is_none();
        let alert =
            problem.map(|problem| el("p").class("problem notice").set("role", "alert").text(problem.to_string()));
        let copy = press(link, |_| Message::Copy.into(), 0);
        let new = press(link, |_| Message::Choose(Action::New).into(), 0);
        let actions = el("div")
            .class("actions")
            .with(button("copy", "primary", "Copy line", possible, copy))
            .with(button("new", "secondary", "New key", true, new))
            .with_some(self.meta(link));
        let card = el("section")
            .class("card")
            .set("aria-label", "The line")
            .with(el("p").class("file").words(self.choices.destination.place()))
            .with(el("div").class("line").shown(possible).with(Field::host("line")))
            .with_some(alert)
            .with(actions)
            .with(self.said(link))
            .with_some(self.proofs(link));
        let destination = destination::view(link, &self.search, self.choices.destination, self.several);
        all(vec![
            destination.html_node(),
            card.html_node(),
            inside("stores", rest.then(|| self.stores.view(link, &self.choices, possible))),
            inside("options", rest.then(|| options::view(link, &self.choices, problem))),
            inside("dice", rest.then(|| self.dice.view(link, possible))),
            inside("environments", rest.then(|| self.environments.view(link, possible))),
            inside("bulk", rest.then(|| self.bulk.view(link, possible))),
        ])
    }

    /// Does what the user chose, and makes the line that it asks for. The key stays where it can.
    fn choose(&mut self, action: Action) {
        let new = matches!(action, Action::New);
        self.said = if new { Said::New } else { Said::Nothing };
        if matches!(action, Action::Destination(_)) {
            self.search.clear();
        }
        self.choices.change(action);
        self.environments.forget();
        self.dice.drop_program();
        // Taken out, so that a wish that cannot be fulfilled leaves no old key behind.
        let before = std::mem::replace(&mut self.made, Err(Problem::NOTHING_YET));
        self.made = self.choices.wish().and_then(|wish| {
            Ok(match before {
                Ok(made) if !new => self.maker.adapt(&wish, made)?,
                _ => self.maker.make(&wish)?,
            })
        });
        self.stale = true;
        self.choices.remember();
        self.explain();
    }

    /// Makes a key with what the user gave, and shows how.
    fn make_by_hand(&mut self) {
        let own = self.dice.own();
        if own.expose().is_empty() {
            self.dice.made(Err("Roll or type something first.".to_owned()));
            return;
        }
        // Said beside the button.
        self.said = Said::Nothing;
        self.environments.forget();
        let made = self.choices.wish().and_then(|wish| Ok(self.maker.by_hand(&wish, &own)?));
        let (made, program) = match made {
            Ok((made, program)) => (Ok(made), Ok(program)),
            Err(problem) => (Err(problem), Err(problem.to_string())),
        };
        self.made = made;
        self.dice.made(program);
        self.stale = true;
        self.explain();
    }

    /// Lets go of every key, until the user asks for a new one.
    pub(super) fn forget(&mut self) {
        self.said = Said::Nothing;
        self.made = Err(Problem::FORGOTTEN);
        self.proofs.clear();
        self.stale = true;
        self.dice.forget();
        self.environments.forget();
        self.bulk = Bulk::default();
    }

    /// Judges the first key, which was to be there soon. One key in 2^26 or fewer is not fit: then there is
    /// another, and what was there for a blink is gone.
    pub(super) fn judge_first(&mut self) {
        if self.made.as_ref().is_ok_and(|made| !self.maker.is_fit(&made.key)) {
            self.choose(Action::New);
        }
    }

    /// Finds out what there is to say about the line.
    pub(super) fn explain(&mut self) {
        if let (Ok(made), Ok(wish)) = (&self.made, self.choices.wish()) {
            self.proofs = made.proofs(wish.destination).collect();
            self.why = wish.why(made);
        }
    }

    fn written(&self, made: &Made) -> Written {
        made.line.written(self.choices.destination.form())
    }

    /// The key's measure, and one click from Portable to Django's own alphabet and back.
    fn meta(&self, link: &Scope<App>) -> Option<Element> {
        let made = self.made.as_ref().ok()?;
        let portable = self.choices.preset == Some(&PORTABLE);
        let words = if portable { "Django’s own symbols instead" } else { "Portable symbols instead" };
        let switch: fn(usize) -> app::Message = if portable {
            |_| Message::Choose(Action::Preset(&DJANGO)).into()
        } else {
            |_| Message::Choose(Action::Preset(&PORTABLE)).into()
        };
        let bits = format!("{} characters, {} bits. ", made.recipe.length(), Bits(made.recipe.bits()));
        let switch = button("switch", "link", words, true, press(link, switch, 0));
        Some(el("p").class("meta").with(el("span").set("id", "bits").text(bits)).with(switch))
    }

    fn said(&self, link: &Scope<App>) -> Element {
        let clear = (self.said == Said::Copied).then(|| {
            let clear = button("clear", "link", "Clear the clipboard", true, press(link, |_| Message::Clear.into(), 0));
            el("span").words(" ").with(clear).words(" once you have pasted it.")
        });
        let status = el("span").set("id", "status").set("role", "status").words(self.said.words());
        el("p").class("said").with(status).with_some(clear)
    }

    /// In which loaders the very line that is shown works, and why not in the others.
    fn proofs(&self, link: &Scope<App>) -> Option<Element> {
        let made = self.made.as_ref().ok().filter(|_| !self.proofs.is_empty())?;
        let good = self.proofs.iter().filter(|proof| proof.outcome == Outcome::Identical).count();
        let all = self.proofs.len();
        let sum = match (good, all) {
            (1, 1) => "Reads back identically".to_owned(),
            _ if good == all => format!("Reads back identically in all {all} loaders"),
            _ => format!("Reads back identically in {good} of {all} loaders"),
        };
        let quotes = if made.line.quoting.quote.is_empty() { "No quotes needed. " } else { "" };
        let show = if self.all_shown { "Hide them" } else { "Show them" };
        let sum = el("p")
            .with(el("strong").text(sum))
            .words(", each model tested against the real one where none says otherwise. ")
            .words(quotes)
            .with(button("all-loaders", "link", show, true, press(link, |_| Message::ShowAll.into(), 0)));
        let chips = self.proofs.iter().filter(|_| self.all_shown);
        let list = el("ul").shown(self.all_shown).each(chips.map(|proof| proof_chip(proof, self.choices.destination)));
        let why = el("p").class("why").text(self.why.clone());
        Some(el("div").class("proofs").with(sum).with(list).with(why))
    }
}

/// What stands inside a fold of `index.html`, once it is to be there.
fn inside(id: &str, view: Option<Html>) -> Html {
    view.zip(root::element(id)).map(|(view, fold)| create_portal(view, fold)).unwrap_or_default()
}

fn proof_chip(proof: &Proof, destination: Destination) -> Element {
    let loader = proof.loader;
    let good = proof.outcome == Outcome::Identical;
    let (class, sign, heard, outcome) =
        if good { ("good", "✓ ", "Yes: ", "identical") } else { ("bad", "✗ ", "No: ", "other") };
    let mut words = loader.label.to_owned();
    if !good {
        words = format!("{words} {}", proof.outcome.words());
        if let Some(reason) = proof.outcome.reason() {
            words = format!("{words}: {}", reason.sentence());
        }
    } else if loader.form != destination.form() {
        words = format!("{words}, written {}NAME{}…", loader.form.before, loader.form.between);
    }
    if loader.tested == Tested::FromSource {
        words.push_str(" (from source, not run here)");
    }
    el("li")
        .class(class)
        .set("data-loader", loader.id)
        .set_text("title", loader.origin())
        .set("data-outcome", outcome)
        .with(el("span").set("aria-hidden", "true").words(sign))
        .with(el("span").class("sr").words(heard))
        .text(words)
}
