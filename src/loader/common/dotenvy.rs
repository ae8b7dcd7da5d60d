//! The grammar of Rust's dotenvy, which uv reads with, too.
//!
//! Much like a shell's, with a few edges: `$` and the letters and digits after it are looked up, so
//! a `$` before anything else vanishes; a backslash may only stand before `\`, `'`, `"`, `$`, a
//! blank or `n`; and where a line ends is decided before quotes are looked at, by rules of its own.
//!
//! Source: dotenvy 0.15.7, `src/iter.rs` (`eval_end_state`, `QuotedLines`) and `src/parse.rs`.

use std::ops::Range;

use crate::{
    loader::{
        Environment,
        common::{self, Variables},
    },
    name::VariableName,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

/// What differs among the programs that read with dotenvy.
pub(in crate::loader) struct Rules {
    /// Whether a byte order mark is skipped.
    pub(in crate::loader) skips_mark: bool,
    /// Whether a line that does not parse fails the program. If not, what follows it is not read.
    pub(in crate::loader) strict: bool,
    /// Where the file sets a variable twice, as what it is looked up.
    pub(in crate::loader) looked_up: Wins,
    /// Where the file sets a variable twice, to what it is set in the end.
    pub(in crate::loader) set: Wins,
}

/// Which of two lines that set the same variable wins.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::loader) enum Wins {
    First,
    Last,
}

pub(in crate::loader) fn load<'f>(
    file: &'f str,
    environment: &Environment<'_>,
    name: &VariableName,
    rules: &Rules,
) -> Loaded<'f> {
    let mut loaded = Loaded::default();
    let mut values = Variables::new();
    let mut notes = Vec::new();
    let mut found: Option<(Vec<Note>, Range<usize>)> = None;
    let mut size = 0;
    let mut at = if rules.skips_mark && file.starts_with(common::BYTE_ORDER_MARK) { 3 } else { 0 };
    while at < file.len() {
        let (line, next) = logical_line(file, at);
        at = next;
        let mut parser = Parser { file, values: &values, environment, notes: Vec::new() };
        let parsed = line.as_ref().map_err(Clone::clone).and_then(|line| parser.line(line.clone()));
        match parsed {
            Ok(None) => {}
            Ok(Some((key, value, span))) => {
                let mut what = parser.notes;
                if let Ok(line) = line
                    && file[line.end..].starts_with('#')
                {
                    let hash = line.end;
                    what.add(hash..hash + file[hash..next].trim_end().len(), Reason::Comment);
                }
                size += value.len();
                if size > common::most(file) {
                    return Stop::unknown(span, Reason::Grows).into();
                }
                if key == name.as_str() {
                    if let Some((_, earlier)) = &found {
                        // What is set stays, for most.
                        let (lost, reason) = match rules.set {
                            Wins::First => (span.clone(), Reason::Earlier),
                            Wins::Last => (earlier.clone(), Reason::Overridden),
                        };
                        notes.add(lost, reason);
                    }
                    if rules.set == Wins::Last || found.is_none() {
                        found = Some((what, span));
                    }
                }
                if rules.set == Wins::Last || !values.contains_key(key) {
                    loaded.bind(key, Bound::Text(value.clone().into()));
                }
                if rules.looked_up == Wins::Last || !values.contains_key(key) {
                    values.insert(key, Some(value));
                }
            }
            Err(span) if rules.strict => return Stop::refused(span, Reason::Syntax).into(),
            Err(span) => {
                notes.add(span, Reason::Stops);
                break;
            }
        }
    }
    loaded.notes = found.map(|(notes, _)| notes).unwrap_or_default();
    loaded.notes.append(&mut notes);
    loaded
}

/// The line that begins at `start`, which goes on while a quote is open, and where the next one
/// begins. An error if the file ends before the line does.
fn logical_line(file: &str, start: usize) -> (Result<Range<usize>, Range<usize>>, usize) {
    /// What the character before means for this one.
    #[derive(PartialEq)]
    enum State {
        Plain,
        Blank,
        Escaped,
        Quoted(char),
        QuotedEscaped(char),
    }
    let mut state = State::Plain;
    let end_of_line = |at: usize| file[at..].find('\n').map_or(file.len(), |length| at + length + 1);
    if file[start..end_of_line(start)].trim_start().starts_with('#') {
        return (Ok(start..start), end_of_line(start));
    }
    for (index, c) in file[start..].char_indices() {
        let at = start + index;
        state = match (state, c) {
            (State::Blank, '#') => return (Ok(start..at), end_of_line(at)),
            (State::Quoted(quote), _) if c == quote => State::Plain,
            (State::Quoted(quote), '\\') => State::QuotedEscaped(quote),
            (State::Quoted(quote) | State::QuotedEscaped(quote), _) => State::Quoted(quote),
            (State::Plain | State::Blank, '\\') => State::Escaped,
            (State::Plain | State::Blank, '\'' | '"') => State::Quoted(c),
            (State::Plain, _) if c.is_whitespace() && c != '\n' && c != '\r' => State::Blank,
            (State::Plain | State::Blank | State::Escaped, _) => State::Plain,
        };
        if c == '\n' && state == State::Plain {
            return (Ok(start..at), at + 1);
        }
    }
    let all = start..file.len();
    (if state == State::Plain { Ok(all) } else { Err(all) }, file.len())
}

