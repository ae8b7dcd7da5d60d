//! `export $(cat .env | xargs)` in bash, as many scripts have it.
//!
//! xargs takes quotes and backslashes off, and joins the words with blanks; then bash cuts at blanks again. So
//! no quoting keeps a blank: `K='a b'` is `a`. Nothing is looked up: `K=a$b` is `a$b`, and so is `K='a$b'`. A `#`
//! is no comment. A quote that is not closed on its line ends the reading there.
//!
//! Modelled from findutils 4.9.0, `xargs/xargs.c`, `read_line`, and bash 5.2, `builtins/setattr.def`.

use std::ops::Range;

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, Variables},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "export-xargs",
    label: "export $(cat .env | xargs)",
    family: Family::Shell,
    version: "bash 5.2, findutils 4.9",
    source: "findutils: xargs/xargs.c, read_line; bash: builtins/setattr.def",
    place: ".env, read by: export $(cat .env | xargs)",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::BARE_BACKSLASH],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name, false),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet {
        place: "the script that starts Django",
        text: "export $(cat .env | xargs)\n: \"${{var}:?is missing}\"\nexec gunicorn mysite.wsgi\n",
    }),
};

/// What is read; `grep` leaves out the lines that begin with `#`.
pub(super) fn load<'o>(file: &str, environment: &Environment<'_>, name: &VariableName, grep: bool) -> Loaded<'o> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut quote: Option<(char, usize)> = None;
    // Of the words, those that are over for xargs, too: quotes keep some together that they do not for bash.
    let mut over = 0;
    let mut begun = false;
    let mut characters = lines(file, grep);
    while let Some((at, c)) = characters.next() {
        // Other blanks part no words, but are dropped before one.
        if !begun && matches!(c, '\r' | '\u{b}' | '\u{c}') {
            continue;
        }
        begun = quote.is_some() || !matches!(c, ' ' | '\t' | '\n');
        match (c, quote) {
            ('\n', Some(_)) => break,
            (_, Some((close, start))) if c == close => {
                word.notes.add(start..at + 1, Reason::Quotes);
                quote = None;
            }
            (' ' | '\t', Some(_)) => words.push(word.end(at, true)),
            ('\'' | '"', None) => quote = Some((c, at)),
            ('\\', None) => {
                // At the very end it is nothing.
                let Some((next, c)) = characters.next() else { continue };
                word.notes.add(at..at + 1, Reason::Escape);
                if matches!(c, ' ' | '\t' | '\n') {
                    words.push(word.end(at, true));
                } else {
                    word.push(next, c);
                }
            }
            (' ' | '\t' | '\n', None) => {
                words.push(word.end(at, false));
                over = words.len();
            }
            _ => word.push(at, c),
        }
    }
    // What stands before a quote that does not close is exported, and the rest lost.
    match quote {
        Some(_) => words.truncate(over),
        None => words.push(word.end(file.len(), false)),
    }
    words.retain(|word| !word.text.is_empty());
    let mut loaded = match export(&words, environment, name.as_str()) {
        Ok(loaded) => loaded.into_owned(),
        Err(stop) => return stop.into(),
    };
    if let Some((_, start)) = quote {
        let end = file[start..].find('\n').map_or(file.len(), |length| start + length);
        loaded.notes.add(start..end, Reason::Unclosed);
    }
    loaded
}

/// The characters of the file as xargs gets them.
fn lines(file: &str, grep: bool) -> impl Iterator<Item = (usize, char)> {
    let mut start = 0;
    let kept = file.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        (!grep || !line.starts_with('#')).then_some((at, line))
    });
    kept.flat_map(move |(start, line)| {
        // grep ends each line.
        let end = (grep && !line.ends_with('\n')).then_some((start + line.len(), '\n'));
        line.char_indices().map(move |(at, c)| (start + at, c)).chain(end)
    })
}

