//! The secrets that a line of Python assigns, where the file as a whole cannot be followed.

use super::signs::Signs as _;
use std::ops::Range;

use super::{
    Found, MOST, Role,
    names::{is_own_secret, is_secret},
};
use crate::python::{self, File};

/// Adds the secrets that a line of Python assigns. Where it is not known that it is Python, it has to look so.
pub(super) fn of_line(text: &str, line: Range<usize>, is_python: bool, found: &mut Vec<Found>) {
    let mut at = line.start;
    while let Some(sign) = text[at..line.end].place("=:").map(|place| at + place) {
        at = sign + 1;
        let before = text[line.start..sign].trim_end();
        let name_end = line.start + before.cut("'\"").len();
        let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let name_start = line.start + text[line.start..name_end].trim_end_matches(is_of_name).len();
        let name = name_start..name_end;
        if !is_own_secret(&text[name.clone()]) {
            continue;
        }
        let lead = text[line.start..name_start].trim();
        let is_key = text.as_bytes()[sign] == b':';
        // `NAME: str = "…"`, and an item of a mapping.
        if is_key && (lead.is_empty() && text[sign..line.end].contains(" = ") || !is_python || !lead.ends("'\"")) {
            continue;
        }
        if is_key || lead.is_empty() {
            value(text, name, sign + 1..line.end, is_python, is_key, found);
        }
        return;
    }
    annotated(text, &line, found);
}

fn annotated(text: &str, line: &Range<usize>, found: &mut Vec<Found>) {
    let Some((head, _)) = text[line.clone()].split_once(" = ") else { return };
    let Some((name, _)) = head.split_once(':') else { return };
    if is_secret(name.trim()) && !name.starts_with(' ') {
        let value_start = line.start + head.len() + 3;
        value(text, line.start..line.start + name.trim().len(), value_start..line.end, true, false, found);
    }
}

/// Adds what stands after the sign of an assignment.
fn value(text: &str, name: Range<usize>, after: Range<usize>, is_python: bool, is_key: bool, found: &mut Vec<Found>) {
    let raw = &text[after.clone()];
    let start = after.start + (raw.len() - raw.trim_start().len());
    // A blank and `#` begin a comment.
    let value = Some(raw.trim()).filter(|value| !(value.starts_with('#') && start > after.start)).unwrap_or_default();
    let fallbacks = text[name.clone()].ends_with("FALLBACKS");
    let role = if fallbacks { Role::Fallback } else { Role::Key };
    let spaced = text[..after.start - 1].ends_with(' ') || raw.starts_with(' ') && !is_key && !value.is_empty();
    if !(is_python || spaced && looks_like_python(value)) {
        return;
    }
    // An expression may begin on the next line, behind a backslash.
    let (start, after) = if value == "\\" {
        let next = text[after.end..].trim_start();
        let start = text.len() - next.len();
        (start, start..start + next.lines().next().map_or(0, str::len))
    } else {
        (start, after)
    };
    let mut add = |span: Range<usize>, role, code: Option<Range<usize>>| {
        let code = code.or_else(|| escaped(text, &span));
        found.push(Found { name: Some(name.clone()), code, ..Found::python(span, role) });
    };
    if let Some((span, code)) = joined(text, start).filter(|_| !fallbacks) {
        return add(span, role, Some(code));
    }
    if MAKES.iter().any(|function| value.contains(&[function, "("].concat())) && !value.begins("'\"") {
        return add(start..start + comment_cut(value), Role::Made, None);
    }
    python_value(text, start..after.end, fallbacks, &mut |span, role| add(span, role, None));
}

/// Where in `value`, which begins with `quote`, that closes. In double quotes, one behind a backslash does
/// not.
pub(super) fn closing(value: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    let closes = |(_, character): &(usize, char)| {
        let closes = *character == quote && !is_escaped;
        is_escaped = quote == '"' && *character == '\\' && !is_escaped;
        closes
    };
    Some(value.char_indices().skip(1).find(closes)?.0)
}

/// How long `value` is without the comment behind it.
pub(super) fn comment_cut(value: &str) -> usize {
    value.find(" #").map_or(value.len(), |cut| value[..cut].trim_end().len())
}

