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
    let text = bare(text);
    let grouped = GROUPED.iter().filter_map(move |(digits, bytes, digit)| in_groups(text, *digits, *bytes, *digit));
    of_bytes(text).chain(grouped).chain(base58(text))
}

/// The same, of the forms in which bytes are written most often: hexadecimal, base64 and numbers.
pub(in super::super) fn of_bytes(text: &str) -> impl Iterator<Item = Vec<u8>> {
    super::decoded(text).into_iter().chain(of_marked_bytes(text))
}

/// The bytes that `text` writes out one by one, with something that tells them apart.
pub(in super::super) fn of_marked_bytes(text: &str) -> Option<Vec<u8>> {
    in_pairs(text).or_else(|| numbers(text))
}

/// `text` without the name of its form in front, as in `base64:…` and `data:text/plain;base64,…`.
fn bare(text: &str) -> &str {
    let named = text.split_once([':', ',']).filter(|(name, _)| matches!(*name, "base64" | "b64" | "hex" | "base32"));
    let of_address = || text.starts_with("data:").then(|| text.split_once(";base64,")).flatten();
    // RFC 2047
    let of_mail =
        || Some(("", text.strip_prefix("=?utf-8?B?").or(text.strip_prefix("=?UTF-8?B?"))?.strip_suffix("?=")?));
    named.or_else(of_address).or_else(of_mail).map_or(text, |(_, inside)| inside)
}

/// The bytes that `text` is the base32 of.
pub(in super::super) fn base32(text: &str) -> Option<Vec<u8>> {
    let (digits, bytes, digit) = GROUPED[0];
    in_groups(text, digits, bytes, digit)
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

/// Hexadecimal with something before each pair of digits, or between pairs, or before all: `0x6d79`, `6d:79`, `%6d%79`,
/// `\u006d\u0079`.
fn in_pairs(text: &str) -> Option<Vec<u8>> {
    let rest = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let mark = ["\\x", "\\u00", "%"].into_iter().find(|mark| rest.starts_with(*mark));
    let mark = mark.or_else(|| [":", " ", "-"].into_iter().find(|mark| rest.get(2..3) == Some(*mark)));
    if rest.len() == text.len() && mark.is_none() || rest.len() > super::super::guess::LONGEST * 4 {
        return None;
    }
    let parts = rest.split(mark.unwrap_or(" "));
    let pairs: String =
        parts.map(|part| if part.len() == 2 || mark.is_none() || part.is_empty() { part } else { "?" }).collect();
    super::hexadecimal(&pairs)
}

/// Numbers of bytes: in binary one after the other, with a sign between them in decimal, octal or hexadecimal, as
/// `\163\145` and `0x73, 0x65`, or in decimal those of letters without one.
fn numbers(text: &str) -> Option<Vec<u8>> {
    if text.len().is_multiple_of(8) && text.bytes().all(|byte| matches!(byte, b'0' | b'1')) {
        return text
            .as_bytes()
            .chunks(8)
            .map(|bits| Some(bits.iter().fold(0, |byte, bit| byte << 1 | (bit & 1))))
            .listed_whole();
    }
    // HTML's: `&#115;&#x65;`.
    if let Some(inside) = text.strip_prefix("&#").and_then(|text| text.strip_suffix(';')) {
        let number = |number: &str| match number.strip_prefix(['x', 'X']) {
            Some(digits) => u8::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        };
        return inside.split(";&#").map(number).listed_whole();
    }
    let text = text.trim_matches(['[', ']', '(', ')', '{', '}']);
    let (text, signs, base) = match text.strip_prefix('\\') {
        Some(rest) => (rest, &['\\'][..], 8),
        None => (text, &[',', ';', ':', '-', '.', ' '][..], 10),
    };
    let Some(sign) = signs.iter().find(|sign| text.contains(**sign)) else { return of_letters(text) };
    let number = |number: &str| match number.trim().strip_prefix("0x") {
        Some(digits) => u8::from_str_radix(digits, 16).ok(),
        None => u8::from_str_radix(number.trim(), base).ok(),
    };
    text.split(*sign).map(number).listed_whole()
}

/// The letters whose numbers stand here one behind the other, small ones for the most part: numbers with one or nought in front
/// have three digits, the others two. Other texts are not told from random digits.
fn of_letters(text: &str) -> Option<Vec<u8>> {
    let (mut letters, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let (number, behind) = rest.split_at_checked(if rest.starts_with(['0', '1']) { 3 } else { 2 })?;
        let letter = number.parse::<u8>().ok()?;
        if !letter.is_ascii_alphabetic() && !b" -_.".contains(&letter) {
            return None;
        }
        letters.push(letter);
        rest = behind;
    }
    let small = letters.iter().filter(|letter| letter.is_ascii_lowercase()).count();
    (small >= 6 && small * 2 >= letters.len()).then_some(letters)
}

/// Source: Bitcoin's `base58.cpp`.
pub(in super::super) fn base58(text: &str) -> Option<Vec<u8>> {
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
