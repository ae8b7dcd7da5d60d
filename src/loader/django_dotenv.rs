//! django-dotenv, `dotenv.read_dotenv()` in `manage.py` and `wsgi.py`.
//!
//! `K=a#b` is `a`, `K='a#b'` is `a#b`. Without quotes and in double ones `$B` and `${B}` are looked up, and a `\`
//! before the `$` prevents it; in double quotes a `\` before anything else is dropped. The last quote of a line
//! closes what the first one opened.
//!
//! Modelled from django-dotenv 1.4.2, `dotenv.py`, `line_re`, `variable_re` and `parse_dotenv`.

use std::ops::Range;

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, assigned::Assigned, python},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "django-dotenv",
    label: "django-dotenv",
    family: Family::Python,
    version: "1.4.2",
    source: "dotenv.py, line_re and parse_dotenv",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::Host,
    django: Django::DjangoDotenv,
    starts: Some(Snippet {
        place: "manage.py and wsgi.py, before all else",
        text: "import dotenv\n\ndotenv.read_dotenv()\n",
    }),
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, environment);
    for line in python::split_lines(file) {
        let Some((key, span)) = parts(file, line.clone()) else {
            assigned.skipped(file, line);
            continue;
        };
        let mut notes = Vec::new();
        if file[span.end..line.end].contains('#') {
            notes.add(span.end..line.end, Reason::Comment);
        }
        let span = python::strip(file, span);
        let value = value(file, span.clone(), &assigned, &mut notes)?;
        assigned.set(key, span, value, notes)?;
    }
    Ok(assigned.loaded())
}

/// The name that a line sets, and where the value stands, with its quotes and perhaps blanks.
fn parts(file: &str, line: Range<usize>) -> Option<(&str, Range<usize>)> {
    let text = &file[line.clone()];
    let after = |text: &'_ str| {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let length = text.find(|c| !word(c)).filter(|length| *length > 0)?;
        let rest = &text[length..];
        let value = match rest.trim_start_matches(python::is_space).strip_prefix('=') {
            Some(value) => value.trim_start_matches(python::is_space),
            // Of the blanks after a colon one is left out.
            None => rest.strip_prefix(':')?.strip_prefix(python::is_space)?,
        };
        Some((length, text.len() - value.len()))
    };
    let exported = text.strip_prefix("export").map(|rest| text.len() - rest.trim_start_matches(python::is_space).len());
    let exported = exported.filter(|start| *start > "export".len());
    let (start, (length, value)) =
        exported.and_then(|start| Some((start, after(&text[start..])?))).or_else(|| Some((0, after(text)?)))?;
    let value = start + value;
    let rest = &text[value..];
    // Up to the last quote after which there is nothing but a comment.
    let closed = rest.chars().next().filter(|first| matches!(first, '\'' | '"')).and_then(|quote| {
        let mut closing = rest.rmatch_indices(quote).filter(|(at, _)| *at > 0);
        let ends = |rest: &str| rest.is_empty() || rest.trim_start_matches(python::is_space).starts_with('#');
        closing.find(|(at, _)| ends(&rest[at + 1..])).map(|(at, _)| at + 1)
    });
    let end = closed.or_else(|| rest.find('#')).unwrap_or(rest.len());
    Some((&text[start..start + length], line.start + value..line.start + value + end))
}

fn value(file: &str, span: Range<usize>, assigned: &Assigned<'_, '_>, notes: &mut Vec<Note>) -> Result<String, Stop> {
    let text = &file[span.clone()];
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"') && text.len() > 1 && text.ends_with(*c));
    if quote.is_some() {
        notes.add(span.clone(), Reason::Quotes);
    }
    let inner = if quote.is_some() { &text[1..text.len() - 1] } else { text };
    if quote == Some('\'') {
        return Ok(inner.to_owned());
    }
    let place = span.start + usize::from(quote.is_some());
    let mut value = String::with_capacity(inner.len());
    let mut characters = inner.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let escaped = characters.next_if(|(_, next)| quote.is_some() && c == '\\' && *next != '$');
        if escaped.is_some() {
            notes.add(place + at..place + at + 1, Reason::Escape);
        }
        value.push(escaped.map_or(c, |(_, next)| next));
    }
    // Each is replaced wherever it stands, in what was replaced before, too.
    let found: Vec<_> =
        references(&value).into_iter().map(|(span, name)| (value[span].to_owned(), value[name].to_owned())).collect();
    for (span, _) in references(inner) {
        let escaped = inner[span.clone()].starts_with('\\');
        let end = if escaped { span.start + 1 } else { span.end };
        let reason = if escaped { Reason::Escape } else { Reason::Interpolated };
        notes.add(place + span.start..place + end, reason);
    }
    let mut work = common::most(file).saturating_mul(16);
    for (written, name) in found {
        let by = match written.strip_prefix('\\') {
            Some(unescaped) => unescaped,
            None => assigned.lookup(&name).unwrap_or_default(),
        };
        let Some(left) = work.checked_sub(value.len() + value.matches(&written).count() * by.len()) else {
            return Err(Stop::unknown(span, Reason::Grows));
        };
        work = left;
        value = value.replace(&written, by);
    }
    if value.len() > assigned.left {
        return Err(Stop::unknown(span, Reason::Grows));
    }
    Ok(value)
}

