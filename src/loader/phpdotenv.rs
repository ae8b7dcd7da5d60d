//! PHP's phpdotenv, `Dotenv::createImmutable(…)->load()`, which Laravel uses too.
//!
//! `K=a#b` is `a`, `K='a#b'` is `a#b`, and `K=a b` fails the file. Without quotes and in double ones
//! `${B}` is looked up, if there is such a variable; a `$` alone is itself. In double quotes a backslash
//! stands before `"`, `\`, `$` or one of `fnrtv`, or the file fails.
//!
//! Modelled from phpdotenv 5.8.0, `src/Parser/` and `src/Loader/Resolver.php`.

use std::ops::Range;

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Tested,
    common::{self, assigned::Assigned},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "phpdotenv",
    label: "PHP phpdotenv",
    family: Family::Other,
    version: "5.8.0",
    source: "src/Parser, src/Loader/Resolver.php",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name, true),
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: None,
};

/// What is read by the newest version (`newer`) or by 5.4.
pub(super) fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName, newer: bool) -> Loaded<'f> {
    common::with_unix_endings(file, true, &|text| {
        variables(text, environment, name, newer).unwrap_or_else(Loaded::from)
    })
}

fn variables<'f>(
    file: &'f str,
    environment: &Environment<'_>,
    name: &VariableName,
    newer: bool,
) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, environment);
    let mut at = if file.starts_with(common::BYTE_ORDER_MARK) { common::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    while at < file.len() {
        let Some(entry) = entry(file, at, newer) else { break };
        at = entry.end + 1;
        let text = file[entry.clone()].trim_matches(BLANKS);
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let text = &file[entry.clone()];
        let refused = |reason| Stop::refused(entry.clone(), reason);
        let equals = text.find('=');
        let before = equals.map_or(text, |equals| text[..equals].trim_matches(BLANKS));
        let key = key(before, newer);
        if newer && !key.is_ascii() && key.chars().all(|c| is_key(c) || !c.is_ascii()) {
            return Err(Stop::unknown(entry, Reason::Letter));
        }
        if key.is_empty() || !key.chars().all(is_key) {
            return Err(refused(Reason::Name));
        }
        let Some(equals) = equals else {
            assigned.clear(key);
            continue;
        };
        let start = entry.end - text[equals + 1..].trim_start_matches(BLANKS).len();
        let span = start..start + file[start.min(entry.end)..entry.end].trim_end_matches(BLANKS).len();
        let mut notes = Vec::new();
        let value = value(file, span.clone(), &assigned, &mut notes).map_err(refused)?;
        assigned.set(key, span, value, notes)?;
    }
    Ok(assigned.loaded())
}

/// What PHP's `trim` takes off.
const BLANKS: [char; 6] = [' ', '\n', '\r', '\t', '\0', '\u{b}'];

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.')
}

/// The line at `at`, or the lines where a value in double quotes goes over several; none for those of
/// a value that never ends, which 5.4 passes over.
fn entry(file: &str, at: usize, newer: bool) -> Option<Range<usize>> {
    let mut multiline = false;
    let mut start = at;
    loop {
        let end = start + file[start..].find('\n').unwrap_or(file.len() - start);
        let line = &file[start..end];
        let mut started = false;
        if !(multiline && newer)
            && let Some(place) = line.find("=\"")
        {
            let comment = newer && line[..place].contains('#');
            started = !comment && !stops(line, true, newer);
        }
        multiline |= started;
        if !multiline || stops(line, started, newer) {
            return Some(at..end);
        }
        if end == file.len() {
            return newer.then_some(at..end);
        }
        start = end + 1;
    }
}

/// Whether a value in double quotes ends in this line, in which it may have `started`.
fn stops(line: &str, started: bool, newer: bool) -> bool {
    if !newer && line == "\"" {
        return true;
    }
    let mut count = 0;
    let mut before = None;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\\' && characters.peek() == Some(&'\\') {
            characters.next();
            continue;
        }
        let counts = if newer { before != Some('\\') } else { before.is_some_and(|before| before != '\\') };
        count += usize::from(character == '"' && counts);
        before = Some(character);
    }
    count > usize::from(started)
}

/// The name that `before` holds, without `export` and quotes.
fn key(before: &str, newer: bool) -> &str {
    let mut key = before;
    if let Some(after) = key.strip_prefix("export")
        && after.starts_with([' ', '\t', '\n', '\r', '\u{b}', '\u{c}'])
        && key.chars().count() > if newer { 6 } else { 8 }
    {
        key = after.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', if newer { '\u{c}' } else { '\0' }]);
    }
    for quote in ['"', '\''] {
        if key.chars().count() > 2
            && let Some(inside) = key.strip_prefix(quote).and_then(|key| key.strip_suffix(quote))
        {
            return inside;
        }
    }
    key
}

