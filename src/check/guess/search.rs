//! The cheapest way to tell a text: a search over what may stand at each place.

mod state;

use super::{
    WAYS, Way, Words,
    before::{Before, CAPITALS},
    copy,
    dates::{DATES, is_date},
    famous, known,
    leet::{is_sign, meant, read_as},
    letters, mash, price, walk, words,
};
use crate::listed::Listed;
use state::{SPOKEN, STATES, State};

/// The cheapest way to here, and how it came.
#[derive(Clone, Copy)]
struct Step {
    cost: f32,
    from: u16,
    state: State,
    way: Way,
}

/// What the search found.
pub(super) struct Cheapest {
    /// The bits of all of it.
    pub(super) cost: f32,
    /// How many characters are told in each way.
    pub(super) told: [u32; WAYS],
    /// The bits of what is told symbol by symbol.
    pub(super) rest: f32,
}

/// The search for the cheapest way to tell a text.
pub(super) struct Search<'a> {
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
    /// A search in `bytes`, of which a symbol costs `symbol` bits.
    pub(super) fn new(bytes: &'a [u8], symbol: f32, words: &'a Words) -> Self {
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
        let cost = |at: usize| letters::usual(read(at, 2), read(at, 1), spoken[at]);
        let spoken_costs = (0..bytes.len()).map(cost).listed();
        let found = Vec::new();
        Self { bytes, symbol, words, both_cases, spoken, spoken_costs, found, steps, before, lists, mash, copies }
    }

    /// The cheapest way.
    pub(super) fn run(mut self) -> Cheapest {
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
            self.famous(at);
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
        for other in SPOKEN.into_iter().chain([State::Text, State::Mash, State::Few, State::Date]) {
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

    /// Offers the famous texts that begin here, to the end of each of their words.
    fn famous(&mut self, at: usize) {
        let Some(&next) = self.bytes.get(at + 1).filter(|_| self.cost(at, State::Text) < 1e9) else { return };
        let famous = &self.words.famous;
        let mut offers = Vec::new();
        for words in famous.beginning(self.spoken[at], meant(next)) {
            let (mut end, mut letters, mut count) = (at, 0, 0);
            let mut cost = price::FAMOUS + famous.cost;
            // Between two words stands what stood between the first, for the most part.
            let mut between: Option<&[u8]> = None;
            for word in words {
                let is_at = |start: usize| {
                    let here = self.bytes.get(start..start + word.len());
                    here.is_some_and(|here| here.iter().zip(word).all(|(byte, letter)| meant(*byte).contains(letter)))
                };
                if end > at {
                    let rest = &self.bytes[end..];
                    let run = |of: fn(&u8) -> bool| rest.iter().take_while(|byte| of(byte)).count().min(3);
                    let signs = run(|byte| is_sign(*byte));
                    // Numbers may stand between, too, where no sign of them is read as a letter.
                    let signs =
                        if is_at(end + signs) { signs } else { run(|byte| is_sign(*byte) || byte.is_ascii_digit()) };
                    let here = &rest[..signs];
                    let first = between.get_or_insert(here);
                    cost += if *first == here { 0.3 } else { 3.0 + 4.4 * signs as f32 };
                    end += signs;
                }
                if !is_at(end) {
                    break;
                }
                cost += self.written(end, word);
                end += word.len();
                letters += word.len();
                count += 1;
                if letters >= famous::SHORTEST && count > 1 {
                    let signs = between.map_or(0, <[u8]>::len) as f32;
                    offers.push((end, cost + 4.4 * signs + 2.0 * log2(count)));
                }
            }
        }
        for (end, cost) in offers {
            self.offer((at, State::Text), (end, State::Text), cost, Way::Words);
        }
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
        if is_sign(byte) {
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
        let length = walk::in_turn(self.bytes, at);
        if length > 8 {
            let told = 2.0 * self.symbol + 2.0 * log2(length);
            let cost = price::WALKS + told + walk::cost_in_turn(&self.bytes[at..at + length], self.both_cases);
            self.offer((at, State::Any), (at + length, State::Any), cost, Way::Walk);
        }
        for walks in walk::WOVEN[0]..=walk::WOVEN[1] {
            for (length, kinds) in walk::woven(self.bytes, at, walks).into_iter().zip([1, walks]) {
                if length >= 2 * walks + 3 {
                    let told = walks as f32 * self.symbol + 2.0 * log2(length);
                    let cost = price::WOVEN + told + walk::cost_woven(kinds);
                    self.offer((at, State::Any), (at + length, State::Any), cost, Way::Walk);
                }
            }
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
                // In words that begin with a capital each, a small letter follows it.
                (_, _, true) if self.before.camel && self.before.since == Some(0) => [0.1, 3.9],
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

/// The logarithm, of a count.
fn log2(count: usize) -> f32 {
    (count.max(1) as f32).log2()
}
