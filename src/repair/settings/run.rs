//! Which places a host without the variable would come to, by following a file's statements.
//!
//! Conditions that are not known are taken both ways; what a handler catches is taken to be caught.

use super::{
    expression::{Comes, Judge},
    places::{Bound, Place, Places},
};
use crate::python::{File, Kind, Part, among};

/// What may come of one place.
pub(super) struct Outcome {
    pub(super) place: usize,
    pub(super) comes: Comes,
}

/// Outcomes by their numbers, a bit each.
type Set = u128;

/// No place was come to.
const UNBOUND: Set = 1 << 127;

/// More outcomes than this are not followed.
const MOST: usize = 120;

/// What is bound at a point: where the file goes on, and where something was raised on the way.
#[derive(Clone, Copy)]
struct Flow {
    live: Set,
    raised: Set,
}

/// A file, followed.
pub(super) struct Run<'a> {
    judge: Judge<'a>,
    names: &'a [&'a str],
    places: &'a [Place],
    pub(super) outcomes: Vec<Outcome>,
    /// What is bound at the end.
    end: Set,
}

impl<'a> Run<'a> {
    /// Follows the file; nothing, if there is too much in it.
    pub(super) fn of(file: &'a File<'a>, places: &'a Places<'a>, debug: Option<bool>, is_set: bool) -> Option<Self> {
        let judge = Judge { file, debug, is_set };
        let mut outcomes = Vec::new();
        for (place, at) in places.all.iter().enumerate() {
            let of_place = match at.bound {
                Bound::Imported => vec![Comes::Elsewhere],
                Bound::Otherwise => vec![Comes::Unknown],
                Bound::Scheme => scheme(judge, &at.value),
                Bound::Assigned | Bound::Argument | Bound::Fallback | Bound::Fallbacks => judge.comes(&at.value),
            };
            outcomes.extend(of_place.into_iter().map(|comes| Outcome { place, comes }));
            if outcomes.len() > MOST {
                return None;
            }
        }
        let mut run = Self { judge, names: &places.names, places: &places.all, outcomes, end: 0 };
        run.end = run.block(0, file.statements.len(), UNBOUND, 64).live;
        for (head, statement) in file.statements.iter().enumerate() {
            if file.head(head) == "class" && run.places.iter().any(|place| place.class == Some(head)) {
                run.end |= run.block(head + 1, statement.until, UNBOUND, 64).live;
            }
        }
        for (number, outcome) in run.outcomes.iter().enumerate() {
            let of_place = run.places[outcome.place].bound;
            if !matches!(of_place, Bound::Assigned | Bound::Imported) {
                run.end |= 1 << number;
            }
        }
        Some(run)
    }

    /// The first that comes of a place, of all or of what a host ends with, and is wanted.
    pub(super) fn first(&self, place: usize, ended: bool, wanted: fn(&Comes) -> bool) -> Option<&Comes> {
        let mut all = self.outcomes.iter().enumerate();
        let found = all.find(|(number, one)| {
            one.place == place && (!ended || self.end >> number & 1 == 1) && wanted(&one.comes)
        })?;
        Some(&found.1.comes)
    }

    /// The outcomes that a host ends with.
    pub(super) fn ends(&self) -> impl Iterator<Item = &Outcome> {
        let end = self.end;
        self.outcomes.iter().enumerate().filter(move |(number, _)| end >> number & 1 == 1).map(|(_, outcome)| outcome)
    }

    fn block(&self, mut at: usize, until: usize, live: Set, deep: usize) -> Flow {
        let file = self.judge.file;
        let mut flow = Flow { live, raised: 0 };
        let Some(deep) = deep.checked_sub(1) else { return flow };
        while at < until {
            let statement = &file.statements[at];
            self.step(at, &mut flow);
            let head = file.head(at);
            let next = statement.until;
            match head {
                "if" => at = self.branches(at, until, &mut flow, deep),
                "try" => at = self.attempt(at, until, &mut flow, deep),
                "class" | "def" | "" => at = next,
                _ => {
                    let inner = self.block(at + 1, next, flow.live, deep);
                    let always = among(head, "with finally");
                    flow.live = inner.live | if always { 0 } else { flow.live };
                    if file.has(&statement.tokens, &["suppress"]) {
                        flow.live |= inner.raised;
                    } else {
                        flow.raised |= inner.raised;
                    }
                    at = next;
                }
            }
        }
        flow
    }

