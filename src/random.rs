//! Randomness: Web Crypto through `getrandom`, watched, and unbiased choice.
//!
//! The only source of randomness in the page is `crypto.getRandomValues`. When it is missing,
//! throws, or gives what no random generator gives ([`health`]), there is no key and a [`RandomError`] says so.

mod health;
mod mixed;

use std::{cell::RefCell, fmt, rc::Rc};

use zeroize::{Zeroize, Zeroizing};

use self::health::BLOCK;
pub use self::{health::Health, mixed::Mixed};

/// Where random bytes come from. The page has one, [`WebCrypto`]; tests hand in a counter.
pub trait Source {
    /// Fills `bytes` with random bytes, or fails without a usable one among them.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError>;

    /// What is remembered of the blocks that came before: nothing, unless the source has a memory.
    fn health(&self) -> Rc<RefCell<Health>> {
        Rc::default()
    }
}

/// `crypto.getRandomValues` in a browser, the operating system's generator natively. Its clones
/// remember together which blocks there were, so that the page makes one and hands out clones.
#[derive(Debug, Default, Clone)]
pub struct WebCrypto(Rc<RefCell<Health>>);

impl WebCrypto {
    /// Digests of the blocks that it has given, for [`Self::recall`].
    pub fn seen(&self) -> String {
        self.0.borrow().seen()
    }

    /// Remembers the blocks that another has given before. What is no text of [`Self::seen`] is left out.
    pub fn recall(&self, seen: &str) {
        self.0.borrow_mut().recall(seen);
    }
}

impl Source for WebCrypto {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(bytes).map_err(|_| RandomError::Missing)
    }

    fn health(&self) -> Rc<RefCell<Health>> {
        Rc::clone(&self.0)
    }
}

/// Why there is no randomness. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RandomError {
    /// The generator is not there, or threw.
    Missing,
    /// The generator gave what none gives by chance.
    NotRandom,
}

impl RandomError {
    /// The sentence that the user sees.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Missing => {
                "This browser gives no secure randomness (Web Crypto), so no key was made. Open the page in another browser."
            }
            Self::NotRandom => {
                "What this browser gives for secure randomness (Web Crypto) is not random, so no key was made. Turn off extensions or open the page in another browser."
            }
        }
    }
}

impl fmt::Display for RandomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

impl std::error::Error for RandomError {}

/// Random bytes from a [`Source`], each block tested before a byte of it is used.
///
/// Start one for each key or batch: what it holds is overwritten when it is dropped.
#[allow(missing_debug_implementations, reason = "it holds bytes that keys are made of")]
pub struct Random<S> {
    source: S,
    health: Rc<RefCell<Health>>,
    /// On the heap, so that it has one place and leaves no copy behind when this is moved.
    block: Box<Zeroizing<[u8; BLOCK]>>,
    used: usize,
    mixed: Option<Mixed>,
}

impl<S: Source> Random<S> {
    /// Draws and tests two blocks; this is the self-test that runs before every key.
    pub fn start(source: S) -> Result<Self, RandomError> {
        let health = source.health();
        let mut random = Self { source, health, block: Box::new(Zeroizing::new([0; BLOCK])), used: BLOCK, mixed: None };
        random.refill()?;
        random.refill()?;
        Ok(random)
    }

    /// The same with randomness of the user's own mixed in from here on. What is tested stays what the source gave.
    #[must_use]
    pub fn mixed(mut self, mixed: Mixed) -> Self {
        self.mixed = Some(mixed);
        self
    }

    /// What is mixed in, and into what.
    pub const fn mix(&self) -> Option<&Mixed> {
        self.mixed.as_ref()
    }

    /// One random byte.
    fn byte(&mut self) -> Result<u8, RandomError> {
        if self.used == BLOCK {
            self.refill()?;
        }
        let byte = self.block[self.used];
        self.used += 1;
        Ok(self.mixed.as_mut().map_or(byte, |mixed| mixed.mix(byte)))
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
        // Zeroed first, so that a source that writes nothing, or not all, is seen.
        self.block.zeroize();
        self.used = BLOCK;
        self.source.fill(self.block.as_mut_slice())?;
        if !self.health.borrow_mut().accepts(&self.block) {
            self.block.zeroize();
            return Err(RandomError::NotRandom);
        }
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

    /// What 32 keys of 50 symbols from this source come to, as a visit makes them.
    fn visit(fill: impl FnMut(&mut [u8])) -> Result<(), RandomError> {
        let source = Rc::new(RefCell::new(fill));
        let health = Rc::<RefCell<Health>>::default();
        for _ in 0..32 {
            let mut random = Random::start(Broken { fill: Rc::clone(&source), health: Rc::clone(&health) })?;
            for _ in 0..50 {
                random.below(64)?;
            }
        }
        Ok(())
    }

    /// A source that runs a closure, and remembers.
    struct Broken<F> {
        fill: Rc<RefCell<F>>,
        health: Rc<RefCell<Health>>,
    }

    impl<F: FnMut(&mut [u8])> Source for Broken<F> {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
            (self.fill.borrow_mut())(bytes);
            Ok(())
        }

        fn health(&self) -> Rc<RefCell<Health>> {
            Rc::clone(&self.health)
        }
    }

    /// Fills with random bytes, each with its number and handed through `change`.
    fn changed(mut change: impl FnMut(usize, u8) -> u8) -> impl FnMut(&mut [u8]) {
        let mut good = Seeded(5);
        let mut at = 0;
        move |bytes| {
            good.fill(bytes).expect("it never fails");
            for byte in bytes {
                *byte = change(at, *byte);
                at += 1;
            }
        }
    }

