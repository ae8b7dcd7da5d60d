//! How many guesses a key is worth: the least work over several ways of guessing.
//!
//! A text is told as cheaply as it can be: as random symbols of the format that it seems to have, as
//! words, as letters in the order of a language, as keys that fingers find by themselves, as sequences,
//! dates, and repetitions of what stood before. Each way is a code: its shares sum up to one at most. So a random
//! key is told in *k* bits less than its own once in 2^*k* keys at most, whatever the ways are. That is
//! what keeps a random key from ever being called weak, and it is why nothing here is tuned for one.

#![allow(clippy::cast_possible_truncation, reason = "texts are cut at a few hundred characters, and words are few")]

mod before;
mod carried;
mod chance;
mod copy;
mod dates;
mod famous;
mod format;
mod joined;
mod known;
mod leet;
mod letters;
#[cfg(test)]
mod makers;
mod mash;
mod phrase;
mod price;
mod search;
mod syllables;
#[cfg(test)]
mod tests;
mod walk;
mod words;

pub(super) use carried::unwrapped;
use chance::{DRAWN_SAVES, SPOKEN, SPOKEN_BY_CHANCE, by_chance, capitals_by_chance};
pub(super) use famous::texts as famous_texts;
pub(super) use format::{BY_CHANCE as CERTAIN, groups, is_uuid};
pub(super) use leet::stands_for;
pub(super) use phrase::Phrase;
pub(super) use words::{Words, is_usual};

use zeroize::Zeroizing;

use self::search::Search;

/// What a key is worth: at least, by the cheapest way of guessing it, and at most, by its length and
/// what it seems to be made of. With nothing found the two are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Bits at least.
    pub low: f64,
    /// Bits at most.
    pub high: f64,
}

impl Range {
    /// How long someone who has one signed cookie has to try until half of the keys are through, at 2 to the
    /// `rate` keys a second.
    pub fn time(self, rate: f64) -> &'static str {
        // The base-2 logarithm of the seconds.
        let seconds = self.low - 1.0 - rate;
        let times = [
            (0.0, "less than a second"),
            (5.9, "less than a minute"),
            (11.8, "less than an hour"),
            (16.4, "less than a day"),
            (24.9, "less than a year"),
            (34.9, "less than a thousand years"),
        ];
        times.iter().find(|(most, _)| seconds < *most).map_or("longer than anyone will try", |(_, time)| time)
    }
}

/// Ten thousand million keys a second, as a logarithm: one graphics card. A guess is two or three compressions of
/// SHA-256, for Django stretches nothing.
///
/// Source: hashcat's published benchmarks of a card of 2022.
pub const ONE_CARD: f64 = 33.2;

/// A hundred thousand such cards: what a state can rent.
pub const MANY_CARDS: f64 = ONE_CARD + 16.6;

/// Random bits that are enough, and that a key below which is called weak does not hold.
///
/// Source: NIST SP 800-131A Rev. 2, 112 bits of security strength.
pub(super) const ENOUGH: f64 = 112.0;

/// A way of guessing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// One symbol after the other, all equally likely.
    Symbols,
    /// Words from a list.
    Words,
    /// Letters in the order of a language.
    Letters,
    /// Letters that fingers find by themselves.
    Mash,
    /// The order of the alphabet, of numbers or of keys.
    Walk,
    /// What stood before, once more.
    Copy,
    /// Dates.
    Date,
}

/// The number of ways.
const WAYS: usize = 7;

/// Longer texts are looked at to here: what a person makes shows itself long before.
pub(super) const LONGEST: usize = 384;

/// How a key can be guessed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guess {
    /// The bits that it could hold at most.
    pub(super) high: f64,
    /// The bits of the cheapest way, or `high`.
    pub(super) cost: f64,
    /// How many of its characters each way tells.
    pub(super) told: [u32; WAYS],
    /// How many characters were looked at.
    pub(super) length: u32,
    /// How many different characters it is made of, if they are very few.
    pub(super) few: Option<u32>,
    /// Whether it is a phrase of separate words.
    pub(super) phrase: Option<Phrase>,
    /// The words that it is made of without signs between them, if it is mostly words.
    joined: Option<Phrase>,
    /// The bits of the characters that are told one by one.
    rest: f64,
    /// The bits of the cheapest way, even if its format is cheaper.
    told_cost: f64,
    /// How much cheaper the cheapest way is than its format.
    saved: f64,
    /// How much cheaper it is than syllables that can be spoken, beyond what chance saves, if it may be such.
    saved_spoken: f64,
    /// The bits that it holds at least if nothing is found.
    low: f64,
    /// How much of that chance explains.
    by_chance: f64,
}

