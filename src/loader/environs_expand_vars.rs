//! environs with `Env(expand_vars=True)`: what python-dotenv read is expanded once more when it is
//! asked for.
//!
//! `K='a\$b'` is `a$b`. A `${NAME}` that is left, and that no backslash stands before, is looked up:
//! python-dotenv makes `${J:-${H}}` to `${H}`, and this to the value of `H`.
//!
//! Modelled from environs 15.2.0, `environs/__init__.py`, `Env._get_from_environ` and
//! `Env._expand_vars`, and python-dotenv 1.2.4.

use super::{
    Django, Environment, Loader, Precedence,
    common::{self, Variables},
    environs,
    python_dotenv::{self, Into, Rules},
};
use crate::quoting;

pub(super) const LOADER: Loader = Loader {
    id: "environs-expand-vars",
    label: "environs, expand_vars=True",
    source: "environs/__init__.py, Env._get_from_environ; dotenv/parser.py",
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_BACKSLASH, quoting::SINGLE_BACKSLASH_DOLLAR],
    load: |file, environment, name| python_dotenv::load(file, environment, name, &RULES),
    precedence: Precedence::FileAlone,
    django: Django::Environs { expand_vars: true },
    ..environs::LOADER
};

const RULES: Rules = Rules { into: Into::Map, then: Some(expand), ..Rules::LOAD_DOTENV };

/// How many look-ups are followed. Python gives up on a chain of some hundreds.
const MOST: usize = 400;

/// Expands `value`; none if a variable in it is not set.
fn expand(value: &str, values: &Variables<'_>, environment: &Environment<'_>) -> Option<String> {
    Expansion { values, environment, steps: 0 }.expand(value, None)
}

struct Expansion<'a> {
    values: &'a Variables<'a>,
    environment: &'a Environment<'a>,
    steps: usize,
}

impl<'a> Expansion<'a> {
    /// `default` is for what a value that is nothing but a variable leads to.
    fn expand(&mut self, value: &'a str, default: Option<&'a str>) -> Option<String> {
        let mut expanded = String::new();
        let mut rest = value;
        while let Some((before, variable, after)) = next(rest) {
            if before.is_empty() && after.is_empty() && rest.len() == value.len() {
                return self.look_up(variable.0, variable.1.or(default));
            }
            expanded.push_str(before);
            expanded.push_str(&self.look_up(variable.0, variable.1)?);
            if expanded.len() > value.len() + common::SOME {
                return None;
            }
            rest = after;
        }
        if rest.len() == value.len() {
            return Some(value.replace("\\$", "$"));
        }
        expanded.push_str(rest);
        Some(expanded)
    }

    fn look_up(&mut self, name: &str, default: Option<&'a str>) -> Option<String> {
        self.steps += 1;
        let set = self.environment.get(name).or_else(|| self.values.value(name)).or(default)?;
        if self.steps > MOST { None } else { self.expand(set, default) }
    }
}

/// A name, and what is taken if it is not set.
type Named<'a> = (&'a str, Option<&'a str>);

/// The first `${NAME}` or `${NAME:-default}`, and what stands before and after it.
fn next(text: &str) -> Option<(&str, Named<'_>, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find("${")?;
        from = start + 2;
        let inside = &text[from..];
        let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        let (name, rest) = inside.split_at(length);
        let (default, rest) = match rest.strip_prefix(":-") {
            Some(rest) => {
                let (default, rest) = rest.split_at(rest.find(['}', ':']).unwrap_or(rest.len()));
                (Some(default), rest)
            }
            None => (None, rest),
        };
        let before = &text[..start];
        if let Some(after) = rest.strip_prefix('}')
            && !name.is_empty()
            && !before.ends_with('\\')
        {
            return Some((before, (name, default), after));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a$b\n", Value("a$b")),
                ("K=a\\$b\\\\$\n", Value("a$b\\$")),
                ("J=x\nK='\\${J}'\n", Value("\\x")),
                ("H=x\nK=${J:-${H}}\n", Value("x")),
                ("H=x\nK=a\\$${J:-${H}}b\n", Value("a\\$xb")),
                ("K=${J:-${H}}\n", Refused),
                ("K=a${J:-${H}}\n", Refused),
                ("J=$\nI=\\$b\nK=${J}{I}\n", Value("$b")),
                ("J=$\nK=${J}{I:-d\\$}\n", Value("d$")),
                ("J=$\nK=${J}{K}\n", Refused),
                ("J=$\nK=\\${J}{J}${J}{:}${J}{J}\n", Value("\\${J}${:}$")),
                ("J=$\nH=${J}{I}\nK=${J}{H:-d}\n", Value("d")),
                ("J=$\nH=a${J}{I}\nK=${J}{H:-d}\n", Refused),
                ("K=\n", Value("")),
                ("K\n", Missing),
            ],
        );
    }
}
