//! What was pasted, taken apart: `Set-Cookie: name="…\054…"; Path=/` is a name and a value.

use crate::secret::Secret;

/// A value that may be signed.
pub(super) struct Pasted {
    /// The cookie's name, where one stands before it.
    pub(super) name: Option<String>,
    pub(super) text: Secret,
    /// What stands before it in a link.
    pub(super) before: String,
}

/// The most pieces of one sort that are looked at.
const MOST: usize = 100;

/// The longest name of a cookie.
const LONGEST_NAME: usize = 256;

/// All that may be the signed value, the whole text first.
pub(super) fn taken_apart(text: &str) -> Vec<Pasted> {
    let mut values = Vec::new();
    // What is signed may begin with a blank, but it ends with its signature.
    add(&mut values, None, text.trim_end(), "");
    let text = text.trim();
    let rest = text
        .split_once(':')
        .filter(|(header, _)| header.eq_ignore_ascii_case("cookie") || header.eq_ignore_ascii_case("set-cookie"));
    add(&mut values, None, text, "");
    // A header's cookies; the columns of a table; the parts of a link.
    let separators: [&[char]; 3] = [&[';'], &[' ', '\t', '\n', '\r', '|'], &['/', '?', '&', ' ', '\n']];
    for separators in separators {
        let mut before = "";
        for piece in rest.map_or(text, |(_, rest)| rest).split(separators).take(MOST) {
            let piece = piece.trim();
            add(&mut values, None, piece, before);
            if let Some((name, value)) =
                piece.split_once('=').filter(|(name, _)| (1..=LONGEST_NAME).contains(&name.len()))
            {
                add(&mut values, Some(name.trim()), value.trim(), before);
            }
            before = piece;
        }
    }
    values
}

/// Adds a value as it is, and as it is without its quotes and escapes. What has no room for a
/// signature is left out.
fn add(values: &mut Vec<Pasted>, name: Option<&str>, text: &str, before: &str) {
    let mut push = |text: String| {
        let known =
            |value: &Pasted| value.text.expose() == text && value.name.as_deref() == name && value.before == before;
        if text.len() > 20 && !values.iter().any(known) {
            values.push(Pasted { name: name.map(str::to_owned), text: Secret::new(text), before: before.to_owned() });
        }
    };
    push(text.to_owned());
    if let Some(text) = unquoted(text) {
        push(text);
    }
    if text.contains('%') {
        push(percent_decoded(text));
    }
    push(text.trim_matches(['\'', '"', ',', '`']).to_owned());
}

/// As Python's `http.cookies` reads quotes: `\054` is a comma, and `\"` a quote.
fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut plain = String::with_capacity(inside.len());
    let mut rest = inside.chars();
    while let Some(next) = rest.next() {
        if next != '\\' {
            plain.push(next);
            continue;
        }
        let octal = rest.as_str().get(..3).filter(|digits| digits.bytes().all(|byte| matches!(byte, b'0'..=b'7')));
        match octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                plain.push(char::from(byte));
                rest = rest.as_str()[3..].chars();
            }
            None => plain.extend(rest.next()),
        }
    }
    Some(plain)
}

/// As `urllib.parse.unquote` reads it; what is not UTF-8 is left as it is.
fn percent_decoded(text: &str) -> String {
    let hex = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = bytes.get(at + 1).and_then(hex).zip(bytes.get(at + 2).and_then(hex)).filter(|_| *byte == b'%');
        plain.push(pair.map_or(*byte, |(high, low)| high << 4 | low));
        at += if pair.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}
