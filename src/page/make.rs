//! The first tab: a key, its line, and the choices behind them.
//!
//! Plain structs that each know their part of the tab. This one is the vault: the
//! key and its line are fields of it, so that what replaces them drops them. Hooks would keep past
//! states alive.
//!
//! The first card stands in `index.html`, its line is made by `src/first.rs`, and its buttons work before this is
//! here: see `static/boot.js`. This takes over what it finds.

mod bulk;
mod card;
mod choices;
mod current;
mod destination;
mod dice;
mod environments;
mod kept;
mod options;
mod own;
mod product;
mod remake;
mod said;
mod stores;

use std::ops::Range;

use yew::{html::Scope, prelude::*};

pub(super) use self::choices::Action;
use self::{
    bulk::Bulk,
    choices::{Choices, Problem},
    dice::Dice,
    environments::Environments,
    own::Own,
    product::Address,
    said::{Part, Said},
    stores::Stores,
};
use super::{
    app::{self, App},
    browser::{field::Field, root},
    element::{Element, all},
    parts::{copy, place_in},
};
use crate::{
    line::{Destination, Written},
    listed::Listed,
    make::{COPIED, Made, Maker, Proof, SELECTED},
    secret::Secret,
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
    /// What was left out of the address.
    left_out: String,
    address: Address,
    own: Own,
    dice: Dice,
    environments: Environments,
    bulk: Bulk,
    stores: Stores,
}

/// Something happened.
pub(super) enum Message {
    Choose(Action),
    Copy(Part),
    Copied(Part, bool),
    Clear,
    Cleared(bool),
    Search(String),
    /// The address has changed.
    Address,
    ChooseFirstFound,
    Several,
    ShowAll,
    /// Something was typed as a key of one's own, or it is let go of.
    Own,
    LeaveOwn,
    Dice(dice::Message),
    Environments(environments::Message),
    Bulk(bulk::Message),
    Stores(stores::Message),
}

impl Make {
    /// The tab as the user left it last time, with the key that is there, not yet explained.
    pub(super) fn new(maker: Maker) -> Self {
        let mut choices = Choices::remembered();
        let mut address = Address::default();
        let left_out = address.read(&mut choices, &root::fragment());
        let (field, blocks) = Field::first();
        maker.random().recall(&blocks);
        let line = field.text();
        let made = choices.wish().and_then(|wish| match maker.take_over(&wish, &line) {
            Some(made) => Ok(made),
            None => Ok(maker.first(&wish)?),
        });
        // What was copied before this was here can be cleared.
        let said = if root::text("status") == COPIED { Said::Copied(Part::Line) } else { Said::Nothing };
        // What stood there for the time being.
        for place in ["destination", "kept", "meta"] {
            root::set_text(place, "");
        }
        Self {
            maker,
            made,
            proofs: Vec::new(),
            why: String::new(),
            field,
            stale: true,
            said,
            several: matches!(choices.destination, Destination::Several(_)),
            all_shown: false,
            left_out,
            address,
            search: String::new(),
            own: Own::default(),
            dice: Dice::default(),
            environments: Environments::default(),
            bulk: Bulk::default(),
            stores: Stores::of(choices.store),
            choices,
        }
    }

    /// Whether the set-up or the key has changed since it was last shown.
    pub(super) const fn has_changed(&self) -> bool {
        self.stale
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, message: Message) -> bool {
        match message {
            Message::Choose(action) => self.choose(action),
            Message::Search(text) => self.search = text,
            // As it is now: what is typed meanwhile has changed it again.
            Message::Address => return self.follow(&root::fragment()),
            Message::ChooseFirstFound => {
                if let Some(found) = destination::first_found(&self.search) {
                    self.choose(found);
                }
            }
            Message::Several => {
                self.several = !self.several;
                if let (false, Destination::Several(_)) = (self.several, self.choices.destination) {
                    self.choose(Action::Destination(Destination::Anywhere));
                }
            }
            Message::Own => {
                self.own.typed(&self.maker);
                self.remake(true);
            }
            Message::LeaveOwn => {
                // What was pressed goes.
                root::focus("own-open");
                self.own.forget();
                self.remake(true);
            }
            Message::ShowAll => self.all_shown = !self.all_shown,
            Message::Copy(part) => {
                let done = |part: usize, done| Message::Copied(Part::ALL[part], done).into();
                let number = part as usize;
                match (part, &self.made) {
                    (Part::Line, Ok(made)) => copy(link, self.written(made).text.expose(), done, number),
                    (Part::Key, Ok(made)) => copy(link, made.key.expose(), done, number),
                    (Part::Line | Part::Key, Err(_)) => {}
                    _ => copy(link, &self.words(part), done, number),
                }
                // The same again is to be heard again.
                self.said = Said::Nothing;
            }
            Message::Copied(part, true) => self.said = Said::Copied(part),
            Message::Copied(part, false) => {
                self.said = Said::Selected;
                match (part, &self.made) {
                    (Part::Key, Ok(made)) => self.field.select_part(key_within(&self.written(made), &made.key)),
                    (Part::Line, _) => self.field.select(),
                    _ => self.said = Said::NotCopied,
                }
            }
            Message::Clear => {
                // A blank: some browsers refuse to copy nothing.
                copy(link, " ", |_, done| Message::Cleared(done).into(), 0);
                return false;
            }
            Message::Cleared(done) => {
                // What was pressed goes.
                root::focus(if let Said::Copied(part) = self.said { part.button() } else { "copy" });
                self.said = if done { Said::Cleared } else { Said::NotCleared };
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
                self.stores.update(link, &self.choices, message);
                // Its command for another key may have changed.
                self.stale = true;
            }
        }
        true
    }

