//! Node's foreman, the command `nf`, which `heroku local` starts, too.
//!
//! `K=a#b` is `a`, `K='a#b'` is `a#b`, and what follows the closing quote is dropped. There are no escapes, no
//! `$` and no `export`. A quote that never closes stops the program, and a line of two characters, as `K=` is,
//! is dropped.
//!
//! Modelled from foreman 3.0.1 of npm, `lib/envs.js`, `keyValue`.

use std::ops::Range;

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, javascript},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "node-foreman",
    label: "nf, heroku local",
    family: Family::Service,
    version: "3.0.1",
    source: "foreman of npm: lib/envs.js, keyValue",
    place: ".env, beside the Procfile",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE],
    cannot_carry: &[],
    with: None,
    load,
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "nf start --env .env\n" }),
};

fn load<'f>(file: &'f str, _: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    // A file of JSON is taken for one.
    let trimmed = file.trim();
    if trimmed.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"')) && trimmed.ends_with('}') {
        return Stop::unknown(0..file.len(), Reason::Structure).into();
    }
    common::without(file, &comments(file), &|text| {
        common::without(text, &blank_lines(text), &|text| assigned(text, name).unwrap_or_else(Loaded::from))
    })
}

/// What JavaScript's `^` and `$` take for the end of a line.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Where the blanks begin and end that stand at `at`, which may be of several lines.
fn blanks(text: &str, at: usize) -> Range<usize> {
    at..text.len() - text[at..].trim_start_matches(javascript::is_space).len()
}

/// Where the line after `at` begins.
fn next_line(text: &str, at: usize) -> Option<usize> {
    let (index, c) = text[at..].char_indices().find(|(_, c)| ends_line(*c))?;
    Some(at + index + c.len_utf8())
}

/// Lines that are a comment, each with the blanks before it.
fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let hash = blanks(text, at).end;
        let mut end = at;
        if text[hash..].starts_with('#') {
            end = text[hash..].find(ends_line).map_or(text.len(), |length| hash + length);
            found.push(at..end);
        }
        // Nothing that begins in the same blanks fares better.
        match next_line(text, end.max(hash)) {
            Some(next) => at = next,
            None => return found,
        }
    }
}

/// Lines of blanks, each but for what ends it.
fn blank_lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let blank = blanks(text, at);
        let end = if blank.end == text.len() {
            Some(blank.end)
        } else {
            text[blank.clone()].rfind(ends_line).map(|end| at + end)
        };
        found.extend(end.map(|end| at..end).filter(|blank| !blank.is_empty()));
        match next_line(text, blank.end) {
            Some(next) => at = next,
            None => return found,
        }
    }
}

/// What is read of a text without comments and blank lines.
fn assigned<'f>(text: &'f str, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut loaded = Loaded::default();
    let mut found: Option<(Range<usize>, Vec<Note>)> = None;
    let mut start = 0;
    for line in text.split('\n') {
        let at = start;
        start += line.len() + 1;
        let trimmed = line.trim_matches(javascript::is_space);
        // In JavaScript's own count of characters.
        if trimmed.encode_utf16().count() <= 2 {
            if trimmed.strip_suffix('=') == Some(name.as_str()) {
                loaded.notes.add(at..at + line.len(), Reason::Ignored);
            }
            continue;
        }
        let (before, after) = line.split_once('=').unwrap_or((line, ""));
        let key = before.trim_matches(javascript::is_space);
        let written = after.trim_matches(javascript::is_space);
        let end = at + line.trim_end_matches(javascript::is_space).len();
        let (begin, span) = (end - written.len(), end - written.len()..end);
        let mut what = Vec::new();
        let quote = written.chars().next().filter(|first| matches!(first, '\'' | '"'));
        let value = if let Some(quote) = quote {
            let Some(close) = written[1..].find(quote) else { return Err(Stop::refused(span, Reason::Unclosed)) };
            what.add(begin..begin + close + 2, Reason::Quotes);
            if close + 2 < written.len() {
                let comment = written[close + 2..].trim_start().starts_with('#');
                what.add(begin + close + 2..span.end, if comment { Reason::Comment } else { Reason::Cut });
            }
            &written[1..=close]
        } else {
            // A comment goes to the end of the value, of whose lines JavaScript takes the last.
            let last = written.rfind(ends_line).unwrap_or(0);
            match written[last..].find('#') {
                Some(hash) => {
                    let value = written[..last + hash].trim_end_matches(javascript::is_space);
                    what.add(begin + value.len()..span.end, Reason::Comment);
                    value
                }
                None => written,
            }
        };
        loaded.set(key, value);
        if key == name.as_str() {
            if let Some((earlier, _)) = found.replace((span, what)) {
                loaded.notes.add(earlier, Reason::Overridden);
            }
        } else {
            loaded.notes.extend(common::hidden_name(text, common::span_of(before, text), name));
        }
    }
    loaded.notes.extend(found.map(|(_, what)| what).unwrap_or_default());
    Ok(loaded)
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
                ("K=a#b\n", Value("a")),
                ("K=a #b\n", Value("a")),
                ("K='a#b' #c\n", Value("a#b")),
                ("K='a'b\n", Value("a")),
                ("K=\"a\\n$b\\\"c\"\n", Value("a\\n$b\\")),
                ("K=''\n", Value("")),
                ("K=\n", Missing),
                ("K= a b \r\n", Value("a b")),
                (" K = a\n", Value("a")),
                ("K='a\n", Refused),
                ("K=a\nJ=\"b\n", Refused),
                ("K=a\nK=b\n", Value("b")),
                ("#K=a\n  #K=b\n\nJ=c\n", Missing),
                ("export K=a\n", Missing),
                ("\u{feff}K=a\n", Value("a")),
                ("K=a\r#b\rJ=c", Value("a\r\rJ=c")),
                ("K=a\r\r\rb", Value("a\r\rb")),
                ("K=a#b\rc#d", Value("a#b\rc")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("\n# c\nK='a' b\n", &[("'a'", Reason::Quotes), (" b", Reason::Cut)]),
                ("K=a #b\n", &[(" #b", Reason::Comment)]),
                ("K=\n", &[("K=", Reason::Ignored)]),
                ("# c\nexport K=a\n", &[("export K", Reason::Name)]),
            ],
        );
    }
}
