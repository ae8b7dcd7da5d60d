//! A rotation under way: what the user has chosen and typed, and what there is to show and to copy of it.
//!
//! What is chosen is a [`Plan`], and holds no key. The new key and the lines of the old ones are fields of
//! [`Rotation`], so that what replaces them drops them.

mod current;
mod input;
mod shown;
#[cfg(test)]
mod tests;

use std::fmt;

pub use self::{
    current::Current,
    input::{Select, Text},
    shown::{Content, Said, Shown},
};

use super::{
    Ages, Carry, Cause, Django, Engine, Plan, calendar,
    fallbacks::{self, NotAList},
    packages::Package,
    steps::Part,
    yours::{self, Known, Yours},
};
use crate::{
    date::Date,
    line::{CannotCarry, Destination, Line, Written},
    random::{Random, Source},
    secret::Secret,
    store::Piece,
};

/// A rotation, from before a door is chosen.
#[allow(missing_debug_implementations, reason = "it holds keys")]
pub struct Rotation {
    /// Nothing, until a door is chosen.
    plan: Option<Plan>,
    /// What is typed, by [`Text`].
    typed: [String; Text::ALL.len()],
    /// The set-up and the new key.
    current: Current,
    /// The line with the new key.
    made: Result<Line, NoLine>,
    /// The old keys as they were typed, and their lines.
    old_typed: Secret,
    old: Result<Vec<Line>, NotAList>,
    /// What is known of the packages that were pasted.
    yours: Option<Yours>,
    /// What is to be said of a pasted text that names none.
    no_packages: Option<&'static str>,
    /// Whether the part for several old keys has been made use of, and stays open.
    is_unfolded: bool,
}

/// Why there is no line with a new key. The text is the sentence the user sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoLine {
    /// No door is chosen yet.
    NotYet,
    /// The key that is there is one of the user's own: what is used already is not what it is replaced by.
    Own,
    /// There is no key, for this reason.
    NoKey(String),
    /// It is to be a fallback in a list, which would not be read as it is.
    NotInAList,
    /// No way of writing it is read back.
    CannotCarry(CannotCarry),
}

impl fmt::Display for NoLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotYet => "",
            Self::Own => "Press New key on Make first. Your own key is there now, and a rotation needs a new one.",
            Self::NoKey(why) => why,
            Self::NotInAList => "Give each old key its own variable. This key doesn’t get through a list.",
            Self::CannotCarry(error) => return error.fmt(f),
        })
    }
}

impl Rotation {
    /// Before a door is chosen.
    pub fn new(current: Current) -> Self {
        Self {
            plan: None,
            typed: Text::ALL.map(|text| text.first().to_owned()),
            current,
            made: Err(NoLine::NotYet),
            old_typed: Secret::from(""),
            old: Ok(Vec::new()),
            yours: None,
            no_packages: None,
            is_unfolded: false,
        }
    }

    /// The plan, once a door is chosen.
    pub const fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    /// What is known of the packages that were pasted.
    pub const fn yours(&self) -> Option<&Yours> {
        self.yours.as_ref()
    }

