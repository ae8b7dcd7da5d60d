//! The health tests: what no random generator gives, and so what no key is made of.
//!
//! Every block of [`BLOCK`] bytes goes through all of them before a byte of it is used. The first two are those
//! of NIST SP 800-90B, section 4.4, for a source that claims 8 bits a byte, with a block as their window; the
//! others are for what these two do not see.
//!
//! | test | what it finds | false alarms in a block, at most |
//! | --- | --- | --- |
//! | repetition count (4.4.1) | [`RUN`] equal bytes in a row: a generator that is stuck, or stops half-way | 2^-64 |
//! | adaptive proportion (4.4.2) | one value [`MOST_ALIKE`] times: few values, every second byte the same | 2^-69 |
//! | the same of differences | a counter of any step, from any start | 2^-69 |
//! | echo | [`MOST_ALIKE`] bytes that each equal the one so many places before: any period up to 244 | 2^-69 |
//! | tilt | a bit that is 0 or 1 too often, in this block or in all so far: fewer bits than asked for | 2^-70 |
//! | seen before | 16 bytes in a row that an earlier block had, at any place: blocks that come again | 2^-100 |
//!
//! Together less than 2^-63 a block, as a test below computes, and less than 2^-43 for a visit that draws a
//! million blocks (50 files of 100,000 keys).
//!
//! What they cannot find: a generator whose bytes look random and are known to someone, such as one that starts
//! from the time, or one that starts from the same seed at each visit.

use std::array;

use sha2::{Digest, Sha256};

/// Bytes asked of the source at a time: enough for a key of the usual length in one call, and
/// well under the 65,536 that `getRandomValues` gives at most.
pub(super) const BLOCK: usize = 256;

/// So many equal bytes in a row are no chance.
const RUN: usize = 10;

/// So many bytes of a block that are alike are no chance: one is to be expected.
const MOST_ALIKE: usize = 24;

/// Echoes are looked for in so many bytes at least. Where there are fewer than [`MOST_ALIKE`], all of them
/// have to be alike.
const SHORTEST_ECHO: usize = 12;

/// Bytes in a row that do not come twice.
const PIECE: usize = 16;

/// How many pieces are remembered. Of those that fall on the same place the newer one stays, so the last 200
/// blocks or so are.
const MEMORY: usize = 4096;

/// What is remembered of the blocks so far.
#[derive(Debug, Default)]
pub struct Health {
    /// A part of the SHA-256 of pieces, each at the place that another part of it says; empty until the
    /// first block. The pieces are chosen by what they begin with, so that the same ones are chosen wherever
    /// they stand in a block.
    seen: Vec<u128>,
    /// How many bytes there were.
    bytes: u64,
    /// In how many of them each bit was set.
    ones: [u64; 8],
}

impl Health {
    /// Whether `block` may be used. It is remembered in any case.
    pub(super) fn accepts(&mut self, block: &[u8; BLOCK]) -> bool {
        // All are asked, so that what is remembered is whole.
        let seen = self.saw(block);
        let tilted = self.is_tilted(block);
        let steps = block.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
        !(seen || tilted || runs(block) || crowds(block.iter().copied()) || crowds(steps) || echoes(block))
    }

    /// What is remembered of pieces, as text: for each its place and its digest in hex, and a blank.
    pub(super) fn seen(&self) -> String {
        let mut text = String::new();
        for (place, part) in self.seen.iter().enumerate().filter(|(_, part)| **part != 0) {
            push_hex(&mut text, place as u128);
            text.push(':');
            push_hex(&mut text, *part);
            text.push(' ');
        }
        text
    }

    /// Remembers such pieces, too.
    pub(super) fn recall(&mut self, seen: &str) {
        self.seen.resize(MEMORY, 0);
        for (place, part) in seen.split(' ').filter_map(|piece| piece.split_once(':')) {
            let place = usize::from_str_radix(place, 16).ok().and_then(|place| self.seen.get_mut(place));
            if let (Some(place), Ok(part)) = (place, u128::from_str_radix(part, 16)) {
                *place = part;
            }
        }
    }

    fn is_tilted(&mut self, block: &[u8; BLOCK]) -> bool {
        let ones: [u64; 8] = array::from_fn(|bit| block.iter().map(|byte| u64::from(byte >> bit & 1)).sum());
        self.bytes += BLOCK as u64;
        for (all, here) in self.ones.iter_mut().zip(ones) {
            *all += here;
        }
        ones.into_iter().any(|ones| tilts(ones, BLOCK as u64)) || self.ones.iter().any(|ones| tilts(*ones, self.bytes))
    }

