//! Repair of settings files: the key is taken out of `settings.py` and read from a variable, in the
//! words of the chosen loader, and a missing variable becomes an error that names it.
//!
//! ```python
//! SECRET_KEY = os.environ.get("SECRET_KEY", "change-me")   # becomes
//! SECRET_KEY = os.environ["SECRET_KEY"]
//! ```
//!
//! What is right already is left as it is, and so is what production cannot come to. Only the
//! expressions change, and lines are put in for what they need. The result is proven by following the
//! file again: without the variable, no way through it ends with a key.
//!
//! Source: Django 5.2, `django/conf/__init__.py` and the deployment checklist.

use std::{fmt, ops::Range};

use crate::{
    line::{CannotCarry, Destination},
    listed::Listed,
    loader::{Environment, Loader},
    name::VariableName,
    python::{File, Hosts, Kind, Part, Statement, among, is_class_for_development},
    rotate::fallbacks::{self, Carry},
    secret::Secret,
};

mod development;
mod expression;
mod own;
mod places;
mod proof;
mod run;
mod snippet;

pub use development::{Development, WAYS};
use expression::{Comes, Judge};
use places::{Bound, FALLBACKS, Place, Places, list};
use proof::{Standing, Worse};
use run::{Debug, Run};
use snippet::{Edit, Snippet};

/// What was made of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The key stood there.
    HardCoded,
    /// A default stood there.
    Default,
    /// Without the variable there was no key.
    Nothing,
    /// A new key was made each time.
    Random,
    /// A line break was read with the key.
    LineBreak,
    /// An old key stood there.
    Fallback,
    /// Empty fallbacks were not left out.
    EmptyFallback,
    /// It was right.
    Right,
    /// What gives the key is not in this file.
    Elsewhere,
    /// It is for development, and production cannot come to it.
    DevelopmentOnly,
    /// Something further down takes its place.
    Overwritten,
    /// The key still stands there, for something else.
    LeftOver,
    /// A key stands in a comment or in a text that does nothing.
    Commented,
}

impl Change {
    /// What was done, in a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::HardCoded => "The key stood in the code. It is read from the variable now.",
            Self::Default => "Without the variable, a key that stands in the code was used. Django stops now.",
            Self::Nothing => {
                "Without the variable, the key was empty and the error did not say why. It names the variable now."
            }
            Self::Random => {
                "A new key was made at each start and in each process, which ends all sessions. It stays the same now."
            }
            Self::LineBreak => {
                "The line break at the file’s end was part of the key. The key is read from the variable now."
            }
            Self::Fallback => "An old key stood in the code. It is read from a variable of its own now.",
            Self::EmptyFallback => {
                "Without the variable, an empty text was a fallback, with which anyone can forge cookies. Empty ones are left out now."
            }
            Self::Right => "Already right: without a key, Django stops.",
            Self::Elsewhere => {
                "The key comes from another file or service. Make sure that Django stops where it has none."
            }
            Self::DevelopmentOnly => {
                "Left as it is: it is for development or tests, and production does not come to it."
            }
            Self::Overwritten => "Left as it is: it is replaced further down, so nothing uses it.",
            Self::Commented => {
                "Left as it is: a key in a comment. Whoever has the file has it: take it out, and make a new one if it was ever used."
            }
            Self::LeftOver => "The same text stands here, too, and is left as it is. Take it out if it is the key.",
        }
    }

    /// Whether something was written anew.
    pub const fn is_change(self) -> bool {
        !matches!(
            self,
            Self::Right
                | Self::Elsewhere
                | Self::DevelopmentOnly
                | Self::Overwritten
                | Self::LeftOver
                | Self::Commented
        )
    }
}

/// What was made of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The bytes of the text before.
    pub span: Range<usize>,
    /// What was made of it.
    pub change: Change,
}

/// The key that a file came to.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub enum Held {
    /// None that stood in it.
    None,
    /// This one.
    One(Secret),
    /// One of several; which one counts is decided by something else.
    Several,
    /// One that cannot be told without running the file.
    Unknown,
}

/// A file that was repaired, or needed no repair.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Repaired {
    /// The whole file.
    pub text: Secret,
    /// The variable that it reads the key from.
    pub variable: VariableName,
    /// The key that stood in it.
    pub held: Held,
    /// The old keys that stood in it, each with the variable it is read from now.
    pub fallbacks: Vec<(VariableName, Secret)>,
    /// What was made of each place, in order.
    pub told: Vec<Told>,
    /// What reads the variable now, in the words of the loader.
    pub expression: String,
}

