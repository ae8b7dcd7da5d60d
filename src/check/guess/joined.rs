//! Words without signs between them: how many there are at least, and what they hold if dice drew them.

use super::{Words, leet::read_as, phrase::Phrase};
use crate::listed::Listed;

/// What a letter costs that no word has, so that even the shortest word is preferred; and what it holds, as one of a
/// word of the dice that no list has.
const LETTER: f32 = 4.5;
const HELD: f32 = 2.2;

/// What a word of a list holds: one of the lists of placeholders, one of English, names and passwords, and one of
/// another language.
const OF_LISTS: [f32; 3] = [8.5, 11.0, 9.0];

/// What a letter holds at most: words of the shortest list for dice have 4.9 letters each. A long word may be told as
/// several short ones.
const MOST: f32 = 2.4;

/// What a letter of words drawn by dice from EFF's long list holds: ten of them have 58 letters at least, but for a few
/// times in a hundred.
pub(super) const USUAL: f64 = 1.95;

/// The first of the lists of other languages.
const OTHER: u8 = 5;

/// The cheapest way to a place: its bits, where the last word begins, and whether that is one.
#[derive(Clone, Copy)]
struct Step {
    bits: f32,
    from: usize,
    is_word: bool,
    /// Whether it is a word of another language than that of the dice.
    is_other: bool,
}

/// The phrase that `text` is, if most of it is words.
pub(super) fn of(text: &[u8], words: &Words) -> Option<Phrase> {
    let spoken: Vec<_> = text.iter().map(|byte| read_as(*byte)).listed();
    let nothing = vec![0.0; spoken.len()];
    let mut steps = vec![Step { bits: f32::MAX, from: 0, is_word: false, is_other: false }; spoken.len() + 1];
    steps[0].bits = 0.0;
    let mut found = Vec::new();
    for at in 0..spoken.len() {
        let bits = steps[at].bits;
        let mut offer = |length: usize, cost: f32, is_word: bool, is_other: bool| {
            let step = &mut steps[at + length];
            if bits + cost < step.bits {
                *step = Step { bits: bits + cost, from: at, is_word, is_other };
            }
        };
        offer(1, LETTER, false, false);
        let rest = &spoken[at..];
        if let [first, second, ..] = *rest {
            for (word, list) in words.beginning(first, second).filter(|(word, _)| rest.starts_with(word)) {
                let cost = OF_LISTS[if list < super::words::PLACEHOLDERS { 0 } else { 1 + usize::from(list >= OTHER) }];
                offer(word.len(), cost, true, list >= OTHER);
            }
        }
        let run = rest.iter().take_while(|letter| letter.is_ascii_lowercase()).count();
        words.known.beginning(&rest[..run], &nothing[..run], f32::MAX, &mut found);
        for word in found.drain(..) {
            offer(word.length, super::phrase::PER_WORD, true, false);
        }
    }
    let (mut phrase, mut told, mut others, mut at) = (Phrase::default(), 0, 0, spoken.len());
    while at > 0 {
        let step = steps[at];
        let word = &spoken[step.from..at];
        // What stands a second time is no other word.
        let is_new = !step.is_word || !spoken.windows(word.len()).take(step.from).any(|other| other == word);
        let bits = if step.is_word { step.bits - steps[step.from].bits } else { HELD };
        phrase.add(step.is_word.then_some(word), is_new, bits);
        others += u32::from(step.is_other);
        // Of the shortest too many are words by chance.
        told += if word.len() > 3 { word.len() } else { 0 };
        at = step.from;
    }
    phrase.hold_at_most(MOST * spoken.len() as f32);
    let is_plain = text.iter().all(u8::is_ascii_alphabetic);
    let enough = told * 4 >= spoken.len() * 3 || is_plain && told * 2 >= spoken.len() && phrase.words >= 3;
    (enough && others * 2 <= phrase.words).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        let words = Words::new();
        for (text, expected) in [
            ("correcthorsebatterystaple", Some(4)),
            ("CorrectHorseBatteryStaple", Some(4)),
            ("c0rrecth0rseb4tteryst4ple", Some(4)),
            ("horsehorsehorsehorse", Some(1)),
            ("xqzkvjwqpxzvkjqwxz", None),
        ] {
            assert_eq!(of(text.as_bytes(), &words).map(|phrase| phrase.words), expected, "{text}");
        }
    }
}
