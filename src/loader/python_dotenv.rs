//! python-dotenv's `load_dotenv()`, and the variable in `os.environ` after it.
//!
//! `K=a #b` is `a`, `K=a#b` is `a#b`, `K='a\'b'` is `a'b`. `${NAME}` and `${NAME:-default}` are
//! replaced in every kind of quotes, and nothing escapes them; a `$` alone is itself. A line that
//! does not parse is dropped.
//!
//! Modelled from python-dotenv 1.2.4, `dotenv/parser.py`, `variables.py` and `main.py`.

mod parser;

use std::{borrow::Cow, ops::Range};

use crate::{
    loader::{
        Django, Environment, Family, Form, Loader, Precedence, Tested,
        common::{self, Variables},
    },
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) use parser::{Binding, Parser};

pub(super) const LOADER: Loader = Loader {
    id: "python-dotenv",
    label: "python-dotenv",
    family: Family::Python,
    version: "1.2.4",
    source: "dotenv/parser.py, dotenv/variables.py",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_BACKSLASH],
    cannot_carry: &["${"],
    with: Some("python-dotenv-plain"),
    load: |file, environment, name| load(file, environment, name, &Rules::LOAD_DOTENV),
    precedence: Precedence::Host,
    django: Django::Dotenv { interpolate: true },
    starts: None,
};

/// What makes something else of the value that was read; none if it fails.
type Then = fn(&str, &Variables<'_>, &Environment<'_>) -> Option<String>;

/// Where a program puts the variables.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Into {
    /// `os.environ`, which takes no `=` in a name.
    Environ,
    /// A map of its own.
    Map,
    /// Another environment, as `NAME=value`: a name ends at the first `=`, and the host's variables
    /// are not there.
    Podman,
}

/// What differs among the programs that read with python-dotenv.
pub(super) struct Rules {
    /// Whether `${NAME}` is replaced.
    pub(super) interpolate: bool,
    /// Where the variables go.
    pub(super) into: Into,
    /// Whether `k` is `K`.
    pub(super) ignore_case: bool,
    /// What is done to the value when it is asked for.
    pub(super) then: Option<Then>,
    /// How old the parser is.
    pub(super) age: Age,
}

/// How old the parser is, where it has come to read otherwise.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub(super) enum Age {
    /// 1.2.
    Now,
    /// 0.21: a quote after a backslash goes on, and `K= #b` is `#b`.
    Old,
    /// 0.13, which dynaconf has a copy of: a value without quotes is over at two blanks.
    Oldest,
}

impl Rules {
    /// Those of `load_dotenv()`.
    pub(super) const LOAD_DOTENV: Self =
        Self { interpolate: true, into: Into::Environ, ignore_case: false, then: None, age: Age::Now };
}

/// What is read by these rules.
pub(super) fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName, rules: &Rules) -> Loaded<'f> {
    variables(file, environment, name, rules).unwrap_or_else(Loaded::from)
}

fn variables<'f>(
    file: &'f str,
    environment: &Environment<'_>,
    name: &VariableName,
    rules: &Rules,
) -> Result<Loaded<'f>, Stop> {
    let host = environment.get(name.as_str()).filter(|_| rules.into != Into::Podman);
    let mut parser = Parser::new(file, rules.age);
    parser.at = usize::from(file.starts_with(common::BYTE_ORDER_MARK)) * common::BYTE_ORDER_MARK.len_utf8();
    let mut values: Variables<'_> = Variables::new();
    let mut found: Option<(Range<usize>, Vec<Note>)> = None;
    let mut last = name.as_str();
    let mut notes = Vec::new();
    let mut size = 0;
    while parser.at < file.len() {
        let start = parser.at;
        let Some(Binding { key, value, span }) = parser.binding() else {
            let line = start..parser.at;
            if file[line.clone()].contains(name.as_str()) {
                notes.push(parser.unclosed.take().unwrap_or(Note::new(line, Reason::Ignored)));
            }
            continue;
        };
        let mut what = std::mem::take(&mut parser.notes);
        let value = value.map(|value| {
            let most = common::most(file);
            let expanded =
                if rules.interpolate { expand(&value, &values, environment, rules.into, most) } else { None };
            if expanded.is_some() {
                what.add(span.clone(), Reason::Interpolated);
            }
            expanded.unwrap_or(value)
        });
        size += value.as_ref().map_or(0, String::len);
        if size > common::most(file) {
            return Err(Stop::unknown(span, Reason::Grows));
        }
        // Python takes no such name into the environment.
        if rules.into == Into::Environ && key.contains('=') && value.is_some() {
            return Err(Stop::refused(span, Reason::Name));
        }
        if is_name(key, name.as_str(), rules) {
            // Of two spellings the one that came later for the first time wins.
            if !values.contains_key(key) {
                last = key;
            }
            if let Some((earlier, _)) = found.replace((span, what)) {
                notes.add(earlier, Reason::Overridden);
            }
        }
        values.insert(key, value);
    }
    let mut loaded = Loaded::default();
    let is_asked = |key: &str| is_name(key, name.as_str(), rules);
    // Expanded for all: what that may come to is bounded, but not for the one that is asked for.
    let mut left = 16 * common::most(file);
    for (key, value) in values.all() {
        let ours = is_asked(key);
        let mut bound = value.map_or(Bound::Unset, |value| Bound::Text(value.to_owned().into()));
        if let (Some(then), Some(value)) = (rules.then, value) {
            let changed = if ours || left > 0 { then(value, &values, environment) } else { None };
            left = left.saturating_sub(64 + changed.as_ref().map_or(0, String::len));
            let mut what = found.as_mut().filter(|_| ours && key == last);
            match changed {
                None => {
                    let span = what.map_or(0..0, |(span, _)| span.clone());
                    bound = Bound::Stops(Stop::refused(span, Reason::Interpolated));
                }
                Some(changed) if changed == *value => {}
                Some(changed) => {
                    if let Some((span, what)) = &mut what {
                        let reason = if value.contains("${") { Reason::Interpolated } else { Reason::Escape };
                        what.add(span.clone(), reason);
                    }
                    bound = Bound::Text(changed.into());
                }
            }
        }
        let mut set = Cow::Borrowed(key);
        if ours && rules.ignore_case {
            set = Cow::Owned(name.as_str().to_owned());
        }
        if rules.into == Into::Podman
            && let Some((key, rest)) = key.split_once('=')
        {
            if ours && let Some((span, _)) = &found {
                notes.add(span.clone(), Reason::Name);
            }
            // Python has made every line ending a `\n`.
            let mut rest = rest.replace("\r\n", "\n").replace('\r', "\n");
            if let Some(value) = value {
                rest = [&rest, "=", value].concat();
            }
            (set, bound) = (Cow::Borrowed(key), Bound::Text(rest.into()));
        }
        loaded.bind(set, bound);
    }
    if let (Some(value), Some(then)) = (host, rules.then) {
        let stops = || Bound::Stops(Stop::refused(0..0, Reason::Interpolated));
        let changed = then(value, &values, environment).map_or_else(stops, |changed| Bound::Text(changed.into()));
        loaded.bind(name.as_str().to_owned(), changed);
        notes.clear();
    } else {
        notes.extend(found.map(|(_, what)| what).unwrap_or_default());
    }
    loaded.notes = notes;
    Ok(loaded)
}

