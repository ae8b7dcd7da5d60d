//! What a text could hold at most, by its length and the characters that it is made of.

use super::{carried, phrase};

/// The usual formats, smallest first: the symbols of each, as a bit for each byte of ASCII.
const USUAL: [u128; 17] = [
    set(b"0-9"),
    set(b"0-9a-f"),
    set(b"0-9A-F"),
    set(b"a-z"),
    set(b"A-Z"),
    set(b"a-z2-7"),
    BASE32,
    set(b"a-z0-9"),
    set(b"A-Z0-9"),
    set(b"a-z0-9!@#$%^&*(-)_=+"),
    set(b"a-zA-Z"),
    ALPHANUMERIC,
    BASE64_URL,
    BASE64,
    set(b"a-zA-Z0-9!@#$%^&*"),
    set(b"!-~"),
    set(b" -~"),
];

/// Less usual ones, which random keys of the usual have the look of by chance.
///
/// Source: Crockford's base32, base32hex (RFC 4648), .NET's names of files, Sentry's keys (Django's without `$`),
/// shortuuid 1.0 (57), Bitcoin's base58, Chrome's passwords (62), Ansible's lookup `password` (67), `NetBox`'s `generate_secret_key.py` (76),
/// Terraform's `random_password` (83) and WordPress's salts (92).
const LESS_USUAL: [u128; 13] = [
    CROCKFORD,
    set(b"0-9a-hjkmnp-tv-z"),
    set(b"0-9a-v"),
    set(b"0-9A-V"),
    FILE_NAME,
    set(b"a-z0-9!@#%^&*(-)_=+"),
    BASE57,
    BASE58,
    set(b"2-9A-HJ-NP-Za-km-z-_.:!"),
    set(b"a-zA-Z0-9.,:-_"),
    set(b"a-zA-Z0-9!@#$%^&*(-)_=+"),
    set(b"a-zA-Z0-9!@#$%&*(-)_=+[]{}<>:?"),
    set(b" a-zA-Z0-9!@#$%^&*(-)_[]{}<>~`+=,.;:/?|"),
];

const BASE32: u128 = set(b"A-Z2-7");
const CROCKFORD: u128 = set(b"0-9A-HJKMNP-TV-Z");
const FILE_NAME: u128 = set(b"a-z0-5");
const BASE57: u128 = set(b"2-9A-HJ-NP-Za-km-z");
const BASE58: u128 = set(b"1-9A-HJ-NP-Za-km-z");
const ALPHANUMERIC: u128 = set(b"a-zA-Z0-9");
const BASE64_URL: u128 = set(b"a-zA-Z0-9-_");
const BASE64: u128 = set(b"a-zA-Z0-9+/");

/// The set of these symbols, where a minus between two letters, two digits or around all is a range.
const fn set(symbols: &[u8]) -> u128 {
    let (mut set, mut at) = (0, 0);
    while at < symbols.len() {
        let first = symbols[at];
        let is_range = at + 2 < symbols.len()
            && symbols[at + 1] == b'-'
            && first < symbols[at + 2]
            && (first.is_ascii_alphanumeric() && symbols[at + 2].is_ascii_alphanumeric() || symbols.len() == 3);
        let last = if is_range { symbols[at + 2] } else { first };
        let mut byte = first;
        while byte <= last {
            set |= 1 << byte;
            byte += 1;
        }
        at += if is_range { 3 } else { 1 };
    }
    set
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
    /// The bits of its length in the smallest of all formats, and by what makers of its look draw.
    pub(super) least: f64,
    /// The bits of one of its characters in the smallest of the usual formats.
    pub(super) symbol: f64,
    /// How many characters it is made of, if they are so few that its length deceives.
    pub(super) few: Option<u32>,
}

