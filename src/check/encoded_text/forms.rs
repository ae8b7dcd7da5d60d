//! The forms in which text is written with other symbols than its own.

use crate::listed::Listed;

/// What a digit is worth.
type Digit = fn(u8) -> Option<u8>;

/// The digits of the forms that are read in groups: how many make a group, and of how many bytes; of a group that is
/// cut short the rest is as if of last digits.
///
/// Source: RFC 4648 (base32 and base32hex), RFC 1924 (base85), Adobe's PostScript Language Reference (ASCII85).
const GROUPED: [(usize, usize, Digit); 4] = [
    (8, 5, |byte| match byte.to_ascii_uppercase() {
        letter @ b'A'..=b'Z' => Some(letter - b'A'),
        digit @ b'2'..=b'7' => Some(digit - b'2' + 26),
        _ => None,
    }),
    (8, 5, |byte| match byte.to_ascii_uppercase() {
        digit @ b'0'..=b'9' => Some(digit - b'0'),
        letter @ b'A'..=b'V' => Some(letter - b'A' + 10),
        _ => None,
    }),
    (5, 4, |byte| {
        place(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~", byte)
    }),
    (5, 4, |byte| byte.checked_sub(b'!').filter(|digit| *digit < 85)),
];

fn place(digits: &[u8], byte: u8) -> Option<u8> {
    digits.iter().position(|digit| *digit == byte).and_then(|place| u8::try_from(place).ok())
}

/// What `text` is in each of the forms that it fits, hexadecimal and base64 first.
pub(super) fn all(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let grouped = GROUPED.iter().filter_map(move |(digits, bytes, digit)| in_groups(text, *digits, *bytes, *digit));
    super::decoded(text).into_iter().chain(in_pairs(text)).chain(numbers(text)).chain(grouped).chain(base58(text))
}

fn in_groups(text: &str, digits: usize, bytes: usize, digit: Digit) -> Option<Vec<u8>> {
    let text = text.strip_prefix("<~").and_then(|rest| rest.strip_suffix("~>")).unwrap_or(text);
    let base: u64 = if digits == 8 { 32 } else { 85 };
    let text = if digits == 8 { text.trim_end_matches('=') } else { text };
    let mut read = Vec::with_capacity(text.len());
    for group in text.as_bytes().chunks(digits) {
        let mut value = 0;
        for at in 0..digits {
            value = value * base + group.get(at).map_or(Some(base - 1), |byte| digit(*byte).map(u64::from))?;
        }
        let whole = group.len() * bytes / digits;
        (0..whole).for_each(|at| read.push((value >> (8 * (bytes - 1 - at)) & 0xFF) as u8));
    }
    Some(read)
}

/// Hexadecimal with something before each pair of digits, or between pairs, or before all: `0x6d79`, `6d:79`, `%6d%79`.
fn in_pairs(text: &str) -> Option<Vec<u8>> {
    let rest = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let mark = rest.strip_prefix("\\x").map(|_| "\\x").or_else(|| rest.strip_prefix('%').map(|_| "%"));
    let mark = mark.or_else(|| [":", " ", "-"].into_iter().find(|mark| rest.get(2..3) == Some(*mark)));
    if rest.len() == text.len() && mark.is_none() || rest.len() > super::super::guess::LONGEST * 4 {
        return None;
    }
    let parts = rest.split(mark.unwrap_or(" "));
    let pairs: String =
        parts.map(|part| if part.len() == 2 || mark.is_none() || part.is_empty() { part } else { "?" }).collect();
    super::hexadecimal(&pairs)
}

/// Numbers of bytes: in binary one after the other, or in decimal with a sign between.
fn numbers(text: &str) -> Option<Vec<u8>> {
    if text.len().is_multiple_of(8) && text.bytes().all(|byte| matches!(byte, b'0' | b'1')) {
        return text
            .as_bytes()
            .chunks(8)
            .map(|bits| Some(bits.iter().fold(0, |byte, bit| byte << 1 | (bit & 1))))
            .listed_whole();
    }
    let text = text.trim_matches(['[', ']', '(', ')', '{', '}']);
    let sign = [' ', ','].into_iter().find(|sign| text.contains(*sign))?;
    text.split(sign).map(|number| number.trim().parse().ok()).listed_whole()
}

/// Source: Bitcoin's `base58.cpp`.
fn base58(text: &str) -> Option<Vec<u8>> {
    // The work grows with the square of the length.
    if text.len() > 200 {
        return None;
    }
    let mut number = Vec::<u8>::new();
    for byte in text.bytes() {
        let digit = place(b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", byte)?;
        let mut rest = u32::from(digit);
        for low in &mut number {
            rest += u32::from(*low) * 58;
            *low = (rest & 0xFF) as u8;
            rest >>= 8;
        }
        if rest > 0 {
            number.push((rest & 0xFF) as u8);
        }
    }
    number.reverse();
    Some(number)
}
