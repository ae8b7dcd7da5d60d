//! A name that stands in front of the key, and is part of it: the whole line was put in its place.
//!
//! `SECRET_KEY=SECRET_KEY=abc…`, `"SECRET_KEY=abc…"`
//!
//! What to do: take out what stands before the key, with the equals sign.
//!
//! Chance: nine given letters and a sign stand at the start of fewer than 1 in 10^15 random keys.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check = Check { id: "name-in-front", source: "a key is what follows its name", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let inner = subject.text.trim_start_matches([' ', '\'', '"', '\u{feff}']);
    let start = subject.text.len() - inner.len();
    let length = of(inner)?;
    Hit::broken(start..start + length, "This key starts with its own name.", "Remove the name and the equals sign.")
}

/// How long the name at the start of `text` is, with the sign after it.
pub(super) fn of(text: &str) -> Option<usize> {
    let end = text.find(['=', ':'])?;
    let name = text[..end].trim_end();
    let name = name.strip_prefix("export ").unwrap_or(name);
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && name.len() >= 9
        && [b"secret_key", b"SECRET_KEY"].iter().any(|known| name.as_bytes().windows(10).any(|part| part == *known));
    let rest = &text[end + 1..];
    is_name.then(|| text.len() - rest.trim_start_matches([' ', '\'', '"']).len())
}
