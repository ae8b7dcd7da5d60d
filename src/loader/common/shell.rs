//! How shells read a file of assignments: the part of the shell's grammar on which dash, bash and
//! zsh agree, and nothing else.
//!
//! A file that a shell reads is a program. This follows plain assignments and `export`; where a
//! line runs a command, or where shells differ, the reading is unknown, and says where.
//!
//! Source: POSIX.1-2024, XCU 2.2 (quoting), 2.6 (expansions) and 2.10 (grammar), held against dash
//! 0.5.12, bash 5.2 and zsh 5.9.

use std::ops::Range;

use crate::{
    loader::{Environment, common::Variables},
    name::{self, VariableName},
    reading::{Note, Reading, Reason},
};

/// Values longer than this are not followed: `A=$A$A` doubles with each line.
const MOST: usize = 8 << 20;

/// What a shell that reads `file` makes of the variable, and what the programs that it starts get
/// of it: all variables with `set -a` before (`all_exported`), else only those exported.
pub(in crate::loader) fn read(
    file: &str,
    name: &VariableName,
    environment: &Environment<'_>,
    all_exported: bool,
) -> Reading {
    let mut shell = Shell {
        file,
        at: 0,
        environment,
        variables: Variables::new(),
        name: name.as_str(),
        exported: all_exported || environment.get(name.as_str()).is_some(),
        found: None,
        notes: Vec::new(),
        size: 0,
    };
    match shell.run() {
        Err(Stop::Syntax(span)) => return Reading::Refused(Note::new(span, Reason::Unclosed)),
        Err(Stop::Unknown(span, reason)) => return Reading::Unknown(Note::new(span, reason)),
        Ok(()) => {}
    }
    let Shell { variables, mut notes, exported, found, .. } = shell;
    let set = variables.get(name.as_str()).and_then(|value| value.as_deref());
    let Some(value) = set.or_else(|| environment.get(name.as_str())) else { return Reading::Missing { notes } };
    if exported {
        return Reading::Value { text: value.into(), notes };
    }
    notes.push(Note::new(found.unwrap_or_default(), Reason::NotExported));
    Reading::Missing { notes }
}

/// Why the shell's reading cannot be followed to the end.
enum Stop {
    /// The shell gives up: this never closes, or cannot stand here.
    Syntax(Range<usize>),
    /// This runs something, or shells differ on it.
    Unknown(Range<usize>, Reason),
}

struct Shell<'a> {
    file: &'a str,
    at: usize,
    environment: &'a Environment<'a>,
    variables: Variables<'a>,
    /// The variable in question, whether it is exported, and where it was set last.
    name: &'a str,
    exported: bool,
    found: Option<Range<usize>>,
    notes: Vec<Note>,
    /// The length of all values.
    size: usize,
}

impl<'a> Shell<'a> {
    /// Command by command, to the end of the file.
    fn run(&mut self) -> Result<(), Stop> {
        loop {
            self.blanks();
            match self.peek() {
                None => return Ok(()),
                Some('\n') => self.at += 1,
                Some('#') => self.comment(),
                Some(_) => self.command()?,
            }
        }
    }

    /// Assignments, or `export` and its words, to the end of the command.
    fn command(&mut self) -> Result<(), Stop> {
        let export = self.rest().strip_prefix("export").is_some_and(|rest| rest.starts_with([' ', '\t']));
        if export {
            self.at += "export".len();
        }
        let mut any = false;
        loop {
            self.blanks();
            match self.peek() {
                Some('#') => self.comment(),
                None | Some('\n') if any => return Ok(()),
                Some(';') if any => {
                    // `;;` ends a case of `case`, and nothing else.
                    if self.rest().starts_with(";;") {
                        return Err(Stop::Syntax(self.at..self.at + 2));
                    }
                    self.at += 1;
                    return Ok(());
                }
                Some('(' | ')') if any => return Err(Stop::Syntax(self.at..self.at + 1)),
                _ => self.word(export)?,
            }
            any = true;
        }
    }

