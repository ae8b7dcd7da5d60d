//! A published key: anyone can look it up.
//!
//! A key from a product's settings, a template, a tutorial or a public repository looks as random as
//! any, and stands in the lists that attackers try first. Only a list finds it.
//!
//! `SECRET_KEY = 'django-insecure-…'` copied with the project it came with, with or without its prefix.
//!
//! What to do: make a new key, and put it on every host that has this one.
//!
//! The page carries no key, only a piece of a digest of each. Before that is taken a key is brought
//! to one form ([`Form`]), so that it is found in quotes, escaped, in capitals, or cut at a `#` too,
//! and each key needs one look-up. A random key is found by chance less than 3 times in 10^9:
//! [`FALSE_MATCHES`]. `cargo xtask published` makes the digests, and says what from.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{Check, Hit, Severity, Subject, insecure_prefix::PREFIX};

pub(super) const CHECK: Check = Check {
    id: "published",
    source: "flask-unsign-wordlist 2024.1, and keys of public projects, templates and tutorials; by chance, a random key is found 3 times in 10⁹",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let is_published = |text: &str| Form::of(text).is_some_and(|form| SHIPPED.holds(&form.sha256()));
    // It may stand in a sentence or a command.
    let text = subject.text;
    let words = text.split(' ').filter(|word| word.len() >= Form::LEAST && word.len() < text.len());
    (is_published(text) || words.take(MOST_WORDS).any(is_published)).then(|| Hit {
        severity: Severity::Unsafe,
        span: subject.core_span(),
        sentence: "It is published: it stands in a list of keys that anyone can look up.".to_owned(),
        remedy: "Make a new key, and put it on every host that has this one.",
        // As many as it takes to try the longest list there is.
        bits: Some((16.0, "lists of published keys")),
    })
}

/// As many words of a text are looked up.
const MOST_WORDS: usize = 50;

/// What `cargo xtask published` has made.
const SHIPPED: Digests<'_> = Digests(include_bytes!("../../static/published.bin"));

/// The form in which a key is looked up: what is left of it however it was wrapped, escaped or cut.
///
/// - Quotes, blanks and backslashes are left out, and what is not ASCII; capitals are made small.
/// - `NAME=` and `django-insecure-` before it are left out.
/// - `&amp;`, `%24` and their kin stand for their characters, and `$$` for `$`. A `%` beside is left out.
/// - It ends before the first `#` or `$` that leaves it [`Form::LEAST`] characters, where a loader
///   may have cut it, and after [`Form::MOST`].
pub struct Form {
    bytes: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}

impl Form {
    /// What a `#` or `$` has to leave of a key for the key to be known by it.
    pub const LEAST: usize = 16;
    /// As many characters of a key are looked at.
    pub const MOST: usize = 128;
    /// A shorter text is a word.
    const SHORTEST: usize = 8;

    /// The form of `text`, unless hardly anything is left of it.
    pub fn of(text: &str) -> Option<Self> {
        // With room for what is left out later.
        let most = 2 * Self::MOST;
        let mut bytes = Zeroizing::new(Vec::with_capacity(most));
        let mut before = 0;
        for byte in bare(text).bytes() {
            // `%%`, as an ini file has it. Not `%25%`, which stands for a `%` and what follows.
            if !(byte == b'%' && before == b'%') {
                push(&mut bytes, byte);
            }
            before = byte;
            if bytes.len() == most {
                break;
            }
        }
        bytes.retain(|byte| *byte != b'%');
        bytes.dedup_by(|byte, before| *byte == b'$' && *before == b'$');
        while bytes.starts_with(PREFIX.as_bytes()) {
            bytes.drain(..PREFIX.len());
        }
        bytes.truncate(Self::MOST);
        if let Some(cut) = bytes.iter().skip(Self::LEAST).position(|byte| matches!(byte, b'#' | b'$')) {
            bytes.truncate(Self::LEAST + cut);
        }
        while let Some(b',' | b';') = bytes.last() {
            bytes.pop();
        }
        (bytes.len() >= Self::SHORTEST).then_some(Self { bytes })
    }

    /// Its SHA-256.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes[..]).into()
    }
}

/// `text` without the name in front of a key.
fn bare(text: &str) -> &str {
    let mut text = text;
    loop {
        text = text.trim_matches(|c: char| c.is_whitespace() || !c.is_ascii() || "'\"`\\".contains(c));
        let Some(rest) = assigned(text) else { return text };
        text = rest;
    }
}

/// What is assigned to a name in front of it, such as `SECRET_KEY=`, or the text of `b'…'`.
fn assigned(text: &str) -> Option<&str> {
    let (name, rest) = match text.as_bytes() {
        [b'b' | b'r', b'\'' | b'"', ..] => return Some(&text[2..]),
        _ => text.split_at(text.bytes().take(48).position(|byte| matches!(byte, b'=' | b':'))?),
    };
    let named = |word: &[u8]| name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"_- .[]'\"".contains(&byte);
    let is_name = name.bytes().all(usual) && (named(b"key") || named(b"secret"));
    (is_name && rest.len() > Form::LEAST).then(|| &rest[1..])
}

