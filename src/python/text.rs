//! What literals come to: escapes, prefixes, literals side by side, and the few ways of putting texts
//! together that need no running.

use std::ops::Range;

use super::{File, Kind, Part, among};
use crate::{listed::Listed, secret::Secret};

/// The text of a constant expression.
#[allow(missing_debug_implementations, reason = "it may be a key")]
pub(crate) struct Text {
    pub(crate) text: Secret,
    /// Whether it is `bytes`.
    pub(crate) is_bytes: bool,
}

/// Behind the text that begins at `start`, where its quote is; or where none begins.
pub(super) fn end(text: &str, start: usize, formatted: bool) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let quote = bytes[start];
    let triple = bytes[start..].starts_with(&[quote; 3]);
    let width = if triple { 3 } else { 1 };
    let mut at = start + width;
    // How many braces of an f-string are open: quotes within them are others.
    let mut braces = 0_usize;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if braces == 0 => at += 1 + usize::from(bytes[at + 1..].starts_with(b"\r\n")),
            b'\n' | b'\r' if !triple && braces == 0 => return Err(start),
            b'{' if formatted && braces == 0 && bytes.get(at + 1) == Some(&b'{') => at += 1,
            b'{' if formatted => braces += 1,
            b'}' if braces > 0 => braces -= 1,
            b'\'' | b'"' if braces > 0 && byte != quote => {
                at = end(text, at, false)?;
                continue;
            }
            _ if byte == quote && (!triple || bytes[at..].starts_with(&[quote; 3])) => {
                // Since 3.12 the same quote may stand within the braces; before, it ends the text.
                if braces == 0 {
                    return Ok(at + width);
                }
                at = end(text, at, false)?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Err(start)
}

/// A literal's prefix and what stands between its quotes.
pub(crate) fn inside(text: &str, literal: Range<usize>) -> (&str, Range<usize>) {
    let words = &text[literal.clone()];
    let quote = words.find(['\'', '"']).unwrap_or(0);
    let rest = &words.as_bytes()[quote..];
    let width = if rest.len() >= 6 && rest[..3].iter().all(|byte| *byte == rest[0]) { 3 } else { 1 };
    (&words[..quote], literal.start + quote + width..literal.end - width)
}