/// Why a file is not repaired. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not Python, from this line on.
    NotPython(usize),
    /// It binds no key.
    NoKey,
    /// It names the key, but where it is bound is not seen.
    NotSeen,
    /// Another file or a service gives the key.
    Elsewhere,
    /// The key is made by code that would have to be run.
    Code,
    /// It sets the variable itself.
    SetsVariable,
    /// There are too many places.
    TooMuch,
    /// Nothing shows that the repaired file would stop.
    NotProven,
    /// What replaces or refuses keys would do so no more.
    Guarded,
    /// Several keys, one of which counts.
    Several,
    /// The key cannot be written for the loader.
    CannotCarry(CannotCarry),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::NotPython(line) => {
                return write!(f, "It cannot be read as Python from line {line} on; paste the whole file.");
            }
            Self::CannotCarry(error) => return error.fmt(f),
            Self::NoKey => "Nothing in it sets SECRET_KEY; paste the file that does.",
            Self::NotSeen => {
                "It names SECRET_KEY, but what sets it, if anything here does, cannot be followed; set it in a line of its own, or paste the file that does."
            }
            Self::Elsewhere => {
                "The key comes from another file or service, so there is nothing to repair here; paste the file that holds it."
            }
            Self::Code => {
                "The key is put together by code, and which key that gives is not known without running it; set SECRET_KEY to one text first."
            }
            Self::SetsVariable => {
                "It sets the variable in os.environ itself, so that it is never missing; take that line out first."
            }
            Self::TooMuch => "It sets SECRET_KEY in too many places to follow; paste the part round the right one.",
            Self::NotProven => "The change could not be proven to stop without the variable; repair this file by hand.",
            Self::Guarded => {
                "Code in it refuses or replaces some keys, and would stop doing so, or stop with the right key, if this were rewritten; repair it by hand."
            }
            Self::Several => {
                "It holds several keys, and which one counts is decided outside it; leave one, and repair again."
            }
        };
        f.write_str(sentence)
    }
}

impl std::error::Error for Refusal {}

/// What a settings file has already.
#[derive(Debug, Clone, PartialEq)]
pub struct Has {
    /// The loader, going by what is imported.
    pub loader: Option<&'static Loader>,
    /// The variable that the key is read from, if all places read the same.
    pub variable: Option<VariableName>,
}

/// What `text` has, if it is Python in which the key is bound or named, and not assignments of another
/// kind that could be taken for it.
pub fn has(text: &str) -> Option<Has> {
    let file = File::read(text).ok()?;
    let places = Places::of(&file);
    let (mut is_code, mut is_spaced) = (false, false);
    for (at, Statement { tokens, .. }) in file.statements.iter().enumerate() {
        let first = file.word(tokens.start);
        is_code |= !file.head(at).is_empty() || among(first, "import from");
        is_spaced |=
            file.find(tokens, 0, "=").is_some_and(|sign| text[..file.span(&(sign..sign)).start].ends_with(' '));
        // `[section]` of TOML.
        if first == "[" && file.close(tokens.start) + 1 == tokens.end {
            return None;
        }
    }
    let is_bound = places.all.iter().any(|place| is_spaced || place.bound == Bound::Argument);
    (is_code && names(&file, "SECRET_KEY") || is_bound)
        .then(|| Has { loader: loader(text), variable: variable(&file, &places) })
}

fn variable(file: &File<'_>, places: &Places<'_>) -> Option<VariableName> {
    let run = Run::of(file, places, None, false)?;
    let of_key = |place: usize| matches!(places.all[place].bound, Bound::Assigned | Bound::Argument);
    let outcomes = run.outcomes.iter().filter(|outcome| of_key(outcome.place));
    let mut names = outcomes.filter_map(|outcome| named(file, &outcome.comes));
    let name = names.next()?;
    if names.all(|other| other == name) { Some(name) } else { None }
}

fn loader(text: &str) -> Option<&'static Loader> {
    let known = ["decouple", "environs", "pydantic_settings", "dotenv", "starlette.config", "environ.Env"];
    let ids = ["python-decouple", "environs", "pydantic-settings", "python-dotenv", "starlette", "django-environ"];
    let at = known.iter().position(|name| text.contains(name))?;
    crate::loader::find(ids[at])
}

/// The variable that is read.
fn named(file: &File<'_>, comes: &Comes) -> Option<VariableName> {
    let (Comes::Fails(Some(token)) | Comes::Nothing(Some(token))) = comes else { return None };
    if has_prefix(file) {
        return None;
    }
    let text = file.evaluate(&(*token..*token + 1))?;
    VariableName::parse(text.text.expose()).ok()
}

/// Whether something may stand in front of the names of variables.
fn has_prefix(file: &File<'_>) -> bool {
    file.has(&file.all(), &["prefix", "prefixed", "env_prefix"])
}

