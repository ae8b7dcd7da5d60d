//! Too few bits: a key so short, or of so few symbols, that trying them all is within reach.
//!
//! One signed cookie is enough to try keys on, at thousands of millions a second. 112 random bits
//! are beyond that for all time that matters.
//!
//! What to do: make a longer key.

use super::{Check, Hit, Severity, Subject, strength};

pub(super) const CHECK: Check =
    Check { id: "few-bits", source: "NIST SP 800-131A Rev. 2: 112 bits of security strength", find };

/// Random bits below which a key is called weak.
const ENOUGH: f64 = 112.0;

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let bits = strength::of(subject.core).high;
    (bits < ENOUGH).then(|| Hit {
        severity: Severity::Weak,
        span: 0..subject.text.len(),
        sentence: if subject.text.is_empty() {
            "It is empty, and Django does not start with an empty key.".to_owned()
        } else {
            format!("It can hold at most {} random bits; 112 are enough.", crate::key::Bits(bits))
        },
        remedy: "Make a longer key.",
        bits: None,
    })
}
