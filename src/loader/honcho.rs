//! honcho, `honcho start` and `honcho run`, which reads `.env` with Python's `shlex`.
//!
//! `K=a#b` is `a`, `K=a b` is `ab`, `K='a'\''b'` is `a'b`, and a backslash before `n` or `t` that is
//! left at the end, as in `K='a\nb'`, is a newline or a tab. No `$`, no `export`.
//!
//! Modelled from honcho 2.0.0, `honcho/environ.py`, `parse`, and CPython 3.11, `Lib/shlex.py`.

use std::ops::Range;

use crate::{
    loader::{
        Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
        common::{self, python},
    },
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "honcho",
    label: "honcho",
    family: Family::Python,
    version: "2.0.0",
    source: "honcho/environ.py, parse",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_SHELL],
    cannot_carry: &["\\n", "\\t"],
    with: None,
    load: |file, _: &Environment<'_>, name| load(file, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "honcho run python manage.py runserver\n" }),
};

fn load<'f>(file: &'f str, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut loaded = Loaded::default();
    let mut found: Option<(Vec<Note>, Range<usize>)> = None;
    for line in python::split_lines(file) {
        let mut statement = Statement::default();
        statement.read(file, line.clone()).map_err(Stop::Refused)?;
        let is_asked = statement.name == name.as_str();
        let value = (statement.operator == "=" && statement.tokens > 2).then(|| statement.value());
        if !is_asked {
            let length = file[line.clone()].find('=');
            loaded
                .notes
                .extend(length.and_then(|length| common::hidden_name(file, line.start..line.start + length, name)));
        } else if value.is_none() {
            loaded.notes.add(line, Reason::Ignored);
        } else if let Some((_, earlier)) = found.replace((statement.notes, line)) {
            loaded.notes.add(earlier, Reason::Overridden);
        }
        // Only the first letter is looked at.
        if let Some(value) = value
            && statement.name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        {
            loaded.bind(statement.name, Bound::Text(value.into()));
        }
    }
    loaded.notes.extend(found.map(|(notes, _)| notes).unwrap_or_default());
    Ok(loaded)
}

/// What `shlex` makes of a line: its first two tokens, and the others as one.
#[derive(Default)]
struct Statement {
    name: String,
    operator: String,
    value: String,
    /// How many tokens there are.
    tokens: usize,
    /// Where the backslashes of the value stand: in it, and in the file.
    backslashes: Vec<(usize, usize)>,
    notes: Vec<Note>,
}

impl Statement {
    fn push(&mut self, at: usize, character: char) {
        let text = match self.tokens {
            0 => &mut self.name,
            1 => &mut self.operator,
            _ => {
                if character == '\\' {
                    self.backslashes.push((self.value.len(), at));
                }
                &mut self.value
            }
        };
        text.push(character);
    }

    /// Cuts `line` into tokens: words of letters, digits, `_`, quotes and escapes, and any other
    /// character by itself. The error is `shlex`'s own.
    fn read(&mut self, file: &str, line: Range<usize>) -> Result<(), Note> {
        let mut quote: Option<(char, usize)> = None;
        // Whether a word is open, which may be empty, as `''` is.
        let mut word = false;
        let mut characters = file[line.clone()].char_indices();
        while let Some((index, c)) = characters.next() {
            let at = line.start + index;
            match (c, quote) {
                (_, Some((open, start))) if c == open => {
                    quote = None;
                    self.notes.add(start..at + 1, Reason::Quotes);
                }
                ('\\', None | Some(('"', _))) => {
                    let Some((_, escaped)) = characters.next() else {
                        return Err(match quote {
                            Some((_, start)) => Note::new(start..line.end, Reason::Unclosed),
                            None => Note::new(at..line.end, Reason::Syntax),
                        });
                    };
                    if quote.is_none() || matches!(escaped, '"' | '\\') {
                        self.notes.add(at..at + 1, Reason::Escape);
                    } else {
                        self.push(at, c);
                    }
                    self.push(at + 1, escaped);
                    word = true;
                }
                (_, Some(_)) => self.push(at, c),
                ('\'' | '"', None) => {
                    quote = Some((c, at));
                    word = true;
                }
                (' ' | '\t' | '\r' | '#', None) => {
                    self.tokens += usize::from(word);
                    word = false;
                    let comment = c == '#';
                    let end = if comment { line.end } else { at + 1 };
                    self.notes.add(at..end, if comment { Reason::Comment } else { Reason::Trimmed });
                    if comment {
                        break;
                    }
                }
                _ if c.is_ascii_alphanumeric() || c == '_' => {
                    self.push(at, c);
                    word = true;
                }
                _ => {
                    self.tokens += usize::from(word);
                    self.push(at, c);
                    self.tokens += 1;
                    word = false;
                }
            }
        }
        self.tokens += usize::from(word);
        quote.map_or(Ok(()), |(_, start)| Err(Note::new(start..line.end, Reason::Unclosed)))
    }

