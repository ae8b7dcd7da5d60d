//! dynaconf, `Dynaconf(envvar_prefix=False, …)["K"]`: its own copy of an old python-dotenv puts the file into
//! `os.environ`, and what is there is read once more, as TOML.
//!
//! `K=abc` is `abc`, but `K='"abc"'` is, too, `K='39#abc'` is the number 39, and `K='true'` is true: what is no text
//! is no key, and stops Django. A word such as `@int` in front makes something else of the rest. Without quotes two
//! blanks within a value make the line one that does not parse. `k` is `K`, and `K.a` and `K__a` make a table of it.
//!
//! Modelled from dynaconf 3.3.5, `dynaconf/vendor/dotenv/parser.py` and `main.py`, `dynaconf/loaders/env_loader.py`,
//! `dynaconf/utils/parse_conf.py` and `dynaconf/vendor/tomllib`.

use std::ops::Range;

use super::{
    Django, Environment, Loader, Precedence,
    common::{
        self, Variables,
        toml::{self, Toml},
    },
    python_dotenv::{self, Age, Binding, Into, Parser},
};
use crate::{
    listed::Listed as _,
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "dynaconf",
    label: "dynaconf",
    version: "3.3.5",
    source: "dynaconf/vendor/dotenv, dynaconf/utils/parse_conf.py, dynaconf/vendor/tomllib",
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_BACKSLASH, quoting::TOML],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    // What the host sets is read as TOML, too.
    precedence: Precedence::FileAlone,
    django: Django::Dynaconf,
    ..python_dotenv::LOADER
};

/// Words that make something else of the rest, each by itself. Those of `EARLY` do so when the file is loaded, and
/// may stop all of it.
const LATE: &str = "@str @bool @format @jinja @del @get @read_file @upper @lower @title @capitalize @strip @lstrip \
    @rstrip @split @casefold @swapcase @note @comment @null @none @empty";
const EARLY: &str = "@int @float @json @reset @merge @merge_unique @insert";

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut parser = Parser::new(file, Age::Oldest);
    let mut written = Variables::new();
    let mut found: Option<(Range<usize>, Vec<Note>)> = None;
    let mut notes = Vec::new();
    let is_asked = |key: &str| key.eq_ignore_ascii_case(name.as_str());
    while parser.at < file.len() {
        let start = parser.at;
        let Some(Binding { key, value, span }) = parser.binding() else {
            let line = start..parser.at;
            if file[line.clone()].contains(name.as_str()) {
                notes.push(parser.unclosed.take().unwrap_or(Note::new(line, Reason::Ignored)));
            }
            continue;
        };
        // Python takes no such name into the environment.
        if key.contains('=') && value.is_some() {
            return Err(Stop::refused(span, Reason::Name));
        }
        if is_asked(key) {
            if let Some((earlier, _)) = found.replace((span, std::mem::take(&mut parser.notes))) {
                notes.add(earlier, Reason::Overridden);
            }
        } else if key.strip_prefix(common::BYTE_ORDER_MARK).is_some_and(is_asked) {
            let place = start + file[start..].find(key).unwrap_or_default();
            notes.add(place..place + key.len(), Reason::ByteOrderMark);
        }
        written.insert(key, value);
    }
    // Only now are variables looked up, in the order in which each was first set.
    let (span, mut what) = found.unwrap_or_default();
    let mut values = Variables::new();
    let mut left = common::most(file);
    for (key, value) in written.all() {
        let Some(value) = value else {
            values.insert(key, None);
            continue;
        };
        let expanded = python_dotenv::expand(value, &values, environment, Into::Environ, left);
        if expanded.is_some() && is_asked(key) {
            what.add(span.clone(), Reason::Interpolated);
        }
        let value = expanded.unwrap_or_else(|| value.to_owned());
        left = left.checked_sub(value.len()).ok_or_else(|| Stop::unknown(span.clone(), Reason::Grows))?;
        values.insert(key, Some(value));
    }
    let mut loaded = Loaded::default();
    let [upper, lower] = [name.as_str().to_ascii_uppercase(), name.as_str().to_ascii_lowercase()];
    let all = values.all().listed();
    // What has the library's own prefix comes before all else.
    for prefix in ["DYNACONF_", ""] {
        // The host's variables come first, and what the file calls otherwise behind them.
        for spelling in [name.as_str(), &upper, &lower] {
            if let Some(host) = environment.get(&[prefix, spelling].concat()) {
                loaded.bind(name.as_str().to_owned(), bound(host, &span, &mut Vec::new())?);
            }
        }
        for (key, value) in &all {
            let Some(value) = value.filter(|_| environment.get(key).is_none()) else { continue };
            let Some(key) = key.strip_prefix(prefix) else { continue };
            let root = key.split('.').next().unwrap_or_default().split("__").next().unwrap_or_default();
            let mut ignored = Vec::new();
            let told = if is_asked(key) && prefix.is_empty() { &mut what } else { &mut ignored };
            let mut bound = bound(value, &span, told)?;
            if root.len() < key.len() {
                bound = Bound::Stops(Stop::refused(span.clone(), Reason::Nested));
            }
            if is_asked(root) {
                loaded.bind(name.as_str().to_owned(), bound);
            } else {
                loaded.bind(root, bound);
            }
        }
    }
    common::call_as_first(&mut loaded.bindings);
    notes.extend(what);
    loaded.notes = notes;
    Ok(loaded)
}

