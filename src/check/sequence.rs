//! A sequence: characters in the order of the alphabet, of numbers, or of a keyboard's rows.
//!
//! `abcdefgh…`, `0123456789…`, `qwertyuiop…`: these are the first that anyone tries.
//!
//! What to do: make a new key.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "sequence", source: "the order of letters, numbers and keys is known to all", find };

/// The rows of the usual keyboard.
const ROWS: [&[u8]; 4] = [b"1234567890", b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let steps = core.as_bytes().windows(2).filter(|pair| is_step(pair[0], pair[1])).count();
    // Of random digits, a fifth are neighbours; of letters, fewer.
    if core.len() < 8 || steps * 5 < (core.len() - 1) * 3 {
        return None;
    }
    Some(Hit {
        severity: Severity::Weak,
        span: subject.core_span(),
        sentence: "Its characters follow each other as in the alphabet, in numbers, or on a keyboard.".to_owned(),
        remedy: "Make a new key.",
        bits: Some(20.0),
    })
}

fn is_step(first: u8, second: u8) -> bool {
    let (first, second) = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
    let neighbours = first.is_ascii_alphanumeric() && second.is_ascii_alphanumeric() && first.abs_diff(second) == 1;
    let on_a_row = |row: &&[u8]| row.windows(2).any(|pair| pair == [first, second] || pair == [second, first]);
    neighbours || ROWS.iter().any(on_a_row)
}
