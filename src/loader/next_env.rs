//! Next.js, `@next/env`: a bundled dotenv 16 reads the file, and its own old expansion follows.
//!
//! `$NAME`, `${NAME}` and `${NAME:-default}` are replaced whatever the quotes, the last one first, and
//! none before a `$` that is no reference: `K='a$b'` is `a`, `K='a$b$'` is itself, and `K='a$1'` is
//! `a`. Only a backslash before the `$` prevents it, and is taken away then. A value that refers to itself
//! makes the whole file be left out.
//!
//! Modelled from @next/env 16.4.6, `dist/index.js`, `_interpolate` and `expand`.

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
    reading::{Loaded, Note, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "next-env",
    label: "Next.js",
    version: "16.4.6",
    source: "@next/env/dist/index.js, expand",
    quotings: dotenv_expand_12::LOADER.quotings,
    cannot_carry: dotenv_expand_12::LOADER.cannot_carry,
    load,
    precedence: Precedence::File,
    ..npm_dotenv_16::LOADER
};

/// How many references one value may lead to: more than that never ends.
const MOST_REFERENCES: usize = 2000;

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let (variables, mut notes) = javascript::in_order(javascript::variables(file), name);
    let mut became: Variables<'_> = variables.iter().map(|it| (it.name, Some(it.value.clone()))).collect();
    let mut left = expand::most(file);
    for variable in variables {
        let key = variable.name;
        let value = environment.get(key).unwrap_or(&variable.value);
        let Some(value) = expanded(value, &became, environment, &mut left) else {
            let notes = vec![Note::new(variable.span, Reason::Endless)];
            return Loaded { notes, ..Loaded::default() };
        };
        if key == name.as_str() {
            for note in variable.notes {
                place(&mut notes, note);
            }
            let text = &file[variable.span.clone()];
            let mut replaced = true;
            for (dollar, _) in text.rmatch_indices('$') {
                let (start, end, reason) = if text[..dollar].ends_with('\\') {
                    (dollar - 1, dollar + 1, Reason::Escape)
                } else if let Some(reference) = reference(text, dollar).filter(|_| replaced) {
                    (dollar, reference.end, Reason::Interpolated)
                } else {
                    replaced = false;
                    continue;
                };
                place(&mut notes, Note::new(variable.span.start + start..variable.span.start + end, reason));
            }
        }
        became.insert(key, Some(value.replace("\\$", "$")));
    }
    Loaded { bindings: became.bindings(), end: None, notes }
}

/// `value` with what it refers to; none if that never ends.
fn expanded(value: &str, became: &Variables<'_>, environment: &Environment<'_>, left: &mut usize) -> Option<String> {
    let mut value = value.to_owned();
    for _ in 0..MOST_REFERENCES {
        let unescaped = |(at, _): &(usize, &str)| !value[..*at].ends_with('\\');
        let Some((dollar, _)) = value.rmatch_indices('$').find(unescaped) else { return Some(value) };
        let Some(Reference { end, name, default }) = reference(&value, dollar) else { return Some(value) };
        *left = left.checked_sub(value.len() + 64)?;
        let filled = |value: &&str| !value.is_empty();
        let set = environment.get(name).filter(filled).or_else(|| Some(default).filter(filled));
        let by = set.or_else(|| became.value(name)).unwrap_or("");
        value = javascript::replace_first(&value, &value[dollar..end], by);
    }
    None
}

/// What a `$` refers to, where that ends, and what it is otherwise.
struct Reference<'a> {
    end: usize,
    name: &'a str,
    default: &'a str,
}

/// The reference that begins with the `$` at this place, if it is one.
fn reference(text: &str, dollar: usize) -> Option<Reference<'_>> {
    let start = dollar + 1 + usize::from(text[dollar + 1..].starts_with('{'));
    let length = |text: &str, taken: fn(char) -> bool| text.len() - text.trim_start_matches(taken).len();
    let named = start + length(&text[start..], |c| c.is_ascii_alphanumeric() || c == '_');
    if named == start {
        return None;
    }
    let begin = named + if text[named..].starts_with(":-") { 2 } else { 0 };
    let default = if begin > named { begin + length(&text[begin..], |c| !matches!(c, '}' | '\\')) } else { begin };
    let end = default + usize::from(text[default..].starts_with('}'));
    Some(Reference { end, name: &text[start..named], default: &text[begin..default] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b'\n", Value("a")),
                ("K='a$b$'\n", Value("a$b$")),
                ("K='a\\$b'\n", Value("a$b")),
                ("K=a$1-\n", Value("a-")),
                ("J=x\nK=${J:-y}\n", Value("y")),
                ("K=$J\nJ=x\n", Value("x")),
                ("K=$K\n", Missing),
                ("J=$J\nK=a\n", Missing),
                ("K=$(a)\n", Value("$(a)")),
                ("J=a\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a$b$'\n", &[("'a$b$'", Reason::Quotes)]),
                (
                    "K=$a$b\\$c #d\n",
                    &[
                        ("$a", Reason::Interpolated),
                        ("$b", Reason::Interpolated),
                        ("\\$", Reason::Escape),
                        (" #d", Reason::Comment),
                    ],
                ),
                ("K=$K\n", &[("$K", Reason::Endless)]),
            ],
        );
    }
}
