//! What each loader makes of the line that was made.

use super::Made;
use crate::{
    line::Destination,
    loader::{self, FileKind, Loader},
    reading::{Note, Reading, Reason},
};

/// How many loaders read a line back as it is, in words.
pub fn sum(outcomes: impl Iterator<Item = Outcome>) -> String {
    let (mut good, mut all) = (0, 0);
    for outcome in outcomes {
        all += 1;
        good += usize::from(outcome == Outcome::Identical);
    }
    match (good, all) {
        (1, 1) => "It reads this key unchanged".to_owned(),
        _ if good == all => format!("All {all} loaders read this key unchanged"),
        _ => format!("{good} of {all} loaders read this key unchanged"),
    }
}

/// How one loader reads a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proof {
    /// The loader.
    pub loader: &'static Loader,
    /// What it makes of the line.
    pub outcome: Outcome,
}

/// What a loader makes of a line, without the value. Where it differs, the first reason is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It reads back the key, to the letter.
    Identical,
    /// It reads something else.
    Different(Option<Reason>),
    /// It does not find the variable.
    Missing(Option<Reason>),
    /// It stops with an error.
    Fails(Reason),
    /// It would run a part of the line.
    Unknown(Reason),
}

impl Outcome {
    /// What happens, in a few words that can follow the loader's name.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Identical => "reads it back identically",
            Self::Different(_) => "reads a different value",
            Self::Missing(_) => "does not find it",
            Self::Fails(_) => "stops with an error",
            Self::Unknown(_) => "can’t be predicted",
        }
    }

    /// Why, if it is known.
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Identical => None,
            Self::Different(reason) | Self::Missing(reason) => reason,
            Self::Fails(reason) | Self::Unknown(reason) => Some(reason),
        }
    }
}

impl Made {
    /// What each loader makes of this very line, in the registry's order. A loader that has a form
    /// of its own (`export NAME=value`) gets the same value in that form. A file of another kind than
    /// the shared `NAME=value` lines is for its own loader alone.
    pub fn proofs(&self, destination: Destination) -> impl Iterator<Item = Proof> {
        let shared = destination.form().file == FileKind::Env;
        let asked = move |loader: &&Loader| {
            if shared { loader.form.file == FileKind::Env } else { destination.includes(loader) }
        };
        loader::ALL.iter().filter(asked).map(|loader| {
            let first = |notes: &[Note]| notes.iter().map(|note| note.reason).find(|reason| *reason != Reason::Quotes);
            let outcome = match self.line.read_by(loader) {
                reading if reading.is(&self.key) => Outcome::Identical,
                Reading::Value { notes, .. } => Outcome::Different(first(&notes)),
                Reading::Missing { notes } => Outcome::Missing(first(&notes)),
                Reading::Refused(note) => Outcome::Fails(note.reason),
                Reading::Unknown(note) => Outcome::Unknown(note.reason),
            };
            Proof { loader, outcome }
        })
    }
}
