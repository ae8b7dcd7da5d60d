//! `/etc/environment`, which PAM's `pam_env` reads where somebody logs in, or a session begins.
//!
//! A `#` begins a comment wherever it stands, so no quoting keeps one. A quote right behind the `=` is dropped, and
//! then one at the very end of the line; those between stay. There are no escapes and no `$`; a backslash at the
//! end of a line goes on to the next.
//!
//! Modelled from Linux-PAM 1.5.2, `modules/pam_env/pam_env.c`, `_parse_env_file` and `_assemble_line`.

use std::ops::Range;

use super::{Django, Family, Form, Loader, Precedence, Snippet, Tested, common};
use crate::{
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
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
    quotings: &[quoting::BARE, quoting::DOUBLE],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal: a new login reads it", text: "su - django\n" }),
};

/// The real one cuts longer lines into pieces.
const LONGEST_LINE: usize = 8 * 1024 - 1;

const BLANKS: [char; 3] = [' ', '\t', '\n'];

fn load<'f>(file: &'f str, name: &VariableName) -> Loaded<'f> {
    let mut pam = Pam { file, name, found: None, loaded: Loaded::default() };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        let at = start;
        start += line.len();
        if parts.iter().map(Range::len).sum::<usize>() + line.len() >= LONGEST_LINE {
            return Stop::unknown(at..start, Reason::Grows).into();
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
    pam.loaded
}

struct Pam<'f, 'n> {
    file: &'f str,
    name: &'n VariableName,
    /// Where the variable was set last.
    found: Option<Range<usize>>,
    loaded: Loaded<'f>,
}

impl Pam<'_, '_> {
    /// Reads the line that is in these parts of the file, and ends at `end` with its comment.
    fn line(&mut self, parts: &[Range<usize>], end: usize) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let text: String = parts.iter().map(|part| &self.file[part.clone()]).collect();
        let line = text.trim_start_matches(BLANKS);
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (key, value) = line.split_once('=').map_or((line, None), |(key, value)| (key, Some(value)));
        let begin = first.end - self.file[first.clone()].trim_start_matches(BLANKS).len();
        let ours = key == self.name.as_str();
        if !ours {
            let length = self.file[begin..first.end].find('=').unwrap_or(first.end - begin);
            self.loaded.notes.extend(common::hidden_name(self.file, begin..begin + length, self.name));
        }
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return;
        }
        let mut set = |value| self.loaded.bind(key.to_owned(), value);
        // A name alone takes it away again.
        let Some(mut value) = value else {
            set(Bound::Unset);
            if ours {
                self.loaded.notes.extend(self.found.take().map(|earlier| Note::new(earlier, Reason::Overridden)));
            }
            return;
        };
        let quoted = value.strip_prefix(['\'', '"']).map(|rest| (rest, rest.strip_suffix(['\'', '"'])));
        if let Some((rest, closed)) = quoted {
            value = closed.unwrap_or(rest);
        }
        set(Bound::Text(value.to_owned().into()));
        if !ours {
            return;
        }
        let start = self.file[begin..first.end].find('=').map_or(first.end, |length| begin + length + 1);
        if let Some(earlier) = self.found.replace(start..last.end) {
            self.loaded.notes.add(earlier, Reason::Overridden);
        }
        for part in &parts[1..] {
            self.loaded.notes.add(part.start.saturating_sub(1)..part.start, Reason::Continued);
        }
        match quoted {
            Some((_, Some(_))) => self.loaded.notes.add(start..last.end, Reason::Quotes),
            Some(_) => self.loaded.notes.add(start..start + 1, Reason::Unclosed),
            None => {}
        }
        if last.end < end {
            self.loaded.notes.add(last.end..end, Reason::Comment);
        } else if value.ends_with('\r') {
            self.loaded.notes.add(end - 1..end, Reason::CarriageReturn);
        }
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
