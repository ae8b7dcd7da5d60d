//! The parts of a signed value.
//!
//! Django 6.1, `django/core/signing.py`; itsdangerous 2.2, `itsdangerous/signer.py`.

use super::{
    mac::{DIGESTS, Digest, Mac, of_bytes},
    time::Time,
};
use crate::{
    check::encoded_text::{base64, digit},
    secret::Secret,
};

/// The bytes of a signature as `hexdigest` writes it, without capitals; or their upper `half`, where
/// every second digit is left out.
pub(super) fn hex(text: &str, half: bool) -> Option<(Digest, Mac)> {
    let digits = if half { 1 } else { 2 };
    let digest = DIGESTS.into_iter().find(|digest| digest.bytes() * digits == text.len())?;
    let mut mac = [0; 64];
    for (at, digit) in text.bytes().enumerate() {
        let digit = u8::try_from(number(&[digit], 36)?).ok().filter(|digit| *digit < 16)?;
        let byte = mac.get_mut(at / digits)?;
        *byte = *byte << 4 | if half { digit << 4 } else { digit };
    }
    Some((digest, mac))
}

/// A number to the base 62, as signers write the time, or 36 without capitals, as reset tokens do.
pub(super) fn number(text: &[u8], base: u8) -> Option<i64> {
    // Ten digits are more than any year has that a calendar knows.
    if !(1..=10).contains(&text.len()) {
        return None;
    }
    text.iter().try_fold(0, |sum, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' if base == 62 => byte - b'A' + 10,
            b'a'..=b'z' => byte - b'a' + base - 26,
            _ => return None,
        };
        Some(sum * i64::from(base) + i64::from(digit))
    })
}

/// Whether the last digit of a base64 text says no more than the bytes do: Django writes no other.
pub(super) fn is_canonical(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let spare = [0, 0b11_1111, 0b1111, 0b11][digits.len() % 4];
    digits.bytes().next_back().and_then(digit).is_none_or(|last| last & spare == 0)
}

/// A value as a `Signer` reads it.
#[derive(Clone, Copy)]
pub(super) struct Signed<'a> {
    pub(super) message: &'a str,
    pub(super) separator: &'a str,
    pub(super) digest: Digest,
    pub(super) mac: Mac,
}

impl<'a> Signed<'a> {
    /// How the value can be read: first with `:`, or whatever stands in its place. A project may have
    /// a `separator` of its own, of several characters.
    pub(super) fn readings(value: &'a str, separator: Option<&str>) -> Vec<Self> {
        let mut readings = Vec::new();
        for digest in DIGESTS {
            // Of base64, without padding.
            let length = (digest.bytes() * 8).div_ceil(6);
            let Some((front, tail)) = value.len().checked_sub(length).and_then(|at| value.split_at_checked(at)) else {
                continue;
            };
            let url_safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            let Some(bytes) = base64(tail).filter(|_| tail.bytes().all(url_safe) && is_canonical(tail)) else {
                continue;
            };
            let Some(mac) = of_bytes(digest, &bytes) else { continue };
            let reading = |at| Self { message: &front[..at], separator: &front[at..], digest, mac };
            if let Some(message) = separator.map(|separator| front.strip_suffix(separator)) {
                readings.extend(message.map(|message| reading(message.len())));
            } else {
                let separators = front.char_indices().rev().take(3);
                // Django takes no separator that could be a part of what it separates.
                let odd = |odd: char| !odd.is_ascii_alphanumeric() && !"-_=".contains(odd);
                readings.extend(separators.take_while(|(_, next)| odd(*next)).map(|(at, _)| reading(at)));
            }
            if !readings.is_empty() {
                break;
            }
        }
        readings
    }

    /// What a `TimestampSigner` was given, and when.
    pub(super) fn time(&self) -> Option<(&'a str, Time)> {
        let (message, separator) = (self.message.as_bytes(), self.separator.as_bytes());
        let at = (0..message.len()).rev().find(|at| message[*at..].starts_with(separator))?;
        let time = number(message.get(at + separator.len()..)?, 62)?;
        Some((self.message.get(..at)?, Time::Utc(time).within()?))
    }
}

/// What was signed.
#[allow(missing_debug_implementations, reason = "it may be personal")]
pub enum Content {
    /// The signature is all there is.
    None,
    /// A text.
    Text(Secret),
    /// A text that is compressed, as a zlib stream.
    Deflated(Vec<u8>),
    /// A pickle: whoever knows the key can have the server run code.
    Pickle,
}

impl Content {
    /// Of a value that is an object as `sign_object` writes it, if it can be; `maybe` one, then it is
    /// taken for a text if it is short enough to be that by chance.
    pub(super) fn of(value: &str, maybe: bool) -> Self {
        let (packed, digits) = match value.strip_prefix('.') {
            Some(digits) => (true, digits),
            None => (false, value),
        };
        let object = base64(digits).filter(|_| !digits.contains(['+', '/', '=']) && is_canonical(digits));
        match object {
            // What zlib writes first.
            Some(bytes) if packed && bytes.first() == Some(&0x78) => Self::Deflated(bytes),
            Some(bytes) if !packed && is_object(&bytes, maybe) => Self::bytes(&bytes),
            _ => Self::Text(Secret::from(value)),
        }
    }

    /// Of what a serializer of Django wrote.
    pub(super) fn bytes(bytes: &[u8]) -> Self {
        if bytes.first() == Some(&0x80) {
            return Self::Pickle;
        }
        // Django reads it so.
        Self::Text(Secret::new(bytes.iter().copied().map(char::from).collect()))
    }

    /// Whether it is what `sign_object` writes, and not a text that was signed as it is.
    pub(super) fn is_object(value: &str) -> bool {
        match Self::of(value, false) {
            Self::Text(text) => text.expose() != value,
            _ => true,
        }
    }
}

/// Whether bytes are what a pickle begins with, or what JSON is, in printable characters.
fn is_object(bytes: &[u8], maybe: bool) -> bool {
    let printable = || bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
    match bytes {
        [0x80, 2..=5, ..] => true,
        [b'{', .., b'}'] | [b'[', .., b']'] | [b'"', .., b'"'] => printable(),
        _ if maybe => false,
        [b'0'..=b'9' | b'-', ..] => bytes.iter().all(|byte| b"0123456789+-.eE".contains(byte)),
        _ => matches!(bytes, b"true" | b"false" | b"null"),
    }
}
