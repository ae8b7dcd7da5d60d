//! supervisord's `environment=`, in a `[program:…]` section.
//!
//! `environment=K="a%%b'c"` sets `K` to `a%b'c`: `%` begins a placeholder of Python's, words are cut
//! as Python's `shlex` cuts them, without escapes, and then all quotes at the ends of a word go. Without
//! quotes only letters, digits and `_ / . + - ( ) :` make one word.
//!
//! Modelled from supervisor 4.3.0, `supervisor/options.py` and `datatypes.py`,
//! `dict_of_key_value_pairs`; CPython 3.11, `Lib/configparser.py`, `_read`, `Lib/shlex.py`,
//! `read_token`, and `Objects/unicodeobject.c`, `PyUnicode_Format`.

mod sections;

use std::ops::Range;

use self::sections::sections;
use crate::{
    loader::{Django, Environment, Family, FileKind, Form, Loader, Precedence, Snippet, Tested, common},
    name::VariableName,
    quoting,
    reading::{Binding, Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "supervisord",
    label: "supervisord environment=",
    family: Family::Service,
    version: "4.3.0",
    source: "supervisor/datatypes.py, dict_of_key_value_pairs",
    place: "the program’s section of supervisord.conf",
    form: Form {
        head: "[program:django]\n",
        first: "environment=",
        further: "    ,",
        between: "=",
        after: "",
        file: FileKind::Ini,
    },
    tested: Tested::Real,
    quotings: &[quoting::DOUBLE_PERCENT, quoting::SINGLE_PERCENT],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet {
        place: "a terminal: an error in the file is told, and nothing is changed",
        text: "sudo supervisorctl update\n",
    }),
};

/// A character and where it stands, or a place where something of the host's is put.
type Placed = (usize, Option<char>);

/// What an `environment=` holds for the variable.
struct Set {
    span: Range<usize>,
    notes: Vec<Note>,
}

fn load<'o>(file: &str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'o>, Stop> {
    let mut notes = Vec::new();
    let sections = sections(file, &mut notes).map_err(Stop::Refused)?;
    let named = |name: &str| sections.iter().find(|section| section.name == name)?.environment.as_deref();
    let default = named("DEFAULT").unwrap_or(&[]);
    let mut reader = Reader {
        name: name.as_str(),
        environment,
        keys: Vec::new(),
        stage: 0,
        bindings: Vec::new(),
        left: common::most(file),
    };
    let mut found: Option<Set> = None;
    let programs = sections.iter().filter(|section| section.name.starts_with("program:"));
    let shared = named("supervisord").unwrap_or(default);
    for text in std::iter::once(shared).chain(programs.map(|section| section.environment.as_deref().unwrap_or(default)))
    {
        if let Some(set) = reader.pairs(text)?
            && let Some(earlier) = found.replace(set)
        {
            notes.add(earlier.span, Reason::Overridden);
        }
        reader.stage = 2;
    }
    if let Some(set) = found {
        notes.extend(set.notes);
    }
    Ok(Loaded { bindings: reader.bindings, end: None, notes })
}

/// The text `%(here)s`, which is replaced before anything else is.
const HERE: &str = "%(here)s";

struct Reader<'a, 'o> {
    name: &'a str,
    environment: &'a Environment<'a>,
    /// The names that the environment of all programs sets.
    keys: Vec<String>,
    /// How much there are placeholders for: 0 and 1 for what is for all programs, 2 for a program's own.
    stage: u8,
    bindings: Vec<Binding<'o>>,
    /// How much more they may hold: what is for all programs is set for each of them.
    left: usize,
}

impl Reader<'_, '_> {
    /// What an `environment=` holds.
    fn pairs(&mut self, text: &[Placed]) -> Result<Option<Set>, Stop> {
        let mut text = self.format(text)?;
        if self.stage == 0 {
            // What is for all programs is formatted twice.
            self.stage = 1;
            text = self.format(&text)?;
        }
        let mut comments = Vec::new();
        let tokens = tokens(&text, &mut comments).map_err(Stop::Refused)?;
        let mut found: Option<Set> = None;
        for pair in tokens.chunks(4) {
            let [key, equals, value, ..] = pair else { return Err(refused(pair)) };
            if !is(equals, "=") {
                return Err(refused(pair));
            }
            if self.stage < 2 {
                self.keys.push(key.iter().filter_map(|(_, c)| *c).collect());
            }
            let mut inner = &value[..];
            while let [(_, Some('\'' | '"')), rest @ ..] = inner {
                inner = rest;
            }
            while let [rest @ .., (_, Some('\'' | '"'))] = inner {
                inner = rest;
            }
            let grows = || Stop::unknown(span(value), Reason::Grows);
            self.left = self.left.checked_sub(key.len() + inner.len()).ok_or_else(grows)?;
            let text: Option<String> = inner.iter().map(|(_, c)| *c).collect();
            // One whose name is in part the host's is not followed.
            if let Some(key) = key.iter().map(|(_, c)| *c).collect::<Option<String>>() {
                let unknown = || Bound::Stops(Stop::unknown(span(value), Reason::Placeholder));
                let value = text.map_or_else(unknown, |text| Bound::Text(text.into()));
                self.bindings.push(Binding { name: key.into(), value });
            }
            if !is(key, self.name) {
                continue;
            }
            let mut notes = found.map_or_else(Vec::new, |earlier| vec![Note::new(earlier.span, Reason::Overridden)]);
            if inner.len() < value.len() {
                notes.add(span(value), Reason::Quotes);
            }
            // A `%` that is left of two.
            let doubled =
                |(at, c): &Placed| Some(Note::new((*at)..at + 2, Reason::Placeholder)).filter(|_| *c == Some('%'));
            notes.extend(inner.iter().filter_map(doubled));
            if let [_, _, _, next] = pair
                && !is(next, ",")
            {
                notes.add(span(next), Reason::Cut);
            }
            found = Some(Set { span: span(value), notes });
        }
        if let Some(set) = &mut found {
            set.notes.append(&mut comments);
        }
        Ok(found)
    }

