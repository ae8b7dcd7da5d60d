//! Names and what they are given, in a file of any kind but Python.
//!
//! A name tells, whatever stands round it: a random key holds `SECRET_KEY` less than once in 10^15. How far
//! its value goes is told by the rules of the format round the name: a scalar of YAML, a word of a shell, a
//! text of JSON, an attribute of XML, a cell of a table, the rest of a line.

mod extent;
mod fields;
mod judge;
mod scalar;
mod table;
mod told;

use super::signs::Signs as _;
use crate::listed::Listed as _;
use std::ops::Range;

use super::{
    Found, Kind, MOST, Nothing,
    arrives::Carrier,
    names::{self, Name},
};

/// What was found in a text.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) found: Vec<Found>,
    /// What stands in a key's place where none was found.
    pub(super) nothing: Option<Nothing>,
}

/// A line in its file.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about the file")]
struct Line<'a> {
    text: &'a str,
    at: Range<usize>,
    kind: Option<Kind>,
    /// The whole text is one line.
    lone: bool,
    /// Who reads the file, or the section.
    carrier: Option<Carrier>,
    /// It is Compose's own file.
    compose: bool,
    /// The document of YAML is a Secret of Kubernetes.
    is_secret: bool,
    /// A shell reads it.
    is_shell: bool,
    /// It goes on with the line before, or the next does with it.
    goes_on: bool,
    /// The first row of the table that it is a row of.
    table: Option<&'a str>,
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// A scalar of YAML, or a text of JSON.
    Scalar,
    /// An item of a list of YAML, `- NAME=value`.
    Item,
    /// A word of a shell, or of a program's options.
    Word,
    /// The rest of a line.
    Line,
    /// A text of a program.
    Code,
    /// An attribute of XML, or what stands between two marks.
    Mark,
    /// A cell of a table.
    Cell,
}

/// What is told of a name.
enum Told {
    Keys(Vec<Found>),
    /// None, for this reason; what stands before that place has been looked at.
    Nothing(Nothing, usize),
    /// It is no name there.
    More,
}

