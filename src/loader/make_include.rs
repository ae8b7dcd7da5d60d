//! GNU make with `include .env` and `export` in its Makefile.
//!
//! The file is read as a Makefile: `K='a'` is `'a'`, quotes and all, `K=a#b` is `a`, `$b` and `$(bc)` are
//! variables of make, `$(shell …)` **runs**. `\#` is `#` and `$$` is `$`.
//!
//! Followed are plain assignments; what else a Makefile can hold is unknown, and says where. Modelled from
//! GNU make 4.3, `src/read.c` (`eval`, `find_map_unquote`), `src/variable.c` and `src/expand.c`.

use super::{
    Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
    common::{self, assigned::Assigned},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "make-include",
    label: "make include",
    family: Family::Other,
    version: "4.3",
    source: "src/read.c, src/variable.c, src/expand.c",
    place: ".env, named in the Makefile",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::BARE_MAKE],
    cannot_carry: &["\\#"],
    with: None,
    load: |file, environment, name| {
        common::with_unix_endings(file, false, &|text| load(text, environment, name).unwrap_or_else(Loaded::from))
    },
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet { place: "Makefile", text: "include .env\nexport\n\nrun:\n\tpython manage.py runserver\n" }),
};

/// Words that begin a line which is no assignment.
const DIRECTIVES: &[&str] = &[
    "define", "endef", "ifdef", "ifndef", "ifeq", "ifneq", "else", "endif", "include", "-include", "sinclude",
    "export", "unexport", "override", "private", "undefine", "vpath", "load", "-load",
];

/// What is read of a text without `\r\n`.
fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut assigned = Assigned::new(file, name, &Environment::EMPTY);
    // Each name, and where its value stands.
    let mut all = Vec::new();
    let mut next = if file.starts_with(common::BYTE_ORDER_MARK) { common::BYTE_ORDER_MARK.len_utf8() } else { 0 };
    while next < file.len() {
        let start = next;
        let end = start + file[start..].find('\n').unwrap_or(file.len() - start);
        next = end + 1;
        let line = &file[start..end];
        let unknown = |reason| Err(Stop::unknown(start..end, reason));
        if (line.len() - line.trim_end_matches('\\').len()) % 2 == 1 {
            return unknown(Reason::Continued);
        }
        let mut notes = Vec::new();
        let text = uncommented(line, start, &mut notes);
        let rest = text.trim_start_matches(SPACES);
        if rest.is_empty() {
            continue;
        }
        let exported = rest.strip_prefix("export").filter(|after| after.starts_with(BLANKS));
        let exported = exported.map(|after| after.trim_start_matches(SPACES)).filter(|after| !after.starts_with('='));
        let rest = exported.unwrap_or(rest);
        let length = rest.find(|c| !is_key(c)).unwrap_or(rest.len());
        let Some(value) = rest[length..].trim_start_matches(BLANKS).strip_prefix('=').filter(|_| length > 0) else {
            let word = rest.split(BLANKS).next().unwrap_or_default();
            let plain = !text.contains(|c: char| "=:$\\;&".contains(c) || c.is_control()) && exported.is_none();
            if plain && !DIRECTIVES.contains(&word) {
                return Err(Stop::refused(start..end, Reason::Syntax));
            }
            return unknown(if text.contains("!=") { Reason::Runs } else { Reason::Ignored });
        };
        let value = value.trim_start_matches(SPACES);
        // Up to the value the text is that of the line.
        let at = start + text.len() - rest.len();
        let key = &file[at..at + length];
        if crate::name::is_taken(key) || key.starts_with("MAKE") || key.starts_with('.') || key == "VPATH" {
            return unknown(Reason::Name);
        }
        let span = start + text.len() - value.len()..end;
        let quoted = |quote| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote);
        if quoted('\'') || quoted('"') {
            notes.insert(0, Note::new(span.start..span.start + value.len(), Reason::QuotesKept));
        }
        all.push((key, span.clone()));
        assigned.set(key, span, value.to_owned(), notes)?;
    }
    // All are exported, so all are looked into.
    let mut budget = 16 * common::most(file);
    let mut loaded = Loaded::default();
    for (key, span) in all {
        let value = assigned.get(key).unwrap_or_default();
        match expand(value, &assigned, environment, &mut budget, 0) {
            Err(reason) => return Err(Stop::unknown(span, reason)),
            Ok(value) => loaded.bind(key, Bound::Text(value.into())),
        }
    }
    loaded.notes = assigned.notes;
    Ok(loaded)
}

