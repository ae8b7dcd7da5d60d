//! A filter that holds digests in little more than the bits that its errors allow.
//!
//! A ribbon filter: each digest is an equation over bits. It says which of [`WIDTH`] neighbouring rows
//! of a table have to be combined by exclusive or to give [`BITS`] bits of the digest, and the table
//! is made so that all of them hold. Any other digest asks for bits that come out by chance alone. So
//! a table of n digests weighs hardly more than n times [`BITS`] bits, and nothing can be read from
//! it but answers.
//!
//! Source: Dillinger and Walzer, “Ribbon filter: practically smaller than Bloom and Xor”, 2021.

use sha2::{Digest, Sha256};

/// As many bits of a digest are compared.
const BITS: usize = 30;

/// As many rows can take part in an equation: as many as a SHA-256 has bits.
const WIDTH: usize = 256;

/// Of the table, in front: the count of its digests and that of its rows in bytes, two bytes each, and
/// the try that made it.
const HEAD: usize = 5;

/// How likely it is that one look-up finds what was never put in.
pub const FALSE_MATCH: f64 = 1.0 / (1_u64 << BITS) as f64;

/// A table, as [`Filter::pack`] makes it: its head, and then for each of the [`BITS`] bits one bit of
/// each row.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a>(pub &'a [u8]);

impl Filter<'_> {
    /// How many digests are in it.
    pub fn count(&self) -> u32 {
        self.0.first_chunk().map_or(0, |count| u16::from_le_bytes(*count).into())
    }

    /// Whether this SHA-256 is in it, or by chance seems to be.
    pub fn holds(&self, sha256: &[u8; 32]) -> bool {
        let Some([_, _, low, high, attempt]) = self.0.first_chunk::<HEAD>() else { return false };
        let column = usize::from(u16::from_le_bytes([*low, *high]));
        if self.count() == 0 || column < WIDTH / 8 || self.0.len() != HEAD + BITS * column {
            return false;
        }
        let equation = Equation::of(sha256, column, *attempt);
        self.0[HEAD..].chunks_exact(column).enumerate().all(|(bit, column)| {
            let rows = column.iter().skip(equation.start).zip(&equation.takes);
            let parity = rows.fold(0, |parity, (row, takes)| parity ^ row & takes).count_ones() & 1;
            parity == equation.gives >> bit & 1
        })
    }

    /// A table for these digests, if there is one of so many bytes a column that the try `attempt` finds.
    pub fn pack(digests: &[[u8; 32]], column: usize, attempt: u8) -> Option<Vec<u8>> {
        let (count, length) = (u16::try_from(digests.len()).ok()?, u16::try_from(column).ok()?);
        let mut rows = vec![Row::default(); 8 * column];
        for digest in digests {
            let equation = Equation::of(digest, column, attempt);
            let mut at = 8 * equation.start;
            let mut row = Row::new(&equation);
            // Until it begins at a row that no other begins at.
            while let Some(skipped) = row.normalise() {
                at += skipped;
                if rows[at].is_free() {
                    rows[at] = row;
                    break;
                }
                row.add(&rows[at]);
            }
            if row.is_free() && row.gives != 0 {
                return None;
            }
        }
        // Each row from those behind it.
        let mut table = vec![0_u32; 8 * column];
        for (at, row) in rows.iter().enumerate().rev() {
            let behind = (1..WIDTH).filter(|bit| row.takes(*bit));
            table[at] = behind.fold(row.gives, |gives, bit| gives ^ table[at + bit]);
        }
        let mut packed = Vec::with_capacity(HEAD + BITS * column);
        packed.extend(count.to_le_bytes());
        packed.extend(length.to_le_bytes());
        packed.push(attempt);
        for bit in 0..BITS {
            packed.extend(
                table.chunks(8).map(|rows| {
                    rows.iter().enumerate().fold(0, |byte, (at, row)| byte | ((row >> bit & 1) as u8) << at)
                }),
            );
        }
        Some(packed)
    }
}

/// What a digest asks of the table.
struct Equation {
    /// The byte of a column that the first row is in.
    start: usize,
    /// Which rows from there on are combined.
    takes: [u8; WIDTH / 8],
    /// What they have to give.
    gives: u32,
}

