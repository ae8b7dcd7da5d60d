//! The story in the making: the files, what was said of them so far, and what was found out on the way.

use super::{Clause, Given, Kind, Topic};
use crate::{
    listed::Listed,
    loader::Loader,
    reading::{Bound, Reason, Stop},
    secret::Secret,
};

/// What a variable is set to.
pub(super) enum Value {
    Text(Secret),
    Stops,
    Unknown,
}

impl Value {
    /// What a loader bound it to.
    pub(super) fn of(bound: &Bound<'_>) -> Self {
        match bound {
            Bound::Text(text) => Self::Text((&**text).into()),
            Bound::Stops(Stop::Refused(_)) => Self::Stops,
            Bound::Unset | Bound::Stops(_) => Self::Unknown,
        }
    }
}

/// A variable as a way has it.
pub(super) struct Var {
    pub(super) value: Value,
    pub(super) origin: Option<(usize, String)>,
    pub(super) loader: Option<&'static Loader>,
}

impl Var {
    pub(super) const fn unknown() -> Self {
        Self { value: Value::Unknown, origin: None, loader: None }
    }
}

/// What a path leads to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Found {
    None,
    One(usize),
    Twice,
}

/// The story in the making.
pub(super) struct Tale<'t> {
    pub(super) files: &'t [Given<'t>],
    pub(super) told: Vec<(String, Kind)>,
    pub(super) clauses: Vec<Clause>,
    /// The files that something reads.
    pub(super) touched: Vec<usize>,
    /// The variables that are put in somewhere, and those of them that nothing sets.
    pub(super) referred: Vec<String>,
    pub(super) wanted: Vec<String>,
    /// Whether a project is not started, or not followed.
    pub(super) is_refused: bool,
    pub(super) is_lost: bool,
}

impl<'t> Tale<'t> {
    pub(super) fn new(files: &'t [Given<'t>]) -> Self {
        let mut told: Vec<(String, Kind)> = Vec::new();
        for given in files {
            let kind = Kind::of(given);
            let mut name = given.name.to_owned();
            if name.is_empty() {
                kind.usual_name().clone_into(&mut name);
                // Another of the kind is another file.
                let is_taken = |name: &str| {
                    told.iter().any(|(other, _)| other == name) || files.iter().any(|other| other.name == name)
                };
                for number in 2..=files.len() {
                    if !is_taken(&name) {
                        break;
                    }
                    name = [kind.usual_name(), " (", &number.to_string(), ")"].concat();
                }
            }
            told.push((name, kind));
        }
        Self {
            files,
            told,
            clauses: Vec::new(),
            touched: Vec::new(),
            referred: Vec::new(),
            wanted: Vec::new(),
            is_refused: false,
            is_lost: false,
        }
    }

    #[inline(never)]
    pub(super) fn name(&self, at: usize) -> &str {
        &self.told[at].0
    }

    #[inline(never)]
    pub(super) fn say(&mut self, topic: Topic, file: usize, text: String) {
        if !self.clauses.iter().any(|clause| clause.text == text) {
            self.clauses.push(Clause { topic, file, text });
        }
    }

    #[inline(never)]
    pub(super) fn refused(&mut self, at: usize, who: &str, reason: Reason) {
        let text = [who, " stops at ", self.name(at), ". ", reason.sentence()].concat();
        self.say(Topic::Refused, at, text);
    }

    #[inline(never)]
    pub(super) fn twice(&mut self, path: &str) {
        let text = ["Two of these files are called ", base(path), ". Which one is read can’t be told from a name."];
        self.say(Topic::TwiceNamed, 0, text.concat());
    }

    /// The file of variables that a path leads to.
    #[inline(never)]
    pub(super) fn find(&self, path: &str) -> Found {
        let name = base(path);
        let mut those = (0..self.files.len())
            .filter(|at| matches!(self.told[*at].1, Kind::Env | Kind::Ini | Kind::Other) && self.name(*at) == name);
        match (those.next(), those.next()) {
            (None, _) => Found::None,
            (Some(at), None) => Found::One(at),
            _ => Found::Twice,
        }
    }

    /// The places of the files of a kind.
    #[inline(never)]
    pub(super) fn of(&self, kind: Kind) -> Vec<usize> {
        (0..self.files.len()).filter(|at| self.told[*at].1 == kind).listed()
    }
}

/// The last part of a path.
pub(super) fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
