//! All checks, asked about each secret of a text, and the verdict that follows from what they find.

use std::cell::OnceCell;

use super::{
    ALL, Finding, Judgement, OF_PLACE, Severity, Subject, Verdict, core, digest, django_warning, empty_fallback,
    encoded_text, fingerprint,
    guess::{self, Guess, Words},
    place_of, published, same_key,
};
use crate::{
    document::{self, Arrives, Changed, Role},
    key::Bits,
    listed::Listed,
    secret::Secret,
};

/// What the checks know: made once, and used for as many texts as there are.
#[derive(Debug)]
pub struct Checker {
    pub(super) words: Words,
    /// The digests of words, made when one is first looked for.
    pub(super) digests: [OnceCell<digest::Known>; 6],
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
                changed[at] = Some(Changed { by: "", length: None, is_lost: false });
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
            texts: encoded_text::texts(core),
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
