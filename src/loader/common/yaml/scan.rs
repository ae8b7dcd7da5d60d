//! From characters to tokens: which of them begin and end something is told by columns, so that what builds the
//! tree needs to count none.
//!
//! As go-yaml does it, `scanner.go` (3.0.4 and 4.0.0-rc.6 alike): a scalar is a key if a colon follows it on its line.

use std::ops::Range;

use super::{DEEPEST, Scalar, Version, refused, unknown};
use crate::{
    loader::common::BYTE_ORDER_MARK,
    reading::{Reason, Stop},
};

/// What a piece of the file is.
#[derive(Clone)]
pub(super) enum Token<'a> {
    BlockSequence,
    BlockMapping,
    BlockEnd,
    /// `[` or `{`, with what closes it.
    Flow(u8),
    /// `]` or `}`.
    FlowEnd(u8),
    /// `,`
    FlowEntry,
    /// `-`
    BlockEntry,
    /// What follows is a key, or a value.
    Key,
    Value,
    Alias(&'a str),
    Anchor(&'a str),
    Tag(&'a str),
    Scalar(Scalar<'a>),
    /// `---`, and `...`.
    Start,
    End,
}

/// What may turn out to be a key.
pub(super) struct MayBeKey {
    /// The number of its first token.
    token: usize,
    at: usize,
    /// Where its line begins, and whether nothing else can stand there.
    line: usize,
    is_needed: bool,
}

/// The scanner, which has read the file up to `at`.
pub(super) struct Scanner<'a> {
    pub(super) file: &'a str,
    /// Version 2 takes fewer characters in the name of an anchor.
    version: Version,
    pub(super) at: usize,
    /// Where the line begins.
    pub(super) line: usize,
    tokens: Vec<(Token<'a>, Range<usize>)>,
    /// One more than the column of each block that is open; 0 of the document.
    indents: Vec<usize>,
    /// For each collection in brackets that is open, what may be a key round it.
    pub(super) flow: Vec<Option<MayBeKey>>,
    key: Option<MayBeKey>,
    /// Whether a key may begin here.
    pub(super) may_begin_key: bool,
}

/// The tokens of `file`, in their order.
pub(super) fn tokens(file: &str, version: Version) -> Result<Vec<(Token<'_>, Range<usize>)>, Stop> {
    let at = if file.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    for (place, character) in file[at..].char_indices() {
        let place = at + place;
        match character {
            '\t' | '\n' | '\r' if character != '\r' || file[place + 1..].starts_with('\n') => {}
            // What else ends a line, or is refused in some places only.
            BYTE_ORDER_MARK | '\u{85}' | '\u{2028}' | '\u{2029}' | '\r' => return unknown(place..file.len()),
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => {
                return refused(place..place + character.len_utf8(), Reason::Syntax);
            }
            _ => {}
        }
    }
    let mut scanner = Scanner {
        file,
        version,
        at,
        line: at,
        tokens: Vec::new(),
        indents: vec![0],
        flow: Vec::new(),
        key: None,
        may_begin_key: true,
    };
    while scanner.advance()? {}
    Ok(scanner.tokens)
}

impl<'a> Scanner<'a> {
    /// The byte that is `ahead` of here; a newline behind the end.
    #[inline(never)]
    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.file.as_bytes().get(self.at + ahead).copied().unwrap_or(b'\n')
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.file.len()
    }

    /// Whether a blank, a line's end or the file's is `ahead`.
    #[inline(never)]
    pub(super) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), b' ' | b'\t' | b'\r' | b'\n')
    }

    /// One more than the column.
    pub(super) const fn column(&self) -> usize {
        self.at - self.line + 1
    }

    /// One more than the column of the innermost block.
    pub(super) fn indent(&self) -> usize {
        self.indents.last().copied().unwrap_or(0)
    }

    /// Goes on behind the line's end that is here.
    pub(super) fn newline(&mut self) {
        self.at += if self.byte(0) == b'\r' { 2 } else { 1 };
        self.line = self.at;
    }

    /// Whether `---` or `...` stands here by itself, at the beginning of a line.
    pub(super) fn is_at_mark(&self) -> bool {
        let is_mark = |mark: &str| self.file[self.at..].starts_with(mark) && self.is_blank(3);
        self.at == self.line && (is_mark("---") || is_mark("..."))
    }

    /// From `start` to the end of its line.
    pub(super) fn to_line_end(&self, start: usize) -> Range<usize> {
        let rest = &self.file[start..];
        start..start + rest.find(['\r', '\n']).unwrap_or(rest.len())
    }

    #[inline(never)]
    pub(super) fn refused<T>(&self, start: usize) -> Result<T, Stop> {
        refused(self.to_line_end(start), Reason::Syntax)
    }

    fn push(&mut self, token: Token<'a>, start: usize) {
        self.push_until(token, start, self.at);
    }

    #[inline(never)]
    fn push_until(&mut self, token: Token<'a>, start: usize, end: usize) {
        self.tokens.push((token, start..end));
    }

    /// Reads the next token; whether there is one.
    fn advance(&mut self) -> Result<bool, Stop> {
        self.skip_to_token();
        let column = if self.is_at_end() { 0 } else { self.column() };
        self.close_blocks(column);
        let start = self.at;
        if self.is_at_end() {
            self.no_key()?;
            return Ok(false);
        }
        let first = self.byte(0);
        if column == 1 && first == b'%' {
            return unknown(self.to_line_end(start));
        }
        if self.is_at_mark() {
            self.close_blocks(0);
            self.no_key()?;
            self.may_begin_key = false;
            self.at += 3;
            self.push(if first == b'-' { Token::Start } else { Token::End }, start);
            return Ok(true);
        }
        let in_flow = !self.flow.is_empty();
        match first {
            b'[' | b'{' => {
                self.save_key()?;
                if self.flow.len() == DEEPEST {
                    return unknown(self.to_line_end(start));
                }
                self.flow.push(self.key.take());
                self.may_begin_key = true;
                self.at += 1;
                self.push(Token::Flow(first + 2), start);
            }
            b']' | b'}' => {
                self.no_key()?;
                self.key = self.flow.pop().flatten();
                self.may_begin_key = false;
                self.at += 1;
                self.push(Token::FlowEnd(first), start);
            }
            b',' => {
                self.no_key()?;
                self.may_begin_key = true;
                self.at += 1;
                self.push(Token::FlowEntry, start);
            }
            b'-' if self.is_blank(1) => {
                self.begin_block(column, None, Token::BlockSequence)?;
                self.no_key()?;
                self.may_begin_key = true;
                self.at += 1;
                self.push(Token::BlockEntry, start);
            }
            b'?' if self.is_blank(1) => {
                self.begin_block(column, None, Token::BlockMapping)?;
                self.no_key()?;
                self.may_begin_key = !in_flow;
                self.at += 1;
                self.push(Token::Key, start);
            }
            b':' if self.is_blank(1) || in_flow && !self.is_after_comma() => self.value(column)?,
            b'*' | b'&' => self.anchor(first)?,
            b'!' => {
                self.save_key()?;
                self.may_begin_key = false;
                // Version 2 takes the signs of lists, too, even inside one.
                let is_of_tag = |byte: u8| {
                    byte.is_ascii_graphic()
                        && !b"\"#<>\\^`{|}".contains(&byte)
                        && (self.version == Version::Two || !b",[]".contains(&byte))
                };
                while is_of_tag(self.byte(0)) {
                    self.at += 1;
                }
                let tag = &self.file[start..self.at];
                // With nothing behind its handle it is none.
                let is_short = tag.len() > 1 && tag.ends_with('!');
                if self.byte(0) == b'<' && self.at == start + 1 || tag.contains('%') || is_short {
                    return unknown(self.to_line_end(start));
                }
                if !self.is_blank(0) {
                    return self.refused(start);
                }
                self.push(Token::Tag(&self.file[start..self.at]), start);
            }
            b'|' | b'>' if !in_flow => {
                self.no_key()?;
                self.may_begin_key = true;
                let (scalar, end) = self.block_scalar(first == b'|')?;
                self.push_until(Token::Scalar(scalar), start, end);
            }
            b'\'' | b'"' => {
                self.save_key()?;
                self.may_begin_key = false;
                let scalar = self.quoted(first)?;
                self.push(Token::Scalar(scalar), start);
            }
            b'\t' | b'#' | b'%' | b'@' | b'`' | b'|' | b'>' => return self.refused(start),
            _ => {
                self.save_key()?;
                self.may_begin_key = false;
                let (scalar, end) = self.plain()?;
                self.push_until(Token::Scalar(scalar), start, end);
            }
        }
        Ok(true)
    }

    /// Whether an item of a list in brackets begins here.
    fn is_after_comma(&self) -> bool {
        matches!(self.tokens.last(), Some((Token::FlowEntry | Token::Flow(b']'), _)))
    }

    /// `&name` or `*name`.
    fn anchor(&mut self, sign: u8) -> Result<(), Stop> {
        self.save_key()?;
        self.may_begin_key = false;
        let start = self.at;
        self.at += 1;
        let is_of_name = |byte: u8| {
            if self.version == Version::Two {
                byte.is_ascii_alphanumeric() || b"_-".contains(&byte)
            } else {
                byte.is_ascii_graphic() && !b"[]{},:".contains(&byte)
            }
        };
        let rest = &self.file.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| is_of_name(**byte)).count();
        if self.at == start + 1 || !self.is_blank(0) && !b"?:,]}%@`".contains(&self.byte(0)) {
            return self.refused(start);
        }
        let name = &self.file[start + 1..self.at];
        self.push(if sign == b'*' { Token::Alias(name) } else { Token::Anchor(name) }, start);
        Ok(())
    }

    /// `:`, which makes what stands before it on its line a key.
    fn value(&mut self, column: usize) -> Result<(), Stop> {
        let start = self.at;
        if let Some(key) = self.key.take_if(|key| key.line == self.line) {
            self.tokens.insert(key.token, (Token::Key, key.at..key.at));
            self.begin_block(key.at - key.line + 1, Some(&key), Token::BlockMapping)?;
            self.may_begin_key = false;
        } else {
            self.begin_block(column, None, Token::BlockMapping)?;
            self.may_begin_key = self.flow.is_empty();
        }
        self.at += 1;
        self.push(Token::Value, start);
        Ok(())
    }

    /// Goes to the next token, over blanks, comments and line ends.
    fn skip_to_token(&mut self) {
        while !self.is_at_end() {
            match self.byte(0) {
                b' ' => self.at += 1,
                b'\t' if !self.flow.is_empty() || !self.may_begin_key => self.at += 1,
                b'\t' => match self.comment_ahead() {
                    Some(comment) => self.at = comment,
                    None => return,
                },
                b'#' => self.at = self.to_line_end(self.at).end,
                b'\r' | b'\n' => {
                    self.newline();
                    self.may_begin_key |= self.flow.is_empty();
                }
                _ => return,
            }
        }
    }

    /// Where the comment begins that is all that follows on the line of the last token, which is no `-`.
    fn comment_ahead(&self) -> Option<usize> {
        let (token, span) = self.tokens.last()?;
        let rest = self.file[self.at..].trim_start_matches([' ', '\t']);
        let is_behind = span.end > self.line && !matches!(token, Token::BlockEntry);
        (is_behind && rest.starts_with('#')).then(|| self.file.len() - rest.len())
    }

    /// What follows may be a key.
    fn save_key(&mut self) -> Result<(), Stop> {
        if self.may_begin_key {
            self.no_key()?;
            let is_needed = self.flow.is_empty() && self.indent() == self.column();
            self.key = Some(MayBeKey { token: self.tokens.len(), at: self.at, line: self.line, is_needed });
        }
        Ok(())
    }

    /// What may have been a key is none.
    fn no_key(&mut self) -> Result<(), Stop> {
        match self.key.take() {
            Some(key) if key.is_needed => self.refused(key.at),
            _ => Ok(()),
        }
    }

    /// Opens a block at this column, before the `key` or here, where none is open there.
    fn begin_block(&mut self, column: usize, key: Option<&MayBeKey>, token: Token<'a>) -> Result<(), Stop> {
        if !self.flow.is_empty() {
            return Ok(());
        }
        if key.is_none() && !self.may_begin_key {
            return self.refused(self.at);
        }
        if self.indent() < column {
            if self.indents.len() > DEEPEST {
                return unknown(self.to_line_end(self.at));
            }
            self.indents.push(column);
            match key {
                Some(key) => self.tokens.insert(key.token, (token, key.at..key.at)),
                None => self.push(token, self.at),
            }
        }
        Ok(())
    }

    /// Closes the blocks that are indented more than this.
    fn close_blocks(&mut self, column: usize) {
        while self.flow.is_empty() && self.indent() > column {
            self.indents.pop();
            self.push(Token::BlockEnd, self.at);
        }
    }
}
