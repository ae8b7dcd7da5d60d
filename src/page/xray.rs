//! What each loader reads of the pasted text: on the second tab, under the verdict. Of the set-up's loaders, if
//! these read such a text, and else of all that do.
//!
//! Readings are held here and shown in closed fields, as all secrets are. The pasted text stays in its
//! own field and is asked for when it is needed.

mod excerpt;

use std::{ops::Range, time::Duration};

use yew::html::Scope;

use self::excerpt::{Excerpt, excerpt, visible};
use super::{
    app::App,
    browser::field::Field,
    check,
    element::{Element, el},
    parts::{button, chip, copy, later, press, said, yes_or_no},
};
use crate::{
    key::PORTABLE,
    line::{Destination, Several, Written},
    listed::Listed,
    loader::{FileKind, Form, Loader, Tested},
    make::{Kind, Maker, Wish},
    name::VariableName,
    reading::{Reading, Reason},
    repair,
    secret::Secret,
    xray::{self, Also, Ray, Remedy},
};

/// The section.
#[derive(Default)]
pub(super) struct Xray {
    /// The variables to choose from, and which is chosen.
    names: Vec<VariableName>,
    chosen: usize,
    /// Who reads the file, by the set-up, and whether all loaders are asked nevertheless.
    destination: Destination,
    everyone: bool,
    /// How many read such a file and are not asked.
    unasked: usize,
    /// The loaders that read such a file, and what those asked so far make of it.
    readers: Vec<&'static Loader>,
    rays: Vec<Ray>,
    /// The places in `rays` of those that agree.
    groups: Vec<Vec<usize>>,
    /// Why they differ.
    reasons: Vec<Why>,
    /// The place in `rays` of a loader whose reading is the one meant.
    meant: Option<usize>,
    /// The key that is meant, or that the text seems to hold; and what makes each of the loaders read it.
    key: Option<Secret>,
    remedies: Vec<Option<Remedy>>,
    /// The loaders that the user has.
    mine: Several,
    fixed: Option<Secret>,
    said: String,
    /// Changes with each text, so that a reading of the one before is dropped.
    turn: usize,
    stale: bool,
    values: [Field; GROUPS.len()],
    marks: [Field; MARKS.len()],
    lines: [Field; LINES.len()],
    excerpts: [Field; REASONS.len()],
    result: Field,
    maker: Maker,
}

/// The hosts of the fields. More groups or reasons than these are told in words.
const GROUPS: [&str; 8] = ["ray-0", "ray-1", "ray-2", "ray-3", "ray-4", "ray-5", "ray-6", "ray-7"];
const MARKS: [&str; 8] = ["mark-0", "mark-1", "mark-2", "mark-3", "mark-4", "mark-5", "mark-6", "mark-7"];
const LINES: [&str; 8] = ["cure-0", "cure-1", "cure-2", "cure-3", "cure-4", "cure-5", "cure-6", "cure-7"];
const REASONS: [&str; 12] =
    ["why-0", "why-1", "why-2", "why-3", "why-4", "why-5", "why-6", "why-7", "why-8", "why-9", "why-10", "why-11"];

/// Bytes read before the page gets a turn: a few milliseconds' work.
const TURN: usize = 200_000;

/// So many loaders are named without being asked for.
const FEW: usize = 6;

/// A text of so many bytes is rewritten unasked.
const SHORT: usize = 4096;

/// More reasons than these are not gathered.
const MOST_REASONS: usize = 60;

