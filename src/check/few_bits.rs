//! Too few bits: a key so short, or of so few symbols, that trying them all is within reach.
//!
//! One signed cookie is enough to try keys on, at thousands of millions a second. 112 random bits
//! are beyond that for all time that matters.
//!
//! What to do: make a longer key.
//!
//! Chance: what the text could hold at most is not guessed but counted.

use super::{Check, Hit, Severity, Subject, guess::ENOUGH};

pub(super) const CHECK: Check =
    Check { id: "few-bits", source: "NIST SP 800-131A Rev. 2: 112 bits of security strength", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let bits = subject.guess.high;
    if bits >= ENOUGH || subject.text.trim().is_empty() {
        return None;
    }
    let mut hit = Hit::core(Severity::Weak, subject, "")?;
    hit.span = 0..subject.text.len();
    hit.sentence = format!("This key has at most {} random bits. It needs 112.", crate::key::Bits(bits));
    hit.remedy = "Generate a longer key.";
    Some(hit)
}
