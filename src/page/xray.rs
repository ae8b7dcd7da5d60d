//! What each loader reads of the pasted text: on the second tab, under the verdict. Of the set-up's loaders, if
//! these read such a text, and else of all that do.
//!
//! Readings are held here and shown in closed fields, as all secrets are. The pasted text stays in its
//! own field and is asked for when it is needed.

use std::time::Duration;

use yew::html::Scope;

use super::{
    app::App,
    browser::field::Field,
    check,
    element::{Element, el},
    parts::{button, chip, copy, later, press, said, yes_or_no},
};
use crate::{
    check::Verdict,
    line::{Destination, Written},
    loader::Tested,
    make::{COPIED, Maker, SELECTED},
    secret::Secret,
    xray::{Asked, Excerpt, Fixed, Headline, visible},
};

/// The section.
#[derive(Default)]
pub(super) struct Xray {
    asked: Asked,
    said: String,
    /// Changes with each text, so that a reading of the one before is dropped.
    turn: usize,
    stale: bool,
    values: [Field; GROUPS.len()],
    marks: [Field; MARKS.len()],
    lines: [Field; LINES.len()],
    excerpts: [Field; REASONS.len()],
    result: Field,
}

/// The hosts of the fields. More groups or reasons than these are told in words.
const GROUPS: [&str; 8] = ["ray-0", "ray-1", "ray-2", "ray-3", "ray-4", "ray-5", "ray-6", "ray-7"];
const MARKS: [&str; 8] = ["mark-0", "mark-1", "mark-2", "mark-3", "mark-4", "mark-5", "mark-6", "mark-7"];
const LINES: [&str; 8] = ["cure-0", "cure-1", "cure-2", "cure-3", "cure-4", "cure-5", "cure-6", "cure-7"];
const REASONS: [&str; 12] =
    ["why-0", "why-1", "why-2", "why-3", "why-4", "why-5", "why-6", "why-7", "why-8", "why-9", "why-10", "why-11"];

/// Something happened.
#[derive(Clone, Copy)]
pub(super) enum Message {
    /// More loaders are to be asked, about the text of this turn.
    Read(usize),
    Name(usize),
    /// What this group reads is meant.
    Mean(usize),
    /// The user has this loader, or not.
    Mine(usize),
    Fix,
    /// Fix it with a new key.
    Replace,
    /// Ask all loaders, not those of the set-up alone.
    Everyone,
    Copy,
    Copied(bool),
}

fn message(message: Message) -> super::app::Message {
    check::Message::Xray(message).into()
}

impl Xray {
    pub(super) fn new(maker: Maker, destination: Destination) -> Self {
        Self { asked: Asked::new(maker, destination), ..Self::default() }
    }

    /// Another set-up: others may be asked.
    pub(super) fn follow(&mut self, link: &Scope<App>, destination: Destination, text: &Secret) {
        self.asked.ask(Some(destination), text.expose());
        self.start(link, text.expose());
    }

    /// What stands over what is said of a key with this verdict.
    pub(super) fn headline(&self, verdict: Verdict) -> Headline {
        self.asked.headline(verdict)
    }

    /// Mounts the fields, unless they are.
    fn mount(&self) {
        let pools = [
            (&self.values[..], &GROUPS[..], "What these loaders read"),
            (&self.marks, &MARKS, "Where it differs"),
            (&self.lines, &LINES, "The line for these loaders"),
            (&self.excerpts, &REASONS, "This part of the text"),
        ];
        for (fields, hosts, label) in pools {
            for (field, host) in fields.iter().zip(hosts) {
                field.mount_once(host, label);
            }
        }
        self.result.mount_once("fixed", "The text with the value rewritten");
    }

    /// The text has changed.
    pub(super) fn typed(&mut self, link: &Scope<App>, text: &str) {
        self.asked.text(text);
        self.start(link, text);
    }

    /// Reads from the beginning.
    fn start(&mut self, link: &Scope<App>, text: &str) {
        self.turn += 1;
        self.go_on(link, text);
    }

