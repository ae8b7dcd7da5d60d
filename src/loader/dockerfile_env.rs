//! An `ENV` line of a Dockerfile. Not a place for a key: it is in the image for all to read, and
//! BuildKit's own linter warns of it.
//!
//! `ENV K="a\$b"` sets `K` to `a$b`. In single quotes all stays; else `$NAME`, `${NAME}` and
//! `${NAME:-default}` are looked up among the earlier `ENV` and `ARG` lines, without `--build-arg`. Of
//! a file with several stages the last one counts. A part of a Dockerfile is read as if it stood after
//! its `FROM`.
//!
//! Modelled from BuildKit 0.32.2, `frontend/dockerfile/parser/parser.go`, `line_parsers.go`
//! (`parseNameVal`, `parseWords`) and `frontend/dockerfile/shell/lex.go`.

mod word;

use std::ops::Range;

use self::word::Word;
use super::{
    Django, Environment, Family, FileKind, Form, Loader, Precedence, Tested,
    common::{self, BYTE_ORDER_MARK, Variables},
};
use crate::{
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "dockerfile-env",
    label: "Dockerfile ENV",
    family: Family::Container,
    version: "BuildKit 0.32.2",
    source: "frontend/dockerfile/parser/line_parsers.go, frontend/dockerfile/shell/lex.go",
    place: "Dockerfile (not advised: whoever has the image can read the key)",
    form: Form { head: "", first: "ENV ", further: "ENV ", between: "=", after: "", file: FileKind::Own },
    tested: Tested::FromSource,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| load(file, environment, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: None,
};

/// Defaults within defaults are not followed deeper than this.
const DEEPEST: usize = 64;

const INSTRUCTIONS: &[&str] = &[
    "add",
    "arg",
    "cmd",
    "copy",
    "entrypoint",
    "env",
    "expose",
    "from",
    "healthcheck",
    "label",
    "maintainer",
    "onbuild",
    "run",
    "shell",
    "stopsignal",
    "user",
    "volume",
    "workdir",
];

/// A character and where it stands.
type Placed = (usize, char);

/// The stage that is read, and what all stages share.
struct Build<'f, 'e> {
    file: &'f str,
    environment: &'e Environment<'e>,
    /// The escape character: a directive may change it.
    escape: char,
    variables: Variables<'f>,
    arguments: Variables<'f>,
    size: usize,
}

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let (variables, arguments) = (Variables::new(), Variables::new());
    let mut build = Build { file, environment, escape: '\\', variables, arguments, size: 0 };
    let mut at = if file.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    build.directives(at)?;
    // The arguments before the first stage, the names of stages, and that of the last.
    let (mut global, mut stages, mut last) = (Variables::new(), Variables::new(), None);
    let mut found: Option<Range<usize>> = None;
    let mut notes = Vec::new();
    while let Some(text) = build.instruction(&mut at) {
        let text = trim(&text);
        let (command, rest) = split(text);
        let rest = trim(rest);
        let command: String = command.iter().map(|(_, c)| c.to_ascii_lowercase()).collect();
        if text.is_empty() && at >= file.len() {
            break;
        }
        if !INSTRUCTIONS.contains(&&*command) {
            return Err(refused(span(text), Reason::Syntax));
        }
        let words = words(rest, build.escape);
        match &*command {
            "env" => {
                let mut values = Vec::new();
                for (key, value) in pairs(rest, &words)? {
                    let mut more = Vec::new();
                    values.push((build.key(key)?, span(value), build.expand(value, &mut more)?, more));
                }
                for (key, place, value, more) in values {
                    if key == name.as_str() {
                        notes.extend(found.replace(place).map(|earlier| Note::new(earlier, Reason::Overridden)));
                        notes.extend(more);
                    }
                    build.variables.insert(key, Some(value));
                }
            }
            "arg" => {
                for word in &words {
                    let equals = word.iter().position(|(_, c)| *c == '=');
                    let key = build.key(&word[..equals.unwrap_or(word.len())])?;
                    let value = match equals {
                        Some(equals) => Some(build.expand(&word[equals + 1..], &mut Vec::new())?),
                        None => global.get(key).cloned().flatten(),
                    };
                    build.arguments.insert(key, value);
                }
            }
            "from" => {
                let mut parts = words.iter().map(|word| &file[span(word)]).filter(|part| !part.starts_with("--"));
                let image = parts.next().unwrap_or_default();
                // A stage that goes on where the last one ended keeps what is set.
                if stages.contains_key(image) && last != Some(image) {
                    return Err(Stop::unknown(span(text), Reason::Stage));
                }
                if last != Some(image) || image.is_empty() {
                    build.variables = Variables::new();
                    let arguments = std::mem::take(&mut build.arguments);
                    if stages.is_empty() {
                        global = arguments;
                    }
                    notes.extend(found.take().map(|earlier| Note::new(earlier, Reason::Overridden)));
                }
                last = parts.nth(1);
                stages.insert(last.unwrap_or_default(), None);
            }
            "run" | "copy" | "add" | "onbuild" => {
                for word in &words {
                    build.here_document(word, &mut at)?;
                }
            }
            _ => {}
        }
    }
    Ok(Loaded { bindings: build.variables.bindings(), end: None, notes })
}

