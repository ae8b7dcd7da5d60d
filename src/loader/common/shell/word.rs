//! The value of an assignment: its quotes, its backslashes, and where it ends.

use super::{Agreed, Bash, Busybox, Dash, Mksh, Shell, Yash, Zsh};
use crate::reading::{Notes as _, Reason, Stop};

impl Shell<'_, '_> {
    /// The value of an assignment: one word, its quotes and backslashes taken off, `$` looked up.
    pub(super) fn value(&mut self, export: bool) -> Result<String, Stop> {
        let mut value = String::new();
        while let Some(character) = self.peek() {
            let at = self.at;
            let here = at..at + character.len_utf8();
            match character {
                '\n' | ';' => break,
                _ if self.is_blank(character) => break,
                '\'' => {
                    let Some(length) = self.file[at + 1..].find('\'') else {
                        return Err(Stop::refused(at..self.file.len(), Reason::Unclosed));
                    };
                    let inside = &self.file[at + 1..at + 1 + length];
                    value.push_str(inside);
                    self.at = at + length + 2;
                    self.quoted(at, inside.contains('\n'));
                }
                '"' => self.double_quoted(&mut value)?,
                '\\' => {
                    self.at += 1;
                    match self.peek() {
                        None => match self.dialect {
                            Agreed => return Err(Stop::unknown(here, Reason::Escape)),
                            Bash | Dash | Busybox => value.push('\\'),
                            Zsh | Mksh | Yash => self.loaded.notes.add(here, Reason::Escape),
                        },
                        Some('\n') => {
                            self.at += 1;
                            self.loaded.notes.add(at..self.at, Reason::Continued);
                        }
                        Some(escaped) => {
                            value.push(escaped);
                            self.at += escaped.len_utf8();
                            self.loaded.notes.add(here, Reason::Escape);
                        }
                    }
                }
                '$' => self.dollar(&mut value, false, export)?,
                '`' => return Err(self.backticks()),
                // Parts of a pattern.
                '(' if self.dialect == Zsh || self.dialect == Mksh && value.ends_with(['@', '*', '?', '+', '!']) => {
                    return Err(Stop::unknown(here, Reason::Program));
                }
                // A list of values.
                '(' if value.is_empty() && matches!(self.dialect, Bash | Mksh | Yash) => {
                    return Err(Stop::unknown(here, Reason::Program));
                }
                '(' | ')' | '&' | '|' | '<' | '>' => {
                    self.operator()?;
                }
                // A home folder. Only at these places.
                '~' if value.is_empty() || value.ends_with(':') => {
                    return Err(Stop::unknown(here, Reason::Interpolated));
                }
                // zsh looks for a program of that name, or runs what is in parentheses.
                '=' if matches!(self.dialect, Zsh | Agreed) && (value.is_empty() || value.ends_with(':')) => {
                    let runs = self.file[here.end..].starts_with('(');
                    let reason = if runs { Reason::Runs } else { Reason::Program };
                    return Err(Stop::unknown(at..self.end_of_parentheses(here.end), reason));
                }
                // With `export`, bash makes several words of it.
                '{' if export && matches!(self.dialect, Bash | Agreed) => {
                    return Err(Stop::unknown(here, Reason::Program));
                }
                _ => {
                    if character == '\r' {
                        self.loaded.notes.add(here, Reason::CarriageReturn);
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
        let mut lines = false;
        self.at += 1;
        while let Some(character) = self.peek() {
            let here = self.at..self.at + character.len_utf8();
            match character {
                '"' => {
                    self.at += 1;
                    self.quoted(start, lines);
                    return Ok(());
                }
                '$' => self.dollar(value, true, false)?,
                '`' => return Err(self.backticks()),
                '\\' => {
                    self.at += 1;
                    match self.peek() {
                        Some('\n') => {
                            self.at += 1;
                            lines = true;
                        }
                        Some(escaped @ ('$' | '`' | '"' | '\\')) => {
                            value.push(escaped);
                            self.at += 1;
                            self.loaded.notes.add(here, Reason::Escape);
                        }
                        _ => value.push('\\'),
                    }
                }
                _ => {
                    lines |= character == '\n';
                    value.push(character);
                    self.at = here.end;
                }
            }
        }
        Err(Stop::refused(start..self.file.len(), Reason::Unclosed))
    }

    /// Notes the quotes from `start` to here.
    fn quoted(&mut self, start: usize, lines: bool) {
        self.loaded.notes.add(start..self.at, Reason::Quotes);
        if lines {
            self.loaded.notes.add(start..self.at, Reason::Continued);
        }
    }
}
