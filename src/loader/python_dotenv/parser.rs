//! Which bindings a file holds, before `${NAME}` is replaced.
//!
//! Modelled from python-dotenv 1.2.4, `dotenv/parser.py`; where older ones differ, see [`Age`].

use std::ops::Range;

use super::Age;
use crate::{
    loader::common::python,
    reading::{Note, Notes as _, Reason},
};

pub(in crate::loader) struct Binding<'a> {
    pub(in crate::loader) key: &'a str,
    /// The value before interpolation; none for a name alone.
    pub(in crate::loader) value: Option<String>,
    pub(in crate::loader) span: Range<usize>,
}

/// The parser of `dotenv/parser.py`: it has read the file up to `at`.
///
/// The real one sees the file after Python has made every line ending a `\n`; this one sees the
/// endings and takes them out of values.
pub(in crate::loader) struct Parser<'a> {
    file: &'a str,
    pub(in crate::loader) at: usize,
    age: Age,
    pub(in crate::loader) notes: Vec<Note>,
    /// What keeps the quote of this line from closing, if that is why it does not parse.
    pub(in crate::loader) unclosed: Option<Note>,
}

impl<'a> Parser<'a> {
    pub(in crate::loader) const fn new(file: &'a str, age: Age) -> Self {
        Self { file, at: 0, age, notes: Vec::new(), unclosed: None }
    }

