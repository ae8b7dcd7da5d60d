//! systemd's `Environment=`, in a unit file or a drop-in of one.
//!
//! `Environment="K=a%%b\"c"` sets `K` to `a%b"c`: quotes may stand anywhere and are taken off, `\`
//! begins an escape as in C, in both kinds of quotes, and after that `%` and a letter stand for
//! something of the unit or the host. A `$` is a `$`. What has a mistake in it is skipped.
//!
//! Any user of the host can read what is set so: `systemctl show` tells it.
//!
//! Modelled from systemd 252, `src/shared/conf-parser.c`, `config_parse`; `src/basic/extract-word.c`,
//! `extract_first_word`; `src/basic/escape.c`, `cunescape_one`; `src/shared/specifier.c`,
//! `specifier_printf`; `src/core/load-fragment.c`, `config_parse_environ`.

mod escape;

use std::ops::Range;

use self::escape::escape;
use crate::{
    loader::{Django, Family, FileKind, Form, Loader, Precedence, Snippet, Tested, common},
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "systemd-environment",
    label: "systemd Environment=",
    family: Family::Service,
    version: "252",
    source: "src/core/load-fragment.c, config_parse_environ",
    place: "a drop-in: systemctl edit django (any user of the host can read it)",
    form: Form {
        head: "[Service]\n",
        first: "Environment=\"",
        further: "Environment=\"",
        between: "=",
        after: "\"",
        file: FileKind::Unit,
    },
    tested: Tested::Real,
    quotings: &[quoting::UNIT],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet { place: "a terminal", text: "sudo systemctl restart django\n" }),
};

/// Letters that stand for something of the unit or the host. Other letters and digits are mistakes.
const SPECIFIERS: &[u8] = b"abcdfghijlmnopqrstuvwyABCEGHIJLMNPRSTUVWY";

/// A character, and where in the file it stands.
type Placed = (usize, char);

/// What has been read.
struct Unit<'f, 'n> {
    file: &'f str,
    name: &'n str,
    /// The section is `[Service]`.
    service: bool,
    /// Where the variable was set last, and what happened there.
    found: Option<(Range<usize>, Vec<Note>)>,
    loaded: Loaded<'f>,
}

fn load<'f>(file: &'f str, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut unit = Unit { file, name: name.as_str(), service: false, found: None, loaded: Loaded::default() };
    let mut marked = false;
    let mut logical = Vec::new();
    let mut rest = 0;
    while rest < file.len() {
        let (mut line, next) = line_at(file, rest);
        rest = next;
        if file[line.clone()].trim_start_matches(is_blank).starts_with(['#', ';']) {
            continue;
        }
        // The first mark at the beginning of a line is taken off, whichever line that is.
        if !marked && file[line.clone()].starts_with('\u{feff}') {
            marked = true;
            line.start += 3;
        }
        let text = &file[line.clone()];
        logical.extend(text.char_indices().map(|(at, c)| (line.start + at, c)));
        let backslashes = text.len() - text.trim_end_matches('\\').len();
        if backslashes % 2 == 1 {
            if let Some(last) = logical.last_mut() {
                last.1 = ' ';
            }
            if next < file.len() {
                continue;
            }
        }
        unit.line(&logical)?;
        logical.clear();
    }
    // Comments may follow a line that goes on.
    unit.line(&logical)?;
    if let Some((_, notes)) = unit.found {
        unit.loaded.notes.extend(notes);
    }
    Ok(unit.loaded)
}

