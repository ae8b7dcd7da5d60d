//! django-environ reading a `.env` file, and `env("K")` as settings use it.
//!
//! `K=$abc` is a *proxy*: `env("K")` looks up `abc` instead, and fails if there is none; no quoting
//! prevents it. Anywhere else `$` is itself. `K='a"b'` is `a"b`; in `"…"` a backslash escapes any
//! character but `r`, `n` and `t`.
//!
//! Modelled from django-environ 0.14.0, `environ/environ.py`, `Env.read_env` and `Env.get_value`.

use std::ops::Range;

use crate::{
    line,
    loader::{
        Environment, Family, Form, Loader, Tested,
        common::{self, Variables, python},
    },
    name::VariableName,
    reading::{Note, Reading, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "django-environ",
    label: "django-environ",
    family: Family::Python,
    version: "0.14.0",
    source: "environ/environ.py, Env.read_env and Env.get_value",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[line::BARE, line::SINGLE, line::DOUBLE_BACKSLASH],
    cannot_carry: &[],
    read,
    settings: |name| {
        format!(
            "import environ\n\nenv = environ.Env()\nenv.read_env(BASE_DIR / \".env\")\n\nSECRET_KEY = env(\"{name}\")\n"
        )
    },
    starts: None,
};

fn read(file: &str, name: &VariableName, environment: &Environment<'_>) -> Reading {
    let mut notes = Vec::new();
    let mut values = Variables::new();
    let mut found: Option<Range<usize>> = None;
    for line in python::split_lines(file) {
        let text = &file[line.clone()];
        let written = text.find('=').map_or(line.clone(), |equals| line.start..line.start + equals);
        let before = &file[written.clone()];
        let key = before.strip_prefix("export ").unwrap_or(before);
        if written.end < line.end && !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            let span = written.end + 1..line.end;
            values.insert(key, Some(value(&file[span.clone()])));
            if key == name.as_str()
                && let Some(earlier) = found.replace(span)
            {
                notes.push(Note::new(earlier, Reason::Overridden));
            }
        } else {
            notes.extend(common::hidden_name(file, written, name));
        }
    }
    // What `os.environ` has once the file is read: what was there before stays.
    let lookup = |name: &str| environment.get(name).or_else(|| values.get(name).and_then(|value| value.as_deref()));
    let Some(mut text) = lookup(name.as_str()) else { return Reading::Missing { notes } };
    let at = found.unwrap_or_default();
    notes.extend(python::quotes_note(file, at.clone()));
    // Python gives up on a chain of about a thousand, which only a circle reaches.
    for _ in 0..1000 {
        if !text.starts_with('$') {
            return Reading::Value { text: text.into(), notes };
        }
        notes.push(Note::new(at.clone(), Reason::Interpolated));
        let Some(next) = lookup(text.trim_start_matches('$')) else { break };
        text = next;
    }
    Reading::Refused(Note::new(at, Reason::Interpolated))
}

/// The value of what follows the `=`, which is one line.
fn value(text: &str) -> String {
    let inside = |text: &str, quote| Some(text.strip_prefix(quote)?.strip_suffix(quote)?.to_owned());
    let text = inside(text, '\'').unwrap_or_else(|| text.to_owned());
    // The double quotes are looked for inside of the single ones, too.
    let Some(text) = inside(&text, '"') else { return text };
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        let Some(escaped) = characters.next() else {
            value.push('\\');
            break;
        };
        if matches!(escaped, 'r' | 'n' | 't') {
            value.push('\\');
        }
        value.push(escaped);
    }
    value
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
                ("K=a#b c\n", Value("a#b c")),
                ("export K=a\n", Value("a")),
                ("export  K=a\n", Missing),
                (" K=a\n", Missing),
                ("K = a\n", Missing),
                ("K= a \n", Value(" a ")),
                ("K='a\"b'\n", Value("a\"b")),
                ("K='a'b'\n", Value("a'b")),
                ("K='\"a\"'\n", Value("a")),
                ("K=\"a\\\"b\\\\c\\nd\\$e\"\n", Value("a\"b\\c\\nd$e")),
                ("K=\"a\\\"\n", Value("a\\")),
                ("K='a' # b\n", Value("'a' # b")),
                ("K='\n", Value("'")),
                ("K=a\nK=b\n", Value("b")),
                ("K=$a\n", Refused),
                ("K='$a'\n", Refused),
                ("K=$\n", Refused),
                ("K=$$J\nJ=x\n", Value("x")),
                ("K=$J\nJ='$H'\nH=y\n", Value("y")),
                ("K=$K\n", Refused),
                ("K=a$b${c}\n", Value("a$b${c}")),
                ("K=a\r\n", Value("a")),
                ("K=a\u{b}b\u{2028}K=c\n", Value("c")),
                ("\u{feff}K=a\n", Missing),
                ("J=a\n#K=b\n", Missing),
                ("K=\n", Value("")),
            ],
        );
    }
}
