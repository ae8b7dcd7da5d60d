//! npm's dotenv with dotenv-expand 11: `expand(config())`.
//!
//! `$NAME`, `${NAME}`, `${NAME:-default}` and even `$NAME-default` are replaced whatever the quotes;
//! a name may begin with a digit and hold dots. A default goes as far as the next `}`, or to the end. So
//! `K='a$1'` is `a`, and `K='a$b-c'` is `ac`. Only a backslash before the `$` prevents it, and is taken
//! away then.
//!
//! Modelled from dotenv-expand 11.0.7, `lib/main.js`, and dotenv 17.4.2.

use std::ops::Range;

use super::{
    Environment, Loader, Precedence,
    common::{
        Variables, expand,
        javascript::{self, place},
    },
    dotenv_expand_12, npm_dotenv_16,
};
use crate::{
    name::VariableName,
    reading::{Loaded, Note, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "dotenv-expand-11",
    label: "dotenv-expand 11",
    version: "11.0.7, dotenv 17.4.2",
    quotings: dotenv_expand_12::LOADER.quotings,
    cannot_carry: dotenv_expand_12::LOADER.cannot_carry,
    load,
    precedence: Precedence::File,
    ..npm_dotenv_16::LOADER
};

/// How often a reference may lead to another: more than that never ends.
const DEEPEST: usize = 200;

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let (variables, mut notes) = javascript::in_order(javascript::variables(file), name);
    let written: Variables<'_> = variables.iter().map(|it| (it.name, Some(it.value.clone()))).collect();
    let mut expansion = Expansion { environment, became: written.clone(), written, left: expand::most(file) };
    for variable in variables {
        let key = variable.name;
        let value = match environment.get(key) {
            Some(set) if set != variable.value => set.to_owned(),
            _ => match expansion.expand(&variable.value, 0) {
                Some(value) => value,
                None => return Stop::refused(variable.span, Reason::Endless).into(),
            },
        };
        if key == name.as_str() {
            for note in variable.notes {
                place(&mut notes, note);
            }
            for reference in References(&file[variable.span.clone()], 0) {
                let (from, to, reason) = if reference.escaped {
                    (reference.whole.start, reference.whole.start + 2, Reason::Escape)
                } else {
                    (reference.whole.start, reference.whole.end, Reason::Interpolated)
                };
                place(&mut notes, Note::new(variable.span.start + from..variable.span.start + to, reason));
            }
        }
        expansion.became.insert(key, Some(value.replace("\\$", "$")));
    }
    Loaded { bindings: expansion.became.bindings(), end: None, notes }
}

struct Expansion<'f, 'e> {
    environment: &'e Environment<'e>,
    /// The variables as they stand in the file, and what became of them so far.
    written: Variables<'f>,
    became: Variables<'f>,
    /// How many bytes may still be looked at.
    left: usize,
}

impl Expansion<'_, '_> {
    /// `value` with what it refers to; none if that never ends.
    fn expand(&mut self, value: &str, depth: usize) -> Option<String> {
        self.left = self.left.checked_sub(value.len() + 64).filter(|_| depth < DEEPEST)?;
        let mut expanded = String::new();
        let mut at = 0;
        for reference in References(value, 0) {
            expanded.push_str(&value[at..reference.whole.start]);
            at = reference.whole.end;
            if reference.escaped {
                expanded.push_str(&value[reference.whole.start + 1..at]);
            } else {
                expanded.push_str(&self.look_up(value, &reference, depth)?);
                if expanded.len() > self.left {
                    return None;
                }
            }
        }
        expanded.push_str(&value[at..]);
        Some(expanded)
    }

