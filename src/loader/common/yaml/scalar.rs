//! Scalars: plain, in quotes, or as a block. Line breaks within are folded.

use std::borrow::Cow;

use super::{Scalar, Style, refused, scan::Scanner};
use crate::reading::{Reason, Stop};

impl<'a> Scanner<'a> {
    /// A scalar without quotes, and where it ends.
    pub(super) fn plain(&mut self) -> Result<(Scalar<'a>, usize), Stop> {
        let start = self.at;
        let mut end = start;
        let mut text = Cow::Borrowed("");
        loop {
            if self.is_at_mark() || self.byte(0) == b'#' {
                break;
            }
            let word = self.at;
            while !self.is_blank(0) && !self.ends_plain() {
                self.at += 1;
            }
            if self.at > word {
                if end == start {
                    text = Cow::Borrowed(&self.file[word..self.at]);
                } else if self.file[end..word].contains('\n') {
                    fold(text.to_mut(), &self.file[end..word]);
                    text.to_mut().push_str(&self.file[word..self.at]);
                } else if let Cow::Borrowed(borrowed) = &mut text {
                    *borrowed = &self.file[start..self.at];
                } else {
                    text.to_mut().push_str(&self.file[end..self.at]);
                }
                end = self.at;
            }
            if self.is_at_end() || !self.is_blank(0) {
                break;
            }
            while !self.is_at_end() && self.is_blank(0) {
                if matches!(self.byte(0), b'\r' | b'\n') {
                    self.newline();
                } else if self.byte(0) == b'\t' && self.line > end && self.column() <= self.indent() {
                    return self.refused(self.at);
                } else {
                    self.at += 1;
                }
            }
            if self.line > end && self.flow.is_empty() && self.column() <= self.indent() {
                break;
            }
        }
        if end == start {
            return self.refused(start);
        }
        self.may_begin_key = self.line > end;
        Ok((Scalar { text, style: Style::Plain }, end))
    }

    /// Whether a scalar without quotes cannot go on with what is here.
    fn ends_plain(&self) -> bool {
        let in_flow = !self.flow.is_empty();
        match self.byte(0) {
            b':' => self.is_blank(1) || in_flow && b",]}".contains(&self.byte(1)),
            b',' | b'[' | b']' | b'{' | b'}' => in_flow,
            b'?' => in_flow && self.is_blank(1),
            _ => false,
        }
    }

