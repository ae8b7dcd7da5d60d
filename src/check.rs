//! Check: what is to be said of a pasted key.
//!
//! A check is a plain [`Check`] in the registry [`ALL`]: one file that is named for what it finds,
//! and its two lines here. The verdict is the worst that any of them finds. A check of what a person or
//! a rule made asks [`guess`], which finds the cheapest way of guessing a key and keeps a random one
//! from ever being called weak; the others say in their own file how rarely chance looks like that.

use std::{cell::OnceCell, fmt, ops::Range};

use sha2::{Digest, Sha256};

use crate::{
    document::{self, Arrives, Changed, Kind, Role},
    key::Bits,
    listed::Listed,
    secret::Secret,
};

mod blanks;
mod changed;
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
mod famous_number;
mod few_bits;
mod few_characters;
mod guess;
mod insecure_prefix;
mod invisible_character;
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
mod timestamp;
mod uuid;
mod words;

pub use django_warning::conditions as django_conditions;
use guess::{Guess, Words};
pub use guess::{MANY_CARDS, ONE_CARD, Range as BitsRange};
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

/// How bad a finding is. The verdict is the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing, and no fault of the key.
    Note,
    /// Someone who tries enough can find the key.
    Weak,
    /// Others know the key, or how it begins.
    Unsafe,
    /// It is not the key that it is thought to be.
    Broken,
}

impl Severity {
    /// Its name in the probe's answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Weak => "weak",
            Self::Unsafe => "unsafe",
            Self::Broken => "broken",
        }
    }
}

/// What is to be said of a key, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Fit,
    /// It can be guessed.
    Weak,
    /// It is known to others.
    Unsafe,
    /// It is not the key that it is thought to be.
    Broken,
}

impl Verdict {
    /// Its name in the probe's answers and the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::Weak => "weak",
            Self::Unsafe => "unsafe",
            Self::Broken => "broken",
        }
    }

    /// The word that the page shows.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fit => "Looks strong",
            Self::Weak => "Weak",
            Self::Unsafe => "Unsafe",
            Self::Broken => "Broken",
        }
    }
}

/// A condition of Django's check W009 (and W025 for `SECRET_KEY_FALLBACKS`) that fails.
///
/// Source: Django 5.2, `django/core/checks/security/base.py`, `_check_secret_key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Fewer than 5 different characters.
    Unique,
    /// Fewer than 50 characters.
    Length,
    /// It begins with `django-insecure-`.
    Prefix,
}

impl Condition {
    /// Its name in the probe's answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unique => "unique",
            Self::Length => "length",
            Self::Prefix => "prefix",
        }
    }
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The check's id.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The bytes of the pasted text that it is about.
    pub span: Range<usize>,
    /// What was found. It never repeats a part of the secret.
    pub sentence: String,
    /// What to do.
    pub remedy: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}

/// What is to be said of one secret.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What the text was taken for.
    pub took_for: Kind,
    /// What it is for.
    pub role: Role,
    /// The bytes of the secret's name, if it has one.
    pub name: Option<Range<usize>>,
    /// The bytes of the secret.
    pub span: Range<usize>,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether nothing is wrong with the key but where it stands.
    pub is_place_alone: bool,
    /// The verdict's reason, in a sentence.
    pub reason: String,
    /// What was found, worst first.
    pub findings: Vec<Finding>,
    /// What the secret is worth, in bits.
    pub bits: BitsRange,
    /// What one tries who needs no more guesses than that.
    pub model: String,
    /// Which conditions of Django's own check fail.
    pub django: Vec<Condition>,
    /// The secret's [`fingerprint`].
    pub fingerprint: String,
}

impl Judgement {
    /// Whether another key is to take its place: not where all there is to do is to remove a fallback.
    pub fn wants_another(&self) -> bool {
        let of_fallback = [same_key::CHECK.id, empty_fallback::CHECK.id];
        matches!(self.verdict, Verdict::Weak | Verdict::Unsafe)
            && !(self.role == Role::Fallback
                && self.findings.first().is_some_and(|worst| of_fallback.contains(&worst.id)))
    }

    /// Whether it may hold fewer bits than a key needs: then it matters how long guessing takes.
    pub const fn is_guessable(&self) -> bool {
        self.bits.low < guess::ENOUGH
    }
}

/// What the checks know: made once, and used for as many texts as there are.
#[derive(Debug)]
pub struct Checker {
    words: Words,
    /// The digests of words, made when one is first looked for.
    digests: [OnceCell<digest::Known>; 6],
}

impl Default for Checker {
    fn default() -> Self {
        Self { words: Words::new(), digests: Default::default() }
    }
}

impl Checker {
    /// Whether nothing is to be said against a key that stands alone.
    pub fn is_fit(&self, key: &Secret) -> bool {
        self.judge(key.expose()).iter().all(|judged| judged.verdict == Verdict::Fit)
    }

