//! A word of an `ENV` line as it is expanded: quotes, escapes, and what `$` stands for.
//!
//! Modelled from BuildKit 0.32.2, `frontend/dockerfile/shell/lex.go`.

use std::ops::Range;

use super::{Build, DEEPEST, Placed, refused, span};
use crate::{
    loader::common::{self, Variables},
    reading::{Note, Reason, Stop},
};

/// A word that is expanded: it is read up to `at`.
pub(super) struct Word<'a> {
    pub(super) build: &'a Build<'a, 'a>,
    pub(super) text: &'a [Placed],
    pub(super) at: usize,
}

impl Word<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).map(|(_, c)| *c)
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    /// The bytes from the character `from` to where it is read up to.
    fn since(&self, from: usize) -> Range<usize> {
        span(&self.text[from.min(self.at)..self.at])
    }

    fn note(&self, from: usize, reason: Reason) -> Note {
        Note::new(self.since(from), reason)
    }

    /// Reads up to `stop`, or to the end.
    pub(super) fn until(
        &mut self,
        stop: Option<char>,
        value: &mut String,
        notes: &mut Vec<Note>,
        depth: usize,
    ) -> Result<(), Stop> {
        loop {
            let begin = self.at;
            let Some(c) = self.peek() else { break };
            if c == '$' {
                self.dollar(value, notes, depth)?;
                continue;
            }
            self.at += 1;
            match c {
                _ if Some(c) == stop => return Ok(()),
                '\'' | '"' => {
                    self.quoted(c, value, notes, depth)?;
                    notes.push(self.note(begin, Reason::Quotes));
                }
                _ if c == self.build.escape => {
                    notes.push(self.note(begin, Reason::Escape));
                    value.extend(self.next());
                }
                _ => value.push(c),
            }
        }
        if stop.is_some() { Err(refused(span(self.text), Reason::Syntax)) } else { Ok(()) }
    }

    fn quoted(&mut self, quote: char, value: &mut String, notes: &mut Vec<Note>, depth: usize) -> Result<(), Stop> {
        let begin = self.at;
        while let Some(c) = self.peek() {
            if c == '$' && quote == '"' {
                self.dollar(value, notes, depth)?;
                continue;
            }
            self.at += 1;
            if c == quote {
                return Ok(());
            }
            let is_escape = c == self.build.escape && quote == '"';
            match self.peek() {
                Some(escaped) if is_escape && (matches!(escaped, '"' | '$') || escaped == c) => {
                    notes.push(self.note(self.at - 1, Reason::Escape));
                    self.at += 1;
                    value.push(escaped);
                }
                None if is_escape => {}
                _ => value.push(c),
            }
        }
        Err(refused(self.since(begin.saturating_sub(1)), Reason::Unclosed))
    }

    /// Reads `$NAME` or `${…}`.
    fn dollar(&mut self, value: &mut String, notes: &mut Vec<Note>, depth: usize) -> Result<(), Stop> {
        let begin = self.at;
        self.at += 1;
        let braces = self.peek() == Some('{');
        self.at += usize::from(braces);
        if braces && matches!(self.peek(), None | Some('{' | '}' | ':')) {
            return Err(refused(self.since(begin), Reason::Syntax));
        }
        let name = self.name();
        let set = self.build.lookup(&name);
        if braces {
            let mut modifier = self.next();
            let colon = modifier == Some(':');
            if colon {
                modifier = self.next();
            }
            let mut other = String::new();
            match modifier {
                Some('}') if !colon => {}
                // A pattern.
                Some('#' | '%' | '/') if !colon => {
                    return Err(Stop::unknown(span(self.text), Reason::Interpolated));
                }
                Some('-' | '+' | '?') if depth < DEEPEST => {
                    self.until(Some('}'), &mut other, &mut Vec::new(), depth + 1)?;
                }
                _ => return Err(refused(self.since(begin), Reason::Syntax)),
            }
            let filled = set.filter(|set| !colon || !set.is_empty());
            value.push_str(match (modifier, filled) {
                (Some('-'), _) => filled.unwrap_or(&other),
                (Some('+'), Some(_)) => &other,
                (Some('+'), None) => "",
                (Some('?'), None) => return Err(refused(self.since(begin), Reason::Interpolated)),
                _ => set.unwrap_or_default(),
            });
        } else {
            match (&*name, set) {
                ("", _) => {
                    value.push('$');
                    return Ok(());
                }
                (_, set) => value.push_str(set.unwrap_or_default()),
            }
        }
        if value.len() > common::SOME {
            return Err(Stop::unknown(span(self.text), Reason::Grows));
        }
        notes.push(self.note(begin, Reason::Interpolated));
        Ok(())
    }

    /// A name, a number, or one of the characters that are a shell's own variables.
    fn name(&mut self) -> String {
        let first = self.peek();
        let mut name = String::new();
        if let Some(special) = first.filter(|c| "@*#?-$!".contains(*c)) {
            self.at += 1;
            name.push(special);
            return name;
        }
        let number = first.is_some_and(|c| c.is_ascii_digit());
        while let Some(c) = self.peek()
            && if number { c.is_ascii_digit() } else { c.is_alphanumeric() || c == '_' }
        {
            self.at += 1;
            name.push(c);
        }
        name
    }
}

impl Build<'_, '_> {
    fn lookup(&self, name: &str) -> Option<&str> {
        let set = |variables: &'_ Variables<'_>| variables.get(name).is_some_and(Option::is_some);
        let variables = if set(&self.variables) { &self.variables } else { &self.arguments };
        variables.value(name).or_else(|| self.environment.get(name))
    }
}