/// The bits that `text` could hold at most, taken for random symbols of the format it seems to be.
pub(super) fn capacity(text: &str) -> Capacity {
    // The padding of base64 holds nothing.
    let bits_of_each =
        |text: &str| f64::from(smallest(&USUAL, text.trim_end_matches('='), None).map_or(94, size)).log2();
    let saves = |whole: &str, rest: &str| rest.len() as f64 * (bits_of_each(whole) - bits_of_each(rest));
    let text = carried::without_words(carried::unwrapped(text), saves, BY_CHANCE);
    let symbols = text.trim_end_matches('=');
    let uuids = uuids(text);
    let grouped = groups(symbols);
    let sign = if uuids > 0 { Some(b'-') } else { grouped };
    let signs = symbols.bytes().filter(|byte| Some(*byte) == sign).count();
    let count = symbols.chars().count() - signs;
    let smallest = smallest(&USUAL, symbols, sign).map_or(94, size);
    let symbol = f64::from(smallest).log2();
    let mut narrow = count as f64 * symbol;
    let mut full = narrow;
    // 32 hexadecimal digits may be digits only by chance, and 21 or 22 of base64, as nanoid makes them, small letters:
    // there alone it is in doubt.
    for (wider, length) in [(16, 32), (64, 21), (64, 22)] {
        let wide = count as f64 * f64::from(wider).log2();
        if symbols.len() == length && wider > smallest && wide - narrow < IN_DOUBT {
            full = full.max(wide);
        }
    }
    // Two signs may stand so by chance: in one of 3,000 passwords of 20 characters.
    if signs == 2 && grouped.is_some() && !is_apples(symbols) && phrase::of(symbols).is_none() {
        full = full.max(symbols.len() as f64 * bits_of_each(symbols));
    }
    if uuids > 0 {
        // Four hexadecimal places of a UUID of version 4 hold only two bits, and its dashes nothing.
        full = 122.0 * f64::from(uuids);
        narrow = full;
    }
    let distinct = distinct(symbols) - u32::from(sign.is_some());
    // Most are of too many to be worth a closer look.
    let spread = count as f64 * f64::from(distinct).log2();
    let few =
        if smallest > distinct && full - spread >= BY_CHANCE { spread + subsets(smallest, distinct) } else { full };
    let is_few = full - few >= BY_CHANCE;
    // What tells bytes apart holds nothing.
    let most = carried::bytes(text).map_or(f64::MAX, |bytes| 8.0 * bytes as f64);
    let (full, few, narrow) = (full.min(most), few.min(most), narrow.min(most));
    Capacity {
        bits: if is_few { few } else { full },
        narrow: full.min(narrow),
        least: full.min(narrow).min(made(symbols, count, sign)),
        symbol,
        few: is_few.then_some(distinct),
    }
}

/// The first of these formats that `symbols` fit without the sign between its groups.
fn smallest(formats: &[u128], symbols: &str, sign: Option<u8>) -> Option<u128> {
    let kinds = symbols
        .bytes()
        .filter(|byte| Some(*byte) != sign)
        .fold(0, |kinds, byte| kinds | 1_u128.unbounded_shl(byte.into()));
    formats.iter().copied().find(|format| symbols.is_ascii() && kinds & !*format == 0)
}

/// How many symbols a format has. A blank is none.
fn size(format: u128) -> u32 {
    format.count_ones().min(94)
}

/// The bits of what makers draw that looks so.
fn made(symbols: &str, count: usize, sign: Option<u8>) -> f64 {
    let bytes = symbols.as_bytes();
    let bits = |format: u128| f64::from(size(format)).log2() * count as f64;
    let usual = smallest(&USUAL, symbols, sign).unwrap_or_default();
    let format = smallest(&LESS_USUAL, symbols, sign)
        .filter(|format| usual == 0 || size(*format) < size(usual))
        .unwrap_or(usual);
    let whole_bytes = |bits: f64| (bits / 8.0).floor() * 8.0;
    let first = bytes.first().copied().unwrap_or_default();
    if format == 0 {
        return f64::MAX;
    }
    if sign.is_some() {
        return if is_apples(symbols) { 71.0 } else { bits(format) };
    }
    let is_uuid = |uuid: &[u8]| uuid[12] == b'4' && matches!(uuid[16].to_ascii_lowercase(), b'8' | b'9' | b'a' | b'b');
    // A few points or colons in letters and digits stand between parts of them.
    let is_between = |sign: &u8| {
        let signs = symbols.matches(char::from(*sign)).count();
        (1..=4).contains(&signs) && bytes.iter().all(|byte| byte == sign || byte.is_ascii_alphanumeric())
    };
    if let Some(between) = [b'.', b':'].into_iter().find(is_between) {
        let letters = bytes.iter().filter(|byte| **byte != between).count();
        let format = smallest(&USUAL, symbols, Some(between)).map_or(94, size);
        return letters as f64 * f64::from(format).log2();
    }
    match (size(format), count) {
        // `uuid4().hex`, once or several times.
        (10 | 16, 32..) if count.is_multiple_of(32) && bytes.chunks(32).all(is_uuid) => 122.0 * (count / 32) as f64,
        // shortuuid: a UUID of version 4.
        (57 | 58, 22) => 122.0,
        // KSUID: a clock and 128 random bits.
        (size, 27) if (57..=62).contains(&size) && first < b'4' => 128.0,
        (32 | 57 | 58, _) if [BASE32, CROCKFORD, BASE57, BASE58].contains(&format) => whole_bytes(bits(format)),
        // What is base64 of whole bytes has some bits to spare in its last symbol.
        (62..=64, _) if count % 4 != 1 => bits(format).min(whole_bytes(6.0 * count as f64)),
        _ => bits(format),
    }
}

