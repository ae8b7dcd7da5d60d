//! Apache's `SetEnv`, in a virtual host or `.htaccess`: what a CGI program, or mod_wsgi's `environ`, is given.
//!
//! `SetEnv K "a \"b\" #c"` is `a "b" #c`, and so it is with `'`: a backslash escapes the quote and itself, and
//! nothing else. Without quotes a blank is an error. `${NAME}` is replaced if the server knows such a variable, and
//! stays as it is if not. `$NAME`, `%` and `#` are themselves.
//!
//! Modelled from Apache 2.4.71, `server/util.c` (`ap_cfg_getline`, `ap_getword_conf`), `server/core.c`
//! (`ap_resolve_env`) and `modules/metadata/mod_env.c`.

use std::ops::Range;

use super::{Django, Environment, Family, FileKind, Form, Loader, Precedence, Snippet, Tested, common};
use crate::{
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "apache-setenv",
    label: "Apache SetEnv",
    family: Family::Service,
    version: "2.4.71",
    source: "httpd: server/util.c, ap_getword_conf; server/core.c, ap_resolve_env",
    place: "the virtual host",
    form: Form { head: "", first: "SetEnv ", further: "SetEnv ", between: " ", after: "", file: FileKind::Own },
    tested: Tested::Real,
    quotings: &[quoting::DOUBLE_BACKSLASH, quoting::SINGLE_BACKSLASH],
    cannot_carry: &[],
    with: None,
    load,
    precedence: Precedence::File,
    django: Django::Environ,
    // Not the process's environment, but that of a request.
    starts: Some(Snippet {
        place: "wsgi.py, in place of application = get_wsgi_application(): mod_wsgi hands it on with a request",
        text: "def application(environ, start_response):\n    global application\n    os.environ[\"{var}\"] = environ[\"{var}\"]\n    application = get_wsgi_application()\n    return application(environ, start_response)\n",
    }),
};

/// Apache's own list of blanks.
const BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\u{b}', '\u{c}'];

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    // A backslash before the end of a line goes with it, and if the next line is empty, one before that, too.
    let mut gone = Vec::new();
    let mut line = Vec::new();
    for (at, byte) in file.bytes().enumerate() {
        if byte != b'\n' {
            line.push((at, byte));
            continue;
        }
        let end = line.len() - usize::from(line.last().is_some_and(|(_, byte)| *byte == b'\r'));
        if end > 0 && line[end - 1].1 == b'\\' {
            gone.extend(line.drain(end - 1..).map(|(at, _)| at));
            gone.push(at);
        } else {
            line.clear();
        }
    }
    gone.sort_unstable();
    let parts: Vec<_> = gone.into_iter().map(|at| at..at + 1).collect();
    common::without(file, &parts, &|text| directives(text, environment, name).unwrap_or_else(Loaded::from))
}

fn directives<'t>(text: &'t str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'t>, Stop> {
    let mut loaded = Loaded::default();
    let mut found = None;
    let mut start = 0;
    for line in text.split('\n') {
        let at = start;
        start += line.len() + 1;
        let trimmed = line.trim_matches(BLANKS);
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let begin = at + line.len() - line.trim_start_matches(BLANKS).len();
        let mut rest = begin..begin + trimmed.len();
        let command = rest.start..rest.start + trimmed.find(BLANKS).unwrap_or(trimmed.len());
        let directive = text[command.clone()].trim_start_matches(common::BYTE_ORDER_MARK);
        // What else there is, the server knows, or does not start.
        if !directive.eq_ignore_ascii_case("SetEnv") {
            continue;
        }
        if directive.len() < command.len() {
            loaded.notes.add(command, Reason::ByteOrderMark);
            continue;
        }
        rest.start = skip(text, command.end, rest.end);
        let line = rest.clone();
        let mut what = Vec::new();
        let (key, _) = word(text, &mut rest, environment, &mut Vec::new());
        let (value, span) = word(text, &mut rest, environment, &mut what);
        if key.is_empty() || !rest.is_empty() {
            return Err(Stop::refused(if rest.is_empty() { line } else { rest }, Reason::Syntax));
        }
        if key.eq_ignore_ascii_case(name.as_str()) {
            loaded.notes.append(&mut what);
            if let Some(earlier) = found.replace(span) {
                loaded.notes.add(earlier, Reason::Overridden);
            }
        }
        loaded.bind(key, Bound::Text(value.into()));
    }
    // Apache's own list does not tell cases apart.
    common::call_as_first(&mut loaded.bindings);
    Ok(loaded)
}