/// `text` with the key read from a variable: its own in its own words, where it reads one, or `name` in the
/// words of `loader`.
pub fn repair(text: &str, loader: &Loader, name: &VariableName) -> Result<Repaired, Refusal> {
    let file = parsed(text).map_err(|at| Refusal::NotPython(text[..at].lines().count().max(1)))?;
    let places = Places::of(&file);
    let hosts = Hosts::of(&file);
    let standing = proof::standing(&file, &hosts);
    let own = self::loader(text);
    let loader = own.unwrap_or(loader);
    // Where the key is read from the environment already, so are old keys.
    let reads = own.is_none() && places.all.iter().any(|place| file.has(&place.value, &["environ", "getenv"]));
    let environ = crate::loader::find("os-environ").filter(|_| reads).unwrap_or(loader);
    let mut refused = Refusal::NotProven;
    // In its own words, with its choices or without, and in the loader's.
    for keeps in [Some(true), Some(false), None] {
        let mut plan = Plan::of(&file, &places, &hosts, standing)?;
        let name = plan.variable().unwrap_or_else(|| name.clone());
        loop {
            let done = plan.carry_out(if keeps.is_some() { environ } else { loader }, &name, keeps)?;
            match plan.is_proven(&done) {
                Ok(true) => return Ok(done),
                Ok(false) => {}
                Err(error) => {
                    refused = error;
                    break;
                }
            }
        }
    }
    Err(refused)
}

/// `text` as Python, with nothing doubled; or the place from which on it is none.
fn parsed(text: &str) -> Result<File<'_>, usize> {
    let file = File::read(text)?;
    match file.doubled() {
        None => Ok(file),
        Some(at) => Err(at),
    }
}

/// What is to be done.
struct Plan<'a> {
    file: &'a File<'a>,
    places: &'a Places<'a>,
    hosts: &'a Hosts,
    standing: Standing,
    production: Run<'a>,
    /// What is to be done with each place.
    changes: Vec<Change>,
    debug: Debug,
}

impl<'a> Plan<'a> {
    fn of(file: &'a File<'a>, places: &'a Places<'a>, hosts: &'a Hosts, standing: Standing) -> Result<Self, Refusal> {
        let is_right = standing == Standing::Right;
        let is_key = |place: &Place| !matches!(place.bound, Bound::Fallback | Bound::Fallbacks);
        if !places.all.iter().any(is_key) {
            return Err(if names(file, "SECRET_KEY") { Refusal::NotSeen } else { Refusal::NoKey });
        }
        if sets_variable(file) && !is_right {
            return Err(Refusal::SetsVariable);
        }
        let debug = Debug::of(file);
        // Without the variable, and with it.
        let run = |debug| Some([Run::of(file, places, debug, false)?, Run::of(file, places, debug, true)?]);
        let [production, set] = run(if debug.is_off { Some(false) } else { None }).ok_or(Refusal::TooMuch)?;
        let development = run(Some(true)).ok_or(Refusal::TooMuch)?;
        let mut changes = Vec::new();
        let is_test = is_test(file);
        for (at, place) in places.all.iter().enumerate() {
            let comes = |wanted| production.first(at, false, wanted);
            let soft = comes(Comes::is_soft);
            changes.push(match place.bound {
                Bound::Fallback => match soft {
                    None => Change::Right,
                    Some(_) if production.outcomes.iter().filter(|one| one.place == at).count() > 1 => {
                        return Err(Refusal::Code);
                    }
                    Some(Comes::Text { is_default: false, .. }) => Change::Fallback,
                    // `append` takes one.
                    Some(Comes::Nothing(_)) if !file.is(file.statements[place.statement].tokens.start + 1, ".") => {
                        Change::EmptyFallback
                    }
                    Some(_) => return Err(Refusal::Code),
                },
                Bound::Fallbacks => of_fallbacks(file, place)?,
                _ if is_test || place.class.is_some_and(|class| is_class_for_development(file, class)) => {
                    Change::DevelopmentOnly
                }
                _ if is_right
                    && (proof::is_reached(file, hosts, &place.value)
                        || development.iter().any(|run| run.first(at, true, Comes::is_random).is_some())) =>
                {
                    Change::DevelopmentOnly
                }
                _ if is_right => {
                    let is_elsewhere = comes(|one| matches!(one, Comes::Elsewhere)).is_some();
                    let stops = comes(|one| matches!(one, Comes::Fails(_))).is_some();
                    if is_elsewhere && !stops { Change::Elsewhere } else { Change::Right }
                }
                _ => match [&production, &set].iter().find_map(|run| run.first(at, true, Comes::is_soft)) {
                    Some(Comes::Unknown) => return Err(Refusal::Code),
                    Some(Comes::Text { is_default: false, .. }) => Change::HardCoded,
                    Some(Comes::Text { .. }) => Change::Default,
                    Some(Comes::Random) => Change::Random,
                    Some(Comes::LineBreak) => Change::LineBreak,
                    Some(_) => Change::Nothing,
                    None if development.iter().any(|run| run.first(at, true, Comes::is_soft).is_some()) => {
                        Change::DevelopmentOnly
                    }
                    // It stops, or what follows it does.
                    None if comes(|one| matches!(one, Comes::Fails(_) | Comes::Nothing(_))).is_some() => Change::Right,
                    None if soft.is_none() => Change::Elsewhere,
                    // Nothing uses it, but it is a key.
                    None if comes(|one| matches!(one, Comes::Text { is_default: false, .. })).is_some() => {
                        Change::HardCoded
                    }
                    None => Change::Overwritten,
                },
            });
        }
        Ok(Self { file, places, hosts, standing, production, changes, debug })
    }

