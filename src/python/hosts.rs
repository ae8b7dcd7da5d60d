//! A settings file on many hosts: with the key's variable and without, with `DEBUG` on and off, and with
//! what else it asks for.

use super::{
    File, Kind, among,
    follow::Host,
    outcome::{End, Outcome},
};
use crate::{listed::Listed, name::VariableName};

/// A key that no file has.
pub(crate) const FRESH: &str = "7c0f4a1e9b-Keyproof-d2586b3e71-fresh-4f19a8c6d0";

/// What a host is like apart from the key.
#[derive(Clone)]
pub(crate) struct Setting {
    pub(crate) host: Host,
    /// Whether it may be in production.
    pub(crate) is_production: bool,
    /// Which classes are not.
    pub(crate) for_development: Vec<bool>,
}

/// The hosts on which a file is tried.
pub(crate) struct Hosts {
    /// The variables that the key may come from, in the order in which they are asked for.
    pub(crate) variables: Vec<String>,
    pub(crate) settings: Vec<Setting>,
    /// Keys that the file knows.
    pub(crate) shipped: Vec<String>,
}

/// Words of what is no production.
const DEVELOPMENT: &[&str] =
    &["dev", "local", "test", "ci", "build", "debug", "collectstatic", "sphinx", "docs", "mypy", "lint"];

/// Whether a text says that it is no production.
pub(crate) fn is_for_development(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| {
        let is = |start: &&&str| word.starts_with(**start) && (start.len() > 2 || word == **start);
        DEVELOPMENT.iter().find(is).is_some() || word == "pytest" || word == "unittest"
    })
}

fn with(host: &Host, name: &str, value: &str) -> Host {
    let mut host = host.clone();
    host.variables.retain(|(one, _)| one != name);
    host.variables.push((name.to_owned(), value.to_owned()));
    host
}

impl Hosts {
    pub(crate) fn of(file: &File<'_>) -> Self {
        let mut asked: Vec<String> = Vec::new();
        let mut choices = 0;
        let mut needed = Host::default();
        // What it asks for, and what it does not start without.
        let literals = compared(file);
        let tries = 5 + literals.len();
        for round in 0..24 {
            let mut host = needed.clone();
            host.files = round == 1;
            if round == 2 {
                host.choices = 15;
            }
            // What it asks for only where something else is so.
            let value = match round {
                3 => Some("False"),
                4 => Some("True"),
                _ => literals.get(usize::wrapping_sub(round, 5)).map(|text| &text[..]),
            };
            if let Some(value) = value {
                for name in &asked {
                    host = with(&host, name, value);
                }
            }
            let outcome = Outcome::of(file, &host);
            choices = choices.max(outcome.chosen.len());
            // What it does not like is not what it lacks.
            let stopped = value.is_none() && matches!(outcome.ends[..], [End::Stops]);
            for name in &outcome.asked {
                if !asked.contains(name) && asked.len() < 12 {
                    asked.push(name.clone());
                }
            }
            let lacks = if stopped { lacks(file, &needed, &outcome.asked) } else { None };
            match lacks {
                Some(host) => needed = host,
                None if round >= tries => break,
                None => {}
            }
        }
        let choices = if choices > 3 { 1 } else { 1_u32 << choices };
        let mut hosts = Self { variables: Vec::new(), settings: Vec::new(), shipped: Vec::new() };
        let needed_of = |name: &str| {
            let mut host = needed.clone();
            host.variables.retain(|(one, _)| one != name);
            for (_, value) in &mut host.variables {
                "1".clone_into(value);
            }
            host
        };
        for name in &asked {
            let host = with(&needed_of(name), name, FRESH);
            let gives = |choices: u32, others: Option<&str>, files: bool| {
                let mut host = Host { files, choices, ..host.clone() };
                for one in asked.iter().filter(|one| *one != name) {
                    host = others.map_or_else(|| host.clone(), |value| with(&host, one, value));
                }
                Outcome::of(file, &host).ends.iter().any(|end| end.is(FRESH))
            };
            let values = || literals.iter().map(|text| &text[..]).chain(["False", "True", ""]);
            let gives = |choices| {
                gives(choices, None, false)
                    || gives(choices, None, true)
                    || values().any(|value| gives(choices, Some(value), false))
            };
            if VariableName::parse(name).is_ok() && (0..choices).any(gives) {
                hosts.variables.push(name.clone());
            }
        }
        needed.variables.retain(|(name, _)| !hosts.variables.contains(name));
        for (_, value) in &mut needed.variables {
            "1".clone_into(value);
        }
        let switches: Vec<_> = asked
            .iter()
            .filter(|name| !hosts.variables.contains(name) && !needed.variables.iter().any(|(one, _)| one == *name))
            .collect();
        // Whether one is for development, if it says so.
        let mut of_switches = vec![(needed.clone(), None)];
        for name in switches.iter().take(5) {
            let is_debug = name.to_ascii_uppercase().contains("DEBUG");
            // What it is compared with is what it may be.
            let usual = match (is_debug, literals.is_empty()) {
                (true, _) => &["True", "False", "1", "0"][..],
                (false, true) => &["1", ""],
                (false, false) => &[],
            };
            let other = (!literals.is_empty()).then_some("development");
            for value in usual.iter().copied().chain(literals.iter().map(|text| &text[..])).chain(other) {
                let is_off = matches!(&value.to_ascii_lowercase()[..], "" | "0" | "false" | "no" | "off");
                let says = is_for_development(value) || !is_debug && is_for_development(name) && !is_off;
                // Whoever says so means it, whatever the file makes of it.
                let is_development = if is_debug && is_off { Some(false) } else { says.then_some(true) };
                of_switches.push((with(&needed, name, value), is_development));
            }
        }
        'all: for (host, is_development) in of_switches {
            for files in [false, true] {
                for choice in 0..choices {
                    let host = Host { choices: choice, files, ..host.clone() };
                    let outcome = Outcome::of(file, &host);
                    let by_choice = outcome
                        .chosen
                        .iter()
                        .enumerate()
                        .any(|(at, words)| choice >> at & 1 == 1 && is_for_development(words));
                    let usual = host.variables.len() == needed.variables.len();
                    let is_production = usual || !is_development.unwrap_or(outcome.is_debug);
                    let class = |class: &usize| is_class_for_development(file, *class);
                    let for_development = outcome.classes.iter().map(class).listed();
                    hosts.settings.push(Setting { host, is_production: is_production && !by_choice, for_development });
                    if hosts.settings.len() > 80 {
                        break 'all;
                    }
                }
            }
        }
        hosts.shipped = shipped(file);
        hosts
    }

    /// The host with the key's variables so.
    pub(crate) fn host(&self, setting: &Setting, value: Option<&str>) -> Host {
        match value {
            Some(value) => self.variables.iter().fold(setting.host.clone(), |host, name| with(&host, name, value)),
            None => setting.host.clone(),
        }
    }
}

