//! VS Code's Python extension, which reads the file that `python.envFile` names.
//!
//! `K=a #b` is `a #b`: there are no comments after a value. `K='a#b'` is `a#b`, and `\n` is a line ending in
//! quotes of both kinds. `${NAME}` is looked up whatever the quotes, unless a `\` stands before it; what is not
//! a name in the braces keeps the whole value from being looked into. `$NAME` is itself. A line that begins with
//! `export` is skipped.
//!
//! Modelled from vscode-python 2026.5, `src/client/common/variables/environment.ts`, `parseEnvFile`. The
//! extension does not run outside of VS Code: its own test cases are held here.

use std::ops::Range;

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, Variables, javascript},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "vscode-python",
    label: "VS Code, python.envFile",
    family: Family::Python,
    version: "2026.5",
    source: "vscode-python: src/client/common/variables/environment.ts, parseEnvFile",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::FromSource,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load,
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet {
        place: ".vscode/settings.json",
        text: "{ \"python.envFile\": \"${workspaceFolder}/.env\" }\n",
    }),
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut values = Variables::new();
    let mut notes = Vec::new();
    let mut found: Option<(Range<usize>, Vec<Note>)> = None;
    let mut left = common::most(file);
    let mut start = 0;
    for line in file.split('\n') {
        let at = start;
        start += line.len() + 1;
        let Some((key, span)) = assigned(file, at..at + line.len()) else {
            if line.contains(name.as_str()) && !line.trim_start().starts_with('#') {
                notes.add(at..at + line.len(), Reason::Ignored);
            }
            continue;
        };
        let mut what = Vec::new();
        let value = unquoted(file, span.clone(), &mut what);
        let lookup = |key: &str| {
            // What is empty is looked up further on.
            let set = values.value(key);
            set.filter(|value| !value.is_empty()).or_else(|| environment.get(key)).unwrap_or_default()
        };
        let value = substituted(&value, &lookup, left);
        let Some(rest) = left.checked_sub(value.len()) else { return Stop::unknown(span, Reason::Grows).into() };
        left = rest;
        if key == name.as_str() {
            note_references(&file[span.clone()], span.start, &mut what);
            if let Some((earlier, _)) = found.replace((span, what)) {
                notes.add(earlier, Reason::Overridden);
            }
        }
        values.insert(key, Some(value));
    }
    notes.extend(found.map(|(_, what)| what).unwrap_or_default());
    Loaded { bindings: values.bindings(), end: None, notes }
}

/// The name that a line sets, and where the value stands, quotes and all.
fn assigned(file: &str, line: Range<usize>) -> Option<(&str, Range<usize>)> {
    let text = &file[line.clone()];
    let (before, after) = text.split_once('=')?;
    let key = before.trim_matches(javascript::is_space);
    let letters = key.trim_start_matches('_');
    let named = letters.starts_with(|c: char| c.is_ascii_alphabetic())
        && letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let value = after.trim_matches(javascript::is_space);
    // To the real pattern a carriage return within ends the line.
    if !named || value.contains(['\r', '\u{2028}', '\u{2029}']) {
        return None;
    }
    let start = line.end - after.trim_start_matches(javascript::is_space).len();
    Some((key, start..start + value.len()))
}

fn unquoted(file: &str, span: Range<usize>, notes: &mut Vec<Note>) -> String {
    let text = &file[span.clone()];
    let quoted = |quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    if !quoted('\'') && !quoted('"') {
        return text.to_owned();
    }
    notes.add(span.clone(), Reason::Quotes);
    javascript::escapes(file, &span, "n", notes);
    text[1..text.len() - 1].replace("\\n", "\n")
}

