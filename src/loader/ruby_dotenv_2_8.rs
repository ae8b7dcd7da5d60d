//! Ruby's dotenv 2.8, the last of version 2.
//!
//! As version 3, but a name alone sets nothing, in double quotes `\n` and `\r` are line endings, and commands run
//! even where the `$(b)` comes out of a variable. Unlike in 2.4, values in quotes may go over several lines, and
//! without quotes a backslash vanishes.
//!
//! Modelled from dotenv 2.8.1, `lib/dotenv/parser.rb` and `lib/dotenv/substitutions/`.

use super::{
    Environment, Loader,
    common::{self, assigned::Assigned, ruby},
    ruby_dotenv::{self, Entry, entry, line_end},
};
use crate::{
    name::VariableName,
    reading::{Loaded, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "ruby-dotenv-2-8",
    label: "Ruby dotenv 2.8",
    version: "2.8.1",
    load: |file, environment, name| {
        common::with_unix_endings(file, true, &|text| load(text, environment, name).unwrap_or_else(Loaded::from))
    },
    ..ruby_dotenv::LOADER
};

/// What is read of a text without carriage returns.
fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, environment);
    let mut exports = Vec::new();
    let mut at = if file.starts_with(common::BYTE_ORDER_MARK) { common::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    loop {
        let start = ruby::skip(file, at);
        if start == file.len() {
            break;
        }
        let Some(Entry { key, value, end, .. }) = entry(file, start, false) else {
            // Nothing that begins in the same blanks fares better.
            at = line_end(file, start);
            exports.push(start..at);
            continue;
        };
        at = line_end(file, end);
        let Some(taken) = value else {
            assigned.set(key, end..end, String::new(), Vec::new())?;
            continue;
        };
        let (inside, quote, mut notes) = ruby_dotenv::taken_apart(file, &taken);
        let mut value = file[inside.clone()].to_owned();
        if quote == Some('"') {
            value = value.replace("\\n", "\n").replace("\\r", "\r");
        }
        if quote != Some('\'') {
            notes.extend(ruby::inner_notes(file, inside.clone(), true));
            let lookup = |name: &str| environment.get(name).or_else(|| assigned.get(name));
            let text = ruby::variables(&ruby::unescape(&value), &lookup, assigned.left);
            let Some(text) = ruby::commands(&text) else {
                return Err(Stop::unknown(inside, Reason::Runs));
            };
            value = text;
        }
        assigned.set(key, taken, value, notes)?;
    }
    // The other lines are looked at when all is set.
    for span in exports {
        let mut words = file[span.clone()].split(ruby::is_space).filter(|word| !word.is_empty());
        if words.next() == Some("export") && words.any(|word| assigned.get(word).is_none()) {
            return Err(Stop::refused(span, Reason::Syntax));
        }
        assigned.skipped(file, span);
    }
    Ok(assigned.loaded())
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
                ("K=a$b.c#d\n", Value("a.c")),
                ("K=a\\b\n", Value("ab")),
                ("K=a\\\\$J\n", Value("a$J")),
                ("K='a#$b'\n", Value("a#$b")),
                ("K='a'b'\n", Value("a'b")),
                ("K='a' #b'\n", Value("a")),
                ("K='a\\'b\\\\'\n", Value("a\\'b\\\\")),
                ("K=\"a\\\\\\\"\\$b\\n$\"\n", Value("a\\\"$b\n$")),
                ("K='a\n\nb' # c\n", Value("a\n\nb")),
                ("K='a\r\nb\rc'\n", Value("a\nb\nc")),
                ("K=\n'a'\n", Value("a")),
                ("K:  'a#b'\n", Value("a#b")),
                ("K='a' b\n", Value("'a' b")),
                ("K\nJ=a\n", Missing),
                ("K=a\nexport K\n", Value("a")),
                ("export K\nK=a\n", Value("a")),
                ("export J K\nK=a\n", Refused),
                ("export K\n", Refused),
                ("export K=\n", Value("")),
                ("J=x\nK=${J}y$J}${J\n", Value("xyxx")),
                ("K=\\$(a\n", Value("\\$(a")),
                ("K=\\$(a)$J\n", Value("$(a)")),
                ("J='$(a)'\nK=$J\n", Unknown),
                ("J='\\$(a)'\nK=$J\n", Value("$(a)")),
                ("K='$(a)'\n", Value("$(a)")),
                ("K=$(a)\n", Unknown),
                ("\u{feff}K=a\n", Value("a")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a\\c #d\r\n", &[(" ", Reason::Trimmed), ("#d", Reason::Comment), ("\\", Reason::Escape)]),
                ("K=a\r\nK=b\n", &[("a", Reason::Overridden)]),
                ("K\n", &[("K", Reason::Ignored)]),
                ("K=a\nK=\"$(b)\"\n", &[("$(b)", Reason::Runs)]),
            ],
        );
    }
}