impl File<'_> {
    /// The text that a constant expression comes to, if that can be told without running it.
    pub(crate) fn evaluate(&self, part: &Part) -> Option<Text> {
        self.steps.set(500);
        self.evaluate_within(part, 12)
    }

    fn evaluate_within(&self, part: &Part, depth: usize) -> Option<Text> {
        let depth = depth.checked_sub(1)?;
        self.steps.set(self.steps.get().checked_sub(1)?);
        let part = &self.bare(part);
        let [first, ..] = self.tokens.get(part.clone())? else { return None };
        let terms = self.split(part, "+");
        if terms.len() > 1 {
            let terms = terms.iter().map(|term| self.evaluate_within(term, depth)).listed_whole();
            return joined(&terms?);
        }
        if let Some(at) = self.find(part, 0, "%") {
            let bare = self.bare(&(at + 1..part.end));
            let values = if self.is(bare.start, "(") && self.close(bare.start) + 1 == bare.end {
                self.items(bare.start)
            } else {
                vec![bare]
            };
            return self.filled(&(part.start..at), "%s", &values, depth);
        }
        if part.len() == 1 && first.kind == Kind::Name {
            return self.evaluate_within(&self.constant(self.word(part.start), part.start)?, depth);
        }
        let texts = part.clone().take_while(|at| self.tokens[*at].kind == Kind::Text).count();
        if texts == 0 {
            return None;
        }
        let literals = part.start..part.start + texts;
        let rest = literals.end..part.end;
        if rest.is_empty() {
            let literals = literals.map(|at| self.literal(at, depth)).listed_whole();
            return joined(&literals?);
        }
        // `"…".format(…)`
        let is_format = self.is(rest.start, ".") && self.is(rest.start + 1, "format") && rest.len() > 3;
        if is_format && self.close(rest.start + 2) + 1 == rest.end {
            return self.filled(&literals, "{}", &self.items(rest.start + 2), depth);
        }
        None
    }

    /// The expression that a name stands for at the token `at`: that of the only statement before which
    /// binds it, and which is under no other.
    pub(crate) fn constant(&self, name: &str, at: usize) -> Option<Part> {
        let mut value = None;
        for statement in self.statements.iter().take_while(|statement| statement.tokens.end <= at) {
            let tokens = &statement.tokens;
            if self.word(tokens.start) == name && among(self.word_in(tokens, tokens.start + 1), "= : +=") {
                let equals = self.find(tokens, 0, "=")?;
                if statement.parent.is_some() || value.replace(equals + 1..tokens.end).is_some() {
                    return None;
                }
            }
        }
        value
    }

    /// A text with each `mark` in it replaced.
    fn filled(&self, literals: &Part, mark: &str, values: &[Part], depth: usize) -> Option<Text> {
        let template = self.evaluate_within(literals, depth)?;
        let mut pieces = template.text.expose().split(mark);
        let mut parts = vec![Text { text: pieces.next()?.into(), is_bytes: template.is_bytes }];
        for value in values {
            parts.push(self.evaluate_within(value, depth)?);
            parts.push(Text { text: pieces.next()?.into(), is_bytes: template.is_bytes });
        }
        // Anything else that is replaced is not known here.
        let other = |part: &Text| part.text.expose().contains(['%', '{', '}']);
        let plain = pieces.next().is_none() && !parts.iter().step_by(2).any(other);
        if plain { joined(&parts) } else { None }
    }

    /// What one literal comes to.
    fn literal(&self, token: usize, depth: usize) -> Option<Text> {
        let (prefix, inside) = inside(self.text, self.tokens[token].span.clone());
        let has = |letter: u8| prefix.bytes().any(|byte| byte.eq_ignore_ascii_case(&letter));
        let (raw, is_bytes) = (has(b'r'), has(b'b'));
        if has(b't') {
            return None;
        }
        let written = &self.text[inside];
        if !has(b'f') {
            return Some(Text { text: unescaped(written, raw, is_bytes)?, is_bytes });
        }
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some(brace) = rest.find(['{', '}']) {
            let doubled = rest.as_bytes().get(brace + 1) == rest.as_bytes().get(brace);
            let end = brace + usize::from(doubled);
            parts.push(Text { text: unescaped(&rest[..end], raw, false)?, is_bytes });
            rest = &rest[end + 1..];
            if doubled {
                continue;
            }
            let end = rest.find('}')?;
            let value = &rest[..end];
            let constant = self.constant(value.trim(), token);
            parts.push(if let Some(part) = constant {
                self.evaluate_within(&part, depth)?
            } else {
                let inner = File::expression(value)?;
                inner.evaluate_within(&(0..inner.tokens.len()), depth)?
            });
            rest = &rest[end + 1..];
        }
        parts.push(Text { text: unescaped(rest, raw, false)?, is_bytes });
        joined(&parts)
    }
}

fn joined(parts: &[Text]) -> Option<Text> {
    let is_bytes = parts.first()?.is_bytes;
    if parts.iter().any(|part| part.is_bytes != is_bytes) {
        return None;
    }
    let mut text = String::with_capacity(parts.iter().map(|part| part.text.expose().len()).sum());
    for part in parts {
        text.push_str(part.text.expose());
    }
    Some(Text { text: Secret::new(text), is_bytes })
}

