//! systemd's `EnvironmentFile=`.
//!
//! `K="a\"b$c"` is `a"b$c`: `\` takes the special meaning from `"`, `\`, `` ` `` and `$` in double
//! quotes, and from anything without quotes. Nothing is looked up. What follows a closing quote goes
//! on with the value: `K='a' #b` is `a#b`, and the shells' `'a'\''b'` is not `a'b`.
//!
//! Modelled from systemd 252, `src/basic/env-file.c`, `parse_env_file_internal` and
//! `load_env_file_push`.

use std::ops::Range;

use crate::{
    loader::{Django, Family, Form, Loader, Precedence, Snippet, Tested, common},
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "systemd-environment-file",
    label: "systemd EnvironmentFile=",
    family: Family::Service,
    version: "252",
    source: "src/basic/env-file.c, parse_env_file_internal",
    place: "/etc/django.env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_BACKSLASH],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet {
        place: "the unit file: without a - before the path, a missing file stops the start",
        text: "[Service]\nEnvironmentFile=/etc/django.env\n",
    }),
};

/// Where in a line the reader is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    BeforeName,
    Name,
    BeforeValue,
    Value,
    ValueEscape,
    Quoted(char),
    DoubleEscape,
    Comment,
    CommentEscape,
}

/// The assignment that is being read.
struct Assignment {
    name: Range<usize>,
    text: String,
    /// How much of `text` stays, and where in the file it ends, when the blanks at its end go.
    kept: (usize, usize),
    notes: Vec<Note>,
}

fn load<'f>(file: &'f str, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    if let Some(at) = file.find('\0') {
        return Err(Stop::refused(at..at + 1, Reason::Syntax));
    }
    let mut state = State::BeforeName;
    let mut now = Assignment { name: 0..0, text: String::new(), kept: (0, 0), notes: Vec::new() };
    let mut loaded = Loaded::default();
    let mut found: Option<(Range<usize>, Vec<Note>)> = None;
    let mut begun = 0;
    let ends = [(file.len(), '\0')];
    for (at, c) in file.char_indices().chain(ends) {
        let newline = matches!(c, '\n' | '\r');
        let over = c == '\0';
        match state {
            State::BeforeName if matches!(c, '#' | ';') => (state, begun) = (State::Comment, at),
            State::BeforeName if newline || is_blank(c) => {}
            State::BeforeName => (state, begun) = (State::Name, at),
            State::Name if newline || over => state = State::BeforeName,
            State::Name if c == '=' => {
                state = State::BeforeValue;
                now.name = begun..begun + file[begun..at].trim_end_matches(is_blank).len();
                now.text.clear();
                now.notes.clear();
                now.kept = (0, at + 1);
                begun = at + 1;
            }
            State::Comment if c == '\\' => state = State::CommentEscape,
            State::Comment if newline || over => {
                // A backslash before the end of a line makes the next one a part of the comment.
                let hidden = |line: &str| line.trim_start_matches(is_blank).starts_with(name.as_str());
                if file[begun..at].split(['\n', '\r']).skip(1).any(hidden) {
                    loaded.notes.add(begun..at, Reason::Comment);
                }
                state = State::BeforeName;
            }
            State::CommentEscape => state = State::Comment,
            State::Name | State::Comment => {}
            _ if over || newline && matches!(state, State::BeforeValue | State::Value) => {
                if let State::Quoted(_) | State::DoubleEscape = state {
                    now.note(begun..at, Reason::Unclosed);
                }
                if let Some((place, c)) =
                    file[now.name.start..at].char_indices().find(|(_, c)| common::is_no_character(*c))
                {
                    let place = now.name.start + place;
                    return Err(Stop::refused(place..place + c.len_utf8(), Reason::NoCharacter));
                }
                if state == State::Value {
                    now.text.truncate(now.kept.0);
                    now.note(now.kept.1..at, Reason::Trimmed);
                }
                let key = &file[now.name.clone()];
                if common::is_name(key) {
                    loaded.bind(key, Bound::Text(now.text.clone().into()));
                }
                if key == name.as_str() {
                    let value = (begun.min(now.name.end + 1)..at, std::mem::take(&mut now.notes));
                    if let Some((earlier, _)) = found.replace(value) {
                        loaded.notes.add(earlier, Reason::Overridden);
                    }
                } else {
                    loaded.notes.extend(common::hidden_name(file, now.name.clone(), name));
                }
                state = State::BeforeName;
            }
            State::BeforeValue if is_blank(c) => now.note(at..at + 1, Reason::Trimmed),
            State::BeforeValue if matches!(c, '\'' | '"') => (state, begun) = (State::Quoted(c), at),
            State::BeforeValue | State::Value if c == '\\' => {
                state = State::ValueEscape;
                now.kept = (now.text.len(), at + 1);
                now.note(at..at + 1, Reason::Escape);
            }
            State::BeforeValue | State::Value => {
                state = State::Value;
                now.push(c, at);
            }
            State::ValueEscape => {
                state = State::Value;
                if newline {
                    now.note(at..at + 1, Reason::Continued);
                } else {
                    now.text.push(c);
                }
                now.kept = (now.text.len(), at + c.len_utf8());
            }
            State::Quoted(quote) if c == quote => {
                state = State::BeforeValue;
                now.kept = (now.text.len(), at + 1);
                now.note(begun..at + 1, Reason::Quotes);
            }
            State::Quoted('"') if c == '\\' => state = State::DoubleEscape,
            State::Quoted(_) => now.text.push(c),
            State::DoubleEscape => {
                state = State::Quoted('"');
                if c == '\n' || "\"\\`$".contains(c) {
                    now.note(at - 1..at, if c == '\n' { Reason::Continued } else { Reason::Escape });
                } else {
                    now.text.push('\\');
                }
                if c != '\n' {
                    now.text.push(c);
                }
            }
        }
    }
    if let Some((_, notes)) = found {
        loaded.notes.extend(notes);
    }
    Ok(loaded)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

