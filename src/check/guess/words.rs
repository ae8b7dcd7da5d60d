//! Words that people make keys of: those of placeholders, the commonest of several languages, names,
//! and what is typed most often as a password.
//!
//! Passwords, names and English words are the first of the lists that zxcvbn carries
//! (github.com/dropbox/zxcvbn, MIT, data/); those of other languages are the most frequent by wordfreq 3.1.1; the
//! placeholders are our own. Each list is sorted.

use std::ops::Range;

use super::{famous::Famous, known::Known};

/// The lists: those of placeholders first.
const LISTS: [&str; 13] = [
    include_str!("words/first.txt"),
    include_str!("words/often.txt"),
    include_str!("words/english.txt"),
    include_str!("words/names.txt"),
    include_str!("words/passwords.txt"),
    include_str!("words/spanish.txt"),
    include_str!("words/french.txt"),
    include_str!("words/german.txt"),
    include_str!("words/portuguese.txt"),
    include_str!("words/italian.txt"),
    include_str!("words/dutch.txt"),
    include_str!("words/russian.txt"),
    include_str!("words/polish.txt"),
];

/// Lists of which the next word is one as often as of all: those of placeholders.
pub(super) const PLACEHOLDERS: u8 = 2;

/// Whether a list is one of words that passwords are made of: placeholders, names, and passwords themselves.
pub(in super::super) const fn is_usual(list: u8) -> bool {
    list < PLACEHOLDERS || list == 3 || list == 4
}

/// What stands for the words that are only known, in the place of a list.
pub(super) const KNOWN: u8 = LISTS.len() as u8;

/// What a word costs: a quarter of all words are of the first list, a quarter of the second, and each of the
/// others is as likely as any.
const COSTS: [f32; 3] = [7.0, 9.6, 12.5];

/// The lists as the page carries them, which is two kilobytes less: for the letters that a word shares with the one
/// before stands their number, a capital letter from [`NONE`] on. A list ends with a line feed.
const PACKED: [u8; LENGTH] = pack().0;
const LENGTH: usize = pack::<0>().1;
const NONE: u8 = b'A';

/// The lists packed, as far as there is room for them, and their length.
const fn pack<const ROOM: usize>() -> ([u8; ROOM], usize) {
    const fn push(packed: &mut [u8], length: &mut usize, byte: u8) {
        if *length < packed.len() {
            packed[*length] = byte;
        }
        *length += 1;
    }
    let (mut packed, mut length) = ([0; ROOM], 0);
    let mut list = 0;
    while list < LISTS.len() {
        let text = LISTS[list].as_bytes();
        let (mut before, mut at) = (0, 0);
        while at < text.len() {
            let mut shared = 0;
            while before < at && text[before + shared] != b'\n' && text[before + shared] == text[at + shared] {
                shared += 1;
            }
            push(&mut packed, &mut length, NONE + shared as u8);
            before = at;
            at += shared;
            while text[at] != b'\n' {
                push(&mut packed, &mut length, text[at]);
                at += 1;
            }
            at += 1;
        }
        push(&mut packed, &mut length, b'\n');
        list += 1;
    }
    (packed, length)
}

/// A word: where it stands in the text of all, its length, and the place of its list.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    start: u16,
    length: u8,
    list: u8,
}

/// The words by their first two letters, made once and asked often.
#[derive(Debug)]
pub(in super::super) struct Words {
    text: Vec<u8>,
    /// In the order of the first two letters.
    all: Vec<Word>,
    /// Where in `all` each pair begins.
    starts: Vec<u16>,
    /// What a word costs in each list if the word before is of the same.
    again: [f32; LISTS.len()],
    /// Those that are only known.
    pub(super) known: Known,
    /// Those that stand in famous texts.
    pub(super) famous: Famous,
}

/// Letters and digits.
const SIZE: usize = 36;

/// The place of two letters or digits.
fn place(first: u8, second: u8) -> Option<usize> {
    let [first, second] = [first, second].map(|byte| match byte {
        b'0'..=b'9' => usize::from(byte - b'0'),
        b'a'..=b'z' => usize::from(byte - b'a') + 10,
        _ => SIZE,
    });
    (first < SIZE && second < SIZE).then_some(first * SIZE + second)
}

