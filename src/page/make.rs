//! The first tab: a key, its line, and the choices behind them.
//!
//! Plain structs that each know their part of the tab. This one is the vault: the
//! key and its line are fields of it, so that what replaces them drops them. Hooks would keep past
//! states alive.

mod bulk;
mod choices;
mod destination;
mod environments;
mod options;

use yew::{html::Scope, prelude::*};

use self::{
    bulk::Bulk,
    choices::{Action, Choices, Problem},
    environments::Environments,
};
use super::{
    app::{self, App},
    browser::{clipboard, field::Field, root},
    parts::{button, press},
};
use crate::{
    key::{Bits, DJANGO, PORTABLE},
    line::{Destination, Written},
    loader::Tested,
    make::{Made, Outcome, Proof},
    random::WebCrypto,
};

/// The tab.
pub(super) struct Make {
    choices: Choices,
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
    environments: Environments,
    bulk: Bulk,
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
    Environments(environments::Message),
    Bulk(bulk::Message),
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
    /// The tab as the user left it last time, with a key.
    pub(super) fn new() -> Self {
        let choices = Choices::remembered();
        let made = choices.wish().and_then(|wish| Ok(wish.make(WebCrypto)?));
        let mut tab = Self {
            made,
            proofs: Vec::new(),
            why: String::new(),
            field: Field::default(),
            stale: true,
            said: Said::Nothing,
            several: matches!(choices.destination, Destination::Several(_)),
            all_shown: false,
            search: String::new(),
            environments: Environments::default(),
            bulk: Bulk::default(),
            choices,
        };
        tab.explain();
        tab
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
                    let copying = clipboard::write(self.written(made).text.expose());
                    link.send_future(async move { Message::Copied(copying.await) });
                }
                return false;
            }
            Message::Copied(true) => self.said = Said::Copied,
            Message::Copied(false) => {
                self.field.select();
                self.said = Said::Selected;
            }
            Message::Clear => {
                // A blank: some browsers refuse to copy nothing.
                let clearing = clipboard::write(" ");
                link.send_future(async move { Message::Cleared(clearing.await) });
                return false;
            }
            Message::Cleared(done) => self.said = if done { Said::Cleared } else { Said::NotCleared },
            Message::Environments(message) => self.environments.update(link, &self.choices, message),
            Message::Bulk(message) => self.bulk.update(link, &self.choices, message),
        }
        true
    }

    /// Fills the fields, which the framework knows nothing of.
    pub(super) fn rendered(&mut self, first: bool) {
        if first {
            self.field.mount("line", "The line with the new key", None);
            self.environments.mount();
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
        self.environments.rendered();
    }

    /// How the tab looks.
    pub(super) fn view(&self, link: &Scope<App>) -> Html {
        let problem = self.made.as_ref().err().copied();
        html! {
            <>
                { destination::view(link, &self.search, self.choices.destination, self.several) }
                <section class="card" aria-label="The line">
                    <p class="file">{ self.choices.destination.place() }</p>
                    <div class="line" hidden={problem.is_some()}>{ Field::host("line") }</div>
                    if let Some(problem) = problem {
                        <p class="problem notice" role="alert">{ problem.to_string() }</p>
                    }
                    <div class="actions">
                        { button("copy", "primary", "Copy line", problem.is_none(), press(link, |_| Message::Copy.into(), 0)) }
                        { button("new", "secondary", "New key", true, press(link, |_| Message::Choose(Action::New).into(), 0)) }
                        { self.meta(link) }
                    </div>
                    { self.said(link) }
                    { self.proofs(link) }
                </section>
                { inside("options", options::view(link, &self.choices, problem)) }
                { inside("environments", self.environments.view(link, problem.is_none())) }
                { inside("bulk", self.bulk.view(link, problem.is_none())) }
            </>
        }
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
        // Taken out, so that a wish that cannot be fulfilled leaves no old key behind.
        let before = std::mem::replace(&mut self.made, Err(Problem::NOTHING_YET));
        self.made = self.choices.wish().and_then(|wish| {
            Ok(match before {
                Ok(made) if !new => wish.adapt(made, WebCrypto)?,
                _ => wish.make(WebCrypto)?,
            })
        });
        self.stale = true;
        self.choices.remember();
        self.explain();
    }

    /// Finds out what there is to say about the line.
    fn explain(&mut self) {
        if let (Ok(made), Ok(wish)) = (&self.made, self.choices.wish()) {
            self.proofs = made.proofs(wish.destination).collect();
            self.why = wish.why(&made.recipe);
        }
    }

    fn written(&self, made: &Made) -> Written {
        made.line.written(self.choices.destination.form())
    }

    /// The key's measure, and one click from Portable to Django's own alphabet and back.
    fn meta(&self, link: &Scope<App>) -> Html {
        let Ok(made) = &self.made else { return html! {} };
        let portable = self.choices.preset == Some(&PORTABLE);
        let words = if portable { "Django’s own symbols instead" } else { "Portable symbols instead" };
        let switch: fn(usize) -> app::Message = if portable {
            |_| Message::Choose(Action::Preset(&DJANGO)).into()
        } else {
            |_| Message::Choose(Action::Preset(&PORTABLE)).into()
        };
        html! {
            <p class="meta">
                <span id="bits">
                    { format!("{} characters, {} bits. ", made.recipe.length(), Bits(made.recipe.bits())) }
                </span>
                { button("switch", "link", words, true, press(link, switch, 0)) }
            </p>
        }
    }

    fn said(&self, link: &Scope<App>) -> Html {
        html! {
            <p class="said">
                <span id="status" role="status">{ self.said.words() }</span>
                if self.said == Said::Copied {
                    { " " }
                    { button("clear", "link", "Clear the clipboard", true, press(link, |_| Message::Clear.into(), 0)) }
                    { " once you have pasted it." }
                }
            </p>
        }
    }

    /// In which loaders the very line that is shown works, and why not in the others.
    fn proofs(&self, link: &Scope<App>) -> Html {
        let Ok(made) = &self.made else { return html! {} };
        let good = self.proofs.iter().filter(|proof| proof.outcome == Outcome::Identical).count();
        let all = self.proofs.len();
        let count = if good == all { format!("all {all}") } else { format!("{good} of {all}") };
        let show_all = press(link, |_| Message::ShowAll.into(), 0);
        let quotes = if made.line.quoting.quote.is_empty() { "No quotes needed." } else { "" };
        html! {
            <div class="proofs">
                <p>
                    <strong>{ format!("Reads back identically in {count} loaders") }</strong>
                    { ", each model tested against the real one where none says otherwise. " }
                    { quotes }{ " " }
                    { button("all-loaders", "link", if self.all_shown { "Hide them" } else { "Show them" }, true, show_all) }
                </p>
                if self.all_shown {
                    <ul>
                        { for self.proofs.iter().map(|proof| proof_chip(proof, self.choices.destination)) }
                    </ul>
                }
                <p class="why">{ &self.why }</p>
            </div>
        }
    }
}

/// What stands inside a fold of `static/index.html`.
fn inside(id: &str, view: Html) -> Html {
    root::element(id).map(|fold| create_portal(view, fold)).unwrap_or_default()
}

fn proof_chip(proof: &Proof, destination: Destination) -> Html {
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
    html! {
        <li {class} data-loader={loader.id} data-outcome={outcome}>
            <span aria-hidden="true">{ sign }</span><span class="sr">{ heard }</span>{ words }
        </li>
    }
}
