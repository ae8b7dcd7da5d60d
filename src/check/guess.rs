//! How many guesses a key is worth: the least work over several ways of guessing.
//!
//! A text is told as cheaply as it can be: as random symbols of the format that it seems to have, as
//! words, as letters in the order of a language, as keys that fingers find by themselves, as sequences,
//! dates, and repetitions of what stood before. Each way is a code: its shares sum up to one at most. So a random
//! key is told in *k* bits less than its own once in 2^*k* keys at most, whatever the ways are. That is
//! what keeps a random key from ever being called weak, and it is why nothing here is tuned for one.

#![allow(clippy::cast_possible_truncation, reason = "texts are cut at a few hundred characters, and words are few")]

mod format;
mod letters;
mod mash;
mod phrase;
mod walk;
mod words;

pub(super) use format::{BY_CHANCE as CERTAIN, is_uuid};
pub(super) use phrase::Phrase;
pub(super) use words::{Words, all as all_words};

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
    /// How long someone has to try who has one signed cookie and one graphics card: half of the keys, at
    /// ten thousand million a second. (A guess is two or three SHA-256 compressions: Django stretches
    /// nothing. Hashcat's published benchmarks have a card of 2022 at that rate.)
    pub fn time(self) -> &'static str {
        // The base-2 logarithm of the seconds.
        let seconds = self.low - 1.0 - 33.2;
        let times = [(0.0, "a second"), (5.9, "a minute"), (11.8, "an hour"), (16.4, "a day"), (24.9, "a year")];
        times.iter().find(|(most, _)| seconds < *most).map_or("longer than anyone will try", |(_, time)| time)
    }
}

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
const LONGEST: usize = 384;

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
    /// The bits of the characters that are told one by one.
    rest: f64,
    /// The bits of its length and format.
    full: f64,
    /// How much cheaper the cheapest way is than its format.
    saved: f64,
}

