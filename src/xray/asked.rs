//! What is asked about a text, and what has been found out so far: which variable, who reads the text, what each of
//! them makes of it, what makes them read the key, and the text that they all read alike.
//!
//! Loaders are asked a few at a time, so that a page can draw in between.

mod standing;
mod words;

pub use self::standing::{Headline, Standing};

use std::ops::Range;

use super::{
    Ray, Remedy, difference,
    excerpt::{Excerpt, excerpt},
    groups, intended, readers,
};
use crate::{
    assignment::candidates,
    key::PORTABLE,
    line::{Destination, Several},
    listed::Listed,
    loader::{FileKind, Form, Loader},
    make::{Kind, Maker, Wish},
    name::VariableName,
    reading::{Reading, Reason},
    repair,
    secret::Secret,
};

/// Bytes read before whoever asks gets a turn: a few milliseconds' work.
const TURN: usize = 200_000;

/// A text of so many bytes is rewritten unasked.
const SHORT: usize = 4096;

/// More reasons than these are not gathered.
const MOST_REASONS: usize = 60;

/// A reason, where it stands, and for which loaders it holds.
#[allow(missing_debug_implementations, reason = "an excerpt may be of a secret")]
pub struct Why {
    /// What happened.
    pub reason: Reason,
    /// The place in the text.
    pub excerpt: Excerpt,
    /// The places of the loaders.
    pub loaders: Vec<usize>,
    span: Range<usize>,
}

/// A text with the value rewritten that all who have to read it read alike, or why there is none.
#[allow(missing_debug_implementations, reason = "it holds a secret")]
pub enum Fixed {
    /// The text.
    Text(Secret),
    /// The sentence that the user sees.
    Refused(String),
}

impl Fixed {
    /// What is said of it.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(_) => "Done. All of them now read this key. Every other value they could read is unchanged.",
            Self::Refused(why) => why,
        }
    }
}

/// The questions and the answers. What is called a place is one in the order of the loaders asked.
#[derive(Default)]
#[allow(missing_debug_implementations, reason = "it holds secrets")]
pub struct Asked {
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
    /// The places of those that agree.
    groups: Vec<Vec<usize>>,
    /// Why they differ.
    reasons: Vec<Why>,
    /// The place of a loader whose reading is the one meant.
    meant: Option<usize>,
    /// The key that is meant, or that the text seems to hold; and what makes each of the loaders read it.
    key: Option<Secret>,
    remedies: Vec<Option<Remedy>>,
    /// The loaders that the user has.
    mine: Several,
    fixed: Option<Fixed>,
    maker: Maker,
}

impl Asked {
    /// Nothing is asked yet; the loaders of `destination` will be.
    pub fn new(maker: Maker, destination: Destination) -> Self {
        Self { destination, maker, ..Self::default() }
    }

    /// The text has changed: its variables are looked for, and who reads it.
    pub fn text(&mut self, text: &str) {
        let before = self.names.get(self.chosen).cloned();
        self.names = candidates(text).into_iter().filter_map(|name| VariableName::parse(name).ok()).listed();
        self.chosen = before.and_then(|name| self.names.iter().position(|other| *other == name)).unwrap_or(0);
        self.choose_readers(text);
    }

    /// Another variable is asked about.
    pub fn choose(&mut self, at: usize) {
        self.chosen = at;
        self.begin();
    }

    /// Others are asked: those of another set-up, or `everyone` who reads such a text.
    pub fn ask(&mut self, destination: Option<Destination>, text: &str) {
        self.everyone = destination.is_none();
        self.destination = destination.unwrap_or(self.destination);
        self.choose_readers(text);
    }

    /// Finds out who is asked, and forgets what was answered.
    fn choose_readers(&mut self, text: &str) {
        self.readers = readers(text).listed();
        let all = self.readers.len();
        let (destination, everyone) = (self.destination, self.everyone);
        if destination != Destination::Anywhere
            && !everyone
            && self.readers.iter().any(|loader| destination.includes(loader))
        {
            self.readers.retain(|loader| destination.includes(loader));
        }
        self.unasked = all - self.readers.len();
        self.begin();
    }

    fn begin(&mut self) {
        self.rays.clear();
        self.groups.clear();
        self.reasons.clear();
        self.meant = None;
        self.key = None;
        self.remedies.clear();
        self.fixed = None;
    }