    /// Fills the fields, which the framework knows nothing of.
    pub(super) fn rendered(&mut self, link: &Scope<App>, first: bool) {
        if first {
            for part in Part::ALL {
                let link = link.clone();
                root::on_click(part.button(), move || link.send_message(Message::Copy(part)));
            }
            let link = link.clone();
            root::on_click("new", move || link.send_message(Message::Choose(Action::New)));
            root::enable("new", true);
        }
        root::set_text("status", self.said.words());
        for part in Part::ALL {
            root::mark(part.button(), "data-copied", self.said == Said::Copied(part));
        }
        if self.stale {
            self.stale = false;
            self.show_steps();
            let problem = self.made.as_ref().err().map(ToString::to_string);
            root::set_text("problem", &problem.unwrap_or_default());
            for part in ["line-box", "meta"] {
                root::show(part, self.made.is_ok());
            }
            for button in ["copy", "copy-key"] {
                root::enable(button, self.made.is_ok());
            }
            self.field.show(self.made.as_ref().ok().map(|made| self.written(made)).as_ref());
            match &self.made {
                Ok(_) => root::set_ready(true),
                Err(problem) if problem.is_broken() => root::set_ready(false),
                Err(_) => {}
            }
        }
        if root::element("own-key").is_some() {
            self.own.rendered(link);
        }
        self.dice.rendered();
        self.environments.rendered();
    }

    /// What stands in its places in `index.html`; without its `rest`, only in those of the first card.
    pub(super) fn view(&self, link: &Scope<App>, rest: bool) -> Html {
        let problem = self.made.as_ref().err().copied();
        let possible = problem.is_none();
        all(vec![
            inside("kept", Some(kept::view(link, &self.choices, problem).html_node())),
            inside("destination", Some(destination::view(link, &self.search, &self.choices, self.several).html_node())),
            inside("product", self.choices.product.map(|product| product::card(&product))),
            inside("meta", self.meta(link)),
            inside("clear-part", self.clear(link)),
            inside("proofs", self.proofs(link).map(Element::html_node)),
            inside("own", rest.then(|| self.own.view(link))),
            inside("stores", rest.then(|| self.stores.view(link, &self.choices)).flatten()),
            inside("options", rest.then(|| options::view(link, &self.choices, problem))),
            inside("dice", rest.then(|| self.dice.view(link, possible))),
            inside("environments", rest.then(|| self.environments.view(link, possible))),
            inside("bulk", rest.then(|| self.bulk.view(link, possible))),
        ])
    }

    /// Lets go of every key, until the user asks for a new one.
    pub(super) fn forget(&mut self) {
        self.said = Said::Nothing;
        self.made = Err(Problem::FORGOTTEN);
        self.proofs.clear();
        self.stale = true;
        self.own.forget();
        self.dice.forget();
        self.environments.forget();
        self.bulk = Bulk::default();
    }

    /// Judges the first key, which was to be there soon. One key in 2^26 or fewer is not fit: then there is
    /// another, and what was there for a blink is gone.
    pub(super) fn judge_first(&mut self) {
        // What stood there for the time being.
        root::set_text("proofs", "");
        if self.made.as_ref().is_ok_and(|made| !self.maker.is_fit(&made.key)) {
            self.choose(Action::New);
            self.said = Said::Replaced;
        }
    }

    /// Finds out what there is to say about the line.
    pub(super) fn explain(&mut self) {
        if let Ok(made) = &self.made {
            self.proofs = made.proofs(self.choices.destination).listed();
            self.why = self.choices.wish().map(|wish| wish.why(made)).unwrap_or_default();
        }
    }

    /// What the field shows: a store is given the key alone.
    fn written(&self, made: &Made) -> Written {
        if self.choices.store.is_some() {
            return Written { text: made.key.expose().into(), lead: 0 };
        }
        made.line.written(self.choices.destination.form())
    }
}

/// Where the key stands in its line, in UTF-16 units; all of the line where it is written otherwise.
fn key_within(line: &Written, key: &Secret) -> Range<u32> {
    let text = line.text.expose();
    let span = text.find(key.expose()).map_or(0..text.len(), |start| start..start + key.expose().len());
    place_in(text, &span)
}

/// What stands inside a fold of `index.html`, once it is to be there.
fn inside(id: &str, view: Option<Html>) -> Html {
    view.zip(root::element(id)).map(|(view, fold)| create_portal(view, fold)).unwrap_or_default()
}