/// The words one after another, and where each stands, in the order of the lists.
fn unpacked() -> (Vec<u8>, Vec<Word>) {
    let (mut text, mut all) = (Vec::<u8>::new(), Vec::<Word>::new());
    let mut list = 0;
    for &byte in &PACKED {
        match byte {
            b'\n' => list += 1,
            b'A'..=b'Z' => {
                let start = text.len();
                let before = all.last().map_or(0, |word| usize::from(word.start));
                text.extend_from_within(before..before + usize::from(byte - NONE));
                all.push(Word { start: start as u16, length: byte - NONE, list });
            }
            letter => {
                text.push(letter);
                if let Some(word) = all.last_mut() {
                    word.length += 1;
                }
            }
        }
    }
    (text, all)
}

impl Words {
    pub(in super::super) fn new() -> Self {
        let (text, words) = unpacked();
        let of = |word: Word| place(text[usize::from(word.start)], text[usize::from(word.start) + 1]);
        // In the order of their ends, each place is filled from its end to its start.
        let mut starts = vec![0; SIZE * SIZE + 1];
        let mut counts = [0_u16; LISTS.len()];
        for &word in &words {
            counts[usize::from(word.list)] += 1;
            if let Some(place) = of(word) {
                starts[place] += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut all = vec![Word::default(); usize::from(sum)];
        for word in words {
            if let Some(place) = of(word) {
                starts[place] -= 1;
                all[usize::from(starts[place])] = word;
            }
        }
        // A half of the words are of the list of the one before.
        let again = counts.map(|count| 1.0 + f32::from(count).log2());
        Self { text, all, starts, again, known: Known::new(), famous: Famous::new() }
    }

    /// Every word, and the place of its list.
    pub(in super::super) fn all(&self) -> impl Iterator<Item = (&[u8], u8)> {
        self.told(0..self.all.len())
    }

    /// The words that begin with these two, each with its list.
    pub(super) fn beginning(&self, first: u8, second: u8) -> impl Iterator<Item = (&[u8], u8)> {
        let start = |place: usize| usize::from(self.starts[place]);
        self.told(place(first, second).map_or(0..0, |place| start(place)..start(place + 1)))
    }

    fn told(&self, places: Range<usize>) -> impl Iterator<Item = (&[u8], u8)> {
        self.all[places]
            .iter()
            .map(|word| (&self.text[usize::from(word.start)..][..usize::from(word.length)], word.list))
    }

    /// What a word of `list` costs after one of `before`.
    pub(super) fn cost(&self, list: u8, before: u8) -> f32 {
        let any = COSTS[usize::from(list.min(PLACEHOLDERS))];
        if before < PLACEHOLDERS {
            any
        } else if list == before {
            self.again[usize::from(list)]
        } else {
            1.0 + any
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_of_letters_and_digits() {
        for list in LISTS {
            assert!(list.lines().is_sorted_by(|a, b| a < b));
            let usual =
                |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            assert!(list.lines().all(usual), "{list}");
        }
    }

    #[test]
    fn every_word_is_found_by_its_beginning() {
        let made = Words::new();
        for (list, words) in (0..).zip(LISTS) {
            for word in words.lines().map(str::as_bytes) {
                assert!(made.beginning(word[0], word[1]).any(|found| found == (word, list)), "{word:?}");
            }
        }
        let count: usize = LISTS.iter().map(|words| words.lines().count()).sum();
        assert_eq!(made.all().count(), count);
        assert_eq!(made.beginning(b'q', b'-').count(), 0);
    }

    #[test]
    fn what_a_word_may_be_is_shared_out_once() {
        let made = Words::new();
        for before in 0..LISTS.len() {
            let shares: f32 = made.all().map(|(_, list)| (-made.cost(list, before as u8)).exp2()).sum();
            assert!(shares <= 1.0, "{before}: {shares}");
        }
    }
}