    /// The stream that repeats `period` random bytes.
    fn repeated(period: usize) -> impl FnMut(&mut [u8]) {
        let mut once = vec![0; period];
        Seeded(6).fill(&mut once).expect("it never fails");
        changed(move |at, _| once[at % period])
    }

    /// What fills a block in Web Crypto's place; it may borrow from the test.
    type Generator<'a> = Box<dyn FnMut(&mut [u8]) + 'a>;

    #[test]
    fn broken_generators_are_refused() {
        let place = |at: usize| at % BLOCK;
        let byte = |number: usize| number.to_le_bytes()[0];
        let calls = |at: usize| at / BLOCK;
        // One of many random blocks.
        let block = move |number: usize, at: usize| {
            let mut byte = [0];
            Seeded(((number * BLOCK + place(at)) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
                .fill(&mut byte)
                .expect("it never fails");
            byte[0]
        };
        let mut walk = 0_u8;
        let mut sticky = 0;
        let broken: Vec<(&str, Generator)> = vec![
            ("writes nothing", Box::new(|_| ())),
            ("all zero", Box::new(|bytes| bytes.fill(0))),
            ("all 255", Box::new(|bytes| bytes.fill(255))),
            ("all the same", Box::new(|bytes| bytes.fill(7))),
            (
                "a counter in zeros",
                Box::new(changed(move |at, _| if place(at) < 8 { calls(at).to_le_bytes()[place(at)] } else { 0 })),
            ),
            (
                "the first byte random, then zeros",
                Box::new(changed(move |at, byte| if place(at) == 0 { byte } else { 0 })),
            ),
            ("16 random bytes, then zeros", Box::new(changed(move |at, byte| if place(at) < 16 { byte } else { 0 }))),
            ("half of each block", Box::new(changed(move |at, byte| if place(at) < 128 { byte } else { 0 }))),
            ("all but the last 10", Box::new(changed(move |at, byte| if place(at) < 246 { byte } else { 0 }))),
            ("byte & 1", Box::new(changed(|_, byte| byte & 1))),
            ("byte & 15", Box::new(changed(|_, byte| byte & 15))),
            ("byte & 127", Box::new(changed(|_, byte| byte & 127))),
            ("byte | 128", Box::new(changed(|_, byte| byte | 128))),
            ("the lowest bit never set", Box::new(changed(|_, byte| byte & 0xfe))),
            ("the digits", Box::new(changed(|_, byte| b'0' + byte % 10))),
            ("each byte one bit, eight times", Box::new(changed(|_, byte| if byte < 128 { 0 } else { 255 }))),
            ("a bit set three times in four", Box::new(changed(|at, byte| byte | (block(99, at * 7) & 1)))),
            ("every second byte zero", Box::new(changed(|at, byte| if at % 2 == 0 { byte } else { 0 }))),
            ("each byte twice", Box::new(changed(move |at, _| block(calls(at) + 1, at / 2 % 128 + BLOCK * calls(at))))),
            (
                "mostly the byte before",
                Box::new(changed(move |_, byte| {
                    if byte % 4 == 0 {
                        sticky = byte;
                    }
                    sticky
                })),
            ),
            ("a counter", Box::new(changed(move |at, _| byte(at)))),
            ("a counter of 16 bits", Box::new(changed(move |at, _| byte((at / 2) >> (8 * (at % 2)))))),
            (
                "a counter of 32 bits, from anywhere",
                Box::new(changed(move |at, _| byte((0x1234_5678 + at / 4) >> (8 * (at % 4))))),
            ),
            (
                "steps of 7, from a random start",
                Box::new(changed(move |at, byte| {
                    walk = if place(at) == 0 { byte } else { walk.wrapping_add(7) };
                    walk
                })),
            ),
            (
                "x * 5 + 3",
                Box::new(changed({
                    let mut x = 1_u8;
                    move |_, _| {
                        x = x.wrapping_mul(5).wrapping_add(3);
                        x
                    }
                })),
            ),
            ("a period of 5", Box::new(repeated(5))),
            ("a period of 129", Box::new(repeated(129))),
            ("a period of 240", Box::new(repeated(240))),
            ("a period of 256", Box::new(repeated(256))),
            ("a period of 300", Box::new(repeated(300))),
            ("a period of 1009", Box::new(repeated(1009))),
            ("a period of 16000", Box::new(repeated(16_000))),
            ("two blocks that take turns", Box::new(changed(move |at, _| block(calls(at) % 2, at)))),
            ("twenty blocks that take turns", Box::new(changed(move |at, _| block(calls(at) % 20, at)))),
            (
                "one block with a counter in it",
                Box::new(changed(move |at, _| if place(at) < 4 { byte(calls(at)) } else { block(3, at) })),
            ),
            (
                "one block, turned by another number each time",
                Box::new(changed(move |at, _| block(3, place(at) + 37 * calls(at)))),
            ),
            ("a clock of four seconds for a seed", Box::new(changed(move |at, _| block(calls(at) / 4, at)))),
        ];
        for (name, fill) in broken {
            assert_eq!(visit(fill), Err(RandomError::NotRandom), "{name}");
        }
        assert_eq!(visit(changed(|_, byte| byte)), Ok(()), "a good one");
    }

    /// What is said in [`health`] and on the page: such a generator looks random.
    #[test]
    fn a_seed_cannot_be_told() {
        assert_eq!(
            visit(|bytes| Seeded(1_700_000_000).fill(bytes).expect("it never fails")),
            Err(RandomError::NotRandom),
            "at each call"
        );
        let mut seeded = Seeded(1_700_000_000);
        assert_eq!(visit(move |bytes| seeded.fill(bytes).expect("it never fails")), Ok(()), "once");
    }

    #[test]
    fn a_missing_source_is_told() {
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
        assert!(Random::start(WebCrypto::default()).is_ok());
    }
}
