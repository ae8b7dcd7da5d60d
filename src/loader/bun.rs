//! Bun, which reads `.env` by itself for what it runs.
//!
//! Quotes are taken off and mean nothing to `$`: `K='a$b'` is `a` and what `b` is, and only a `\` before the `$`
//! prevents that. `${NAME:-default}` is looked up; each variable once, as it stands then. A backslash keeps a
//! quote from closing and stays; in double quotes `\n` and `\r` are line endings. `K=a#b` is `a`.
//!
//! Modelled from Bun 1.4.4, `src/dotenv/env_loader.rs`, `Parser`.

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{
        self, Variables,
        javascript::{self, Variable},
    },
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "bun",
    label: "Bun",
    family: Family::JavaScript,
    version: "1.4.4",
    source: "src/dotenv/env_loader.rs, Parser",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_DOLLAR, quoting::BACKTICK_DOLLAR],
    cannot_carry: &["'\"`"],
    with: None,
    load,
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "bun run server.ts\n" }),
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut skipped = Vec::new();
    let (mut order, mut notes) = javascript::in_order(variables(file, name, &mut skipped).into_iter(), name);
    notes.append(&mut skipped);
    let mut values: Variables<'_> = order.iter().map(|it| (it.name, Some(it.value.clone()))).collect();
    let mut left = common::most(file);
    for variable in &mut order {
        if !variable.value.contains('$') || variable.value.len() < 2 {
            continue;
        }
        let mut expanded = String::new();
        let lookup = |key: &str| environment.get(key).or_else(|| values.value(key));
        expand(&variable.value, &lookup, &mut expanded, left, 0);
        let Some(rest) = left.checked_sub(expanded.len()) else {
            return Stop::unknown(variable.span.clone(), Reason::Grows).into();
        };
        left = rest;
        values.insert(variable.name, Some(expanded));
    }
    if let Some(variable) = order.into_iter().find(|variable| variable.name == name.as_str()) {
        if values.value(variable.name) != Some(&variable.value) {
            note_references(&file[variable.span.clone()], variable.span.start, &mut notes);
        }
        variable.notes.into_iter().for_each(|note| javascript::place(&mut notes, note));
    }
    Loaded { bindings: values.bindings(), end: None, notes }
}

const BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\u{b}', '\u{c}'];
const LINE_ENDS: [char; 2] = ['\n', '\r'];

fn skip(file: &str, at: usize) -> usize {
    file.len() - file[at..].trim_start_matches(BLANKS).len()
}

/// The variables of the file, in its order.
fn variables<'a>(file: &'a str, name: &VariableName, skipped: &mut Vec<Note>) -> Vec<Variable<'a>> {
    let mut found = Vec::new();
    let mut at = if file.starts_with(common::BYTE_ORDER_MARK) { common::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    while at < file.len() {
        at = skip(file, at);
        let line = file[at..].find(LINE_ENDS).map_or(file.len(), |length| at + length);
        let Some((key, begin)) = key(file, at, true) else {
            if file[at..line].contains(name.as_str()) && !file[at..line].starts_with('#') {
                skipped.add(at..line, Reason::Ignored);
            }
            at = (line + 1).min(file.len());
            continue;
        };
        let start = skip(file, begin);
        let mut notes = Vec::new();
        let quote = file[start..].chars().next().filter(|c| matches!(c, '\'' | '"' | '`'));
        let (span, value) = match quote.and_then(|quote| Some((quote, closing(file, start, quote)?))) {
            Some((quote, close)) => {
                let line = file[close..].find(LINE_ENDS).map_or(file.len(), |length| close + length);
                let rest = &file[close..line];
                if !rest.is_empty() {
                    let reason = match rest.trim_start_matches(BLANKS) {
                        "" => Reason::Trimmed,
                        rest if rest.starts_with('#') => Reason::Comment,
                        _ => Reason::Cut,
                    };
                    notes.add(close..line, reason);
                }
                notes.add(start..close, Reason::Quotes);
                at = (line + 1).min(file.len());
                if quote == '"' {
                    javascript::escapes(file, &(start..close), "nr", &mut notes);
                }
                (start..close, quoted(&file[start + 1..close - 1], quote == '"'))
            }
            // Blanks before it may be of several lines, and then it is empty.
            None => {
                if start == file.len() {
                    at = start;
                    (start..start, String::new())
                } else {
                    let end = file[begin..].find(['#', '\r', '\n']).map_or(file.len(), |length| begin + length);
                    let text = file[begin..end].trim_matches(BLANKS);
                    let start = end - file[begin..end].trim_start_matches(BLANKS).len();
                    let span = start..start + text.len();
                    if file[end..].starts_with('#') {
                        let line = file[end..].find(LINE_ENDS).map_or(file.len(), |length| end + length);
                        notes.add(span.end..line, Reason::Comment);
                    } else if span.end < end {
                        notes.add(span.end..end, Reason::Trimmed);
                    }
                    if quote.is_some() {
                        notes.add(span.start..span.start + 1, Reason::Unclosed);
                    }
                    at = end;
                    (span, text.to_owned())
                }
            }
        };
        found.push(Variable { name: key, value, span, notes });
    }
    found
}

