//! What is to be done with each place of a settings file, carried out and proven.

use super::{
    Held, Refusal, Repaired,
    change::{Change, Told},
    ends::{Comes, Ends},
    parsed,
    places::{Bound, Place, Places},
    proof::{self, Standing, Worse},
    snippet::Snippet,
    told,
};
use crate::{
    listed::Listed,
    loader::Loader,
    name::VariableName,
    python::{End, File, Hosts, Kind, among, is_class_for_development},
    rotate::fallbacks::{self, Carry},
};

/// More places than this are not followed.
const MOST: usize = 60;

/// What is to be done.
pub(super) struct Plan<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) places: &'a Places<'a>,
    pub(super) hosts: &'a Hosts,
    standing: Standing,
    ends: Ends,
    /// What is to be done with each place.
    pub(super) changes: Vec<Change>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(
        file: &'a File<'a>,
        places: &'a Places<'a>,
        hosts: &'a Hosts,
        standing: Standing,
    ) -> Result<Self, Refusal> {
        let is_key = |place: &Place| !matches!(place.bound, Bound::Fallback | Bound::Fallbacks);
        if !places.all.iter().any(is_key) {
            return Err(if names(file, "SECRET_KEY") { Refusal::NotSeen } else { Refusal::NoKey });
        }
        if sets_variable(file) && standing != Standing::Right {
            return Err(Refusal::SetsVariable);
        }
        if places.all.len() > MOST {
            return Err(Refusal::TooMuch);
        }
        let ends = Ends::of(file, places, hosts);
        if ends.is_lost {
            return Err(Refusal::NotSeen);
        }
        if ends.is_unclear {
            return Err(Refusal::Code);
        }
        let is_test = is_test(file);
        let mut changes = Vec::new();
        for (at, place) in places.all.iter().enumerate() {
            let is_for_development = is_test || place.class.is_some_and(|class| is_class_for_development(file, class));
            changes.push(match place.bound {
                Bound::Fallback => of_fallback(file, place, ends.fallbacks[at].as_ref())?,
                Bound::Fallbacks => of_fallbacks(file, place)?,
                Bound::Otherwise => return Err(Refusal::Code),
                _ if is_for_development => Change::DevelopmentOnly,
                _ => match of_key(file, place, &ends.comes[at]) {
                    // Production does not come to it.
                    Change::HardCoded if standing == Standing::Right && !ends.comes[at].is_reached => {
                        Change::DevelopmentOnly
                    }
                    // Nothing replaces it but what is bound after it.
                    Change::Overwritten if !places.all[at + 1..].iter().any(|one| one.class == place.class) => {
                        Change::Right
                    }
                    change => change,
                },
            });
        }
        Ok(Self { file, places, hosts, standing, ends, changes })
    }

    /// The variable that the file reads the key from.
    pub(super) fn variable(&self) -> Option<VariableName> {
        let own =
            if self.standing == Standing::Right { self.hosts.variables.first() } else { self.hosts.variables.last() };
        own.and_then(|own| VariableName::parse(own).ok()).or_else(|| self.named())
    }

    /// The variable that some place asks for, though nothing comes of it.
    fn named(&self) -> Option<VariableName> {
        let file = self.file;
        let of_key = |place: &&Place| matches!(place.bound, Bound::Assigned | Bound::Argument);
        self.places.all.iter().filter(of_key).flat_map(|place| place.value.clone()).find_map(|at| {
            let text = file.evaluate(&(at..at + 1)).filter(|_| file.tokens[at].kind == Kind::Text)?;
            // `os.environ["…"]`, `os.environ.get("…")`, `config("…")`
            let of = at.checked_sub(2)?;
            let of_environ = |of: usize| file.word(of).starts_with("environ");
            let asks = match file.word(at - 1) {
                "[" => of_environ(of),
                "(" => !file.is(of, "get") || of.checked_sub(2).is_some_and(of_environ),
                _ => false,
            };
            let is_asked = asks && text.text.expose().ends_with("KEY");
            if is_asked { VariableName::parse(text.text.expose()).ok() } else { None }
        })
    }

    pub(super) fn carry_out(
        &mut self,
        loader: &Loader,
        variable: &VariableName,
        keeps: Option<bool>,
    ) -> Result<Repaired, Refusal> {
        let file = self.file;
        let key_changes = self
            .changes
            .iter()
            .any(|change| change.is_change() && !matches!(change, Change::Fallback | Change::EmptyFallback));
        let right = |change: &Change| !matches!(change, Change::Elsewhere | Change::Overwritten);
        if !self.changes.iter().any(right) && self.standing != Standing::Right {
            return Err(Refusal::Elsewhere);
        }
        let held = if key_changes { self.held() } else { Held::None };
        let mut variables = vec![variable.clone()];
        let (mut old, mut fallbacks) = (Vec::new(), Vec::new());
        let mut number = 0;
        for (at, _) in self.changes.iter().enumerate().filter(|(_, change)| **change == Change::Fallback) {
            let text = file.evaluate(&self.places.all[at].value).ok_or(Refusal::Code)?;
            let name = loop {
                let name = fallbacks::name(variable, Carry::Each, number);
                number += 1;
                if !names(file, name.as_str()) {
                    break name;
                }
            };
            variables.push(name.clone());
            fallbacks.push((name, text.text));
            old.push(at);
        }
        let mut snippet = Snippet::of(loader, &variables);
        let own = keeps.map_or_else(|| vec![None; self.changes.len()], |chooses| self.own(variable, chooses));
        let text = self.rewritten(&mut snippet, &old, &own)?;
        let expression = own.into_iter().flatten().next().unwrap_or_else(|| snippet.expressions.swap_remove(0));
        Ok(Repaired { text, variable: variable.clone(), held, fallbacks, told: self.told(), expression })
    }

    /// Follows the repaired file: without the variable nothing ends with a key, and nothing is worse than it
    /// was. Where something ends with a key, since what replaced it stops now and is caught, that is to be
    /// changed, too.
    pub(super) fn is_proven(&mut self, done: &Repaired) -> Result<bool, Refusal> {
        let file = parsed(done.text.expose()).map_err(|_| Refusal::NotProven)?;
        if !done.is_changed() {
            let is_none = |place: &Place| self.file.is(place.value.start, "None");
            let is_left = self.standing != Standing::Soft || is_test(self.file) || self.places.all.iter().any(is_none);
            return if is_left { Ok(true) } else { Err(Refusal::NotProven) };
        }
        match proof::worse(self.file, &file, self.hosts, done) {
            None | Some(Worse::Without) => {}
            Some(Worse::Elsewhere) => {
                let has_default = self.changes.contains(&Change::Default);
                return Err(if has_default { Refusal::ElsewhereFirst } else { Refusal::Elsewhere });
            }
            Some(Worse::Part) => return Err(Refusal::Part),
            Some(_) => return Err(Refusal::Guarded),
        }
        let places = Places::of(&file);
        let hosts = Hosts::of(&file);
        let standing = proof::standing(&file, &hosts);
        let left = Plan::of(&file, &places, &hosts, standing)?.changes;
        let mut is_proven = true;
        for (at, change) in left.into_iter().enumerate().filter(|(_, change)| change.is_change()) {
            match self.changes.get_mut(at) {
                Some(before) if !before.is_change() => *before = change,
                _ => return Err(Refusal::NotProven),
            }
            is_proven = false;
        }
        if is_proven && standing == Standing::Soft { Err(Refusal::NotProven) } else { Ok(is_proven) }
    }

    /// The key that the file comes to as it is.
    fn held(&self) -> Held {
        let is_changed = |at: usize| self.changes[at].is_change();
        let keys = self.ends.keys.iter().filter(|(at, _)| is_changed(*at)).map(|(_, key)| key.expose());
        let mut keys: Vec<_> = keys.listed();
        keys.dedup();
        let is_random = (0..self.changes.len()).any(|at| is_changed(at) && self.ends.comes[at].is_random);
        match keys[..] {
            _ if self.ends.is_coded => Held::Unknown,
            [] => Held::None,
            // What no literal is a part of, code made of something else.
            [key] if !is_random && self.is_written(key) => Held::One(key.into()),
            [_] if !is_random => Held::None,
            _ => Held::Several,
        }
    }

    /// Whether a literal of the file is a part of this key.
    fn is_written(&self, key: &str) -> bool {
        let file = self.file;
        file.all().filter(|at| file.tokens[*at].kind == Kind::Text).any(|at| {
            let text = file.evaluate(&(at..at + 1)).map(|text| text.text);
            // An f-string is no plain literal.
            text.is_none_or(|text| !text.expose().is_empty() && key.contains(text.expose()))
        })
    }

    /// What is said of each place.
    fn told(&self) -> Vec<Told> {
        let file = self.file;
        let places = self.places.all.iter().zip(&self.changes);
        let mut all: Vec<_> =
            places.map(|(place, change)| Told { span: file.span(&place.value), change: *change }).listed();
        let old: Vec<_> = (0..self.changes.len())
            .filter(|at| self.changes[*at] == Change::Fallback)
            .filter_map(|at| file.evaluate(&self.places.all[at].value))
            .listed();
        let keys = self.ends.keys.iter().filter(|(at, _)| self.changes[*at].is_change()).map(|(_, key)| key.expose());
        let keys: Vec<_> = keys.chain(old.iter().map(|text| text.text.expose())).listed();
        told::left_over(file, &keys, &mut all);
        told::commented(file, &mut all);
        all
    }
}