    /// What is to be said of each secret in `text`, which may be a key or a file; nothing of a blank.
    pub fn judge(&self, text: &str) -> Vec<Judgement> {
        self.judge_all(text, &mut |_| {})
    }

    /// The secret at this place among those judged, as it arrives; none where that is not known.
    pub fn key(&self, text: &str, at: usize) -> Option<Secret> {
        let mut keys = Vec::new();
        self.judge_all(text, &mut |key| keys.push(key.map(Secret::from)));
        keys.into_iter().nth(at).flatten()
    }

    /// What is to be said of `key`, which is one whatever it looks like: all of it is the key.
    pub fn judge_key(&self, key: &str) -> Judgement {
        self.judge_one(key, document::bare(0..key.len()), key, &[], false, None)
    }

    /// The same of each secret, which `keep` is given as it arrives.
    fn judge_all(&self, text: &str, keep: &mut dyn FnMut(Option<&str>)) -> Vec<Judgement> {
        let mut found = document::read(text);
        if found.is_empty() {
            // In a sentence there is no key, unless it is about one that is known.
            found.extend(published::among(text).map(document::bare));
        }
        // As they are when the code is read, or as they arrive.
        let mut changed = vec![None::<Changed>; found.len()];
        let secrets = found.iter().enumerate().map(|(at, found)| match document::arrives(text, found) {
            Arrives::Same => found.secret(text),
            Arrives::Key(key) => Some(key),
            Arrives::Changed(loader) => {
                changed[at] = Some(loader);
                None
            }
            Arrives::Command => {
                changed[at] = Some(Changed { by: "", length: None });
                None
            }
        });
        let secrets: Vec<_> = secrets.listed();
        let written = found.iter().zip(&secrets);
        let mut others: Vec<_> = written
            .map(|(found, secret)| {
                // What makes a key is none.
                let written = if found.role == Role::Made { "" } else { &text[found.span.clone()] };
                (secret.as_ref().map_or(written, Secret::expose), found.role)
            })
            .listed();
        let is_debug_on = document::is_debug_on(text);
        let mut judgements = Vec::with_capacity(found.len());
        for (at, found) in found.into_iter().enumerate() {
            // Without itself.
            let own = std::mem::replace(&mut others[at], ("", Role::Key));
            let carried = found.clone();
            let arrives = changed[at].is_none() && found.role != Role::Made;
            let mut judged = self.judge_one(text, found, own.0, &others, is_debug_on, changed[at].as_ref());
            // It may be how a loader wants it.
            if judged.verdict == Verdict::Broken
                && let Some(key) = document::carried(text, &carried)
            {
                judged = self.judge_one(text, carried, key.expose(), &others, is_debug_on, None);
                keep(Some(key.expose()));
            } else {
                keep(arrives.then_some(own.0));
            }
            judgements.push(judged);
            others[at] = own;
        }
        judgements
    }