/// A word for bash.
#[derive(Default)]
struct Word {
    text: String,
    span: Range<usize>,
    /// Whether more was meant to follow.
    cut: bool,
    notes: Vec<Note>,
}

impl Word {
    fn push(&mut self, at: usize, c: char) {
        if self.text.is_empty() {
            self.span.start = at;
        }
        self.text.push(c);
    }

    /// The word, which ends at `end`; the next one begins.
    fn end(&mut self, end: usize, cut: bool) -> Self {
        let word = std::mem::take(self);
        Self { span: word.span.start..end, cut, ..word }
    }
}

/// bash's `export`.
fn export<'w>(words: &'w [Word], environment: &Environment<'_>, name: &str) -> Result<Loaded<'w>, Stop> {
    let mut values = Variables::new();
    let mut notes = Vec::new();
    // Where the variable was set last.
    let mut found: Option<Range<usize>> = None;
    for (index, Word { text, span, cut, notes: more }) in words.iter().enumerate() {
        // An option, of this or of echo.
        if index == 0 && text.starts_with('-') && text.len() > 1 {
            return Err(Stop::unknown(span.clone(), Reason::Program));
        }
        let Some((key, value)) = text.split_once('=') else { continue };
        if key.strip_prefix(common::BYTE_ORDER_MARK) == Some(name) {
            notes.add(span.clone(), Reason::ByteOrderMark);
        }
        let (key, appends) = key.strip_suffix('+').map_or((key, false), |key| (key, true));
        let host = environment.get(key).filter(|_| appends);
        if !common::is_name(key) || appends && value.is_empty() && host.is_none() && !values.contains_key(key) {
            continue;
        }
        let mut set = values.remove(key).flatten().filter(|_| appends).or(host.map(str::to_owned)).unwrap_or_default();
        set.push_str(value);
        values.insert(key, Some(set));
        if key != name {
            continue;
        }
        if let Some(earlier) = found.replace(span.clone()) {
            notes.add(earlier, if appends { Reason::Continued } else { Reason::Overridden });
        }
        notes.extend_from_slice(more);
        if *cut {
            notes.add(span.end..span.end + 1, Reason::Cut);
        }
    }
    Ok(Loaded { bindings: values.bindings(), end: None, notes })
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
                ("K=a", Value("a")),
                ("K='a#b$c' #d\n", Value("a#b$c")),
                ("K=a$b*c\n", Value("a$b*c")),
                ("K='a b'\n", Value("a")),
                ("K=a\\ b\n", Value("a")),
                ("K=a\\\\b\\'c\n", Value("a\\b'c")),
                ("K='a'\\''b'\"c\"\n", Value("a'bc")),
                ("K='a\\b'\n", Value("a\\b")),
                ("export K=a\r\n", Value("a\r")),
                ("\r\u{b}K=a\u{c}\rb\r\n", Value("a\u{c}\rb\r")),
                ("K=a\n#b\n# K=c\n", Value("c")),
                ("K=a\nK+=b\n", Value("ab")),
                ("K=a\n#it's\nK=b\n", Value("a")),
                ("J=1\nK='a b\n", Missing),
                ("J='b\nK=a\n", Missing),
                ("J=a b\nK=a\n", Value("a")),
                ("K =a\nK= b\n", Value("")),
                ("\u{feff}K=a\n", Missing),
                ("K=a\\", Value("a")),
                ("-n K=a\n", Unknown),
                ("- K=a\n", Value("a")),
                ("K\n'' K=\n", Value("")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a b'\n", &[(" ", Reason::Cut)]),
                ("K='a'\\b\n", &[("'a'", Reason::Quotes), ("\\", Reason::Escape)]),
                ("K=a\nJ=it's\n", &[("'s", Reason::Unclosed)]),
                ("\u{feff}K=a\n", &[("\u{feff}K=a", Reason::ByteOrderMark)]),
            ],
        );
    }
}