    /// The variable that the file reads the key from.
    fn variable(&self) -> Option<VariableName> {
        let own =
            if self.standing == Standing::Right { self.hosts.variables.first() } else { self.hosts.variables.last() };
        match own {
            Some(own) => VariableName::parse(own).ok(),
            None if self.standing == Standing::Right => None,
            None => variable(self.file, self.places),
        }
    }

    fn carry_out(
        &mut self,
        loader: &Loader,
        variable: &VariableName,
        keeps: Option<bool>,
    ) -> Result<Repaired, Refusal> {
        let file = self.file;
        let key_changes = self
            .changes
            .iter()
            .any(|change| change.is_change() && !matches!(change, Change::Fallback | Change::EmptyFallback));
        let right = |change: &Change| !matches!(change, Change::Elsewhere | Change::Overwritten);
        if !self.changes.iter().any(right) && self.standing != Standing::Right {
            return Err(Refusal::Elsewhere);
        }
        let held = if key_changes { self.held()? } else { Held::None };
        let mut variables = vec![variable.clone()];
        let (mut old, mut fallbacks) = (Vec::new(), Vec::new());
        let mut number = 0;
        for (at, _) in self.changes.iter().enumerate().filter(|(_, change)| **change == Change::Fallback) {
            let text = file.evaluate(&self.places.all[at].value).ok_or(Refusal::Code)?;
            let name = loop {
                let name = fallbacks::name(variable, Carry::Each, number);
                number += 1;
                if !names(file, name.as_str()) {
                    break name;
                }
            };
            variables.push(name.clone());
            fallbacks.push((name, text.text));
            old.push(at);
        }
        let mut snippet = Snippet::of(loader, &variables);
        let own = keeps.map_or_else(|| vec![None; self.changes.len()], |chooses| self.own(variable, chooses));
        let text = self.rewritten(&mut snippet, &old, &own)?;
        let expression = own.into_iter().flatten().next().unwrap_or_else(|| snippet.expressions.swap_remove(0));
        Ok(Repaired { text, variable: variable.clone(), held, fallbacks, told: self.told(), expression })
    }

    /// Follows the repaired file: without the variable nothing ends with a key, and nothing is worse than it
    /// was. Where something ends with a key, since what replaced it stops now and is caught, that is to be
    /// changed, too.
    fn is_proven(&mut self, done: &Repaired) -> Result<bool, Refusal> {
        let file = parsed(done.text.expose()).map_err(|_| Refusal::NotProven)?;
        let mut still_starts = false;
        if done.is_changed() {
            match proof::worse(self.file, &file, self.hosts, done) {
                Some(Worse::Without) => still_starts = true,
                Some(_) => return Err(Refusal::Guarded),
                None => {}
            }
        } else if self.standing == Standing::Right {
            return Ok(true);
        }
        let places = Places::of(&file);
        let hosts = Hosts::of(&file);
        let standing = proof::standing(&file, &hosts);
        if standing == Standing::Right && done.is_changed() && !still_starts {
            return Ok(true);
        }
        let left = Plan::of(&file, &places, &hosts, standing)?.changes;
        let mut is_proven = true;
        for (at, change) in left.into_iter().enumerate().filter(|(_, change)| change.is_change()) {
            match self.changes.get_mut(at) {
                Some(before) if !before.is_change() => *before = change,
                _ => return Err(Refusal::NotProven),
            }
            is_proven = false;
        }
        if is_proven && still_starts { Err(Refusal::NotProven) } else { Ok(is_proven) }
    }

    /// What each place becomes in the file's own words, if it has any for it.
    fn own(&self, variable: &VariableName, chooses: bool) -> Vec<Option<String>> {
        let file = self.file;
        let variables = [&self.hosts.variables[..], &[variable.to_string()]].concat();
        let of_values = file.text.contains("configurations") && names(file, "values");
        let of_key = |place: &&Place| matches!(place.bound, Bound::Assigned | Bound::Argument);
        let loud = |place: &Place| own::loud(file, &place.value, &variables, chooses);
        // What one place reads, another may.
        let mut shared = None;
        for place in self.places.all.iter().filter(of_key) {
            shared = shared.or_else(|| loud(place).filter(|words| !words.contains(" if ")));
        }
        let each = self.places.all.iter().zip(&self.changes).map(|(place, change)| {
            if !of_key(&place) || !change.is_change() {
                return None;
            }
            if of_values && place.class.is_some() {
                return Some(
                    own::secret_value(file, &place.value).unwrap_or_else(|| "values.SecretValue()".to_owned()),
                );
            }
            own::secret_value(file, &place.value).or_else(|| loud(place)).or_else(|| shared.clone())
        });
        each.listed()
    }

