//! How many guesses a key is worth: the least work over several ways of guessing.
//!
//! A text is told as cheaply as it can be: as random symbols of the format that it seems to have, as
//! words, as letters in the order of a language, as keys that fingers find by themselves, as sequences,
//! dates, and repetitions of what stood before. Each way is a code: its shares sum up to one at most. So a random
//! key is told in *k* bits less than its own once in 2^*k* keys at most, whatever the ways are. That is
//! what keeps a random key from ever being called weak, and it is why nothing here is tuned for one.

#![allow(clippy::cast_possible_truncation, reason = "texts are cut at a few hundred characters, and words are few")]

mod copy;
mod format;
mod joined;
mod known;
mod letters;
#[cfg(test)]
mod makers;
mod mash;
mod phrase;
mod walk;
mod words;

pub(super) use format::{BY_CHANCE as CERTAIN, groups, is_uuid};
pub(super) use phrase::Phrase;
pub(super) use words::Words;

use crate::listed::Listed;

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
    /// How much cheaper it is than syllables that can be spoken, if it may be such.
    saved_spoken: f64,
    /// The bits that it holds at least if nothing is found.
    low: f64,
    /// How much of that chance explains.
    by_chance: f64,
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
        if let Some(spoken) = phrase::syllables(head).filter(|bits| *bits >= 88.0) {
            guess.saved_spoken = spoken + beyond - guess.told_cost;
            if capitals.is_some() {
                guess.saved_spoken += SPOKEN_BY_CHANCE - CAPITALS_BY_CHANCE;
            }
            guess.low = guess.low.min(spoken + beyond);
        }
        let read = guess.told(Way::Words) + guess.told(Way::Letters);
        if guess.is_weak() && read * 4 >= guess.length * 3 && end == text.len() {
            // Names and commoner words hold less than such as dice draw.
            let counted = joined::of(head, words);
            guess.joined = capitals.filter(|_| counted.is_none_or(|counted| !counted.is_common())).or(counted);
        }
        // A nanoid may look like three words by chance, but not like such as a language has.
        guess.phrase = guess.phrase.filter(|phrase| phrase.words > 3 || text.len() > 22 || guess.saved > 4.0);
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
        self.saved >= by_chance && self.saved_spoken >= SPOKEN_BY_CHANCE && (self.cost < ENOUGH || self.rest < ENOUGH)
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

/// The bits that chance saves hardly ever of syllables that can be spoken: of a hundred thousand keys that pwgen and
/// apg make, some thirty at most.
const SPOKEN_BY_CHANCE: f64 = 13.0;

/// The same where each word begins with a capital, as those of few such keys do.
const CAPITALS_BY_CHANCE: f64 = 5.0;

/// The bits that chance saves less than once in a thousand million keys of a usual format. The shorter a key, the
/// oftener it looks like something.
///
/// That a code saves as many bits is as rare as 2 to the minus of them at most; of these codes it is far rarer, by
/// the measure of the test `chance_saves_little`.
const fn by_chance(length: usize, symbol: f64) -> f64 {
    // What is of letters only is seldom anything but words, and looks like them no oftener: of the usual formats few
    // keys have no digit or sign.
    let letters = if symbol > 4.6 && symbol < 4.8 {
        1
    } else if symbol > 5.65 && symbol < 5.75 {
        2
    } else {
        0
    };
    match (length, letters) {
        (..40, 2) => 11.0,
        (..28, 1) | (_, 2) => 9.0,
        (28..44, 1) => 8.0,
        (_, 1) => 10.0,
        (..28, _) => 22.0,
        (28..36, _) => 21.0,
        (36..44, _) => 18.0,
        _ => 15.0,
    }
}

/// Where a search can stand after a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Anything may follow.
    Any,
    /// In a text, where a word begins.
    Text,
    /// In a word of a text that no list has, in one kind of languages or another.
    Letters,
    Germanic,
    Slavic,
    /// In what fingers do.
    Mash,
    /// In a row of few different characters, or of digits.
    Few,
    /// After a date.
    Date,
}

const STATES: usize = 8;

/// The states in which letters are in the order of a language.
const SPOKEN: [State; letters::LANGUAGES] = [State::Letters, State::Germanic, State::Slavic];

