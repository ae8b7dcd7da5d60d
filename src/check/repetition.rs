//! Repetition: the same text over and over, also with small changes.
//!
//! The length of such a key is worth nothing: a guess needs only the part that repeats. Django's
//! check passes `abcde` ten times over.
//!
//! What to do: make a new key.
//!
//! Chance: below 1 in a thousand million, see [`super::guess`]; a text of more than a few hundred
//! characters that is one text over and over is none by chance.

use super::{Check, Hit, Severity, Subject, guess::Way};

pub(super) const CHECK: Check = Check { id: "repetition", source: "what repeats adds nothing to guess", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let bytes = subject.core.as_bytes();
    let period = period(bytes);
    let whole = bytes.len() >= 2 * period.max(4) && (bytes.len() - period) * 4 >= 64;
    let mostly = subject.guess.shows(Way::Copy);
    if !whole && !mostly {
        return None;
    }
    let mut hit = Hit::core(
        Severity::Weak,
        subject,
        match (whole, period) {
            (true, 1) => "One character is repeated over and over.",
            (true, _) => "The same few characters are repeated over and over.",
            _ => "Most of this key repeats itself.",
        },
    )?;
    let part = subject
        .core
        .get(..period)
        .map_or(subject.guess.high, |part| super::Guess::of(part, &subject.checker.words).high);
    hit.bits = whole.then_some((part, "what is repeated"));
    // What repeats may be as good as a key itself.
    if whole && !subject.guess.is_weak() && part >= super::guess::ENOUGH {
        hit.severity = Severity::Note;
        hit.bits = None;
    }
    Some(hit)
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
