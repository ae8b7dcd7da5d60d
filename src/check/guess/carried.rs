//! What of a text can hold anything: not what names its form, joins a word to it, or tells its bytes apart.
//!
//! `base64:…`, `sha256:5e88…`, `prod_5e88…`, `0x5e88…`, `[94, 136, …]`

use super::super::{encoded_text::of_marked_bytes, published::is_usual_word};

/// `text` without what names the form that follows, as Laravel does and RFC 9562, and without brackets round letters and
/// digits, as GUIDs are shown: they hold nothing.
pub(in super::super) fn unwrapped(text: &str) -> &str {
    let named = ["base64:", "urn:uuid:"].iter().find_map(|name| text.strip_prefix(name));
    let inside = || {
        let inside =
            [('{', '}'), ('(', ')')].iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))?;
        inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-').then_some(inside)
    };
    named.or_else(inside).unwrap_or(text)
}

/// What joins a word to a key.
const JOINTS: &[u8] = b"-_.:$=";

/// Where a joint is looked for at most, from either end.
const LONGEST_WORD: usize = 20;

/// `text` without the words joined to its ends: such as tell keys apart, or any if what is left is of a narrower kind.
/// `saves` says how many bits fewer its characters have than they would in the kind of the whole text; `enough` of them,
/// and chance does not make it so.
pub(super) fn without_words(text: &str, saves: impl Fn(&str, &str) -> f64, enough: f64) -> &str {
    if let Some(digits) = ["0x", "0X"].iter().find_map(|mark| text.strip_prefix(mark)) {
        return if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) { digits } else { text };
    }
    let bytes = text.as_bytes();
    if !text.is_ascii() || bytes.len() < 2 * LONGEST_WORD {
        return text;
    }
    let is_joint = |at: &usize| JOINTS.contains(&bytes[*at]);
    // The longest word that leaves more than half is the one behind which nothing is left to take.
    let fronts = (1..LONGEST_WORD).rev().filter(is_joint).map(|at| (&text[..at], &text[at + 1..]));
    let backs = (bytes.len() - LONGEST_WORD..bytes.len()).filter(is_joint).map(|at| (&text[at + 1..], &text[..at]));
    let is_joined = |(word, rest): &(&str, &str)| saves(text, rest) >= enough || is_usual_word(word);
    fronts.chain(backs).find(is_joined).map_or(text, |(_, rest)| rest)
}

/// How many bytes `text` writes out one by one, as programs show them: numbers with signs between, pairs of hexadecimal
/// digits with a mark, or the literal of a language, in which some are themselves and others escaped.
pub(super) fn bytes(text: &str) -> Option<usize> {
    of_marked_bytes(text).map(|bytes| bytes.len()).or_else(|| in_literal(text))
}

/// The same of a literal with `\x` in it: of `b'\x0f\x06D'`, three.
fn in_literal(text: &str) -> Option<usize> {
    if text.matches("\\x").count() < LEAST_ESCAPES {
        return None;
    }
    let inside = ["b'", "b\"", "'", "\""]
        .iter()
        .find_map(|open| text.strip_prefix(open)?.strip_suffix(&open[open.len() - 1..]))
        .unwrap_or(text);
    let (mut count, mut rest) = (0, inside.as_bytes());
    while let Some(first) = rest.first() {
        let length = match (first, rest.get(1)) {
            (b'\\', Some(b'x')) => 4,
            (b'\\', _) => 2,
            _ => 1,
        };
        rest = rest.get(length..).unwrap_or_default();
        count += 1;
    }
    Some(count)
}

/// So many escapes are not in a text by chance.
const LEAST_ESCAPES: usize = 4;