/// What it costs to go from one state to another, in bits: the shares of each state's choices sum up
/// to one at most.
mod price {
    /// The first: anything, a text, mash, few characters.
    pub(super) const FIRST: [f32; 4] = [0.6, 2.3, 4.0, 4.0];
    /// From `Any`: another symbol, into a text, mash or few characters, a walk, a copy, a date.
    pub(super) const SYMBOL: f32 = 0.4;
    pub(super) const ENTER_TEXT: f32 = 4.0;
    pub(super) const ENTER_MASH: f32 = 6.0;
    pub(super) const ENTER_FEW: f32 = 4.5;
    pub(super) const WALK: f32 = 4.7;
    pub(super) const COPY: f32 = 4.5;
    pub(super) const DATE: f32 = 7.0;
    /// From `Text`: a word, one that the filter knows, one that no list has, a sign, few characters, a copy, a year, and out of it.
    pub(super) const WORD: f32 = 1.3;
    pub(super) const KNOWN: [f32; 2] = [1.7, 1.0];
    pub(super) const UNKNOWN: [f32; 3] = [3.5, 4.8, 4.8];
    pub(super) const SIGN: f32 = 3.4;
    pub(super) const TEXT_FEW: f32 = 4.2;
    pub(super) const TEXT_COPY: f32 = 5.5;
    pub(super) const YEAR: f32 = 5.8;
    pub(super) const LEAVE_TEXT: f32 = 4.6;
    /// From `Letters`: another one, and the end of the word.
    pub(super) const LETTER: f32 = 0.12;
    pub(super) const END_LETTERS: f32 = 3.8;
    /// From `Mash`: a key, and out of it.
    pub(super) const KEY: f32 = 0.12;
    pub(super) const LEAVE_MASH: f32 = 4.2;
    /// From `Few`: another one, into a text, and out of it.
    pub(super) const ONE_OF_FEW: f32 = 0.15;
    pub(super) const FEW_TEXT: f32 = 4.0;
    pub(super) const LEAVE_FEW: f32 = 4.5;
    /// From `Date`: another one, a sign, and out of it.
    pub(super) const DATE_AGAIN: f32 = 1.0;
    pub(super) const DATE_SIGN: f32 = 2.0;
    pub(super) const LEAVE_DATE: f32 = 2.0;
}

/// The signs and digits that stand for a letter.
const fn signs(letter: u8) -> &'static [u8] {
    match letter {
        b'a' => b"4@",
        b'b' => b"86",
        b'e' => b"3",
        b'g' => b"96",
        b'i' => b"1!",
        b'l' => b"1|",
        b'o' => b"0",
        b's' => b"5$",
        b't' => b"7+",
        b'z' => b"2",
        _ => b"",
    }
}

pub(super) fn stands_for(byte: u8, letter: u8) -> bool {
    signs(letter).contains(&byte)
}

/// What each byte may mean in a word: itself, and the letters that it stands for.
const MEANT: [[u8; 3]; 128] = {
    let mut meant = [[0; 3]; 128];
    let mut byte = 0;
    while byte < 128 {
        meant[byte][0] = (byte as u8).to_ascii_lowercase();
        let (mut letter, mut count) = (b'a', 1);
        while letter <= b'z' {
            let mut at = 0;
            while at < signs(letter).len() {
                if signs(letter)[at] as usize == byte {
                    meant[byte][count] = letter;
                    count += 1;
                }
                at += 1;
            }
            letter += 1;
        }
        byte += 1;
    }
    meant
};