impl Guess {
    /// How `text` can be guessed, as it is written, or from its end, or with each letter thirteen on.
    pub(super) fn of(text: &str, words: &Words) -> Self {
        if let Some(read) = once_each(text).or_else(|| apart(text)) {
            return Self::of(&read, words);
        }
        let guess = Self::as_written(text, words);
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        if guess.is_weak() || letters * 4 < text.len() * 3 || text.len() > LONGEST {
            return guess;
        }
        let backwards = Zeroizing::new(text.chars().rev().collect::<String>());
        let turned = Zeroizing::new(text.chars().map(rot13).collect::<String>());
        let mut others = [backwards, turned]
            .into_iter()
            .filter(|other| letters::bits_of_each(other) < NOT_READ)
            .map(|other| Self::as_written(&other, words));
        // Of words that are known alone: syllables may be spoken in either direction.
        let is_read = |other: &Self| {
            other.saved >= other.by_chance + DISGUISE && other.is_weak() && other.told(Way::Words) * 2 >= other.length
        };
        others.find(is_read).unwrap_or(guess)
    }

    fn as_written(text: &str, words: &Words) -> Self {
        // Signs between groups of letters of one length hold nothing in either way of telling it. A few such groups
        // are words.
        let sign = format::groups(text).filter(|sign| is_letters_but_for(text, *sign));
        if let Some(sign) = sign.filter(|_| phrase::of(text).is_none()) {
            return Self::as_written(&Zeroizing::new(text.replace(char::from(sign), "")), words);
        }
        let capacity = format::capacity(text);
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = &text.as_bytes()[..end];
        let cheapest = Search::new(head, capacity.symbol as f32, words).run();
        let beyond = (text.len() - end) as f64 * capacity.symbol;
        let told_cost = f64::from(cheapest.cost);
        let mut guess = Self {
            high: capacity.bits,
            cost: (told_cost + beyond).min(capacity.bits),
            told: cheapest.told,
            length: end as u32,
            few: capacity.few,
            phrase: phrase::of(text),
            joined: None,
            saved_spoken: f64::MAX,
            low: capacity.least,
            told_cost: told_cost + beyond,
            saved: capacity.narrow - told_cost - beyond,
            by_chance: by_chance(end, capacity.symbol),
            rest: f64::from(cheapest.rest) + beyond,
        };
        let capitals = if end == text.len() { phrase::of_capitals(head) } else { None };
        // Random syllables that can be spoken read like words, and are none: they are held to what they are.
        if let Some(spoken) = syllables::bits(head).filter(|bits| *bits >= SPOKEN) {
            let by_chance = if capitals.is_some() { capitals_by_chance(end) } else { SPOKEN_BY_CHANCE };
            guess.saved_spoken = spoken + beyond - guess.told_cost - by_chance;
            guess.low = guess.low.min(spoken + beyond);
        }
        let read = guess.told(Way::Words) + guess.told(Way::Letters);
        if guess.is_weak() && read * 4 >= guess.length * 3 && end == text.len() {
            guess.joined = capitals.or_else(|| joined::of(head, words));
        }
        // A nanoid may look like a few words by chance, but not like such as a language has.
        guess.phrase = guess.phrase.filter(|_| text.len() > 22 || guess.saved > 4.0);
        let may_be_drawn = |phrase: Phrase| guess.told_cost + DRAWN_SAVES >= phrase.bits();
        guess.phrase = guess.phrase.map(|phrase| if may_be_drawn(phrase) { phrase } else { phrase.thought_up() });
        guess.joined = guess.joined.filter(|phrase| may_be_drawn(*phrase));
        if let Some(phrase) = guess.phrase {
            guess.high = guess.high.min(phrase.bits());
            if phrase.is_drawn() {
                guess.cost = guess.high;
                guess.low = guess.high;
                guess.saved = 0.0;
            } else {
                guess.cost = guess.cost.min(guess.high);
            }
        } else if let Some(phrase) = guess.joined.filter(|joined| {
            // Where capitals tell the words apart, they are counted as with signs between them.
            if capitals.is_some() { joined.is_drawn() } else { joined.is_drawn_joined() }
        }) {
            // As good as with signs between them. What two words were may be told as one, so that it may hold more.
            let is_plain = head.iter().all(u8::is_ascii_lowercase);
            let most = phrase.bits().max(if is_plain { joined::USUAL * end as f64 } else { 0.0 });
            if most >= ENOUGH {
                guess.phrase = Some(phrase.drawn());
                guess.high = guess.high.min(most);
                guess.low = phrase.bits().min(guess.high);
                guess.cost = guess.high;
                guess.saved = 0.0;
            }
        }
        guess
    }

    /// How many characters are told in this way.
    pub(super) const fn told(&self, way: Way) -> u32 {
        self.told[way as usize]
    }

    /// The bits of the cheapest way, even if its format is cheaper.
    pub(super) const fn cheapest(&self) -> f64 {
        self.told_cost
    }

    /// The bits of the characters that are told one by one.
    pub(super) const fn rest(&self) -> f64 {
        self.rest
    }

    /// Whether a person made it, or a rule: it is told for less than chance explains, and what is
    /// left to try is too little, or is of the kind of which nobody knows how much it is.
    pub(super) fn is_weak(&self) -> bool {
        // Where it is too short anyway, the reason may be told with less certainty.
        let by_chance = if self.high < ENOUGH { 10.0 } else { self.by_chance };
        self.saved >= by_chance && self.saved_spoken >= 0.0 && (self.cost < ENOUGH || self.rest < ENOUGH)
    }

