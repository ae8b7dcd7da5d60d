//! Ten thousand words more, as a filter that says of a text whether it is one of them.
//!
//! The filter is a set of hashes, and of what is no word it takes one in some four hundred for one. So a word
//! that it knows costs what its letters cost in the order of a language, less what is saved where few texts
//! of its length are words: that is shared out once, whatever the filter takes for a word.
//!
//! The words are those of SCOWL 2020.12.07 (wordlist.aspell.net, free for any use; sizes 10, 20 and 35, American)
//! with 3 to 10 letters, without those that another makes with an ending, those that are two others, and those of the
//! lists in `words/`. They stand in `xtask/words/known.txt`.

use crate::listed::Listed;

/// The words as the page carries them: for each hash in order how far it is from the one before, less one. The
/// lower [`LOW`] bits stand as they are, behind as many ones as the rest is, and a nought.
const PACKED: &[u8] = include_bytes!("../../../static/words.bin");

/// How many bits a hash has.
const BITS: u32 = 22;

/// How many bits of a distance stand as they are.
const LOW: u32 = 8;

/// The shortest and the longest of the words.
const SHORTEST: usize = 3;
pub(super) const LONGEST: usize = 10;

/// By how many bits a word of so many letters is cheaper than its letters, from [`SHORTEST`] on: texts of that length
/// that are taken for a word have as little of the share of all. Counted by the list.
const SAVED: [f32; LONGEST + 1 - SHORTEST] = [3.1, 4.5, 7.0, 8.2, 8.6, 8.6, 8.7, 8.7];

/// What it costs to say how many letters a word has.
const LENGTHS: [f32; LONGEST + 1 - SHORTEST] = [3.6, 3.0, 2.7, 2.6, 2.8, 3.1, 3.5, 4.0];

/// What it costs that a word has no ending and no beginning, and that it has one of these.
const BARE: f32 = 0.6;
const ENDINGS_COST: [f32; 2] = [5.5, 8.0];
const BEGINNINGS_COST: [f32; 2] = [0.15, 7.2];

/// Endings, and what is put in their place to have the word that they are put to: nothing, `e` or `y`.
const ENDINGS: &[(&[u8], &[u8])] = &[
    (b"s", b""),
    (b"es", b""),
    (b"ed", b""),
    (b"d", b""),
    (b"ing", b""),
    (b"ly", b""),
    (b"er", b""),
    (b"r", b""),
    (b"ers", b""),
    (b"y", b""),
    (b"ness", b""),
    (b"less", b""),
    (b"able", b""),
    (b"ful", b""),
    (b"est", b""),
    (b"al", b""),
    (b"ment", b""),
    (b"ion", b""),
    (b"ish", b""),
    (b"like", b""),
    (b"or", b""),
    (b"ive", b""),
    (b"ism", b""),
    (b"ist", b""),
    (b"ize", b""),
    (b"en", b""),
    (b"ate", b""),
    (b"age", b""),
    (b"ing", b"e"),
    (b"able", b"e"),
    (b"y", b"e"),
    (b"ion", b"e"),
    (b"ation", b"e"),
    (b"ish", b"e"),
    (b"or", b"e"),
    (b"al", b"e"),
    (b"ist", b"e"),
    (b"ism", b"e"),
    (b"ive", b"e"),
    (b"ize", b"e"),
    (b"ies", b"y"),
    (b"ied", b"y"),
    (b"ier", b"y"),
    (b"iest", b"y"),
    (b"ily", b"y"),
    (b"iness", b"y"),
    (b"ical", b"y"),
];

/// What is put in front of words.
const BEGINNINGS: &[&[u8]] = &[
    b"", b"un", b"re", b"dis", b"over", b"out", b"de", b"non", b"pre", b"sub", b"mis", b"in", b"up", b"under", b"super",
];

/// The words, unpacked once and asked often.
#[derive(Debug)]
pub(super) struct Known {
    /// A bit for each hash.
    hashes: Vec<u64>,
}