fn meant(byte: u8) -> [u8; 3] {
    MEANT.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The letter that `byte` most likely stands for, or itself, in small.
fn read_as(byte: u8) -> u8 {
    match meant(byte) {
        [own, 0, _] => own,
        [_, letter, _] => letter,
    }
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
    /// The bits of what is told symbol by symbol.
    rest: f32,
}

/// What a search knows of the text before a place. Whoever guesses knows it as well.
#[derive(Clone, Copy)]
struct Before {
    /// Which characters stood there.
    seen: u128,
    /// Whether a capital stood after a small letter.
    camel: bool,
    /// How many small letters follow the last capital, if they follow one at once.
    since: Option<u8>,
    /// The last byte, or a blank.
    last: u8,
}

impl Before {
    const fn saw(self, byte: u8) -> bool {
        self.seen >> (byte & 127) & 1 == 1
    }

    /// What it costs to write `letter` as `byte`. Who swaps a letter for a sign mostly swaps it always.
    fn swap(self, byte: u8, letter: u8) -> f32 {
        let signs = signs(letter);
        if signs.is_empty() {
            return 0.0;
        }
        let known = signs.iter().filter(|sign| self.saw(**sign)).count();
        let costs = match (self.saw(letter) || self.saw(letter.to_ascii_uppercase()), known > 0) {
            (false, false) => [0.2, 9.0, 3.0],
            (true, false) => [0.07, 9.0, 4.5],
            (false, true) => [2.7, 0.35, 4.5],
            (true, true) => [1.0, 1.15, 5.0],
        };
        if byte.to_ascii_lowercase() == letter {
            costs[0]
        } else if self.saw(byte) {
            costs[1] + if known > 1 { 1.0 } else { 0.0 }
        } else {
            costs[2] + if signs.len() - known > 1 { 1.0 } else { 0.0 }
        }
    }

    /// What it costs that a word is small, begins with a capital, or is of capitals.
    const fn cases(self) -> [f32; 3] {
        match (self.last.is_ascii_lowercase(), self.last.is_ascii_uppercase(), self.camel) {
            (true, _, false) => [0.5, 2.2, 6.0],
            (true, _, true) => [1.7, 0.6, 6.0],
            (_, true, _) => [2.9, 2.5, 0.6],
            (_, _, false) => [1.0, 1.7, 2.7],
            (_, _, true) => [2.0, 0.8, 2.7],
        }
    }
}

/// What a small letter and a capital cost behind so many small ones after a capital, where each word begins with one.
const CAPITALS: [[f32; 2]; 8] =
    [[0.03, 5.6], [0.09, 4.05], [0.2, 2.95], [0.32, 2.32], [0.42, 1.99], [0.47, 1.84], [0.51, 1.74], [0.55, 1.66]];

struct Search<'a> {
    bytes: &'a [u8],
    /// What a symbol costs.
    symbol: f32,
    words: &'a Words,
    /// Whether it has letters of both cases.
    both_cases: bool,
    /// What each byte is read as in a word, and what it costs there after those before it.
    spoken: Vec<u8>,
    spoken_costs: Vec<f32>,
    found: Vec<known::Found>,
    /// For each place and state, the cheapest way to come there.
    steps: Vec<[Step; STATES]>,
    before: Before,
    /// For each place, the list of the last word that may end before it, and that word's length.
    lists: Vec<(u8, u8)>,
    mash: mash::Seen,
    copies: copy::Places,
}

impl<'a> Search<'a> {
    fn new(bytes: &'a [u8], symbol: f32, words: &'a Words) -> Self {
        let nowhere = Step { cost: f32::MAX, from: 0, state: State::Any, way: Way::Symbols };
        let mut steps = vec![[nowhere; STATES]; bytes.len() + 1];
        for (state, cost) in [State::Any, State::Text, State::Mash, State::Few].into_iter().zip(price::FIRST) {
            steps[0][state as usize] = Step { cost, state, ..nowhere };
        }
        let both_cases = bytes.iter().any(u8::is_ascii_lowercase) && bytes.iter().any(u8::is_ascii_uppercase);
        let before = Before { seen: 0, camel: false, since: None, last: b' ' };
        let lists = vec![(0, 0); bytes.len() + 1];
        let (mash, copies) = (mash::Seen::new(), copy::Places::new(bytes.len()));
        let spoken: Vec<_> = bytes.iter().map(|byte| read_as(*byte)).listed();
        let read = |at: usize, back: usize| at.checked_sub(back).map_or(b' ', |place| spoken[place]);
        let cost = |at: usize| letters::costs(read(at, 2), read(at, 1), spoken[at])[0];
        let spoken_costs = (0..bytes.len()).map(cost).listed();
        let found = Vec::new();
        Self { bytes, symbol, words, both_cases, spoken, spoken_costs, found, steps, before, lists, mash, copies }
    }

