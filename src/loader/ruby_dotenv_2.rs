//! Ruby's dotenv 2, up to 2.4.
//!
//! As version 3, but one variable a line; the last quote of a line closes; without quotes a backslash
//! stays, and in double ones `\n` and `\r` are line endings. Commands run even where the `$(b)` comes
//! out of a variable.
//!
//! Modelled from dotenv 2.4.0, `lib/dotenv/parser.rb` and `lib/dotenv/substitutions/`.

use std::ops::Range;

use super::{
    Environment, Loader, Precedence,
    common::{self, assigned::Assigned, ruby},
    ruby_dotenv,
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "ruby-dotenv-2",
    label: "Ruby dotenv 2.4",
    version: "2.4.0",
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_DOLLAR],
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::Host,
    ..ruby_dotenv::LOADER
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, environment);
    let mut at = if file.starts_with(common::BYTE_ORDER_MARK) { common::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    while at < file.len() {
        let start = at;
        let end = file[start..].find(['\n', '\r']).map_or(file.len(), |length| start + length);
        at = end + 1;
        let text = &file[..end];
        let Some((key, taken)) = entry(text, start) else {
            let mut words = text[start..].split(ruby::is_space).filter(|word| !word.is_empty());
            if words.next() == Some("export") && words.any(|word| assigned.get(word).is_none()) {
                return Err(Stop::refused(start..end, Reason::Syntax));
            }
            assigned.skipped(file, start..end);
            continue;
        };
        let (inside, quote) = ruby::unquoted(text, taken.clone());
        let mut notes = ruby::outer_notes(taken.clone(), &inside, quote);
        if quote.is_none() && text[taken.end..].starts_with('#') {
            notes.add(taken.end..end, Reason::Comment);
        }
        let mut value = text[inside.clone()].to_owned();
        if quote == Some('"') {
            value = ruby::unescape(&value.replace("\\n", "\n").replace("\\r", "\r"));
        }
        if quote != Some('\'') {
            notes.extend(ruby::inner_notes(text, inside.clone(), quote.is_some()));
            let lookup = |name: &str| environment.get(name).or_else(|| assigned.get(name));
            let Some(text) = ruby::commands(&ruby::variables(&value, &lookup, assigned.left)) else {
                return Err(Stop::unknown(inside, Reason::Runs));
            };
            value = text;
        }
        assigned.set(key, taken, value, notes)?;
    }
    Ok(assigned.loaded())
}

/// The name and the place of the value of the line that goes from `start` to the end of `text`.
fn entry(text: &str, start: usize) -> Option<(&str, Range<usize>)> {
    let start = ruby::skip(text, start);
    let after_export = text[start..].strip_prefix("export").map(|_| ruby::skip(text, start + 6));
    let exported = after_export.filter(|at| *at > start + 6).and_then(|at| assignment(text, at));
    exported.or_else(|| assignment(text, start))
}

fn assignment(text: &str, start: usize) -> Option<(&str, Range<usize>)> {
    let end = ruby::key_end(text, start);
    let key = Some(&text[start..end]).filter(|key| !key.is_empty())?;
    let equals = ruby::skip(text, end);
    let at = if text[equals..].starts_with('=') {
        ruby::skip(text, equals + 1)
    } else {
        text[end..].strip_prefix(':').filter(|after| after.starts_with(ruby::is_space))?;
        end + 2
    };
    let rest = &text[at..];
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let closing = quote.and_then(|quote| {
        let ends = |index: &usize| {
            let after = rest[index + 1..].trim_start_matches(ruby::is_space);
            after.is_empty() || after.starts_with('#')
        };
        rest[1..].rmatch_indices(quote).map(|(index, _)| index + 1).find(ends)
    });
    let length = closing.map_or_else(|| rest.find('#').unwrap_or(rest.len()), |index| index + 1);
    Some((key, at..at + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a\\b$c.d#e\n", Value("a\\b.d")),
                ("K='a'b' #c\n", Value("a'b")),
                ("K='a' #b'\n", Value("a' #b")),
                ("K=\"a\\\\\\\"\\$b\\n$\"\n", Value("a\\\"$b\n$")),
                ("K:  'a#b'\n", Value("'a")),
                ("K='a\nb'\n", Value("'a")),
                ("K=a\rJ=b\n", Value("a")),
                ("K\n", Missing),
                ("K=a\nexport K\n", Value("a")),
                ("export K\n", Refused),
                ("export\n", Missing),
                ("export K=\n", Value("")),
                ("K=\\$(a\n", Value("\\$(a")),
                ("K=\\$(a)$J\n", Value("$(a)")),
                ("K='$(a)'\n", Value("$(a)")),
                ("J='$(a)'\nK=$J\n", Unknown),
                ("K=\"$(a)\"\n", Unknown),
                ("\u{feff}K=a\n", Value("a")),
                ("J=x\nK=\"${J}y\" # z\n", Value("xy")),
            ],
        );
    }
}
