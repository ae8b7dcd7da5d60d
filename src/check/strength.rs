//! What a key is worth, in bits.

/// What a key is worth: at least, by the worst of what was found, and at most, by its length and
/// what it seems to be made of. With nothing found the two are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Bits at least.
    pub low: f64,
    /// Bits at most.
    pub high: f64,
}

/// A format: how many symbols it has, and which.
type Format = (f64, fn(u8) -> bool);

/// The usual formats. The smallest that fits is taken.
const FORMATS: &[Format] = &[
    (10.0, |b| b.is_ascii_digit()),
    (16.0, |b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
    (16.0, |b| matches!(b, b'0'..=b'9' | b'A'..=b'F')),
    (26.0, |b| b.is_ascii_lowercase()),
    (26.0, |b| b.is_ascii_uppercase()),
    (36.0, |b| b.is_ascii_lowercase() || b.is_ascii_digit()),
    (50.0, |b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"!@#$%^&*(-_=+)".contains(&b)),
    (62.0, |b| b.is_ascii_alphanumeric()),
    (64.0, |b| b.is_ascii_alphanumeric() || b"-_".contains(&b)),
    (64.0, |b| b.is_ascii_alphanumeric() || b"+/".contains(&b)),
    (94.0, |_| true),
];

/// The bits that `text` could hold at most, taken for random symbols of the format it seems to be.
pub(super) fn of(text: &str) -> Range {
    // Four hexadecimal places of a UUID of version 4 hold only two bits, and its dashes nothing.
    let bits = if is_uuid(text) {
        122.0
    } else {
        // Padding of base64 holds nothing.
        let symbols = text.trim_end_matches('=');
        let size = FORMATS.iter().find(|(_, fits)| symbols.bytes().all(fits)).map_or(94.0, |(size, _)| *size);
        symbols.chars().count() as f64 * size.log2()
    };
    Range { low: bits, high: bits }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn bits(text: &str, expected: f64) {
        assert!((of(text).high - expected).abs() < 0.1, "{text}: {}", of(text).high);
    }

    #[test]
    fn formats() {
        bits("", 0.0);
        bits("0123456789", 33.2);
        bits("0123456789abcdef", 64.0);
        bits("abcxyz", 28.2);
        bits("abcxyz!", 39.5);
        bits("AZaz09-_", 48.0);
        bits("AZaz09+/AZaz09+/A=", 102.0);
        bits("123e4567-e89b-42d3-a456-426614174000", 122.0);
    }
}
