//! Go's godotenv, as a library and as the command `godotenv`.
//!
//! `K=a #b` is `a`, `K=a#b` is `a#b`, `K='a$B'` is `a$B`. Without quotes and in double ones `$B` and
//! `${B}` are looked up in the file, if the name is of capitals, digits and `_`. A quote after a
//! backslash does not close, not even after two. One line that does not parse fails the file.
//!
//! Modelled from godotenv 1.5.1, `parser.go` and `godotenv.go`.

use std::ops::Range;

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, assigned::Assigned, ruby},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "godotenv",
    label: "Go godotenv",
    family: Family::Other,
    version: "1.5.1",
    source: "parser.go",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: whole,
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "godotenv -f .env python manage.py runserver\n" }),
};

/// What is read.
pub(super) fn whole<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    common::with_unix_endings(file, false, &|text| load(text, environment, name).unwrap_or_else(Loaded::from))
}

/// What is read of a text without `\r\n`.
fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, environment);
    let mut at = 0;
    loop {
        at = skip(file, at, char::is_whitespace);
        let rest = &file[at..];
        if rest.is_empty() {
            return Ok(assigned.loaded());
        }
        let line = at + rest.find('\n').unwrap_or(rest.len());
        if rest.starts_with('#') {
            at = line;
            continue;
        }
        let refused = |reason| {
            let mark = rest.starts_with(common::BYTE_ORDER_MARK);
            Err(Stop::refused(at..line, if mark { Reason::ByteOrderMark } else { reason }))
        };
        let Some((key, start)) = key(file, at) else { return refused(Reason::Syntax) };
        let Some((value, span, notes)) = value(file, start, &assigned) else { return refused(Reason::Unclosed) };
        at = span.end;
        assigned.set(key, span, value, notes)?;
    }
}

fn skip(file: &str, at: usize, skipped: fn(char) -> bool) -> usize {
    file.len() - file[at..].trim_start_matches(skipped).len()
}

/// `isSpace` of the real parser: a blank that ends no line.
fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{a0}')
}

/// The name at `at`, and where its value begins.
fn key(file: &str, mut at: usize) -> Option<(&str, usize)> {
    at = skip(file, at, is_space);
    if let Some(after) = file[at..].strip_prefix("export")
        && after.starts_with(is_space)
    {
        at = skip(file, at + "export".len(), is_space);
    }
    for (index, byte) in file[at..].bytes().enumerate() {
        if matches!(byte, b'=' | b':') {
            let key = file[at..at + index].trim_end();
            return Some((key, skip(file, at + index + 1, is_space)));
        }
        // Each byte of a letter beyond ASCII is taken for a letter of Latin-1.
        let letter = matches!(byte, 0xaa | 0xb2 | 0xb3 | 0xb5 | 0xb9 | 0xba | 0xbc..=0xbe | 0xc0..=0xd6 | 0xd8..=0xf6);
        let taken = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || letter || byte >= 0xf8;
        if !taken && !is_space(char::from(byte)) {
            return None;
        }
    }
    // At the end of the file, a name alone is the value of a variable without a name.
    Some(("", skip(file, at, is_space))).filter(|_| at < file.len())
}

/// The value at `start`, its place, and what is noted of it; none if a quote never closes.
fn value(file: &str, start: usize, assigned: &Assigned<'_, '_>) -> Option<(String, Range<usize>, Vec<Note>)> {
    let rest = &file[start..];
    let mut notes = Vec::new();
    let Some(quote) = rest.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
        let end = start + rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = &file[start..end];
        // The last `#` after a blank, not the first.
        let comment = line.rmatch_indices('#').find(|(index, _)| line[..*index].ends_with(is_space));
        let length = comment.map_or(line.len(), |(index, _)| index);
        let text = line[..length].trim_matches(is_space);
        if comment.is_some() {
            notes.add(start + length..end, Reason::Comment);
        } else if text.len() < length {
            notes.add(start + text.len()..end, Reason::Trimmed);
        }
        let value = expand(text, start, assigned, &mut notes);
        return Some((value, start..end, notes));
    };
    let closing = rest[1..].match_indices(quote).find(|(index, _)| !rest[..=*index].ends_with('\\'));
    let end = closing.map(|(index, _)| index + 1)?;
    let span = start..start + end + 1;
    notes.add(span.clone(), Reason::Quotes);
    // All quotes at the ends go, those too that a backslash keeps from closing.
    let inside = rest[..end].trim_end_matches(quote).trim_start_matches(quote);
    if quote == '\'' {
        return Some((inside.to_owned(), span, notes));
    }
    if !inside.contains('\\') {
        let value = expand(inside, start + 1, assigned, &mut notes);
        return Some((value, span, notes));
    }
    let mut pairs = inside.char_indices();
    while let Some((index, character)) = pairs.next() {
        if character == '\\' {
            pairs.next();
            notes.add(start + 1 + index..start + 2 + index, Reason::Escape);
        }
    }
    let text = ruby::unescape(&line_endings(inside));
    let mut more = Vec::new();
    let value = expand(&text, 0, assigned, &mut more);
    if more.iter().any(|note| note.reason == Reason::Interpolated) {
        notes.add(span.clone(), Reason::Interpolated);
    }
    Some((value, span, notes))
}