    /// Python's `text % names`.
    fn format(&self, text: &[Placed]) -> Result<Vec<Placed>, Stop> {
        // `%(here)s` first, wherever it stands.
        let mut replaced = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some((&first, after)) = rest.split_first() {
            if rest.len() >= HERE.len() && is(&rest[..HERE.len()], HERE) {
                replaced.push((first.0, None));
                rest = &rest[HERE.len()..];
            } else {
                replaced.push(first);
                rest = after;
            }
        }
        let mut formatted = Vec::with_capacity(replaced.len());
        let mut rest = &replaced[..];
        // Whether there is something that a placeholder without a name stands for: all names at once.
        let mut nameless = true;
        let mut everything = None;
        while let Some((&(at, c), after)) = rest.split_first() {
            rest = after;
            if c != Some('%') {
                formatted.push((at, c));
                continue;
            }
            let bad = || Stop::refused(at..at + 1, Reason::Placeholder);
            if let [(_, Some('%')), after @ ..] = rest {
                formatted.push((at, Some('%')));
                rest = after;
                continue;
            }
            let mut number = None;
            if let [(_, Some('(')), after @ ..] = rest {
                let mut depth = 1;
                let length = after.iter().position(|(_, c)| {
                    depth += match c {
                        Some('(') => 1,
                        Some(')') => -1,
                        _ => 0,
                    };
                    depth == 0
                });
                let length = length.ok_or_else(bad)?;
                number = Some(self.is_number(&after[..length]).ok_or_else(bad)?);
                nameless = true;
                rest = &after[length + 1..];
            }
            rest = skip(skip(rest, "-+ #0", usize::MAX), "0123456789", usize::MAX);
            if let [(_, Some('.')), after @ ..] = rest {
                rest = skip(after, "0123456789", usize::MAX);
            }
            rest = skip(rest, "hlL", 1);
            let Some(&(_, Some(conversion))) = rest.first() else { return Err(bad()) };
            rest = &rest[1..];
            if !nameless {
                return Err(bad());
            }
            nameless = false;
            match (number, conversion) {
                (None, 's' | 'r' | 'a') => everything = Some(Note::new(at..at + 1, Reason::Placeholder)),
                (Some(_), 's' | 'r' | 'a')
                | (Some(true), 'c' | 'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G') => {
                    formatted.push((at, None));
                }
                _ => return Err(bad()),
            }
        }
        everything.map_or(Ok(formatted), |note| Err(Stop::Unknown(note)))
    }

    /// Whether a placeholder's name stands for a number, if it stands for anything.
    fn is_number(&self, name: &[Placed]) -> Option<bool> {
        let name: String = name.iter().map(|(_, c)| c.unwrap_or_default()).collect();
        match &name[..] {
            "here" => Some(false),
            "host_node_name" if self.stage > 0 => Some(false),
            "program_name" | "group_name" if self.stage > 1 => Some(false),
            "process_num" | "numprocs" if self.stage > 1 => Some(true),
            _ => {
                let name = name.strip_prefix("ENV_")?;
                let set = self.environment.get(name).is_some() || self.keys.iter().any(|key| key == name);
                set.then_some(false)
            }
        }
    }
}

/// `text` without the characters of `skipped` that it begins with, `most` of them.
fn skip<'a>(mut text: &'a [Placed], skipped: &str, mut most: usize) -> &'a [Placed] {
    while let [(_, Some(c)), after @ ..] = text
        && most > 0
        && skipped.contains(*c)
    {
        text = after;
        most -= 1;
    }
    text
}