    /// The next binding; none for blank lines, comments and what does not parse, which is dropped
    /// to the end of the line.
    pub(in crate::loader) fn binding(&mut self) -> Option<Binding<'a>> {
        self.notes.clear();
        self.unclosed = None;
        self.skip(python::is_space);
        if self.at == self.file.len() {
            return None;
        }
        let binding = self.try_binding();
        if binding.is_none() {
            self.skip(|c| !is_newline(c));
            self.end_of_line();
        }
        binding.filter(|binding| !binding.key.is_empty())
    }

    fn try_binding(&mut self) -> Option<Binding<'a>> {
        if let Some(rest) = self.rest().strip_prefix("export")
            && rest.starts_with(is_blank)
        {
            self.at += "export".len();
            self.skip(is_blank);
        }
        let key = self.key()?;
        self.skip(is_blank);
        let start = self.at;
        let mut value = None;
        let mut span = start..start;
        if self.rest().starts_with('=') {
            self.at += 1;
            let blanks = self.skip(is_blank);
            let begin = self.at;
            if blanks && self.age == Age::Now && self.rest().starts_with('#') {
                value = Some(String::new());
            } else {
                value = Some(self.value()?);
            }
            span = begin..self.at;
        }
        let before = self.at;
        self.skip(is_blank);
        if self.rest().starts_with('#') {
            let hash = self.at;
            self.skip(|c| !is_newline(c));
            self.notes.add(hash..self.at, Reason::Comment);
        } else {
            self.at = before;
        }
        self.skip(is_blank);
        self.end_of_line().then_some(Binding { key, value, span })
    }

    /// The name; empty for a comment.
    fn key(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        if rest.starts_with('#') {
            return Some("");
        }
        if let Some(rest) = rest.strip_prefix('\'') {
            let length = rest.find('\'').filter(|length| *length > 0)?;
            self.at += length + 2;
            return Some(&rest[..length]);
        }
        let start = self.at;
        self.skip(|c| c != '=' && c != '#' && !python::is_space(c)).then(|| &self.file[start..self.at])
    }

    fn value(&mut self) -> Option<String> {
        let rest = self.rest();
        match rest.chars().next() {
            None | Some('\n' | '\r') => Some(String::new()),
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            Some(_) if self.age == Age::Oldest => Some(self.words()),
            Some(_) => Some(self.bare()),
        }
    }

    /// All of the line, but for a comment and the blanks before it.
    fn bare(&mut self) -> String {
        let start = self.at;
        self.skip(|c| !is_newline(c));
        let mut text = &self.file[start..self.at];
        let mut blanks = None;
        for (index, character) in text.char_indices() {
            if python::is_space(character) {
                blanks.get_or_insert(index);
                continue;
            }
            if let Some(begin) = blanks.take().filter(|_| character == '#') {
                self.notes.add(start + begin..self.at, Reason::Comment);
                text = &text[..begin];
                break;
            }
        }
        let trimmed = text.trim_end_matches(python::is_space);
        if trimmed.len() < text.len() {
            self.notes.add(start + trimmed.len()..start + text.len(), Reason::Trimmed);
        }
        trimmed.to_owned()
    }

    /// Words with one blank between, up to where a blank, a `#` or the line's end follows one.
    fn words(&mut self) -> String {
        let start = self.at;
        loop {
            self.skip(|c| c != ' ' && !is_newline(c));
            let next = self.rest().strip_prefix(' ').and_then(|rest| rest.chars().next());
            if next.is_none_or(|next| matches!(next, ' ' | '#') || is_newline(next)) {
                return self.file[start..self.at].to_owned();
            }
            self.at += 1;
        }
    }

    /// What stands in quotes, which may be several lines.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let start = self.at;
        let Some(end) = self.closing(quote) else {
            let line = start..start + self.rest().find(is_newline).unwrap_or(self.rest().len());
            let escape = format!("\\{quote}");
            self.unclosed = Some(match self.file[line.clone()].rfind(&escape) {
                Some(at) => Note::new(start + at..start + at + 1, Reason::EscapedQuote),
                None => Note::new(line, Reason::Unclosed),
            });
            return None;
        };
        self.at = end + 1;
        let mut value = String::new();
        let mut characters = self.file[start + 1..end].char_indices().peekable();
        while let Some((index, character)) = characters.next() {
            let place = start + 1 + index;
            let escaped = if character == '\\' { characters.next().map(|(_, escaped)| escaped) } else { None };
            match escaped.map(|escaped| (escaped, unescaped(escaped, quote))) {
                Some((_, Some(meant))) => {
                    value.push(meant);
                    self.notes.add(place..place + 1, Reason::Escape);
                }
                Some((escaped, None)) => {
                    value.push('\\');
                    push_line_ending(&mut value, escaped, &mut characters);
                }
                None => push_line_ending(&mut value, character, &mut characters),
            }
        }
        self.notes.add(start..self.at, Reason::Quotes);
        Some(value)
    }

    /// Where the quote closes that opens here.
    fn closing(&self, quote: char) -> Option<usize> {
        let start = self.at + 1;
        let mut escaped = false;
        let mut last = None;
        for (index, character) in self.file[start..].char_indices() {
            if character == quote {
                last = Some(start + index);
                if !escaped {
                    return last;
                }
            }
            // A backslash that is itself escaped escaped the quote all the same.
            escaped = character == '\\' && (self.age > Age::Now || !escaped);
        }
        // And the last quote of all was one that closed.
        last.filter(|_| self.age > Age::Now)
    }

    fn rest(&self) -> &'a str {
        &self.file[self.at..]
    }

    /// Goes on over all that `skipped` is true of; whether there was any.
    fn skip(&mut self, skipped: fn(char) -> bool) -> bool {
        let start = self.at;
        self.at = self.file.len() - self.rest().trim_start_matches(skipped).len();
        self.at > start
    }

    /// Goes on over one line ending; whether the line ends here.
    fn end_of_line(&mut self) -> bool {
        let rest = self.rest();
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(is_newline)) };
        self.at += length;
        length > 0 || rest.is_empty()
    }
}

/// Adds `character` as Python has it after it made every line ending a `\n`.
fn push_line_ending(
    value: &mut String,
    character: char,
    rest: &mut std::iter::Peekable<impl Iterator<Item = (usize, char)>>,
) {
    if character == '\r' {
        rest.next_if(|(_, next)| *next == '\n');
        value.push('\n');
    } else {
        value.push(character);
    }
}

fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// Python's `[^\S\r\n]`.
fn is_blank(c: char) -> bool {
    python::is_space(c) && !is_newline(c)
}

/// What a backslash and `escaped` mean in such quotes, if they mean something else.
fn unescaped(escaped: char, quote: char) -> Option<char> {
    Some(match escaped {
        '\\' | '\'' => escaped,
        _ if quote == '\'' => return None,
        '"' => '"',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        _ => return None,
    })
}
