//! A published key: anyone can look it up.
//!
//! A key from a product's settings, a template, a tutorial or a public repository looks as random as
//! any, and stands in the lists that attackers try first. Only a list finds it.
//!
//! `SECRET_KEY = 'django-insecure-…'` copied with the project it came with, with or without its prefix.
//!
//! What to do: make a new key, and put it on every host that has this one.
//!
//! The page carries no key, only what answers whether a digest is one of those it knows ([`Filter`]).
//! Before a digest is taken a key is brought to one form ([`Form`]), so that it is found in quotes,
//! escaped, in capitals, or cut at a `#` too. Those that look random are known by a piece of it, and so
//! with something in front or behind as well, cut at either end, and mostly with a character changed.
//! What looks like a key with words in front or behind is looked up without them, and what is base64 or
//! another form of a text as that text (`disguise.rs`). A random key, whose form and pieces are looked
//! up, those of one in a hundred a second time, is found by chance less than 3 times in 10^9.
//! `cargo xtask published` makes the filter, and says what from.

use std::{iter, ops::Range};

use zeroize::Zeroizing;

use super::{Check, Hit, Severity, Subject};

mod disguise;
mod filter;
mod form;

pub use filter::{FALSE_MATCH, Filter};
pub use form::Form;

pub(super) use disguise::is_usual_word;

pub(super) const CHECK: Check = Check {
    id: "published",
    source: "flask-unsign-wordlist 2024.1, and keys of public projects, templates and tutorials; by chance, a random key is found 3 times in 10⁹",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let text = subject.text;
    // It may stand in a sentence or a command.
    let words = text.split(' ').filter(|word| word.len() >= Form::LEAST && word.len() < text.len());
    let digest = known_disguised(text)
        .or_else(|| known_encoded(subject.core))
        .or_else(|| words.take(MOST_WORDS).find_map(known))?;
    let mut sentence = "This key, or a long piece of it, ".to_owned();
    if let Some(product) = product(&digest) {
        for part in ["came with ", product, ", where anyone can look it up."] {
            sentence.push_str(part);
        }
    } else {
        sentence.push_str("is on a list that anyone can look up.");
    }
    Some(Hit {
        severity: Severity::Unsafe,
        span: subject.core_span(),
        sentence,
        remedy: "Generate a new key, and put it on every server that has this one.",
        // As many as it takes to try the longest list there is.
        bits: Some((16.0, "lists of published keys")),
    })
}

/// What sentences put round a word.
const AROUND: [char; 11] = ['.', ',', ';', ':', '?', '!', '"', '\'', '`', '(', ')'];

/// Where a published key stands among other words, as in a sentence about it.
pub(super) fn among(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for word in text.split([' ', '\t', '\n', '\r']).take(MOST_WORDS) {
        let start = at + (word.len() - word.trim_start_matches(AROUND).len());
        let key = word.trim_matches(AROUND);
        for (key, start) in [(word, at), (key, start)] {
            if key.len() >= Form::LEAST && known(key).is_some() {
                return Some(start..start + key.len());
            }
        }
        at += word.len() + 1;
    }
    None
}

/// As many words of a text are looked up.
const MOST_WORDS: usize = 50;

/// What `cargo xtask published` has made.
const SHIPPED: Filter<'_> = Filter(include_bytes!("../../static/published.bin"));

/// The keys of well-known products, made by the same command: the first digits of a digest, a tab, and
/// the product with the years in which it had the key, and an advisory's number if there is one.
const PRODUCTS: &str = include_str!("../../static/products.tsv");

/// When keys were last gathered.
pub const AS_OF: &str = "November 2026";

/// How many published keys are known.
pub fn count() -> u32 {
    SHIPPED.count()
}

/// How likely a random key is found: its form and its pieces are looked up. Those of one in a hundred are
/// looked up once more, without what seems to be a word.
pub const FALSE_MATCHES: f64 = FALSE_MATCH * (1 + Form::PIECES) as f64;

/// The digest by which `text` is known, if it is.
fn known(text: &str) -> Option<[u8; 32]> {
    let form = Form::of(text)?;
    iter::once(form.sha256()).chain(form.pieces()).find(|digest| SHIPPED.holds(digest))
}

