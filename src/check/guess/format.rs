//! What a text could hold at most, by its length and the characters that it is made of.

/// A format: how many symbols it has, and which.
type Format = (u32, fn(u8) -> bool);

/// The usual formats, smallest first.
const FORMATS: &[Format] = &[
    (10, |b| b.is_ascii_digit()),
    (16, |b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
    (16, |b| matches!(b, b'0'..=b'9' | b'A'..=b'F')),
    (26, |b| b.is_ascii_lowercase()),
    (26, |b| b.is_ascii_uppercase()),
    (36, |b| b.is_ascii_lowercase() || b.is_ascii_digit()),
    (36, |b| b.is_ascii_uppercase() || b.is_ascii_digit()),
    (50, |b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"!@#$%^&*(-_=+)".contains(&b)),
    (52, |b| b.is_ascii_alphabetic()),
    (62, |b| b.is_ascii_alphanumeric()),
    (64, |b| b.is_ascii_alphanumeric() || b"-_".contains(&b)),
    (64, |b| b.is_ascii_alphanumeric() || b"+/".contains(&b)),
    (94, |_| true),
];

/// Bits that chance does not save: a random key is this much cheaper to tell in a way that was not made
/// for it once in a thousand million times, whatever the way.
pub(in super::super) const BY_CHANCE: f64 = 30.0;

/// What is known of a text by its look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capacity {
    /// The bits that it could hold at most.
    pub(super) bits: f64,
    /// The bits that its length and format would hold, were its characters not so few.
    pub(super) full: f64,
    /// The bits of one of its characters in the smallest of the usual formats.
    pub(super) symbol: f64,
    /// How many characters it is made of, if they are so few that its length deceives.
    pub(super) few: Option<u32>,
}

/// The bits that `text` could hold at most, taken for random symbols of the format it seems to be.
pub(super) fn capacity(text: &str) -> Capacity {
    let uuid = is_uuid(text);
    // Padding of base64 holds nothing.
    let symbols = text.trim_end_matches('=');
    let count = if uuid { 32 } else { u32::try_from(symbols.chars().count()).unwrap_or(u32::MAX) };
    let count = f64::from(count);
    let fits = |format: &Format| symbols.bytes().all(format.1);
    let smallest = FORMATS.iter().find(|format| fits(format)).map_or(94, |format| format.0);
    let smallest = if uuid { 16 } else { smallest };
    let symbol = f64::from(smallest).log2();
    let narrow = count * symbol;
    let mut full = narrow;
    // 32 hexadecimal digits may be digits only by chance, and a nanoid without a capital.
    for wider in [16, 64] {
        let wide = count * f64::from(wider).log2();
        let is_it = FORMATS.iter().any(|format| format.0 == wider && fits(format));
        if is_it && wide > narrow && wide - narrow < BY_CHANCE {
            full = wide;
        }
    }
    if uuid {
        // Four hexadecimal places of a UUID of version 4 hold only two bits, and its dashes nothing.
        full = 122.0;
    }
    let distinct = distinct(symbols) - u32::from(uuid);
    let few = count * f64::from(distinct).log2() + subsets(smallest, distinct);
    let is_few = smallest > distinct && full - few >= BY_CHANCE;
    Capacity { bits: if is_few { few } else { full }, full, symbol, few: is_few.then_some(distinct) }
}

/// How many different characters there are; all beyond ASCII count as one more each time they are new
/// among the last two hundred.
fn distinct(text: &str) -> u32 {
    let mut seen = [0_u64; 4];
    for character in text.chars() {
        let place = (u32::from(character) % 256) as usize;
        seen[place / 64] |= 1 << (place % 64);
    }
    seen.iter().map(|bits| bits.count_ones()).sum::<u32>().max(1)
}

/// The bits that it takes to say which `part` of `all` symbols.
fn subsets(all: u32, part: u32) -> f64 {
    (0..part.min(all)).map(|at| (f64::from(all - at) / f64::from(at + 1)).log2()).sum()
}

/// Whether it is written as a UUID is.
pub(in super::super) fn is_uuid(text: &str) -> bool {
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
        let found = capacity(text).bits;
        assert!((found - expected).abs() < 0.1, "{text}: {found}");
    }

    #[test]
    fn formats() {
        bits("", 0.0);
        bits("01234567", 48.0);
        bits("0123456789abcdef0", 68.0);
        bits("01234567890123456789012345678901", 128.0);
        bits("4902834723948092834723847239847239042398472398472394", 172.7);
        bits("abcxyz", 36.0);
        bits("abcdefghijklmnopqrstuvwxyz", 122.2);
        bits("abcxyz!", 39.5);
        bits("AZaz09-_", 48.0);
        bits("AZaz09+/AZaz09+/A=", 102.0);
        bits("123e4567-e89b-42d3-a456-426614174000", 122.0);
    }

    #[test]
    fn few_symbols_hold_little() {
        bits("01101000010110100001011010000101101000010110100001", 55.5);
        assert_eq!(capacity(&"ab".repeat(30)).few, Some(2));
    }
}
