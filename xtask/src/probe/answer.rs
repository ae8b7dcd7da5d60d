//! The answers of the probe: their field names are the protocol.

use keyproof::{
    check::{self, Judgement},
    inspect::{Signature, Time},
    loader::{Loader, Tested},
    name::VariableName,
    reading::{Note, Reading},
    rotate::{packages, yours},
    secret::Secret,
    xray::{Ray, Remedy},
};
use serde::{Serialize, Serializer};

/// An answer; its field names are the protocol.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    Keys {
        keys: Vec<Exposed>,
        bits: f64,
    },
    Line {
        line: Exposed,
    },
    Refused {
        refused: String,
    },
    Loaders {
        loaders: Vec<AboutLoader>,
    },
    Read {
        #[serde(flatten)]
        reading: Told,
        #[serde(skip_serializing_if = "Option::is_none")]
        remedy: Option<Helps>,
    },
    Readings {
        readings: Vec<LoaderReading>,
    },
    WrittenFor {
        line: Exposed,
        works: Vec<&'static str>,
        fails: Vec<&'static str>,
    },
    Text {
        text: Exposed,
    },
    Repaired {
        text: Exposed,
        env: Exposed,
    },
    Signed {
        signer: usize,
        kind: &'static str,
        /// What it is, in words.
        what: &'static str,
        salt: String,
        digest: &'static str,
        made_at: Option<String>,
        ends_at: Option<String>,
        /// What a new key does to it.
        rotation: &'static str,
    },
    Packages {
        /// What the text was taken for.
        kind: &'static str,
        packages: Vec<Package>,
        /// Those of which nothing is known, though they have to do with Django.
        unknown: Vec<String>,
        /// How many there are beside these.
        others: usize,
    },
    NotSigned {
        /// Always `null`.
        signer: Option<usize>,
    },
    Judged(Judged),
    AllJudged {
        secrets: Vec<Judged>,
    },
    Error {
        error: String,
    },
}

/// A package that uses the key, or was seen not to.
#[derive(Serialize)]
pub(super) struct Package {
    name: &'static str,
    version: Option<String>,
    /// `exactly`, `between`, `no` or `unpinned`.
    tested: &'static str,
    /// The version that was run and is told of.
    like: String,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
struct Fact {
    id: &'static str,
    /// `ends`, `stays`, `fallback`, `leak`, `first` or `keep`.
    about: &'static str,
    sentence: String,
}

impl From<yours::Yours> for Answer {
    fn from(yours: yours::Yours) -> Self {
        let fact = |fact: &'static packages::Fact| Fact {
            id: fact.id,
            about: fact.about.id(),
            sentence: [fact.about.lead(), fact.sentence].concat(),
        };
        let package = |known: &yours::Known| Package {
            name: known.package.name,
            version: known.version.map(packages::written),
            tested: known.tested.id(),
            like: packages::written(known.like),
            facts: known.facts().map(fact).collect(),
        };
        Self::Packages {
            kind: yours.kind.id(),
            packages: yours.known.iter().map(package).collect(),
            unknown: yours.unknown,
            others: yours.others,
        }
    }
}

/// A reading.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Told {
    Value { value: Exposed },
    Missing { missing: bool },
    Error { error: &'static str },
    Unknown { unknown: &'static str },
}

/// What one loader makes of a text.
#[derive(Serialize)]
pub(super) struct LoaderReading {
    loader: &'static str,
    #[serde(flatten)]
    reading: Told,
    notes: Vec<Noted>,
    /// Where it is not the key that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<Helps>,
}

/// What makes a loader read the key that is meant.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Helps {
    Line {
        line: Exposed,
        /// What else is to be done.
        #[serde(skip_serializing_if = "str::is_empty")]
        also: &'static str,
        /// The lines of `settings.py` with the loader's own option, where it is needed.
        #[serde(skip_serializing_if = "Option::is_none")]
        settings: Option<String>,
    },
    Refused {
        refused: String,
    },
}