/// `text` with line endings for `\n` and `\r`; other pairs of a backslash and a character stay.
fn line_endings(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek().copied().filter(|next| character == '\\' && *next != '\n') {
            Some(next) => {
                characters.next();
                match next {
                    'n' => value.push('\n'),
                    'r' => value.push('\r'),
                    _ => value.extend(['\\', next]),
                }
            }
            None => value.push(character),
        }
    }
    value
}

/// `text`, which stands at `start`, with the variables that the file has set so far.
fn expand(text: &str, start: usize, assigned: &Assigned<'_, '_>, notes: &mut Vec<Note>) -> String {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('$') {
        let at = start + text.len() - rest.len() + place;
        let (before, after) = (&rest[..place], &rest[place + 1..]);
        let inside = after.strip_prefix('(').unwrap_or(after);
        let inside = inside.strip_prefix('{').unwrap_or(inside);
        let tail = inside.trim_start_matches(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let name = &inside[..inside.len() - tail.len()];
        rest = tail.strip_prefix('}').unwrap_or(tail);
        let length = after.len() - rest.len();
        if let Some(before) = before.strip_suffix('\\') {
            value.push_str(before);
            notes.add(at - 1..at, Reason::Escape);
        } else {
            value.push_str(before);
            if !name.is_empty() {
                // What is too long already is refused.
                if value.len() <= assigned.left {
                    value.push_str(assigned.get(name).unwrap_or_default());
                }
                notes.add(at..at + 1 + length, Reason::Interpolated);
                continue;
            }
        }
        value.push('$');
        value.push_str(&after[..length]);
    }
    value + rest
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
                ("K=a #b #c\n", Value("a #b")),
                ("K=a#b\\$C\n", Value("a#b$C")),
                ("K=#b\n", Value("#b")),
                ("K=a$b$1$_\n", Value("a$b")),
                ("J=x\nK=$(J)${J}$J}\n", Value("x)xx")),
                ("K=$J\nJ=x\n", Value("")),
                ("K='a\\'b\\\\'c'\n", Value("a\\'b\\\\'c")),
                ("K=\"a\\\"\"\n", Value("a\\")),
                ("K=\"a\\\\\"\n", Refused),
                ("K=\"a\\\\$J\\x\\\nb\"\n", Value("a$Jx\nb")),
                ("K='a\r\nb\rc'\n", Value("a\nb\rc")),
                ("K='a' J='b' # c\n", Value("a")),
                ("K='a' b\n", Refused),
                ("K=a\rJ=b", Value("a")),
                ("K=a\nJ", Value("a")),
                ("J\nK=a\n", Refused),
                ("K=", Value("")),
                ("export K\u{a0}: a\n", Value("a")),
                ("\u{feff}K=a\n", Refused),
                ("É=a\nK=b\n", Refused),
                ("ÀÖ=a\nK=b\n", Refused),
                ("K='\n", Refused),
                ("#K=a\n\u{2028}K=b\nK=c", Value("c")),
                ("", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a$B #c\r\n", &[("#c", Reason::Comment), ("$B", Reason::Interpolated)]),
                ("K=a\\$B \n", &[(" ", Reason::Trimmed), ("\\", Reason::Escape)]),
                ("K=\"a\\\\$B\"\n", &[("\"a\\\\$B\"", Reason::Quotes), ("\\", Reason::Escape)]),
                ("K=a\nK=b\n", &[("a", Reason::Overridden)]),
                ("\u{feff}K=a\n", &[("\u{feff}K=a", Reason::ByteOrderMark)]),
            ],
        );
    }
}
