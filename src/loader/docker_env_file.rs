//! `docker run --env-file`.
//!
//! All that follows the first `=` is the value, to the letter: quotes, blanks, `#` and `$` stay.
//! A line that does not set a variable well fails the whole command.
//!
//! Modelled from Docker CLI 28, `pkg/kvfile/kvfile.go`, `parseKeyValueFile`.

use std::ops::Range;

use crate::{
    line,
    loader::{Environment, Family, Form, Loader, Tested, common, settings_from_environ},
    name::VariableName,
    reading::{Note, Reading, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "docker-env-file",
    label: "docker --env-file",
    family: Family::Container,
    version: "28",
    source: "pkg/kvfile/kvfile.go, parseKeyValueFile",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[line::BARE],
    cannot_carry: &[],
    read,
    settings: settings_from_environ,
    starts: None,
};

/// Go's scanner gives up on a line of this many bytes.
const LONGEST_LINE: usize = 64 * 1024;

fn read(file: &str, name: &VariableName, environment: &Environment<'_>) -> Reading {
    let mut notes = Vec::new();
    let mut found: Option<Range<usize>> = None;
    let mut inherited = None;
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        if end - start >= LONGEST_LINE {
            return Reading::Refused(Note::new(start..end, Reason::Syntax));
        }
        // One carriage return before the end goes with it.
        let text = &file[start..end];
        let text = text.strip_suffix('\r').unwrap_or(text);
        let marked = text.strip_prefix(common::BYTE_ORDER_MARK).filter(|_| start == 0);
        let trimmed = marked.unwrap_or(text).trim_start();
        let at = start + text.len() - trimmed.len();
        start += line.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let (key, value) = match trimmed.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (trimmed, None),
        };
        if key.is_empty() || key.contains([' ', '\t']) {
            return Reading::Refused(Note::new(at..at + key.len(), Reason::Name));
        }
        if key != name.as_str() {
            continue;
        }
        match value {
            Some(value) => {
                let begin = at + key.len() + 1;
                if let Some(earlier) = found.replace(begin..begin + value.len()) {
                    notes.push(Note::new(earlier, Reason::Overridden));
                }
            }
            // A name alone takes the value of the client's own environment.
            None => {
                if let Some(value) = environment.get(key) {
                    inherited = Some(value);
                    found = None;
                }
            }
        }
    }
    match (found, inherited) {
        (Some(span), _) => {
            let text = &file[span.clone()];
            if text.len() > 1 && text.starts_with(['\'', '"']) && text.ends_with(['\'', '"']) {
                notes.push(Note::new(span.clone(), Reason::QuotesKept));
            }
            Reading::Value { text: text.into(), notes }
        }
        (None, Some(value)) => Reading::of(value),
        (None, None) => Reading::Missing { notes },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("\t K='a' #b $c \\\n", Value("'a' #b $c \\")),
                ("K= a \n", Value(" a ")),
                ("K=\n", Value("")),
                ("K=a=b\n", Value("a=b")),
                ("K=a\nK=b\n", Value("b")),
                ("K=a\r\n", Value("a")),
                ("\u{feff}K=a\n", Value("a")),
                ("\u{feff}\u{feff}K=a\n", Missing),
                ("J=b\n\u{feff}K=a\n", Missing),
                ("#K=a\n\nJ=b\n", Missing),
                ("K\n", Missing),
                ("export K=a\n", Refused),
                ("K =a\n", Refused),
                ("=a\nK=b\n", Refused),
            ],
        );
    }
}