/// A host on which a file gets further that stops on this one, having asked for these: with the variable that it
/// lacks. What may be the key's comes first, and then what it asked for last; a switch is not lacking.
fn lacks(file: &File<'_>, host: &Host, asked: &[String]) -> Option<Host> {
    for of_key in [true, false] {
        for name in asked.iter().rev() {
            let upper = name.to_ascii_uppercase();
            let is_set = host.variables.iter().any(|(one, _)| one == name);
            if is_set || upper.contains("DEBUG") || upper.contains("KEY") != of_key {
                continue;
            }
            let host = with(host, name, FRESH);
            let outcome = Outcome::of(file, &host);
            if !matches!(outcome.ends[..], [End::Stops]) || outcome.asked.len() > asked.len() {
                return Some(host);
            }
        }
    }
    None
}

/// Whether a class says by its name that it is no production: `LocalTest` is `Local Test`.
pub(crate) fn is_class_for_development(file: &File<'_>, class: usize) -> bool {
    let mut name = String::new();
    for letter in file.word(file.statements[class].tokens.start + 1).chars() {
        if letter.is_ascii_uppercase() {
            name.push(' ');
        }
        name.push(letter);
    }
    is_for_development(&name)
}

/// Short texts that something is compared with.
fn compared(file: &File<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for statement in &file.statements {
        let has = statement.tokens.clone().any(|at| among(file.word(at), "== != in"))
            || file.is(statement.tokens.start, "case");
        for at in statement.tokens.clone().filter(|at| has && file.tokens[*at].kind == Kind::Text) {
            let text = file.plain(at);
            let is_short = !text.is_empty()
                && text.len() <= 16
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let is_new = !texts.iter().any(|one| one == text);
            if is_short && is_new && texts.len() < 8 {
                texts.push(text.to_owned());
            }
        }
    }
    texts
}

/// Texts that may be keys which the file knows.
fn shipped(file: &File<'_>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for at in 0..file.tokens.len() {
        if file.tokens[at].kind != Kind::Text {
            continue;
        }
        let Some(text) = file.evaluate(&(at..at + 1)) else { continue };
        let text = text.text.expose();
        let is_key = (6..300).contains(&text.len())
            && !text.contains([' ', '\n', '/', '.'])
            && text.bytes().any(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if is_key && texts.len() < 8 && !texts.iter().any(|one| one == text) {
            texts.push(text.to_owned());
        }
    }
    texts
}
