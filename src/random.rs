//! Randomness: Web Crypto through `getrandom`, a self-test, and unbiased choice.
//!
//! The only source of randomness in the page is `crypto.getRandomValues`. When it is missing,
//! throws, or gives what no random generator gives, there is no key and a [`RandomError`] says so.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

/// Where random bytes come from. The page has one, [`WebCrypto`]; tests hand in a counter.
pub trait Source {
    /// Fills `bytes` with random bytes, or fails without a usable one among them.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError>;
}

/// `crypto.getRandomValues` in a browser, the operating system's generator natively.
#[derive(Debug, Default, Clone, Copy)]
pub struct WebCrypto;

impl Source for WebCrypto {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(bytes).map_err(|_| RandomError::Missing)
    }
}

/// Why there is no randomness. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RandomError {
    /// The generator is not there, or threw.
    Missing,
    /// The generator gave the same bytes over and over.
    Repeating,
}

impl fmt::Display for RandomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => {
                "This browser gives no secure randomness (Web Crypto), so no key was made. Open the page in another browser."
            }
            Self::Repeating => {
                "This browser's secure randomness (Web Crypto) repeats itself, so no key was made. Turn off extensions or open the page in another browser."
            }
        })
    }
}

impl std::error::Error for RandomError {}

/// Bytes asked of the source at a time: enough for a key of the usual length in one call, and
/// well under the 65,536 that `getRandomValues` gives at most.
const BLOCK: usize = 256;

/// A block with a period this short or shorter is no randomness: a fair generator makes one by
/// chance less than once in 2^1000 blocks.
const LONGEST_PERIOD: usize = BLOCK / 2;

/// Random bytes from a [`Source`], each block tested before a byte of it is used.
///
/// Start one for each key or batch: what it holds is overwritten when it is dropped.
#[allow(missing_debug_implementations, reason = "it holds bytes that keys are made of")]
pub struct Random<S> {
    source: S,
    block: Zeroizing<[u8; BLOCK]>,
    used: usize,
}

impl<S: Source> Random<S> {
    /// Draws and tests two blocks; this is the self-test that runs before the first key.
    pub fn start(source: S) -> Result<Self, RandomError> {
        let mut random = Self { source, block: Zeroizing::new([0; BLOCK]), used: BLOCK };
        random.refill()?;
        random.refill()?;
        Ok(random)
    }

    /// One random byte.
    fn byte(&mut self) -> Result<u8, RandomError> {
        if self.used == BLOCK {
            self.refill()?;
        }
        let byte = self.block[self.used];
        self.used += 1;
        Ok(byte)
    }

    /// An index below `choices` (1 to 256), each equally likely.
    ///
    /// Rejection sampling: a byte beyond the last whole multiple of `choices` is thrown away, see
    /// [`index_for`].
    pub fn below(&mut self, choices: usize) -> Result<usize, RandomError> {
        debug_assert!((1..=256).contains(&choices), "a byte chooses among 1 to 256");
        loop {
            if let Some(index) = index_for(self.byte()?, choices) {
                return Ok(index);
            }
        }
    }

    fn refill(&mut self) -> Result<(), RandomError> {
        // Zeroed first, so that a source that writes nothing is seen to repeat.
        let mut fresh = Zeroizing::new([0; BLOCK]);
        self.source.fill(fresh.as_mut_slice())?;
        if *fresh == *self.block || has_period(fresh.as_slice()) {
            self.block.zeroize();
            self.used = BLOCK;
            return Err(RandomError::Repeating);
        }
        self.block = fresh;
        self.used = 0;
        Ok(())
    }
}

/// The index that `byte` stands for among `choices` (1 to 256), or `None` if the byte has to be
/// drawn again: over all 256 bytes every index stands exactly `256 / choices` times.
pub fn index_for(byte: u8, choices: usize) -> Option<usize> {
    let usable = 256 - 256 % choices;
    let byte = usize::from(byte);
    (byte < usable).then_some(byte % choices)
}

/// Whether `block` is some beginning of it, at most [`LONGEST_PERIOD`] long, over and over.
fn has_period(block: &[u8]) -> bool {
    (1..=LONGEST_PERIOD).any(|period| block[period..].iter().eq(block[..block.len() - period].iter()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A source that tests use in the place of randomness: a generator with a known seed.
    pub(crate) struct Seeded(pub(crate) u64);

    impl Source for Seeded {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *byte = (self.0 >> 56) as u8;
            }
            Ok(())
        }
    }

    /// A source that runs a closure.
    struct From<F>(F);

    impl<F: FnMut(&mut [u8]) -> Result<(), RandomError>> Source for From<F> {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
            (self.0)(bytes)
        }
    }

    #[test]
    fn every_index_is_as_likely_as_every_other() {
        for choices in 1..=256 {
            let mut seen = vec![0; choices];
            for byte in 0..=u8::MAX {
                if let Some(index) = index_for(byte, choices) {
                    seen[index] += 1;
                }
            }
            assert!(seen.iter().all(|&count| count == 256 / choices), "{choices} choices");
        }
    }

    #[test]
    fn a_broken_source_is_refused_at_the_start() {
        let broken = |fill: fn(&mut [u8])| {
            Random::start(From(move |bytes: &mut [u8]| {
                fill(bytes);
                Ok(())
            }))
            .err()
        };
        let repeating = Some(RandomError::Repeating);
        assert_eq!(broken(|_| ()), repeating, "writes nothing");
        assert_eq!(broken(|bytes| bytes.fill(0)), repeating, "all zero");
        assert_eq!(broken(|bytes| bytes.fill(7)), repeating, "all the same");
        assert_eq!(broken(|bytes| (0..=u8::MAX).zip(bytes).for_each(|(i, b)| *b = i)), repeating, "the same each time");
        assert_eq!(broken(|bytes| (0..=u8::MAX).zip(bytes).for_each(|(i, b)| *b = i % 5)), repeating, "a short period");
        let missing = Random::start(From(|_: &mut [u8]| Err(RandomError::Missing))).err();
        assert_eq!(missing, Some(RandomError::Missing));
    }

    #[test]
    fn a_source_that_breaks_later_gives_no_more_bytes() {
        let mut calls = 0;
        let mut seeded = Seeded(1);
        let source = From(move |bytes: &mut [u8]| {
            calls += 1;
            if calls <= 2 { seeded.fill(bytes) } else { Err(RandomError::Missing) }
        });
        let mut random = Random::start(source).expect("the first two blocks are good");
        for _ in 0..BLOCK {
            random.below(256).expect("one block is left");
        }
        assert_eq!(random.below(256), Err(RandomError::Missing));
    }

    #[test]
    fn the_systems_generator_passes() {
        assert!(Random::start(WebCrypto).is_ok());
    }
}
