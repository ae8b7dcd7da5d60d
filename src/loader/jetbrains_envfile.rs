//! EnvFile, the plugin by which PyCharm and JetBrains' other IDEs hand a `.env` to what they run.
//!
//! A `#` begins a comment only after a blank, and `\#` keeps it there. `\"` is `"`, with quotes or without. In quotes
//! of either kind `\n` is a line break; those in `"` may go on for lines, up to the last `"` of a line. Nothing is
//! looked up, unless the plugin is told to.
//!
//! Modelled from EnvFile's `DotEnvFileParser.java`, the newest stored, which follows 3.4.0 of October 2022. That one
//! leaves `\"` as it is, so what is written here has none. The plugin is in no registry.

use std::ops::Range;

use crate::{
    loader::{
        Django, Family, Form, Loader, Precedence, Snippet, Tested,
        common::{self, python},
    },
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "jetbrains-envfile",
    label: "EnvFile plugin (PyCharm)",
    family: Family::Python,
    version: "3.4",
    source: "ashald/EnvFile: providers/dotenv/DotEnvFileParser.java",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::FromSource,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet { place: "Run > Edit Configurations > EnvFile", text: "Enable EnvFile, and add .env\n" }),
};

/// Lines in double quotes, of which the end is still to come.
struct Open<'f> {
    key: &'f str,
    text: String,
    /// From the quote on.
    span: Range<usize>,
    notes: Vec<Note>,
}

fn load<'f>(file: &'f str, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut reader = Reader { name: name.as_str(), loaded: Loaded::default(), found: None };
    let mut open: Option<Open<'f>> = None;
    let ends = |c| matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    for line in python::cut(file, ends) {
        let span = trimmed(file, line);
        let text = &file[span.clone()];
        if text.starts_with('#') {
            continue;
        }
        if let Some(Open { text: value, span: whole, notes, .. }) = &mut open {
            let text = without_comment(file, span.clone(), notes);
            value.push('\n');
            notes.add(whole.end..span.start, Reason::Continued);
            whole.end = span.end;
            let closes = |at: &usize| *at == 0 || text.as_bytes()[at - 1] != b'\\';
            let Some(close) = text.rmatch_indices('"').map(|(at, _)| at).find(closes) else {
                value.push_str(&unescaped(&text));
                continue;
            };
            // The place is looked up in what it was before, in units of UTF-16.
            let mut left = text[..close].encode_utf16().count();
            for character in unescaped(&text).chars() {
                if left > 0 {
                    left = left.saturating_sub(character.len_utf16());
                    value.push(character);
                }
            }
            if left > 0 {
                return Err(Stop::refused(whole.clone(), Reason::Escape));
            }
            if let Some(Open { key, text, span, mut notes }) = open.take() {
                notes.add(span.start..span.start + 1, Reason::Quotes);
                reader.set(key, text, span, notes);
            }
            continue;
        }
        let Some((before, _)) = text.split_once('=') else { continue };
        let key = before.strip_prefix("export ").map_or(before, |key| key.trim_matches(is_blank));
        if key != name.as_str() {
            reader.loaded.notes.extend(common::hidden_name(file, span.start..span.start + before.len(), name));
        }
        let span = trimmed(file, span.start + before.len() + 1..span.end);
        let raw = &file[span.clone()];
        let mut notes = Vec::new();
        let inside = |quote: char| raw.strip_prefix(quote)?.strip_suffix(quote);
        if raw.starts_with('"') && inside('"').is_none_or(|inside| inside.ends_with('\\')) {
            let text = unescaped(&without_comment(file, span.start + 1..span.end, &mut notes));
            open = Some(Open { key, text, span, notes });
            continue;
        }
        if raw == "'" {
            return Err(Stop::refused(span, Reason::Unclosed));
        }
        let value = match inside('"').or_else(|| inside('\'')) {
            Some(inside) => {
                notes.add(span.clone(), Reason::Quotes);
                let breaks = raw.match_indices("\\n").map(|(at, text)| span.start + at..span.start + at + text.len());
                notes.extend(breaks.map(|span| Note::new(span, Reason::Escape)));
                inside.replace("\\n", "\n")
            }
            None => without_comment(file, span.clone(), &mut notes),
        };
        let quotes = raw.match_indices("\\\"").map(|(at, text)| span.start + at..span.start + at + text.len());
        notes.extend(quotes.map(|span| Note::new(span, Reason::Escape)));
        reader.set(key, unescaped(&value), span, notes);
    }
    if let Some(Open { key, span, .. }) = open
        && key == name.as_str()
    {
        reader.loaded.notes.add(span.start..span.start + 1, Reason::Unclosed);
    }
    Ok(reader.loaded)
}

