//! npm's dotenv with dotenv-expand 12: `expand(config())`.
//!
//! `$NAME`, `${NAME}` and `${NAME:-default}` are replaced whatever the quotes, again and again, until
//! none is left; only a backslash before the `$` prevents it, and is taken away then.
//!
//! Modelled from dotenv-expand 12.0.3, `lib/main.js`, and dotenv 17.4.2.

use std::{collections::HashMap, ops::Range};

use super::{
    Environment, Loader,
    common::{
        Variables,
        javascript::{self, Variable},
    },
    npm_dotenv_16,
};
use crate::{
    line,
    name::VariableName,
    reading::{Note, Reading, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "dotenv-expand-12",
    label: "dotenv-expand 12",
    version: "12.0.3, dotenv 17.4.2",
    source: "dotenv-expand/lib/main.js, dotenv/lib/main.js",
    quotings: &[line::BARE, line::SINGLE, line::SINGLE_DOLLAR, line::BACKTICK_DOLLAR],
    cannot_carry: &["'\"`", "\\$"],
    read: |file, name, environment| expanded(javascript::variables(file), name, environment, false),
    ..npm_dotenv_16::LOADER
};

/// Bytes that are looked at in all while values are replaced: what takes more may never end.
const MOST: usize = 16 << 20;

/// What is read of `variables` for `name` after they are expanded in their order. `live` is whether
/// later variables see what became of earlier ones, rather than what stands in the file.
pub(super) fn expanded<'a>(
    variables: impl Iterator<Item = Variable<'a>>,
    name: &VariableName,
    environment: &Environment<'_>,
    live: bool,
) -> Reading {
    let (variables, mut notes) = in_order(variables, name);
    let mut raw: Variables<'_> = variables.iter().map(|it| (it.name, Some(it.value.clone()))).collect();
    let mut done = Variables::new();
    let mut budget = MOST;
    for Variable { name: key, value, span, notes: more } in variables {
        let get = |values: &Variables<'_>, name: &str| Some(values.get(name)?.as_ref()?.clone());
        let value = match environment.get(key) {
            Some(set) if !set.is_empty() && set != value => set.to_owned(),
            _ => {
                let lookup = |name: &str| environment.get(name).map(str::to_owned).or_else(|| get(&raw, name));
                let stop = |key: &str, result: &str| {
                    let values = if live { &raw } else { &done };
                    values.get(key).is_some_and(|value| value.as_deref() == Some(result))
                };
                let Some(expanded) = expand(&value, &lookup, &stop, &mut budget) else {
                    return Reading::Refused(Note::new(span, Reason::Interpolated));
                };
                if key == name.as_str() {
                    notes.extend(more);
                    notes.extend(dollars(&value, &span));
                }
                expanded
            }
        }
        .replace("\\$", "$");
        if live {
            raw.insert(key, Some(value.clone()));
        }
        done.insert(key, Some(value));
    }
    match done.remove(name.as_str()).flatten() {
        Some(value) => Reading::Value { text: value.as_str().into(), notes },
        None => Reading::Missing { notes },
    }
}

/// Each variable once, with its last value, in the order in which they first came.
pub(super) fn in_order<'a>(
    variables: impl Iterator<Item = Variable<'a>>,
    name: &VariableName,
) -> (Vec<Variable<'a>>, Vec<Note>) {
    let mut order: Vec<Variable<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut notes = Vec::new();
    for variable in variables {
        let place = *places.entry(variable.name).or_insert(order.len());
        match order.get_mut(place) {
            Some(earlier) => {
                if variable.name == name.as_str() {
                    notes.push(Note::new(earlier.span.clone(), Reason::Overridden));
                }
                *earlier = variable;
            }
            None => order.push(variable),
        }
    }
    (order, notes)
}

/// A note for a value with a `$` that is or may be looked up.
pub(super) fn dollars(value: &str, span: &Range<usize>) -> Option<Note> {
    value.contains('$').then(|| {
        let reason = if value.contains("\\$") { Reason::Escape } else { Reason::Interpolated };
        Note::new(span.clone(), reason)
    })
}

/// `value` with all that it refers to; none if that never ends.
///
/// `lookup` gives the value of a variable, and `stop` says whether one has this value already.
fn expand(
    value: &str,
    lookup: &impl Fn(&str) -> Option<String>,
    stop: &impl Fn(&str, &str) -> bool,
    budget: &mut usize,
) -> Option<String> {
    let mut result = value.to_owned();
    let mut seen: Vec<String> = Vec::new();
    while let Some(template) = reference(&result) {
        *budget = budget.checked_sub(result.len() + 64 * (seen.len() + 1))?;
        let template = result[template].to_owned();
        let expression = template[1..].trim_start_matches('{').trim_end_matches('}');
        let operator = operator(expression);
        let (key, rest) = expression.split_once(operator.unwrap_or("null")).unwrap_or((expression, ""));
        let set = lookup(key).filter(|value| !value.is_empty());
        let by = if operator.is_some_and(|operator| operator.ends_with('+')) {
            if set.is_some() { rest } else { "" }
        } else {
            set.as_deref().filter(|value| *value != result && !seen.iter().any(|seen| seen == value)).unwrap_or(rest)
        };
        let next = javascript::replace_first(&result, &template, by);
        seen.push(std::mem::replace(&mut result, next));
        if stop(key, &result) {
            break;
        }
    }
    Some(result)
}

/// The first of `:+`, `+`, `:-` and `-`.
fn operator(expression: &str) -> Option<&'static str> {
    let at = expression.find(['+', '-'])?;
    let plus = expression[at..].starts_with('+');
    Some(match (expression[..at].ends_with(':'), plus) {
        (true, true) => ":+",
        (false, true) => "+",
        (true, false) => ":-",
        (false, false) => "-",
    })
}

/// The first `${…}` or `$NAME` that has no backslash before it.
fn reference(text: &str) -> Option<Range<usize>> {
    text.match_indices('$').find_map(|(at, _)| {
        if text[..at].ends_with('\\') {
            return None;
        }
        let after = &text[at + 1..];
        if let Some(inside) = after.strip_prefix('{')
            && let Some(length) = inside.find(['{', '}'])
            && length > 0
            && inside[length..].starts_with('}')
        {
            return Some(at..at + length + 3);
        }
        let length = after.len() - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
        (length > 0 && !after.starts_with(|c: char| c.is_ascii_digit())).then(|| at..at + 1 + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b'\n", Value("a")),
                ("K='a\\$b'\n", Value("a$b")),
                ("K=a$1$-\n", Value("a$1$-")),
                ("J=x\nK=${J}y$J\n", Value("xyx")),
                ("K=$J\nJ=x\n", Value("x")),
                ("K=${J:-y}${H-z}\n", Value("yz")),
                ("J=x\nK=${J:+y}\n", Value("y")),
                ("K=$K\n", Value("")),
                ("K=a#b\n", Value("a")),
                ("K=$(a)\n", Value("$(a)")),
                ("J='$$'\nK=a$J\n", Value("a$")),
                ("K=$nullable\n", Value("able")),
                ("J=a\n", Missing),
            ],
        );
    }
}
