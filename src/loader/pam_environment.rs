//! `/etc/environment`, which PAM's `pam_env` reads where somebody logs in, or a session begins.
//!
//! A `#` begins a comment wherever it stands, so no quoting keeps one. A quote right behind the `=` is dropped, and
//! then one at the very end of the line; those between stay. There are no escapes and no `$`; a backslash at the
//! end of a line goes on to the next.
//!
//! Modelled from Linux-PAM 1.5.2, `modules/pam_env/pam_env.c`, `_parse_env_file` and `_assemble_line`.

use std::ops::Range;

use super::{Environment, FROM_ENVIRON, Family, Form, Load, Loader, Snippet, Tested, common};
use crate::{
    line,
    name::VariableName,
    reading::{Note, Notes as _, Reading, Reason},
};

pub(super) const LOADER: Loader = Loader {
    id: "pam-environment",
    label: "/etc/environment",
    family: Family::Service,
    version: "1.5.2",
    source: "Linux-PAM: modules/pam_env/pam_env.c, _parse_env_file",
    place: "/etc/environment",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[line::BARE, line::DOUBLE],
    cannot_carry: &[],
    with: None,
    load: Load::One(read),
    settings: FROM_ENVIRON,
    starts: Some(Snippet { place: "a terminal: a new login reads it", text: "su - django\n" }),
};

/// The real one cuts longer lines into pieces.
const LONGEST_LINE: usize = 8 * 1024 - 1;

const BLANKS: [char; 3] = [' ', '\t', '\n'];

fn read(file: &str, name: &VariableName, environment: &Environment<'_>) -> Reading {
    let mut pam = Pam { file, name, found: None, notes: Vec::new() };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        let at = start;
        start += line.len();
        if parts.iter().map(Range::len).sum::<usize>() + line.len() >= LONGEST_LINE {
            return Reading::unknown(at..start, Reason::Grows);
        }
        let text = line.trim_start_matches(BLANKS);
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let end = line.find('#').unwrap_or_else(|| line.trim_end_matches(BLANKS).len());
        let comment = line[end..].starts_with('#');
        if !comment && line[..end].ends_with('\\') {
            parts.push(at..at + end - 1);
            continue;
        }
        // The blanks behind it stay.
        let whole = line.strip_suffix('\n').unwrap_or(line).len();
        parts.push(at..at + if comment { end } else { whole });
        pam.line(&parts, at + whole);
        parts.clear();
    }
    // A line that would go on is not read where the file ends.
    let Pam { found, notes, .. } = pam;
    match found {
        Some((value, _)) => Reading::Value { text: value.as_str().into(), notes },
        None => environment.get(name.as_str()).map_or(Reading::Missing { notes }, Reading::of),
    }
}

struct Pam<'a> {
    file: &'a str,
    name: &'a VariableName,
    /// The variable's value, and where it was set last.
    found: Option<(String, Range<usize>)>,
    notes: Vec<Note>,
}

impl Pam<'_> {
    /// Reads the line that is in these parts of the file, and ends at `end` with its comment.
    fn line(&mut self, parts: &[Range<usize>], end: usize) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let text: String = parts.iter().map(|part| &self.file[part.clone()]).collect();
        let line = text.trim_start_matches(BLANKS);
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (key, value) = line.split_once('=').map_or((line, None), |(key, value)| (key, Some(value)));
        let begin = first.end - self.file[first.clone()].trim_start_matches(BLANKS).len();
        if key != self.name.as_str() {
            let length = self.file[begin..first.end].find('=').unwrap_or(first.end - begin);
            self.notes.extend(common::hidden_name(self.file, begin..begin + length, self.name));
            return;
        }
        // A name alone takes it away again.
        let Some(value) = value else {
            self.notes.extend(self.found.take().map(|(_, earlier)| Note::new(earlier, Reason::Overridden)));
            return;
        };
        let start = self.file[begin..first.end].find('=').map_or(first.end, |length| begin + length + 1);
        if let Some((_, earlier)) = self.found.take() {
            self.notes.add(earlier, Reason::Overridden);
        }
        for part in &parts[1..] {
            self.notes.add(part.start.saturating_sub(1)..part.start, Reason::Continued);
        }
        let mut value = value;
        if let Some(rest) = value.strip_prefix(['\'', '"']) {
            let quoted = rest.strip_suffix(['\'', '"']);
            let reason = if quoted.is_some() { Reason::Quotes } else { Reason::Unclosed };
            self.notes.add(start..if quoted.is_some() { last.end } else { start + 1 }, reason);
            value = quoted.unwrap_or(rest);
        }
        if last.end < end {
            self.notes.add(last.end..end, Reason::Comment);
        } else if value.ends_with('\r') {
            self.notes.add(end - 1..end, Reason::CarriageReturn);
        }
        self.found = Some((value.to_owned(), start..last.end));
    }
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
                ("K=a b # c\n", Value("a b ")),
                ("K='a#b'\n", Value("a")),
                ("K='a b'\n", Value("a b")),
                ("K='a'b\"\n", Value("a'b")),
                ("K='a' \n", Value("a' ")),
                ("K=a'\n", Value("a'")),
                ("K=\"\n", Value("")),
                ("K=\"a\\\"b\"\n", Value("a\\\"b")),
                ("K=$J@{H}\\n\n", Value("$J@{H}\\n")),
                ("export K=a\n", Value("a")),
                ("\t K=a\n", Value("a")),
                ("K = a\nexport  K=b\n", Missing),
                ("K=a\\ \n\n#c\n b\n", Value("a b")),
                ("K=a\\\n", Missing),
                ("K=a\nK=b\n", Value("b")),
                ("K=a\nK\n", Missing),
                ("K=a\r\n", Value("a\r")),
                ("\u{feff}K=a\n", Missing),
                ("K=\n=\n1=\n", Value("")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a#b'\n", &[("'", Reason::Unclosed), ("#b'", Reason::Comment)]),
                ("K=\"a\"\n", &[("\"a\"", Reason::Quotes)]),
                ("K=a\\\nb\r\n", &[("\n", Reason::Continued), ("\r", Reason::CarriageReturn)]),
                ("K=a\nexport  K=b\n", &[("export  K", Reason::Name)]),
            ],
        );
    }
}