    /// A scalar in quotes.
    pub(super) fn quoted(&mut self, quote: u8) -> Result<Scalar<'a>, Stop> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        // Where what is copied as it stands begins.
        let mut from = self.at;
        loop {
            if self.is_at_end() {
                return refused(start..start + 1, Reason::Unclosed);
            }
            if self.is_at_mark() {
                return self.refused(self.at);
            }
            let byte = self.byte(0);
            if byte == quote {
                text.push_str(&self.file[from..self.at]);
                self.at += 1;
                if quote == b'"' || self.byte(0) != b'\'' {
                    break;
                }
                from = self.at;
                self.at += 1;
            } else if byte == b'\\' && quote == b'"' {
                text.push_str(&self.file[from..self.at]);
                self.at += 1;
                if matches!(self.byte(0), b'\r' | b'\n') && !self.is_at_end() {
                    self.newline();
                    let below = self.skip_blanks();
                    text.extend(std::iter::repeat_n('\n', below));
                } else {
                    self.escape(&mut text)?;
                }
                from = self.at;
            } else if self.is_blank(0) {
                let blanks = self.at;
                if self.skip_blanks() > 0 {
                    text.push_str(&self.file[from..blanks]);
                    fold(&mut text, &self.file[blanks..self.at]);
                    from = self.at;
                }
            } else {
                self.at += 1;
            }
        }
        // Borrowed, where it is what is written.
        let inside = &self.file[start + 1..self.at - 1];
        let text = if text == inside { Cow::Borrowed(inside) } else { Cow::Owned(text) };
        Ok(Scalar { text, style: Style::Quoted })
    }

    /// Goes on behind blanks and line ends; how many of these there were.
    fn skip_blanks(&mut self) -> usize {
        let mut lines = 0;
        while !self.is_at_end() && self.is_blank(0) {
            if matches!(self.byte(0), b'\r' | b'\n') {
                self.newline();
                lines += 1;
            } else {
                self.at += 1;
            }
        }
        lines
    }

    /// What a backslash makes of what follows it.
    fn escape(&mut self, text: &mut String) -> Result<(), Stop> {
        let backslash = self.at - 1;
        let refused = |file: &str| {
            let length = file[backslash + 1..].chars().next().map_or(0, char::len_utf8);
            refused(backslash..backslash + 1 + length, Reason::Escape)
        };
        let escape = self.byte(0);
        self.at += 1;
        let digits = match escape {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => 0,
        };
        let code = match escape {
            b'0' => 0,
            b'a' => 7,
            b'b' => 8,
            b't' | b'\t' => 9,
            b'n' => 10,
            b'v' => 11,
            b'f' => 12,
            b'r' => 13,
            b'e' => 27,
            b'N' => 0x85,
            b'_' => 0xa0,
            b'L' => 0x2028,
            b'P' => 0x2029,
            b' ' | b'"' | b'\'' | b'\\' => u32::from(escape),
            _ if digits > 0 => {
                let mut code = 0_u32;
                for _ in 0..digits {
                    let Some(digit) = char::from(self.byte(0)).to_digit(16) else { return refused(self.file) };
                    code = code << 4 | digit;
                    self.at += 1;
                }
                code
            }
            _ => return refused(self.file),
        };
        let Some(character) = char::from_u32(code) else { return refused(self.file) };
        text.push(character);
        Ok(())
    }

    /// A scalar as a block, `|` or `>`, and where its last line ends.
    pub(super) fn block_scalar(&mut self, literal: bool) -> Result<(Scalar<'a>, usize), Stop> {
        let start = self.at;
        self.at += 1;
        let (mut keep, mut strip, mut indent) = (false, false, 0);
        for _ in 0..2 {
            match self.byte(0) {
                b'+' | b'-' if !keep && !strip => (keep, strip) = (self.byte(0) == b'+', self.byte(0) == b'-'),
                digit @ b'1'..=b'9' if indent == 0 => indent = self.indent().max(1) - 1 + usize::from(digit - b'0'),
                _ => break,
            }
            self.at += 1;
        }
        while matches!(self.byte(0), b' ' | b'\t') {
            self.at += 1;
        }
        let mut end = self.at;
        if self.byte(0) == b'#' {
            self.at = self.to_line_end(self.at).end;
        }
        if !matches!(self.byte(0), b'\r' | b'\n') {
            return self.refused(start);
        }
        if self.is_at_end() {
            return Ok((Scalar { text: Cow::Borrowed(""), style: Style::Block }, end));
        }
        self.newline();
        let mut text = String::new();
        let mut breaks = self.block_breaks(&mut indent)?;
        // Whether the line before begins with a blank, and ends in a line break.
        let (mut was_blank, mut was_line) = (true, false);
        while self.column() == indent + 1 && !self.is_at_end() {
            let is_blank = matches!(self.byte(0), b' ' | b'\t');
            if was_line {
                if literal || was_blank || is_blank {
                    text.push('\n');
                } else if breaks == 0 {
                    text.push(' ');
                }
            }
            text.extend(std::iter::repeat_n('\n', breaks));
            let line = self.to_line_end(self.at);
            text.push_str(&self.file[line.clone()]);
            (end, was_blank) = (line.end, is_blank);
            self.at = line.end;
            was_line = !self.is_at_end();
            if was_line {
                self.newline();
            }
            breaks = self.block_breaks(&mut indent)?;
        }
        if was_line && !strip {
            text.push('\n');
        }
        if keep {
            text.extend(std::iter::repeat_n('\n', breaks));
        }
        Ok((Scalar { text: Cow::Owned(text), style: Style::Block }, end))
    }

    /// Goes on behind empty lines and to the `indent`, which is found out where it is 0; how many lines there were.
    fn block_breaks(&mut self, indent: &mut usize) -> Result<usize, Stop> {
        let (mut lines, mut most) = (0, 0);
        loop {
            let is_before = |column: usize| *indent == 0 || column <= *indent;
            while self.byte(0) == b' ' && is_before(self.column()) {
                self.at += 1;
            }
            most = most.max(self.column() - 1);
            if self.byte(0) == b'\t' && is_before(self.column()) {
                return self.refused(self.at);
            }
            if self.is_at_end() || !matches!(self.byte(0), b'\r' | b'\n') {
                break;
            }
            self.newline();
            lines += 1;
        }
        if *indent == 0 {
            *indent = most.max(self.indent()).max(1);
        }
        Ok(lines)
    }
}

/// Adds what the blanks and line ends between two words come to: a blank, or the empty lines.
fn fold(text: &mut String, between: &str) {
    match between.matches('\n').count() {
        1 => text.push(' '),
        lines => text.extend(std::iter::repeat_n('\n', lines - 1)),
    }
}