/// Whether it is a password of Apple's: three groups of syllables with one capital and one digit.
///
/// Source: 71 bits by Ricky Mondello, rmondello.com/2024/10/07/apple-passwords-generated-strong-password-format.
fn is_apples(symbols: &str) -> bool {
    let of = |kind: fn(&u8) -> bool| symbols.bytes().filter(kind).count() == 1;
    symbols.len() == 20 && groups(symbols).is_some() && of(u8::is_ascii_uppercase) && of(u8::is_ascii_digit)
}

/// The sign between groups of one length, three at least, or between bytes in hexadecimal, or that in names of files as
/// .NET makes them, if there is one.
/// Who writes symbols so does not draw it.
pub(in super::super) fn groups(text: &str) -> Option<u8> {
    let bytes = text.as_bytes();
    let is_file_name = |name: &[u8]| {
        name.len() == 12
            && name
                .iter()
                .enumerate()
                .all(|(at, byte)| if at == 8 { *byte == b'.' } else { FILE_NAME >> byte & 1 == 1 })
    };
    if text.is_ascii() && bytes.len() >= 12 && bytes.chunks(12).all(is_file_name) {
        return Some(b'.');
    }
    let length = bytes.iter().position(|byte| b"-_ .:,/".contains(byte))?;
    let sign = bytes[length];
    let is_of_bytes = || length == 2 && bytes.iter().all(|byte| *byte == sign || byte.is_ascii_hexdigit());
    if length < 3 && !is_of_bytes() {
        return None;
    }
    let is_between = |at: usize| at % (length + 1) == length;
    let odd = |(at, byte): (usize, &u8)| {
        (*byte == sign) != is_between(at) || !is_between(at) && !byte.is_ascii_alphanumeric()
    };
    ((bytes.len() + 1).is_multiple_of(length + 1) && bytes.len() > 2 * length + 2 && !bytes.iter().enumerate().any(odd))
        .then_some(sign)
}

/// How many UUIDs `text` is, one after the other.
fn uuids(text: &str) -> u32 {
    let mut chunks = text.as_bytes().chunks(36);
    let is_all = text.len().is_multiple_of(36) && chunks.all(|chunk| std::str::from_utf8(chunk).is_ok_and(is_uuid));
    if is_all { text.len() as u32 / 36 } else { 0 }
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
        bits("gcohc-vbnho-lwxyz-crwug-ltgli-xgvdu-xlwyg-ogebs", 188.0);
        bits("ds1evonp.uus4wkbeo1b.wdwg11tew3n.3wiswfgjlkj.whm", 227.5);
        bits("00:1A:2B:3C:4D:5E:00:1A:2B:3C:4D:5F", 96.0);
        bits("base64:0123456789ABCDEFabcdef0123456789ABCDEFGHIJK=", 256.0);
        bits("k7q2zv9hw4mx8jt3br6ab", 126.0);
        bits("4902834723948092834723847239847239042398472398472394", 172.7);
        bits("abcxyz", 28.2);
        bits("abcdefghijklmnopqrstuvwxyz", 122.2);
        bits("abcxyz!", 39.5);
        bits("AZaz09-_", 48.0);
        bits("AZaz09+/AZaz09+/A=", 102.0);
        for written in [
            "123e4567-e89b-42d3-a456-426614174000",
            "{123E4567-E89B-42D3-A456-426614174000}",
            "(123e4567-e89b-42d3-a456-426614174000)",
            "urn:uuid:123e4567-e89b-42d3-a456-426614174000",
        ] {
            bits(written, 122.0);
        }
    }

    #[test]
    fn few_symbols_hold_little() {
        bits("01101000010110100001011010000101101000010110100001", 55.5);
        assert_eq!(capacity(&"ab".repeat(30)).few, Some(2));
    }
}
