//! fish, which has a grammar of its own: `set -x K 'a$b'`, in a file that it sources.
//!
//! In single quotes only `\'` and `\\` are escapes, in double ones also `\$` and `\"`, and `$NAME` is
//! looked up there. `set -x K a*b` looks for files and finds none, `set -x K (a)` runs `a`. An error
//! anywhere in the file, and nothing of it is done.
//!
//! Modelled after fish 3.6, `src/tokenizer.cpp`, `src/common.cpp` (`read_unquoted_escape`,
//! `unescape_string_internal`), `src/expand.cpp` and `src/builtins/set.cpp`.

use std::ops::Range;

use crate::{
    loader::{
        Environment, FileKind, Form, Loader, Precedence, Snippet,
        common::{self, BYTE_ORDER_MARK, Variables},
        posix_shell,
    },
    name::{self, VariableName},
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "fish",
    label: "fish",
    version: "3.6",
    source: "fish 3.6, src/tokenizer.cpp, src/expand.cpp",
    place: "a file that fish sources, such as config.fish",
    form: Form { head: "", first: "set -x ", further: "set -x ", between: " ", after: "", file: FileKind::Own },
    quotings: &[quoting::BARE, quoting::SINGLE_BACKSLASH],
    load,
    precedence: Precedence::File,
    starts: Some(Snippet {
        place: "the script that starts Django",
        text: "source secrets.fish; and set -q {var}; or exit 1\nexec gunicorn mysite.wsgi\n",
    }),
    ..posix_shell::LOADER
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut fish = Fish {
        file,
        at: if file.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 },
        environment,
        variables: Variables::new(),
        exported: Variables::new(),
        name: name.as_str(),
        found: None,
        loaded: Loaded::default(),
        size: 0,
    };
    match fish.run() {
        // It does nothing of the file.
        Err(Stop::Refused(note)) => return Loaded { notes: vec![note], ..Loaded::default() },
        Err(stop) => return stop.into(),
        Ok(()) => {}
    }
    let Fish { mut loaded, found, .. } = fish;
    if let Some(found) = found.filter(|_| loaded.get(name.as_str()).is_none()) {
        loaded.notes.add(found, Reason::NotExported);
    }
    loaded
}

struct Fish<'f, 'e> {
    file: &'f str,
    at: usize,
    environment: &'e Environment<'e>,
    /// Those that were set; none where one has several values or none.
    variables: Variables<'f>,
    exported: Variables<'f>,
    /// The variable in question, and where it was set last.
    name: &'e str,
    found: Option<Range<usize>>,
    /// What programs get.
    loaded: Loaded<'f>,
    size: usize,
}

