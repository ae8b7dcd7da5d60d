//! The kinds of key on offer.

use super::{Alphabet, KeyError, Limits, Recipe};

/// A kind of key: its name, and the recipe it gives for a length.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// How the probe and the page's preferences call it.
    pub id: &'static str,
    /// How the page calls it.
    pub label: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// The length in symbols until the user chooses another.
    pub length: usize,
    first: &'static str,
    symbols: &'static str,
    /// The symbols that can stand last in a key of a given length.
    last: fn(usize) -> Last,
}

/// What can stand last in a key of some length.
enum Last {
    /// Any symbol.
    Any,
    /// One of these.
    Of(&'static str),
    /// No key has this length: the next one has.
    Never,
}

impl PartialEq for Preset {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Needs no quoting anywhere: no blank, no punctuation but `-` and `_`, and a letter first, so that
/// it is never taken for an option, a number, a date or a comment.
pub const PORTABLE: Preset = Preset {
    id: "portable",
    label: "Portable",
    about: "Letters, digits, - and _, a letter first. Needs no quotes anywhere.",
    length: 50,
    first: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    symbols: URL_SAFE,
    last: |_| Last::Any,
};

/// The alphabet of RFC 4648, section 5, in its order.
const URL_SAFE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `get_random_secret_key()` in Django 5.2, `django/core/management/utils.py`.
pub const DJANGO: Preset = Preset {
    id: "django",
    label: "Django",
    about: "Exactly what Django’s own get_random_secret_key() makes.",
    length: 50,
    first: DJANGO_SYMBOLS,
    symbols: DJANGO_SYMBOLS,
    last: |_| Last::Any,
};

/// In Django's order.
const DJANGO_SYMBOLS: &str = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";

/// Every preset, in the order the page shows them.
pub const PRESETS: &[Preset] = &[
    PORTABLE,
    DJANGO,
    Preset {
        id: "django-bare",
        label: "Django, bare",
        about: "Django’s symbols less # $ & ( ), not beginning with = or -. Survives without quotes.",
        length: 50,
        first: "abcdefghijklmnopqrstuvwxyz0123456789!@%^*_+",
        symbols: "abcdefghijklmnopqrstuvwxyz0123456789!@%^*-_=+",
        last: |_| Last::Any,
    },
    Preset {
        id: "hex",
        label: "Hex",
        about: "Digits and a to f, as secrets.token_hex() or openssl rand -hex make.",
        length: 64,
        first: "0123456789abcdef",
        symbols: "0123456789abcdef",
        last: |_| Last::Any,
    },
    Preset {
        id: "base64url",
        label: "URL-safe base64",
        about: "As Python’s secrets.token_urlsafe() makes.",
        length: 64,
        first: URL_SAFE,
        symbols: URL_SAFE,
        // Whole bytes: after 4n symbols nothing is left over; 2 more symbols hold 8 of their 12
        // bits and 3 more hold 16 of their 18, so the last one has a multiple of 16 or 4 for value.
        last: |length| match length % 4 {
            0 => Last::Any,
            1 => Last::Never,
            2 => Last::Of("AQgw"),
            _ => Last::Of("AEIMQUYcgkosw048"),
        },
    },
];

impl Preset {
    /// The preset with this `id`.
    pub fn find(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// The symbols that a key may hold, none twice.
    pub const fn symbols(&self) -> &'static str {
        self.symbols
    }

    /// The symbols that can stand at this place of a key, the first of which is 0, but for the last place.
    pub(crate) const fn symbols_at(&self, place: usize) -> &'static str {
        if place == 0 { self.first } else { self.symbols }
    }

    /// The recipe for keys of `length` symbols that keep to `limits`.
    ///
    /// Where no key has that length (URL-safe base64 of whole bytes: every fourth length), the next
    /// length is taken; [`Recipe::length`] tells.
    pub fn recipe(&self, length: usize, limits: &Limits) -> Result<Recipe, KeyError> {
        let last = match (self.last)(length) {
            Last::Never => return self.recipe(length + 1, limits),
            Last::Any => self.symbols,
            Last::Of(symbols) => symbols,
        };
        // The texts are the constants above, each of two symbols or more: see the test.
        let parse = |text| Alphabet::parse(text).map_err(|_| KeyError::TooNarrow);
        Recipe::shaped([&parse(self.first)?, &parse(self.symbols)?, &parse(last)?], length, limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Random, tests::Seeded};

    #[track_caller]
    fn bits(id: &str, length: usize, limits: &Limits, expected: f64) {
        let recipe = Preset::find(id).expect("a preset").recipe(length, limits).expect("strong");
        assert!((recipe.bits() - expected).abs() < 0.005, "{id} of {length}: {} bits", recipe.bits());
    }

    #[test]
    fn entropy_is_that_of_the_keys_there_are() {
        bits("portable", 50, &Limits::NONE, 52_f64.log2() + 49.0 * 6.0);
        bits("django", 50, &Limits::NONE, 282.19);
        bits("django", 50, &Limits { not_first: "$".to_owned(), ..Limits::NONE }, 282.19 + (49.0 / 50.0_f64).log2());
        bits("django-bare", 50, &Limits::NONE, 43_f64.log2() + 49.0 * 45_f64.log2());
        bits("hex", 64, &Limits::NONE, 256.0);
        bits("base64url", 43, &Limits::NONE, 256.0);
        bits("base64url", 22, &Limits::NONE, 128.0);
        bits("base64url", 64, &Limits::NONE, 384.0);
    }

    #[test]
    fn a_length_that_no_key_has_becomes_the_next() {
        let recipe = Preset::find("base64url").expect("a preset").recipe(49, &Limits::NONE).expect("strong");
        assert_eq!(recipe.length(), 50);
    }

    #[test]
    fn lengths_are_held_between_128_bits_and_512_symbols() {
        for preset in PRESETS {
            let error = preset.recipe(1, &Limits::NONE).expect_err("one symbol is too few");
            let KeyError::TooShort { least } = error else { panic!("{error}") };
            let bits = preset.recipe(least, &Limits::NONE).expect("the least length is long enough").bits();
            assert!((128.0..134.0).contains(&bits), "{}: {bits} bits at {least}", preset.id);
            assert!(preset.recipe(512, &Limits::NONE).is_ok());
            assert_eq!(preset.recipe(513, &Limits::NONE).expect_err("too long"), KeyError::TooLong);
        }
    }

    #[test]
    fn keys_keep_to_their_recipe() {
        let mut random = Random::start(Seeded(7)).expect("a good source");
        for preset in PRESETS {
            for length in [preset.length, 64, 67, 511] {
                let recipe =
                    preset.recipe(length, &Limits { not_first: "a".to_owned(), ..Limits::NONE }).expect("strong");
                let key = recipe.make(&mut random).expect("a key");
                let text = key.expose();
                assert_eq!(text.len(), recipe.length());
                assert!(preset.first.contains(&text[..1]) && !text.starts_with('a'), "{}", preset.id);
                assert!(text.chars().all(|symbol| preset.symbols.contains(symbol)), "{}", preset.id);
            }
        }
    }
}