    /// The value, in which a backslash and `n` or `t` stand for a newline and a tab by now.
    fn value(&mut self) -> String {
        let mut value = String::with_capacity(self.value.len());
        let mut copied = 0;
        for &(place, at) in &self.backslashes {
            let meant = match self.value.as_bytes().get(place + 1) {
                Some(b'n') => '\n',
                Some(b't') => '\t',
                _ => continue,
            };
            value.push_str(&self.value[copied..place]);
            value.push(meant);
            copied = place + 2;
            self.notes.add(at..at + 1, Reason::Escape);
        }
        value.push_str(&self.value[copied..]);
        value
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
                ("  K = a b # c\n", Value("ab")),
                ("K=a#b\n", Value("a")),
                ("K='a#b c'd\n", Value("a#b cd")),
                ("K='a\\'\n", Value("a\\")),
                ("K='a'\\''b'\n", Value("a'b")),
                ("K=\"a\\\"b\\\\c\\d\\$\"\n", Value("a\"b\\c\\d\\$")),
                ("K=a\\nb\\ c\n", Value("anb c")),
                ("K='a\\nb\\tc'\n", Value("a\nb\tc")),
                ("K='\\\\n'\n", Value("\\\n")),
                ("K=\\\\nb\n", Value("\nb")),
                ("K=\n", Missing),
                ("K=''\n", Value("")),
                ("'K'\"=\"a\n", Missing),
                ("'K'=a\n", Value("a")),
                ("K '=' a\n", Value("a")),
                ("K: a\n", Missing),
                ("export K=a\n", Missing),
                ("K=a\nK=b\n", Value("b")),
                ("K=a\nK=\n", Value("a")),
                ("K='a\nb'\n", Refused),
                ("K=a\nJ=it's\n", Refused),
                ("K=a\\\n", Refused),
                ("# it's\nK=a\r\n", Value("a")),
                ("K=$J${J}`~=\n", Value("$J${J}`~=")),
                ("\u{feff}K=a\n", Missing),
                ("K=a\u{a0}b\u{b}c\n", Value("a\u{a0}b")),
            ],
        );
    }

    #[test]
    fn noted() {
        notes(
            &LOADER,
            &[
                (
                    "K='a\\nb' # c\n",
                    &[
                        ("'a\\nb'", Reason::Quotes),
                        (" ", Reason::Trimmed),
                        ("# c", Reason::Comment),
                        ("\\", Reason::Escape),
                    ],
                ),
                ("K=a#b\n", &[("#b", Reason::Comment)]),
                ("K=\"a\\\"b\"\n", &[("\\", Reason::Escape), ("\"a\\\"b\"", Reason::Quotes)]),
                ("K='a\n", &[("'a", Reason::Unclosed)]),
                ("K=a\nK=b\n", &[("K=a", Reason::Overridden)]),
                ("K=\n", &[("K=", Reason::Ignored)]),
                ("export K=a\n", &[("export K", Reason::Name)]),
            ],
        );
    }
}