/// Where `$NAME` or `${NAME}` stands, with a backslash before it, and where the name is. Either brace will do.
fn references(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    // What Python takes for the same letters, whatever their case.
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | 'İ' | 'ı' | 'ſ' | '\u{212a}');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(dollar) = text[at..].find('$').map(|index| at + index) {
        let start = if text[at..dollar].ends_with('\\') { dollar - 1 } else { dollar };
        let name = dollar + if text[dollar..].starts_with("${") { 2 } else { 1 };
        let end = text.len() - text[name..].trim_start_matches(word).len();
        at = end.max(dollar + 1);
        if end > name {
            at += usize::from(text[end..].starts_with('}'));
            found.push((start..at, name..end));
        }
    }
    found
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
                ("K=a#b\n", Value("a")),
                ("K='a#b' # c\n", Value("a#b")),
                ("K='a'#b'c'\n", Value("a'#b'c")),
                ("K='a'#b'c\n", Value("a")),
                ("K='a' b\n", Value("'a' b")),
                ("K=\"a\\\"b\\n$\"\n", Value("a\"bn$")),
                ("K='a$J\\b'\n", Value("a$J\\b")),
                ("J=1\nK=a$J${J}\\$J\n", Value("a11\\1")),
                ("J=1\nK=\\$J\n", Value("$J")),
                ("J=1\nK=$J$JJ\n", Value("11J")),
                ("J=1\nK=${J-$j$\n", Value("1-$")),
                ("K:  'a'\n", Value("a")),
                ("K: #a\n", Value("")),
                ("K:a\n", Missing),
                (" K=a\n", Missing),
                ("export  K = a b \n", Value("a b")),
                ("export = a\n", Missing),
                ("K=a\nK=b\n", Value("b")),
                ("\u{feff}K=a\n", Missing),
                // jpadilla/django-dotenv, tests.py, 1.4.2
                ("K=bar\n", Value("bar")),
                ("K =bar\n", Value("bar")),
                ("K= bar\n", Value("bar")),
                ("K=\"bar\"\n", Value("bar")),
                ("K='bar'\n", Value("bar")),
                ("K=\"escaped\\\"bar\"\n", Value("escaped\"bar")),
                ("K=\n", Value("")),
                ("FOO=test\nK=$FOO\n", Value("test")),
                ("FOO=test\nK=${FOO}bar\n", Value("testbar")),
                ("K=\"foo\\$BAR\"\n", Value("foo$BAR")),
                ("K=foo\\${BAR}\n", Value("foo${BAR}")),
                ("FOO=test\nK=\"quote $FOO\"\n", Value("quote test")),
                ("FOO=test\nK='quote $FOO'\n", Value("quote $FOO")),
                ("K.BAR=foobar\n", Missing),
                ("K=\"bar\\n\\b\\a\\z\"\n", Value("barnbaz")),
                ("K=foo#bar\n", Value("foo")),
                ("K=\"quux # baz\"\n", Value("quux # baz")),
                ("# comment\n  # another\nK=bar # baz\n", Value("bar")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                (
                    "K=\"a\\b$c\" #d\n",
                    &[
                        (" #d", Reason::Comment),
                        ("\"a\\b$c\"", Reason::Quotes),
                        ("\\", Reason::Escape),
                        ("$c", Reason::Interpolated),
                    ],
                ),
                (" K=a\n", &[(" K=a", Reason::Ignored)]),
            ],
        );
    }
}