    /// The text with every change made.
    fn rewritten(&self, snippet: &mut Snippet, old: &[usize], own: &[Option<String>]) -> Result<Secret, Refusal> {
        let file = self.file;
        let mut edits = Vec::new();
        let is_read = |change: &Change| change.is_change() && *change != Change::EmptyFallback;
        let fields: Vec<_> = self.places.all.iter().map(|place| self.field(place)).listed();
        let of_code = || {
            let all = self.changes.iter().zip(&self.places.all).zip(own.iter().zip(&fields));
            all.filter(|((_, place), (own, field))| place.bound != Bound::Scheme && own.is_none() && field.is_none())
                .map(|(one, _)| one)
        };
        // What is right already may read what the set-up brings.
        let reads = of_code()
            .filter(|(change, _)| is_read(change) || matches!(change, Change::Right | Change::DevelopmentOnly));
        let holds = |place: &Place| file.statements.iter().position(|one| one.tokens.contains(&place.value.start));
        if of_code().any(|(change, _)| is_read(change))
            && let Some(first) = reads.filter_map(|(_, place)| holds(place)).min()
        {
            edits = snippet.fit(file, first).ok_or(Refusal::NotProven)?;
        }
        for (at, (change, place)) in
            self.changes.iter().zip(&self.places.all).enumerate().filter(|(_, (change, _))| change.is_change())
        {
            let span = file.span(&place.value);
            let number = old.iter().position(|old| *old == at).map_or(0, |number| number + 1);
            let is_bytes = self.production.outcomes.iter().any(|outcome| {
                outcome.place == at && matches!(&outcome.comes, Comes::Text { key: Some(key), .. } if key.is_bytes)
            });
            match (change, place.bound) {
                (Change::EmptyFallback, Bound::Fallbacks) => {
                    edits.push((span.start..span.start, "[key for key in ".to_owned()));
                    edits.push((span.end..span.end, " if key]".to_owned()));
                }
                (Change::EmptyFallback, _) if !matches!(file.word(place.value.start), "None" | "''" | "\"\"") => {
                    edits.push((span.start..span.start, "*filter(None, [".to_owned()));
                    edits.push((span.end..span.end, "])".to_owned()));
                }
                // With its comma.
                (Change::EmptyFallback, _) => {
                    let comma =
                        if file.is(place.value.end, ",") { file.tokens[place.value.end].span.end } else { span.end };
                    edits.push((span.start..comma, String::new()));
                }
                (_, Bound::Scheme) => {
                    let bare = file.bare(&place.value);
                    let cast = file.items(bare.start).first().map_or("str", |cast| &file.text[file.span(cast)]);
                    edits.push((span, cast.to_owned()));
                }
                _ if matches!(place.bound, Bound::Assigned | Bound::Argument)
                    && let Some((part, words)) = &fields[at] =>
                {
                    edits.push((file.span(part), words.clone()));
                }
                _ if let Some(own) = &own[at] => edits.push((span, own.clone())),
                _ => {
                    let bytes = if is_bytes { ".encode()" } else { "" };
                    edits.push((span, [&snippet.expressions[number], bytes].concat()));
                }
            }
        }
        apply(file.text, edits).ok_or(Refusal::NotProven)
    }

    /// What a field of pydantic's settings becomes.
    fn field(&self, place: &Place) -> Option<(Part, String)> {
        let file = self.file;
        let mut head = file.statements[place.class?].tokens.clone();
        if !head.any(|at| file.word(at).ends_with("BaseSettings")) {
            return None;
        }
        own::required(file, &file.statements[place.statement].tokens)
    }

    /// The key that the file comes to as it is.
    fn held(&self) -> Result<Held, Refusal> {
        let debug = self.debug.is.or(self.debug.is_off.then_some(false));
        let mut held = Held::None;
        for is_set in [false, true] {
            let run = Run::of(self.file, self.places, debug, is_set).ok_or(Refusal::TooMuch)?;
            let ends = run.ends().filter(|end| {
                let of_key = !matches!(self.places.all[end.place].bound, Bound::Fallback | Bound::Fallbacks);
                of_key && self.changes[end.place].is_change()
            });
            for end in ends {
                held = match (held, &end.comes) {
                    (Held::Several, _) => Held::Several,
                    (Held::Unknown, _) | (_, Comes::Text { key: None, .. }) => Held::Unknown,
                    (Held::None, Comes::Text { key: Some(key), .. }) => Held::One(key.text.expose().into()),
                    (Held::One(one), Comes::Text { key: Some(key), .. }) if one.expose() == key.text.expose() => {
                        Held::One(one)
                    }
                    (Held::One(_), Comes::Text { .. } | Comes::Random | Comes::LineBreak) => Held::Several,
                    (held, _) => held,
                };
            }
        }
        Ok(held)
    }

