//! Randomness of the user's own, mixed into Web Crypto's: what dice fell, or what a hand typed.
//!
//! Each byte of Web Crypto's is XORed with one of a stream that is made of what the user gave: SHA-256 of it and
//! of a counter, block after block. So the key is as hard to guess as the harder of the two, as long as nobody
//! who knows what the other will give chooses the one.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::secret::Secret;

/// What the user gave, and the bytes it was mixed into so far.
#[allow(missing_debug_implementations, reason = "it holds what keys are made of")]
pub struct Mixed {
    own: Secret,
    drawn: Zeroizing<Vec<u8>>,
}

/// Bytes of the stream that one digest gives.
const DIGEST: usize = 32;

impl Mixed {
    /// Nothing is mixed yet.
    pub fn new(own: Secret) -> Self {
        Self { own, drawn: Zeroizing::default() }
    }

    /// What the user gave.
    pub fn own(&self) -> &Secret {
        &self.own
    }

    /// The bytes as Web Crypto gave them, in order, up to the last one that was used.
    pub fn drawn(&self) -> &[u8] {
        &self.drawn
    }

    /// `byte` with the user's own mixed in.
    pub(super) fn mix(&mut self, byte: u8) -> u8 {
        let at = self.drawn.len();
        self.drawn.push(byte);
        let counter = u32::try_from(at / DIGEST).unwrap_or(u32::MAX).to_be_bytes();
        byte ^ Sha256::new().chain_update(self.own.expose()).chain_update(counter).finalize()[at % DIGEST]
    }
}
