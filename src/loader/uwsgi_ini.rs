//! uWSGI's `env =`, in an ini file.
//!
//! `env = K=a%%b"c` sets `K` to `a%b"c`. A `%` takes the character after it away with it, all over the
//! file, or stands for something of the host; `$(NAME)` is a variable of the environment, `@(name)` the
//! content of a file, without which it all ends, `%(name)` another option. There are no quotes and no
//! comments after a value.
//!
//! Modelled from uWSGI 2.0.21, `core/ini.c`, `uwsgi_ini_config`; `core/utils.c`, `magic_sub`,
//! `init_magic_table` and `uwsgi_apply_config_pass`.

use std::ops::Range;

use crate::{
    loader::{Django, Environment, Family, FileKind, Form, Loader, Precedence, Snippet, Tested},
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "uwsgi-ini",
    label: "uWSGI env =",
    family: Family::Service,
    version: "2.0.21",
    source: "core/ini.c, uwsgi_ini_config; core/utils.c, magic_sub",
    place: "uwsgi.ini",
    form: Form { head: "[uwsgi]\n", first: "env = ", further: "env = ", between: "=", after: "", file: FileKind::Ini },
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::BARE_PERCENT],
    cannot_carry: &["%(", "$(", "@("],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "uwsgi --strict --ini uwsgi.ini\n" }),
};

/// What stands for something of the host after a `%`. Any other character is just dropped with it.
const HOST: &str = "0123456789CDEGIJNOPSTUV[bcdeghijknopstuv";

/// A character and where it stands, or a place where something of the host's is put.
type Placed = (usize, Option<char>);

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut loaded = Loaded::default();
    // Where the variable was set last.
    let mut found = None;
    let mut ours = false;
    let (text, marks) = magic(file);
    for line in text.split(|(_, c)| *c == Some('\n')) {
        let line = strip(line);
        match line {
            [] | [(_, Some(';' | '#')), ..] => continue,
            [(_, Some('[')), section @ ..] => {
                ours = section.split_last().is_some_and(|(_, section)| is(section, "uwsgi"));
                continue;
            }
            _ => {}
        }
        let (key, value) = cut(line);
        let value = strip(value);
        let (variable, text) = cut(value);
        if !ours {
            continue;
        }
        // A file that is not there ends it all, whichever option names it.
        if let Some(at) = placeholder(value, "@", environment) {
            return Err(Stop::unknown(at..at + 1, Reason::Placeholder));
        }
        let key = (is(strip(key), "env") && !variable.is_empty()).then_some(variable);
        // A name that something of the host's is a part of is not followed.
        let Some(key) = key.and_then(|key| key.iter().map(|(_, c)| *c).collect::<Option<String>>()) else { continue };
        let alone = variable.len() == value.len();
        if key == name.as_str() {
            let place = Some(span(value)).filter(|_| !alone);
            if let Some(earlier) = std::mem::replace(&mut found, place) {
                loaded.notes.add(earlier, Reason::Overridden);
            }
        }
        let replaced = || {
            let here = text.iter().find(|(_, c)| c.is_none()).map(|(at, _)| *at);
            here.or_else(|| placeholder(value, "$%", environment))
        };
        let value = if alone {
            // It takes the variable away.
            Bound::Unset
        } else if let Some(at) = replaced() {
            Bound::Stops(Stop::unknown(at..at + 1, Reason::Placeholder))
        } else {
            Bound::Text(text.iter().filter_map(|(_, c)| *c).collect::<String>().into())
        };
        loaded.bind(key, value);
    }
    if let Some(span) = found {
        let end = file[span.end..].find('\n').map_or(file.len(), |length| span.end + length);
        let here = |mark: &Note| (span.start..end).contains(&mark.span.start);
        loaded.notes.extend(marks.into_iter().filter(here));
        if let Some(Bound::Text(text)) = loaded.get(name.as_str())
            && text.len() > 1
            && text.starts_with(['\'', '"'])
            && text.ends_with(['\'', '"'])
        {
            loaded.notes.add(span, Reason::QuotesKept);
        }
    }
    Ok(loaded)
}

/// The file with what a `%` does to it, and where.
fn magic(file: &str) -> (Vec<Placed>, Vec<Note>) {
    let mut text = Vec::with_capacity(file.len());
    let mut notes = Vec::new();
    let mut characters = file.char_indices();
    while let Some((at, c)) = characters.next() {
        if c != '%' {
            text.push((at, Some(c)));
            continue;
        }
        let next = characters.next().map(|(_, next)| next);
        match next {
            Some('%') => text.push((at, Some('%'))),
            Some('(') => {
                text.extend([(at, Some('%')), (at + 1, Some('('))]);
                continue;
            }
            // Only the first byte of a longer character goes, and what is left is no text.
            Some(next) if HOST.contains(next) || !next.is_ascii() => text.push((at, None)),
            Some(_) => {}
            // It goes on with what happens to be in memory after the file.
            None => text.push((at, None)),
        }
        notes.add(at..at + 1 + next.map_or(0, char::len_utf8), Reason::Placeholder);
    }
    (text, notes)
}