impl Equation {
    fn of(sha256: &[u8; 32], column: usize, attempt: u8) -> Self {
        // Not the first bytes, by which the digests that are taken are chosen.
        let [head, low] = [&sha256[8..12], &sha256[12..16]]
            .map(|bytes| bytes.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)));
        // Half an equation's width more at both ends, or their rows would be in too few equations.
        let starts = column.saturating_sub(WIDTH / 8);
        let start = (u64::from(head) * (column as u64 + 1)) >> 32;
        let start = usize::try_from(start).unwrap_or(0).saturating_sub(WIDTH / 16).min(starts);
        let takes = Sha256::new().chain_update(sha256).chain_update([attempt]).finalize().into();
        Self { start, takes, gives: low >> (32 - BITS) }
    }
}

/// An equation of a table that is being made, which begins at its own row.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    /// Which rows are combined, the first in the lowest bit.
    takes: [u128; 2],
    gives: u32,
}

impl Row {
    fn new(equation: &Equation) -> Self {
        let mut takes = [0; 2];
        for (at, byte) in equation.takes.iter().enumerate() {
            takes[at / 16] |= u128::from(*byte) << (at % 16 * 8);
        }
        Self { takes, gives: equation.gives }
    }

    /// Whether nothing is combined.
    fn is_free(&self) -> bool {
        self.takes == [0; 2]
    }

    fn takes(&self, bit: usize) -> bool {
        self.takes[bit / 128] >> (bit % 128) & 1 == 1
    }

    fn add(&mut self, other: &Self) {
        self.takes[0] ^= other.takes[0];
        self.takes[1] ^= other.takes[1];
        self.gives ^= other.gives;
    }

    /// Leaves out the rows in front that are not combined, and tells how many, unless none is left.
    fn normalise(&mut self) -> Option<usize> {
        let mut skipped = 0;
        if self.takes[0] == 0 {
            self.takes = [self.takes[1], 0];
            skipped = 128;
        }
        if self.takes[0] == 0 {
            return None;
        }
        let zeros = self.takes[0].trailing_zeros();
        if zeros > 0 {
            self.takes[0] = self.takes[0] >> zeros | self.takes[1] << (128 - zeros);
            self.takes[1] >>= zeros;
        }
        Some(skipped + zeros as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests(numbers: std::ops::Range<u32>) -> Vec<[u8; 32]> {
        numbers.map(|number| Sha256::digest(number.to_le_bytes()).into()).collect()
    }

    #[test]
    fn digests_are_found_again() {
        for count in [0, 1, 2, 3, 7, 8, 100, 5_001] {
            let within = digests(0..count);
            let column = (count as usize + count as usize / 16).div_ceil(8) + WIDTH / 8;
            let packed = Filter::pack(&within, column, 0).expect("there is room");
            let filter = Filter(&packed);
            assert_eq!(filter.count(), count);
            for digest in &within {
                assert!(filter.holds(digest), "of {count}");
            }
            for digest in digests(count..count + 10_000) {
                assert!(!filter.holds(&digest), "none of {count}");
            }
        }
    }

    #[test]
    fn there_is_no_table_with_fewer_rows_than_digests() {
        assert_eq!(Filter::pack(&digests(0..1_000), 120, 0), None);
    }

    #[test]
    fn nothing_cut_short_is_a_reason_to_panic() {
        let packed = Filter::pack(&digests(0..1_000), 140, 0).expect("there is room");
        let [digest, ..] = digests(0..1)[..] else { panic!("there is one") };
        for length in 0..packed.len() {
            assert!(!Filter(&packed[..length]).holds(&digest));
        }
        // A head that claims another size.
        assert!(!Filter(&[1, 0, 0, 0, 0]).holds(&digest));
        assert!(!Filter(&[[1, 0, 1, 0, 0].as_slice(), &[0; BITS]].concat()).holds(&digest));
    }

    /// With columns that hold but eight of the bits, so that there are some.
    #[test]
    fn what_comes_out_for_others_is_chance() {
        let within = digests(0..1_000);
        let packed = Filter::pack(&within, 140, 0).expect("there is room");
        let few = |digest: &[u8; 32]| {
            let equation = Equation::of(digest, 140, 0);
            packed[HEAD..].chunks_exact(140).take(8).enumerate().all(|(bit, column)| {
                let rows = column.iter().skip(equation.start).zip(&equation.takes);
                rows.fold(0, |parity, (row, takes)| parity ^ row & takes).count_ones() & 1 == equation.gives >> bit & 1
            })
        };
        let found = digests(1_000..101_000).iter().filter(|digest| few(digest)).count();
        // 100,000 / 256 = 391 on average, give or take 20.
        assert!((291..491).contains(&found), "{found}");
    }
}