/// Where the blanks from `at` on end.
fn skip(text: &str, at: usize, end: usize) -> usize {
    end - text[at..end].trim_start_matches(BLANKS).len()
}

/// The word that `rest` begins with, and where it stands, quotes and all; `rest` is what follows it.
fn word(
    text: &str,
    rest: &mut Range<usize>,
    environment: &Environment<'_>,
    notes: &mut Vec<Note>,
) -> (String, Range<usize>) {
    let quote = text[rest.clone()].chars().next().filter(|c| matches!(c, '\'' | '"'));
    let start = rest.start;
    let mut end = rest.end;
    let mut word = String::new();
    let mut closed = false;
    let mut characters = text[rest.clone()].char_indices().skip(usize::from(quote.is_some())).peekable();
    while let Some((at, c)) = characters.next() {
        let at = start + at;
        if Some(c) == quote || quote.is_none() && BLANKS.contains(&c) {
            closed = quote.is_some();
            end = at + usize::from(closed);
            break;
        }
        let escaped = characters.next_if(|(_, next)| c == '\\' && (*next == '\\' || Some(*next) == quote));
        if escaped.is_some() {
            notes.add(at..at + 1, Reason::Escape);
        }
        word.push(escaped.map_or(c, |(_, next)| next));
    }
    if quote.is_some() {
        let (end, reason) = if closed { (end, Reason::Quotes) } else { (start + 1, Reason::Unclosed) };
        notes.insert(0, Note::new(start..end, reason));
    }
    rest.start = skip(text, end, rest.end);
    let mut resolved = String::new();
    let mut left = &word[..];
    while let Some((before, after)) = left.split_once("${") {
        resolved.push_str(before);
        let Some((key, behind)) = after.split_once('}') else {
            resolved.push_str("${");
            left = after;
            continue;
        };
        match environment.get(key) {
            Some(set) => {
                notes.add(start..end, Reason::Interpolated);
                resolved.push_str(set);
            }
            None => resolved.push_str(&left[before.len()..left.len() - behind.len()]),
        }
        left = behind;
    }
    (resolved + left, start..end)
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
                ("SetEnv K a", Value("a")),
                ("SetEnv K \"a \\\"b\\\" #c\\\\\\d\"\n", Value("a \"b\" #c\\\\d")),
                ("SetEnv K 'it\\'s $b ${c} %d'\n", Value("it's $b ${c} %d")),
                ("setenv K a\\\\b\\c\"d\r\n", Value("a\\b\\c\"d")),
                ("SetEnv K\n", Value("")),
                ("SetEnv K \"\"\n", Value("")),
                ("SetEnv K a#b\n", Value("a#b")),
                ("SetEnv K \"a\n", Value("a")),
                ("SetEnv K \"a\\\nb\"\n", Value("ab")),
                ("SetEnv K a\\\\\n\n", Value("a")),
                ("  SetEnv\tK  a \n", Value("a")),
                ("SetEnv K a\nSetEnv K b\n", Value("b")),
                ("SetEnv K a\nSetEnv k b\n", Value("b")),
                ("SetEnv k a\nSetEnv K b\n", Missing),
                ("# SetEnv K a\nSetEnv J a\nK a\n", Missing),
                ("\u{feff}SetEnv K a\n", Missing),
                ("SetEnv K a b\n", Refused),
                ("SetEnv K \"a\"b\n", Refused),
                ("SetEnv\n", Refused),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("SetEnv K \"a\\\"b\"\n", &[("\"a\\\"b\"", Reason::Quotes), ("\\", Reason::Escape)]),
                ("SetEnv K a b\n", &[("b", Reason::Syntax)]),
            ],
        );
    }
}
