//! The tokens of a text.
//!
//! Source: Python 3.14, "The Python Language Reference", chapter 2.

use super::{Kind, Token, text};

/// The words that are no operands.
pub(super) const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield",
];

pub(super) const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The tokens of `text`, or of its first statement, or the place from which on it is not Python.
pub(super) fn tokens(text: &str, first: bool) -> Result<Vec<Token>, usize> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let mut depth = open.len();
        let kind = match byte {
            b' ' | b'\t' | b'\x0c' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += text[at..].find(['\n', '\r']).unwrap_or(text.len() - at);
                continue;
            }
            b'\\' => {
                // A line that goes on in the next.
                let rest = &bytes[at + 1..];
                let newline = if rest.starts_with(b"\r\n") {
                    2
                } else {
                    usize::from(rest.starts_with(b"\n") || rest.starts_with(b"\r"))
                };
                if newline == 0 {
                    return Err(at);
                }
                at += 1 + newline;
                continue;
            }
            b'\n' | b'\r' => {
                at += 1;
                if first && depth == 0 {
                    break;
                }
                if depth > 0 || tokens.last().is_none_or(|last| last.kind == Kind::End) {
                    continue;
                }
                Kind::End
            }
            b'0'..=b'9' => {
                while bytes.get(at).is_some_and(|byte| is_of_name(*byte) || *byte == b'.') {
                    at += 1;
                }
                Kind::Number
            }
            _ if is_of_name(byte) => {
                while bytes.get(at).is_some_and(|byte| is_of_name(*byte)) {
                    at += 1;
                }
                let prefix = &text[start..at];
                let is_prefix = prefix.len() <= 2 && prefix.bytes().all(|byte| b"rbuftRBUFT".contains(&byte));
                if is_prefix && matches!(bytes.get(at), Some(b'\'' | b'"')) {
                    at = text::end(text, at, prefix.contains(['f', 'F', 't', 'T']))?;
                    Kind::Text
                } else {
                    Kind::Name
                }
            }
            b'\'' | b'"' => {
                at = text::end(text, at, false)?;
                Kind::Text
            }
            b'(' | b'[' | b'{' => {
                open.push((byte, tokens.len()));
                at += 1;
                Kind::Sign
            }
            b')' | b']' | b'}' => {
                let opened = match byte {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                match open.pop() {
                    Some((bracket, place)) if bracket == opened => tokens[place].close = tokens.len(),
                    _ => return Err(at),
                }
                depth -= 1;
                at += 1;
                Kind::Sign
            }
            b'$' | b'?' | b'`' | ..b' ' | 0x7f => return Err(at),
            _ => {
                at += 1;
                let assigns = b"!<>=+-*/%&|^@:".contains(&byte) && bytes.get(at) == Some(&b'=');
                if assigns {
                    at += 1;
                } else if byte == b'!' {
                    return Err(start);
                }
                Kind::Sign
            }
        };
        tokens.push(Token { kind, span: start..at, depth, close: tokens.len() });
    }
    if open.is_empty() { Ok(tokens) } else { Err(text.len()) }
}
