//! Which variables each file is asked about, and what the model and the real loader make of them.

use std::ops::Add;

use keyproof::{
    loader::{Environment, Loader},
    name::VariableName,
    reading::Reading,
};
use libtest_mimic::Failed;

use crate::oracle::{self, Answer, Question};

/// The variables that every file is asked about.
const NAMES: [&str; 3] = ["K", "J", "H"];

/// Others that the generators set, often or by chance: each file is asked about two of them.
const OTHERS: [&str; 7] = ["K2", "k", "AK", "h", "a", "b", "x9"];

/// A file, the names that its loader is asked about, and what the model reads for each.
pub(crate) struct Asked<'a> {
    pub(crate) file: &'a str,
    names: Vec<VariableName>,
    readings: Vec<Reading>,
}

impl<'a> Asked<'a> {
    fn new(file: &'a str, names: Vec<VariableName>, loader: &Loader, environment: &Environment<'_>) -> Self {
        let readings = names.iter().map(|name| loader.read(file, name, environment)).collect();
        Self { file, names, readings }
    }

    /// A file and one name, on a fresh host.
    pub(crate) fn one(file: &'a str, name: &VariableName, loader: &Loader) -> Self {
        Self::new(file, vec![name.clone()], loader, &Environment::EMPTY)
    }

    /// Each of these files with the names of all and two of the others.
    pub(crate) fn of(
        files: &'a [String],
        loader: &Loader,
        environment: &Environment<'_>,
        random: &mut fastrand::Rng,
    ) -> Result<Vec<Self>, Failed> {
        let mut asked = Vec::new();
        for file in files {
            let names = NAMES.into_iter().chain(random.choose_multiple(OTHERS, 2));
            let names = names.map(VariableName::parse).collect::<Result<_, _>>()?;
            asked.push(Self::new(file, names, loader, environment));
        }
        Ok(asked)
    }

    pub(crate) fn readings(&self) -> impl Iterator<Item = (&VariableName, &Reading)> {
        self.names.iter().zip(&self.readings)
    }

    /// Whether the real loader is foretold to read it without an error.
    fn loads(&self) -> bool {
        self.readings.iter().all(|reading| matches!(reading, Reading::Value { .. } | Reading::Missing { .. }))
    }
}

/// What the real loader answers of these files, for each of their names.
pub(crate) fn answers(loader: &Loader, asked: &[Asked<'_>], host: &[(&str, &str)]) -> Vec<Vec<Answer>> {
    let names: Vec<Vec<_>> = asked.iter().map(|asked| asked.names.iter().map(VariableName::as_str).collect()).collect();
    let questions = asked.iter().zip(&names);
    let questions: Vec<_> =
        questions.map(|(asked, names)| Question { names, file: asked.file, loads: asked.loads() }).collect();
    oracle::ask_each(loader.id, &questions, host)
}

/// How many readings are of each kind.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) values: u64,
    pub(crate) missing: u64,
    pub(crate) errors: u64,
    pub(crate) unknown: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, reading: &Reading) {
        match reading {
            Reading::Value { .. } => self.values += 1,
            Reading::Missing { .. } => self.missing += 1,
            Reading::Refused(_) => self.errors += 1,
            Reading::Unknown(_) => self.unknown += 1,
        }
    }

    pub(crate) const fn sum(&self) -> u64 {
        self.values + self.missing + self.errors + self.unknown
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            values: self.values + other.values,
            missing: self.missing + other.missing,
            errors: self.errors + other.errors,
            unknown: self.unknown + other.unknown,
        }
    }
}