/// What is to be done with a place of the key.
fn of_key(file: &File<'_>, place: &Place, comes: &Comes) -> Change {
    let text = file.evaluate(&place.value);
    let is_text = text.is_some_and(|text| !text.text.expose().is_empty());
    match comes {
        Comes { is_fixed: true, .. } => Change::HardCoded,
        Comes { is_default: true, .. } => Change::Default,
        Comes { is_random: true, .. } => Change::Random,
        // It is cleared on purpose, for another file to set.
        Comes { is_nothing: true, .. } if file.is(place.value.start, "None") => Change::Right,
        Comes { is_nothing: true, .. } => Change::Nothing,
        Comes { is_for_development: true, is_given: false, .. } => Change::DevelopmentOnly,
        Comes { is_reached: false, .. } if is_text && is_under_debug(file, place) => Change::DevelopmentOnly,
        // Nothing uses it, but it is a key.
        Comes { counts: false, .. } if is_text => Change::HardCoded,
        // Another file may ask it.
        _ if place.bound == Bound::Scheme && has_text(file, place) => Change::Default,
        Comes { is_set: true, .. } => Change::Right,
        Comes { is_elsewhere: true, .. } | Comes { is_given: true, .. } => Change::Elsewhere,
        Comes { stops: true, .. } | Comes { would_stop: true, .. } | Comes { is_last: true, .. } => Change::Right,
        _ if place.bound == Bound::Imported => Change::Elsewhere,
        _ if place.bound == Bound::Scheme => Change::Right,
        _ => Change::Overwritten,
    }
}