/// Adds a character to a form. If that completes something that stands for another character, it is
/// replaced, which may complete the next.
fn push(form: &mut Vec<u8>, byte: u8) {
    let (mut next, mut decoded) = (Some(byte), false);
    while let Some(byte) = next.take() {
        let repeated = decoded && byte == b'%' && form.last() == Some(&byte);
        if repeated || b"\\'\"`".contains(&byte) || !byte.is_ascii_graphic() {
            return;
        }
        form.push(byte.to_ascii_lowercase());
        if let Some((length, stands_for)) = escape(form) {
            form.truncate(form.len() - length);
            (next, decoded) = (Some(stands_for), true);
        }
    }
}

/// How long the escape at the end of `form` is and what it stands for, if one stands there.
fn escape(form: &[u8]) -> Option<(usize, u8)> {
    const NAMED: &[(&[u8], u8)] = &[
        (b"&amp;", b'&'),
        (b"&lt;", b'<'),
        (b"&gt;", b'>'),
        (b"&quot;", b'"'),
        (b"&#34;", b'"'),
        (b"&#39;", b'\''),
        (b"&#x27;", b'\''),
    ];
    let digit = |byte: u8| char::from(byte).to_digit(16);
    if let [.., b'%', high, low] = form {
        let byte = u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?;
        return matches!(byte, b' '..=b'~').then_some((3, byte));
    }
    NAMED.iter().find(|(name, _)| form.ends_with(name)).map(|(name, byte)| (name.len(), *byte))
}

/// The place of a digest: a bucket, and [`Place::BITS`] bits more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    bucket: u32,
    rest: u32,
}

impl Place {
    /// How many bits of a digest are stored beside its bucket.
    const BITS: u32 = 28;

    /// The place of a SHA-256 among as many buckets.
    pub fn of(sha256: &[u8; 32], buckets: u32) -> Self {
        let [head, low] = [&sha256[..4], &sha256[4..8]]
            .map(|bytes| bytes.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)));
        let bucket = (u64::from(head) * u64::from(buckets)) >> 32;
        let rest = low >> (32 - Self::BITS);
        Self { bucket: u32::try_from(bucket).unwrap_or(u32::MAX), rest }
    }
}

/// Pieces of digests, sorted, with 30¼ bits for each, as Elias and Fano pack rising numbers: first
/// their count in two bytes, then bits that say how many stand in each bucket (a one for each and a
/// zero after them), then the [`Place::BITS`] bits of each.
#[derive(Debug, Clone, Copy)]
pub struct Digests<'a>(pub &'a [u8]);

/// How likely a random key is found, which is looked up once: a place that is taken, of all that
/// there are.
pub const FALSE_MATCHES: f64 = 1.0 / (1.25 * (1_u64 << Place::BITS) as f64);

impl Digests<'_> {
    /// How many buckets so many digests have: five for four.
    pub const fn buckets_for(count: u32) -> u32 {
        count + count.div_ceil(4)
    }

    /// How many digests there are.
    pub fn count(&self) -> u32 {
        self.0.first_chunk().map_or(0, |count| u16::from_le_bytes(*count).into())
    }

    fn buckets(&self) -> u32 {
        Self::buckets_for(self.count())
    }

    /// Packs places, which are sorted and made for [`Digests::buckets_for`] their count.
    pub fn pack(places: &[Place]) -> Vec<u8> {
        let count = places.len();
        let mut packed = u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes().to_vec();
        let heads = count + Self::buckets_for(u32::try_from(count).unwrap_or(u32::MAX)) as usize;
        let start = packed.len();
        packed.resize(start + heads.div_ceil(8), 0);
        for (before, place) in places.iter().enumerate() {
            let bit = before + place.bucket as usize;
            packed[start + bit / 8] |= 1 << (bit % 8);
        }
        for pair in places.chunks(2) {
            let rest = |at: usize| pair.get(at).map_or(0, |place| u64::from(place.rest));
            packed.extend(&(rest(0) | rest(1) << Place::BITS).to_le_bytes()[..7]);
        }
        packed
    }

    /// Whether this SHA-256 is one of them, or by chance seems to be.
    pub fn holds(&self, sha256: &[u8; 32]) -> bool {
        let place = Place::of(sha256, self.buckets());
        let count = self.count() as usize;
        let heads = self.0.get(2..).unwrap_or_default();
        let rests = heads.get((count + self.buckets() as usize).div_ceil(8)..).unwrap_or_default();
        // Whole bytes, until the zero that ends the bucket before is in the next.
        let (mut zeros, mut bit) = (place.bucket, 0);
        for byte in heads {
            if byte.count_zeros() >= zeros {
                break;
            }
            zeros -= byte.count_zeros();
            bit += 8;
        }
        loop {
            let Some(byte) = heads.get(bit / 8) else { return false };
            let one = byte >> (bit % 8) & 1 == 1;
            if !one && zeros == 0 {
                return false;
            }
            if one && zeros == 0 {
                // As many ones came before as bits that were not the zeros of the buckets before.
                let at = bit - place.bucket as usize;
                if rest(rests, at) == Some(place.rest) {
                    return true;
                }
            }
            zeros -= u32::from(!one);
            bit += 1;
        }
    }
}

