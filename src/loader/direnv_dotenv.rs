//! direnv's `dotenv`, a line of `.envrc` that reads `.env` without a shell.
//!
//! `K='a$b'` is `a$b`, and what stands between the first and the last quote is the value. Elsewhere
//! `$b` is looked up, `$` and a sign or a digit is dropped, and no backslash prevents it. `K=a b`, or
//! any other line that is not understood, fails the whole file.
//!
//! Modelled after direnv 2.32.1, `pkg/dotenv/parse.go`, and Go's `os.Expand`. (Later versions have
//! values of several lines, and `\$`.)

use std::ops::Range;

use crate::{
    loader::{
        Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
        common::{self, Variables},
    },
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "direnv-dotenv",
    label: "direnv (dotenv)",
    family: Family::Service,
    version: "2.32.1",
    source: "direnv 2.32.1, pkg/dotenv/parse.go",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet { place: ".envrc", text: "dotenv\nenv_vars_required {var}\n" }),
};

/// Go's `\s`.
const BLANKS: [char; 5] = ['\t', '\n', '\u{c}', '\r', ' '];

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut variables = Variables::new();
    let mut found: Option<Range<usize>> = None;
    let mut notes = Vec::new();
    let mut size = 0;
    let mut start = 0;
    for line in file.split(['\r', '\n']) {
        let begin = start;
        start += line.len() + 1;
        let text = line.trim_start_matches(BLANKS);
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let Some((key, value, rest)) = parts(text) else {
            let reason =
                if text.starts_with(super::common::BYTE_ORDER_MARK) { Reason::ByteOrderMark } else { Reason::Syntax };
            return Err(Stop::refused(begin..begin + line.len(), reason));
        };
        let at = begin + line.len() - rest.len() - value.len();
        let mut here = Vec::new();
        let Some(read) = unquoted(value, at, &variables, environment, &mut here) else {
            return Err(Stop::unknown(at..at + value.len(), Reason::Interpolated));
        };
        size += read.len();
        if size > common::most(file) {
            return Err(Stop::unknown(at..at + value.len(), Reason::Grows));
        }
        if key == name.as_str() {
            if let Some(earlier) = found.replace(at..at + value.len()) {
                notes = vec![Note::new(earlier, Reason::Overridden)];
            }
            notes.append(&mut here);
            if rest.contains('#') {
                notes.add(
                    begin + line.len() - rest.trim_start_matches(BLANKS).len()..begin + line.len(),
                    Reason::Comment,
                );
            }
        }
        variables.insert(key, Some(read));
    }
    Ok(Loaded { bindings: variables.bindings(), end: None, notes })
}

/// The name, the value as it is written, and what follows it, if the line is understood.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let after_export = text.strip_prefix("export").filter(|rest| rest.starts_with(BLANKS));
    let after_export = after_export.map(|rest| rest.trim_start_matches(BLANKS));
    let named = |text| after_name(text);
    let (key, rest) = after_export.and_then(named).or_else(|| after_name(text))?;
    // What is quoted goes to the last quote behind which there is nothing but a comment.
    if let Some(quote @ ('\'' | '"')) = rest.chars().next() {
        let closes = |at: &usize| *at > 0 && is_end(&rest[at + 1..]);
        if let Some(last) = rest.rmatch_indices(quote).map(|(at, _)| at).find(closes) {
            return Some((key, &rest[..=last], &rest[last + 1..]));
        }
    }
    let (value, after) = rest.split_at(rest.find(|c| c == '#' || BLANKS.contains(&c)).unwrap_or(rest.len()));
    is_end(after).then_some((key, value, after))
}

/// The name with which `text` begins, and what follows its `=`, or its colon and a blank.
fn after_name(text: &str) -> Option<(&str, &str)> {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(text.len());
    let (key, rest) = text.split_at(length);
    let value = match rest.strip_prefix(':') {
        Some(value) => Some(value).filter(|value| value.starts_with(BLANKS)),
        None => rest.trim_start_matches(BLANKS).strip_prefix('='),
    };
    Some((key, value?.trim_start_matches(BLANKS))).filter(|_| length > 0)
}

/// Whether there is nothing here but blanks and a comment.
fn is_end(text: &str) -> bool {
    let text = text.trim_start_matches(BLANKS);
    text.is_empty() || text.starts_with('#')
}