    /// Whether a piece of `block` came before.
    fn saw(&mut self, block: &[u8; BLOCK]) -> bool {
        self.seen.resize(MEMORY, 0);
        let mut saw = false;
        for (at, piece) in block.windows(PIECE).enumerate() {
            // One in 16, and the first, so that a block that comes again is always seen.
            if at == 0 || piece[0] < 16 {
                let digest = Sha256::digest(piece);
                let part = u128::from_le_bytes(array::from_fn(|byte| digest[byte]));
                let place = usize::from(u16::from_le_bytes([digest[16], digest[17]])) % MEMORY;
                saw |= self.seen[place] == part;
                self.seen[place] = part;
            }
        }
        saw
    }
}

/// A number in hex. (`format!` would weigh as much as all of the small program before the page.)
fn push_hex(text: &mut String, number: u128) {
    for place in (0..32).rev() {
        text.push(char::from(b"0123456789abcdef"[(number >> (4 * place)) as usize & 15]));
    }
}

/// Whether some byte comes [`RUN`] times in a row.
fn runs(block: &[u8]) -> bool {
    block.windows(RUN).any(|run| run.iter().all(|byte| *byte == run[0]))
}

/// Whether some value comes [`MOST_ALIKE`] times.
fn crowds(mut bytes: impl Iterator<Item = u8>) -> bool {
    let mut counts = [0; 256];
    bytes.any(|byte| {
        let count = &mut counts[usize::from(byte)];
        *count += 1;
        *count >= MOST_ALIKE
    })
}

/// Whether `block` is, in part or as a whole, what it was some places before.
fn echoes(block: &[u8]) -> bool {
    (1..=BLOCK - SHORTEST_ECHO).any(|lag| {
        let alike = block[lag..].iter().zip(block).filter(|(one, other)| one == other).count();
        alike >= MOST_ALIKE.min(BLOCK - lag)
    })
}

/// Whether a bit that was set in so many of these bytes is further from every second one than chance goes:
/// less often than 2 / e^52, by Hoeffding's inequality.
const fn tilts(ones: u64, bytes: u64) -> bool {
    let away = (2 * ones).abs_diff(bytes);
    away * away > 104 * bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The logarithm to base 2 of how likely `trials` bytes have at least `least` of one value.
    fn alike(trials: usize, least: usize) -> f64 {
        let log_choose =
            |n: usize, k: usize| (0..k).map(|at| (((n - at) as f64) / ((at + 1) as f64)).log2()).sum::<f64>();
        let rest = (255.0_f64 / 256.0).log2();
        let term = |k: usize| (log_choose(trials, k) - 8.0 * k as f64 + rest * (trials - k) as f64).exp2();
        (least..=trials).map(term).sum::<f64>().log2()
    }

    #[test]
    fn what_another_has_seen_is_recalled() {
        let block: [u8; BLOCK] = array::from_fn(|at| Sha256::digest(at.to_le_bytes())[0]);
        let mut first = Health::default();
        assert!(first.accepts(&block));
        let mut second = Health::default();
        second.recall(&first.seen());
        assert!(!second.accepts(&block), "it came before");
        second.recall("zz:1 1:zz fffff:1 nothing");
        assert!(Health::default().accepts(&block));
    }

    #[test]
    fn false_alarms_are_as_rare_as_is_said() {
        let runs = ((BLOCK - RUN + 1) as f64).log2() - 8.0 * (RUN - 1) as f64;
        let crowds = 8.0 + alike(BLOCK, MOST_ALIKE);
        let echoes = (1..=BLOCK - SHORTEST_ECHO)
            .map(|lag| alike(BLOCK - lag, MOST_ALIKE.min(BLOCK - lag)).exp2())
            .sum::<f64>()
            .log2();
        // Eight bits, in this block and in all.
        let tilts = 16.0_f64.log2() + 1.0 - 52.0 * std::f64::consts::LOG2_E;
        // Two pieces that are the same, or two digests of which 128 bits are.
        let seen = (2.0 * BLOCK as f64 * (MEMORY + BLOCK) as f64).log2() - 128.0;
        for (name, log, most) in [
            ("runs", runs, -64.0),
            ("crowds", crowds, -69.0),
            ("echoes", echoes, -69.0),
            ("tilts", tilts, -70.0),
            ("seen", seen, -100.0),
        ] {
            assert!(log < most, "{name}: 2^{log}");
        }
        let all = [runs, crowds, crowds, echoes, tilts, seen].into_iter().map(f64::exp2).sum::<f64>().log2();
        assert!(all < -63.0, "2^{all}");
    }
}