impl Guess {
    /// How `text` can be guessed.
    pub(super) fn of(text: &str, words: &Words) -> Self {
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
            full: capacity.full,
            saved: capacity.full - told_cost - beyond,
            rest: f64::from(cheapest.told[Way::Symbols as usize]) * capacity.symbol,
        };
        // Random syllables that can be spoken read like words, and are none.
        if phrase::is_syllables(head)
            && guess.told(Way::Words) * 4 < guess.length
            && (guess.told(Way::Copy) + guess.told(Way::Walk)) * 4 < guess.length
        {
            guess.saved = 0.0;
            guess.cost = guess.high;
        }
        if let Some(phrase) = guess.phrase {
            guess.high = guess.high.min(phrase.bits());
            if phrase.is_drawn() {
                guess.cost = guess.high;
                guess.saved = 0.0;
            } else {
                guess.cost = guess.cost.min(guess.high);
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
        self.full - self.saved
    }

    /// The bits of the characters that are told one by one.
    pub(super) const fn rest(&self) -> f64 {
        self.rest
    }

    /// Whether a person made it, or a rule: it is told for less than chance explains, and what is
    /// left to try is too little, or is of the kind of which nobody knows how much it is.
    pub(super) fn is_weak(&self) -> bool {
        // Where it is too short anyway, the reason may be told with less certainty.
        let by_chance = if self.high < ENOUGH { 10.0 } else { format::BY_CHANCE };
        self.saved >= by_chance && (self.cost < ENOUGH || self.rest < ENOUGH)
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

    /// The range that is said. What language and fingers make, others guess better than these models.
    pub(super) fn range(&self) -> Range {
        let low = if self.is_weak() {
            let spoken = f64::from(self.told(Way::Letters) + self.told(Way::Mash));
            let spared = (spoken * 2.0).min(self.cost * 0.5);
            self.cost - spared
        } else {
            self.high
        };
        Range { low, high: self.high }
    }
}

/// Where a search can stand after a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Anything may follow.
    Any,
    /// In a text of words.
    Text,
    /// In a text of words with digits and signs for letters.
    Leet,
    /// In what fingers do.
    Mash,
    /// After a date.
    Date,
    /// In a row of digits.
    Digits,
    /// In letters in the order of a language, without words.
    Letters,
}

const STATES: usize = 7;

/// What it costs to go from one state to another, in bits: the shares of each state's choices sum up
/// to one at most.
mod price {
    /// From `Any`: another symbol, into a text, into mash, a walk, a copy, a date, a word.
    pub(super) const SYMBOL: f32 = 0.45;
    pub(super) const ENTER_TEXT: f32 = 4.3;
    pub(super) const ENTER_MASH: f32 = 6.0;
    pub(super) const WALK: f32 = 4.7;
    pub(super) const COPY: f32 = 5.0;
    pub(super) const DATE: f32 = 7.0;
    /// From `Text`: a letter, a word, a sign between words, a copy, and out of it.
    pub(super) const LETTER: f32 = 0.56;
    pub(super) const WORD: f32 = 2.2;
    pub(super) const SIGN: f32 = 4.3;
    pub(super) const YEAR: f32 = 5.5;
    pub(super) const TEXT_COPY: f32 = 6.5;
    pub(super) const LEAVE_TEXT: f32 = 5.5;
    /// From `Leet`: a letter, a word, a sign, and out of it.
    pub(super) const ENTER_LEET: f32 = 6.0;
    pub(super) const LEET_LETTER: f32 = 0.45;
    pub(super) const LEET_WORD: f32 = 2.5;
    pub(super) const LEET_SIGN: f32 = 4.5;
    pub(super) const LEAVE_LEET: f32 = 5.5;
    /// From `Mash`: a key, and out of it.
    pub(super) const KEY: f32 = 0.1;
    pub(super) const LEAVE_MASH: f32 = 4.5;
    /// From `Date`: another one, a sign, and out of it.
    pub(super) const DATE_AGAIN: f32 = 1.0;
    pub(super) const DATE_SIGN: f32 = 2.0;
    pub(super) const LEAVE_DATE: f32 = 2.0;
    /// From `Letters`: another one, and out of it.
    pub(super) const ENTER_LETTERS: f32 = 6.0;
    pub(super) const LETTER_AGAIN: f32 = 0.05;
    pub(super) const LEAVE_LETTERS: f32 = 4.9;
    /// From `Digits`: another one, and out of it.
    pub(super) const ENTER_DIGITS: f32 = 5.0;
    pub(super) const DIGIT: f32 = 3.322 + 0.11;
    pub(super) const LEAVE_DIGITS: f32 = 3.9;
}

/// Digits and signs, and the letters that they stand for.
const STAND_FOR: [(u8, u8); 17] = [
    (b'0', b'o'),
    (b'1', b'i'),
    (b'1', b'l'),
    (b'!', b'i'),
    (b'|', b'l'),
    (b'3', b'e'),
    (b'4', b'a'),
    (b'@', b'a'),
    (b'5', b's'),
    (b'$', b's'),
    (b'7', b't'),
    (b'+', b't'),
    (b'8', b'b'),
    (b'9', b'g'),
    (b'6', b'g'),
    (b'6', b'b'),
    (b'2', b'z'),
];

pub(super) fn stands_for(byte: u8, letter: u8) -> bool {
    STAND_FOR.contains(&(byte, letter))
}

/// The letter that `byte` most likely stands for, or itself.
fn read_as(byte: u8) -> u8 {
    STAND_FOR.iter().find(|(sign, _)| *sign == byte).map_or(byte, |(_, letter)| *letter)
}

/// What `byte` may mean in a word: itself, and the letters that it stands for.
fn meant(byte: u8) -> impl Iterator<Item = u8> {
    let swapped = STAND_FOR.iter().filter(move |(sign, _)| *sign == byte).map(|(_, letter)| *letter);
    std::iter::once(byte.to_ascii_lowercase()).chain(swapped)
}

/// The cheapest way to here, and how it came.
#[derive(Clone, Copy)]
struct Step {
    cost: f32,
    from: u16,
    state: State,
    way: Way,
}

/// What the search found.
struct Cheapest {
    cost: f32,
    told: [u32; WAYS],
}

struct Search<'a> {
    bytes: &'a [u8],
    /// What a symbol costs.
    symbol: f32,
    words: &'a Words,
    /// Whether it has letters of both cases.
    both_cases: bool,
    /// For each place and state, the cheapest way to come there.
    steps: Vec<[Step; STATES]>,
}