/// The value without its quotes, and with what `$` stands for; none if it becomes too long.
fn unquoted(
    value: &str,
    at: usize,
    variables: &Variables<'_>,
    environment: &Environment<'_>,
    notes: &mut Vec<Note>,
) -> Option<String> {
    let inside = |quote| value.strip_prefix(quote).and_then(|value: &str| value.strip_suffix(quote));
    if value.len() < 2 {
        return Some(value.to_owned());
    }
    if let Some(literal) = inside('\'') {
        notes.add(at..at + value.len(), Reason::Quotes);
        return Some(literal.to_owned());
    }
    let Some(inside) = inside('"') else { return expanded(value, at, variables, environment, notes) };
    notes.add(at..at + value.len(), Reason::Quotes);
    // A letter first, then what is left of the backslashes.
    let lines = inside.replace("\\n", "\n").replace("\\r", "\r");
    let mut text = String::with_capacity(lines.len());
    let mut characters = lines.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = character == '\\' && characters.peek().is_some_and(|next| *next != '$');
        text.extend(if escapes { characters.next() } else { Some(character) });
    }
    if inside.contains('\\') {
        let escapes = inside.match_indices('\\').filter(|(place, _)| !inside[place + 1..].starts_with('$'));
        notes.extend(escapes.map(|(place, _)| Note::new(at + 1 + place..at + 2 + place, Reason::Escape)));
        // The places in it are not those of the file any more.
        let known = notes.len();
        let text = expanded(&text, 0, variables, environment, notes)?;
        if notes.len() > known {
            notes.truncate(known);
            notes.add(at..at + value.len(), Reason::Interpolated);
        }
        return Some(text);
    }
    expanded(&text, at + 1, variables, environment, notes)
}

/// `text` as Go's `os.Expand` makes it.
fn expanded(
    text: &str,
    at: usize,
    variables: &Variables<'_>,
    environment: &Environment<'_>,
    notes: &mut Vec<Note>,
) -> Option<String> {
    let mut value = String::new();
    let mut rest = text;
    let last_brace = text.rfind('}').unwrap_or(0);
    while let Some(dollar) = rest.find('$') {
        value.push_str(&rest[..dollar]);
        let place = text.len() - rest.len() + dollar;
        let after = &rest[dollar + 1..];
        let (name, length) = match after.as_bytes().first() {
            // What never closes is dropped, but only the brace.
            Some(b'{') if last_brace < place => ("", 1),
            Some(b'{') => match after.as_bytes() {
                [_, special, b'}', ..] if is_special(*special) => (&after[1..2], 3),
                _ => after.find('}').map_or(("", 1), |end| (&after[1..end], end + 1)),
            },
            Some(special) if is_special(*special) => (&after[..1], 1),
            _ => {
                let length = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
                (&after[..length], length)
            }
        };
        if length == 0 {
            value.push('$');
        } else {
            notes.add(at + place..at + place + 1 + length, Reason::Interpolated);
        }
        if !name.is_empty() {
            let (key, default) = name.split_once(":-").map_or((name, None), |(key, default)| (key, Some(default)));
            let set = variables.value(key);
            let outside = || environment.get(key).filter(|value| !value.is_empty()).or(default);
            value.push_str(set.or_else(outside).unwrap_or_default());
        }
        if value.len() > text.len() + common::SOME {
            return None;
        }
        rest = &after[length..];
    }
    value.push_str(rest);
    Some(value)
}

/// Whether Go takes this for a variable's whole name, as shells do.
const fn is_special(byte: u8) -> bool {
    matches!(byte, b'*' | b'#' | b'$' | b'@' | b'!' | b'?' | b'-' | b'0'..=b'9')
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
                ("K='a$b'\n", Value("a$b")),
                ("K='a'b'\n", Value("a'b")),
                ("K='a' # 'b'\n", Value("a' # 'b")),
                ("K='a' # it's\n", Value("a")),
                ("K=\"a\\\"b\\c\\n\\\\n\"\n", Value("a\"bc\n\n")),
                ("K=a\\b'\"\n", Value("a\\b'\"")),
                ("K=a\\$J.\n", Value("a\\.")),
                ("K=a$*b$12c$.d$\n", Value("ab2c$.d$")),
                ("K=\"${}a${J:-b c}${@}d\"\n", Value("ab cd")),
                ("K=a${b\n", Value("ab")),
                ("K=a#b\n", Value("a")),
                ("K=\"\n", Value("\"")),
                ("K:a\n", Refused),
                ("K=a b\n", Refused),
                ("K='a\nb'\n", Refused),
                ("\u{feff}K=a\n", Refused),
                ("export J=a\r\n\texport\tK.a = b\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a' # b\n", &[("'a'", Reason::Quotes), ("# b", Reason::Comment)]),
                ("K=a$b${c}\n", &[("$b", Reason::Interpolated), ("${c}", Reason::Interpolated)]),
                ("K=\"a\\b\"\n", &[("\"a\\b\"", Reason::Quotes), ("\\", Reason::Escape)]),
                ("K=a\nK=b\n", &[("a", Reason::Overridden)]),
                ("J=1\nK=a b\n", &[("K=a b", Reason::Syntax)]),
            ],
        );
    }
}