    /// Asks as many loaders as fit into a turn, and goes on later with the others.
    fn go_on(&mut self, link: &Scope<App>, text: &str) {
        self.said.clear();
        if self.asked.go_on(text) {
            let turn = self.turn;
            later(link, Duration::ZERO, |turn| check::Message::Xray(Message::Read(turn)).into(), turn);
        }
        self.stale = true;
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, text: &Field, message: Message) -> bool {
        match message {
            Message::Read(turn) if turn == self.turn => self.go_on(link, text.text().expose()),
            Message::Read(_) => return false,
            Message::Name(at) => {
                self.asked.choose(at);
                self.start(link, text.text().expose());
            }
            Message::Everyone => {
                let text = text.text();
                self.asked.ask(None, text.expose());
                self.start(link, text.expose());
            }
            Message::Mean(group) => {
                self.asked.mean(group);
                self.go_on(link, text.text().expose());
            }
            Message::Mine(place) => {
                self.asked.have(place);
                self.said.clear();
                self.stale = true;
            }
            Message::Fix | Message::Replace => {
                self.asked.fix(text.text().expose(), matches!(message, Message::Replace));
                self.said.clear();
                self.stale = true;
            }
            Message::Copy => {
                if let Some(Fixed::Text(fixed)) = self.asked.fixed() {
                    copy(link, fixed.expose(), |_, done| check::Message::Xray(Message::Copied(done)).into(), 0);
                }
                // The same again is to be heard again.
                self.said.clear();
            }
            Message::Copied(true) => COPIED.clone_into(&mut self.said),
            Message::Copied(false) => {
                self.result.select();
                SELECTED.clone_into(&mut self.said);
            }
        }
        true
    }

    /// Fills the fields.
    pub(super) fn rendered(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        if !self.asked.names().is_empty() {
            self.mount();
        }
        let whole = |text: Secret| Written { text, lead: 0 };
        for (at, field) in self.values.iter().enumerate() {
            field.show(self.asked.value_of(at).map(|value| whole(visible(value.expose()))).as_ref());
            self.marks[at].show(self.asked.difference(at).map(|mark| whole(mark.text)).as_ref());
            self.lines[at].show(self.asked.lines(at).0.map(whole).as_ref());
        }
        for (at, field) in self.excerpts.iter().enumerate() {
            field.show(self.asked.reasons().get(at).map(|why| whole(Secret::from(why.excerpt.text.expose()))).as_ref());
        }
        let fixed = match self.asked.fixed() {
            Some(Fixed::Text(text)) => Some(whole(Secret::from(text.expose()))),
            _ => None,
        };
        self.result.show(fixed.as_ref());
    }

    /// What comes first: whether they agree, and the text that all of them read alike.
    pub(super) fn answer(&self, link: &Scope<App>) -> Element {
        let asked = &self.asked;
        let names = asked.names().iter().enumerate().map(|(at, name)| {
            chip(name.to_string(), at == asked.chosen(), None, press(link, |at| message(Message::Name(at)), at))
        });
        let danger = asked.danger().map(|[what, remedy]| {
            let notice = el("p").class("problem notice").set("role", "alert").with(el("b").text(what));
            notice.words(" ").text(remedy)
        });
        let everyone = (asked.unasked() > 0).then(|| {
            let words = format!("Check the other {} too", asked.unasked());
            button("everyone", "link", "", true, press(link, |_| message(Message::Everyone), 0)).text(words)
        });
        let status = el("p").set("id", "xray-status").set("role", "status").text(asked.status());
        let status = el("div").class(asked.standing().class()).with(status).with_some(everyone);
        el("section")
            .class("xray")
            .set("aria-labelledby", "xray-title")
            .shown(!self.asked.names().is_empty())
            .with(el("h2").set("id", "xray-title").words("What loaders read"))
            .with(
                el("div")
                    .class("chips")
                    .set("role", "group")
                    .set("aria-label", "Variable")
                    .shown(asked.names().len() > 1)
                    .each(names),
            )
            .with(status)
            .with_some(danger)
            .with(self.fixing(link))
    }