    /// Asks as many loaders about the text as fit into a turn; whether there are more.
    pub fn go_on(&mut self, text: &str) -> bool {
        let Some(name) = self.names.get(self.chosen).cloned() else { return false };
        let mut done = 0;
        while let Some(loader) = self.readers.get(self.rays.len()) {
            if done > TURN {
                return true;
            }
            self.rays.push(Ray::of(loader, text, &name));
            done += text.len();
        }
        if self.groups.is_empty() {
            self.groups = groups(&self.rays);
            self.explain(text);
        }
        if self.remedies.is_empty() {
            let meant = self.meant.and_then(|meant| self.value(meant)).map(|key| Secret::from(key.expose()));
            self.key = meant.or_else(|| intended(text, &name, &self.rays));
        }
        let Some(key) = &self.key else { return false };
        while let Some(ray) = self.rays.get(self.remedies.len()) {
            if done > TURN {
                return true;
            }
            let differs = !ray.reading.is(key);
            self.remedies.push(differs.then(|| Remedy::of(ray.loader, text, &name, key)));
            done += if differs { 3 * text.len() } else { 0 };
        }
        // What all of them read is shown unasked, where it is soon found.
        if self.differs() && self.fixed.is_none() && text.len() <= SHORT {
            self.fix(text, false);
        }
        false
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

    /// What this group reads is meant.
    pub fn mean(&mut self, group: usize) {
        self.meant = self.groups.get(group).map(|group| group[0]);
        self.fixed = None;
        self.remedies.clear();
    }

    /// The user has the loader at this place, or not.
    pub fn have(&mut self, place: usize) {
        if let Some(ray) = self.rays.get(place) {
            self.mine = self.mine.toggled(ray.loader);
            self.fixed = None;
        }
    }

    /// The loaders that must read the key: the user's, or all that read such a line.
    fn wanted(&self) -> Several {
        let all = || self.rays.iter().map(|ray| ray.loader).filter(|loader| loader.form == Form::ASSIGNMENT);
        let mine: Several = all().filter(|loader| self.mine.includes(loader)).collect();
        if mine == Several::default() { all().collect() } else { mine }
    }

    /// Rewrites the value as the key that is meant, or as a `new` one.
    pub fn fix(&mut self, text: &str, new: bool) {
        let Some(name) = self.names.get(self.chosen) else { return };
        let wanted = self.wanted();
        let rewritten = |key: &Secret| repair::rewrite(text, name, key, wanted).map_err(|error| error.to_string());
        let fixed = if new {
            let wish = Wish {
                destination: Destination::Several(wanted),
                kind: Kind::Preset(&PORTABLE),
                length: PORTABLE.length,
                name: name.clone(),
            };
            self.maker.make(&wish).map_err(|error| error.to_string()).and_then(|made| rewritten(&made.key))
        } else {
            let Some(key) = &self.key else { return };
            rewritten(key)
        };
        self.fixed = Some(fixed.map_or_else(Fixed::Refused, Fixed::Text));
    }

    /// Whether those who were asked make different things of the text. Where all are asked and some have lines of its
    /// form, it is nothing to the others, which want one of another form.
    pub fn differs(&self) -> bool {
        let asked: Vec<_> = self.rays.iter().filter(|ray| self.is_for(ray.loader)).listed();
        !self.groups.is_empty() && asked.iter().any(|ray| !ray.agrees(asked[0]))
    }

    /// Whether those who were asked read several values from the text, each for a part of what it starts.
    pub fn services_differ(&self) -> bool {
        let differ = |ray: &Ray| ray.notes().iter().any(|note| note.reason == Reason::Services);
        !self.rays.is_empty() && self.rays.iter().all(differ)
    }

    /// Whether the text is of the loader's form, as far as some loader's is; each of the set-up's is to read it.
    fn is_for(&self, loader: &Loader) -> bool {
        let is_plain = |loader: &Loader| loader.form == Form::ASSIGNMENT;
        self.unasked > 0 || is_plain(loader) || !self.readers.iter().any(|other| is_plain(other))
    }

    /// Whether the text can be rewritten: `.env` files can, others hold more than lines.
    pub fn can_fix(&self) -> bool {
        self.differs() && self.readers.iter().all(|loader| loader.form.file == FileKind::Env)
    }

    /// The text they all read the same way, if it was asked for or is soon found.
    pub const fn fixed(&self) -> Option<&Fixed> {
        self.fixed.as_ref()
    }

    /// What stands over it, or over why there is none.
    pub const fn title_of_fixed(&self) -> &'static str {
        match self.fixed {
            Some(Fixed::Text(_)) => "The text they all read the same way",
            _ => "One text for all of them",
        }
    }

    /// The variables to choose from.
    pub fn names(&self) -> &[VariableName] {
        &self.names
    }

    /// Which of them is chosen.
    pub const fn chosen(&self) -> usize {
        self.chosen
    }

    /// How many read such a text and are not asked.
    pub const fn unasked(&self) -> usize {
        self.unasked
    }

    /// Whether so few are asked that all can be told by name.
    pub const fn are_few(&self) -> bool {
        self.readers.len() <= words::FEW
    }

    /// The places of those that agree, group by group.
    pub fn groups(&self) -> &[Vec<usize>] {
        &self.groups
    }

    /// Why they differ.
    pub fn reasons(&self) -> &[Why] {
        &self.reasons
    }

    /// The loader at a place that was asked.
    pub fn loader(&self, place: usize) -> Option<&'static Loader> {
        self.rays.get(place).map(|ray| ray.loader)
    }

    /// Whether the user has this loader.
    pub fn has(&self, loader: &Loader) -> bool {
        self.mine.includes(loader)
    }

    /// Whether there is a key that is meant, or that the text seems to hold.
    pub const fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Whether the group reads what is meant; none if that was not said.
    pub fn is_meant(&self, group: usize) -> Option<bool> {
        let meant = self.meant?;
        Some(self.groups.get(group).is_some_and(|group| group.contains(&meant)))
    }

    /// What the group reads, if that is a value.
    pub fn value_of(&self, group: usize) -> Option<&Secret> {
        self.value(*self.groups.get(group)?.first()?)
    }

    fn value(&self, place: usize) -> Option<&Secret> {
        match &self.rays.get(place)?.reading {
            Reading::Value { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Where the value of a group differs from the one meant.
    pub fn difference(&self, group: usize) -> Option<Excerpt> {
        let value = self.value_of(group)?.expose();
        let meant = self.value(self.meant?)?.expose();
        (value != meant).then(|| excerpt(value, difference(value, meant)))
    }

    /// The places of the loaders that would run a part of the text as a command.
    pub fn runs(&self) -> Vec<usize> {
        (0..self.rays.len()).filter(|place| self.rays[*place].runs()).listed()
    }
}

#[cfg(test)]
mod tests;