const BLANKS: [char; 2] = [' ', '\t'];
const SPACES: [char; 5] = [' ', '\t', '\r', '\u{b}', '\u{c}'];

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// `line`, which stands at `start`, without its comment, and with `#` for `\#`; what is in a reference to a
/// variable begins no comment.
fn uncommented(line: &str, start: usize, notes: &mut Vec<Note>) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.char_indices();
    while let Some((index, character)) = characters.next() {
        let at = start + index;
        if character == '#' {
            // Half of the backslashes before it go; an odd one takes its meaning away.
            let backslashes = text.len() - text.trim_end_matches('\\').len();
            text.truncate(text.len() - backslashes.div_ceil(2));
            if backslashes > 0 {
                notes.add(at - backslashes..at, Reason::Escape);
            }
            if backslashes.is_multiple_of(2) {
                notes.add(at..start + line.len(), Reason::Comment);
                break;
            }
        }
        text.push(character);
        if character != '$' {
            continue;
        }
        let Some((_, open)) = characters.next() else { break };
        text.push(open);
        let reason = if open == '$' { Reason::Escape } else { Reason::Interpolated };
        notes.add(at..at + 1 + open.len_utf8(), reason);
        let close = match open {
            '(' => ')',
            '{' => '}',
            _ => continue,
        };
        let mut depth = 1;
        for (_, inside) in characters.by_ref() {
            text.push(inside);
            depth += i32::from(inside == open) - i32::from(inside == close);
            if depth == 0 {
                break;
            }
        }
    }
    text
}

/// `value` with its variables, and with the variables of these.
fn expand(
    value: &str,
    assigned: &Assigned<'_, '_>,
    environment: &Environment<'_>,
    budget: &mut usize,
    depth: usize,
) -> Result<String, Reason> {
    *budget = budget.checked_sub(value.len() + 64).ok_or(Reason::Grows)?;
    if depth == 64 {
        return Err(Reason::Interpolated);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(place) = rest.find('$') {
        text.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        let Some(first) = rest.chars().next().filter(|first| *first != '$') else {
            text.push('$');
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        let close = match first {
            '(' => Some(')'),
            '{' => Some('}'),
            _ => None,
        };
        let name = match close {
            Some(close) => rest[1..].split(close).next().unwrap_or_default(),
            None => &rest[..first.len_utf8()],
        };
        if name.starts_with("shell") {
            return Err(Reason::Runs);
        }
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(Reason::Interpolated);
        }
        rest = &rest[name.len()..];
        if let Some(close) = close {
            rest = rest[1..].strip_prefix(close).ok_or(Reason::Interpolated)?;
        }
        match assigned.get(name) {
            Some(value) => text.push_str(&expand(value, assigned, environment, budget, depth + 1)?),
            // Make has many variables of its own, with longer names in capitals.
            None if name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase()) => {
                return Err(Reason::Interpolated);
            }
            // What the host sets is handed on as it is, but looked into where it is referred to.
            None => {
                let set = environment.get(name).unwrap_or_default();
                text.push_str(&expand(set, assigned, environment, budget, depth + 1)?);
            }
        }
    }
    Ok(text + rest)
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
                ("K=a\n", Value("a")),
                ("K='a'\n", Value("'a'")),
                ("K=\"a b\" #c\n", Value("\"a b\" ")),
                ("K=a#b\n", Value("a")),
                ("K=a\\#b\n", Value("a#b")),
                ("K=a\\\\#b\n", Value("a\\")),
                ("K=a\\b\\\\\n", Value("a\\b\\\\")),
                ("K = a \n", Value("a ")),
                ("export K=a\n", Value("a")),
                ("\texport  K =a\n", Value("a")),
                ("K==a:=b\n", Value("=a:=b")),
                ("K=a$$b$bc$\n", Value("a$bc$")),
                ("K=a$#b\n", Unknown),
                ("K=$(J)${J}$J\nJ=x\n", Value("xxx")),
                ("K=$b$(bc)\n", Value("")),
                ("K=$J\nJ=$$$L\nL=x\n", Value("$x")),
                ("K=$K\n", Unknown),
                ("K=$(shell a)\n", Unknown),
                ("K!=a\n", Unknown),
                ("K:=a\n", Unknown),
                ("K: a\n", Unknown),
                ("K=a\\\nb\n", Unknown),
                ("K a\n", Refused),
                ("K=a\nK\n", Refused),
                ("K=a\nK=b\r\n", Value("b")),
                ("\u{feff}K=a\n", Value("a")),
                ("#K=a\n\n  # b\n", Missing),
                ("export=a\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a\\#$$b #c\n", &[("\\", Reason::Escape), ("$$", Reason::Escape), ("#c", Reason::Comment)]),
                ("K='a'\n", &[("'a'", Reason::QuotesKept)]),
                ("K=$b\nK=a\n", &[("$b", Reason::Interpolated), ("$b", Reason::Overridden)]),
                ("J=$(shell x)\n", &[("$(shell x)", Reason::Runs)]),
            ],
        );
    }
}