/// The line that begins at `start`, and where the next one does: an end of a line is one of each of
/// `\n` and `\r`, in any order, perhaps with a NUL.
fn line_at(file: &str, start: usize) -> (Range<usize>, usize) {
    let ends = |c: char| matches!(c, '\n' | '\r' | '\0');
    let end = file[start..].find(ends).map_or(file.len(), |length| start + length);
    let mut next = end;
    let mut seen = Vec::new();
    while let Some(&byte) = file.as_bytes().get(next).filter(|byte| ends(char::from(**byte)) && !seen.contains(*byte)) {
        seen.push(byte);
        next += 1;
        if byte == 0 {
            break;
        }
    }
    (start..end, next)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn strip(mut text: &[Placed]) -> &[Placed] {
    while let [(_, c), rest @ ..] = text
        && is_blank(*c)
    {
        text = rest;
    }
    while let [rest @ .., (_, c)] = text
        && is_blank(*c)
    {
        text = rest;
    }
    text
}

fn is(text: &[Placed], word: &str) -> bool {
    text.iter().map(|(_, c)| *c).eq(word.chars())
}

fn span(text: &[Placed]) -> Range<usize> {
    let end = text.last().map_or(0, |(at, c)| at + c.len_utf8());
    text.first().map_or(0, |(at, _)| *at)..end
}

impl Unit<'_, '_> {
    /// Reads a line, which may have been several.
    fn line(&mut self, text: &[Placed]) -> Result<(), Stop> {
        let text = strip(text);
        if let Some((at, c)) = text.iter().find(|(_, c)| common::is_no_character(*c)) {
            return Err(Stop::refused(*at..at + c.len_utf8(), Reason::NoCharacter));
        }
        match text {
            // No quotes, no backslash, and no control characters: `string_is_safe` in `src/basic/string-util.c`.
            [(_, '['), section @ .., (_, ']')]
                if !section.iter().any(|(_, c)| c.is_ascii_control() || matches!(c, '"' | '\'' | '\\')) =>
            {
                self.service = is(section, "Service");
            }
            [(_, '['), ..] => return Err(Stop::refused(span(text), Reason::Syntax)),
            _ => {
                let equals = text.iter().position(|(_, c)| *c == '=').unwrap_or(text.len());
                if self.service && equals < text.len() && is(strip(&text[..equals]), "Environment") {
                    return self.assignments(strip(&text[equals + 1..]));
                }
            }
        }
        Ok(())
    }

    fn assignments(&mut self, text: &[Placed]) -> Result<(), Stop> {
        if text.is_empty() {
            // Nothing at all takes back what was set.
            let earlier = self.found.take();
            self.loaded.notes.extend(earlier.map(|(span, _)| Note::new(span, Reason::Overridden)));
            self.loaded.bindings.clear();
        }
        let mut rest = text;
        while let [(start, _), ..] = strip(rest) {
            let mut word = Word::default();
            let read = word.read(self.file, strip(rest));
            rest = read.as_ref().map_or(&[], |rest| rest);
            let end = rest.first().map_or_else(|| span(text).end, |(at, _)| *at);
            let mut parts = word.bytes.splitn(2, |byte| *byte == b'=');
            let (key, value) = (parts.next().unwrap_or_default(), parts.next());
            let ours = key == self.name.as_bytes();
            let mistake = read.err().or(word.mistake);
            if let (Some((note, true)), None) = (&word.host, &mistake) {
                return Err(Stop::Unknown(note.clone()));
            }
            let value = match (mistake, word.host, value.map(std::str::from_utf8)) {
                (Some(note), ..) => Err(note),
                (None, _, None) => Err(Note::new(*start..end, Reason::Name)),
                (None, Some((note, _)), _) => Ok(Bound::Stops(Stop::Unknown(note))),
                (None, None, Some(Ok(value))) => Ok(Bound::Text(value.to_owned().into())),
                // Escapes have made it something that is no text.
                (None, None, Some(Err(_))) => Err(Note::new(*start..end, Reason::Ignored)),
            };
            match (value, std::str::from_utf8(key)) {
                (Ok(value), Ok(key)) if common::is_name(key) => {
                    self.loaded.bind(key.to_owned(), value);
                }
                (Err(note), _) if ours => {
                    self.loaded.notes.push(note);
                    continue;
                }
                _ => continue,
            }
            if ours {
                if let [(next, _), ..] = rest
                    && !rest.iter().any(|(_, c)| *c == '=')
                {
                    word.notes.add(*next..span(text).end, Reason::Cut);
                }
                if let Some((earlier, _)) = self.found.replace((*start..end, word.notes)) {
                    self.loaded.notes.add(earlier, Reason::Overridden);
                }
            }
        }
        Ok(())
    }
}

/// A word of an `Environment=` line.
#[derive(Default)]
struct Word {
    bytes: Vec<u8>,
    /// Where a `%` stands that is not decided yet.
    percent: Option<usize>,
    /// Something of the host's is a part of it; and whether that is so before the `=`.
    host: Option<(Note, bool)>,
    /// Why the word is skipped.
    mistake: Option<Note>,
    notes: Vec<Note>,
}

impl Word {
    /// Reads the word that `text` begins with; gives what follows it.
    fn read<'a>(&mut self, file: &str, text: &'a [Placed]) -> Result<&'a [Placed], Note> {
        let mut quote = None;
        let mut at = 0;
        while let Some(&(place, c)) = text.get(at) {
            let mut length = 1;
            match quote {
                Some((open, begun)) if c == open => {
                    self.notes.add(begun..place + 1, Reason::Quotes);
                    quote = None;
                }
                None if is_blank(c) => break,
                None if matches!(c, '\'' | '"') => quote = Some((c, place)),
                _ if c == '\\' => {
                    let (bytes, taken) = escape(&text[at + 1..]).ok_or(Note::new(place..place + 1, Reason::Syntax))?;
                    length += taken;
                    let end = span(&text[..at + length]).end;
                    self.notes.add(place..end, Reason::Escape);
                    for byte in bytes {
                        self.push(byte, place..end);
                    }
                }
                _ => {
                    if c == ' ' && file.as_bytes().get(place) == Some(&b'\\') {
                        self.notes.add(place..place + 1, Reason::Continued);
                    }
                    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                        self.push(byte, place..place + c.len_utf8());
                    }
                }
            }
            at += length;
        }
        if let Some((_, begun)) = quote {
            return Err(Note::new(begun..span(text).end, Reason::Unclosed));
        }
        if self.percent.is_some() {
            self.bytes.push(b'%');
        }
        Ok(strip(&text[at..]))
    }

    fn push(&mut self, byte: u8, span: Range<usize>) {
        let Some(start) = self.percent.take() else {
            if byte == b'%' {
                self.percent = Some(span.start);
            } else {
                self.bytes.push(byte);
            }
            return;
        };
        let note = Note::new(start..span.end, Reason::Placeholder);
        if byte == b'%' {
            self.bytes.push(b'%');
            self.notes.push(note);
        } else if SPECIFIERS.contains(&byte) {
            let named = self.bytes.contains(&b'=');
            self.host.get_or_insert((note, !named));
        } else if byte.is_ascii_alphanumeric() {
            self.mistake = Some(note);
        } else {
            self.bytes.extend([b'%', byte]);
        }
    }
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
                ("[\"]\n", Refused),
                ("[a'b]\n[Service]\nEnvironment=K=a\n", Refused),
                ("[a\\b]\n[Service]\nEnvironment=K=a\n", Refused),
                ("[a\tb]\n[Service]\nEnvironment=K=a\n", Refused),
                ("[a b é]\n[Service]\nEnvironment=K=a\n", Value("a")),
                ("[]\n[Service]\nEnvironment=K=a\n", Value("a")),
                ("[Service]\nEnvironment=K=a\n", Value("a")),
                ("[Service]\nEnvironment=\"K=a%%b\\\"c$d #e;\\\\\"\n", Value("a%b\"c$d #e;\\")),
                ("[Service]\n Environment = K=a\\x41\\101\\u00e9\\U0001F4A9\\s\\ttail J=b\n", Value("aAAé💩 \ttail")),
                ("[Service]\nEnvironment=K='a b'c\"d\"\n", Value("a bcd")),
                ("[Service]\nEnvironment='K=it\\'s' \"J=b\"\n", Value("it's")),
                ("[Service]\nEnvironment=K=\\xc3\\xa9\n", Value("é")),
                ("[Service]\nEnvironment=K=\\xc3\n", Missing),
                ("[Service]\nEnvironment=K=\\ud800\n", Missing),
                ("[Service]\nEnvironment=K=a b\n", Value("a")),
                ("[Service]\nEnvironment=K=\n", Value("")),
                ("[Service]\nEnvironment=K=a\nEnvironment=K=b\n", Value("b")),
                ("[Service]\nEnvironment=K=a\nEnvironment=\n", Missing),
                ("[Service]\nEnvironment=K=a \"K=b\n", Value("a")),
                ("[Service]\nEnvironment=K=a K=\\q J=c\n", Value("a")),
                ("[Service]\nEnvironment=K=%$%é%\n", Value("%$%é%")),
                ("[Service]\nEnvironment=K=a K=%0 K=%k\n", Value("a")),
                ("[Service]\nEnvironment=K=%n\n", Unknown),
                ("[Service]\nEnvironment=%iK=a\n", Unknown),
                ("[Service]\nEnvironment=K=%n K=a\n", Value("a")),
                ("[Service]\nEnvironment=\"K=a\\\n# c\n b\"\n", Value("a  b")),
                ("[Service]\nEnvironment=\"K=a\\\\\\\nb\"\n", Value("a\\ b")),
                ("[Service]\r\nEnvironment=K=a\\\r\n\r\n", Value("a")),
                ("[Service]\nEnvironment=K=a\\", Value("a")),
                ("\u{feff}[Service]\nEnvironment=K=a\n", Value("a")),
                ("[Service]\nEnvironment=export K=a\n", Value("a")),
                ("[Service]\nEnvironment=K = a\n", Missing),
                ("[Service]\n#Environment=K=a\n;Environment=K=a\nenvironment=K=b\n", Missing),
                ("Environment=K=a\n[Unit]\nEnvironment=K=b\n[X]\nEnvironment=K=c\n", Missing),
                ("[Service]\nEnvironment=K=a\n[Service\n", Refused),
            ],
        );
    }

    #[test]
    fn why() {
        notes(
            &LOADER,
            &[
                ("[Service]\nEnvironment=\"K=a%%b\"\n", &[("%%", Reason::Placeholder), ("\"K=a%%b\"", Reason::Quotes)]),
                ("[Service]\nEnvironment=K=a b\n", &[("b", Reason::Cut)]),
                ("[Service]\nEnvironment=\"K=a\n", &[("\"K=a", Reason::Unclosed)]),
                ("[Service]\nEnvironment=K=%k\n", &[("%k", Reason::Placeholder)]),
                ("[Service]\nEnvironment=K=\\n\n", &[("\\n", Reason::Escape)]),
            ],
        );
    }
}
