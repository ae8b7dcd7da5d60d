//! foreman, which starts what a `Procfile` names with the variables of `.env`.
//!
//! `K='a"b'` is `a"b`, and `K="a\"b"` too. Without quotes all that follows the `=` is the value. There
//! are no comments after a value, no `export` and no blanks round the `=`.
//!
//! Modelled from foreman 0.87.2, `lib/foreman/env.rb`, `Foreman::Env`.

use std::{borrow::Cow, ops::Range};

use crate::{
    loader::{Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested, common},
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "procfile-foreman",
    label: "foreman",
    family: Family::Service,
    version: "0.87.2",
    source: "lib/foreman/env.rb, Foreman::Env",
    place: ".env, beside the Procfile",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE],
    cannot_carry: &[],
    with: None,
    load,
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal: it stops if the file is missing", text: "foreman start --env .env\n" }),
};

fn load<'f>(file: &'f str, _: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let mut loaded = Loaded::default();
    let mut found: Option<Range<usize>> = None;
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        let text = line.strip_suffix('\n').map_or(line, |text| text.strip_suffix('\r').unwrap_or(text));
        let end = start + text.len();
        if let Some((key, _)) = text.split_once('=') {
            let span = start + key.len() + 1..end;
            loaded.bind(key, Bound::Text(value(file, span.clone(), &mut Vec::new())));
            if key == name.as_str() {
                if let Some(earlier) = found.replace(span) {
                    loaded.notes.add(earlier, Reason::Overridden);
                }
            } else {
                loaded.notes.extend(common::hidden_name(file, start..start + key.len(), name));
            }
        }
        start += line.len();
    }
    if let Some(span) = found {
        value(file, span, &mut loaded.notes);
    }
    loaded
}

/// The value that is written at `span`.
fn value<'f>(file: &'f str, span: Range<usize>, notes: &mut Vec<Note>) -> Cow<'f, str> {
    let text = &file[span.clone()];
    let inner = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    let double = inner('"');
    if double.is_some() || inner('\'').is_some() {
        notes.add(span.clone(), Reason::Quotes);
    } else if text.starts_with(['\'', '"']) {
        notes.add(span.clone(), Reason::QuotesKept);
    }
    if text.ends_with('\r') {
        notes.add(span.end - 1..span.end, Reason::CarriageReturn);
    }
    let Some(double) = double else {
        return inner('\'').unwrap_or(text).into();
    };
    // First `\n` becomes the end of a line, even after a backslash, and then each backslash goes that
    // stands before anything else.
    let mut value = String::with_capacity(double.len());
    let mut characters = double.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.next_if(|_| c == '\\').map(|(_, next)| next);
        let place = span.start + 1 + at;
        if next.is_some() {
            notes.add(place..place + 1, Reason::Escape);
        }
        match next {
            Some('n') => value.push('\n'),
            Some('\\') if characters.next_if(|(_, c)| *c == 'n').is_some() => value.push_str("\\\n"),
            Some(next) => value.push(next),
            None => value.push(c),
        }
    }
    value.into()
}

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
                ("K= a #b $c \\ \n", Value(" a #b $c \\ ")),
                ("K='a'b'\n", Value("a'b")),
                ("K='a' \n", Value("'a' ")),
                ("K='\n", Value("'")),
                ("K=\"a\\\"b\\c\\\\d\\ne\"\n", Value("a\"bc\\d\ne")),
                ("K=\"a\\\\n\"\n", Value("a\\\n")),
                ("K=\"a\\\\\\n\\\"\n", Value("a\\\n\\")),
                ("K=a\r\nJ=b\rK=c", Value("a")),
                ("K=a\r", Value("a\r")),
                ("K=a\nK=b\n", Value("b")),
                ("K=\n", Value("")),
                ("#K=a\n K=b\nK =c\nexport K=d\n", Missing),
                ("\u{feff}K=a\n", Missing),
            ],
        );
    }

    #[test]
    fn why() {
        notes(
            &LOADER,
            &[
                ("K='a'\n", &[("'a'", Reason::Quotes)]),
                ("K=\"a\n", &[("\"a", Reason::QuotesKept)]),
                ("export K=a\n", &[("export K", Reason::Name)]),
            ],
        );
    }
}
