//! Keys: what they may be made of, how long they are, how many there could be, and making one.
//!
//! A [`Preset`] gives a [`Recipe`] for a length; a recipe knows exactly how many keys it could
//! make, which is its [entropy](Recipe::bits), and [makes](Recipe::make) each of them equally often.

mod alphabet;
mod bits;
mod limits;
mod preset;
mod recipe;

pub use alphabet::{Alphabet, AlphabetError};
pub use bits::Bits;
pub use limits::Limits;
pub use preset::{DJANGO, PORTABLE, PRESETS, Preset};
pub use recipe::{KeyError, LONGEST, Recipe, STRONG_BITS};