    fn run(mut self) -> Cheapest {
        for at in 0..self.bytes.len() {
            self.enter(at);
            if self.lists[at].1 == 0 && at > 0 {
                self.lists[at].0 = self.lists[at - 1].0;
            }
            self.symbols(at);
            self.walk(at);
            self.copy(at);
            self.letters(at);
            self.words(at);
            self.known(at);
            self.dates(at);
            let byte = self.bytes[at];
            self.before.camel |= byte.is_ascii_uppercase() && self.before.last.is_ascii_lowercase();
            self.before.since = match (byte, self.before.since) {
                (b'A'..=b'Z', _) => Some(0),
                (b'a'..=b'z', Some(since)) => Some(since.saturating_add(1)),
                _ => None,
            };
            self.before.last = byte;
            self.before.seen |= 1 << (byte & 127);
        }
        let (mut at, mut state) = (self.bytes.len(), State::Any);
        for other in [State::Text, State::Letters, State::Germanic, State::Slavic, State::Mash, State::Few, State::Date]
        {
            if self.cost(at, other) < self.cost(at, state) {
                state = other;
            }
        }
        let mut cheapest = Cheapest { cost: self.cost(at, state), told: [0; WAYS], rest: 0.0 };
        while at > 0 {
            let step = self.steps[at][state as usize];
            let from = usize::from(step.from);
            cheapest.told[step.way as usize] += (at - from) as u32;
            if step.way == Way::Symbols {
                cheapest.rest += step.cost - self.cost(from, step.state);
            }
            (at, state) = (from, step.state);
        }
        cheapest
    }

    /// Offers the words of the filter that begin here.
    fn known(&mut self, at: usize) {
        if !self.spoken[at].is_ascii_lowercase() || self.cost(at, State::Text) > 1e9 {
            return;
        }
        let words = self.words;
        let mut found = std::mem::take(&mut self.found);
        let end = (at + known::LONGEST + 8).min(self.bytes.len());
        let run = self.spoken[at..end].iter().take_while(|letter| letter.is_ascii_lowercase()).count();
        let (letters, costs) = (&self.spoken[at..at + run], &self.spoken_costs[at..at + run]);
        words.known.beginning(letters, costs, self.symbol, &mut found);
        for word in found.drain(..) {
            let to = at + word.length;
            let share = price::KNOWN[usize::from(self.lists[at].0 == words::KNOWN)];
            let cost = share + word.cost + self.written(at, &self.spoken[at..to]);
            let ending = &mut self.lists[to];
            if word.length > 3 && word.length > usize::from(ending.1) {
                *ending = (words::KNOWN, word.length as u8);
            }
            self.offer((at, State::Text), (to, State::Text), cost, Way::Words);
        }
        self.found = found;
    }

    /// What it costs that a word is written here as it is, by its capitals and signs.
    fn written(&self, at: usize, word: &[u8]) -> f32 {
        let here = &self.bytes[at..at + word.len()];
        let (mut swaps, mut capitals, mut letters) = (0.0, 0, 0);
        for (byte, letter) in here.iter().zip(word) {
            swaps += self.before.swap(*byte, *letter);
            capitals += usize::from(byte.is_ascii_uppercase());
            letters += usize::from(byte.is_ascii_alphabetic());
        }
        let cases = self.before.cases();
        let case = match capitals {
            _ if !self.both_cases => 0.0,
            0 => cases[0],
            all if all == letters && letters > 1 => cases[2],
            1 if here[0].is_ascii_uppercase() => cases[1],
            _ => 6.0 + word.len() as f32,
        };
        case + swaps
    }

    fn cost(&self, at: usize, state: State) -> f32 {
        self.steps[at][state as usize].cost
    }

    /// Offers a way from `from` to `to`.
    fn offer(&mut self, from: (usize, State), to: (usize, State), cost: f32, way: Way) {
        let cost = self.cost(from.0, from.1) + cost;
        let step = &mut self.steps[to.0][to.1 as usize];
        if cost < step.cost {
            *step = Step { cost, from: from.0 as u16, state: from.1, way };
        }
    }