impl<'f> Build<'f, '_> {
    /// Reads the comments at the beginning that say how the file is to be read.
    fn directives(&mut self, mut at: usize) -> Result<(), Stop> {
        while let Some(line) = next_line(self.file, &mut at) {
            let text = self.file[line.clone()].trim();
            let Some((key, value)) = text.strip_prefix('#').and_then(|text| text.split_once('=')) else { break };
            match (&*key.trim().to_ascii_lowercase(), value.trim()) {
                ("escape", "`") => self.escape = '`',
                ("escape", "\\") | ("syntax" | "check", _) => {}
                ("escape", _) => return Err(refused(line, Reason::Syntax)),
                _ => break,
            }
        }
        Ok(())
    }

    /// The next instruction, whose lines are joined.
    fn instruction(&self, at: &mut usize) -> Option<Vec<Placed>> {
        let mut text = Vec::new();
        let mut goes_on = false;
        while let Some(line) = next_line(self.file, at) {
            let part = &self.file[line.clone()];
            let trimmed = part.trim_start();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            let body = trimmed.trim_end_matches([' ', '\t']);
            let body = body.strip_suffix(self.escape).filter(|body| !body.ends_with(self.escape));
            let part = body.map_or(part, |body| &part[..part.len() - trimmed.len() + body.len()]);
            text.extend(part.char_indices().map(|(index, c)| (line.start + index, c)));
            goes_on = body.is_some();
            if !goes_on {
                break;
            }
        }
        (goes_on || !text.is_empty()).then_some(text)
    }

    /// A name, which is nearly never written in another way than as it is.
    fn key(&self, key: &[Placed]) -> Result<&'f str, Stop> {
        let text = &self.file[span(key)];
        match text {
            "" => Err(refused(span(key), Reason::Name)),
            _ if text.contains(['\'', '"', '$', self.escape]) => Err(Stop::unknown(span(key), Reason::Name)),
            _ => Ok(text),
        }
    }

    fn expand(&mut self, text: &[Placed], notes: &mut Vec<Note>) -> Result<String, Stop> {
        let mut word =
            Word { build: self, text, at: usize::from(text.first().is_some_and(|(_, c)| *c == BYTE_ORDER_MARK)) };
        let mut value = String::new();
        word.until(None, &mut value, notes, 0)?;
        self.size += value.len();
        if self.size > common::most(self.file) { Err(Stop::unknown(span(text), Reason::Grows)) } else { Ok(value) }
    }

    /// Goes on after the lines that belong to `RUN … <<EOF`, if `word` is such a `<<EOF`.
    fn here_document(&self, word: &[Placed], at: &mut usize) -> Result<(), Stop> {
        let text = self.file[span(word)].trim_start_matches(|c: char| c.is_ascii_digit());
        let Some(mark) = text.strip_prefix("<<") else { return Ok(()) };
        let (mark, tabs) = mark.strip_prefix('-').map_or((mark, false), |mark| (mark, true));
        let mark = mark.replace(['\'', '"'], "");
        if mark.is_empty() || mark.contains('<') {
            return Ok(());
        }
        while let Some(line) = next_line(self.file, at) {
            let text = &self.file[line];
            if mark == if tabs { text.trim_start_matches('\t') } else { text } {
                return Ok(());
            }
        }
        Err(refused(span(word), Reason::Unclosed))
    }
}

/// A name and a value.
type Pair<'a> = (&'a [Placed], &'a [Placed]);

/// The names and values of an `ENV`: `NAME=value NAME=value`, or as it was long ago `NAME value`.
fn pairs<'a>(rest: &'a [Placed], words: &'a [Vec<Placed>]) -> Result<Vec<Pair<'a>>, Stop> {
    let equals = |word: &[Placed]| word.iter().position(|(_, c)| *c == '=');
    let flag = rest.iter().take(2).filter(|(_, c)| *c == '-').count() == 2;
    if words.is_empty() || flag {
        return Err(refused(span(rest), Reason::Syntax));
    }
    if words.first().is_some_and(|word| equals(word).is_none()) {
        let pair = split(rest);
        return if pair.1.is_empty() { Err(refused(span(rest), Reason::Syntax)) } else { Ok(vec![pair]) };
    }
    let mut pairs = Vec::new();
    for word in words {
        let Some(equals) = equals(word) else { return Err(refused(span(word), Reason::Syntax)) };
        pairs.push((&word[..equals], &word[equals + 1..]));
    }
    Ok(pairs)
}

