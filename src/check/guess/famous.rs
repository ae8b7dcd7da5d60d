//! Texts that everyone knows by heart, and words in an order that everyone knows: verses, pangrams, months, planets.
//!
//! Each word of them may be rare, but one is enough to know the next.

/// A text a line, its words with a blank between. All are in the public domain, or facts.
const TEXTS: &str = include_str!("words/famous.txt");

/// The texts.
pub(in super::super) fn texts() -> impl Iterator<Item = &'static str> {
    TEXTS.lines()
}

/// As many letters of a text are the least that show it.
pub(super) const SHORTEST: usize = 9;

/// The texts, by the first two letters of the words in which one may begin.
#[derive(Debug)]
pub(super) struct Famous {
    /// Where the word begins, and where its text ends, at the [`place`] of its first two letters.
    starts: Vec<Vec<(u16, u16)>>,
    /// The bits of which word it begins with.
    pub(super) cost: f32,
}

impl Famous {
    pub(super) fn new() -> Self {
        let mut starts = vec![Vec::new(); 26 * SECONDS];
        let (mut count, mut at) = (0_u16, 0);
        for line in TEXTS.split_inclusive('\n') {
            let end = at + line.trim_end().len();
            for word in line.split_inclusive(' ') {
                let second = word.trim_end().as_bytes().get(1).copied().unwrap_or(b' ');
                starts[place(word.as_bytes()[0], second)].push((at as u16, end as u16));
                count += 1;
                at += word.len();
            }
        }
        Self { starts, cost: f32::from(count).log2() }
    }

    /// The words of each text from where a word begins with `letter`, and has one of `next` behind it, or is that letter.
    pub(super) fn beginning(
        &self,
        letter: u8,
        next: [u8; 3],
    ) -> impl Iterator<Item = impl Iterator<Item = &'static [u8]>> {
        let seconds = [b' ', next[0], next[1], next[2]].into_iter();
        let starts = seconds.filter_map(move |second| self.starts.get(place(letter, second))).flatten();
        starts.map(|(start, end)| TEXTS.as_bytes()[usize::from(*start)..usize::from(*end)].split(|byte| *byte == b' '))
    }
}

/// How many second letters a word may have, with none.
const SECONDS: usize = 27;

/// Where those words stand that begin with these letters, the second a blank if there is one alone; beyond all where
/// they are none.
fn place(first: u8, second: u8) -> usize {
    let of = |byte: u8| usize::from(byte.wrapping_sub(b'a'));
    match (of(first), of(second)) {
        (first @ 0..26, second @ 0..26) => first * SECONDS + second,
        (first @ 0..26, _) if second == b' ' => first * SECONDS + SECONDS - 1,
        _ => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_of_small_letters_and_blanks() {
        for line in TEXTS.lines() {
            assert!(line.split(' ').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())));
            assert!(line.split(' ').count() > 2 && line.len() < 600, "{line}");
        }
    }

    #[test]
    fn a_text_is_found_at_each_of_its_words() {
        let famous = Famous::new();
        let texts: Vec<Vec<_>> = famous.beginning(b'v', *b"e\0\0").map(Iterator::collect).collect();
        assert!(texts.iter().any(|words| words.starts_with(&[b"venus", b"earth", b"mars"])));
    }
}
