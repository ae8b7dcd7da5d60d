//! python-decouple reading a `.env` file.
//!
//! `config("K")` finds `K='a#b'` to be `a#b`: one pair of outer quotes goes, and nothing else is
//! special. No escapes, no comments after a value, no `$`.
//!
//! Modelled from python-decouple 3.8, `decouple.py`, `RepositoryEnv.__init__`.

use std::ops::Range;

use crate::{
    loader::{
        Django, Environment, Family, Form, Loader, Precedence, Tested,
        common::{self, python},
    },
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "python-decouple",
    label: "python-decouple",
    family: Family::Python,
    version: "3.8",
    source: "decouple.py, RepositoryEnv",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE],
    cannot_carry: &[],
    with: None,
    load,
    precedence: Precedence::Host,
    django: Django::Decouple,
    starts: None,
};

fn load<'f>(file: &'f str, _: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut loaded = Loaded::default();
    let mut found: Option<Range<usize>> = None;
    for line in python::lines(file) {
        let line = python::strip(file, line);
        let text = &file[line.clone()];
        let Some(equals) = text.find('=').filter(|_| !text.starts_with('#')) else { continue };
        let written = python::strip(file, line.start..line.start + equals);
        let span = line.start + equals + 1..line.end;
        let key = &file[written.clone()];
        loaded.set(key, value(file, span.clone(), &mut Vec::new()));
        if key != name.as_str() {
            loaded.notes.extend(common::hidden_name(file, written, name));
        } else if let Some(earlier) = found.replace(span) {
            loaded.notes.add(earlier, Reason::Overridden);
        }
    }
    if let Some(span) = found {
        value(file, span, &mut loaded.notes);
    }
    loaded
}

/// The value of `span`, which is all that follows the `=` of a stripped line.
fn value<'f>(file: &'f str, span: Range<usize>, notes: &mut Vec<Note>) -> &'f str {
    let stripped = python::strip(file, span.clone());
    if stripped.start > span.start {
        notes.add(span.start..stripped.start, Reason::Trimmed);
    }
    let text = &file[stripped.clone()];
    let inner = ['\'', '"'].iter().find_map(|&quote| text.strip_prefix(quote)?.strip_suffix(quote));
    if inner.is_some() {
        notes.add(stripped, Reason::Quotes);
    }
    inner.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a#b $c \\ d\n", Value("a#b $c \\ d")),
                ("  K = a b  \n", Value("a b")),
                ("K='a'b'\n", Value("a'b")),
                ("K=\"a\\\"b\"\n", Value("a\\\"b")),
                ("K='a' # b\n", Value("'a' # b")),
                ("K='a\"\n", Value("'a\"")),
                ("K='\n", Value("'")),
                ("K=\n", Value("")),
                ("K=a\nK=b\n", Value("b")),
                ("K=a\r\n", Value("a")),
                ("K=a\rK=b", Value("b")),
                ("#K=a\nexport K=b\nJ=c\nK\n", Missing),
                ("\u{feff}K=a\n", Missing),
                ("\u{1c}K\u{a0}=\u{85}a\u{2003}\n", Value("a")),
            ],
        );
    }
    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a#b $c\n", &[]),
                ("K= 'a'\n", &[(" ", Reason::Trimmed), ("'a'", Reason::Quotes)]),
                ("K=a\nK=b\n", &[("a", Reason::Overridden)]),
                ("export K=a\n", &[("export K", Reason::Name)]),
            ],
        );
    }
}