    /// What is said of each place.
    fn told(&self) -> Vec<Told> {
        let file = self.file;
        let mut told: Vec<Told> = Vec::new();
        let places = self.places.all.iter().zip(&self.changes);
        told.extend(places.map(|(place, change)| Told { span: file.span(&place.value), change: *change }));
        // The same text in other places.
        for outcome in &self.production.outcomes {
            let Comes::Text { key: Some(key), .. } = &outcome.comes else { continue };
            if !self.changes[outcome.place].is_change() {
                continue;
            }
            for at in 0..file.tokens.len() {
                let span = file.tokens[at].span.clone();
                let within = |told: &Told| told.span.start <= span.start && span.end <= told.span.end;
                let is_key = file.tokens[at].kind == Kind::Text
                    && !told.iter().any(within)
                    && file.evaluate(&(at..at + 1)).is_some_and(|text| text.text.expose() == key.text.expose());
                if is_key {
                    told.push(Told { span, change: Change::LeftOver });
                }
            }
        }
        commented(file, &mut told);
        told
    }
}

/// Where keys stand in comments, and in texts that do nothing.
fn commented(file: &File<'_>, told: &mut Vec<Told>) {
    let mut begin = 0;
    for at in 0..=file.tokens.len() {
        let token = file.tokens.get(at);
        let span = token.map_or(file.text.len()..file.text.len(), |token| token.span.clone());
        // A text which is a statement.
        let is_end = |at: usize| file.tokens.get(at).is_none_or(|token| token.kind == Kind::End);
        let is_lone = token.is_some_and(|token| token.kind == Kind::Text)
            && is_end(at + 1)
            && at.checked_sub(1).is_none_or(is_end);
        let end = if is_lone { span.end } else { span.start };
        let mut start = begin;
        for line in file.text[begin..end].split_inclusive(['\n', '\r']) {
            let written = line.trim_start_matches(['\u{feff}', ' ', '\t', '#', '"', '\'', '>']);
            let from = start + line.len() - written.len();
            start += line.len();
            if written.starts_with("SECRET_KEY")
                && let Some(inner) = File::expression(written.trim_end())
                && let Some(equals) = inner.find(&(0..inner.tokens.len()), 0, "=")
            {
                let judge = Judge { file: &inner, debug: None, is_set: false };
                let parts = list(&inner, &inner.bare(&(equals + 1..inner.tokens.len())));
                let holds = |part: &Part| judge.comes(part).iter().any(|one| matches!(one, Comes::Text { .. }));
                if matches!(inner.word(0), "SECRET_KEY" | FALLBACKS) && parts.iter().any(holds) {
                    told.push(Told { span: from..from + written.trim_end().len(), change: Change::Commented });
                }
            }
        }
        begin = span.end;
    }
}

/// What is to be done with fallbacks that are split from one text.
fn of_fallbacks(file: &File<'_>, place: &Place) -> Result<Change, Refusal> {
    let has = |word| file.has(&place.value, &[word]);
    let texts = place.value.clone().filter(|at| file.tokens[*at].kind == Kind::Text);
    // A variable's name, a separator and an empty default.
    let plain = texts
        .filter_map(|at| file.evaluate(&(at..at + 1)))
        .all(|text| text.text.expose().len() < 2 || VariableName::parse(text.text.expose()).is_ok());
    if !plain {
        return Err(Refusal::Code);
    }
    let is_filtered = has("filter") || has("for") && has("if");
    let splits = |at: usize| file.is(at, "split") && !file.is(at + 2, ")");
    Ok(if is_filtered || !place.value.clone().any(splits) { Change::Right } else { Change::EmptyFallback })
}

/// Whether it is a file for tests: it names their runner, or hashes passwords so that they are fast.
fn is_test(file: &File<'_>) -> bool {
    file.has(&file.all(), &["TEST_RUNNER"]) || file.text.contains("hashers.MD5PasswordHasher")
}

/// Whether it says a name anywhere, by itself or as a text.
fn names(file: &File<'_>, name: &str) -> bool {
    file.all().any(|at| file.plain(at) == name)
}

/// Whether the file gives a variable of the key's a value.
fn sets_variable(file: &File<'_>) -> bool {
    (0..file.tokens.len()).any(|at| {
        let is = |word: &str| file.is(at, "environ") && file.word(at + 1) == word;
        let (name, sets) = if is("[") {
            (at + 2, file.is(at + 4, "="))
        } else if is(".") && file.is(at + 2, "setdefault") {
            // It hands the value on, too.
            let starts = file.statements.iter().any(|one| one.tokens.contains(&at) && at - one.tokens.start <= 2);
            (at + 4, starts)
        } else {
            return false;
        };
        sets && file.word(name).contains("SECRET_KEY")
    })
}