struct Parser<'a, 'v> {
    file: &'a str,
    values: &'v Variables<'a>,
    environment: &'v Environment<'v>,
    notes: Vec<Note>,
}

/// A name, its value, and where the value stands.
type Binding<'a> = (&'a str, String, Range<usize>);

impl<'a> Parser<'a, '_> {
    /// What a line sets, if it sets anything; an error is the place.
    fn line(&mut self, line: Range<usize>) -> Result<Option<Binding<'a>>, Range<usize>> {
        let text = self.file[line.clone()].trim_end();
        let rest = text.trim_start();
        if rest.is_empty() || rest.starts_with('#') {
            return Ok(None);
        }
        let error = line.start + text.len() - rest.len()..line.start + text.len();
        let (mut key, rest) = split_key(rest).ok_or_else(|| error.clone())?;
        let mut rest = rest.trim_start();
        // `export` may be the name itself.
        if key == "export" && !rest.starts_with('=') {
            (key, rest) = split_key(rest).ok_or_else(|| error.clone())?;
        }
        let value = rest.trim_start().strip_prefix('=').ok_or(error)?.trim_start();
        let end = line.start + text.len();
        let span = end - value.len()..end;
        let value = if value.starts_with('#') {
            self.notes.add(span.clone(), Reason::Comment);
            String::new()
        } else {
            self.value(span.clone())?
        };
        Ok(Some((key, value, span)))
    }

    fn value(&mut self, span: Range<usize>) -> Result<String, Range<usize>> {
        let mut value = String::new();
        // The quote that is open, and where.
        let mut quote: Option<(char, usize)> = None;
        let mut ended = false;
        let mut characters = self.file[span.clone()].char_indices().peekable();
        while let Some((index, c)) = characters.next() {
            let at = span.start + index;
            let in_quotes = quote.map(|(quote, _)| quote);
            match c {
                ' ' | '\t' if ended => {}
                '#' if ended => {
                    self.notes.add(at..span.end, Reason::Comment);
                    break;
                }
                _ if ended => return Err(at..span.end),
                '\'' | '"' if in_quotes == Some(c) => {
                    if let Some((_, start)) = quote.take() {
                        self.notes.add(start..at + 1, Reason::Quotes);
                    }
                }
                _ if in_quotes == Some('\'') => value.push(c),
                '$' => {
                    let mut end = at + 1;
                    let rest = &self.file[end..span.end];
                    let name = if let Some(rest) = rest.strip_prefix('{') {
                        let length = rest.find('}').ok_or(at..span.end)?;
                        end += length + 2;
                        &rest[..length]
                    } else {
                        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                        end += length;
                        &rest[..length]
                    };
                    let set = self.values.value(name);
                    // What is too long already is refused.
                    if value.len() <= common::most(self.file) {
                        value.push_str(self.environment.get(name).or(set).unwrap_or_default());
                    }
                    self.notes.add(at..end, Reason::Interpolated);
                    while characters.next_if(|(index, _)| span.start + index < end).is_some() {}
                    // What ends a name has no meaning of its own, unless it is another `$`.
                    if !rest.starts_with('{')
                        && let Some((_, c)) = characters.next_if(|(_, c)| *c != '$')
                    {
                        value.push(c);
                    }
                }
                '\\' => {
                    // At the very end it is nothing.
                    let Some((index, escaped)) = characters.next() else { break };
                    value.push(match escaped {
                        '\\' | '\'' | '"' | '$' | ' ' => escaped,
                        'n' => '\n',
                        _ => return Err(at..span.start + index + escaped.len_utf8()),
                    });
                    self.notes.add(at..at + 1, Reason::Escape);
                }
                '\'' | '"' if quote.is_none() => quote = Some((c, at)),
                ' ' | '\t' if quote.is_none() => ended = true,
                _ => value.push(c),
            }
        }
        quote.map_or(Ok(value), |(_, start)| Err(start..span.end))
    }
}

/// A name at the beginning of `text`, and what follows it.
fn split_key(text: &str) -> Option<(&str, &str)> {
    let length = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(text.len());
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then(|| text.split_at(length))
}