/// A word at some place of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    /// How many characters it has.
    pub(super) length: usize,
    /// What it costs, beside its capitals and signs.
    pub(super) cost: f32,
}

/// A hash that letters are added to.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    const NONE: Self = Self(0x811c_9dc5);

    const fn with(self, letter: u8) -> Self {
        Self((self.0 ^ letter as u32).wrapping_mul(0x0100_0193))
    }

    fn with_all(self, letters: &[u8]) -> Self {
        letters.iter().fold(self, |hash, letter| hash.with(*letter))
    }

    const fn slot(self) -> usize {
        let mixed = (self.0 ^ self.0 >> 15).wrapping_mul(0x2c1b_3c6d);
        ((mixed ^ mixed >> 12) >> (32 - BITS)) as usize
    }
}

impl Known {
    pub(super) fn new() -> Self {
        let mut hashes = vec![0_u64; 1 << (BITS - 6)];
        let mut bits = PACKED.iter().flat_map(|byte| (0..8).rev().map(move |bit| u32::from(byte >> bit & 1)));
        let mut next = 0;
        loop {
            let ones = bits.by_ref().take_while(|bit| *bit == 1).count();
            let low: Vec<_> = bits.by_ref().take(LOW as usize).listed();
            if low.len() < LOW as usize {
                return Self { hashes };
            }
            next += ones << LOW | low.iter().fold(0, |low, bit| low << 1 | *bit) as usize;
            if let Some(word) = hashes.get_mut(next >> 6) {
                *word |= 1 << (next & 63);
            }
            next += 1;
        }
    }

    fn holds(&self, hash: Hash) -> bool {
        let slot = hash.slot();
        self.hashes[slot >> 6] >> (slot & 63) & 1 == 1
    }

    /// Adds the words at the start of `letters` to `found`. What each letter costs after those before it stands in
    /// `costs`, but for the first letter of a word; a word that is dearer than `symbol` a letter is left out.
    pub(super) fn beginning(&self, letters: &[u8], costs: &[f32], symbol: f32, found: &mut Vec<Found>) {
        for start in BEGINNINGS {
            // Mostly the first letter tells.
            if !start.is_empty() && start.first() != letters.first() {
                continue;
            }
            let Some(rest) = letters.strip_prefix(*start) else { continue };
            let extra = BEGINNINGS_COST[usize::from(!start.is_empty())];
            self.with_endings(rest, &costs[start.len()..], symbol, (start.len(), extra), found);
        }
    }