    /// Moves between the states at one place: a change of state is part of the step before it.
    fn enter(&mut self, at: usize) {
        let steps = &mut self.steps[at];
        let mut change = |from: State, to: State, cost: f32| {
            let step = steps[from as usize];
            if step.cost + cost < steps[to as usize].cost {
                steps[to as usize] = Step { cost: step.cost + cost, ..step };
            }
        };
        for spoken in SPOKEN {
            change(spoken, State::Text, price::END_LETTERS);
        }
        change(State::Few, State::Text, price::FEW_TEXT);
        change(State::Text, State::Any, price::LEAVE_TEXT);
        change(State::Mash, State::Any, price::LEAVE_MASH);
        change(State::Few, State::Any, price::LEAVE_FEW);
        change(State::Date, State::Any, price::LEAVE_DATE);
        change(State::Any, State::Text, price::ENTER_TEXT);
        change(State::Any, State::Mash, price::ENTER_MASH);
        change(State::Any, State::Few, price::ENTER_FEW);
        change(State::Text, State::Few, price::TEXT_FEW);
    }

    fn symbols(&mut self, at: usize) {
        let byte = self.bytes[at];
        // The bytes of a character beyond ASCII after its first say nothing new.
        let symbol = if byte & 0xC0 == 0x80 { 0.0 } else { self.symbol };
        self.offer((at, State::Any), (at + 1, State::Any), price::SYMBOL + symbol, Way::Symbols);
        // One of the last sixteen, or a hexadecimal digit.
        let last = &self.bytes[at.saturating_sub(16)..at];
        let same = last.iter().fold(0, |count, other| count + u8::from(*other == byte));
        let hex = byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
        let share = 0.55 * f32::from(same) / last.len().max(1) as f32 + if hex { 0.45 / 16.0 } else { 0.0 };
        if share > 0.0 {
            let cost = price::ONE_OF_FEW - share.log2();
            self.offer((at, State::Few), (at + 1, State::Few), cost, Way::Symbols);
        }
        if matches!(byte, b'@' | b'#' | b'-' | b'_' | b' ' | b'.' | b',' | b'!' | b'\'' | b'/') {
            let sign = if self.before.saw(byte) { 0.9 } else { 4.4 };
            self.offer((at, State::Text), (at + 1, State::Text), price::SIGN + sign, Way::Words);
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
        let longest = self.copies.longest(self.bytes, at);
        if longest >= 3 {
            let cost = log2(at) + 2.0 * log2(longest) + 0.5;
            self.offer((at, State::Any), (at + longest, State::Any), price::COPY + cost, Way::Copy);
            self.offer((at, State::Text), (at + longest, State::Text), price::TEXT_COPY + cost, Way::Copy);
        }
    }

    fn letters(&mut self, at: usize) {
        let byte = self.bytes[at];
        let spoken = read_as(byte);
        if !spoken.is_ascii_lowercase() {
            return;
        }
        let last = self.before.last;
        let inside =
            match (self.both_cases && byte.is_ascii_alphabetic(), last.is_ascii_lowercase(), last.is_ascii_uppercase())
            {
                (false, ..) => [0.0, 0.0],
                (_, true, _) if self.before.since.is_some() => {
                    CAPITALS[usize::from(self.before.since.unwrap_or_default()).min(CAPITALS.len()) - 1]
                }
                (_, true, _) => [0.15, 3.3],
                (_, _, true) => [1.4, 0.7],
                _ => [1.0, 1.0],
            }[usize::from(byte.is_ascii_uppercase())];
        let start = if self.both_cases { self.before.cases()[usize::from(byte.is_ascii_uppercase())] } else { 0.0 };
        // The letter that it may stand for, after those that these may.
        let earlier = at.checked_sub(2).map_or(b' ', |place| self.bytes[place]);
        let costs = letters::costs(read_as(earlier), read_as(last), spoken);
        let swap = self.before.swap(byte, spoken);
        for ((state, letter), unknown) in SPOKEN.into_iter().zip(costs).zip(price::UNKNOWN) {
            let (to, letter) = ((at + 1, state), letter + swap);
            self.offer((at, state), to, price::LETTER + inside + letter, Way::Letters);
            self.offer((at, State::Text), to, unknown + start + letter, Way::Letters);
        }
        if byte.is_ascii_alphabetic() {
            let key = if last.is_ascii_alphabetic() { self.mash.cost(last, byte) } else { letters::ANY };
            self.offer((at, State::Mash), (at + 1, State::Mash), price::KEY + inside + key, Way::Mash);
        }
    }

    fn words(&mut self, at: usize) {
        let Some(&next) = self.bytes.get(at + 1) else { return };
        for first in meant(self.bytes[at]) {
            for second in meant(next) {
                if first != 0 && second != 0 {
                    for (word, list) in self.words.beginning(first, second) {
                        self.word(at, word, list);
                    }
                }
            }
        }
    }

    /// Offers this word, whose first letter stands here, if all of it does.
    fn word(&mut self, at: usize, word: &[u8], list: u8) {
        let length = word.len();
        let Some(here) = self.bytes.get(at..at + length) else { return };
        if !here[1..].iter().zip(&word[1..]).all(|(byte, letter)| meant(*byte).contains(letter)) {
            return;
        }
        let cost = price::WORD + self.words.cost(list, self.lists[at].0) + self.written(at, word);
        // Shorter ones stand everywhere.
        let ending = &mut self.lists[at + length];
        if length > 3 && length > usize::from(ending.1) {
            *ending = (list, length as u8);
        }
        self.offer((at, State::Text), (at + length, State::Text), cost, Way::Words);
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
                    self.offer((at, State::Text), (at + length, State::Text), price::YEAR + cost, Way::Date);
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

    /// How rarely chance saves as many bits: too rarely for counting, so by splitting. Of some keys the better
    /// half is kept and changed at random, symbol by symbol, so that it gets no worse; each time only half as many
    /// keys are as good. Gives the logarithm of how often that is.
    fn rarity(symbols: &str, length: usize, count: usize, most: f64) -> f64 {
        let words = Words::new();
        let mut random = fastrand::Rng::with_seed(9);
        let symbols = symbols.as_bytes();
        let bits = |key: &[u8]| Guess::of(std::str::from_utf8(key).expect("ASCII"), &words).saved;
        let mut keys: Vec<(f64, Vec<u8>)> = (0..count * 200)
            .map(|_| {
                let key: Vec<u8> = (0..length).map(|_| symbols[random.usize(..symbols.len())]).collect();
                (bits(&key), key)
            })
            .collect();
        let mut rarity = 0.0;
        loop {
            keys.sort_by(|a, b| b.0.total_cmp(&a.0));
            let (all, least) = (keys.len(), keys[keys.len() - 1].0);
            let place = if all > count { count } else { count / 2 };
            let kept = keys[..place].iter().filter(|key| key.0 > least).count();
            if kept == 0 {
                return rarity;
            }
            let level = keys[kept - 1].0;
            rarity += (kept as f64 / all as f64).log2();
            if level >= most || rarity < -50.0 {
                // It has saved some more.
                return rarity + (level - most).max(0.0);
            }
            keys.truncate(kept);
            for at in 0..count {
                let mut key = keys[if at < kept { at } else { random.usize(..kept) }].clone();
                for _ in 0..length {
                    let mut other = key.1.clone();
                    other[random.usize(..length)] = symbols[random.usize(..symbols.len())];
                    let saved = bits(&other);
                    if saved >= level {
                        key = (saved, other);
                    }
                }
                if at < kept { keys[at] = key } else { keys.push(key) }
            }
        }
    }

    /// That a random key is called weak is about as rare as once in 2^30 keys: ten million of each format have none. So
    /// few keys as are kept by default tell it to a few bits.
    #[test]
    fn chance_saves_little() {
        let count = std::env::var("KEYPROOF_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(30);
        let all = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*-_";
        for (symbols, length) in [
            ("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50),
            (&all[..26], 50),
            (&all[..26], 30),
            (&all[..36], 32),
            ("0123456789", 50),
            ("0123456789abcdef", 32),
            (&all[..62], 64),
            (&all[..62], 40),
            (&all[..62], 22),
            (&all[..70], 32),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 50),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 52),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 21),
            ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43),
        ] {
            let limit = by_chance(length, (symbols.len() as f64).log2());
            let rarity = rarity(symbols, length, count, limit);
            println!("{length} of {}: {limit} bits are saved once in 2^{:.1} keys", symbols.len(), -rarity);
            // Short keys of small letters alone are no usual format.
            let most = if symbols.len() == 26 && length < 44 { -21.0 } else { -26.0 };
            assert!(rarity < most, "{symbols} {length}: 2^{rarity}");
        }
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
