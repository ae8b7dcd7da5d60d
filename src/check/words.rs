//! Words: a key that reads like a text.
//!
//! Letters that a person typed as words follow each other as in a language, and there are far fewer
//! sentences than there are random letters.
//!
//! `thisismysecretkeyandnobodyknows…`
//!
//! What to do: make a new key.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check = Check { id: "words", source: "the commonest pairs of letters in English text", find };

/// The commonest pairs of letters in English.
const PAIRS: &[u8] =
    b"thheineranreonatenndtiesorteofedisitalarstontngsehaasouioleveicomedehirironeearaceyolloknowbykemaof";

/// How likely a random pair of letters is among [`PAIRS`], or less. Of the letters of hexadecimal
/// digits, a pair is among them much more often; digits between letters are no words.
const SHARE: f64 = 0.075;

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    if core.bytes().filter(u8::is_ascii_digit).count() * 5 > core.len() {
        return None;
    }
    let (mut pairs, mut common) = (0.0, 0.0);
    for pair in core.as_bytes().windows(2).filter(|pair| pair.iter().all(u8::is_ascii_alphabetic)) {
        // Words have few capitals; random letters of both cases have many.
        pairs += 1.0;
        if PAIRS.chunks_exact(2).any(|known| known == pair) {
            common += 1.0;
        }
    }
    let chance: f64 = pairs * SHARE;
    // Eight standard deviations: random letters come there once in some ten million keys.
    if common < 8.0 || common < chance + 8.0 * chance.sqrt() {
        return None;
    }
    Some(Hit {
        severity: Severity::Weak,
        span: subject.core_span(),
        sentence: "It reads like words, and not like random letters.".to_owned(),
        remedy: "Make a new key.",
        // About a bit and a half a letter of text.
        bits: Some(1.5 * core.len() as f64),
    })
}