/// What stands between quotes, its escapes read. Nothing, if it is not Unicode then.
pub(crate) fn unescaped(written: &str, raw: bool, is_bytes: bool) -> Option<Secret> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(['\\', '\r']) {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let is_return = rest.as_bytes()[at] == b'\r';
        rest = &rest[at + 1..];
        if is_return {
            bytes.push(b'\n');
            rest = rest.strip_prefix('\n').unwrap_or(rest);
            continue;
        }
        if raw {
            bytes.push(b'\\');
            if let Some(next) = rest.chars().next().filter(|next| *next != '\r') {
                bytes.extend_from_slice(&rest.as_bytes()[..next.len_utf8()]);
                rest = &rest[next.len_utf8()..];
            }
            continue;
        }
        let letter = rest.chars().next()?;
        let after = &rest[letter.len_utf8()..];
        let (digits, radix) = match letter {
            'x' => (2, 16),
            'u' if !is_bytes => (4, 16),
            'U' if !is_bytes => (8, 16),
            '0'..='7' => (rest.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count(), 8),
            // Names of characters are not known here.
            'N' if !is_bytes => return None,
            _ => (0, 0),
        };
        if digits > 0 {
            let from = if radix == 8 { rest } else { after };
            let code = from.get(..digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
            let code = u32::from_str_radix(code, radix).ok()?;
            rest = &from[digits..];
            if is_bytes {
                bytes.push(u8::try_from(code).ok()?);
            } else {
                bytes.extend_from_slice(char::from_u32(code)?.encode_utf8(&mut [0; 4]).as_bytes());
            }
            continue;
        }
        rest = after;
        match letter {
            '\n' => {}
            '\r' => rest = rest.strip_prefix('\n').unwrap_or(rest),
            'a' => bytes.push(7),
            'b' => bytes.push(8),
            'f' => bytes.push(12),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'v' => bytes.push(11),
            '\\' | '\'' | '"' => bytes.push(letter as u8),
            // Not an escape: both stay.
            _ => {
                bytes.push(b'\\');
                bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    if is_bytes && !written.is_ascii() {
        return None;
    }
    String::from_utf8(bytes).ok().map(Secret::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn comes_to(cases: &[(&str, Option<&str>)]) {
        for (text, expected) in cases {
            let file = File::read(text).unwrap_or_else(|at| panic!("not read from {at} on: {text:?}"));
            let tokens = &file.statements.last().expect("a statement").tokens;
            let value = file.find(tokens, 0, "=").map_or(tokens.start, |equals| equals + 1);
            let got = file.evaluate(&(value..tokens.end));
            assert_eq!(got.as_ref().map(|text| text.text.expose()), *expected, "{text:?}");
        }
    }

    #[test]
    fn literals() {
        comes_to(&[
            ("'abc'", Some("abc")),
            ("\"a'b\"", Some("a'b")),
            (r"'a\'b\\c\d\n'", Some("a'b\\c\\d\n")),
            (r"r'a\'b\n'", Some(r"a\'b\n")),
            (r"'\x41\u00e9\U0001F600\101\0'", Some("Aé😀A\0")),
            (r"'\N{BULLET}'", None),
            (r"'\ud800'", None),
            (r"b'\x41\u00e9'", Some("A\\u00e9")),
            (r"b'\xff'", None),
            ("'''a\r\nb'''", Some("a\nb")),
            ("''''a'''", Some("'a")),
            ("'a\\\nb'", Some("ab")),
            ("''", Some("")),
            ("u'a' R'b' \"\"\"c\"\"\"", Some("abc")),
            ("('a'\n  'b')", Some("ab")),
            ("'a' b'c'", None),
        ]);
    }

    #[test]
    fn put_together() {
        comes_to(&[
            ("'a' + \"b\" + ('c')", Some("abc")),
            ("'a' + b", None),
            ("b = 'x'\na = 'a' + b", Some("ax")),
            ("b = 'x'\na = f'a{b}{{{\"c\"}}}'", Some("ax{c}")),
            ("a = f'{b}'", None),
            ("a = f'{b!r}' + f'{b:>3}'", None),
            ("'%s-%s' % ('a', \"b\")", Some("a-b")),
            ("'%s' % 'a'", Some("a")),
            ("'%d' % 'a'", None),
            ("'{}-{}'.format('a', 'b')", Some("a-b")),
            ("'{0}'.format('a')", None),
            ("'a'.upper()", None),
            ("b = b\na = b", None),
            ("b = '1'\nb = '2'\na = b", None),
            ("if c: b = '1'\na = b", None),
            ("'a' * 3", None),
            ("5", None),
        ]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_unescaped_or_not(text in "[\\\\\\\\xuU0-9a-fN{}\r\né]{0,16}", raw: bool, is_bytes: bool) {
            unescaped(&text, raw, is_bytes);
        }
    }
}