impl Assignment {
    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        if !is_blank(c) {
            self.kept = (self.text.len(), at + c.len_utf8());
        }
    }

    /// Adds a note, or makes the last one longer that says the same.
    fn note(&mut self, span: Range<usize>, reason: Reason) {
        match self.notes.last_mut() {
            Some(last) if last.reason == reason && last.span.end == span.start && reason == Reason::Trimmed => {
                last.span.end = span.end;
            }
            _ if span.is_empty() => {}
            _ => self.notes.add(span, reason),
        }
    }
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
                ("K=a#b $c %d \\ e\n", Value("a#b $c %d  e")),
                ("  K \t=  a b \t\n", Value("a b")),
                ("K='a\\n\"$b'\n", Value("a\\n\"$b")),
                ("K=\"a\\\"\\\\\\$\\`\\n'$b\"\n", Value("a\"\\$`\\n'$b")),
                ("K='a' #b\n", Value("a#b")),
                ("K='a' 'b' \n", Value("ab")),
                ("K='it'\\''s'\n", Value("it''s'")),
                ("K=a'b'\n", Value("a'b'")),
                ("K=\\'a\n", Value("'a")),
                ("K='a\nb'\n", Value("a\nb")),
                ("K=\"a\\\nb\\\r\"\n", Value("ab\\\r")),
                ("K='a\nJ=b\n", Value("a\nJ=b\n")),
                ("K=\"a\\", Value("a")),
                ("K=a\rJ=b\r\n", Value("a")),
                ("K=a\nK=\n", Value("")),
                ("#K=a\n;K=b\nexport K=c\nK\n=K=d\n", Missing),
                ("\u{feff}K=a\n", Missing),
                ("K=a\0\n", Refused),
            ],
        );
    }
}