    /// The way that tells most of it, if it is weak by that.
    pub(super) fn way(&self) -> Option<Way> {
        if !self.is_weak() {
            return None;
        }
        // A sentence is told by words and by letters, and both are words to the reader.
        let words = self.told(Way::Words) + self.told(Way::Letters);
        let ways = [
            (words, if self.told(Way::Words) > 0 { Way::Words } else { Way::Letters }),
            (self.told(Way::Mash), Way::Mash),
            (self.told(Way::Walk), Way::Walk),
            (self.told(Way::Copy), Way::Copy),
            (self.told(Way::Date), Way::Date),
        ];
        let mut most = (0, Way::Symbols);
        for (told, way) in ways {
            if told > most.0 {
                most = (told, way);
            }
        }
        (most.0 > 0).then_some(most.1)
    }

    /// Whether it is weak, and so much of it is told in this way that it is the reason.
    pub(super) fn shows(&self, way: Way) -> bool {
        let told = |part: u32| part * self.told(way) >= self.length;
        self.is_weak()
            && match way {
                Way::Words => (self.told(Way::Words) + self.told(Way::Letters)) * 4 >= self.length,
                Way::Walk => told(4),
                Way::Copy => told(3) || self.way() == Some(Way::Copy),
                _ => told(3),
            }
    }

    /// What one tries who finds it with the fewest guesses.
    pub(super) fn model(&self) -> String {
        if self.phrase.is_some_and(Phrase::is_drawn) {
            return "words drawn by dice".to_owned();
        }
        let mut model = String::new();
        if self.is_weak() {
            for (way, name) in [
                (Way::Words, "words"),
                (Way::Letters, "letters as languages order them"),
                (Way::Mash, "keys that fingers hit"),
                (Way::Walk, "sequences"),
                (Way::Date, "dates and years"),
                (Way::Copy, "repetitions"),
            ] {
                // What tells a little of it is not the reason.
                if self.told(way) * 8 >= self.length {
                    model.push_str(if model.is_empty() { "" } else { ", " });
                    model.push_str(name);
                }
            }
        }
        if model.is_empty() { "every text of its length and characters".to_owned() } else { model }
    }

    /// The range that is said. What language and fingers make, others guess better than these models.
    pub(super) fn range(&self) -> Range {
        if self.is_weak() {
            let spoken = f64::from(self.told(Way::Letters) + self.told(Way::Mash));
            let spared = (spoken * 2.0).min(self.cost * 0.5);
            let joined = self.joined.map_or(f64::MAX, Phrase::bits);
            let low = (self.cost - spared).min(joined);
            // Nobody knows how much more than that it holds, but it is too little.
            return Range { low: low.min(ENOUGH), high: self.high.min(self.cost).min(ENOUGH).max(low.min(ENOUGH)) };
        }
        Range { low: self.low.min(self.high), high: self.high }
    }
}

/// The text of which each character stands here twice, or as often as all others: `sseeccrreett`.
fn once_each(text: &str) -> Option<Zeroizing<String>> {
    let first = text.chars().next()?;
    let times = text.chars().take_while(|other| *other == first).count();
    if times == 1 {
        return None;
    }
    let all = Zeroizing::new(text.chars().collect::<Vec<_>>());
    let is_so = all.len() >= 8 * times && all.len() % times == 0;
    let mut groups = all.chunks(times);
    (is_so && groups.all(|group| group.iter().all(|other| *other == group[0])))
        .then(|| Zeroizing::new(all.iter().step_by(times).collect()))
}

/// The letters of a text that has the same sign between any two of them: `s-e-c-r-e-t`.
fn apart(text: &str) -> Option<Zeroizing<String>> {
    let bytes = text.as_bytes();
    let sign = bytes.get(1).filter(|sign| !sign.is_ascii_alphanumeric())?;
    let is_apart = text.is_ascii() && bytes.len() >= 15 && bytes.iter().skip(1).step_by(2).all(|other| other == sign);
    is_apart.then(|| Zeroizing::new(text.chars().step_by(2).collect()))
}

/// The bits of each letter, in the order of the languages that it suits best, from which on a text is not looked
/// through for words: random letters cost about six, and words that fill half of a text leave fewer.
const NOT_READ: f32 = 5.4;

/// What it costs to say how words are disguised.
const DISGUISE: f64 = 12.0;

/// The letter thirteen on in the alphabet, with which it changes places.
const fn rot13(letter: char) -> char {
    match letter {
        'a'..='m' | 'A'..='M' => (letter as u8 + 13) as char,
        'n'..='z' | 'N'..='Z' => (letter as u8 - 13) as char,
        _ => letter,
    }
}

/// Whether `text` is of small letters, or of capitals, with this sign between some.
fn is_letters_but_for(text: &str, sign: u8) -> bool {
    let is_of = |kind: fn(&u8) -> bool| text.bytes().all(|byte| byte == sign || kind(&byte));
    is_of(u8::is_ascii_lowercase) || is_of(u8::is_ascii_uppercase)
}
