//! Hexadecimal, base64 or another form of a text: base32, base58, base85, ASCII85, numbers of bytes, or one in another.
//!
//! Encoding makes a text longer, and no harder to guess.
//!
//! `aHVudGVyMi1odW50ZXIy…`
//!
//! What to do: make a new key. If the text is a good key itself, as in a Secret of Kubernetes, it is the
//! decoded one that Django should have.
//!
//! Chance: random bytes are a text that is so much cheaper to tell once in a thousand million keys, in each form.

use super::{
    Check, Guess, Hit, Severity, Subject,
    guess::{CERTAIN, ENOUGH},
};
use crate::listed::Listed;

pub(super) const CHECK: Check = Check { id: "encoded-text", source: "RFC 4648, RFC 1924", find };

mod forms;

pub(super) use forms::{base32, base58, of_bytes, of_marked_bytes};

/// As many forms are taken off one after the other.
const MOST_FORMS: usize = 3;

fn find(subject: &Subject<'_>) -> Option<Hit> {
    // What is innermost is what was thought up, or drawn.
    subject.texts.iter().rev().find_map(|text| of_text(subject, text.trim(), text.len()))
}

/// The text that `text` is a form of, the one that that is a form of, and so on.
pub(super) fn texts(text: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    while texts.len() < MOST_FORMS {
        let outer = texts.last().map_or(text, |text| text.trim());
        let Some(inner) = forms::all(outer).find_map(printable) else { break };
        texts.push(inner);
    }
    texts
}

/// `bytes` as a text, if all of them are of such.
pub(super) fn printable(bytes: Vec<u8>) -> Option<String> {
    // Of two bytes each, one of which is nought: UTF-16.
    let is_wide = |at: usize| bytes.len().is_multiple_of(2) && bytes.iter().skip(at).step_by(2).all(|byte| *byte == 0);
    let bytes = match [1, 0].into_iter().find(|at| is_wide(*at)) {
        Some(at) => bytes.into_iter().skip(1 - at).step_by(2).listed(),
        None => bytes,
    };
    let is_text = bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t'));
    if bytes.len() < 6 || !is_text { None } else { String::from_utf8(bytes).ok() }
}

fn of_text(subject: &Subject<'_>, text: &str, length: usize) -> Option<Hit> {
    let inner = Guess::of(text, &subject.checker.words);
    let least = if subject.guess.high < ENOUGH { 10.0 } else { CERTAIN };
    if 8.0 * length as f64 - inner.cheapest() < least {
        return None;
    }
    if inner.high >= ENOUGH && !inner.is_weak() {
        let sentence = "This key is the base64 or hexadecimal form of a string, and the string is what was random.";
        let mut hit = Hit::core(Severity::Note, subject, sentence)?;
        hit.remedy = "Keep it, if this form is what Django gets.";
        hit.bits = Some((inner.range().low, "the text that it encodes"));
        return Some(hit);
    }
    let mut hit = Hit::core(
        Severity::Weak,
        subject,
        "This key is a string someone can guess, in another form such as base64 or hexadecimal.",
    )?;
    hit.bits = Some((inner.range().low, "the text that it encodes"));
    Some(hit)
}

/// The bytes that `text` is the hexadecimal or base64 form of.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    hexadecimal(text).or_else(|| base64(text))
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let hex = |byte: u8| char::from(byte).to_digit(16);
    if !text.len().is_multiple_of(2) || text.is_empty() {
        return None;
    }
    text.as_bytes().chunks(2).map(|pair| u8::try_from(hex(pair[0])? * 16 + hex(pair[1])?).ok()).listed_whole()
}

/// The bytes that `text` is the base64 of, usual or URL-safe, with padding or without.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 || digits.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut count) = (0_u32, 0);
    for byte in digits.bytes() {
        bits = bits << 6 & 0xFFFF | digit(byte)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    Some(bytes)
}

/// What one digit of base64 is worth.
pub(crate) fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}