/// What `${NAME}` refers to from `at` of `text` on: where it stands, and the name; none where something else is
/// in the braces.
fn reference(text: &str, mut at: usize) -> Option<(Range<usize>, Option<&str>)> {
    loop {
        let begin = at + text[at..].find("${")?;
        let inside = &text[begin + 2..];
        let length = if inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len())
        } else {
            0
        };
        let (name, rest) = inside.split_at(length);
        let end = begin + 2 + length;
        match rest.chars().next() {
            Some('}') => return Some((begin..end + 1, Some(name).filter(|name| !name.is_empty()))),
            // Whatever it is, up to the last brace of the line.
            Some(c) if !c.is_ascii_alphanumeric() && c != '_' => {
                let more = &rest[c.len_utf8()..];
                let line = &more[..more.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(more.len())];
                if let Some(close) = line.rfind('}') {
                    return Some((begin..end + c.len_utf8() + close + 1, None));
                }
            }
            _ => {}
        }
        at = begin + 2;
    }
}

fn substituted<'a>(text: &str, lookup: &dyn Fn(&str) -> &'a str, most: usize) -> String {
    let mut value = String::new();
    let mut at = 0;
    let mut valid = true;
    while let Some((span, name)) = reference(text, at) {
        value.push_str(&text[at..span.start]);
        at = span.end;
        match name {
            _ if text[..span.start].ends_with('\\') => value.push_str(&text[span]),
            // What is too long already is not followed further.
            Some(name) if value.len() <= most => value.push_str(lookup(name)),
            Some(_) => {}
            None => {
                valid = false;
                break;
            }
        }
    }
    value.push_str(&text[at..]);
    if valid { value.replace("\\$", "$") } else { text.replace("\\$", "$") }
}

/// Notes what is looked up, and the backslashes that go, in what is written at `start`.
fn note_references(text: &str, start: usize, notes: &mut Vec<Note>) {
    let mut at = 0;
    let first = notes.len();
    while let Some((span, name)) = reference(text, at) {
        at = span.end;
        if !text[..span.start].ends_with('\\') {
            if name.is_none() {
                // None of them is looked up.
                notes.truncate(first);
                break;
            }
            javascript::place(notes, Note::new(start + span.start..start + span.end, Reason::Interpolated));
        }
    }
    for (at, _) in text.match_indices("\\$") {
        javascript::place(notes, Note::new(start + at..start + at + 1, Reason::Escape));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        notes, reads,
    };
    use crate::reading::Reading;

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a #b\n", Value("a #b")),
                ("K='a#b'\n", Value("a#b")),
                ("K='a' #b\n", Value("'a' #b")),
                ("K='it's'\n", Value("it's")),
                ("K='a\\nb'\n", Value("a\nb")),
                ("K=a\\nb\n", Value("a\\nb")),
                ("K=a$b\n", Value("a$b")),
                ("K='a$b\\${c}'\n", Value("a$b${c}")),
                ("K=\\$\n", Value("$")),
                ("K='\n", Value("'")),
                ("\u{feff} K = a\r\n", Value("a")),
                ("K=a\rJ=b\n", Missing),
                ("K=a\nK=b\n", Value("b")),
                ("K=a\nexport K=b\n#K=c\n", Value("a")),
                ("1K=a\n__K=b\n_=c\n", Missing),
                ("J=1\nK=${J}${H}\n", Value("1")),
                ("J=1\nK='${J}'\n", Value("1")),
                ("J=1\nK=${J}${-}\n", Value("${J}${-}")),
                ("J=1\nK=${J}${H:-2}\n", Value("${J}${H:-2}")),
                ("J=1\nK=\\${J}${J}${\n", Value("${J}1${")),
                ("J=1\nK=${J-\n", Value("${J-")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                (
                    "K='a\\n${J}\\$'\n",
                    &[
                        ("'a\\n${J}\\$'", Reason::Quotes),
                        ("\\n", Reason::Escape),
                        ("${J}", Reason::Interpolated),
                        ("\\", Reason::Escape),
                    ],
                ),
                ("K=${J}${-}\n", &[]),
                ("K=a\nK=b\nexport K=c\n", &[("a", Reason::Overridden), ("export K=c", Reason::Ignored)]),
            ],
        );
    }

    #[test]
    fn the_file_wins_over_the_host() {
        let name = VariableName::parse("K").expect("a name");
        let host = Environment::new(&[("K", "host"), ("J", "1")]);
        let Reading::Value { text, .. } = LOADER.read("K=a${J}\n", &name, &host) else { panic!("a value") };
        assert_eq!(text.expose(), "a1");
    }
}