    /// `if`, and the `elif` and `else` behind it.
    fn branches(&self, mut at: usize, until: usize, flow: &mut Flow, deep: usize) -> usize {
        let file = self.judge.file;
        let mut rest = flow.live;
        flow.live = 0;
        loop {
            let Part { start, end } = file.statements[at].tokens;
            let condition = start + 1..end - 1;
            let is_else = file.head(at) == "else";
            let enters = if is_else { rest } else { self.may(&condition, rest, true, deep) };
            rest = if is_else { 0 } else { self.may(&condition, rest, false, deep) };
            let next = file.statements[at].until;
            let inner = self.block(at + 1, next, enters, deep);
            flow.live |= inner.live;
            flow.raised |= inner.raised;
            at = next;
            if at >= until || !among(file.head(at), "elif else") {
                flow.live |= rest;
                return at;
            }
        }
    }

    /// `try`, and what belongs to it.
    fn attempt(&self, mut at: usize, until: usize, flow: &mut Flow, deep: usize) -> usize {
        let file = self.judge.file;
        let next = file.statements[at].until;
        let body = self.block(at + 1, next, flow.live, deep);
        let mut live = body.live;
        let mut handled = 0;
        let mut escapes = body.raised;
        at = next;
        while at < until {
            let next = file.statements[at].until;
            match file.head(at) {
                "except" => {
                    let inner = self.block(at + 1, next, body.raised, deep);
                    handled |= inner.live;
                    // What is raised is caught: only what its handler raises goes on.
                    escapes = if escapes == body.raised { inner.raised } else { escapes | inner.raised };
                }
                "else" => {
                    let inner = self.block(at + 1, next, live, deep);
                    live = inner.live;
                    escapes |= inner.raised;
                }
                "finally" => {
                    let inner = self.block(at + 1, next, live | handled, deep);
                    (live, handled) = (inner.live, 0);
                    escapes |= inner.raised;
                }
                _ => break,
            }
            at = next;
        }
        flow.live = live | handled;
        flow.raised |= escapes;
        at
    }

    /// What a statement by itself does.
    fn step(&self, at: usize, flow: &mut Flow) {
        let file = self.judge.file;
        let tokens = &file.statements[at].tokens;
        match file.word(tokens.start) {
            "raise" => {
                flow.raised |= flow.live;
                flow.live = 0;
            }
            "exit" | "quit" => flow.live = 0,
            "sys" if file.is(tokens.start + 2, "exit") => flow.live = 0,
            "import" | "from" => flow.raised |= flow.live,
            _ => {}
        }
        let is_bound = |place: &&Place| matches!(place.bound, Bound::Assigned | Bound::Imported);
        for (place, _) in self.places.iter().enumerate().filter(|(_, place)| place.statement == at && is_bound(place)) {
            if flow.live == 0 {
                return;
            }
            let mut live = 0;
            for (number, outcome) in self.outcomes.iter().enumerate().filter(|(_, outcome)| outcome.place == place) {
                match outcome.comes {
                    Comes::Fails(_) if !self.judge.is_set => flow.raised |= flow.live,
                    Comes::Text { .. } | Comes::Nothing(_) | Comes::Random | Comes::Fails(_) => live |= 1 << number,
                    Comes::Elsewhere | Comes::LineBreak | Comes::Unknown => {
                        flow.raised |= flow.live;
                        live |= 1 << number;
                    }
                }
            }
            flow.live = live;
        }
    }

    /// Those of `live` with which the condition may be `wanted`.
    fn may(&self, condition: &Part, live: Set, wanted: bool, deep: usize) -> Set {
        let file = self.judge.file;
        let part = &file.bare(condition);
        let Some(deep) = deep.checked_sub(1).filter(|_| live != 0) else { return live };
        for (word, all) in [("or", false), ("and", true)] {
            if let Some(at) = file.find(part, 0, word) {
                let (first, rest) = (part.start..at, at + 1..part.end);
                // All have to be so, or one.
                let goes_on = self.may(&first, live, all, deep);
                let second = self.may(&rest, goes_on, wanted, deep);
                return if wanted == all { second } else { self.may(&first, live, wanted, deep) | second };
            }
        }
        if file.is(part.start, "not") {
            return self.may(&(part.start + 1..part.end), live, !wanted, deep);
        }
        let is_key = self.names.contains(&file.word(part.start));
        let full = match &file.words(&(part.start + 1..part.end.max(part.start + 1)))[..] {
            "" | "isnotNone" | "!=None" | "!=''" | "!=\"\"" if is_key => true,
            "isNone" | "==None" | "==''" | "==\"\"" if is_key => false,
            rest if is_key && rest.starts_with(":=") => true,
            _ => {
                let is = self.judge.condition(part, 12);
                return if is.is_none_or(|is| is == wanted) { live } else { 0 };
            }
        };
        let mut kept = live & UNBOUND;
        for (number, outcome) in self.outcomes.iter().enumerate() {
            let fits = match outcome.comes {
                Comes::Nothing(_) => full != wanted,
                Comes::Text { .. } | Comes::Random | Comes::Fails(_) | Comes::LineBreak => full == wanted,
                Comes::Elsewhere | Comes::Unknown => true,
            };
            if fits {
                kept |= live & 1 << number;
            }
        }
        kept
    }
}

