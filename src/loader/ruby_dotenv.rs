//! Ruby's dotenv, as a library and as the command `dotenv`.
//!
//! `K=a#b` is `a`, `K='a#$b'` is `a#$b`. Without quotes and in double ones `$b` is looked up, `$(b)` is
//! **run**, and a backslash before anything but `$` vanishes. Values may go over several lines.
//!
//! Modelled from dotenv 3.2.0, `lib/dotenv/parser.rb` and `lib/dotenv/substitutions/`.

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
    id: "ruby-dotenv",
    label: "Ruby dotenv 3",
    family: Family::Other,
    version: "3.2.0",
    source: "lib/dotenv/parser.rb, lib/dotenv/substitutions",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| {
        common::with_unix_endings(file, true, &|text| load(text, environment, name).unwrap_or_else(Loaded::from))
    },
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "dotenv -f .env python manage.py runserver\n" }),
};

/// What is read of a text without carriage returns.
fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, environment);
    let mut at = if file.starts_with(common::BYTE_ORDER_MARK) { common::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    loop {
        let start = ruby::skip(file, at);
        if start == file.len() {
            return Ok(assigned.loaded());
        }
        let Some(Entry { key, exported, value, end }) = entry(file, start, true) else {
            // Nothing that begins in the same blanks fares better.
            let end = line_end(file, start);
            assigned.skipped(file, start..end);
            at = end;
            continue;
        };
        at = line_end(file, end);
        let set = environment.get(key).filter(|_| key != "DOTENV_LINEBREAK_MODE");
        if let Some(set) = set {
            assigned.set(key, start..end, set.to_owned(), Vec::new())?;
        } else if let Some(taken) = value {
            let (inside, quote, mut notes) = taken_apart(file, &taken);
            let mut value = file[inside.clone()].to_owned();
            if quote == Some('"') {
                let legacy = assigned.lookup("DOTENV_LINEBREAK_MODE") == Some("legacy");
                let by = if legacy { ["\n", "\r"] } else { ["\\\\n", "\\\\r"] };
                value = value.replace("\\n", by[0]).replace("\\r", by[1]);
            }
            if quote != Some('\'') {
                notes.extend(ruby::inner_notes(file, inside.clone(), true));
                let Some(text) = ruby::commands(&ruby::unescape(&value)) else {
                    return Err(Stop::unknown(inside, Reason::Runs));
                };
                value = ruby::variables(&text, &|name| assigned.lookup(name), assigned.left);
            }
            assigned.set(key, taken, value, notes)?;
        } else if !exported {
            assigned.set(key, end..end, String::new(), Vec::new())?;
        } else if assigned.get(key).is_none() {
            return Err(Stop::refused(start..end, Reason::Syntax));
        }
    }
}

/// Where the text of the value taken is, its quote, and notes of what is left out round it.
pub(super) fn taken_apart(file: &str, taken: &Range<usize>) -> (Range<usize>, Option<char>, Vec<Note>) {
    let (inside, quote) = ruby::unquoted(file, taken.clone());
    let mut notes = ruby::outer_notes(taken.clone(), &inside, quote);
    if quote.is_none() && file[taken.end..].starts_with('#') {
        notes.add(taken.end..line_end(file, taken.end), Reason::Comment);
    }
    (inside, quote, notes)
}

/// A variable of the file.
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    exported: bool,
    /// Where its value is, if it has one.
    pub(super) value: Option<Range<usize>>,
    /// Where the search goes on.
    pub(super) end: usize,
}

pub(super) fn line_end(file: &str, at: usize) -> usize {
    file[at..].find('\n').map_or(file.len(), |length| at + length)
}

/// The variable whose line begins at `start`. A name alone is one, too, if that is `enough`.
pub(super) fn entry(file: &str, start: usize, enough: bool) -> Option<Entry<'_>> {
    let after_export = file[start..].strip_prefix("export").map(|_| ruby::skip(file, start + 6));
    let exported = after_export.filter(|at| *at > start + 6).and_then(|at| assignment(file, at, true, enough));
    exported.or_else(|| assignment(file, start, false, enough))
}