    /// What is to be said of a pasted text in which no package was found.
    pub const fn no_packages(&self) -> Option<&'static str> {
        self.no_packages
    }

    /// Whether the part for several old keys stays open.
    pub const fn is_unfolded(&self) -> bool {
        self.is_unfolded
    }

    /// A door was chosen. The first time, the new key is taken to be everywhere `today`.
    pub fn open(&mut self, cause: Cause, today: Date) {
        if self.plan.is_none() {
            self.typed[Text::Day as usize] = today.written("-");
        }
        let (destination, version) = (self.current.destination, self.current.version);
        let plan = self.plan.get_or_insert_with(|| {
            let plan = Plan::usual(destination, None);
            Plan { django: version.map_or(plan.django, Django::of), ..plan }
        });
        plan.cause = cause;
        self.remake();
    }

    /// Another entry of a list was chosen, by its place there.
    pub fn choose(&mut self, list: Select, at: usize) {
        let Some(plan) = &mut self.plan else { return };
        match list {
            Select::Django => plan.django = Django::ALL.get(at).copied().unwrap_or(plan.django),
            Select::Engine => plan.engine = Engine::ALL.get(at).copied().unwrap_or(plan.engine),
            Select::Carry => {
                plan.carry = Carry::ALL.get(at).copied().unwrap_or(plan.carry);
                self.is_unfolded = true;
            }
        }
        self.remake();
    }

    /// Whether instances overlap is now the other way.
    pub fn toggle_rolling(&mut self) {
        if let Some(plan) = &mut self.plan {
            plan.rolling = !plan.rolling;
        }
        self.remake();
    }

    /// Something was typed.
    pub fn typed(&mut self, into: Text, text: String) {
        self.typed[into as usize] = text;
        self.remake();
    }

    /// The old keys were typed.
    pub fn old_keys(&mut self, typed: Secret) {
        self.old_typed = typed;
        self.carry_old();
    }

    /// Packages were pasted.
    pub fn packages(&mut self, pasted: &str) {
        self.yours = yours::of(pasted);
        self.no_packages = (self.yours.is_none() && !pasted.trim().is_empty()).then_some(
            "No package other than Django was found in it. Paste requirements.txt, a lock file, what pip freeze prints, or INSTALLED_APPS.",
        );
    }

    /// The set-up and the key as they are now.
    pub fn follow(&mut self, current: Current) {
        self.current = current;
        self.remake();
    }

    /// Takes over what is typed, and makes the lines that it asks for. The key stays where it can.
    fn remake(&mut self) {
        let Some(plan) = &mut self.plan else { return };
        let age = |text: Text| Ages::parse(&self.typed[text as usize]);
        let ages = age(Text::Sessions).zip(age(Text::Resets)).zip(age(Text::Own));
        // With an age that is no number there is no day: counted with the one before, it might be too early.
        plan.day = ages.and_then(|_| Date::parse(&self.typed[Text::Day as usize]));
        if let Some(((sessions, resets), own)) = ages {
            plan.ages = Ages { sessions, resets, own };
        }
        // A store is read by its own code, or puts a variable into the environment.
        let environ = self.current.replace.as_ref().and_then(|_| Destination::find("os-environ"));
        plan.destination = environ.unwrap_or(self.current.destination);
        plan.name = self.current.name.clone();
        self.made = line(plan, &self.current.key);
        self.carry_old();
    }

    /// Writes the lines of the old keys that are typed.
    fn carry_old(&mut self) {
        let Some(plan) = &mut self.plan else { return };
        let keys = plan.old_keys(self.old_typed.expose());
        plan.old = keys.len().clamp(1, fallbacks::MOST);
        self.old = if keys.is_empty() {
            Ok(Vec::new())
        } else {
            fallbacks::lines(plan.destination, &plan.name, plan.carry, &keys)
        };
    }

    /// The line of a part that holds a secret, as it is to be pasted; a store is given the key alone.
    pub fn written(&self, part: Part) -> Option<Written> {
        let plan = self.plan.as_ref()?;
        if part == Part::Old {
            return fallbacks::written(self.old.as_deref().ok()?, plan.destination.form());
        }
        let key = self.current.key.as_ref().ok()?;
        match part {
            Part::New | Part::NewAsFallback if self.current.is_in_store() => {
                self.made.is_ok().then(|| Written { text: key.expose().into(), lead: 0 })
            }
            Part::New => Some(self.made.as_ref().ok()?.written(self.current.destination.form())),
            Part::NewAsFallback => fallbacks::written(&[plan.new_as_fallback(key)?], plan.destination.form()),
            _ => None,
        }
    }

    /// What is copied of a part.
    pub fn copied(&self, part: Part) -> Option<Secret> {
        match part {
            Part::Code(code) => self.plan.as_ref()?.code(code).map(|(_, text)| Secret::new(text)),
            Part::Store => match &self.current.replace {
                Some((_, Piece::Code(code))) => Some(Secret::from(&**code)),
                _ => None,
            },
            Part::New | Part::NewAsFallback | Part::Old => self.written(part).map(|written| written.text),
            Part::Day => None,
        }
    }

    /// What a package that the user has asks to be done before any step.
    pub fn before(&self, package: &Package) -> Option<&'static str> {
        let leaked = self.plan.as_ref()?.cause == Cause::Leaked;
        let has = |known: &&Known| known.package.id == package.id;
        self.yours.as_ref()?.known.iter().find(has)?.before(leaked)
    }

    /// The calendar's entry for the day on which the old key goes, or what stands in its way.
    pub fn entry<S: Source>(&self, today: Date, source: S) -> Result<String, Said> {
        let (plan, day) = self.plan.as_ref().and_then(|plan| Some((plan, plan.drop_day()?))).ok_or(Said::NoDay)?;
        let mut random = Random::start(source)?;
        let mut id = 0;
        for _ in 0..8 {
            id = id << 8 | random.below(256)? as u64;
        }
        Ok(calendar::entry(day, today, id, plan.fallback().as_str()))
    }
}

/// The line with this key, which gets through as a fallback, too, where that is wanted.
fn line(plan: &Plan, key: &Result<Secret, NoLine>) -> Result<Line, NoLine> {
    let key = key.as_ref().map_err(NoLine::clone)?;
    let line = plan.destination.write(&plan.name, key).map_err(NoLine::CannotCarry)?;
    if plan.falls_back() && plan.new_as_fallback(key).is_none() {
        return Err(NoLine::NotInAList);
    }
    Ok(line)
}