/// The same for what `text` is a disguise of.
fn known_disguised(text: &str) -> Option<[u8; 32]> {
    known(text).or_else(|| disguise::without_words(text).find_map(known))
}

/// The same for the texts that `core` is a form of, such as base64.
fn known_encoded(core: &str) -> Option<[u8; 32]> {
    disguise::decoded(core).map(Zeroizing::new).find_map(|text| known_disguised(text.trim()))
}

/// The product that a key known by `digest` came with, and when.
fn product(digest: &[u8; 32]) -> Option<&'static str> {
    PRODUCTS.lines().find_map(|line| {
        let (digits, product) = line.split_once('\t')?;
        let mut pairs = digits.as_bytes().chunks_exact(2).zip(digest);
        let is_it = pairs.all(|(pair, byte)| {
            let digit = |at: usize| char::from(pair[at]).to_digit(16);
            digit(0).zip(digit(1)).is_some_and(|(high, low)| high * 16 + low == u32::from(*byte))
        });
        is_it.then_some(product)
    })
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::{
        key::{Alphabet, Limits, Recipe},
        random::{Random, tests::Seeded},
    };

    #[test]
    fn a_false_match_is_as_rare_as_is_said() {
        const { assert!(FALSE_MATCHES <= 3e-9) };
        assert!(count() > 7_000, "{}", count());
    }

    #[test]
    fn each_product_is_told() {
        for line in PRODUCTS.lines() {
            let (digits, told) = line.split_once('\t').expect("digits and a product");
            assert!(digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
            let (_, rest) = told.strip_suffix(')').and_then(|told| told.split_once(" (")).expect(line);
            // The years, an advisory, or both.
            for part in rest.split(", ") {
                let years = part.strip_prefix("since ").unwrap_or(part);
                let is_years = years.split('–').all(|year| year.len() == 4 && year.parse::<u16>().is_ok());
                assert!(is_years || part.starts_with("CVE-") || part.starts_with("GHSA-"), "{line}");
            }
        }
        let mut digest: [u8; 32] = Sha256::digest("nobody’s").into();
        assert_eq!(product(&digest), None);
        let (digits, told) = PRODUCTS.lines().next().and_then(|line| line.split_once('\t')).expect("a line");
        for (byte, at) in digest.iter_mut().zip([0, 2, 4, 6]) {
            *byte = u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
        }
        assert_eq!(product(&digest), Some(told));
    }

    #[test]
    fn a_known_key_is_found_in_disguise() {
        // The key that Label Studio had, which an advisory tells.
        let key = "$(fefwefwef13;LFK{P!)@#*!)kdsjfWF2l+i5e3t(8a1n";
        for text in [
            key.to_owned(),
            format!("prod-{key}"),
            format!("my_{key}-prod"),
            "JChmZWZ3ZWZ3ZWYxMztMRkt7UCEpQCMqISlrZHNqZldGMmwraTVlM3QoOGExbg==".to_owned(),
            "cHJvZC0kKGZlZndlZndlZjEzO0xGS3tQISlAIyohKWtkc2pmV0YybCtpNWUzdCg4YTFu".to_owned(),
            format!("prod{key}"),
            format!("this-is-acme-{key}"),
            // Twice, in base32, and with something in front.
            "SkNobVpXWjNaV1ozWldZeE16dE1Sa3Q3VUNFcFFDTXFJU2xyWkhOcVpsZEdNbXdyYVRWbE0zUW9PR0V4Ymc9PQ==".to_owned(),
            "EQUGMZLGO5SWM53FMYYTGO2MIZFXWUBBFFACGKRBFFVWI43KMZLUMMTMFNUTKZJTOQUDQYJRNY======".to_owned(),
            "prod-JChmZWZ3ZWZ3ZWYxMztMRkt7UCEpQCMqISlrZHNqZldGMmwraTVlM3QoOGExbg==".to_owned(),
        ] {
            let digest = known_disguised(&text).or_else(|| known_encoded(&text)).expect(&text);
            assert!(product(&digest).is_some_and(|product| product.starts_with("Label Studio (")), "{text}");
        }
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
                assert_eq!(known(key.expose()), None, "{}", key.expose());
                tried += 1;
            }
        }
        assert_eq!(tried, 1_000_000);
    }
}