impl Helps {
    pub(super) fn of(ray: &Ray, text: &str, name: &VariableName, key: Option<&Secret>) -> Option<Self> {
        let key = key.filter(|key| !ray.reading.is(key))?;
        Some(match Remedy::of(ray.loader, text, name, key) {
            Remedy::Line { line, also, with } => Self::Line {
                line: Exposed(line),
                also: also.sentence(),
                settings: with.map(|with| with.django.settings(name)),
            },
            Remedy::AnotherKey => Self::Refused {
                refused: format!("No way of writing it carries this key to {}; use another key.", ray.loader.label),
            },
        })
    }
}

/// What happened to which bytes of the text.
#[derive(Serialize)]
pub(super) struct Noted {
    start: usize,
    end: usize,
    id: &'static str,
}

impl LoaderReading {
    pub(super) fn new(ray: Ray, remedy: Option<Helps>) -> Self {
        let entry = |note: &Note| Noted { start: note.span.start, end: note.span.end, id: note.reason.id() };
        let notes = ray.notes().iter().map(entry).collect();
        Self { loader: ray.loader.id, reading: ray.reading.into(), notes, remedy }
    }
}

impl From<Reading> for Told {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Value { text, .. } => Self::Value { value: Exposed(text) },
            Reading::Missing { .. } => Self::Missing { missing: true },
            Reading::Refused(note) => Self::Error { error: note.reason.sentence() },
            Reading::Unknown(note) => Self::Unknown { unknown: note.reason.sentence() },
        }
    }
}

impl From<Option<Signature>> for Answer {
    fn from(signature: Option<Signature>) -> Self {
        match signature {
            Some(Signature { signer, kind, what, salt, digest, made, ends, rotation, .. }) => Self::Signed {
                signer,
                kind: kind.id,
                what,
                salt,
                digest: digest.id(),
                made_at: made.map(Time::iso),
                ends_at: ends.map(Time::iso),
                rotation,
            },
            None => Self::NotSigned { signer: None },
        }
    }
}

#[derive(Serialize)]
pub(super) struct Judged {
    took_for: &'static str,
    verdict: &'static str,
    findings: Vec<Found>,
    bits: BitsRange,
    django: Django,
}

#[derive(Serialize)]
pub(super) struct Found {
    id: &'static str,
    severity: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
pub(super) struct BitsRange {
    low: f64,
    high: f64,
}

#[derive(Serialize)]
pub(super) struct Django {
    w009: Vec<&'static str>,
}

impl From<&Judgement> for Judged {
    fn from(judgement: &Judgement) -> Self {
        let found = |finding: &check::Finding| Found {
            id: finding.id,
            severity: finding.severity.id(),
            start: finding.span.start,
            end: finding.span.end,
        };
        let two_decimals = |bits: f64| (bits * 100.0).round() / 100.0;
        Self {
            took_for: judgement.took_for.id(),
            verdict: judgement.verdict.id(),
            findings: judgement.findings.iter().map(found).collect(),
            bits: BitsRange { low: two_decimals(judgement.bits.low), high: two_decimals(judgement.bits.high) },
            django: Django { w009: judgement.django.iter().map(|condition| condition.id()).collect() },
        }
    }
}

/// A secret that is asked for, and so given.
pub(super) struct Exposed(pub(super) Secret);

impl Serialize for Exposed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

#[derive(Serialize)]
pub(super) struct AboutLoader {
    id: &'static str,
    label: &'static str,
    version: &'static str,
    source: &'static str,
    /// Whether the model is held against the real loader, or follows its source only.
    real: bool,
}

impl From<&Loader> for AboutLoader {
    fn from(loader: &Loader) -> Self {
        Self {
            id: loader.id,
            label: loader.label,
            version: loader.version,
            source: loader.source,
            real: loader.tested == Tested::Real,
        }
    }
}