/// The bits of the digest at `at`: two share seven bytes.
fn rest(rests: &[u8], at: usize) -> Option<u32> {
    let four: &[u8; 4] = rests.get(at / 2 * 7 + at % 2 * 3..)?.first_chunk()?;
    let bits = u32::from_le_bytes(*four);
    Some(if at.is_multiple_of(2) { bits & ((1 << Place::BITS) - 1) } else { bits >> 4 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        key::{Alphabet, Limits, Recipe},
        random::{Random, tests::Seeded},
    };

    #[track_caller]
    fn form(text: &str) -> Option<String> {
        Form::of(text).map(|form| String::from_utf8(form.bytes.to_vec()).expect("ASCII"))
    }

    #[test]
    fn one_form_for_all() {
        let key = "3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb$c*gjaue2wq7m%24k9d";
        let expected = Some("3k^w9(q!z3&p0@l_r8dh5t+n4s=f6yb".to_owned());
        for text in [
            key,
            "'3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb$c*gjaue2wq7m%24k9d'",
            "django-insecure-3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb",
            "DJANGO-INSECURE-3K^W9(Q!Z3&P0@L_R8DH5T+N4S=F6YB$C",
            "secret_key: \"django-insecure-3k^w9(q!z3&amp;p0@l_r8dh5t+n4s=f6yb$$c\",",
            "3k%5Ew9%28q%21z3%26p0%40l_r8dh5t%2bn4s%3df6yb%24c*gjaue",
            "3k^w9(q!z3&amp;amp;p0@l_r8dh5t+n4s=f6yb\\$c",
            "3k^w9(q!z3%2526p0@l_\u{200b}r8dh5t+n4s\n=f6yb#c",
            "3k^w9%28q!z3%26p0@l_r8dh5t+%20n4s=f6yb",
            "b'3k^w9(q!z3&p0@l_R8dh5t+n4s=f6yb'",
        ] {
            assert_eq!(form(text), expected, "{text}");
        }
        assert_eq!(form("ab$cd#efghijklmnopqr#st"), Some("ab$cd#efghijklmnopqr".to_owned()));
        assert_eq!(form("secret key"), Some("secretkey".to_owned()));
        assert_eq!(form("key=abc"), None);
        assert_eq!(form(&"a".repeat(1000)), Some("a".repeat(Form::MOST)));
        assert_eq!(form(&("&amp;".repeat(200) + "$")), Some("&".repeat(Form::MOST)));
    }

    #[test]
    fn digests_are_found_again() {
        let digest = |number: u32| -> [u8; 32] { Sha256::digest(number.to_le_bytes()).into() };
        for count in [0, 1, 2, 3, 7, 8, 100, 5_001] {
            let buckets = Digests::buckets_for(count);
            let mut places: Vec<_> = (0..count).map(|number| Place::of(&digest(number), buckets)).collect();
            places.sort_unstable();
            let packed = Digests::pack(&places);
            let digests = Digests(&packed);
            assert_eq!(digests.count(), count);
            for number in 0..count {
                assert!(digests.holds(&digest(number)), "{number} of {count}");
            }
            for number in count..count + 10_000 {
                assert!(!digests.holds(&digest(number)), "{number}, which is not one of {count}");
            }
        }
        // Nothing cut short is a reason to panic.
        let packed = SHIPPED.0;
        for length in (0..packed.len()).step_by(97) {
            Digests(&packed[..length]).holds(&digest(0));
        }
    }

    /// As many places as there are, and as many of them taken.
    #[test]
    fn a_false_match_is_as_rare_as_is_said() {
        let taken = f64::from(SHIPPED.count()) / f64::from(SHIPPED.buckets()) / f64::from(1 << Place::BITS);
        assert!(taken <= FALSE_MATCHES && FALSE_MATCHES <= 3e-9, "{taken:e} {FALSE_MATCHES:e}");
        assert!(SHIPPED.count() > 5_000);
    }

    #[test]
    fn no_random_key_is_found() {
        let mut random = Random::start(Seeded(5)).expect("a good source");
        let mut tried = 0;
        for (symbols, length) in [
            ("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50),
            ("0123456789abcdef", 64),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 64),
        ] {
            let recipe =
                Recipe::new(&Alphabet::parse(symbols).expect("symbols"), length, &Limits::NONE).expect("strong");
            for _ in 0..250_000 {
                let key = recipe.make(&mut random).expect("a key");
                let form = Form::of(key.expose()).expect("long enough");
                assert!(!SHIPPED.holds(&form.sha256()), "{}", key.expose());
                tried += 1;
            }
        }
        assert_eq!(tried, 1_000_000);
    }
}