/// Where one of the `symbols` and `(…)` stand for something in the value of an option, if they do: `$`
/// for a variable of the environment, if it is set.
fn placeholder(value: &[Placed], symbols: &str, environment: &Environment<'_>) -> Option<usize> {
    symbols.chars().find_map(|symbol| {
        let mut opens = None;
        let mut state = 0;
        let mut depth = 0;
        for (index, (at, c)) in value.iter().enumerate() {
            match c {
                Some(c) if *c == symbol => (state, opens) = (1, Some((index, *at))),
                Some('(') if state == 1 => (state, depth) = (2, 0),
                Some(')') if state > 1 && depth == 0 => {
                    if let Some((start, at)) = opens.filter(|_| state > 2) {
                        let name: String = value[start + 2..index].iter().filter_map(|(_, c)| *c).collect();
                        if symbol != '$' || environment.get(&name).is_some() {
                            return Some(at);
                        }
                    }
                    state = 0;
                }
                _ if state > 1 => {
                    depth += i32::from(*c == Some('(')) - i32::from(*c == Some(')'));
                    state = 3;
                }
                _ => state = 0,
            }
        }
        None
    })
}

/// What stands before the first `=`, and what after it.
fn cut(text: &[Placed]) -> (&[Placed], &[Placed]) {
    let equals = text.iter().position(|(_, c)| *c == Some('=')).unwrap_or(text.len());
    (&text[..equals], text.get(equals + 1..).unwrap_or(&[]))
}

fn strip(mut text: &[Placed]) -> &[Placed] {
    while let [(_, Some(' ' | '\t' | '\r')), rest @ ..] | [rest @ .., (_, Some(' ' | '\t' | '\r'))] = text {
        text = rest;
    }
    text
}

fn is(text: &[Placed], word: &str) -> bool {
    text.iter().map(|(_, c)| *c).eq(word.chars().map(Some))
}

fn span(text: &[Placed]) -> Range<usize> {
    let end = text.last().map_or(0, |(at, c)| at + c.map_or(1, char::len_utf8));
    text.first().map_or(0, |(at, _)| *at)..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Unknown, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("[uwsgi]\nenv = K=a\n", Value("a")),
                ("[uwsgi]\n\tenv=K='a' #b ;c $d \\e\" \t\r\n", Value("'a' #b ;c $d \\e\"")),
                ("[uwsgi]\nenv = K=a%%b%!c%fd\n", Value("a%bcd")),
                ("[uwsgi]\nenv = K=a%\nJ=b\n", Value("aJ=b")),
                ("[uwsgi]\nenv = K=a%", Unknown),
                ("[uwsgi]\nenv = K=%n\n", Unknown),
                ("[uwsgi]\nenv = J=%n\nenv = K=a\n", Value("a")),
                ("[uwsgi]\nenv = K=$(NOT_SET)$a(b)$()\n", Value("$(NOT_SET)$a(b)$()")),
                ("[uwsgi]\nenv = K=a@(/not/there)b\n", Unknown),
                ("[uwsgi]\nx = @(/not/there)\nenv = K=a\n", Unknown),
                ("[uwsgi]\nenv = K=a@()%(x\n", Value("a@()%(x")),
                ("[uwsgi]\nenv = K=%(env)\n", Unknown),
                ("[uwsgi]\nenv = K=a\nenv = K=b\n", Value("b")),
                ("[uwsgi]\nenv = K=a\nenv = K\n", Missing),
                ("[uwsgi]\nenv = K=\n", Value("")),
                ("[uwsgi]\nenv = K=a=b\n", Value("a=b")),
                ("[uwsgi]\nenv = K = a\nenviron = K=a\n;env = K=a\n#env = K=a\n", Missing),
                ("env = K=a\n[x]\nenv = K=b\n", Missing),
                ("\u{feff}[uwsgi]\nenv = K=a\n", Missing),
                ("[uwsgi]\nenv = K=a\renv = K=b\n", Value("a\renv = K=b")),
            ],
        );
    }

    #[test]
    fn why() {
        notes(
            &LOADER,
            &[
                ("[uwsgi]\nenv = K=a%%b%!\n", &[("%%", Reason::Placeholder), ("%!", Reason::Placeholder)]),
                ("[uwsgi]\nenv = K=\"a\"\n", &[("K=\"a\"", Reason::QuotesKept)]),
                ("[uwsgi]\nenv = K=@(x)\n", &[("@", Reason::Placeholder)]),
            ],
        );
    }
}
