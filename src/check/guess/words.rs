//! Words that people make keys of: those of placeholders, the commonest of several languages, names,
//! and what is typed most often as a password.
//!
//! Passwords, names and English words are the first of the lists that zxcvbn carries
//! (github.com/dropbox/zxcvbn, MIT, data/); those of other languages are the most frequent by wordfreq 3.1.1; the
//! placeholders are our own. Each list is sorted.

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

/// What a word costs: a quarter of all words are of the first list, a quarter of the second, and each of the
/// others is as likely as any.
const COSTS: [f32; 3] = [7.0, 9.6, 12.5];

/// A word from its second letter on, and the place of its list.
type Word = (&'static [u8], u8);

/// The words by their first two letters, made once and asked often.
#[derive(Debug)]
pub(in super::super) struct Words {
    /// In the order of the first two letters.
    all: Vec<Word>,
    /// Where in `all` each pair begins.
    starts: Vec<u16>,
    /// What a word costs in each list if the word before is of the same.
    again: [f32; LISTS.len()],
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

impl Words {
    pub(in super::super) fn new() -> Self {
        // In the order of their ends, each place is filled from its end to its start.
        let mut starts = vec![0; SIZE * SIZE + 1];
        let mut counts = [0_u16; LISTS.len()];
        for (word, list) in all() {
            counts[usize::from(list)] += 1;
            if let Some(place) = place(word[0], word[1]) {
                starts[place] += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut sorted: Vec<Word> = vec![(b"", 0); usize::from(sum)];
        for (word, list) in all() {
            if let Some(place) = place(word[0], word[1]) {
                starts[place] -= 1;
                sorted[usize::from(starts[place])] = (&word[1..], list);
            }
        }
        // A half of the words are of the list of the one before.
        Self { all: sorted, starts, again: counts.map(|count| 1.0 + f32::from(count).log2()) }
    }

    /// The words that begin with these two, from the second letter on, each with its list.
    pub(super) fn beginning(&self, first: u8, second: u8) -> &[Word] {
        place(first, second).map_or(&[], |at| &self.all[usize::from(self.starts[at])..usize::from(self.starts[at + 1])])
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

/// Every word, and the place of its list.
pub(in super::super) fn all() -> impl Iterator<Item = (&'static [u8], u8)> {
    let lists = (0..).zip(LISTS).flat_map(|(at, list)| list.lines().map(move |word| (word.as_bytes(), at)));
    lists.filter(|(word, _)| word.len() > 1)
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
        for (word, list) in all() {
            assert!(made.beginning(word[0], word[1]).contains(&(&word[1..], list)));
        }
        assert!(made.beginning(b'q', b'-').is_empty());
    }

    #[test]
    fn what_a_word_may_be_is_shared_out_once() {
        let made = Words::new();
        for before in 0..LISTS.len() {
            let shares: f32 = all().map(|(_, list)| (-made.cost(list, before as u8)).exp2()).sum();
            assert!(shares <= 1.0, "{before}: {shares}");
        }
    }
}