    /// What each of them reads, and why.
    pub(super) fn details(&self, link: &Scope<App>) -> Element {
        let differ = self.asked.groups().len() > 1;
        let groups = el("ul").class("rays").each((0..GROUPS.len()).map(|at| self.group(link, at, differ)));
        let reasons = el("ul").class("rays").each((0..REASONS.len()).map(|at| self.reason(at)));
        let open = self.asked.are_few();
        let fold = |id, title: &'static str, shown: bool, inside| {
            let summary = el("summary").with(el("h2").set("id", id).words(title));
            el("details").class("fold").mark("open", open).shown(shown).with(summary).with(inside)
        };
        el("div")
            .class("xray")
            .shown(!self.asked.names().is_empty())
            .with(fold("readings", "What each loader reads", !self.asked.groups().is_empty(), groups))
            .with(fold("reasons", "Why they read it so", !self.asked.reasons().is_empty(), reasons))
    }

    /// What one group of loaders reads. Its fields stay in the document while there is no such group.
    fn group(&self, link: &Scope<App>, at: usize, differ: bool) -> Element {
        let asked = &self.asked;
        let group = asked.groups().get(at).map_or(&[][..], Vec::as_slice);
        let heading = if group.is_empty() { String::new() } else { asked.heading(at) };
        let has_value = asked.value_of(at).is_some();
        let is_meant = asked.is_meant(at) == Some(true);
        let mark = asked.difference(at);
        // All the rest, in words, under the last group that has a field.
        let more = if at + 1 == GROUPS.len() { asked.groups().len().saturating_sub(GROUPS.len()) } else { 0 };
        let this = (differ && has_value).then(|| {
            let mean = press(link, |at| message(Message::Mean(at)), at);
            button("", "link", "Mark as my key", true, mean).set("aria-pressed", yes_or_no(is_meant))
        });
        let row = el("div")
            .class("row")
            .with(el("b").text(heading))
            .with(el("span").class(if is_meant { "same" } else { "different" }).words(asked.is_meant_words(at)))
            .with_some(this);
        let excerpt = el("div").class("excerpt").shown(mark.is_some()).with(Field::host(MARKS[at]));
        let helpless = asked.helpless(at).map(|words| el("p").class("helpless").text(words));
        let cure = el("div")
            .class("cure")
            .shown(asked.lines(at).0.is_some())
            .with(el("p").words("They read this key from this line:"))
            .with(Field::host(LINES[at]));
        let more = (more > 0).then(|| rest(format!("And {more} more results, each different.")));
        el("li")
            .shown(!group.is_empty())
            .set_text("data-count", group.len().to_string())
            .with(row)
            .with(el("div").shown(has_value).with(Field::host(GROUPS[at])))
            .with(excerpt.with(carets(mark.as_ref())))
            .with(cure)
            .with_some(helpless)
            .with(
                el("details")
                    .with(el("summary").words("Which loaders"))
                    .with(el("div").class("chips").each(group.iter().filter_map(|&place| self.loader(link, place)))),
            )
            .with_some(more)
    }

    /// A loader, to be chosen as one that the user has.
    fn loader(&self, link: &Scope<App>, place: usize) -> Option<Element> {
        let loader = self.asked.loader(place)?;
        let label = match loader.tested {
            Tested::Real => loader.label.to_owned(),
            Tested::FromSource => format!("{} (from source code, not tested)", loader.label),
        };
        let choose = press(link, |at| message(Message::Mine(at)), place);
        Some(chip(label, self.asked.has(loader), Some(loader.id.into()), choose).set_text("title", loader.origin()))
    }

    /// One reason. Its field stays in the document while there is no such reason.
    fn reason(&self, at: usize) -> Element {
        let reasons = self.asked.reasons();
        let why = reasons.get(at);
        let more = if at + 1 == REASONS.len() { reasons.len().saturating_sub(REASONS.len()) } else { 0 };
        let excerpt = el("div").class("excerpt").with(Field::host(REASONS[at]));
        let loaders = why.map(|why| format!("For {}.", self.asked.labels(&why.loaders)));
        el("li")
            .shown(why.is_some())
            .set("data-reason", why.map_or("", |why| why.reason.id()))
            .with(el("b").words(why.map_or("", |why| why.reason.sentence())))
            .with(excerpt.with(carets(why.map(|why| &why.excerpt))))
            .with(el("p").words(why.map_or("", |why| why.reason.remedy())))
            .with(el("small").text(loaders.unwrap_or_default()))
            .with_some((more > 0).then(|| rest(format!("And {more} more places."))))
    }

    fn fixing(&self, link: &Scope<App>) -> Element {
        let is_fixed = matches!(self.asked.fixed(), Some(Fixed::Text(_)));
        let said_of_it = match self.asked.fixed() {
            _ if !self.said.is_empty() => &self.said[..],
            fixed => fixed.map_or("", Fixed::words),
        };
        let copy = is_fixed.then(|| {
            button("copy-fixed", "primary", "Copy the text", true, press(link, |_| message(Message::Copy), 0))
                .mark("data-copied", self.said == COPIED)
        });
        let fix = press(link, |_| message(Message::Fix), 0);
        let replace = press(link, |_| message(Message::Replace), 0);
        let actions = el("div")
            .class("actions")
            .with_some(copy)
            .with(button("fix", "secondary", "Rewrite with this key", self.asked.has_key(), fix))
            .with(button("replace", "secondary", "Rewrite with a new key", true, replace));
        el("div")
            .class("card fix")
            .shown(self.asked.can_fix())
            .with(el("h3").words(self.asked.title_of_fixed()))
            .with(el("div").shown(is_fixed).with(Field::host("fixed")))
            .with(said("fix-said", said_of_it))
            .with(actions)
            .with(el("p").class("took").words("Below, mark which reading is your key, and which loaders are yours."))
    }
}

/// The line under an excerpt.
fn carets(excerpt: Option<&Excerpt>) -> Element {
    el("pre").code().set("aria-hidden", "true").text(excerpt.map(Excerpt::carets).unwrap_or_default())
}

/// What is only told in words.
fn rest(words: String) -> Element {
    el("p").class("took").text(words)
}