/// Python's `shlex.shlex`, with its own idea of what makes a word.
fn tokens(text: &[Placed], comments: &mut Vec<Note>) -> Result<Vec<Vec<Placed>>, Note> {
    let is_word = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric() || "_/.+-():".contains(c));
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&(place, c)) = text.get(at) {
        let mut token = vec![(place, c)];
        at += 1;
        match c {
            Some(' ' | '\t' | '\n' | '\r') => continue,
            Some('#') => {
                at = comment_end(text, at, comments);
                continue;
            }
            Some(quote @ ('\'' | '"')) => {
                let length = text[at..].iter().position(|(_, c)| *c == Some(quote));
                let length = 1 + length.ok_or_else(|| Note::new(place..span(text).end, Reason::Unclosed))?;
                token.extend(&text[at..at + length]);
                at += length;
            }
            _ if is_word(c) => {
                while let Some(&(place, c)) = text.get(at) {
                    at += 1;
                    // A comment does not end a word.
                    if c == Some('#') {
                        at = comment_end(text, at, comments);
                    } else if is_word(c) || matches!(c, Some('\'' | '"')) {
                        token.push((place, c));
                    } else {
                        at -= 1;
                        break;
                    }
                }
            }
            _ => {}
        }
        tokens.push(token);
    }
    Ok(tokens)
}

/// Where the comment ends whose `#` stands before `at`.
fn comment_end(text: &[Placed], at: usize, comments: &mut Vec<Note>) -> usize {
    let end = text[at..].iter().position(|(_, c)| *c == Some('\n')).map_or(text.len(), |length| at + length + 1);
    comments.add(span(&text[at - 1..end]), Reason::Comment);
    end
}

fn is(text: &[Placed], word: &str) -> bool {
    text.iter().map(|(_, c)| *c).eq(word.chars().map(Some))
}

fn span(text: &[Placed]) -> Range<usize> {
    let end = text.last().map_or(0, |(at, c)| at + c.map_or(1, char::len_utf8));
    text.first().map_or(0, |(at, _)| *at)..end
}

fn refused(pair: &[Vec<Placed>]) -> Stop {
    let span = pair.first().map_or(0, |first| span(first).start)..pair.last().map_or(0, |last| span(last).end);
    Stop::refused(span, Reason::Syntax)
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
                ("[program:x]\nenvironment=K=a-b_c.d/e:f(g)\n", Value("a-b_c.d/e:f(g)")),
                ("[program:x]\nenvironment=K=\"a%%b'c=,d #e$f\\\"\n", Refused),
                ("[program:x]\nenvironment=K=\"a%%b'c=,d#e$f\\\"\n", Value("a%b'c=,d#e$f\\")),
                ("[program:x]\nEnvironment : J='b', K='a\"b'\n", Value("a\"b")),
                ("[program:x]\nenvironment=K=\"'a'\"\n", Value("a")),
                ("[program:x]\nenvironment=K=\"a\nJ=b\n", Refused),
                ("[program:x]\nenvironment=K=\"a\n  b\"\n", Value("a\nb")),
                ("[program:x]\nenvironment=\n  J=\"b\",\n\n  # c\n  K=\"a\" ; d\n", Value("a")),
                ("[program:x]\nenvironment=K=a#b\n c\n", Value("ac")),
                ("[program:x]\nenvironment=K=$a\n", Value("$")),
                ("[program:x]\nenvironment=K=a b\n", Value("a")),
                ("[program:x]\nenvironment=K=a\nenvironment=K=b,K=c\n", Value("c")),
                ("[supervisord]\nenvironment=K=\"a%%%%b\"\n[program:x]\nenvironment=J=b\n", Value("a%b")),
                ("[supervisord]\nenvironment=K=\"a%%b\"\n", Refused),
                ("[DEFAULT]\nenvironment=K=a\n[program:x]\n", Value("a")),
                ("[program:x]\nenvironment=K=a%b\n", Refused),
                ("[program:x]\nenvironment=K=a%\n", Refused),
                ("[program:x]\nenvironment=K=\"%(a\"\n", Refused),
                ("[program:x]\nenvironment=K=%(ENV_NOT_SET)s\n", Refused),
                ("[program:x]\nenvironment=K=%(here)d\n", Refused),
                ("[program:x]\nenvironment=K=%s\n", Unknown),
                ("[program:x]\nenvironment=K=%(program_name)s%(process_num)02d\n", Unknown),
                ("[program:x]\nenvironment=J=%(here)s,K=a\n", Value("a")),
                ("[program:x]\nenvironment=K=a%5%\n", Refused),
                ("[program:x]\nenvironment=K=\n", Refused),
                ("[program:x]\nenvironment=K\n", Refused),
                ("[program:x]\nenvironment=\"K\"=a\n", Missing),
                ("[program:x]\n;environment=K=a\n#environment=K=a\n[x]\nenvironment=K=a\n", Missing),
                ("environment=K=a\n", Refused),
                ("\u{feff}[program:x]\nenvironment=K=a\n", Refused),
                ("[program:x]\nK\nenvironment=K=a\n", Refused),
                ("[program:x y]\nenvironment=K=a\n", Refused),
            ],
        );
    }

    #[test]
    fn why() {
        notes(
            &LOADER,
            &[
                ("[program:x]\nenvironment=K=\"a%%b\"\n", &[("\"a%%b\"", Reason::Quotes), ("%%", Reason::Placeholder)]),
                ("[program:x]\nenvironment=K=a!\n", &[("!", Reason::Cut)]),
                ("[program:x]\nenvironment=K=\"a ;b\"\n", &[("\"a", Reason::Unclosed)]),
            ],
        );
    }
}
