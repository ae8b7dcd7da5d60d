//! Check: what is to be said of a pasted key.
//!
//! A check is a plain [`Check`] in the registry [`ALL`]: one file that is named for what it finds,
//! and its two lines here. The verdict is the worst that any of them finds. A check of what a person or
//! a rule made asks [`guess`], which finds the cheapest way of guessing a key and keeps a random one
//! from ever being called weak; the others say in their own file how rarely chance looks like that.

use std::{fmt, ops::Range};

use crate::{
    document::{self, Changed, Kind, Role},
    secret::Secret,
};

mod blanks;
mod changed;
mod checker;
mod comment;
mod control_character;
mod cut;
mod date;
mod debug_on;
mod default_value;
mod digest;
mod django_warning;
mod empty;
mod empty_fallback;
pub(crate) mod encoded_text;
mod escape_left;
mod examples;
mod famous_number;
mod few_bits;
mod few_characters;
mod guess;
mod insecure_prefix;
mod invisible_character;
mod judgement;
mod keyboard_mash;
mod line_break;
mod loaders;
mod made_at_start;
mod name_in_front;
mod non_ascii;
mod not_a_key;
mod not_utf8;
mod other_service;
mod pass_phrase;
pub(crate) mod password_hash;
mod placeholder;
mod private_key;
pub mod published;
mod quotes;
mod repetition;
mod report;
mod same_key;
mod sequence;
mod shortened;
mod timestamp;
mod uuid;
mod words;
mod wrapped;

pub use checker::Checker;
pub use django_warning::conditions as django_conditions;
pub use examples::EXAMPLES;
use guess::Guess;
pub use guess::{MANY_CARDS, ONE_CARD, Range as BitsRange};
pub use judgement::{Condition, Finding, Judgement, Severity, Verdict, fingerprint};
pub use report::report;

/// Every check, in the order in which findings of one severity are told.
pub const ALL: &[Check] = &[
    made_at_start::CHECK,
    empty::CHECK,
    changed::CHECK,
    private_key::CHECK,
    not_a_key::CHECK,
    other_service::CHECK,
    password_hash::CHECK,
    name_in_front::CHECK,
    quotes::CHECK,
    wrapped::CHECK,
    shortened::CHECK,
    blanks::CHECK,
    line_break::CHECK,
    not_utf8::CHECK,
    invisible_character::CHECK,
    control_character::CHECK,
    non_ascii::CHECK,
    escape_left::CHECK,
    cut::CHECK,
    comment::CHECK,
    insecure_prefix::CHECK,
    published::CHECK,
    placeholder::CHECK,
    digest::CHECK,
    default_value::CHECK,
    empty_fallback::CHECK,
    same_key::CHECK,
    encoded_text::CHECK,
    timestamp::CHECK,
    uuid::CHECK,
    repetition::CHECK,
    sequence::CHECK,
    famous_number::CHECK,
    words::CHECK,
    pass_phrase::CHECK,
    keyboard_mash::CHECK,
    date::CHECK,
    few_characters::CHECK,
    few_bits::CHECK,
    debug_on::CHECK,
    django_warning::CHECK,
];

/// The checks of the place where a key stands, which say nothing against the key.
const OF_PLACE: &[&str] = &["insecure-prefix", "default-value", "same-key"];

/// A check: what it is called, and how it looks.
#[derive(Clone, Copy)]
pub struct Check {
    /// Its name in the probe's answers: kebab case.
    pub id: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// What it finds in a secret, if anything.
    find: fn(&Subject<'_>) -> Option<Hit>,
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.id).finish()
    }
}

/// What a check looks at.
struct Subject<'a> {
    /// The secret as it was pasted.
    text: &'a str,
    /// The secret without blanks and quotes round it, and without the prefix of Django's own.
    core: &'a str,
    /// Where in `text` that begins.
    core_start: usize,
    /// What the checks know.
    checker: &'a Checker,
    /// How the core can be guessed.
    guess: Guess,
    /// The texts that the core is a form of, one in the other.
    texts: Vec<String>,
    /// What the text round it was taken for.
    kind: Kind,
    /// What it is for there.
    role: Role,
    /// Its name there.
    name: Option<&'a str>,
    /// All that was pasted.
    around: &'a str,
    /// The other secrets in it.
    others: &'a [(&'a str, Role)],
    /// Whether it turns Django's debug pages on.
    is_debug_on: bool,
    /// The loader of the file, where that hands on something else.
    changed_by: Option<&'a Changed>,
}

impl Subject<'_> {
    fn core_span(&self) -> Range<usize> {
        self.core_start..self.core_start + self.core.len()
    }
}

impl Hit {
    /// The same, with the loaders named that make `arrives` of `written`, and what is said of them.
    fn by_loaders(mut self, said: &str, written: &str, arrives: &str) -> Self {
        let loaders = loaders::that_read(written, arrives);
        if !loaders.is_empty() {
            for part in [" ", said, " ", &loaders, "."] {
                self.sentence.push_str(part);
            }
        }
        self
    }

    #[allow(clippy::unnecessary_wraps, reason = "it is what a check gives")]
    /// That `text` at `span` is not what the key should hold.
    fn broken(span: Range<usize>, sentence: &str, remedy: &'static str) -> Option<Self> {
        Some(Self { severity: Severity::Broken, span, sentence: sentence.to_owned(), remedy, bits: None })
    }

    #[allow(clippy::unnecessary_wraps, reason = "it is what a check gives")]
    /// That the key's core is `severity`.
    fn core(severity: Severity, subject: &Subject<'_>, sentence: &str) -> Option<Self> {
        let span = subject.core_span();
        Some(Self { severity, span, sentence: sentence.to_owned(), remedy: "Generate a new key.", bits: None })
    }
}

/// What a check has found, by the secret's own places.
struct Hit {
    severity: Severity,
    span: Range<usize>,
    sentence: String,
    remedy: &'static str,
    /// What the secret is worth at most because of it, if it changes that, and what one tries to find it.
    bits: Option<(f64, &'static str)>,
}

/// What is to be said of each secret in `text`. Who asks often keeps a [`Checker`].
pub fn judge(text: &str) -> Vec<Judgement> {
    Checker::default().judge(text)
}

/// Of a judged key that the loader of its file changes on the way: what arrives, if anything does, and the lines
/// that carry to that loader what is written.
pub fn helps(text: &str, judged: &Judgement) -> Option<(Option<Secret>, Secret)> {
    judged.findings.iter().find(|finding| finding.id == changed::CHECK.id)?;
    let found = document::read(text).into_iter().find(|found| found.span == judged.span)?;
    document::helps(text, &found)
}

/// Where `part`, which is a part of `text`, begins in it.
fn place_of(part: &str, text: &str) -> usize {
    (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize)
}

/// Whether `text` begins so. Most do not with the first byte.
fn begins(text: &str, start: &str) -> bool {
    text.as_bytes().first() == start.as_bytes().first() && text.starts_with(start)
}

/// What is left of a secret without the blanks, the quotes and Django's prefix.
fn core(text: &str) -> &str {
    let trimmed = text.trim();
    let unquoted = quotes::unquoted(trimmed).unwrap_or(trimmed);
    insecure_prefix::rest(unquoted).unwrap_or(unquoted)
}

/// Whether Django makes keys of it.
const fn is_djangos(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' | b'(' | b'-' | b'_' | b'=' | b'+' | b')')
}

#[cfg(test)]
mod tests;
