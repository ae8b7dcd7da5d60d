//! Entropy.

use std::fmt;

/// A number of bits as it is said to the user.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Bits(pub f64);

/// With one decimal, and without the standard library's printing of floating-point numbers, which
/// alone would be a tenth of the page.
impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand at most")]
        let tenths = (self.0 * 10.0).round() as u32;
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_decimal() {
        for (bits, words) in [(0.0, "0.0"), (282.19, "282.2"), (299.97, "300.0"), (128.04, "128.0")] {
            assert_eq!(Bits(bits).to_string(), words);
        }
    }
}