/// Whether a text that is not empty is written in it: a scheme's default.
fn has_text(file: &File<'_>, place: &Place) -> bool {
    place.value.clone().any(|at| file.tokens[at].kind == Kind::Text && !file.plain(at).is_empty())
}

/// Whether a place stands under a condition that is about `DEBUG`.
fn is_under_debug(file: &File<'_>, place: &Place) -> bool {
    let head = file.statements[place.statement].parent;
    head.is_some_and(|head| file.has(&file.statements[head].tokens, &["DEBUG"]))
}

/// What is to be done with an old key.
fn of_fallback(file: &File<'_>, place: &Place, end: Option<&End>) -> Result<Change, Refusal> {
    Ok(match end {
        Some(End::Key(_, None)) => Change::Right,
        Some(End::Key(..)) if file.evaluate(&place.value).is_some() => Change::Fallback,
        // `append` takes one.
        Some(End::Empty(_)) if !file.is(file.statements[place.statement].tokens.start + 1, ".") => {
            Change::EmptyFallback
        }
        Some(End::Key(..) | End::Random | End::Coded | End::Empty(_) | End::Lost) => return Err(Refusal::Fallbacks),
        _ => Change::Right,
    })
}

/// What is to be done with fallbacks that are split from one text.
fn of_fallbacks(file: &File<'_>, place: &Place) -> Result<Change, Refusal> {
    let has = |word| file.has(&place.value, &[word]);
    let texts = place.value.clone().filter(|at| file.tokens[*at].kind == Kind::Text);
    // A variable's name, a separator and an empty default.
    let plain = texts
        .filter_map(|at| file.evaluate(&(at..at + 1)))
        .all(|text| text.text.expose().len() < 2 || VariableName::parse(text.text.expose()).is_ok());
    // A piece of a list that the file has.
    let first = place.value.clone().find(|at| file.is_name(*at) && !file.is(*at, "list"));
    let is_piece = first.is_some_and(|at| {
        file.is(at + 1, "[")
            && file.close(at + 1) + 2 >= place.value.end
            && file.statements.iter().any(|statement| {
                let start = statement.tokens.start;
                file.word(start) == file.word(at) && file.is(start + 1, "=") && among(file.word(start + 2), "[ (")
            })
    });
    if !plain || is_piece {
        return Err(Refusal::Fallbacks);
    }
    let is_filtered = has("filter") || has("for") && has("if");
    let splits = |at: usize| file.is(at, "split") && !file.is(at + 2, ")");
    Ok(if is_filtered || !place.value.clone().any(splits) { Change::Right } else { Change::EmptyFallback })
}

/// Whether it is a file for tests: it names their runner, or hashes passwords so that they are fast.
fn is_test(file: &File<'_>) -> bool {
    file.has(&file.all(), &["TEST_RUNNER"]) || file.text.contains("hashers.MD5PasswordHasher")
}

/// Whether it says a name anywhere, by itself or as a text.
pub(super) fn names(file: &File<'_>, name: &str) -> bool {
    file.all().any(|at| file.plain(at) == name)
}

/// Whether the file gives a variable of the key's a value.
fn sets_variable(file: &File<'_>) -> bool {
    (0..file.tokens.len()).any(|at| {
        let is = |word: &str| file.is(at, "environ") && file.word(at + 1) == word;
        let (name, sets) = if is("[") {
            (at + 2, file.is(at + 4, "="))
        } else if is(".") && file.is(at + 2, "setdefault") {
            // It hands the value on, too.
            let starts = file.statements.iter().any(|one| one.tokens.contains(&at) && at - one.tokens.start <= 2);
            (at + 4, starts)
        } else {
            return false;
        };
        sets && file.word(name).contains("SECRET_KEY")
    })
}