/// What becomes of a variable's text, which stands at `span` if it is the one in question.
fn bound<'f>(value: &str, span: &Range<usize>, notes: &mut Vec<Note>) -> Result<Bound<'f>, Stop> {
    let word = |text: &str, words: &str| {
        let first = text.split(' ').next().unwrap_or_default();
        first.starts_with('@') && words.split_whitespace().any(|word| word == first)
    };
    // Made small, it is one of TOML's own, unless a line ends before it.
    let lowered = matches!(value.trim(), "True" | "False").then(|| value.to_lowercase());
    let written = value;
    let value = lowered.as_deref().unwrap_or(written);
    let mut text = value.to_owned();
    if let Some(rest) = value.strip_prefix("@str ").filter(|rest| !rest.starts_with('@')) {
        rest.clone_into(&mut text);
    } else if !word(value, LATE) && !word(value, EARLY) {
        match toml::read(value) {
            Toml::Not => {}
            Toml::Text(read) => text = read,
            Toml::Other => return Ok(Bound::Stops(Stop::refused(span.clone(), Reason::Toml))),
            Toml::More => return Ok(Bound::Stops(Stop::unknown(span.clone(), Reason::Toml))),
        }
    }
    if word(&text, EARLY) {
        return Err(Stop::unknown(span.clone(), Reason::Toml));
    }
    if word(&text, LATE) {
        return Ok(Bound::Stops(Stop::unknown(span.clone(), Reason::Toml)));
    }
    if text != written {
        notes.add(span.clone(), Reason::Toml);
    }
    Ok(Bound::Text(text.into()))
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
                ("K=abc", Value("abc")),
                ("K='\"abc\"'\n", Value("abc")),
                ("K=\"'a\\\\b'\"\n", Value("a\\b")),
                ("K='\"a\\\\\\\\u0024{b}\\\\\\\\\\\\\\\\\"'\n", Value("a\\u0024{b}\\\\")),
                ("K='\"a\\\\u0024{b}\\\\\\\\\"'\n", Value("a${b}\\")),
                ("K='39#rx#w*pl+'\n", Refused),
                ("K=1234\n", Refused),
                ("K=01234\n", Value("01234")),
                ("K= True\n", Refused),
                ("K='\nTrue'\n", Value("\ntrue")),
                ("K=truer\n", Value("truer")),
                ("K='\"a\" #b'\n", Value("a")),
                ("K='\"a\"b'\n", Value("\"a\"b")),
                ("K='[1]'\n", Unknown),
                ("K='[1'\n", Value("[1")),
                ("K='@str 5'\n", Value("5")),
                ("K=@upper abc\n", Unknown),
                ("K=@int 5\n", Unknown),
                ("K='\"@int 5\"'\n", Unknown),
                ("K=@any\n", Value("@any")),
                ("K=\n", Value("")),
                ("K\n", Missing),
                ("K=a  b\n", Missing),
                ("K=a b #c\n", Value("a b")),
                ("K=a\t#b\n", Value("a\t#b")),
                ("K= #b\n", Value("#b")),
                ("K=a \n", Value("a")),
                ("K='a\\'\n", Value("a\\")),
                ("K='a' b\n", Missing),
                ("'K=J'=a\n", Refused),
                ("K=a\nk=b\n", Value("b")),
                ("k=b\nK=a\n", Value("a")),
                ("K.a=b\nK=c\n", Value("c")),
                ("K=c\nK__a=b\n", Refused),
                ("DYNACONF_K=a\n", Value("a")),
                ("K=b\nDYNACONF_K=a\n", Value("b")),
                ("J=1\nK=x${J}\nJ=2\n", Value("x2")),
                ("K=x${J}\nJ=2\n", Value("x")),
                ("J\nK=x${J:-y}\n", Value("x")),
                ("\u{feff}K=a\n", Missing),
                ("DYNACONF_K=\"[1, 2, 3]\"\n", Unknown),
                ("DYNACONF_K=\"{'val': 123}\"\n", Unknown),
                ("DYNACONF_K='@int 5000'\n", Unknown),
                ("K=@del\n", Unknown),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='\"a\"'\n", &[("'\"a\"'", Reason::Quotes), ("'\"a\"'", Reason::Toml)]),
                ("K='1'\n", &[("'1'", Reason::Toml)]),
                ("J=1\nK=a${J}\n", &[("a${J}", Reason::Interpolated)]),
                ("K=a  b\n", &[("K=a  b\n", Reason::Ignored)]),
                ("\u{feff}K=a\n", &[("\u{feff}K", Reason::ByteOrderMark)]),
            ],
        );
    }
}