impl<'f> Fish<'f, '_> {
    fn run(&mut self) -> Result<(), Stop> {
        loop {
            let notes = self.loaded.notes.len();
            self.blanks();
            self.loaded.notes.truncate(notes);
            match self.peek() {
                None => return Ok(()),
                Some('\n' | ';') => self.at += 1,
                Some(_) => self.set()?,
            }
        }
    }

    /// `set`, its options, a name and values.
    fn set(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let more = |fish: &Self| Err(Stop::unknown(start..fish.end_of_line(), Reason::Program));
        if self.plain_word() != "set" {
            return Err(Stop::unknown(start..self.end_of_line(), Reason::Runs));
        }
        let mut exports = false;
        let name = loop {
            self.blanks();
            match self.plain_word() {
                "-x" | "-gx" | "-xg" | "--export" => exports = true,
                "-g" | "--global" => {}
                name => break name,
            }
        };
        let usual = VariableName::parse(name).is_ok_and(|parsed| parsed.as_str() == name);
        if !usual || special(name) || !matches!(self.peek(), None | Some(' ' | '\t' | '\r' | '\n' | ';')) {
            return more(self);
        }
        let notes = self.loaded.notes.len();
        let (mut values, mut joined) = (0, String::new());
        self.blanks();
        let begin = self.at;
        let mut end = begin;
        loop {
            match self.peek() {
                None | Some('\n' | ';') => break,
                Some(_) => {
                    if let Some(value) = self.word()? {
                        if values > 0 {
                            joined.push(if name.ends_with("PATH") { ':' } else { ' ' });
                        }
                        joined.push_str(&value);
                        values += 1;
                    }
                    end = self.at;
                }
            }
            self.blanks();
        }
        self.size += joined.len();
        if self.size > common::most(self.file) {
            return more(self);
        }
        if name == self.name {
            if let Some(earlier) = self.found.replace(begin..end) {
                self.loaded.notes.insert(notes, Note::new(earlier, Reason::Overridden));
            }
        } else {
            // What happens to other variables is of no interest.
            self.loaded.notes.truncate(notes);
        }
        if exports || self.exported.contains_key(name) || self.environment.get(name).is_some() {
            self.exported.insert(name, None);
            self.loaded.bind(name, Bound::Text(joined.clone().into()));
        }
        self.variables.insert(name, (values == 1).then_some(joined));
        Ok(())
    }

    /// A word without quotes or anything that fish looks into.
    fn plain_word(&mut self) -> &'f str {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// A word, its quotes and backslashes taken off, `$` looked up; nothing if a variable in it has
    /// no value.
    fn word(&mut self) -> Result<Option<String>, Stop> {
        let start = self.at;
        let mut value = String::new();
        let mut vanishes = false;
        while let Some(character) = self.peek() {
            let at = self.at;
            let here = at..at + character.len_utf8();
            match character {
                ' ' | '\t' | '\r' | '\n' | ';' => break,
                '\'' | '"' => self.quoted(character, &mut value)?,
                '\\' => match self.file[here.end..].chars().next() {
                    None => return Err(Stop::refused(here, Reason::Syntax)),
                    Some('\n') => {
                        self.at += 2;
                        self.loaded.notes.add(at..self.at, Reason::Continued);
                    }
                    // Numbers of characters, and control characters.
                    Some('x' | 'X' | 'u' | 'U' | 'c' | '0'..='7') => {
                        return Err(Stop::unknown(here, Reason::Escape));
                    }
                    Some(escaped) => {
                        value.push(match escaped {
                            'a' => '\u{7}',
                            'b' => '\u{8}',
                            'e' => '\u{1b}',
                            'f' => '\u{c}',
                            'n' => '\n',
                            'r' => '\r',
                            't' => '\t',
                            'v' => '\u{b}',
                            other => other,
                        });
                        self.loaded.notes.add(here, Reason::Escape);
                        self.at += 1 + escaped.len_utf8();
                    }
                },
                '$' => match self.dollar()? {
                    Some(set) => value.push_str(&set),
                    None => vanishes = true,
                },
                '(' => return Err(self.substitution()),
                ')' | '}' => return Err(Stop::refused(here, Reason::Syntax)),
                '&' | '|' => {
                    let after = &self.file[at..self.end_of_line()];
                    let command = after.trim_start_matches(['&', '|', ' ', '\t', '\r']);
                    let runs = !(command.is_empty() || command.starts_with('#') || command.starts_with("set "));
                    let reason = if runs && !after.starts_with("||") { Reason::Runs } else { Reason::Program };
                    return Err(Stop::unknown(at..self.end_of_line(), reason));
                }
                // What follows a delimiter is a comment to a part of fish, even if that is escaped.
                '#' if at > start
                    && self.file[..at].ends_with([' ', '\t', '\r', '\n', ';', '&', '|', '<', '>', '(', ')']) =>
                {
                    return Err(Stop::unknown(here, Reason::Program));
                }
                // Files are looked for, several words are made, or a part is taken.
                '*' | '?' | '<' | '>' | '{' => return Err(Stop::unknown(here, Reason::Program)),
                '[' if at > start => return Err(Stop::unknown(here, Reason::Program)),
                '~' if at == start => return Err(Stop::unknown(here, Reason::Interpolated)),
                '%' if at == start && self.rest().starts_with("%self") => {
                    return Err(Stop::unknown(here, Reason::Interpolated));
                }
                _ => {
                    value.push(character);
                    self.at = here.end;
                }
            }
        }
        Ok((!vanishes).then_some(value))
    }

    fn quoted(&mut self, quote: char, value: &mut String) -> Result<(), Stop> {
        let start = self.at;
        self.at += 1;
        while let Some(character) = self.peek() {
            let here = self.at..self.at + character.len_utf8();
            let next = self.file[here.end..].chars().next();
            match (character, next) {
                (c, _) if c == quote => {
                    self.at = here.end;
                    self.loaded.notes.add(start..self.at, Reason::Quotes);
                    if self.file[start..self.at].contains('\n') {
                        self.loaded.notes.add(start..self.at, Reason::Continued);
                    }
                    return Ok(());
                }
                ('$', _) if quote == '"' => value.push_str(&self.dollar()?.unwrap_or_default()),
                ('\\', Some('\n')) if quote == '"' => self.at += 2,
                ('\\', Some(escaped)) if escaped == quote || escaped == '\\' || (escaped == '$' && quote == '"') => {
                    value.push(escaped);
                    self.loaded.notes.add(here, Reason::Escape);
                    self.at += 2;
                }
                _ => {
                    value.push(character);
                    self.at = here.end;
                }
            }
        }
        Err(Stop::refused(start..self.file.len(), Reason::Unclosed))
    }

    /// The value of the variable after a `$`, if it has one.
    fn dollar(&mut self) -> Result<Option<String>, Stop> {
        let start = self.at;
        let rest = &self.file[start + 1..];
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        let end = start + 1 + length;
        let several = matches!(self.variables.get(name), Some(None));
        if name.is_empty() {
            return Err(match after.chars().next() {
                Some('(') => self.substitution(),
                // A name in the next line.
                Some('\\') if after.starts_with("\\\n") => Stop::unknown(start..end, Reason::Interpolated),
                Some('$') => Stop::unknown(start..end, Reason::Interpolated),
                _ => Stop::refused(start..end, Reason::Syntax),
            });
        }
        if after.starts_with(['[', '\\']) || several || special(name) {
            return Err(Stop::unknown(start..end, Reason::Interpolated));
        }
        self.at = end;
        self.loaded.notes.add(start..end, Reason::Interpolated);
        let set = self.variables.value(name).or_else(|| self.environment.get(name));
        self.size += set.map_or(0, str::len);
        if self.size > common::most(self.file) {
            return Err(Stop::unknown(start..end, Reason::Grows));
        }
        Ok(set.map(str::to_owned))
    }

    /// `(…)` or `$(…)`, which runs what is in it.
    fn substitution(&self) -> Stop {
        let mut depth = 0_usize;
        let closes = |c: char| {
            depth = if c == '(' { depth + 1 } else { depth - usize::from(c == ')' && depth > 0) };
            c == ')' && depth == 0
        };
        let end = self.rest().find(closes).map_or(self.file.len(), |length| self.at + length + 1);
        Stop::unknown(self.at..end, Reason::Runs)
    }

    /// Goes on over blanks, continued lines and comments.
    fn blanks(&mut self) {
        let mut continued = false;
        while let Some(character) = self.peek() {
            let start = self.at;
            match character {
                '#' => {
                    self.at = self.end_of_line();
                    self.loaded.notes.add(start..self.at, Reason::Comment);
                    // A line goes on behind a comment that it was continued to.
                    if continued && self.at < self.file.len() {
                        self.at += 1;
                    }
                }
                '\\' if self.rest().starts_with("\\\n") => {
                    self.at += 2;
                    continued = true;
                }
                '\n' | '\u{85}' | '\u{a0}' | '\u{2007}' | '\u{202f}' => return,
                // Some of them end no word.
                blank if blank.is_whitespace() => self.at += blank.len_utf8(),
                _ => return,
            }
        }
    }

    fn end_of_line(&self) -> usize {
        self.rest().find('\n').map_or(self.file.len(), |length| self.at + length)
    }

    fn rest(&self) -> &'f str {
        &self.file[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }
}

/// Whether fish keeps this name for itself.
fn special(name: &str) -> bool {
    let own = ["argv", "history", "hostname", "last_pid", "pipestatus", "status", "umask", "version"];
    name::is_taken(name) || own.contains(&name) || name.starts_with("fish_")
}

#[cfg(test)]
mod tests;
