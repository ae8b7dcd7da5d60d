//! What is said of a secret: its findings, and the verdict.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::{BitsRange, empty_fallback, guess, same_key};
use crate::{
    document::{Kind, Role},
    key::Bits,
};

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

    /// What it is worth, and for how long it withstands guessing; nothing where that is beyond question.
    pub fn worth(&self) -> Option<String> {
        if !self.is_guessable() || self.bits.low >= self.bits.high {
            return None;
        }
        let [low, high] = [self.bits.low, self.bits.high].map(Bits);
        let [one, many] = [guess::ONE_CARD, guess::MANY_CARDS].map(|rate| self.bits.time(rate));
        let many = if one == many { String::new() } else { ["; with 100,000 cards, ", many].concat() };
        let model = &self.model;
        Some(format!(
            "Worth {low} to {high} bits; the lower figure is for someone who tries {model}. Anyone who has one signed cookie and tries 10 billion keys a second, as one graphics card does, needs {one}{many}."
        ))
    }

    /// Whether there can be a line for it: it is the key itself, and arrives.
    pub fn can_be_carried(&self) -> bool {
        self.role == Role::Key && self.verdict != Verdict::Broken
    }
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