struct Reader<'f, 'n> {
    name: &'n str,
    loaded: Loaded<'f>,
    /// Where the variable was set last.
    found: Option<Range<usize>>,
}

impl<'f> Reader<'f, '_> {
    fn set(&mut self, key: &'f str, value: String, span: Range<usize>, notes: Vec<Note>) {
        self.loaded.bind(key, Bound::Text(value.into()));
        if key == self.name {
            self.loaded.notes.extend(notes);
            self.loaded.notes.extend(self.found.replace(span).map(|earlier| Note::new(earlier, Reason::Overridden)));
        }
    }
}

/// Java's `trim`.
fn trimmed(file: &str, span: Range<usize>) -> Range<usize> {
    let text = &file[span.clone()];
    let start = span.end - text.trim_start_matches(is_blank).len();
    start..start + file[start..span.end].trim_end_matches(is_blank).len()
}

const fn is_blank(c: char) -> bool {
    c <= ' '
}

fn unescaped(text: &str) -> String {
    text.replace("\\\"", "\"")
}

/// What stands before a comment, in which `\#` behind a blank is `#`.
fn without_comment(file: &str, span: Range<usize>, notes: &mut Vec<Note>) -> String {
    const BLANKS: [char; 6] = [' ', '\t', '\n', '\u{b}', '\u{c}', '\r'];
    let text = &file[span.clone()];
    let follows = |begin: &str| {
        let blanks = text.match_indices(BLANKS).map(|(at, _)| at);
        let begin = begin.to_owned();
        blanks.filter(move |at| text[at + 1..].starts_with(&begin))
    };
    let end = follows("#").next();
    if let Some(end) = end {
        notes.add(span.start + end..span.end, Reason::Comment);
    }
    let text = &text[..end.unwrap_or(text.len())];
    let mut done = String::with_capacity(text.len());
    let mut from = 0;
    for at in follows("\\#").take_while(|at| *at < text.len()) {
        notes.add(span.start + at + 1..span.start + at + 2, Reason::Escape);
        done.push_str(&text[from..=at]);
        from = at + 2;
    }
    done.push_str(&text[from..]);
    done.trim_matches(is_blank).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K= #a#b ${J} $J \\n #c\n", Value("#a#b ${J} $J \\n")),
                ("K=a \\#b\t\\#c\\#d #e\n", Value("a #b\t#c\\#d")),
                ("K='a\\nb\\\"\\t #c'\n", Value("a\nb\"\\t #c")),
                ("K=\"a\\nb\\\"c\"\n", Value("a\nb\"c")),
                ("K=a\\\"b'\n", Value("a\"b'")),
                ("K='a' #b\n", Value("'a'")),
                ("K=\"\"\n", Value("")),
                ("K='\n", Refused),
                ("K=\"a\n", Missing),
                ("K=\"a #b\n# c\n  d \\\"e\\\" f\" g\"h\nJ=1\n", Value("a\nd \"e\" f\" g\"h")),
                ("K=\"a\n\\\"\\\"\"\n", Refused),
                ("K=\"a\\\"\nb\"\n", Value("a\"\nb")),
                ("K=\"a\" #b\nJ=1\n", Missing),
                ("export  K = a\nK=b\n", Value("b")),
                ("export  K = a\n", Value("a")),
                ("K = a\n", Missing),
                ("\u{a0}K=a\n", Missing),
                ("\u{1}K=a\u{1f}\n", Value("a")),
                ("\u{feff}K=a\n", Missing),
                ("K=a\u{2028}K=b\rJ=c\n", Value("b")),
                ("K\n#K=a\n", Missing),
                ("K=a=b\n", Value("a=b")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a\\n' \n", &[("'a\\n'", Reason::Quotes), ("\\n", Reason::Escape)]),
                ("K=a #b\n", &[(" #b", Reason::Comment)]),
                ("K=\"a\nb\"\n", &[("\n", Reason::Continued), ("\"", Reason::Quotes)]),
                ("K=\"a\n", &[("\"", Reason::Unclosed)]),
                ("K=a\nK=b\n", &[("a", Reason::Overridden)]),
                ("K = a\n", &[(" ", Reason::BlankAfterName)]),
            ],
        );
    }
}
