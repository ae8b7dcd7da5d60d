//! Repetition: the same text over and over, or the same few characters.
//!
//! The length of such a key is worth nothing: a guess needs only the part that repeats. Django's
//! check passes `abcde` ten times over.
//!
//! What to do: make a new key.

use super::{Check, Hit, Severity, Subject, strength};

pub(super) const CHECK: Check = Check { id: "repetition", source: "what repeats adds nothing to guess", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let bytes = core.as_bytes();
    let period = period(bytes);
    let repeats = period > 0 && bytes.len() >= 2 * period;
    let run = longest_run(bytes);
    // A random key has a run of a dozen once in a thousand million million.
    let long_run = run >= 12 && run * 4 >= bytes.len();
    if !repeats && !long_run {
        return None;
    }
    let part = if repeats { period } else { bytes.len() - run + 1 };
    let worth = core.get(..part).map_or(0.0, |part| strength::of(part).high);
    Some(Hit {
        severity: Severity::Weak,
        span: subject.core_span(),
        sentence: if repeats && period == 1 || long_run {
            "One character is repeated over and over.".to_owned()
        } else {
            format!("The same {period} characters are repeated over and over.")
        },
        remedy: "Make a new key.",
        bits: Some(worth),
    })
}

/// The length of the shortest text of which `bytes` is a repetition, the last time perhaps cut
/// short: `bytes` itself, if there is no shorter one. (Knuth, Morris and Pratt's failure function.)
fn period(bytes: &[u8]) -> usize {
    let mut longest = vec![0; bytes.len()];
    for at in 1..bytes.len() {
        let mut length: usize = longest[at - 1];
        while length > 0 && bytes[at] != bytes[length] {
            length = longest[length - 1];
        }
        longest[at] = length + usize::from(bytes[at] == bytes[length]);
    }
    bytes.len() - longest.last().copied().unwrap_or(0)
}

fn longest_run(bytes: &[u8]) -> usize {
    bytes.chunk_by(|a, b| a == b).map(<[u8]>::len).max().unwrap_or(0)
}