impl<'a> Search<'a> {
    fn new(bytes: &'a [u8], symbol: f32, words: &'a Words) -> Self {
        let nowhere = Step { cost: f32::MAX, from: 0, state: State::Any, way: Way::Symbols };
        let mut steps = vec![[nowhere; STATES]; bytes.len() + 1];
        steps[0][State::Any as usize].cost = 0.0;
        let both_cases = bytes.iter().any(u8::is_ascii_lowercase) && bytes.iter().any(u8::is_ascii_uppercase);
        Self { bytes, symbol, words, both_cases, steps }
    }

    fn run(mut self) -> Cheapest {
        for at in 0..self.bytes.len() {
            self.enter(at);
            self.symbols(at);
            self.walk(at);
            self.copy(at);
            self.letters(at);
            self.words(at);
            self.dates(at);
        }
        let (mut at, mut state) = (self.bytes.len(), State::Any);
        for other in [State::Text, State::Leet, State::Mash, State::Date, State::Digits, State::Letters] {
            if self.steps[at][other as usize].cost < self.steps[at][state as usize].cost {
                state = other;
            }
        }
        let mut cheapest = Cheapest { cost: self.steps[at][state as usize].cost, told: [0; WAYS] };
        while at > 0 {
            let step = self.steps[at][state as usize];
            cheapest.told[step.way as usize] += (at - usize::from(step.from)) as u32;
            (at, state) = (usize::from(step.from), step.state);
        }
        cheapest
    }

    fn cost(&self, at: usize, state: State) -> f32 {
        self.steps[at][state as usize].cost
    }

    /// Offers a way from `from` to `to`.
    fn offer(&mut self, from: (usize, State), to: (usize, State), cost: f32, way: Way) {
        let cost = self.cost(from.0, from.1) + cost;
        let step = &mut self.steps[to.0][to.1 as usize];
        if cost < step.cost {
            // A change of state at one place is part of the step before it.
            let (from, state) = if from.0 == to.0 { return } else { from };
            *step = Step { cost, from: from as u16, state, way };
        }
    }

    /// Moves between the states at one place.
    fn enter(&mut self, at: usize) {
        for (from, to, cost) in [
            (State::Text, State::Any, price::LEAVE_TEXT),
            (State::Leet, State::Any, price::LEAVE_LEET),
            (State::Mash, State::Any, price::LEAVE_MASH),
            (State::Date, State::Any, price::LEAVE_DATE),
            (State::Digits, State::Any, price::LEAVE_DIGITS),
            (State::Any, State::Text, price::ENTER_TEXT),
            (State::Any, State::Digits, price::ENTER_DIGITS),
            (State::Letters, State::Any, price::LEAVE_LETTERS),
            (State::Any, State::Letters, price::ENTER_LETTERS),
            (State::Any, State::Leet, price::ENTER_LEET),
            (State::Any, State::Mash, price::ENTER_MASH),
        ] {
            let step = self.steps[at][from as usize];
            if step.cost + cost < self.cost(at, to) {
                self.steps[at][to as usize] = Step { cost: step.cost + cost, ..step };
            }
        }
    }

    fn symbols(&mut self, at: usize) {
        // The bytes of a character beyond ASCII after its first say nothing new.
        let symbol = if self.bytes[at] & 0xC0 == 0x80 { 0.0 } else { self.symbol };
        self.offer((at, State::Any), (at + 1, State::Any), price::SYMBOL + symbol, Way::Symbols);
        let byte = self.bytes[at];
        if byte.is_ascii_digit() {
            self.offer((at, State::Digits), (at + 1, State::Digits), price::DIGIT, Way::Symbols);
        }
        if matches!(byte, b'@' | b'#' | b'-' | b'_' | b' ' | b'.' | b',' | b'!' | b'\'' | b'/') {
            self.offer((at, State::Text), (at + 1, State::Text), price::SIGN + 3.4, Way::Words);
            self.offer((at, State::Leet), (at + 1, State::Leet), price::LEET_SIGN + 3.4, Way::Words);
            self.offer((at, State::Date), (at + 1, State::Date), price::DATE_SIGN + 3.4, Way::Date);
        }
    }

    fn walk(&mut self, at: usize) {
        let (length, told) = walk::longest(self.bytes, at);
        if length >= 3 + told {
            let cost = price::WALK + walk::COST + told as f32 * self.symbol + 2.0 * log2(length);
            self.offer((at, State::Any), (at + length, State::Any), cost, Way::Walk);
        }
    }