/// The name at `at`, and where what follows its `=` or `:` begins.
fn key(file: &str, at: usize, export: bool) -> Option<(&str, usize)> {
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let end = file.len() - file[at..].trim_start_matches(named).len();
    let after = skip(file, end);
    let name = &file[at..end];
    if name.is_empty() {
        return None;
    }
    if export
        && name == "export"
        && after > end
        && let Some(found) = key(file, after, false)
    {
        return Some(found);
    }
    let rest = &file[after..];
    if rest.starts_with('=') {
        return Some((name, after + 1));
    }
    rest.strip_prefix(':').is_some_and(|rest| rest.starts_with(BLANKS)).then_some((name, after + 2))
}

/// Where the text ends whose quote opens at `start`: behind the next one without a backslash before it.
fn closing(file: &str, start: usize, quote: char) -> Option<usize> {
    let mut characters = file[start + 1..].char_indices();
    while let Some((at, c)) = characters.next() {
        if c == '\\' {
            characters.next();
        } else if c == quote {
            return Some(start + 1 + at + 1);
        }
    }
    None
}

fn quoted(text: &str, escapes: bool) -> String {
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if escapes => match characters.next() {
                Some('n') => value.push('\n'),
                Some('r') => value.push('\r'),
                next => {
                    value.push('\\');
                    value.extend(next);
                }
            },
            // A line ending, whichever it is.
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    value.push('\n');
                }
            }
            _ => value.push(c),
        }
    }
    value
}

/// How many letters, digits and `_` there are.
fn named(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// Where the brace is that closes what `text` is inside of.
fn brace(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (1, 0);
    let bytes = text.as_bytes();
    loop {
        match bytes.get(at)? {
            b'\\' if at + 1 < bytes.len() => at += 1,
            b'$' if bytes.get(at + 1) == Some(&b'{') => {
                depth += 1;
                at += 1;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

fn expand<'a>(text: &str, lookup: &dyn Fn(&str) -> Option<&'a str>, value: &mut String, most: usize, depth: u8) {
    let mut rest = text;
    // What is too long already is not followed further.
    while let Some(at) = rest.find('$').filter(|_| value.len() <= most) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        if let Some(before) = before.strip_suffix('\\') {
            value.push_str(before);
            value.push('$');
            rest = after;
            continue;
        }
        value.push_str(before);
        let length = named(after);
        if let Some(inside) = after.strip_prefix('{') {
            let Some(close) = brace(inside) else {
                rest = &rest[at..];
                break;
            };
            let (key, default) = inside[..close].split_at(named(&inside[..close]));
            match (lookup(key), default.strip_prefix(":-")) {
                (found, _) if default.is_empty() => value.push_str(found.unwrap_or_default()),
                (Some(found), Some(_)) => value.push_str(found),
                (None, Some(default)) if depth < 200 => expand(default, lookup, value, most, depth + 1),
                (None, Some(default)) => value.push_str(default),
                _ => value.push_str(&rest[at..at + close + 3]),
            }
            rest = &inside[close + 1..];
        } else if length > 0 {
            value.push_str(lookup(&after[..length]).unwrap_or_default());
            rest = &after[length..];
        } else {
            value.push('$');
            rest = after;
        }
    }
    value.push_str(rest);
}

/// Notes what is looked up, and the backslashes that go, in what is written at `start`.
fn note_references(text: &str, start: usize, notes: &mut Vec<Note>) {
    let mut from = 0;
    while let Some(at) = text[from..].find('$').map(|length| from + length) {
        let after = &text[at + 1..];
        let escaped = text[from..at].ends_with('\\');
        let length = match after.strip_prefix('{') {
            _ if escaped => 0,
            Some(inside) => brace(inside).map_or(0, |close| close + 2),
            None => named(after),
        };
        from = at + 1 + length;
        if escaped {
            notes.add(start + at - 1..start + from, Reason::Escape);
        } else if length > 0 {
            notes.add(start + at..start + from, Reason::Interpolated);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{Expected::Value, notes, reads};

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a#b\n", Value("a")),
                ("K='a#b' # c\n", Value("a#b")),
                ("K=\"a\" b\n", Value("a")),
                ("K='a$b'\n", Value("a")),
                ("K='a\\$b'\n", Value("a$b")),
                ("K='a\\'b'\n", Value("a\\'b")),
                ("K=\"a\\nb\\tc\"\n", Value("a\nb\\tc")),
                ("K=`a\r\nb\rc`\n", Value("a\nb\nc")),
                ("K=\"a\nJ=b\n", Value("\"a")),
                ("J=1\nK=$J${J}$J_$.$\n", Value("11$.$")),
                ("K=${H:-x}${H:-${H:-y}}${H-z}\n", Value("xy${H-z}")),
                ("K=${H:-{a}}b\n", Value("{a}b")),
                ("K=${H:-a\n", Value("${H:-a")),
                ("K=$J\nJ=b$K\n", Value("b$K")),
                ("K=$\n", Value("$")),
                ("\u{feff}export K : \n", Value("")),
                ("\u{feff}export K: a\n", Value("a")),
                ("K\n=\n\nJ=b\n", Value("")),
                ("K=\n 'a'\n", Value("a")),
                ("K=a\nK=b\n", Value("b")),
                (" K = a b \rJ=c", Value("a b")),
                ("K=\u{a0}a\u{e0}\n", Value("\u{a0}a\u{e0}")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                (
                    "K='a$b\\$'c\n",
                    &[
                        ("'a$b\\$'", Reason::Quotes),
                        ("$b", Reason::Interpolated),
                        ("\\$", Reason::Escape),
                        ("c", Reason::Cut),
                    ],
                ),
                ("K= a #b\n", &[(" #b", Reason::Comment)]),
                ("!K=a\n", &[("!K=a", Reason::Ignored)]),
            ],
        );
    }
}
