//! dotenvx, `dotenvx run` or its `config()`.
//!
//! In single quotes all is as it stands, but for `\'`. Elsewhere `$(command)` is run by a shell, even after
//! a backslash, and if there is none, `$NAME` and `${NAME:-default}` are replaced; a backslash before the
//! `$` prevents that and is taken away. In double quotes `\n`, `\r` and `\t` mean what they say. So
//! `K='a$b'` is `a$b`, and `K=a$b` is `a`.
//!
//! Variables see earlier ones only. A value that begins with `encrypted:` is kept as it is, unless there is a
//! private key for it.
//!
//! Modelled from dotenvx 2.38.2, whose rules stand in @dotenvx/primitives 3.3.1, `dist/index.cjs`.

use std::ops::Range;

use super::{
    Environment, Loader, Precedence, Snippet,
    common::{
        Variables, expand,
        javascript::{self, place},
    },
    npm_dotenv_16,
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "dotenvx",
    label: "dotenvx",
    version: "2.38.2",
    source: "@dotenvx/primitives/dist/index.cjs, parse",
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_ESCAPED_QUOTE],
    cannot_carry: &[],
    load,
    precedence: Precedence::Host,
    starts: Some(Snippet { place: "a terminal", text: "dotenvx run --strict -f .env -- python manage.py runserver\n" }),
    ..npm_dotenv_16::LOADER
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut loaded = Loaded::default();
    let mut done = Variables::new();
    // Values in single quotes, which stop what refers to them.
    let mut literal = Variables::new();
    let mut notes = Vec::new();
    // Those of the last value of the variable that is asked for, beside those of commands and of lines that do not count.
    let mut ours_only = Vec::new();
    let mut first = None;
    let mut earlier: Option<Range<usize>> = None;
    let mut left = expand::most(file);
    for variable in javascript::variables(file) {
        let (key, span) = (variable.name, variable.span);
        let mut value = variable.value;
        let quote = file[span.clone()].chars().next();
        let ours = key == name.as_str();
        if ours {
            if let Some(earlier) = earlier.replace(span.clone()) {
                // What is overridden is run all the same.
                ours_only.clear();
                place(&mut notes, Note::new(earlier, Reason::Overridden));
            }
            for note in variable.notes {
                place(&mut ours_only, note);
            }
        }
        let escaped = match quote {
            Some('\'') => {
                value = value.replace("\\'", "'");
                "'"
            }
            Some('"') => {
                value = value.replace("\\t", "\t");
                "t"
            }
            _ => "",
        };
        if ours {
            javascript::escapes(file, &span, escaped, &mut ours_only);
        }
        if quote == Some('\'') {
            literal.insert(key, Some(value.clone()));
        }
        let mut result = value;
        if quote != Some('\'') && !result.starts_with("encrypted:") {
            if expand::evaluate(&mut result) {
                expand::note_commands(file, &span, &mut notes);
                first = first.or_else(|| expand::first_command(&notes));
            } else if let Some(set) = environment.get(key) {
                set.clone_into(&mut result);
            } else {
                let lookup = |name: &str| environment.get(name).or_else(|| done.value(name));
                let stop = |key: &str, result: &str| {
                    let literal = literal.value(key);
                    literal.is_some_and(expand::refers) || lookup(key) == Some(result)
                };
                if ours {
                    expand::dollars(file, &span, &mut ours_only);
                }
                result = match expand::expand(&result, true, &lookup, &stop, &mut left) {
                    Ok(result) => result.replace("\\$", "$"),
                    Err(Reason::Runs) => expand::PRINTED.to_owned(),
                    Err(reason) => return Stop::refused(span, reason).into(),
                };
            }
        }
        loaded.bind(key, expand::unless_printed(result.clone(), &span, &notes, first.as_ref()));
        done.insert(key, Some(result));
    }
    for note in ours_only {
        place(&mut notes, note);
    }
    loaded.notes = notes;
    loaded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b'\n", Value("a$b")),
                ("K='a\\'b\\$'\n", Value("a'b\\$")),
                ("K=\"a$b\\$c\\t\"\n", Value("a$c\t")),
                ("K='$(a)'\n", Value("$(a)")),
                ("K=`a$(b)`\n", Unknown),
                ("K=\"a\\$(b)\"\n", Unknown),
                ("J=$(a)\nK=b$J\n", Unknown),
                ("J=$(a)\nK=b\n", Value("b")),
                ("K=$J\nJ=x\n", Value("")),
                ("J='x$H'\nK=${J}$J\n", Value("x$H$J")),
                ("J='\\$J'\nJ=$J\nK=a$J\n", Value("a$J")),
                ("J=\\$J\nK=a$J\n", Refused),
                ("K='encrypted:$a'\n", Value("encrypted:$a")),
                ("J=a\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                (
                    "K='a$b\\'\\n' #c\n",
                    &[("'a$b\\'\\n'", Reason::Quotes), ("\\'", Reason::Escape), (" #c", Reason::Comment)],
                ),
                (
                    "K=\"a$b\\t\\$\"\n",
                    &[
                        ("\"a$b\\t\\$\"", Reason::Quotes),
                        ("$b", Reason::Interpolated),
                        ("\\t", Reason::Escape),
                        ("\\$", Reason::Escape),
                    ],
                ),
                ("K=$a\nK='b'\n", &[("$a", Reason::Overridden), ("'b'", Reason::Quotes)]),
                ("J=$(a)\nK=b\n", &[("$(a)", Reason::Runs)]),
                ("K=a\\$(b)c\n", &[("$(b)", Reason::Runs)]),
            ],
        );
    }
}