/// The keys that stand behind a name in `text`, which looks like `kind` as a whole.
pub(super) fn find(text: &str, kind: Option<Kind>) -> Pairs {
    let is_lone = !text.trim().contains('\n');
    // A mark before the name is a fault of the key.
    if text.starts_with('\u{feff}') && is_lone {
        return Pairs::default();
    }
    let compose = text.lines().any(|line| line.trim_end() == "services:") && !text.contains("envVars:");
    let mut line = Line {
        text,
        at: 0..0,
        kind,
        lone: is_lone,
        carrier: None,
        compose,
        is_secret: false,
        is_shell: false,
        goes_on: false,
        table: None,
    };
    let mut last = "";
    let mut found: Vec<(Found, Name)> = Vec::new();
    let mut nothing = None;
    let mut note = |new: Nothing| {
        if nothing.is_none_or(|old| new < old) {
            nothing = Some(new);
        }
    };
    let (mut document_end, mut is_others, mut instruction, mut goes_on) = (0, false, "", false);
    let mut start = 0;
    for written in text.split_inclusive('\n') {
        line.at = start..start + written.trim_end().len();
        start += written.len();
        let trimmed = written.trim();
        if line.at.start >= document_end {
            let from = line.at.start + 1;
            let end = text.get(from..).and_then(|rest| rest.find("\n---"));
            document_end = end.map_or(text.len(), |end| from + end + 1);
            let mut lines = text[line.at.start..document_end].lines();
            line.is_secret =
                lines.any(|line| line.trim_end_matches(',').trim_end().skip(" -\"").replace('"', "") == "kind: Secret");
        }
        if let Some(section) = written.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            line.carrier = Carrier::of_section(section);
            is_others = names::is_of_other(section);
        }
        if kind == Some(Kind::Dockerfile) {
            let first = trimmed.split([' ', '\t']).next().unwrap_or_default();
            if !goes_on && first.len() > 1 && first.bytes().all(|byte| byte.is_ascii_uppercase()) {
                instruction = first;
            }
            goes_on = trimmed.ends_with('\\');
            line.carrier = matches!(instruction, "ENV" | "ARG").then_some(Carrier::Dockerfile);
        }
        // A key may end so, but not behind a blank.
        line.goes_on = last.ends_with(" \\") || trimmed.ends_with(" \\");
        line.is_shell = kind == Some(Kind::Shell)
            || instruction == "RUN"
            || line.goes_on && line.carrier.is_none() && kind != Some(Kind::Settings);
        line.table = table::first_row(last, trimmed).or(line.table).filter(|_| trimmed.contains('|'));
        last = trimmed;
        let is_comment = ["#", ";", "//", "<!--", "REM ", "rem "].iter().any(|sign| trimmed.starts_with(sign));
        let mut at = line.at.start;
        while let Some((name, is)) = names::next(text, at..line.at.end).filter(|_| found.len() < MOST) {
            at = name.end;
            if is == Name::Some && is_lone && is_by_chance(trimmed, &text[line.at.start..name.start], name.len()) {
                continue;
            }
            if is_comment && !is_lone {
                let behind = text[name.end..line.at.end].trim_start();
                let assigns = behind.begins("=:") || behind.skip("\"'").trim_start().starts_with("value=");
                // What tells of it, or how it is made, is no key that was taken out.
                let is_key = |told: Told| matches!(told, Told::Keys(keys) if keys.iter().all(|key| !text[key.span.clone()].contains(' ')));
                if is == Name::Django {
                    note(if assigns && is_key(line.judge(&name)) { Nothing::Commented } else { Nothing::Name });
                }
                continue;
            }
            let is_others = is == Name::Other
                || is_others
                || is == Name::Django && (line.is_below_others(&name) || line.is_beside_access(&name));
            let is = if is_others { Name::Other } else { is };
            match is {
                Name::Other => note(Nothing::Other),
                Name::Where => note(Nothing::Reference),
                _ => {}
            }
            match line.judge(&name) {
                Told::Keys(keys) => {
                    at = keys.last().map_or(at, |key| at.max(key.span.end)).min(line.at.end);
                    if is != Name::Where {
                        // It may have two names, as a resource and a parameter.
                        let is_new =
                            |key: &Found| found.iter().all(|(other, _)| other.span != key.span || key.span.is_empty());
                        let keys = keys.into_iter().filter(is_new).listed();
                        found.extend(keys.into_iter().map(|key| (key, is)));
                    }
                }
                Told::Nothing(why, end) => {
                    at = at.max(end).min(line.at.end);
                    if is == Name::Django {
                        note(why);
                    }
                }
                Told::More => {}
            }
        }
    }
    let of = |is: Name| found.iter().any(|(_, other)| *other == is);
    let wanted = if of(Name::Django) { Name::Django } else { Name::Some };
    // Another service's secret that is the same is one more place where the key stands.
    let keys: Vec<&str> =
        found.iter().filter(|(_, is)| *is == Name::Django).map(|(key, _)| &text[key.span.clone()]).collect();
    let is_kept = |(key, is): &(Found, Name)| {
        let assigned = matches!(key.kind, Kind::Env | Kind::Shell | Kind::Line);
        match wanted {
            Name::Django => *is == wanted || !key.span.is_empty() && keys.contains(&&text[key.span.clone()]),
            _ => *is == wanted && assigned,
        }
    };
    let found = found.iter().filter(|one| is_kept(one)).map(|(key, _)| key.clone()).collect();
    Pairs { found, nothing }
}

/// Whether a short name, such as `KEY`, stands by chance in a lone word, behind `lead`: once in 10^6 keys of all printable
/// signs hold `KEY=`. One that is meant stands first, or behind an option, a quote, an address or another assignment.
fn is_by_chance(word: &str, lead: &str, length: usize) -> bool {
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let assigns =
        lead.trim_start_matches(is_of_name).starts_with('=') && !lead.begins("=0123456789") && lead.ends(",;&");
    let is_meant = matches!(lead, "" | "<" | "{" | "$" | "${")
        || lead.starts_with('-')
        || lead.ends("'\"")
        || lead.contains("://")
        || assigns;
    length < "APP_KEY".len() && !is_meant && !word.contains([' ', '\t'])
}

/// No more of a line is looked at before a name and behind it: a line may be a megabyte long, and full of names.
const BEFORE: usize = 512;
const BEHIND: usize = 8192;

/// The next place at or before `at` where a character begins.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