fn assignment(file: &str, start: usize, exported: bool, enough: bool) -> Option<Entry<'_>> {
    let end = ruby::key_end(file, start);
    let key = Some(&file[start..end]).filter(|key| !key.is_empty())?;
    let equals = ruby::skip(file, end);
    let at = if file[equals..].starts_with('=') {
        equals + 1
    } else if file[end..].strip_prefix(':').is_some_and(|after| after.starts_with(ruby::is_space)) {
        end + 2
    } else {
        return Some(Entry { key, exported, value: None, end: tail(file, end).filter(|_| enough)? });
    };
    if let Some((value, end)) = quoted(file, at) {
        return Some(Entry { key, exported, value: Some(value), end });
    }
    let end = file[at..].find(['#', '\n']).map_or(file.len(), |length| at + length);
    Some(Entry { key, exported, value: (at < end).then_some(at..end), end: tail(file, end)? })
}

/// A value in quotes after which the line ends or a comment follows, and where the search goes on.
fn quoted(file: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let start = ruby::skip(file, at);
    let quote = file[start..].chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    // A quote after a backslash closes only if none that stands alone does, the last one first.
    let mut escaped = Vec::new();
    let mut closing = None;
    for (index, _) in file[start + 1..].match_indices(quote) {
        let place = start + 1 + index;
        if index > 0 && file.as_bytes()[place - 1] == b'\\' {
            escaped.push(place);
        } else {
            closing = Some(place);
            break;
        }
    }
    closing.into_iter().chain(escaped.into_iter().rev()).find_map(|place| Some((at..place + 1, tail(file, place + 1)?)))
}

/// Where the search goes on if only blanks, perhaps of several lines, and a comment follow.
fn tail(file: &str, at: usize) -> Option<usize> {
    let end = ruby::skip(file, at);
    if end == file.len() || file[end..].starts_with('#') {
        return Some(line_end(file, end));
    }
    file[at..end].rfind('\n').map(|length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a$b.c#d\n", Value("a.c")),
                ("K='a#$b'\n", Value("a#$b")),
                ("K='a'b'\n", Value("a'b")),
                ("K='a\\'b\\\\'\n", Value("a\\'b\\\\")),
                ("K=\"a\\\\\\\"\\$b\\n$\"\n", Value("a\\\"$b\\n$")),
                ("DOTENV_LINEBREAK_MODE=legacy\nK=\"a\\nb\\rc\"\n", Value("a\nb\rc")),
                ("J=x\nK=${J}y$J}${J\n", Value("xyxx")),
                ("K=$Jx\nJ=y\n", Value("")),
                ("K=\\$(a\n", Value("\\$(a")),
                ("K=\\$(a)\n", Value("$(a)")),
                ("K=$()$(a()\n", Value("$()$(a()")),
                ("J='$(a)'\nK=$J\n", Value("$(a)")),
                ("K=$(a)\n", Unknown),
                ("J=\"$(a (b) c)\"\nK=b\n", Unknown),
                ("K='a\n\nb' # c\n", Value("a\n\nb")),
                ("K='a\r\nb\rc'\n", Value("a\nb\nc")),
                ("K=\n'a'\n", Value("a")),
                ("K\nJ=a\n", Value("")),
                ("K=a\nexport K\n", Value("a")),
                ("export K=\n", Refused),
                ("export \nK!\n", Missing),
                ("\u{feff}K=a\n", Value("a")),
                ("K='a' b\n", Value("'a' b")),
                ("K=a\\\\$J\n", Value("a$J")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                (
                    "K=a$b\\c #d\r\n",
                    &[
                        (" ", Reason::Trimmed),
                        ("#d", Reason::Comment),
                        ("$b", Reason::Interpolated),
                        ("\\", Reason::Escape),
                    ],
                ),
                ("K='$a\\b'\n", &[("'$a\\b'", Reason::Quotes)]),
                ("K=a\nK=\"$(b)\"\n", &[("$(b)", Reason::Runs)]),
                ("K=a\r\nK=b\n", &[("a", Reason::Overridden)]),
                ("!K=a\n", &[("!K=a", Reason::Ignored)]),
            ],
        );
    }
}