/// What `(str, "default")` comes to.
fn scheme(judge: Judge<'_>, value: &Part) -> Vec<Comes> {
    let value = judge.file.bare(value);
    let items = if judge.file.is(value.start, "(") { judge.file.items(value.start) } else { Vec::new() };
    let mut all = items.get(1).map_or_else(|| vec![Comes::Fails(None)], |default| judge.comes(default));
    all.iter_mut().for_each(Comes::by_default);
    all
}

/// Whether `DEBUG` is on.
pub(super) struct Debug {
    /// As the file has it.
    pub(super) is: Option<bool>,
    /// It is off wherever nobody turns it on.
    pub(super) is_off: bool,
}

impl Debug {
    pub(super) fn of(file: &File<'_>) -> Self {
        let mut debug = Self { is: None, is_off: true };
        let mut count = 0;
        for statement in &file.statements {
            let tokens = &statement.tokens;
            let sides = file.split(tokens, "=");
            let value = &sides[sides.len() - 1];
            let first = file.word(tokens.start);
            let alone = sides.len() == 2 && (sides[0].len() == 1 || file.is(tokens.start + 1, ":"));
            if alone && first == "DEBUG" {
                let value = file.bare(value);
                debug.is = match &file.words(&value)[..] {
                    "True" => Some(true),
                    "False" => Some(false),
                    _ => None,
                };
                debug.is_off &= debug.is.map_or_else(|| is_read_and_off(file, &value), |is| !is);
            } else {
                // Among other names, or in a way that is not followed.
                let until = if among(first, "from import for") { tokens.end } else { value.start };
                let is_bound = |at: usize| {
                    let sign = file.word_in(tokens, at + 1);
                    let other = sign.len() > 1 && sign.ends_with('=') && !among(sign, "== !=");
                    let other = other || at > 1 && file.is(at - 2, "setdefault");
                    file.plain(at) == "DEBUG" && (at < until || other)
                };
                if !tokens.clone().any(is_bound) {
                    continue;
                }
                debug = Self { is: None, is_off: false };
            }
            count += 1;
        }
        // Of several, nobody knows here which counts.
        Self { is: debug.is.filter(|_| count == 1), is_off: debug.is_off && count > 0 }
    }
}

/// Whether what `DEBUG` is read from a variable is off where the variable is not set, or an error, and
/// where it is `False`: any other text is true in Python, unless something makes a truth value of it.
fn is_read_and_off(file: &File<'_>, value: &Part) -> bool {
    let (mut reads, mut compares, mut is_truth, mut off_by_default) = (false, false, false, true);
    let mut texts: Vec<String> = Vec::new();
    for at in value.clone() {
        let word = file.word(at);
        let (before, after) = (file.word(at - 1), file.word(at + 1));
        let text = file.plain(at).to_ascii_lowercase();
        let is_argument = at > value.start && among(before, ", =");
        match word {
            "not" | "!=" | "or" | "if" | "and" | "is" | "lambda" | "<" | ">" => return false,
            // The empty text is in any.
            "in" if after.starts_with(['\'', '"']) => return false,
            "==" | "in" => compares = true,
            "[" if !among(before, "environ in") => return false,
            "environ" | "getenv" | "env" | "config" | "Env" if !is_argument => reads = true,
            "int" | "loads" | "literal_eval" => is_truth = true,
            "bool" => is_truth |= is_argument || before == ".",
            "True" | "False" | "None" => {
                off_by_default &= word != "True";
                if text == "none" && !is_argument || texts.contains(&text) {
                    return false;
                }
                texts.push(text);
            }
            _ if file.is_name(at) => {
                // `strtobool`, `BooleanValue`, `get_bool`
                let of_truth = text.contains("bool");
                is_truth |= of_truth;
                reads |= of_truth;
                if is_argument && !of_truth && !matches!(after, "=") && word != "str" {
                    return false;
                }
            }
            _ if file.tokens[at].kind != Kind::Sign => {
                // `environ.Env(DEBUG=(bool, True))`
                for scheme in 0..file.tokens.len() {
                    let is = |at: usize, word: &str| file.word(scheme + at) == word;
                    if file.word(scheme).eq_ignore_ascii_case(&text) && is(1, "=") && is(2, "(") && is(3, "bool") {
                        is_truth = true;
                        off_by_default &= !is(5, "True");
                    }
                }
                // `os.environ.get("STAGE", "dev") == "dev"`
                if texts.contains(&text) {
                    return false;
                }
                off_by_default &= !is_argument || matches!(&text[..], "" | "0" | "false" | "no" | "off" | "f" | "n");
                texts.push(text);
            }
            _ => {}
        }
    }
    reads && (compares || is_truth && off_by_default)
}