    fn look_up(&mut self, value: &str, reference: &Reference, depth: usize) -> Option<String> {
        let key = &value[reference.name.clone()];
        let became = self.became.get(key).cloned().flatten();
        let written = self.environment.get(key).map(str::to_owned).or_else(|| self.written.get(key).cloned().flatten());
        let filled = |value: &String| !value.is_empty();
        if let Some(written) = written.filter(filled) {
            // What became another value is expanded anew, from what stands in the file.
            return if became.as_ref() == Some(&written) { Some(written) } else { self.expand(&written, depth + 1) };
        }
        if let Some(became) = became.filter(filled).filter(|became| became != value) {
            return self.expand(&became, depth + 1);
        }
        let default = &value[reference.default.clone()];
        if default.starts_with('$') { self.expand(default, depth + 1) } else { Some(default.to_owned()) }
    }
}

/// A `$` with a name, and what belongs to it.
struct Reference {
    whole: Range<usize>,
    escaped: bool,
    name: Range<usize>,
    default: Range<usize>,
}

/// The references of a text, from a place on.
struct References<'a>(&'a str, usize);

impl Iterator for References<'_> {
    type Item = Reference;

    fn next(&mut self) -> Option<Reference> {
        let Self(text, from) = *self;
        let mut at = from;
        loop {
            let dollar = at + text[at..].find('$')?;
            at = dollar + 1;
            let start = at + usize::from(text[at..].starts_with('{'));
            let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
            let end = text.len() - text[start..].trim_start_matches(named).len();
            if end == start {
                continue;
            }
            let mark = [":-", "-"].iter().find(|mark| text[end..].starts_with(**mark)).map_or(0, |mark| mark.len());
            let after = if mark > 0 { default_end(text, end + mark) } else { end };
            let default = if after > end + mark { end + mark..after } else { end..end };
            let close = default.end.max(end);
            let close = close + usize::from(text[close..].starts_with('}'));
            self.1 = close;
            let escaped = dollar > from && text[..dollar].ends_with('\\');
            return Some(Reference { whole: dollar - usize::from(escaped)..close, escaped, name: start..end, default });
        }
    }
}

/// Where the default ends that begins at `at`: before a `}` that belongs to none of the `${` in it.
fn default_end(text: &str, mut at: usize) -> usize {
    let last = text.rfind('}').unwrap_or(0);
    while let Some(index) = text[at..].find(['$', '}']) {
        at += index;
        if text[at..].starts_with('}') {
            return at;
        }
        at = nested(text, at, last, 1).unwrap_or(at + 1);
    }
    text.len()
}

/// Where the `${…}` ends that begins at `at`, if one does before the `last` `}`; three of them may be
/// in one another.
fn nested(text: &str, at: usize, last: usize, level: u8) -> Option<usize> {
    let mut place = at + text[at..].starts_with("${").then_some(2)?;
    if place > last {
        return None;
    }
    if level == 3 {
        return Some(place + text[place..].find('}')? + 1);
    }
    while let Some(index) = text[place..].find(['$', '}']) {
        place += index;
        if text[place..].starts_with('}') {
            return Some(place + 1);
        }
        place = nested(text, place, last, level + 1).unwrap_or(place + 1);
    }
    // All that could close it closes what is in it: the last one has to do.
    Some(last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b-c'\n", Value("ac")),
                ("K=a$1b.c-\n", Value("a-")),
                ("K='a\\$b'\n", Value("a$b")),
                ("K=${J:-${H:-${I:-x}}}y\n", Value("xy")),
                ("K=${J:-a${H}b}\n", Value("a${H}b")),
                ("K=${J:-${H:-b}\n", Value("b")),
                ("J=$K\nK=$J\n", Value("$J")),
                ("K=$K a\nJ=$K\n", Refused),
                ("K=$(a)$\n", Value("$(a)$")),
                ("J=a\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a$1$(b)\n", &[("$1", Reason::Interpolated)]),
                ("K='a\\$b-c'\n", &[("'a\\$b-c'", Reason::Quotes), ("\\$", Reason::Escape)]),
                ("K=${a:-b}c #d\n", &[("${a:-b}", Reason::Interpolated), (" #d", Reason::Comment)]),
                ("K=$K a\nJ=$K\n", &[("$K", Reason::Endless)]),
            ],
        );
    }
}
