//! What a text could hold at most, by its length and the characters that it is made of.

/// The usual formats, smallest first: how many symbols each has, and the kinds of bytes that it may hold.
const FORMATS: [(u32, u16); 16] = [
    (10, DIGIT | DIGIT_2_7),
    (16, DIGIT | DIGIT_2_7 | A_F_SMALL),
    (16, DIGIT | DIGIT_2_7 | A_F),
    (26, SMALL | A_F_SMALL),
    (26, CAPITAL | A_F),
    (32, SMALL | A_F_SMALL | DIGIT_2_7),
    (32, CAPITAL | A_F | DIGIT_2_7),
    (36, SMALL | A_F_SMALL | DIGIT | DIGIT_2_7),
    (36, CAPITAL | A_F | DIGIT | DIGIT_2_7),
    (50, SMALL | A_F_SMALL | DIGIT | DIGIT_2_7 | ABOVE_DIGITS | MINUS | PLUS | DJANGOS),
    (52, LETTERS),
    (62, ALPHANUMERIC),
    (64, ALPHANUMERIC | MINUS),
    (64, ALPHANUMERIC | PLUS | SLASH),
    (70, ALPHANUMERIC | ABOVE_DIGITS),
    (94, u16::MAX),
];

const DIGIT_2_7: u16 = 1;
const DIGIT: u16 = 1 << 1;
const A_F_SMALL: u16 = 1 << 2;
const SMALL: u16 = 1 << 3;
const A_F: u16 = 1 << 4;
const CAPITAL: u16 = 1 << 5;
const ABOVE_DIGITS: u16 = 1 << 6;
const MINUS: u16 = 1 << 7;
const PLUS: u16 = 1 << 8;
const SLASH: u16 = 1 << 9;
const DJANGOS: u16 = 1 << 10;
const OTHER: u16 = 1 << 11;
const LETTERS: u16 = SMALL | A_F_SMALL | CAPITAL | A_F;
const ALPHANUMERIC: u16 = LETTERS | DIGIT | DIGIT_2_7;

const fn kind(byte: u8) -> u16 {
    match byte {
        b'2'..=b'7' => DIGIT_2_7,
        b'0' | b'1' | b'8' | b'9' => DIGIT,
        b'a'..=b'f' => A_F_SMALL,
        b'g'..=b'z' => SMALL,
        b'A'..=b'F' => A_F,
        b'G'..=b'Z' => CAPITAL,
        b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' => ABOVE_DIGITS,
        b'-' | b'_' => MINUS,
        b'+' => PLUS,
        b'/' => SLASH,
        b'(' | b'=' | b')' => DJANGOS,
        _ => OTHER,
    }
}

/// Bits that chance does not save: a random key is this much cheaper to tell in a way that was not made
/// for it once in a thousand million times, whatever the way.
pub(in super::super) const BY_CHANCE: f64 = 30.0;

/// Where the symbols are in doubt: that of so many bits more a key looks like those of fewer symbols is not rare
/// enough.
const IN_DOUBT: f64 = 24.0;

/// What is known of a text by its look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Capacity {
    /// The bits that it could hold at most.
    pub(super) bits: f64,
    /// The bits of its length in the smallest of the usual formats.
    pub(super) narrow: f64,
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
    let kinds = symbols.bytes().fold(0, |kinds, byte| kinds | kind(byte));
    let fits = |format: &&(u32, u16)| kinds & !format.1 == 0;
    let smallest = FORMATS.iter().find(fits).map_or(94, |format| format.0);
    let smallest = if uuid { 16 } else { smallest };
    let symbol = f64::from(smallest).log2();
    let narrow = count * symbol;
    let mut full = narrow;
    // 32 hexadecimal digits may be digits only by chance, and 21 or 22 of base64, as nanoid makes them, small letters:
    // there alone it is in doubt.
    for wider in FORMATS.iter().filter(fits).map(|format| format.0) {
        let wide = count * f64::from(wider).log2();
        let usual = matches!((wider, symbols.len()), (16, 32) | (64, 21 | 22));
        if usual && wide - narrow < IN_DOUBT {
            full = full.max(wide);
        }
    }
    if uuid {
        // Four hexadecimal places of a UUID of version 4 hold only two bits, and its dashes nothing.
        full = 122.0;
    }
    let distinct = distinct(symbols) - u32::from(uuid);
    // Most are of too many to be worth a closer look.
    let least = count * f64::from(distinct).log2();
    let few = if smallest > distinct && full - least >= BY_CHANCE { least + subsets(smallest, distinct) } else { full };
    let is_few = full - few >= BY_CHANCE;
    Capacity {
        bits: if is_few { few } else { full },
        narrow: full.min(narrow),
        symbol,
        few: is_few.then_some(distinct),
    }
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
    (0..part.min(all)).map(|at| f64::from(all - at) / f64::from(at + 1)).product::<f64>().log2()
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
        bits("01234567", 26.6);
        bits("0123456789abcdef0", 68.0);
        bits("01234567890123456789012345678901", 128.0);
        bits("0123456789012345678901234567890", 103.0);
        bits("k7q2zv9hw4mx8jt3br6", 98.2);
        bits("k7q2zv9hw4mx8jt3br6ab", 126.0);
        bits("4902834723948092834723847239847239042398472398472394", 172.7);
        bits("abcxyz", 28.2);
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