/// `text` with the edits made; none where two are about the same bytes, unless they are one and the same.
fn apply(text: &str, mut edits: Vec<Edit>) -> Option<Secret> {
    let more: usize = edits.iter().map(|(_, new)| new.len()).sum();
    let mut done = String::with_capacity(text.len() + more);
    let mut at = 0;
    while !edits.is_empty() {
        // The first of those that come first.
        let mut next = 0;
        for (number, (span, _)) in edits.iter().enumerate() {
            if span.start < edits[next].0.start {
                next = number;
            }
        }
        let edit = edits.remove(next);
        if !edit.0.is_empty() {
            edits.retain(|other| *other != edit);
        }
        let (span, new) = edit;
        done.push_str(text.get(at..span.start)?);
        done.push_str(&new);
        at = span.end;
    }
    done.push_str(&text[at..]);
    Some(Secret::new(done))
}

impl Repaired {
    /// Whether anything was written anew.
    pub fn is_changed(&self) -> bool {
        self.told.iter().any(|told| told.change.is_change())
    }

    /// The lines that carry `key` and the old keys to `loader`, which reads them back.
    pub fn lines(&self, loader: &'static Loader, key: &Secret) -> Result<Secret, Refusal> {
        let destination = Destination::Loader(loader);
        let carried = |name: &VariableName, key: &Secret| destination.write(name, key).map_err(Refusal::CannotCarry);
        let mut lines = carried(&self.variable, key)?.text(loader.form).expose().to_owned();
        for (name, key) in &self.fallbacks {
            // Without the lines that stand once at the head of a file.
            let before = loader.form.before.rsplit('\n').next().unwrap_or_default();
            lines.push('\n');
            lines.push_str(carried(name, key)?.text(crate::loader::Form { before, ..loader.form }).expose());
        }
        let lines = Secret::new(lines);
        let file = Secret::new([lines.expose(), "\n"].concat());
        let pairs = self.fallbacks.iter().map(|(name, key)| (name, key)).chain([(&self.variable, key)]);
        for (name, key) in pairs {
            if !(loader.read)(file.expose(), name, &Environment::EMPTY).is(key) {
                return Err(Refusal::NotProven);
            }
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader;

    type Expected = Result<(&'static str, &'static [Change]), Refusal>;

    #[track_caller]
    fn becomes(loader: &str, cases: &[(&str, Expected)]) {
        let loader = loader::find(loader).expect("a loader");
        let name = VariableName::parse("K").expect("a name");
        for (text, expected) in cases {
            let got = repair(text, loader, &name);
            let changes: Vec<_> = got.iter().flat_map(|got| &got.told).map(|told| told.change).collect();
            let got = got.as_ref().map(|got| (got.text.expose(), &changes[..])).map_err(|error| *error);
            assert_eq!(got, *expected, "{text:?}");
        }
    }

    // Many more are held against Python and Django: see tests/loaders/repair.rs.
    #[test]
    fn the_key_is_read_from_the_variable() {
        becomes(
            "os-environ",
            &[
                ("SECRET_KEY = 'a'\n", Ok(("import os\n\nSECRET_KEY = os.environ[\"K\"]\n", &[Change::HardCoded]))),
                (
                    "import os\r\nSECRET_KEY = os.environ.get('K', 'a')  # b\r\n",
                    Ok(("import os\r\nSECRET_KEY = os.environ['K']  # b\r\n", &[Change::Default])),
                ),
                (
                    "import os\nSECRET_KEY = os.environ['K']",
                    Ok(("import os\nSECRET_KEY = os.environ['K']", &[Change::Right])),
                ),
                (
                    "SECRET_KEY = SECRET_KEY = 'a'\n",
                    Ok(("import os\n\nSECRET_KEY = SECRET_KEY = os.environ[\"K\"]\n", &[Change::HardCoded])),
                ),
                (
                    "SECRET_KEY = \\\n  SECRET_KEY = 'a'\n",
                    Ok(("import os\n\nSECRET_KEY = \\\n  SECRET_KEY = os.environ[\"K\"]\n", &[Change::HardCoded])),
                ),
                (
                    "KEYS = {'a': 'b'}\nSECRET_KEY = KEYS['a']\nclass A:\n  SECRET_KEY = KEYS['a']\n",
                    Ok((
                        "import os\n\nKEYS = {'a': os.environ[\"K\"]}\nSECRET_KEY = KEYS['a']\nclass A:\n  SECRET_KEY = KEYS['a']\n",
                        &[Change::HardCoded, Change::HardCoded],
                    )),
                ),
                (
                    "SECRET_KEY = (SECRET_KEY := 'a')\n",
                    Ok((
                        "import os\n\nSECRET_KEY = (SECRET_KEY := os.environ[\"K\"])\n",
                        &[Change::Overwritten, Change::HardCoded],
                    )),
                ),
                ("import os\nSECRET_KEY = os.environ['a'] os.environ['a']\n", Err(Refusal::NotPython(2))),
                ("from .base import SECRET_KEY\n", Err(Refusal::Elsewhere)),
                ("DEBUG = True\n", Err(Refusal::NoKey)),
                ("SECRET_KEY = 'a'[::-1]\n", Err(Refusal::Code)),
                ("a = 1\nSECRET_KEY = 'a\n", Err(Refusal::NotPython(2))),
            ],
        );
    }

    #[test]
    fn the_variable_is_the_key_s() {
        let name = |text| has(text).and_then(|has| has.variable).map(|name| name.to_string());
        assert_eq!(name("SECRET_KEY = env('K')\nSECRET_KEY_FALLBACKS = [env('OLD')]\n").as_deref(), Some("K"));
        assert_eq!(name("SECRET_KEY = 'a'\nSECRET_KEY_FALLBACKS = [os.environ.get('OLD', '')]\n"), None);
    }

    #[test]
    fn what_is_a_settings_file() {
        for text in [
            "SECRET_KEY = 'a'\n",
            "SECRET_KEY: str = 'a'\n",
            "import os\nSECRET_KEY = os.environ.get('K', '')\n",
            "globals()['SECRET_KEY'] = 'a'\n",
            "import sys\nsetattr(sys, 'SECRET_KEY', 'a')\n",
        ] {
            assert!(has(text).is_some(), "{text:?}");
        }
        for text in [
            "SECRET_KEY='a'\nDEBUG=1\n",
            "export SECRET_KEY='a'\n",
            "{\"SECRET_KEY\": \"a\"}\n",
            "SECRET_KEY: 'a'\n",
            "[django]\nSECRET_KEY = 'a'\n",
            "const SECRET_KEY = 'a';\n",
            "DEBUG = True\n",
            "SECRET_KEY = a#b\n",
            "abc\n",
        ] {
            assert!(has(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn lines_carry_the_key_and_the_old_keys() {
        let text = "SECRET_KEY = 'a$b'\nSECRET_KEY_FALLBACKS = ['c', 'd e']\n";
        let name = VariableName::usual();
        for (id, expected) in [
            (
                "python-decouple",
                "DJANGO_SECRET_KEY=a$b\nDJANGO_SECRET_KEY_FALLBACK=c\nDJANGO_SECRET_KEY_FALLBACK_2=d e",
            ),
            (
                "kubernetes-secret-stringdata",
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: django\nstringData:\n  DJANGO_SECRET_KEY: 'a$b'\n  DJANGO_SECRET_KEY_FALLBACK: 'c'\n  DJANGO_SECRET_KEY_FALLBACK_2: 'd e'",
            ),
        ] {
            let loader = loader::find(id).expect("a loader");
            let repaired = repair(text, loader, &name).expect("repaired");
            let Held::One(key) = &repaired.held else { panic!("one key") };
            assert_eq!(repaired.lines(loader, key).as_ref().map(Secret::expose), Ok(expected));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_repaired_or_refused(
            text in "(SECRET_KEY|SECRET_KEY_FALLBACKS|DEBUG|os.environ|.get|\\[|\\]|\\(|\\)|'a'|\"b\"|f'\\{a\\}'| = |:=|,| if | else | or | not |:\n|\n|  |;|try:|except:|class A|def f|import |from a |\t|é|#|\\{|\\}|\\.){0,24}",
        ) {
            let name = VariableName::usual();
            for id in ["python-dotenv", "pydantic-settings"] {
                let Some(loader) = loader::find(id) else { continue };
                if let Ok(repaired) = repair(&text, loader, &name) {
                    for told in &repaired.told {
                        proptest::prop_assert!(text.get(told.span.clone()).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn deep_and_long_files_are_read() {
        let name = VariableName::usual();
        let loader = loader::find("python-decouple").expect("a loader");
        for (before, middle, after) in [
            ("SECRET_KEY = ", "(", "'a'"),
            ("SECRET_KEY = 'a' if ", "not ", "b else 'c'"),
            ("SECRET_KEY = ", "'a' if DEBUG else ", "'a'"),
            ("SECRET_KEY = ", "'a' + ", "'a'"),
            ("a = 'a'\nSECRET_KEY = ", "f'{a}' ", ""),
            ("SECRET_KEY = ", "a.b", ""),
            ("", "SECRET_KEY = 'a'\n", ""),
            ("", "if a: SECRET_KEY = 'a'\n", ""),
        ] {
            let close = if middle == "(" { ")".repeat(20_000) } else { String::new() };
            let _ = repair(&[before, &middle.repeat(20_000), after, &close].concat(), loader, &name);
        }
    }
}