    fn copy(&mut self, at: usize) {
        let mut longest = 0;
        for before in 0..at {
            let same = self.bytes[before..].iter().zip(&self.bytes[at..]).take_while(|(a, b)| a == b).count();
            longest = longest.max(same);
        }
        if longest >= 3 {
            let cost = log2(at) + 2.0 * log2(longest) + 0.5;
            self.offer((at, State::Any), (at + longest, State::Any), price::COPY + cost, Way::Copy);
            self.offer((at, State::Text), (at + longest, State::Text), price::TEXT_COPY + cost, Way::Copy);
        }
    }

    fn letters(&mut self, at: usize) {
        let byte = self.bytes[at];
        let back = |count: usize| at.checked_sub(count).map_or(b' ', |place| self.bytes[place]);
        let (before, earlier) = (back(1), back(2));
        // The letter that it may stand for, after those that these may.
        let [spoken, spoken_before, spoken_earlier] = [byte, before, earlier].map(read_as);
        if spoken.is_ascii_alphabetic() {
            let letter = if spoken_before.is_ascii_alphabetic() {
                letters::cost(spoken_earlier, spoken_before, spoken)
            } else {
                4.7005
            };
            let swap = match (byte == spoken, b"oilateszbg".contains(&spoken.to_ascii_lowercase())) {
                (true, false) => 0.0,
                (true, true) => 0.9,
                (false, _) => 1.7,
            };
            let case = if byte == spoken { self.case(spoken_before, byte) } else { 0.0 };
            let cost = price::LEET_LETTER + case + letter + swap;
            self.offer((at, State::Leet), (at + 1, State::Leet), cost, Way::Letters);
        }
        if !byte.is_ascii_alphabetic() {
            return;
        }
        let case = self.case(before, byte);
        let (letter, key) = if before.is_ascii_alphabetic() {
            (letters::cost(earlier, before, byte), mash::cost(before, byte))
        } else {
            (4.7005, 4.7005)
        };
        self.offer((at, State::Text), (at + 1, State::Text), price::LETTER + case + letter, Way::Letters);
        self.offer((at, State::Letters), (at + 1, State::Letters), price::LETTER_AGAIN + case + letter, Way::Letters);
        self.offer((at, State::Mash), (at + 1, State::Mash), price::KEY + case + key, Way::Mash);
    }

    /// What the case of a letter costs: it is mostly that of the one before it.
    fn case(&self, before: u8, byte: u8) -> f32 {
        match (self.both_cases, before.is_ascii_lowercase(), byte.is_ascii_uppercase()) {
            (false, ..) => 0.0,
            (_, true, false) => 0.25,
            (_, true, true) => 2.7,
            _ => 1.0,
        }
    }

    fn words(&mut self, at: usize) {
        let Some(&next) = self.bytes.get(at + 1) else { return };
        for first in meant(self.bytes[at]) {
            for second in meant(next) {
                for (word, cost) in self.words.beginning(first, second) {
                    self.word(at, first, word, *cost);
                }
            }
        }
    }

    /// Offers the word that is `first` and `rest`, if it stands here.
    fn word(&mut self, at: usize, first: u8, rest: &[u8], cost: f32) {
        let length = 1 + rest.len();
        let Some(here) = self.bytes.get(at..at + length) else { return };
        let (mut swapped, mut could, mut capitals, mut letters) = (0.0, 0.0, 0, 0);
        for (byte, letter) in here.iter().zip([&[first], rest].into_iter().flatten()) {
            if byte.to_ascii_lowercase() != *letter {
                if !stands_for(*byte, *letter) {
                    return;
                }
                swapped += 1.0;
            }
            could += if b"oilateszbg".contains(letter) { 1.0 } else { 0.0 };
            capitals += usize::from(byte.is_ascii_uppercase());
            letters += usize::from(byte.is_ascii_alphabetic());
        }
        // Words are mostly written as the one before.
        let before = at.checked_sub(1).map_or(b' ', |before| self.bytes[before]);
        let costs = if !self.both_cases {
            [0.0, 0.0, 0.0]
        } else if before.is_ascii_lowercase() {
            [0.6, 1.7, 6.0]
        } else if before.is_ascii_uppercase() {
            [2.9, 2.5, 0.6]
        } else {
            [1.0, 1.7, 2.7]
        };
        let case = match capitals {
            0 => costs[0],
            all if all == letters && letters > 1 => costs[2],
            1 if here[0].is_ascii_uppercase() => costs[1],
            _ => 6.0 + length as f32,
        };
        let swaps = if swapped == 0.0 { 0.3 } else { 2.5 + 0.65 * length as f32 + 0.7 * swapped };
        let to = at + length;
        self.offer((at, State::Text), (to, State::Text), price::WORD + cost + case + swaps, Way::Words);
        // Each letter that could be swapped is or is not; several have two signs.
        let leet = could + 0.5 * swapped;
        self.offer((at, State::Leet), (to, State::Leet), price::LEET_WORD + cost + case + leet, Way::Words);
    }

