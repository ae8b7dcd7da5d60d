//! Deno's `--env-file`: what Node reads, with `$NAME` and `${NAME}` looked up.
//!
//! `K='a$b'` and `` K=`a$b` `` are `a$b`; without quotes and in double ones `$b` is looked up, and a `\` before
//! the `$` prevents it. Quotes of the same kind may stand inside. Of a variable that stands twice the first line
//! wins.
//!
//! Modelled from Deno 2.9.8, `libs/dotenv/lib.rs` (deno_dotenv 0.29), a port of Node's.

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, Variables, javascript},
    node_env_file,
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "deno-env-file",
    label: "Deno --env-file",
    family: Family::JavaScript,
    version: "2.9.8",
    source: "libs/dotenv/lib.rs, parse_env_content_with_substitution_hook",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::BACKTICK, quoting::DOUBLE],
    cannot_carry: &["'\"`", "'`$"],
    with: None,
    load,
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "deno run --env-file=.env main.ts\n" }),
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    node_env_file::with_carriage_returns(file, &|text| first(text, environment, name))
}

/// What is read of a text without carriage returns.
fn first<'f>(text: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut loaded = Loaded::default();
    let mut values = Variables::new();
    let mut notes = Vec::new();
    let mut found: Option<Vec<Note>> = None;
    let mut left = common::most(text);
    for mut variable in node_env_file::variables(text, closing) {
        // The operating system's own function refuses that.
        if variable.name.is_empty() {
            return Stop::refused(variable.span, Reason::Name).into();
        }
        let raw = &text[variable.span.clone()];
        let unclosed = variable.notes.iter().any(|note| note.reason == Reason::Unclosed);
        if !unclosed && !raw.starts_with(['\'', '`']) && raw.contains('$') {
            note_references(raw, variable.span.start, &mut variable.notes);
            let lookup = |key: &str| {
                let set = || values.value(key);
                environment.get(key).or_else(set).unwrap_or_default()
            };
            variable.value = substituted(&variable.value, &lookup, left);
        }
        let Some(rest) = left.checked_sub(variable.value.len()) else {
            return Stop::unknown(variable.span, Reason::Grows).into();
        };
        left = rest;
        if variable.name != name.as_str() {
            notes.extend(common::hidden_name(text, common::span_of(variable.name, text), name));
        } else if found.is_some() {
            notes.add(variable.span, Reason::Earlier);
        } else {
            found = Some(variable.notes);
        }
        if !values.contains_key(variable.name) {
            loaded.bind(variable.name, Bound::Text(variable.value.clone().into()));
        }
        values.insert(variable.name, Some(variable.value));
    }
    loaded.notes = found.unwrap_or_default();
    loaded.notes.append(&mut notes);
    loaded
}

/// The next quote closes where nothing but a comment follows on its line. Else the last one does after which a
/// comment comes, or else the line's end.
fn closing(text: &str, quote: char) -> Option<usize> {
    let first = text.find(quote)?;
    let line = &text[..text[first..].find('\n').map_or(text.len(), |length| first + length)];
    let after = |at: usize| line[at + 1..].trim_start_matches([' ', '\t']).chars().next();
    if matches!(after(first), None | Some('#')) {
        return Some(first);
    }
    let mut last = None;
    for (at, _) in line[first + 1..].rmatch_indices(quote) {
        match after(first + 1 + at) {
            Some('#') => return Some(first + 1 + at),
            None => last = last.or(Some(first + 1 + at)),
            Some(_) => {}
        }
    }
    last.or(Some(first))
}

/// How many bytes of `text`, which begins with a `$`, name a variable, and the name.
fn reference(text: &str) -> (usize, &str) {
    if let Some(inside) = text.strip_prefix("${") {
        return inside.split_once('}').map_or((text.len(), inside), |(name, _)| (name.len() + 3, name));
    }
    let length = text[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len() - 1);
    (length + 1, &text[1..=length])
}

fn substituted<'a>(text: &str, lookup: &dyn Fn(&str) -> &'a str, most: usize) -> String {
    let mut value = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let before = &rest[..at];
        if let Some(before) = before.strip_suffix('\\') {
            value.push_str(before);
            value.push('$');
            rest = &rest[at + 1..];
            continue;
        }
        value.push_str(before);
        let (length, name) = reference(&rest[at..]);
        // What is too long already is not followed further.
        if value.len() <= most {
            value.push_str(lookup(name));
        }
        rest = &rest[at + length..];
    }
    value + rest
}

/// Notes what is looked up, and the backslashes that go, in what is written at `start`.
fn note_references(raw: &str, start: usize, notes: &mut Vec<Note>) {
    let mut from = 0;
    while let Some(at) = raw[from..].find('$').map(|length| from + length) {
        let (length, reason, begin) = if raw[from..at].ends_with('\\') {
            (1, Reason::Escape, at - 1)
        } else {
            (reference(&raw[at..]).0, Reason::Interpolated, at)
        };
        from = at + length;
        javascript::place(notes, Note::new(start + begin..start + from, reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a #b\n", Value("a")),
                ("J=1\nK='a$J'\n", Value("a$J")),
                ("J=1\nK=`a$J`\n", Value("a$J")),
                ("J=1\nK=\"a$J\"\n", Value("a1")),
                ("J=1\nK=a$J${J}$\n", Value("a11")),
                ("J=1\nK=a\\$J\\\\$J\n", Value("a$J\\$J")),
                ("J=1\nK=\"$J\n", Value("\"$J")),
                ("J=1\nK=$J_$J-${J\n", Value("1-1")),
                ("K='it's'\n", Value("it's")),
                ("K='a' 'b' # 'c'\n", Value("a' 'b")),
                ("K='a' # 'b'\n", Value("a")),
                ("K='a' b\n", Value("a")),
                ("K=$J$.\nJ=1\n", Value(".")),
                ("J=1\nJ=2\nK=$J\n", Value("2")),
                ("K=a\nK=b\n", Value("a")),
                ("K=\"a\\nb\\\\\"\r\n", Value("a\nb\\\\")),
                ("export K=a\n", Value("a")),
                ("=a\nK=b\n", Value("b")),
                ("K=a\n=\n", Refused),
                ("\u{feff}K=a\n", Missing),
                // denoland/deno, libs/dotenv/lib.rs, 2.9
                ("K=1\nJ=$K\nK=3\n", Value("1")),
                ("J=hello\nK=\"${J}\"\n", Value("hello")),
                ("J=hello\nK=pre-$J-post\n", Value("pre-hello-post")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                (
                    "K=a$b\\$c${d}\n",
                    &[("$b", Reason::Interpolated), ("\\$", Reason::Escape), ("${d}", Reason::Interpolated)],
                ),
                ("K='a$b'\nK=c\n", &[("'a$b'", Reason::Quotes), ("c", Reason::Earlier)]),
            ],
        );
    }
}
