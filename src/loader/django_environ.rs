//! django-environ reading a `.env` file, and `env("K")` as settings use it.
//!
//! `K=$abc` is a *proxy*: `env("K")` looks up `abc` instead, and fails if there is none; no quoting
//! prevents it. Anywhere else `$` is itself. `K='a"b'` is `a"b`; in `"…"` a backslash escapes any
//! character but `r`, `n` and `t`.
//!
//! Modelled from django-environ 0.14.0, `environ/environ.py`, `Env.read_env` and `Env.get_value`.

use std::ops::Range;

use crate::{
    loader::{
        Django, Environment, Family, Form, Loader, Precedence, Tested,
        common::{self, Variables, python},
    },
    name::VariableName,
    quoting,
    reading::{Binding, Bound, Loaded, Notes as _, Reason, Stop},
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
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_BACKSLASH],
    cannot_carry: &[],
    with: Some("django-environ-escape-proxy"),
    load: |file, environment, name| load(file, environment, name, false),
    precedence: Precedence::FileAlone,
    django: Django::DjangoEnviron { escape_proxy: false },
    starts: None,
};

/// What is read; `escapes` is the option `escape_proxy`, with which a backslash before a `$` is dropped at the
/// end, once for each variable that led there.
pub(super) fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName, escapes: bool) -> Loaded<'f> {
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
                notes.add(earlier, Reason::Overridden);
            }
        } else {
            notes.extend(common::hidden_name(file, written, name));
        }
    }
    let overridden = notes.len();
    // What `os.environ` has once the file is read: what was there before stays.
    let lookup = |name: &str| environment.get(name).or_else(|| values.value(name));
    let at = found.unwrap_or_default();
    // A chain is followed for each; one that only a circle reaches is not followed for all.
    let mut left = 16 * file.len();
    let mut bound = |key: &str, is_asked: bool| {
        let mut text = lookup(key)?;
        // Python gives up on a chain of about a thousand, which only a circle reaches.
        for steps in 0..1000 {
            if !text.starts_with('$') {
                let mut unescaped = text.to_owned();
                for _ in 0..=steps {
                    if !escapes || !unescaped.contains("\\$") {
                        break;
                    }
                    unescaped = unescaped.replace("\\$", "$");
                }
                if is_asked && unescaped != text {
                    notes.add(at.clone(), Reason::Escape);
                }
                return Some(Bound::Text(unescaped.into()));
            }
            if is_asked {
                notes.add(at.clone(), Reason::Interpolated);
            } else if let Some(less) = left.checked_sub(text.len()) {
                left = less;
            } else {
                break;
            }
            let Some(next) = lookup(text.trim_start_matches('$')) else { break };
            text = next;
        }
        let span = if is_asked { at.clone() } else { 0..0 };
        Some(Bound::Stops(Stop::refused(span, Reason::Interpolated)))
    };
    let mut loaded = Loaded::default();
    for (key, _) in values.all().filter(|(key, _)| *key != name.as_str()) {
        loaded.bindings.extend(bound(key, false).map(|value| Binding { name: key.into(), value }));
    }
    if let Some(value) = bound(name.as_str(), true) {
        loaded.bind(name.as_str().to_owned(), value);
        let quotes = python::quotes_note(file, at);
        notes.splice(overridden..overridden, quotes);
    }
    loaded.notes = notes;
    loaded
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
        Expected::{self, Missing, Refused, Value},
        notes, reads,
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

    /// Its number, a file, what is read, and what is noted.
    type Thread = (&'static str, &'static str, Expected, &'static [(&'static str, Reason)]);

    /// The texts of github.com/joke2k/django-environ/issues/N, in which users ask why their value
    /// arrives changed or not at all: the reading and the reasons that the page gives.
    #[test]
    fn issue_threads() {
        const PROXY: Reason = Reason::Interpolated;
        let threads: &[Thread] = &[
            ("98", "K=$R3OHmJvC2Gi(5JaOMDTtO9-7#\n", Refused, &[("$R3OHmJvC2Gi(5JaOMDTtO9-7#", PROXY)]),
            // The advice given there, to use quotes, does not help.
            ("98", "K=\"$skipped-dollar-proxy-function\"\n", Refused, &[("\"$skipped-dollar-proxy-function\"", PROXY)]),
            ("207", "EMAIL_HOST_USER='xyz@gmail.com'\nK='$xyz'\n", Refused, &[("'$xyz'", PROXY)]),
            ("213", "K=$123bnsfbndsbf\n", Refused, &[("$123bnsfbndsbf", PROXY)]),
            ("213", "K=$%=%6asjj77sHFa...\n", Refused, &[("$%=%6asjj77sHFa...", PROXY)]),
            (
                "271",
                "K='$my_password_including_$_sign_in_the_beginning'\n",
                Refused,
                &[("'$my_password_including_$_sign_in_the_beginning'", PROXY)],
            ),
            // A backslash is no escape in single quotes, nor without any: it stays.
            (
                "271",
                "K='\\$my_password_including_$_sign_in_the_beginning'\n",
                Value("\\$my_password_including_$_sign_in_the_beginning"),
                &[("'\\$my_password_including_$_sign_in_the_beginning'", Reason::Quotes)],
            ),
            (
                "284",
                "K=$q*eo+c&2!)u9^tpd6f=0szxt6+th!j^#z9$1mh!kyen*36($t)\n",
                Refused,
                &[("$q*eo+c&2!)u9^tpd6f=0szxt6+th!j^#z9$1mh!kyen*36($t)", PROXY)],
            ),
            (
                "284",
                "K='$q*eo+c&2!)u9^tpd6f=0szxt6+th!j^#z9$1mh!kyen*36($t)'\n",
                Refused,
                &[("'$q*eo+c&2!)u9^tpd6f=0szxt6+th!j^#z9$1mh!kyen*36($t)'", PROXY)],
            ),
            // Version 0.11.1 looked up a $ in the middle; the version modelled does not.
            (
                "490",
                "K=ABCDEFG_1234567890_N0T@R3ALV@L$S3CR3TK3Y@HELLOWORLD\n",
                Value("ABCDEFG_1234567890_N0T@R3ALV@L$S3CR3TK3Y@HELLOWORLD"),
                &[],
            ),
        ];
        for (_, file, expected, noted) in threads {
            reads(&LOADER, &[(file, *expected)]);
            notes(&LOADER, &[(file, noted)]);
        }
    }
}
