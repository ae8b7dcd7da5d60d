//! Pass-phrases: words with a sign between them, drawn by dice or thought up.

/// The bits of a word of the list that dice are thrown for.
///
/// Source: EFF's long list, 7776 words, eff.org/dice.
const PER_WORD: f64 = 12.92;

/// A phrase of separate words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Phrase {
    /// How many different words it has.
    pub(in super::super) words: u32,
    /// How many of them only join others, as in a sentence.
    joining: u32,
}

impl Phrase {
    /// What it holds at most.
    pub(super) fn bits(self) -> f64 {
        f64::from(self.words) * PER_WORD
    }

    /// Whether dice may have drawn it: they draw few words that only join others.
    pub(in super::super) const fn is_drawn(self) -> bool {
        self.joining * 8 <= self.words
    }
}

/// Words that sentences have many of.
const JOINING: &str = " the is my a and of to in for it this that with you not be are on your i me we he she do at by key secret \
     change please no el la de que y en un los mi es le les et une mon der die das und ist ein nicht ich mein il che di per non e o um \
     uma nao meu het een van ";

/// The phrase that `text` is, if it is one: at least three words of letters with one and the same sign
/// between them, or with a capital each.
pub(super) fn of(text: &str) -> Option<Phrase> {
    let bytes = text.as_bytes();
    let sign = *bytes.iter().find(|byte| !byte.is_ascii_alphanumeric())?;
    if !matches!(sign, b'-' | b'_' | b' ' | b'.' | b',' | b'+' | b'/') || bytes.len() > super::LONGEST {
        return None;
    }
    let mut phrase = Phrase { words: 0, joining: 0 };
    let mut all = 0;
    for word in text.split(char::from(sign)) {
        // A digit or two may stand at the end of a word.
        let letters = word.trim_end_matches(|end: char| end.is_ascii_digit());
        let small = letters.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        let large = letters.bytes().all(|byte| byte.is_ascii_uppercase());
        if !(1..=12).contains(&letters.len()) || word.len() - letters.len() > 2 {
            return None;
        }
        if !letters.as_bytes()[0].is_ascii_alphabetic() || !(small || large) || !has_vowel(letters) {
            return None;
        }
        let mut before = text.split(char::from(sign)).take(all);
        if !before.any(|other| other == word) {
            phrase.words += 1;
            let lower = letters.to_ascii_lowercase();
            let joins = JOINING.split(' ').any(|known| known == lower);
            phrase.joining += u32::from(joins || letters.len() < 3);
        }
        all += 1;
    }
    (all >= 3).then_some(phrase)
}

fn has_vowel(word: &str) -> bool {
    word.bytes().any(|byte| b"aeiouyAEIOUY".contains(&byte))
}

/// Whether consonants and vowels take turns as pwgen makes them, with digits and capitals among them.
///
/// Source: pwgen 2.08, `pw_phonemes.c`.
pub(super) fn is_syllables(text: &[u8]) -> bool {
    let vowel = |byte: u8| b"aeiou".contains(&byte.to_ascii_lowercase());
    let (mut others, mut vowels) = (0, 0);
    for (at, &byte) in text.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            return false;
        }
        others += usize::from(!byte.is_ascii_lowercase());
        vowels += usize::from(vowel(byte));
        let next = text.get(at + 1).copied().unwrap_or(b'0');
        let both = byte.is_ascii_alphabetic() && next.is_ascii_alphabetic() && !vowel(byte) && !vowel(next);
        let pair = [byte.to_ascii_lowercase(), next.to_ascii_lowercase()];
        if both && ![*b"ch", *b"gh", *b"ng", *b"ph", *b"sh", *b"th"].contains(&pair) {
            return false;
        }
    }
    let runs = text.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]);
    text.len() >= 20 && others >= 2 && vowels * 3 > text.len() && vowels * 3 < text.len() * 2 && !runs
}