    fn with_endings(
        &self,
        letters: &[u8],
        costs: &[f32],
        symbol: f32,
        (before, extra): (usize, f32),
        found: &mut Vec<Found>,
    ) {
        let (mut hash, mut cost) = (Hash::NONE, super::letters::ANY);
        let mut whole = None;
        for (at, letter) in letters.iter().take(LONGEST).enumerate() {
            hash = hash.with(*letter);
            if at > 0 {
                cost += costs[at];
            }
            let length = at + 1;
            if cost - 9.0 > symbol * length as f32 {
                return;
            }
            let priced = |length: usize| {
                let place = length.checked_sub(SHORTEST)?;
                Some(extra + cost + LENGTHS.get(place)? - SAVED.get(place)?)
            };
            if length + 1 < SHORTEST {
                continue;
            }
            let here = if length >= SHORTEST && self.holds(hash) { priced(length) } else { None };
            if let Some(cost) = here {
                found.push(Found { length: before + length, cost: cost + BARE });
            }
            // A last letter that is doubled before an ending: `running`.
            let doubled = whole.filter(|_| length > SHORTEST && letters[at] == letters[at - 1]);
            whole = here;
            let rest = &letters[length..];
            // Of what is no word there is nothing to add to: most of a random text is done with here.
            let held = |instead: &[u8]| self.holds(hash.with_all(instead));
            if rest.is_empty() || !(here.is_some() || doubled.is_some() || held(b"e") || held(b"y")) {
                continue;
            }
            for (place, (ending, instead)) in ENDINGS.iter().enumerate() {
                if !rest.starts_with(ending) {
                    continue;
                }
                let cost = if instead.is_empty() {
                    here.or(doubled.filter(|_| b"eiao".contains(&ending[0])))
                } else if held(instead) {
                    priced(length + instead.len()).map(|cost| cost + 3.0)
                } else {
                    None
                };
                if let Some(cost) = cost {
                    found.push(Found {
                        length: before + length + ending.len(),
                        cost: cost + ENDINGS_COST[usize::from(place > 6)],
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words, sorted.
    const LIST: &str = include_str!("../../../xtask/words/known.txt");

    fn packed(words: &str) -> Vec<u8> {
        let mut slots: Vec<_> = words.lines().map(|word| Hash::NONE.with_all(word.as_bytes()).slot()).collect();
        slots.sort_unstable();
        slots.dedup();
        let (mut bits, mut next) = (Vec::new(), 0);
        for slot in slots {
            let distance = slot - next;
            next = slot + 1;
            bits.extend(std::iter::repeat_n(1, distance >> LOW));
            bits.push(0);
            bits.extend((0..LOW).rev().map(|bit| (distance >> bit & 1) as u8));
        }
        bits.resize(bits.len().next_multiple_of(8), 1);
        bits.chunks(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
    }

    /// `KEYPROOF_WRITE=1` makes it anew.
    #[test]
    fn the_filter_is_that_of_the_list() {
        let packed = packed(LIST);
        if std::env::var_os("KEYPROOF_WRITE").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/static/words.bin"), packed).expect("written");
        } else {
            assert!(packed == PACKED);
        }
    }

    #[test]
    fn every_word_is_known() {
        let known = Known::new();
        assert!(LIST.lines().is_sorted());
        for word in LIST.lines() {
            assert!((SHORTEST..=LONGEST).contains(&word.len()), "{word}");
            assert!(known.holds(Hash::NONE.with_all(word.as_bytes())), "{word}");
        }
    }

    #[test]
    fn words_with_endings() {
        let known = Known::new();
        for (text, lengths) in [("staple", &[6][..]), ("staples", &[6, 7]), ("zebra", &[5]), ("unwashed", &[8])] {
            let mut found = Vec::new();
            known.beginning(text.as_bytes(), &[4.0; 10], 4.7, &mut found);
            for length in lengths {
                assert!(found.iter().any(|word| word.length == *length), "{text}: {found:?}");
            }
        }
    }

    /// Else a random key could be taken for words more often than is promised.
    #[test]
    fn what_is_taken_for_a_word_is_shared_out_once() {
        let known = Known::new();
        let costs = super::super::letters::usual;
        let mut shares = 0.0;
        for first in b'a'..=b'z' {
            for second in b'a'..=b'z' {
                for third in b'a'..=b'z' {
                    let start = super::super::letters::ANY + costs(b' ', first, second) + costs(first, second, third);
                    let hash = Hash::NONE.with_all(&[first, second, third]);
                    if known.holds(hash) {
                        shares += (-(start - SAVED[0])).exp2();
                    }
                    for fourth in b'a'..=b'z' {
                        if known.holds(hash.with(fourth)) {
                            let cost = start + costs(second, third, fourth) - SAVED[1];
                            shares += (-(cost + LENGTHS[1] - LENGTHS[0])).exp2();
                        }
                    }
                }
            }
        }
        // Those of three letters and those of four, each with its share of all lengths.
        let most = 1.0 + (LENGTHS[0] - LENGTHS[1]).exp2();
        assert!(shares <= most * 1.05, "{shares} of {most}");
        let lengths: f32 = LENGTHS.iter().map(|length| (-length).exp2()).sum();
        assert!(lengths <= 1.05, "{lengths}");
    }
}