    /// One assignment, or with `export` also a name alone.
    fn word(&mut self, export: bool) -> Result<(), Stop> {
        let start = self.at;
        let length = self.rest().find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest().len());
        let name = &self.file[start..start + length];
        let runs = Stop::Unknown(start..self.end_of_line(), Reason::Runs);
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || name::is_taken(name) {
            return Err(runs);
        }
        self.at += length;
        if self.peek() != Some('=') {
            let alone = matches!(self.peek(), None | Some(' ' | '\t' | '\n' | ';'));
            // zsh sets a variable that is not set to nothing.
            let set = self.variables.contains_key(name) || self.environment.get(name).is_some();
            if export && alone && set {
                self.exported |= name == self.name;
                return Ok(());
            }
            return Err(runs);
        }
        self.at += 1;
        let begin = self.at;
        let notes = self.notes.len();
        let value = self.value(export)?;
        self.size += value.len();
        if self.size > MOST {
            return Err(Stop::Unknown(begin..self.at, Reason::Interpolated));
        }
        if name == self.name {
            self.exported |= export;
            if let Some(earlier) = self.found.replace(begin..self.at) {
                self.notes.insert(notes, Note::new(earlier, Reason::Overridden));
            }
        } else {
            // What happens to other variables is of no interest.
            self.notes.truncate(notes);
        }
        self.variables.insert(name, Some(value));
        Ok(())
    }

    /// The value of an assignment: one word, its quotes and backslashes taken off, `$` looked up.
    fn value(&mut self, export: bool) -> Result<String, Stop> {
        let mut value = String::new();
        while let Some(character) = self.peek() {
            let at = self.at;
            let here = at..at + character.len_utf8();
            match character {
                ' ' | '\t' | '\n' | ';' => break,
                '\'' => {
                    let Some(length) = self.file[at + 1..].find('\'') else {
                        return Err(Stop::Syntax(at..self.file.len()));
                    };
                    value.push_str(&self.file[at + 1..at + 1 + length]);
                    self.at = at + length + 2;
                    self.notes.push(Note::new(at..self.at, Reason::Quotes));
                }
                '"' => self.double_quoted(&mut value)?,
                '\\' => {
                    self.at += 1;
                    match self.peek() {
                        // Shells differ on a backslash at the very end.
                        None => return Err(Stop::Unknown(here, Reason::Escape)),
                        Some('\n') => self.at += 1,
                        Some(escaped) => {
                            value.push(escaped);
                            self.at += escaped.len_utf8();
                            self.notes.push(Note::new(here, Reason::Escape));
                        }
                    }
                }
                '$' => self.dollar(&mut value, false, export)?,
                '`' => return Err(Stop::Unknown(here, Reason::Runs)),
                '(' | ')' => return Err(Stop::Syntax(here)),
                '&' | '|' | '<' | '>' => return Err(Stop::Unknown(at..self.end_of_line(), Reason::Runs)),
                // A home folder; zsh looks for a program of that name. Both only at these places.
                '~' | '=' if value.is_empty() || value.ends_with(':') => {
                    return Err(Stop::Unknown(here, Reason::Interpolated));
                }
                // With `export`, bash makes several words of it.
                '{' if export => return Err(Stop::Unknown(here, Reason::Interpolated)),
                _ => {
                    if character == '\r' {
                        self.notes.push(Note::new(here, Reason::CarriageReturn));
                    }
                    value.push(character);
                    self.at += character.len_utf8();
                }
            }
        }
        Ok(value)
    }

    fn double_quoted(&mut self, value: &mut String) -> Result<(), Stop> {
        let start = self.at;
        self.at += 1;
        while let Some(character) = self.peek() {
            let here = self.at..self.at + character.len_utf8();
            match character {
                '"' => {
                    self.at += 1;
                    self.notes.push(Note::new(start..self.at, Reason::Quotes));
                    return Ok(());
                }
                '$' => self.dollar(value, true, false)?,
                '`' => return Err(Stop::Unknown(here, Reason::Runs)),
                '\\' => {
                    self.at += 1;
                    match self.peek() {
                        Some('\n') => self.at += 1,
                        Some(escaped @ ('$' | '`' | '"' | '\\')) => {
                            value.push(escaped);
                            self.at += 1;
                            self.notes.push(Note::new(here, Reason::Escape));
                        }
                        _ => value.push('\\'),
                    }
                }
                _ => {
                    value.push(character);
                    self.at = here.end;
                }
            }
        }
        Err(Stop::Syntax(start..self.file.len()))
    }

    /// What `$` and the following stand for.
    fn dollar(&mut self, value: &mut String, quoted: bool, export: bool) -> Result<(), Stop> {
        let start = self.at;
        let rest = &self.file[start + 1..];
        let (braces, inside) = match rest.strip_prefix('{') {
            Some(inside) => (true, inside),
            None => (false, rest),
        };
        let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len());
        let name = &inside[..length];
        let unknown = |end, reason| Err(Stop::Unknown(start..end, reason));
        if name.is_empty() && !braces {
            // Itself before these, in every shell; before others it is something, at least in one.
            let itself = match rest.chars().next() {
                None => !quoted,
                Some(' ' | '\t' | '\n' | '.' | ',' | '/' | ']' | '}' | '%') => true,
                Some('"') => quoted,
                _ => false,
            };
            if !itself {
                let runs = rest.starts_with('(');
                let reason = if runs { Reason::Runs } else { Reason::Interpolated };
                return unknown(start + 1, reason);
            }
            value.push('$');
            self.at += 1;
            return Ok(());
        }
        let end = start + 1 + length + if braces { 2 } else { 0 };
        if name.is_empty()
            || name.starts_with(|c: char| c.is_ascii_digit())
            || name::is_taken(name)
            || (braces && !inside[length..].starts_with('}'))
            // zsh takes a bracket for an index, a colon for a modifier, and any letter for a part of
            // the name, as a continued line is.
            || (!braces && inside[length..].starts_with(|c: char| matches!(c, '[' | ':' | '\\') || !c.is_ascii()))
            // dash may make several words of it.
            || (export && !quoted)
        {
            return unknown(end.min(self.file.len()), Reason::Interpolated);
        }
        if let Some(set) =
            self.variables.get(name).and_then(|value| value.as_deref()).or_else(|| self.environment.get(name))
        {
            value.push_str(set);
        }
        if self.size + value.len() > MOST {
            return unknown(end, Reason::Interpolated);
        }
        self.notes.push(Note::new(start..end, Reason::Interpolated));
        self.at = end;
        Ok(())
    }

    fn comment(&mut self) {
        self.at = self.end_of_line();
    }

    /// Goes on over blanks and continued lines.
    fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            let more = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            self.at += more;
            if self.rest().starts_with("\\\n") {
                self.at += 2;
            } else if more == 0 {
                return;
            }
        }
    }

    fn end_of_line(&self) -> usize {
        self.rest().find('\n').map_or(self.file.len(), |length| self.at + length)
    }

    fn rest(&self) -> &'a str {
        &self.file[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }
}
