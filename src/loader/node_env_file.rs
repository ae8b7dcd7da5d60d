//! Node's own `--env-file` and `process.loadEnvFile()`.
//!
//! `K=a#b` is `a`, `K='a#b'` is `a#b`, and so it is with `"` and `` ` ``. The next quote of the same kind
//! closes, whatever stands before it; without one the line is taken as it is. In double quotes `\n`
//! is a line ending. Carriage returns vanish, wherever they stand.
//!
//! Modelled from Node 24.19.0, `src/node_dotenv.cc`, `Dotenv::ParseContent`. Node 22 reads so since 22.17.

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Tested,
    common::{
        self, LoadText,
        javascript::{self, Variable},
    },
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Notes as _, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "node-env-file",
    label: "Node --env-file",
    family: Family::JavaScript,
    version: "24.19.0 and 22.23.5",
    source: "src/node_dotenv.cc, Dotenv::ParseContent",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE, quoting::BACKTICK],
    cannot_carry: &["'\"`"],
    with: None,
    load,
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: None,
};

fn load<'f>(file: &'f str, _: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    with_carriage_returns(file, &|text| javascript::last(text, variables(text, next_quote).into_iter(), name))
}

/// What `load` gives of the file without its carriage returns, with places in the file with them.
pub(super) fn with_carriage_returns<'f>(file: &'f str, load: &LoadText<'_>) -> Loaded<'f> {
    let parts: Vec<_> = file.match_indices('\r').map(|(at, _)| at..at + 1).collect();
    common::without(file, &parts, load)
}

/// The next quote closes, whatever stands before it and behind.
pub(super) fn next_quote(text: &str, quote: char) -> Option<usize> {
    text.find(quote)
}

/// The variables of a text without carriage returns, in its order.
/// `closing` finds the quote in what follows the one that opens.
pub(super) fn variables(text: &str, closing: fn(&str, char) -> Option<usize>) -> Vec<Variable<'_>> {
    let mut variables = Vec::new();
    // `rest` is what is left of the text; it ends where the trimmed text does.
    let mut rest = text.trim_matches(BLANKS);
    let end = text.len() - (text.trim_start_matches(BLANKS).len() - rest.len());
    let text = &text[..end];
    let after = |rest: &'_ str, index: usize| rest[index..].find('\n').map(|length| index + length + 1);
    while !rest.is_empty() {
        if rest.starts_with(['\n', '#']) {
            rest = after(rest, 0).map_or("", |line| &rest[line..]);
            continue;
        }
        let Some(equals) = rest.find(['=', '\n']) else { break };
        if rest[equals..].starts_with('\n') {
            rest = rest[equals + 1..].trim_start_matches(BLANKS);
            continue;
        }
        let name = rest[..equals].trim_matches(BLANKS);
        rest = &rest[equals + 1..];
        let at = text.len() - rest.len();
        let empty = |name| Variable { name, value: String::new(), span: at..at, notes: Vec::new() };
        // Here `export` is part of the name.
        if rest.is_empty() || rest.starts_with('\n') {
            variables.push(empty(name));
            continue;
        }
        let before = text.len() - rest.len();
        rest = rest.trim_start_matches(BLANKS);
        if name.is_empty() {
            continue;
        }
        let name = name.strip_prefix("export ").map_or(name, |name| name.trim_matches(BLANKS));
        if rest.is_empty() {
            variables.push(empty(name));
            break;
        }
        let start = text.len() - rest.len();
        let line = rest.find('\n').unwrap_or(rest.len());
        let mut notes = Vec::new();
        if start > before {
            notes.add(before..start, Reason::Trimmed);
        }
        let quote = rest.chars().next().filter(|first| matches!(first, '\'' | '"' | '`'));
        let closing = quote.and_then(|quote| closing(&rest[1..], quote));
        let (value, length) = match (quote, closing) {
            (Some(quote), Some(length)) => {
                notes.add(start..start + length + 2, Reason::Quotes);
                let value = &rest[1..=length];
                if quote == '"' {
                    javascript::escapes(text, &(start..start + length + 2), "n", &mut notes);
                    (value.replace("\\n", "\n"), length + 2)
                } else {
                    (value.to_owned(), length + 2)
                }
            }
            (Some(_), None) => {
                notes.add(start..start + 1, Reason::Unclosed);
                (rest[..line].to_owned(), line)
            }
            (None, _) => {
                let value = rest[..rest[..line].find('#').unwrap_or(line)].trim_matches(BLANKS);
                (value.to_owned(), value.len())
            }
        };
        // What follows a closing quote is not read either.
        let left = rest[length..].find('\n').map_or(rest.len(), |end| length + end);
        if left > length {
            let blank = rest[length..left].trim_matches(BLANKS).is_empty();
            let reason = if blank { Reason::Trimmed } else { Reason::Comment };
            notes.add(start + length..start + left, reason);
        }
        variables.push(Variable { name, value, span: start..start + length, notes });
        rest = after(rest, length).map_or("", |line| &rest[line..]);
        if closing.is_none() {
            rest = rest.trim_start_matches(BLANKS);
        }
    }
    variables
}

const BLANKS: [char; 3] = [' ', '\t', '\n'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a#b\n", Value("a")),
                ("K='a#b' # c\n", Value("a#b")),
                ("K='a\\'b'\n", Value("a\\")),
                ("K=\"a\\nb$c\" d\n", Value("a\nb$c")),
                ("K=`a\nb`\n", Value("a\nb")),
                ("K=\"a\nJ=b\n", Value("\"a")),
                ("  export   K = a b  \n", Value("a b")),
                ("export K=\n", Missing),
                ("export K= \nJ=a", Value("J=a")),
                ("K=\nJ=b\n", Value("")),
                ("K= \n\n 'b'\n", Value("b")),
                ("K=a\r\nJ=\rb\r\n", Value("a")),
                ("a\nK=b\n", Value("b")),
                ("J='a' #\n #K=b\nK=c\n", Value("c")),
                ("=a\nK=b\n", Value("b")),
                ("K=a\nK=b\n", Value("b")),
                ("\u{feff}K=a\n", Missing),
                ("#K=a\nK\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a$b\n", &[]),
                ("K= a #b\n", &[(" ", Reason::Trimmed), (" #b", Reason::Comment)]),
                (
                    "K=\"a\\nb\\t\" c\n",
                    &[("\"a\\nb\\t\"", Reason::Quotes), ("\\n", Reason::Escape), (" c", Reason::Comment)],
                ),
                ("K=a\r\nK='b'\r\n", &[("a", Reason::Overridden), ("'b'", Reason::Quotes)]),
                ("K=`a\n", &[("`", Reason::Unclosed)]),
                ("\u{feff}K=a\n", &[("\u{feff}K", Reason::ByteOrderMark)]),
                ("export K=\n", &[("export K", Reason::Name)]),
            ],
        );
    }
}
