//! A recipe: what stands at each place of a key, and so how many keys there could be.

use std::{borrow::Cow, fmt};

use super::{Alphabet, Limits, limits::share_without};
use crate::{
    listed::Listed,
    random::{Random, RandomError, Source},
    secret::Secret,
};

/// A key needs at least this many bits of entropy to be made here: beyond any guessing.
pub const STRONG_BITS: f64 = 128.0;

/// The longest key made here, in symbols.
pub const LONGEST: usize = 512;

/// A recipe of which fewer keys than this share keep to the limits is refused.
const LEAST_SHARE: f64 = 0.01;

/// How to make a key: an alphabet for the first symbol, the last and all between, a length, and
/// texts that the key must be without. Two equal recipes make the same keys, each as often. Every key it allows is equally likely.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    first: Alphabet,
    middle: Alphabet,
    last: Alphabet,
    length: usize,
    without: Vec<Cow<'static, str>>,
    bits: f64,
}

/// Why there is no such key. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// The length is below what keeps [`STRONG_BITS`], which this many symbols would.
    TooShort {
        /// The shortest length that is long enough.
        least: usize,
    },
    /// The length is above [`LONGEST`].
    TooLong,
    /// Too few symbols to be strong at any length allowed, once what the destination cannot carry
    /// is left out.
    TooNarrow,
    /// No randomness to be had.
    Random(RandomError),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { least } => {
                write!(f, "Too short to be safe from guessing; use at least {least} characters.")
            }
            Self::TooLong => write!(f, "More than {LONGEST} characters add nothing; use fewer."),
            Self::TooNarrow => f.write_str(
                "The destination cannot carry keys of this alphabet; add other symbols or choose another destination.",
            ),
            Self::Random(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for KeyError {}

impl From<RandomError> for KeyError {
    fn from(error: RandomError) -> Self {
        Self::Random(error)
    }
}

impl Recipe {
    /// A recipe for keys of `length` symbols of `alphabet`, all places alike but for `limits`.
    pub fn new(alphabet: &Alphabet, length: usize, limits: &Limits) -> Result<Self, KeyError> {
        Self::shaped([alphabet; 3], length, limits)
    }

    /// A recipe with alphabets of its own for the first symbol, those between, and the last.
    pub(super) fn shaped(
        [first, middle, last]: [&Alphabet; 3],
        length: usize,
        limits: &Limits,
    ) -> Result<Self, KeyError> {
        if length > LONGEST {
            return Err(KeyError::TooLong);
        }
        let keep = |alphabet: &Alphabet, more: &str| {
            alphabet.less(&limits.nowhere).and_then(|alphabet| alphabet.less(more)).ok_or(KeyError::TooNarrow)
        };
        let mut recipe = Self {
            first: keep(first, &limits.not_first)?,
            middle: keep(middle, "")?,
            last: keep(last, &limits.not_last)?,
            length,
            without: Vec::new(),
            bits: 0.0,
        };
        // A text of symbols that are not drawn anyway narrows nothing.
        let drawn = |symbol| recipe.places().any(|alphabet| alphabet.symbols().contains(&symbol));
        let without = limits.without.iter().filter(|text| text.bytes().all(drawn)).cloned().listed();
        recipe.without = without;
        recipe.bits = recipe.count_bits();
        if recipe.bits >= STRONG_BITS {
            return Ok(recipe);
        }
        let enough = (length + 1..=LONGEST).find(|&longer| {
            recipe.length = longer;
            recipe.count_bits() >= STRONG_BITS
        });
        Err(enough.map_or(KeyError::TooNarrow, |least| KeyError::TooShort { least }))
    }

    fn count_bits(&self) -> f64 {
        let share = share_without(&self.without, self.places());
        // Drawing again and again until the limits are kept must stay quick.
        if share < LEAST_SHARE {
            return 0.0;
        }
        self.places().map(|alphabet| alphabet.len().log2()).sum::<f64>() + share.log2()
    }

    /// The alphabet of each place, first to last.
    pub fn places(&self) -> impl Iterator<Item = &Alphabet> {
        (0..self.length).map(|place| match place {
            0 => &self.first,
            place if place + 1 == self.length => &self.last,
            _ => &self.middle,
        })
    }

    /// The base-2 logarithm of how many keys there are, all equally likely.
    pub const fn bits(&self) -> f64 {
        self.bits
    }

    /// How many symbols a key has.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// One key.
    pub fn make<S: Source>(&self, random: &mut Random<S>) -> Result<Secret, KeyError> {
        loop {
            // Its whole capacity at once, so that growing leaves no copy behind.
            let mut text = String::with_capacity(self.length);
            for alphabet in self.places() {
                let symbols = alphabet.symbols();
                text.push(char::from(symbols[random.below(symbols.len())?]));
            }
            let key = Secret::new(text);
            // At least LEAST_SHARE of all keys pass, so this ends.
            if !self.without.iter().any(|text| key.expose().contains(&**text)) {
                return Ok(key);
            }
        }
    }
}
