//! What stood before a place of a text, and how a letter is written there because of it.

use super::leet::signs;

/// What a search knows of the text before a place. Whoever guesses knows it as well.
#[derive(Clone, Copy)]
pub(super) struct Before {
    /// Which characters stood there.
    pub(super) seen: u128,
    /// Whether a capital stood after a small letter.
    pub(super) camel: bool,
    /// How many small letters follow the last capital, if they follow one at once.
    pub(super) since: Option<u8>,
    /// The last byte, or a blank.
    pub(super) last: u8,
}

impl Before {
    pub(super) const fn saw(self, byte: u8) -> bool {
        self.seen >> (byte & 127) & 1 == 1
    }

    /// What it costs to write `letter` as `byte`. Who swaps a letter for a sign mostly swaps it always.
    pub(super) fn swap(self, byte: u8, letter: u8) -> f32 {
        let signs = signs(letter);
        if signs.is_empty() {
            return 0.0;
        }
        let known = signs.iter().filter(|sign| self.saw(**sign)).count();
        let costs = match (self.saw(letter) || self.saw(letter.to_ascii_uppercase()), known > 0) {
            (false, false) => [0.2, 9.0, 3.0],
            (true, false) => [0.07, 9.0, 4.5],
            (false, true) => [2.7, 0.35, 4.5],
            (true, true) => [1.0, 1.15, 5.0],
        };
        if byte.to_ascii_lowercase() == letter {
            costs[0]
        } else if self.saw(byte) {
            costs[1] + if known > 1 { 1.0 } else { 0.0 }
        } else {
            costs[2] + if signs.len() - known > 1 { 1.0 } else { 0.0 }
        }
    }

    /// What it costs that a word is small, begins with a capital, or is of capitals.
    pub(super) const fn cases(self) -> [f32; 3] {
        match (self.last.is_ascii_lowercase(), self.last.is_ascii_uppercase(), self.camel) {
            (true, _, false) => [0.5, 2.2, 6.0],
            (true, _, true) => [1.7, 0.6, 6.0],
            (_, true, _) => [2.9, 2.5, 0.6],
            (_, _, false) => [1.0, 1.7, 2.7],
            (_, _, true) => [2.0, 0.8, 2.7],
        }
    }
}

/// What a small letter and a capital cost behind so many small ones after a capital, where each word begins with one.
pub(super) const CAPITALS: [[f32; 2]; 8] =
    [[0.03, 5.6], [0.09, 4.05], [0.2, 2.95], [0.32, 2.32], [0.42, 1.99], [0.47, 1.84], [0.51, 1.74], [0.55, 1.66]];
