//! Pass-phrases: words with a sign between them, drawn by dice or thought up.

/// The bits of a word of the list that dice are thrown for.
///
/// Source: EFF's long list, 7776 words, eff.org/dice.
pub(super) const PER_WORD: f32 = 12.92;

/// The letters of the longest word: languages that write compounds as one have such.
const LONGEST: usize = 32;

/// A phrase of separate words.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in super::super) struct Phrase {
    /// How many different words it has.
    pub(in super::super) words: u32,
    /// How many of them only join others, as in a sentence.
    joining: u32,
    /// What the words hold at most.
    bits: f32,
}

impl Phrase {
    /// What it holds at most.
    pub(super) fn bits(self) -> f64 {
        self.bits.into()
    }

    /// Adds one of the words that stand without a sign between them, or a letter that is of none.
    pub(super) fn add(&mut self, word: Option<&[u8]>, is_new: bool, bits: f32) {
        self.joining += u32::from(word.is_some_and(joins));
        self.words += u32::from(word.is_some() && is_new);
        self.bits += if is_new { bits } else { 0.0 };
    }

    /// Says that it holds so many bits at most.
    pub(super) const fn hold_at_most(&mut self, bits: f32) {
        self.bits = self.bits.min(bits);
    }

    /// The same of words without signs between them, where a long one may be told as two shorter ones.
    pub(super) const fn is_drawn_joined(self) -> bool {
        self.joining * 3 <= self.words
    }

    /// The same, taken for drawn by dice.
    pub(super) const fn drawn(self) -> Self {
        Self { joining: 0, ..self }
    }

    /// The same, taken for what a person thought of.
    pub(super) const fn thought_up(self) -> Self {
        Self { joining: self.words, ..self }
    }

    /// Whether dice may have drawn it: they draw few words that only join others.
    pub(in super::super) const fn is_drawn(self) -> bool {
        self.joining * 5 <= self.words
    }
}

/// Words that sentences have many of.
const JOINING: &str = " the is my a and of to in for it this that with you not be are on your i me we he she do at by key secret \
     change please no el la de que y en un los mi es le les et une mon der die das und ist ein nicht ich mein il che di per non e o um \
     uma nao meu het een van how what was his her they but or from have has had will can no yes one there their if so up who get when \
     make never all were would could should been them then than our out as an ";

/// The bits of a digit, and of a sign, that stands behind a word or behind all.
const DIGIT: f32 = 3.33;
const SIGN: f32 = 5.0;

/// The phrase that `text` is, if it is one: at least three words of letters with the same sign or signs between them, or
/// with a capital each. A number may stand in front, and a few digits and signs behind.
pub(super) fn of(text: &str) -> Option<Phrase> {
    if text.len() > super::LONGEST {
        return None;
    }
    let (text, tail) = without_tail(text);
    let between = between(text)?;
    let mut phrase = Phrase { bits: tail, ..Phrase::default() };
    let (mut all, mut mute, mut long, mut numbers) = (0, 0, 0, 0);
    for word in text.split(between) {
        // A digit or two may stand at the end of a word.
        let letters = word.trim_end_matches(|end: char| end.is_ascii_digit());
        let digits = word.len() - letters.len();
        let small = letters.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
        let large = letters.bytes().all(|byte| byte.is_ascii_uppercase());
        // A year or another number may stand among them.
        if letters.is_empty() && (1..=4).contains(&word.len()) {
            phrase.bits += PER_WORD;
            all += 1;
            numbers += 1;
            continue;
        }
        if !(1..=LONGEST).contains(&letters.len()) || digits > 2 {
            return None;
        }
        if !letters.as_bytes()[0].is_ascii_alphabetic() || !(small || large) {
            return None;
        }
        mute += usize::from(!has_vowel(letters));
        long += usize::from(letters.len() > 2);
        let mut before = text.split(between).take(all);
        if !before.any(|other| other == word) {
            phrase.words += 1;
            phrase.bits += PER_WORD + DIGIT * digits as f32;
            phrase.joining += u32::from(joins(letters.to_ascii_lowercase().as_bytes()));
        }
        all += 1;
    }
    // Other signs than the usual ones stand between words alone, not between random letters.
    let is_usual = matches!(between, "-" | "_" | " " | "." | "," | "+" | "/");
    let is_of_words = is_usual && tail == 0.0 || long * 2 >= all && phrase.words >= 4;
    let is_phrase = all >= 3 && numbers * 2 <= all && mute * 5 <= all && is_of_words;
    (is_phrase && !(between.len() == 1 && is_in_groups(text, between.as_bytes()[0]))).then_some(phrase)
}

/// The signs between the first word of `text` and the second.
fn between(text: &str) -> Option<&str> {
    let start = text.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
    let length = text[start..].bytes().take_while(|byte| *byte == b' ' || byte.is_ascii_punctuation()).count();
    (1..=3).contains(&length).then(|| &text[start..start + length])
}

/// `text` without up to four digits and signs behind its last word, of which one at least is a sign, and their bits.
fn without_tail(text: &str) -> (&str, f32) {
    let words = text.trim_end_matches(|end: char| end.is_ascii_digit() || end.is_ascii_punctuation());
    let tail = &text[words.len()..];
    let signs = tail.bytes().filter(u8::is_ascii_punctuation).count();
    if !(1..=4).contains(&tail.len()) || signs == 0 {
        return (text, 0.0);
    }
    (words, SIGN * signs as f32 + DIGIT * (tail.len() - signs) as f32)
}

/// Whether `text` is in groups of one length, as random letters are written and words seldom are: five at least, of four
/// letters or more.
fn is_in_groups(text: &str, sign: u8) -> bool {
    let mut groups = text.split(char::from(sign));
    let length = groups.next().map_or(0, str::len);
    let (mut count, mut odd) = (1, false);
    for group in groups.clone() {
        count += 1;
        odd |= group.len() != length;
    }
    count >= 5 && length >= 4 && !odd
}

/// Whether a small word only joins others.
fn joins(word: &[u8]) -> bool {
    word.len() < 3 || is_listed(word)
}

fn is_listed(word: &[u8]) -> bool {
    JOINING.split(' ').any(|known| known.as_bytes() == word)
}

fn has_vowel(word: &str) -> bool {
    word.bytes().any(|byte| b"aeiouyAEIOUY".contains(&byte))
}

/// The phrase that `text` is, if it is of letters alone and all of its words begin with a capital: three at least, of a
/// usual length, or such as only join others.
pub(super) fn of_capitals(text: &[u8]) -> Option<Phrase> {
    if !text.first()?.is_ascii_uppercase() || !text.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut phrase = Phrase::default();
    let (mut start, mut all, mut short) = (0, 0, 0);
    while start < text.len() {
        let small = text[start + 1..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let word = &text[start..=start + small];
        let is_joining = is_listed(&word.to_ascii_lowercase());
        if word.len() > LONGEST || word.len() < 2 {
            return None;
        }
        short += usize::from(word.len() == 2 && !is_joining);
        all += 1;
        if !text[..start].windows(word.len()).any(|other| other == word) {
            phrase.words += 1;
            phrase.bits += PER_WORD;
            phrase.joining += u32::from(is_joining);
        }
        start += word.len();
    }
    (phrase.words >= 3 && short * 5 <= all).then_some(phrase)
}