/// What the value at `span` means.
fn value(file: &str, span: Range<usize>, assigned: &Assigned<'_, '_>, notes: &mut Vec<Note>) -> Result<String, Reason> {
    let mut value = String::with_capacity(span.len());
    // Where a `$` stands that may be looked up: in the value, and in the file.
    let mut dollars = Vec::new();
    let quote = file[span.clone()].chars().next().filter(|c| matches!(c, '\'' | '"'));
    let mut characters = file[span.clone()].char_indices().skip(usize::from(quote.is_some()));
    // Blanks that PHP's `trim` leaves at the beginning are a part of the value.
    let lead = span.len() - file[span.clone()].trim_start_matches(is_space).len();
    let mut done = false;
    while let Some((index, character)) = characters.next() {
        let at = span.start + index;
        if Some(character) == quote && !done {
            notes.add(span.start..at + 1, Reason::Quotes);
            done = true;
        } else if (done || quote.is_none()) && character == '#' {
            if quote.is_none() {
                notes.add(at..span.end, Reason::Comment);
            }
            done = true;
            break;
        } else if done {
            if !is_space(character) {
                return Err(Reason::Syntax);
            }
        } else if quote.is_none() && index >= lead && is_space(character) {
            done = true;
        } else if quote == Some('"') && character == '\\' {
            let (_, escaped) = characters.next().ok_or(Reason::Unclosed)?;
            notes.add(at..at + 1, Reason::Escape);
            value.push(match escaped {
                '"' | '\\' | '$' => escaped,
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\u{b}',
                _ => return Err(Reason::Escape),
            });
        } else {
            if character == '$' && quote != Some('\'') {
                dollars.push((value.len(), at));
            }
            value.push(character);
        }
    }
    if quote.is_some() && !done {
        return Err(Reason::Unclosed);
    }
    Ok(resolve(value, &dollars, assigned.left, |name, at| {
        let found = assigned.lookup(name);
        if found.is_some() {
            let length = file[at..span.end].find('}').map_or(1, |length| length + 1);
            notes.add(at..at + length, Reason::Interpolated);
        }
        found
    }))
}

/// `value` with what is looked up, the last first, so that a name may come out of a variable. What is
/// longer than `most` already grows no more: it is refused.
fn resolve<'v>(
    value: String,
    dollars: &[(usize, usize)],
    most: usize,
    mut lookup: impl FnMut(&str, usize) -> Option<&'v str>,
) -> String {
    if dollars.is_empty() {
        return value;
    }
    // Backwards, so that it grows at its end.
    let mut tail: Vec<char> = Vec::new();
    let mut end = value.len();
    for (place, at) in dollars.iter().rev() {
        tail.extend(value[*place..end].chars().rev());
        end = *place;
        let name: String = tail.iter().rev().skip(2).take_while(|c| is_key(**c)).collect();
        let length = name.len() + 3;
        let open = tail.len() > 2 && tail[tail.len() - 2] == '{';
        if open
            && length > 3
            && tail.len() >= length
            && tail[tail.len() - length] == '}'
            && tail.len() <= most
            && let Some(found) = lookup(&name, *at)
        {
            tail.truncate(tail.len() - length);
            tail.extend(found.chars().rev());
        }
    }
    tail.extend(value[..end].chars().rev());
    tail.iter().rev().collect()
}

/// PHP's `ctype_space`.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
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
                ("K=a#b\n", Value("a")),
                ("K=#b\n", Value("")),
                ("K=a'b\"c\\d$e\n", Value("a'b\"c\\d$e")),
                ("K=a b\n", Refused),
                ("K=a \t# b\n", Value("a")),
                ("K='a\\n$b#' # c\n", Value("a\\n$b#")),
                ("K='a' b\n", Refused),
                ("K='a\nb'\n", Refused),
                ("K=\"a\nb\\\"\nc\"\n", Value("a\nb\"\nc")),
                ("#K=\"a\nK=b\n", Value("b")),
                ("K = \"a\nb\"\n", Refused),
                ("K=\"\\f\\n\\r\\t\\v\\$\\\\\"\n", Value("\u{c}\n\r\t\u{b}$\\")),
                ("J=x\nK=${J}$J${H}\n", Value("x$J${H}")),
                ("A=x\nJ=A\nK=${${J}}\n", Value("x")),
                ("J='${A}'\nK=a${J}b\nA=x\n", Value("a${A}b")),
                ("K=a\nK\n", Missing),
                (" K\n", Refused),
                ("export K=a\n", Value("a")),
                ("export 'K' = a\n", Value("a")),
                ("\u{feff}K=a\r\nJ=b\r", Value("a")),
                ("K: a\n", Refused),
                ("=a\n", Refused),
                ("", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a#b\r\n", &[("#b", Reason::Comment)]),
                (
                    "J=x\nK=\"a\\$${J}\" #c\n",
                    &[("\\", Reason::Escape), ("\"a\\$${J}\"", Reason::Quotes), ("${J}", Reason::Interpolated)],
                ),
                ("K=a\nK=b\n", &[("a", Reason::Overridden)]),
                ("K=a\nK\n", &[("a", Reason::Overridden)]),
                ("K='a\n", &[("K='a", Reason::Unclosed)]),
                ("J K=a\n", &[("J K=a", Reason::Name)]),
            ],
        );
    }
}