/// A reason, where it stands, and for which loaders it holds.
struct Why {
    reason: Reason,
    span: Range<usize>,
    loaders: Vec<usize>,
    excerpt: Excerpt,
}

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
        Self { destination, maker, ..Self::default() }
    }

    /// Another set-up: others may be asked.
    pub(super) fn follow(&mut self, link: &Scope<App>, destination: Destination, text: &Secret) {
        (self.destination, self.everyone) = (destination, false);
        self.choose_readers(text.expose());
        self.start(link, text.expose());
    }

    /// Whether those who were asked make different things of the text. Where all are asked and some have lines of its
    /// form, it is nothing to the others, which want one of another form.
    pub(super) fn differs(&self) -> bool {
        let asked: Vec<_> = self.rays.iter().filter(|ray| self.is_for(ray.loader)).listed();
        !self.groups.is_empty() && asked.iter().any(|ray| !ray.agrees(asked[0]))
    }

    /// Whether there is a text that they all read alike.
    pub(super) const fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }

    /// Whether the text is of the loader's form, as far as some loader's is; each of the set-up's is to read it.
    fn is_for(&self, loader: &Loader) -> bool {
        let is_plain = |loader: &Loader| loader.form == Form::ASSIGNMENT;
        self.unasked > 0 || is_plain(loader) || !self.readers.iter().any(|other| is_plain(other))
    }

    /// Finds out who is asked.
    fn choose_readers(&mut self, text: &str) {
        self.readers = xray::readers(text).listed();
        let all = self.readers.len();
        let (destination, everyone) = (self.destination, self.everyone);
        if destination != Destination::Anywhere
            && !everyone
            && self.readers.iter().any(|loader| destination.includes(loader))
        {
            self.readers.retain(|loader| destination.includes(loader));
        }
        self.unasked = all - self.readers.len();
    }

    /// Mounts the fields, unless they are.
    fn mount(&self) {
        let pools = [
            (&self.values[..], &GROUPS[..], "What these loaders read"),
            (&self.marks, &MARKS, "Where it differs"),
            (&self.lines, &LINES, "The line that carries the key"),
            (&self.excerpts, &REASONS, "The place in the text"),
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
        let before = self.names.get(self.chosen).cloned();
        self.names = xray::candidates(text).into_iter().filter_map(|name| VariableName::parse(name).ok()).listed();
        self.chosen = before.and_then(|name| self.names.iter().position(|other| *other == name)).unwrap_or(0);
        self.choose_readers(text);
        self.start(link, text);
    }

    /// Reads from the beginning.
    fn start(&mut self, link: &Scope<App>, text: &str) {
        self.turn += 1;
        self.rays.clear();
        self.groups.clear();
        self.reasons.clear();
        self.meant = None;
        self.key = None;
        self.remedies.clear();
        self.fixed = None;
        self.said.clear();
        self.stale = true;
        if !self.names.is_empty() {
            self.read(link, text);
        }
    }

    /// Asks as many loaders as fit into a turn, and goes on later with the others.
    fn read(&mut self, link: &Scope<App>, text: &str) {
        let Some(name) = self.names.get(self.chosen).cloned() else { return };
        let mut done = 0;
        while let Some(loader) = self.readers.get(self.rays.len()) {
            if done > TURN {
                let turn = self.turn;
                later(link, Duration::ZERO, |turn| check::Message::Xray(Message::Read(turn)).into(), turn);
                return;
            }
            self.rays.push(Ray::of(loader, text, &name));
            done += text.len();
        }
        if self.groups.is_empty() {
            self.groups = xray::groups(&self.rays);
            self.explain(text);
            self.stale = true;
        }
        if self.remedies.is_empty() {
            let meant = self.meant.and_then(|meant| self.value(meant)).map(|key| Secret::from(key.expose()));
            self.key = meant.or_else(|| xray::intended(text, &name, &self.rays));
        }
        let Some(key) = &self.key else { return };
        while let Some(ray) = self.rays.get(self.remedies.len()) {
            if done > TURN {
                let turn = self.turn;
                later(link, Duration::ZERO, |turn| check::Message::Xray(Message::Read(turn)).into(), turn);
                return;
            }
            let differs = !ray.reading.is(key);
            self.remedies.push(differs.then(|| Remedy::of(ray.loader, text, &name, key)));
            done += if differs { 3 * text.len() } else { 0 };
        }
        // What all of them read is shown unasked, where it is soon found.
        if self.differs() && self.fixed.is_none() && self.said.is_empty() && text.len() <= SHORT {
            let key = Secret::from(key.expose());
            self.fix_with(text, &key);
        }
        self.stale = true;
    }

    /// What makes the loaders of a group read the key that is meant, each line once, after the loaders that it
    /// is for; and those that no line helps.
    fn lines(&self, group: usize) -> (Option<Secret>, Vec<usize>) {
        let mut different: Vec<(&Secret, Also, Option<&Loader>, Vec<usize>)> = Vec::new();
        let mut helpless = Vec::new();
        for &place in self.groups.get(group).into_iter().flatten() {
            match self.remedies.get(place) {
                Some(Some(Remedy::Line { line, also, with })) => {
                    let same = |(other, others, option, _): &&mut (&Secret, Also, Option<&Loader>, Vec<usize>)| {
                        other.expose() == line.expose() && others == also && option == with
                    };
                    match different.iter_mut().find(same) {
                        Some((.., places)) => places.push(place),
                        None => different.push((line, *also, *with, vec![place])),
                    }
                }
                Some(Some(Remedy::AnotherKey)) => helpless.push(place),
                Some(None) | None => {}
            }
        }
        let mut text = String::with_capacity(different.iter().map(|(line, ..)| line.expose().len() + 300).sum());
        for (line, also, with, places) in different {
            let labels = self.labels(&places);
            for part in ["# ", with.map_or(&labels, |with| with.label), "\n"] {
                text.push_str(part);
            }
            if also != Also::Nothing {
                for part in ["# ", also.sentence(), "\n"] {
                    text.push_str(part);
                }
            }
            text.push_str(line.expose());
            text.push('\n');
        }
        ((!text.is_empty()).then(|| Secret::new(text)), helpless)
    }

    /// Gathers the reasons, those that run something first.
    fn explain(&mut self, text: &str) {
        let mut all: Vec<Why> = Vec::new();
        for (place, ray) in self.rays.iter().enumerate() {
            for note in ray.notes().iter().filter(|note| note.reason != Reason::Quotes).take(20) {
                let known = all.iter().position(|why| why.reason == note.reason && why.span == note.span);
                match known {
                    Some(known) if !all[known].loaders.contains(&place) => all[known].loaders.push(place),
                    None if all.len() < MOST_REASONS => all.push(Why {
                        reason: note.reason,
                        span: note.span.clone(),
                        loaders: vec![place],
                        excerpt: excerpt(text, note.span.clone()),
                    }),
                    _ => {}
                }
            }
        }
        let (worst, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|why| why.reason == Reason::Runs);
        self.reasons = worst.into_iter().chain(others).listed();
    }

    /// Does what a message asks for; whether the tab looks different then.
    pub(super) fn update(&mut self, link: &Scope<App>, text: &Field, message: Message) -> bool {
        match message {
            Message::Read(turn) if turn == self.turn => self.read(link, text.text().expose()),
            Message::Read(_) => return false,
            Message::Name(at) => {
                self.chosen = at;
                self.start(link, text.text().expose());
            }
            Message::Everyone => {
                self.everyone = true;
                self.choose_readers(text.text().expose());
                self.start(link, text.text().expose());
            }
            Message::Mean(group) => {
                self.meant = self.groups.get(group).map(|group| group[0]);
                self.fixed = None;
                self.said.clear();
                self.remedies.clear();
                self.read(link, text.text().expose());
                self.stale = true;
            }
            Message::Mine(place) => {
                if let Some(ray) = self.rays.get(place) {
                    self.mine = self.mine.toggled(ray.loader);
                    self.fixed = None;
                    self.said.clear();
                    self.stale = true;
                }
            }
            Message::Fix => self.fix(text, false),
            Message::Replace => self.fix(text, true),
            Message::Copy => {
                if let Some(fixed) = &self.fixed {
                    copy(link, fixed.expose(), |_, done| check::Message::Xray(Message::Copied(done)).into(), 0);
                }
                // The same again is to be heard again.
                self.said.clear();
            }
            Message::Copied(true) => "Copied.".clone_into(&mut self.said),
            Message::Copied(false) => {
                self.result.select();
                "Press Ctrl+C or ⌘C to copy the selected text. The browser blocked the clipboard."
                    .clone_into(&mut self.said);
            }
        }
        true
    }

    /// The loaders that must read the key: the user's, or all that read such a line.
    fn wanted(&self) -> Several {
        let all = || self.rays.iter().map(|ray| ray.loader).filter(|loader| loader.form == Form::ASSIGNMENT);
        let mine: Several = all().filter(|loader| self.mine.includes(loader)).collect();
        if mine == Several::default() { all().collect() } else { mine }
    }

    /// Rewrites the value as the key that is meant, or a new one.
    fn fix(&mut self, text: &Field, new: bool) {
        let Some(name) = self.names.get(self.chosen) else { return };
        let wanted = self.wanted();
        let made;
        let key = if new {
            let wish = Wish {
                destination: Destination::Several(wanted),
                kind: Kind::Preset(&PORTABLE),
                length: PORTABLE.length,
                name: name.clone(),
            };
            made = self.maker.make(&wish);
            match &made {
                Ok(made) => &made.key,
                Err(error) => {
                    self.said = error.to_string();
                    return;
                }
            }
        } else {
            let Some(key) = &self.key else { return };
            key
        };
        let key = Secret::from(key.expose());
        self.fix_with(text.text().expose(), &key);
    }

    /// Rewrites the value as this key.
    fn fix_with(&mut self, text: &str, key: &Secret) {
        let Some(name) = self.names.get(self.chosen) else { return };
        let fixed = repair::rewrite(text, name, key, self.wanted());
        self.fixed = None;
        match fixed {
            Ok(fixed) => {
                self.fixed = Some(fixed);
                "Proven: they all read this key from it, and every other variable as before."
                    .clone_into(&mut self.said);
            }
            Err(error) => self.said = error.to_string(),
        }
        self.stale = true;
    }

    /// Fills the fields.
    pub(super) fn rendered(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        if !self.names.is_empty() {
            self.mount();
        }
        let whole = |text: Secret| Written { text, lead: 0 };
        for (at, field) in self.values.iter().enumerate() {
            let value = self.groups.get(at).and_then(|group| self.value(group[0]));
            field.show(value.map(|value| whole(visible(value.expose()))).as_ref());
            self.marks[at].show(self.difference(at).map(|mark| whole(mark.text)).as_ref());
            self.lines[at].show(self.lines(at).0.map(whole).as_ref());
        }
        for (at, field) in self.excerpts.iter().enumerate() {
            field.show(self.reasons.get(at).map(|why| whole(Secret::from(why.excerpt.text.expose()))).as_ref());
        }
        self.result.show(self.fixed.as_ref().map(|fixed| whole(Secret::from(fixed.expose()))).as_ref());
    }

    fn value(&self, place: usize) -> Option<&Secret> {
        match &self.rays.get(place)?.reading {
            Reading::Value { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Where the value of a group differs from the one meant.
    fn difference(&self, group: usize) -> Option<Excerpt> {
        let value = self.value(self.groups.get(group)?[0])?.expose();
        let meant = self.value(self.meant?)?.expose();
        (value != meant).then(|| excerpt(value, xray::difference(value, meant)))
    }

    /// What comes first: whether they agree, and the text that all of them read alike.
    pub(super) fn answer(&self, link: &Scope<App>) -> Element {
        let waiting = self.rays.len() < self.readers.len();
        let runs: Vec<_> = (0..self.rays.len()).filter(|place| self.rays[*place].runs()).listed();
        let differ = self.differs();
        let names = self.names.iter().enumerate().map(|(at, name)| {
            chip(name.to_string(), at == self.chosen, None, press(link, |at| message(Message::Name(at)), at))
        });
        let danger = (!runs.is_empty()).then(|| {
            let sentence = format!("A part of this text is run as a command by {}.", self.labels(&runs));
            let notice = el("p").class("problem notice").set("role", "alert").with(el("b").text(sentence));
            notice.words(" Do not load it. Take the line that stands with them, or use a key without $ and backticks.")
        });
        let everyone = (self.unasked > 0).then(|| {
            let words = format!("Ask the other {}, too", self.unasked);
            button("everyone", "link", "", true, press(link, |_| message(Message::Everyone), 0)).text(words)
        });
        let status = el("p").set("id", "xray-status").set("role", "status").text(self.status(waiting));
        let status = el("div").class(if differ { "reads differ" } else { "reads" }).with(status).with_some(everyone);
        el("section")
            .class("xray")
            .set("aria-labelledby", "xray-title")
            .shown(!self.names.is_empty())
            .with(el("h2").set("id", "xray-title").words("Who reads what"))
            .with(
                el("div")
                    .class("chips")
                    .set("role", "group")
                    .set("aria-label", "Variable")
                    .shown(self.names.len() > 1)
                    .each(names),
            )
            .with(status)
            .with_some(danger)
            .with(self.fixing(link, differ))
    }

    /// What each of them reads, and why.
    pub(super) fn details(&self, link: &Scope<App>) -> Element {
        let differ = self.groups.len() > 1;
        let groups = el("ul").class("rays").each((0..GROUPS.len()).map(|at| self.group(link, at, differ)));
        let reasons = el("ul").class("rays").each((0..REASONS.len()).map(|at| self.reason(at)));
        let open = self.readers.len() <= FEW;
        let fold = |id, title: &'static str, shown: bool, inside| {
            let summary = el("summary").with(el("h2").set("id", id).words(title));
            el("details").class("fold").mark("open", open).shown(shown).with(summary).with(inside)
        };
        el("div")
            .class("xray")
            .shown(!self.names.is_empty())
            .with(fold("readings", "What each loader reads", !self.groups.is_empty(), groups))
            .with(fold("reasons", "Why they read it so", !self.reasons.is_empty(), reasons))
    }

    fn status(&self, waiting: bool) -> String {
        let name = self.names.get(self.chosen).map_or("", VariableName::as_str);
        let count = self.readers.len();
        let all: Vec<_> = (0..self.rays.len()).listed();
        if waiting {
            return format!("Checking {name} in {count} loaders…");
        }
        match self.groups.len() {
            0 => String::new(),
            1 if count <= FEW => {
                let words = self.words(0)[usize::from(count > 1)];
                let what = match (&self.key, self.value(0)) {
                    (_, None) | (None, _) => "",
                    (Some(key), Some(value)) if key.expose() == value.expose() => " the key that is written there",
                    _ => " something else than is written there",
                };
                [&self.labels(&all), " ", words, what, "."].concat()
            }
            1 => format!("All {count} loaders get the same result for {name}."),
            _ if !self.differs() => {
                let plain = self.readers.iter().filter(|loader| self.is_for(loader)).count();
                let others = count - plain;
                format!(
                    "All {plain} loaders that read such lines get the same result for {name}. {others} want another form of line."
                )
            }
            groups if count <= FEW => {
                format!("{} make {groups} different things of {name}.", self.labels(&all))
            }
            groups => format!("{count} loaders make {groups} different things of {name}."),
        }
    }

    /// The names of these loaders, of many only the first.
    fn labels(&self, places: &[usize]) -> String {
        let shown = if places.len() > FEW + 1 { FEW } else { places.len() };
        let labels: Vec<_> = places[..shown].iter().map(|place| self.rays[*place].loader.label).listed();
        let more = places.len() - shown;
        if more == 0 { labels.join(", ") } else { format!("{} and {more} more", labels.join(", ")) }
    }

    /// What the loader at this place does, and what several do.
    fn words(&self, place: usize) -> [&'static str; 2] {
        let ray = self.rays.get(place);
        match ray.map(|ray| &ray.reading) {
            None => ["", ""],
            Some(Reading::Value { .. }) => ["reads", "read"],
            Some(Reading::Missing { .. }) => ["does not find it", "do not find it"],
            Some(Reading::Refused(_)) => ["stops with an error", "stop with an error"],
            Some(Reading::Unknown(_)) if ray.is_some_and(Ray::hangs_on_the_host) => {
                ["leaves it to .env or the shell", "leave it to .env or the shell"]
            }
            Some(Reading::Unknown(_)) => ["does more than set a variable", "do more than set a variable"],
        }
    }

    /// What one group of loaders reads. Its fields stay in the document while there is no such group.
    fn group(&self, link: &Scope<App>, at: usize, differ: bool) -> Element {
        let group = self.groups.get(at).map_or(&[][..], Vec::as_slice);
        let words = self.words(group.first().copied().unwrap_or(usize::MAX));
        let who = if group.len() <= FEW { self.labels(group) } else { format!("{} loaders", group.len()) };
        let heading = [&who, " ", words[usize::from(group.len() > 1)]].concat();
        let has_value = group.first().is_some_and(|place| self.value(*place).is_some());
        let is_meant = self.meant.is_some_and(|meant| group.contains(&meant));
        let verdict = match self.meant {
            Some(_) if is_meant => "✓ The one meant",
            Some(_) => "✗ Different",
            None => "",
        };
        let mark = self.difference(at);
        // All the rest, in words, under the last group that has a field.
        let more = if at + 1 == GROUPS.len() { self.groups.len().saturating_sub(GROUPS.len()) } else { 0 };
        let this = (differ && has_value).then(|| {
            let mean = press(link, |at| message(Message::Mean(at)), at);
            button("", "link", "Mark as my key", true, mean).set("aria-pressed", yes_or_no(is_meant))
        });
        let row = el("div")
            .class("row")
            .with(el("b").text(heading))
            .with(el("span").class(if is_meant { "same" } else { "different" }).words(verdict))
            .with_some(this);
        let excerpt = el("div").class("excerpt").shown(mark.is_some()).with(Field::host(MARKS[at]));
        let (lines, helpless) = self.lines(at);
        let helpless = (!helpless.is_empty()).then(|| {
            let labels = self.labels(&helpless);
            el("p")
                .class("helpless")
                .text(format!("No way of writing it carries this key to {labels}; use another key."))
        });
        let cure = el("div")
            .class("cure")
            .shown(lines.is_some())
            .with(el("p").words("This line carries the key to them:"))
            .with(Field::host(LINES[at]));
        let more = (more > 0).then(|| rest(format!("And {more} more that each make something else of it.")));
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
                    .with(el("div").class("chips").each(group.iter().map(|&place| self.loader(link, place)))),
            )
            .with_some(more)
    }

    /// A loader, to be chosen as one that the user has.
    fn loader(&self, link: &Scope<App>, place: usize) -> Element {
        let loader = self.rays[place].loader;
        let label = match loader.tested {
            Tested::Real => loader.label.to_owned(),
            Tested::FromSource => format!("{} (from source code, not tested)", loader.label),
        };
        let choose = press(link, |at| message(Message::Mine(at)), place);
        chip(label, self.mine.includes(loader), Some(loader.id.into()), choose).set_text("title", loader.origin())
    }

    /// One reason. Its field stays in the document while there is no such reason.
    fn reason(&self, at: usize) -> Element {
        let why = self.reasons.get(at);
        let more = if at + 1 == REASONS.len() { self.reasons.len().saturating_sub(REASONS.len()) } else { 0 };
        let excerpt = el("div").class("excerpt").with(Field::host(REASONS[at]));
        let loaders = why.map(|why| format!("For {}.", self.labels(&why.loaders)));
        el("li")
            .shown(why.is_some())
            .set("data-reason", why.map_or("", |why| why.reason.id()))
            .with(el("b").words(why.map_or("", |why| why.reason.sentence())))
            .with(excerpt.with(carets(why.map(|why| &why.excerpt))))
            .with(el("p").words(why.map_or("", |why| why.reason.remedy())))
            .with(el("small").text(loaders.unwrap_or_default()))
            .with_some((more > 0).then(|| rest(format!("And {more} more places."))))
    }

    fn fixing(&self, link: &Scope<App>, differ: bool) -> Element {
        // Only `.env` files are rewritten: others hold more than lines.
        let possible = differ && self.readers.iter().all(|loader| loader.form.file == FileKind::Env);
        let copy = self.fixed.is_some().then(|| {
            button("copy-fixed", "primary", "Copy the text", true, press(link, |_| message(Message::Copy), 0))
        });
        let fix = press(link, |_| message(Message::Fix), 0);
        let replace = press(link, |_| message(Message::Replace), 0);
        let actions = el("div")
            .class("actions")
            .with_some(copy)
            .with(button("fix", "secondary", "Rewrite with this key", self.key.is_some(), fix))
            .with(button("replace", "secondary", "Rewrite with a new key", true, replace));
        el("div")
            .class("card fix")
            .shown(possible)
            .with(el("h3").words("The text that they all read alike"))
            .with(el("div").shown(self.fixed.is_some()).with(Field::host("fixed")))
            .with(said("fix-said", &self.said))
            .with(actions)
            .with(
                el("p")
                    .class("took")
                    .words("Which reading is the key, and which loaders are yours, can be said below."),
            )
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
