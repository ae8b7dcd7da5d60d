//! The first card and the steps after it: what stands in them for this key and this set-up.

use yew::{html::Scope, prelude::*};

use super::{
    Action, Choices, Make, Message,
    said::{Part, Said},
};
use crate::{
    key::{DJANGO, PORTABLE},
    line::Destination,
    loader::Tested,
    make::{Outcome, Proof, sum},
    page::{
        app::{self, App},
        browser::root,
        element::{Element, all, el},
        parts::{button, press},
    },
};

/// What stands above the card: for a key that was made here, as in `index.html`, where there is none, and for one of the
/// user's own.
const NEW: [&str; 2] = ["A new SECRET_KEY, ready to paste", "Generated in your browser, just now. Paste it unchanged."];
const NONE: [&str; 2] = ["No key yet", "The reason is below."];
const YOURS: [&str; 2] = ["Your SECRET_KEY, ready to paste", "Your own key, and nothing in it changed."];

impl Make {
    /// Fills the steps that stand in `index.html`, and shows those of this set-up.
    pub(super) fn show_steps(&self) {
        let Choices { destination, store, .. } = self.choices;
        let settings = self.words(Part::Settings);
        let starts = self.words(Part::Starts);
        let ignored = self.words(Part::Ignored);
        let setup = self.choices.setup();
        let [title, lead] = match &self.made {
            Err(_) => NONE,
            Ok(_) if self.own.is_carried() => YOURS,
            Ok(_) => NEW,
        };
        for (id, text) in [
            ("title-make", title),
            ("lead-make", lead),
            ("setup-said", &*setup.words()),
            ("address-said", &self.left_out),
            ("step-line", if store.is_some() { "The key" } else { "The line" }),
            ("place", if store.is_some() { "" } else { setup.place() }),
            ("settings", &settings),
            ("install", &destination.install()),
            ("starts", &starts),
            ("ignore", &ignored),
            ("step-store", store.map_or("", |store| store.label)),
        ] {
            root::set_text(id, text);
        }
        let has_settings = self.choices.product_file().is_none() && store.is_none();
        for (id, shown) in [
            ("copy", store.is_none()),
            ("proofs", store.is_none()),
            ("settings-part", has_settings),
            ("starts-part", !starts.is_empty()),
            ("ignore-part", has_settings && !ignored.is_empty()),
            ("stores-part", store.is_some()),
        ] {
            root::show(id, shown);
        }
    }

    /// What can be copied beside the line, and is no secret.
    pub(super) fn words(&self, part: Part) -> String {
        let (destination, name) = (self.choices.destination, self.choices.variable());
        match part {
            Part::Settings => destination.settings(&name),
            Part::Starts => destination.starts(&name),
            Part::Ignored => destination.ignored().unwrap_or_default().to_owned(),
            Part::Line | Part::Key => String::new(),
        }
    }

    /// The key's measure, and one click from Portable to Django's own alphabet and back.
    pub(super) fn meta(&self, link: &Scope<App>) -> Option<Html> {
        let made = self.made.as_ref().ok()?;
        if self.own.is_carried() {
            return Some(el("span").set("id", "bits").text(made.measure()).html_node());
        }
        let portable = self.choices.preset == Some(&PORTABLE);
        let words = if portable { "Use Django’s characters" } else { "Use portable characters" };
        let switch: fn(usize) -> app::Message = if portable {
            |_| Message::Choose(Action::Preset(&DJANGO)).into()
        } else {
            |_| Message::Choose(Action::Preset(&PORTABLE)).into()
        };
        let switch = button("switch", "link", words, true, press(link, switch, 0));
        Some(all(vec![el("span").set("id", "bits").text(made.measure()).html_node(), switch.html_node()]))
    }

    /// The way to clear the clipboard, after copying.
    pub(super) fn clear(&self, link: &Scope<App>) -> Option<Html> {
        matches!(self.said, Said::Copied(Part::Line | Part::Key)).then(|| {
            let clear = button("clear", "link", "Clear the clipboard", true, press(link, |_| Message::Clear.into(), 0));
            el("span").words(" ").with(clear).words(" once you have pasted it.").html_node()
        })
    }

    /// In which loaders the very line that is shown works, and why not in the others.
    pub(super) fn proofs(&self, link: &Scope<App>) -> Option<Element> {
        let made = self.made.as_ref().ok().filter(|_| !self.proofs.is_empty())?;
        let sum = sum(self.proofs.iter().map(|proof| proof.outcome));
        let quotes = if made.line.quoting.quote.is_empty() { "No quotes needed. " } else { "" };
        let show = if self.all_shown { "Hide loaders" } else { "Show loaders" };
        let sum = el("p")
            .with(el("strong").text(sum))
            .words(". Tested with the real programs, except where marked. ")
            .words(quotes)
            .with(button("all-loaders", "link", show, true, press(link, |_| Message::ShowAll.into(), 0)));
        let chips = self.proofs.iter().filter(|_| self.all_shown);
        let list = el("ul").shown(self.all_shown).each(chips.map(|proof| proof_chip(proof, self.choices.destination)));
        let why = el("p").class("why").text(self.why.clone());
        Some(el("div").class("proofs").with(sum).with(list).with(why))
    }
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
        words = format!("{words}, written {}{}NAME{}…", loader.form.head, loader.form.first, loader.form.between);
    }
    if loader.tested == Tested::FromSource {
        words.push_str(" (from source code, not tested)");
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