    fn dates(&mut self, at: usize) {
        if !self.bytes[at].is_ascii_digit() {
            return;
        }
        for (pattern, cost) in DATES {
            let length = pattern.len();
            let Some(text) = self.bytes.get(at..at + length) else { continue };
            if is_date(text, pattern) {
                let to = (at + length, State::Date);
                self.offer((at, State::Any), to, price::DATE + 3.2 + cost, Way::Date);
                self.offer((at, State::Date), to, price::DATE_AGAIN + 3.2 + cost, Way::Date);
                if length == 4 {
                    for state in [State::Text, State::Leet] {
                        self.offer((at, state), (at + length, state), price::YEAR + cost, Way::Date);
                    }
                }
            }
        }
    }
}

/// How dates are written, and the bits of one between 1940 and 2040: of days, months, years, seconds. `s`
/// is one and the same of three signs.
const DATES: [(&[u8], f32); 9] = [
    (b"YYYYMMDD", 15.2),
    (b"DDMMYYYY", 15.2),
    (b"MMDDYYYY", 15.2),
    (b"YYYYsMMsDD", 16.8),
    (b"DDsMMsYYYY", 16.8),
    (b"MMsDDsYYYY", 16.8),
    (b"DDMMyy", 15.2),
    (b"HHNNNN", 16.5),
    (b"YYYY", 6.7),
];

/// Whether `text` is a date of this pattern.
fn is_date(text: &[u8], pattern: &[u8]) -> bool {
    let mut sign = None;
    let fits = text.iter().zip(pattern).all(|(byte, kind)| {
        if *kind == b's' {
            matches!(byte, b'-' | b'/' | b'.') && *sign.get_or_insert(*byte) == *byte
        } else {
            byte.is_ascii_digit()
        }
    });
    if !fits {
        return false;
    }
    let number = |letter: u8| {
        let mut sum = None;
        for (byte, kind) in text.iter().zip(pattern) {
            if *kind == letter {
                sum = Some(sum.unwrap_or(0) * 10 + u32::from(byte - b'0'));
            }
        }
        sum
    };
    let within = |letter: u8, least: u32, most: u32| number(letter).is_none_or(|n| (least..=most).contains(&n));
    within(b'Y', 1940, 2039)
        && within(b'M', 1, 12)
        && within(b'D', 1, 31)
        && within(b'H', 0, 23)
        && number(b'N').is_none_or(|n| n / 100 < 60 && n % 100 < 60)
}

/// The logarithm, of a count.
fn log2(count: usize) -> f32 {
    (count.max(1) as f32).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn guess(text: &str, way: Option<Way>) {
        let guess = Guess::of(text, &Words::new());
        assert_eq!(guess.way(), way, "{text}: {guess:?}");
    }

    #[test]
    fn ways() {
        guess("3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d", None);
        guess("thisisthesecretkeyofmysiteandnobodywilleverguessitatall", Some(Way::Words));
        guess("Th1s1sTh3S3cr3tK3y0fMyS1t3AndN0b0dyW1llEv3rGu3ssIt", Some(Way::Words));
        guess("nuncasabraslaclavesecretadeestesitioporquenoestaescrita", Some(Way::Words));
        guess("asdkjfhaskjdfhalskdjfhlaksjdhflkajsdhflkasjdhflkasjdhf", Some(Way::Mash));
        guess("abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmn", Some(Way::Walk));
        guess("k3!x9(zk3!x9(zk3!x9(zk3!x9(zk3!x8(zk3!x9(zk3!x9(zk", Some(Way::Copy));
        guess("199001011985121519700704200102281999123119660606", Some(Way::Date));
    }
}
