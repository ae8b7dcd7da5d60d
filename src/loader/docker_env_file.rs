//! `docker run --env-file`.
//!
//! All that follows the first `=` is the value, to the letter: quotes, blanks, `#` and `$` stay.
//! A line that does not set a variable well fails the whole command.
//!
//! Modelled from Docker CLI 28, `pkg/kvfile/kvfile.go`, `parseKeyValueFile`, and held against 26.1.5, the newest
//! of a stable release.

use std::ops::Range;

use crate::{
    loader::{
        Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
        common::{self, Variables, yaml},
    },
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "docker-env-file",
    label: "docker --env-file",
    family: Family::Container,
    version: "26.1.5",
    source: "pkg/kvfile/kvfile.go, parseKeyValueFile",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name, &RULES),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "docker run --env-file .env IMAGE\n" }),
};

const RULES: Rules = Rules {
    drops_mark: true,
    blank: char::is_whitespace,
    name: |name| !name.is_empty() && !name.contains([' ', '\t']),
    alone: Alone::Inherits,
    once: false,
};

/// What the programs differ in that read files as `docker` does.
pub(super) struct Rules {
    /// Whether a byte order mark at the beginning of the file is dropped.
    pub(super) drops_mark: bool,
    /// What is dropped before a name.
    pub(super) blank: fn(char) -> bool,
    /// What a name may be.
    pub(super) name: fn(&str) -> bool,
    /// What becomes of a name without `=`.
    pub(super) alone: Alone,
    /// Whether no name may stand there twice.
    pub(super) once: bool,
}

/// What becomes of a name without `=`.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Alone {
    /// It gets its value from the program's own environment, and is not set if it is not there.
    Inherits,
    /// So it does, but is empty if it is not there.
    InheritsOrEmpty,
    /// It is empty. (And a line without a name is nothing.)
    Empty,
}

/// Go's scanner gives up on a line of this many bytes.
const LONGEST_LINE: usize = 64 * 1024;

/// What is read by these rules.
pub(super) fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName, rules: &Rules) -> Loaded<'f> {
    variables(file, environment, name, rules).unwrap_or_else(Loaded::from)
}

fn variables<'f>(
    file: &'f str,
    environment: &Environment<'_>,
    name: &VariableName,
    rules: &Rules,
) -> Result<Loaded<'f>, Stop> {
    let mut loaded = Loaded::default();
    let mut found: Option<Range<usize>> = None;
    let mut names = Variables::new();
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        let end = start + line.trim_end_matches('\n').len();
        if end - start >= LONGEST_LINE {
            return Err(Stop::refused(start..end, Reason::Syntax));
        }
        // One carriage return before the end goes with it.
        let text = &file[start..end];
        let text = text.strip_suffix('\r').unwrap_or(text);
        let marked = text.strip_prefix(common::BYTE_ORDER_MARK).filter(|_| start == 0 && rules.drops_mark);
        let trimmed = marked.unwrap_or(text).trim_start_matches(rules.blank);
        let at = start + text.len() - trimmed.len();
        start += line.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let (key, value) = match trimmed.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (trimmed, None),
        };
        let span = at..at + key.len();
        // kustomize builds a text of YAML from the names, and these letters break it.
        let breaks = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
        if rules.alone == Alone::Empty && key.contains(breaks) {
            return Err(Stop::refused(span, Reason::Letter));
        }
        if key.is_empty() && rules.alone == Alone::Empty {
            continue;
        }
        // Nor is a name a text to YAML that looks like a number; versions differ on which they take.
        if rules.alone == Alone::Empty && yaml::kind(key, yaml::Version::Four) != yaml::Kind::Text {
            return Err(Stop::unknown(span, Reason::Letter));
        }
        if !(rules.name)(key) {
            return Err(Stop::refused(span, Reason::Name));
        }
        if rules.once && names.insert(key, None).is_some() {
            return Err(Stop::refused(span, Reason::Repeated));
        }
        let is_asked = key == name.as_str();
        if !is_asked {
            loaded.notes.extend(common::hidden_name(file, span, name));
        }
        if let Some(value) = value {
            loaded.set(key, value);
            let begin = at + key.len() + 1;
            if is_asked && let Some(earlier) = found.replace(begin..begin + value.len()) {
                loaded.notes.add(earlier, Reason::Overridden);
            }
            continue;
        }
        let value = environment.get(key).filter(|_| rules.alone != Alone::Empty);
        if let Some(value) = value.or((rules.alone != Alone::Inherits).then_some("")) {
            loaded.bind(key, Bound::Text(value.to_owned().into()));
            if is_asked {
                found = None;
                loaded.notes.clear();
            }
        }
    }
    if let Some(span) = found {
        let text = &file[span.clone()];
        if text.len() > 1 && text.starts_with(['\'', '"']) && text.ends_with(['\'', '"']) {
            loaded.notes.add(span, Reason::QuotesKept);
        }
    }
    Ok(loaded)
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