/// Whether what is assigned is an expression of Python, and no key without quotes.
fn looks_like_python(value: &str) -> bool {
    let literal = value.skip("rbufRBUF");
    let is_literal = |text: &str| text.is_empty() || text.begins("'\"#\\");
    let in_bracket = || value.strip_prefix(['[', '(']).is_some_and(|rest| is_literal(rest.trim_start()));
    is_literal(literal) && value.len() - literal.len() < 3
        || in_bracket()
        || super::value::is_call(value)
        || value.contains(" or ")
}

/// Python that makes a key at each start.
pub(super) const MAKES: &[&str] =
    &["get_random_secret_key", "get_random_string", "token_urlsafe", "token_hex", "uuid4", "urandom"];

/// The insides of literals side by side, or put together by signs, with the expression that they are.
fn joined(text: &str, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    let file = File::first(text.get(start..)?)?;
    let whole = 0..file.tokens.len();
    let mut literals = file.tokens.iter().filter(|token| token.kind == python::Kind::Text);
    let (first, last) = (literals.next()?, literals.next_back()?);
    file.evaluate(&whole)?;
    let [first, last] = [first, last].map(|token| python::inside(file.text, token.span.clone()).1);
    let code = file.span(&whole);
    Some((start + first.start..start + last.end, start + code.start..start + code.end))
}

/// The literal with its quotes and its prefix, if what stands in it is written with escapes.
fn escaped(text: &str, inside: &Range<usize>) -> Option<Range<usize>> {
    if !text[inside.clone()].contains('\\') {
        return None;
    }
    let before = text[..inside.start].cut("'\"");
    let width = (inside.start - before.len()).min(3);
    let width = if width == 2 { 1 } else { width };
    let prefix = text[..inside.start - width].trim_end_matches(|letter: char| "rRbBuUfF".contains(letter));
    Some(prefix.len()..inside.end + width)
}

/// Adds the texts in a Python expression that are keys: a literal, those in a list, a default.
fn python_value(text: &str, at: Range<usize>, fallbacks: bool, add: &mut impl FnMut(Range<usize>, Role)) {
    let expression = &text[at.clone()];
    let is_env = expression.contains("env") || expression.contains("config(");
    if is_env && !expression.begins("'\"") {
        let Some(first) = literal(text, at.clone()) else { return };
        if let Some(default) = literal(text, first.end + 1..at.end) {
            let between = text[first.end + 1..default.start].trim_start();
            if fallbacks && (default.is_empty() || expression.contains(".split(")) && between.starts_with(',') {
                return add(default, Role::FallbackDefault);
            }
            let is_default = between.starts_with(',') || between.contains(" or ") || between.contains("else");
            if is_default && !default.is_empty() && !between.contains("split") {
                add(default, Role::Default);
            }
        }
        return;
    }
    if expression.begins("[(") {
        // A list may go over many lines.
        let close = if expression.starts_with('[') { ']' } else { ')' };
        let mut from = at.start + 1;
        for _ in 0..MOST {
            let Some(next) = literal(text, from..text.len().min(from + 4096)) else { return };
            if text[from..next.start].contains(close) || text[from..next.start].contains('=') {
                return;
            }
            let triple = next.start.checked_sub(3).and_then(|start| text.get(start..next.start));
            from = next.end + if matches!(triple, Some("\"\"\"" | "'''")) { 3 } else { 1 };
            add(next, if fallbacks { Role::Fallback } else { Role::Key });
            if !fallbacks {
                return;
            }
        }
        return;
    }
    let quoted = expression.skip("rbuRBU");
    let is_text = quoted.begins("'\"") && expression.len() - quoted.len() < 3;
    if let Some(span) = literal(text, at).filter(|_| is_text) {
        add(span, if fallbacks { Role::Fallback } else { Role::Key });
    }
}

/// The inside of the first Python text in `at`; comments are no texts.
fn literal(text: &str, at: Range<usize>) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = at.start;
    loop {
        match bytes.get(start).filter(|_| start < at.end)? {
            b'\'' | b'"' => break,
            b'#' => start += text[start..].find('\n')?,
            _ => start += 1,
        }
    }
    let quote = bytes[start];
    let triple = bytes[start..].starts_with(&[quote; 3]);
    let width = if triple { 3 } else { 1 };
    let mut end = start + width;
    while end < text.len() && (triple || bytes[end] != b'\n') {
        match bytes[end] {
            b'\\' => end += 1,
            byte if byte == quote && (!triple || bytes[end..].starts_with(&[quote; 3])) => {
                return text.get(start + width..end).map(|_| start + width..end);
            }
            _ => {}
        }
        end += 1;
    }
    None
}