/// The words of `text`, with their quotes and escapes.
fn words(text: &[Placed], escape: char) -> Vec<Vec<Placed>> {
    let mut words = Vec::new();
    let mut word = Vec::new();
    let mut quote = None;
    let mut characters = text.iter().copied();
    while let Some(placed) = characters.next() {
        let (_, c) = placed;
        if quote.is_none() && c.is_whitespace() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        if c == escape && quote != Some('\'') {
            // At the end it is dropped.
            if let Some(next) = characters.next() {
                word.extend([placed, next]);
            }
            continue;
        }
        if quote == Some(c) {
            quote = None;
        } else if quote.is_none() && matches!(c, '\'' | '"') {
            quote = Some(c);
        }
        word.push(placed);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// What stands before and after the first blanks.
fn split(text: &[Placed]) -> (&[Placed], &[Placed]) {
    let blank = |(_, c): &Placed| matches!(c, '\t' | '\u{b}' | '\u{c}' | '\r' | ' ');
    let end = text.iter().position(blank).unwrap_or(text.len());
    let length = text[end..].iter().position(|placed| !blank(placed)).unwrap_or(text.len() - end);
    (&text[..end], &text[end + length..])
}

fn trim(mut text: &[Placed]) -> &[Placed] {
    while let [(_, c), rest @ ..] = text
        && c.is_whitespace()
    {
        text = rest;
    }
    while let [rest @ .., (_, c)] = text
        && c.is_whitespace()
    {
        text = rest;
    }
    text
}

/// The bytes of the file from the first to the last of these characters.
fn span(text: &[Placed]) -> Range<usize> {
    match (text.first(), text.last()) {
        (Some((start, _)), Some((last, c))) => *start..last + c.len_utf8(),
        _ => 0..0,
    }
}

fn refused(span: Range<usize>, reason: Reason) -> Stop {
    Stop::refused(span, reason)
}

/// The line at `at` without its ending, after which `at` is.
fn next_line(file: &str, at: &mut usize) -> Option<Range<usize>> {
    let rest = file.get(*at..).filter(|rest| !rest.is_empty())?;
    let start = *at;
    let length = rest.find('\n').unwrap_or(rest.len());
    *at = (start + length + 1).min(file.len());
    Some(start..start + rest[..length].trim_end_matches('\r').len())
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
                ("ENV K=a#b\n", Value("a#b")),
                ("env K=\"a\\$b\\\"\\\\c\\d\" J=1\r\n", Value("a$b\"\\c\\d")),
                ("ENV K='a$b\\'\n", Value("a$b\\")),
                ("ENV K=a\\ b\\\n", Value("a b")),
                ("ENV K=\\\n  a\n", Refused),
                ("ENV \\\n  # c\n\n  K=a\n", Value("a")),
                ("ENV K a  'b' \n", Value("a  b")),
                ("ENV K=a b\n", Refused),
                ("ENV K\n", Refused),
                ("ENV\n", Refused),
                ("ENV =a\n", Refused),
                ("ENV --x K=a\n", Refused),
                ("ENV \"K=a\"\n", Unknown),
                ("K=a\n", Refused),
                ("export K=a\n", Refused),
                ("\u{feff}# escape=`\nENV K=\"C:\\a`\"\" J=`\n1\n", Value("C:\\a\"")),
                ("# escape=a\nENV K=a\n", Refused),
                ("ENV J=x\nENV J=y K=${J}$H${H:-z}\n", Value("xz")),
                ("ENV K=a\nENV K=b\n", Value("b")),
                ("ENV K=${J#a}\n", Unknown),
                ("FROM a\nENV K=a\nFROM b\n", Missing),
                ("FROM a AS b\nENV K=a\nFROM b\nUSER c\n", Value("a")),
                ("FROM a AS b\nENV K=a\nFROM c AS d\nFROM b\n", Unknown),
                ("ARG J=x\nFROM a\nENV K=$J\n", Value("")),
                ("ARG J=x\nFROM a\nARG J\nENV K=$J\n", Value("x")),
                ("RUN <<-'EOF' a\nENV K=a\n\tEOF\nENV J=1\n", Missing),
                ("RUN <<EOF\nENV K=a\n", Refused),
                ("RUN echo 'a <<EOF'\nENV K=a\n", Value("a")),
                ("ONBUILD ENV K=a\n", Missing),
                ("", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("ENV K='a'\\b$c\n", &[("'a'", Reason::Quotes), ("\\", Reason::Escape), ("$c", Reason::Interpolated)]),
                ("ENV K=a\nENV K=b\n", &[("a", Reason::Overridden)]),
                ("ENV K=\"a\n", &[("\"a", Reason::Unclosed)]),
            ],
        );
    }
}