/// Whether the loader that reads by these rules takes `key` for the variable `name`.
fn is_name(key: &str, name: &str, rules: &Rules) -> bool {
    key == name
        || rules.ignore_case && key.eq_ignore_ascii_case(name)
        || rules.into == Into::Podman && key.strip_prefix(name).is_some_and(|rest| rest.starts_with('='))
}

/// `value` with each `${NAME}` and `${NAME:-default}` replaced; none if there is none.
///
/// What the host sets comes before what the file sets where the variables go to `os.environ`, else after it.
pub(super) fn expand(
    value: &str,
    values: &Variables<'_>,
    environment: &Environment<'_>,
    into: Into,
    most: usize,
) -> Option<String> {
    let mut expanded: Option<String> = None;
    let mut copied = 0;
    let mut from = 0;
    while let Some(start) = value[from..].find("${").map(|found| from + found) {
        let Some(length) = value[start + 2..].find(['}', ':']) else { break };
        let end = start + 2 + length;
        let mut close = end;
        let mut default = "";
        if value[end..].starts_with(":-") {
            let Some(length) = value[end..].find('}') else { break };
            close = end + length;
            default = &value[end + 2..close];
        } else if !value[end..].starts_with('}') {
            // This colon is in the way of every `${` before it, too.
            from = end;
            continue;
        }
        let name = &value[start + 2..end];
        let host = environment.get(name);
        let replaced = match host.filter(|_| into == Into::Environ) {
            Some(set) => set,
            None => values.get(name).map_or(host.unwrap_or(default), |set| set.as_deref().unwrap_or_default()),
        };
        let text = expanded.get_or_insert_default();
        text.push_str(&value[copied..start]);
        // What is too long already is refused.
        if text.len() <= most {
            text.push_str(replaced);
        }
        copied = close + 1;
        from = copied;
    }
    if let Some(text) = &mut expanded {
        text.push_str(&value[copied..]);
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        reads,
    };
    use crate::reading::Reading;

    #[test]
    fn what_does_not_load_is_refused_on_every_host() {
        let name = VariableName::parse("K").expect("a name");
        let host = Environment::new(&[("K", "host")]);
        assert!(LOADER.read("K=a\n", &name, &host).is(&"host".into()));
        assert!(matches!(LOADER.read("'J=H'=a\n", &name, &host), Reading::Refused(_)));
    }

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("  export   K = a b  # c\n", Value("a b")),
                ("K=a#b\n", Value("a#b")),
                ("K=#b\n", Value("#b")),
                ("K= #b\n", Value("")),
                ("K=a\t #b #c\n", Value("a")),
                ("K='a\\'b\\\\c\\n'\n", Value("a'b\\c\\n")),
                ("K=\"a\\\"b\\n\\x\\$\"\n", Value("a\"b\n\\x\\$")),
                ("K='a\nb'\n", Value("a\nb")),
                ("K='a\r\nb'\r\n", Value("a\nb")),
                ("K='a\\\\'\n", Value("a\\")),
                ("K='a' b\n", Missing),
                ("K='a' #b\n", Value("a")),
                ("K='a\nK=b\n", Value("b")),
                ("'K'=a\n", Value("a")),
                ("'J=H'=a\nK=b\n", Refused),
                ("K\n", Missing),
                ("K=a\nK\n", Missing),
                ("K=a\nK=b\n", Value("b")),
                ("K=$a$\n", Value("$a$")),
                ("J=x\nK='${J}y${H:-z}'\n", Value("xyz")),
                ("K=${a:b}c}\n", Value("${a:b}c}")),
                ("K=${a:${J:-b}\n", Value("${a:b")),
                ("K=${a\n", Value("${a")),
                ("\u{feff}K=a\n", Value("a")),
                ("K=\u{a0}a\u{2028}b\u{1f}\n", Value("a\u{2028}b")),
                ("#K=a\n=b\nexport\n", Missing),
            ],
        );
    }
}