    fn judge_one(
        &self,
        text: &str,
        found: document::Found,
        secret: &str,
        others: &[(&str, Role)],
        is_debug_on: bool,
        changed_by: Option<&Changed>,
    ) -> Judgement {
        // The places in it are then those in the text.
        let is_written = *secret == text[found.span.clone()];
        let core = core(secret);
        let core_start = place_of(core, secret);
        let subject = Subject {
            text: secret,
            core,
            core_start,
            checker: self,
            guess: Guess::of(core, &self.words),
            kind: found.kind,
            role: found.role,
            name: found.name.clone().map(|name| &text[name]),
            around: text,
            others,
            is_debug_on,
            changed_by,
        };
        let (mut bits, mut model) = (subject.guess.range(), subject.guess.model());
        let mut findings = Vec::new();
        let checks = if subject.role == Role::Made { &ALL[..1] } else { ALL };
        for check in checks {
            if let Some(hit) = (check.find)(&subject) {
                if let Some((least, by)) = hit.bits.filter(|(least, _)| *least < bits.low) {
                    (bits.low, model) = (least, by.to_owned());
                }
                let at = found.span.start;
                findings.push(Finding {
                    id: check.id,
                    severity: hit.severity,
                    span: if is_written { at + hit.span.start..at + hit.span.end } else { found.span.clone() },
                    sentence: hit.sentence,
                    remedy: hit.remedy,
                    source: check.source,
                });
            }
        }
        // By hand, for the standard library's sort would weigh more than all the checks.
        let mut sorted = Vec::with_capacity(findings.len());
        for severity in [Severity::Broken, Severity::Unsafe, Severity::Weak, Severity::Note] {
            while let Some(at) = findings.iter().position(|finding| finding.severity == severity) {
                sorted.push(findings.remove(at));
            }
        }
        let findings = sorted;
        let worst = findings.first().map_or(Severity::Note, |finding| finding.severity);
        let of_key = |finding: &Finding| finding.severity > Severity::Note && !OF_PLACE.contains(&finding.id);
        let is_place_alone = worst == Severity::Unsafe && !findings.iter().any(of_key);
        let (verdict, reason) = match worst {
            Severity::Note => (
                Verdict::Fit,
                format!(
                    "No problems found, and this key isn’t one of the {} public keys known in {}. This could be {} random bits, but no check can prove it.",
                    published::count(),
                    published::AS_OF,
                    Bits(bits.low)
                ),
            ),
            // Nothing is wrong with the key that it repeats.
            Severity::Weak if findings[0].id == same_key::CHECK.id => {
                (Verdict::Weak, "This fallback does nothing. Remove it.".to_owned())
            }
            Severity::Unsafe if findings[0].id == empty_fallback::CHECK.id => {
                (Verdict::Unsafe, "Anyone can sign with an empty key. Remove this fallback.".to_owned())
            }
            Severity::Weak => (Verdict::Weak, "Someone can guess this key. Generate a new one.".to_owned()),
            Severity::Unsafe if is_place_alone => (
                Verdict::Unsafe,
                "No problem with the key itself, but others may read it where it is. If a server runs with it, generate a new one there first."
                    .to_owned(),
            ),
            Severity::Unsafe => (
                Verdict::Unsafe,
                "Others may have this key. Generate a new one today, for every server that has it.".to_owned(),
            ),
            Severity::Broken => (Verdict::Broken, "This isn’t the key you meant. Fix the first finding.".to_owned()),
        };
        // No more than what a key needs stands beside what says that it has less.
        if verdict == Verdict::Weak {
            bits.high = bits.high.min(guess::ENOUGH.max(bits.low));
        }
        let django = django_warning::conditions(secret);
        Judgement {
            took_for: found.kind,
            role: found.role,
            name: found.name,
            span: found.span,
            verdict,
            is_place_alone,
            reason,
            findings,
            bits,
            model,
            django,
            fingerprint: fingerprint(secret),
        }
    }
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

/// The first 8 hex digits of a key's SHA-256: enough to tell the keys of a report apart, too few to be
/// a key's stand-in.
pub fn fingerprint(key: &str) -> String {
    let mut digits = String::with_capacity(8);
    for byte in &Sha256::digest(key.as_bytes())[..4] {
        for half in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(half.into(), 16));
        }
    }
    digits
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        key::{Alphabet, Limits, Recipe},
        random::{Random, tests::Seeded},
    };

    #[test]
    fn a_fallback_that_does_nothing_is_removed_and_not_replaced() {
        let key = "w3x9kqz3p0lr8dh5tn4sf6yb1cgjaue2wq7mx2k9dw3x9kqz3";
        for (fallback, reason) in [
            (key, "This fallback does nothing. Remove it."),
            ("", "Anyone can sign with an empty key. Remove this fallback."),
        ] {
            let text = format!("SECRET_KEY = '{key}'\nSECRET_KEY_FALLBACKS = ['{fallback}']\n");
            let judged = judge(&text);
            let old = judged.iter().find(|judged| judged.role == Role::Fallback).expect("a fallback");
            assert_eq!((&*old.reason, old.wants_another()), (reason, false));
        }
        assert!(judge("change-me")[0].wants_another());
    }

    #[track_caller]
    fn verdict(text: &str) -> Verdict {
        let judgements = judge(text);
        assert_eq!(judgements.len(), 1, "{text:?}");
        judgements[0].verdict
    }

    #[test]
    fn every_file_of_the_folder_is_registered() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.replace('_', "-")))
            .filter(|id| !["guess", "loaders", "report"].contains(&&**id))
            .collect();
        let mut ids: Vec<_> = ALL.iter().map(|check| check.id.to_owned()).collect();
        files.sort_unstable();
        files.dedup();
        ids.sort_unstable();
        assert_eq!(files, ids);
    }

    #[test]
    fn what_is_never_fit() {
        for (text, expected) in [
            (&"abcde".repeat(10)[..], Verdict::Weak),
            (&"z".repeat(50), Verdict::Weak),
            // In public code, too.
            (&"a".repeat(50), Verdict::Unsafe),
            (&"password".repeat(7), Verdict::Unsafe),
            (&"0123456789".repeat(5), Verdict::Weak),
            (&(" ".repeat(46) + "abcd"), Verdict::Broken),
            ("abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop", Verdict::Weak),
            ("qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjklzxcvbnm", Verdict::Weak),
            ("django-insecure-3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x", Verdict::Unsafe),
            ("Django-Insecure-3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x", Verdict::Unsafe),
            ("'django-insecure-3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x'", Verdict::Broken),
            ("change-me", Verdict::Unsafe),
            ("your-secret-key-here", Verdict::Unsafe),
            ("django-insecure-change-me-in-production", Verdict::Unsafe),
            ("${SECRET_KEY}", Verdict::Unsafe),
            ("{{ secret_key }}", Verdict::Unsafe),
            ("<your secret key>", Verdict::Unsafe),
            ("SECRET_KEY=changeme", Verdict::Unsafe),
            ("hunter2", Verdict::Weak),
            ("mygrandmotherbakesthebestapplepiesinthewholewideworld", Verdict::Weak),
            ("3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d ", Verdict::Broken),
            ("\u{feff}3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d", Verdict::Broken),
            ("3k$w9(q!z3#p0@l\u{200b}_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d", Verdict::Broken),
        ] {
            assert_eq!(verdict(text), expected, "{text:?}");
        }
        assert!(judge(" \n").is_empty());
    }

    /// No random key is called anything but fit. `KEYPROOF_KEYS` sets how many of each kind.
    #[test]
    fn a_random_key_is_fit() {
        let count = std::env::var("KEYPROOF_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(2_000);
        let checker = Checker::default();
        let judge = |text: &str| checker.judge(text);
        let verdict = |text: &str| judge(text)[0].verdict;
        let mut random = Random::start(Seeded(11)).expect("a good source");
        let printable: String = ('!'..='~').collect();
        let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (symbols, length) in [
            ("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50),
            ("0123456789abcdef", 32),
            ("0123456789abcdef", 64),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 50),
            (base64, 43),
            ("0123456789", 50),
            ("abcdefghijklmnopqrstuvwxyz", 50),
            (&printable, 50),
        ] {
            let recipe =
                Recipe::new(&Alphabet::parse(symbols).expect("symbols"), length, &Limits::NONE).expect("strong");
            for _ in 0..count {
                let key = recipe.make(&mut random).expect("a key");
                let mut text = key.expose().to_owned();
                match (length, symbols == base64) {
                    (43, true) => text.push('='),
                    // A UUID of version 4.
                    (32, _) => {
                        let uuid = format!(
                            "{}-{}-4{}-a{}-{}",
                            &text[..8],
                            &text[8..12],
                            &text[13..16],
                            &text[17..20],
                            &text[20..]
                        );
                        assert_eq!(verdict(&uuid), Verdict::Fit, "{uuid}");
                    }
                    _ => {}
                }
                assert_eq!(verdict(&text), Verdict::Fit, "{text}: {:?}", judge(&text));
            }
        }
    }

    /// A megabyte of what is worst for one check or another. What grows with the square of the text would be at it
    /// for hours.
    #[test]
    fn a_megabyte_of_anything_is_judged() {
        let checker = Checker::default();
        let key = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        let hex = "0123456789abcdef5e884898da28047151d0e56f8dc62927";
        let lines = ["SECRET_KEY=", key, "\n"].concat();
        let quoted = ["SECRET_KEY = '", key, "'\n"].concat();
        for shape in [
            "a",
            "ab",
            "#$",
            "'",
            "\"'",
            "=",
            "K=",
            "$$",
            "\\$",
            "%24",
            "%2",
            "&amp;",
            "&",
            "\n",
            " ",
            "\r\n",
            "{{",
            "${A}",
            "[(",
            "-",
            "a-",
            "word ",
            "secretkey",
            "change-me-",
            "django-insecure-",
            "SECRET_KEY=",
            "SECRET_KEY = ",
            "SECRET_KEY: ",
            "SECRET_KEY='",
            "SECRET_KEY_FALLBACKS=[",
            "é",
            "\u{200b}",
            "\u{feff}",
            "“",
            "eyJ.",
            "-----BEGIN ",
            "1990-01-01",
            "services:\n  K: ",
            "ENV A=",
            "0123456789",
            "qwerty",
            key,
            hex,
            &lines,
            &quoted,
        ] {
            let text = shape.repeat((1 << 20) / shape.len());
            for judgement in checker.judge(&text) {
                assert!(text.get(judgement.span).is_some(), "{shape:?}");
            }
        }
    }

    #[test]
    fn a_finding_names_its_place() {
        let text = "A=1\nSECRET_KEY='change-me'\n";
        let judgement = &judge(text)[0];
        assert_eq!(&text[judgement.span.clone()], "change-me");
        assert_eq!(&text[judgement.findings[0].span.clone()], "change-me");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_judged(text: String) {
            for judgement in judge(&text) {
                for finding in judgement.findings {
                    proptest::prop_assert!(text.get(finding.span).is_some());
                }
            }
        }

        #[test]
        fn text_of_keys_is_judged(text in "[ -~]{0,80}") {
            judge(&text);
        }
    }
}
