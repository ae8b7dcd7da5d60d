//! `export $(cat .env | xargs)` in bash, as many scripts have it.
//!
//! xargs takes quotes and backslashes off, and joins the words with blanks; then bash cuts at blanks again. So
//! no quoting keeps a blank: `K='a b'` is `a`. Nothing is looked up: `K=a$b` is `a$b`, and so is `K='a$b'`. A `#`
//! is no comment. A quote that is not closed on its line ends the reading there.
//!
//! Modelled from findutils 4.9.0, `xargs/xargs.c`, `read_line`, and bash 5.2, `builtins/setattr.def`.

use std::ops::Range;

use super::{Environment, FROM_ENVIRON, Family, Form, Load, Loader, Snippet, Tested, common};
use crate::{
    line,
    name::VariableName,
    reading::{Note, Notes as _, Reading, Reason},
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
    quotings: &[line::BARE, line::SINGLE, line::BARE_BACKSLASH],
    cannot_carry: &[],
    with: None,
    load: Load::One(|file, name, environment| read(file, name, environment, false)),
    settings: FROM_ENVIRON,
    starts: Some(Snippet {
        place: "the script that starts Django",
        text: "export $(cat .env | xargs)\n: \"${{var}:?is missing}\"\nexec gunicorn mysite.wsgi\n",
    }),
};

/// What is read; `grep` leaves out the lines that begin with `#`.
pub(super) fn read(file: &str, name: &VariableName, environment: &Environment<'_>, grep: bool) -> Reading {
    let mut export = Export {
        name: name.as_str(),
        value: environment.get(name.as_str()).map(str::to_owned),
        words: 0,
        found: None,
        notes: Vec::new(),
    };
    let mut run = || -> Result<(), Reading> {
        let mut word = Word::default();
        // Those before it that quotes keep together with it for xargs, and not for bash.
        let mut before = Vec::new();
        let mut quote: Option<(char, usize)> = None;
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
                (' ' | '\t', Some(_)) => before.push((std::mem::take(&mut word), at)),
                ('\'' | '"', None) => quote = Some((c, at)),
                ('\\', None) => {
                    // At the very end it is nothing.
                    let Some((next, c)) = characters.next() else { continue };
                    word.notes.add(at..at + 1, Reason::Escape);
                    if matches!(c, ' ' | '\t' | '\n') {
                        before.push((std::mem::take(&mut word), at));
                    } else {
                        word.push(next, c);
                    }
                }
                (' ' | '\t' | '\n', None) => export.words(&mut before, &mut word, at)?,
                _ => word.push(at, c),
            }
        }
        match quote {
            // What stands before it is exported, and the rest lost.
            Some((_, start)) => {
                let end = file[start..].find('\n').map_or(file.len(), |length| start + length);
                export.notes.add(start..end, Reason::Unclosed);
                Ok(())
            }
            None => export.words(&mut before, &mut word, file.len()),
        }
    };
    if let Err(stopped) = run() {
        return stopped;
    }
    let Export { value, notes, .. } = export;
    match value {
        Some(value) => Reading::Value { text: value.as_str().into(), notes },
        None => Reading::Missing { notes },
    }
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

/// A word that is not over yet.
#[derive(Default)]
struct Word {
    text: String,
    start: Option<usize>,
    notes: Vec<Note>,
}

impl Word {
    fn push(&mut self, at: usize, c: char) {
        self.start.get_or_insert(at);
        self.text.push(c);
    }
}

/// bash's `export`, word by word.
struct Export<'a> {
    name: &'a str,
    value: Option<String>,
    words: usize,
    /// Where the variable was set last.
    found: Option<Range<usize>>,
    notes: Vec<Note>,
}

impl Export<'_> {
    /// Takes what is one word to xargs: words that were cut from it, and the one that ends at `end`.
    fn words(&mut self, before: &mut Vec<(Word, usize)>, last: &mut Word, end: usize) -> Result<(), Reading> {
        for (word, end) in before.drain(..) {
            self.word(word, end, true)?;
        }
        self.word(std::mem::take(last), end, false)
    }

    /// Takes the word that ends at `end`; `cut` if more was meant to follow.
    fn word(&mut self, word: Word, end: usize, cut: bool) -> Result<(), Reading> {
        let Word { text, start, mut notes } = word;
        let Some(start) = start else { return Ok(()) };
        self.words += 1;
        // An option, of this or of echo.
        if self.words == 1 && text.starts_with('-') && text.len() > 1 {
            return Err(Reading::unknown(start..end, Reason::Program));
        }
        let Some((key, value)) = text.split_once('=') else { return Ok(()) };
        let appended = key.strip_suffix('+').filter(|_| self.value.is_some() || !value.is_empty());
        if key.strip_prefix(common::BYTE_ORDER_MARK) == Some(self.name) {
            self.notes.add(start..end, Reason::ByteOrderMark);
        }
        if appended.unwrap_or(key) != self.name {
            return Ok(());
        }
        if cut {
            notes.add(end..end + 1, Reason::Cut);
        }
        if let Some(earlier) = self.found.replace(start..end) {
            let reason = if appended.is_some() { Reason::Continued } else { Reason::Overridden };
            self.notes.add(earlier, reason);
        }
        self.notes.append(&mut notes);
        let before = self.value.take().filter(|_| appended.is_some()).unwrap_or_default();
        self.value = Some(before + value);
        Ok(())
    }
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
