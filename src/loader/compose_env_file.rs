//! Docker Compose reading a service's `env_file:`.
//!
//! `K=a #b` is `a`, `K='a$b'` is `a$b`, and bare or in double quotes `$b` and `${b:-c}` are looked
//! up and `$$` is one `$`. One bad line fails the whole project.
//!
//! Modelled from Docker Compose 2.40.3, that is compose-go 2.9.1, `dotenv/parser.go` and
//! `template/template.go`, and held against 5.6.1.

mod substitute;

pub(super) use substitute::{note_substituted, substitute};

use crate::{
    loader::{
        Django, Environment, Family, Form, Loader, Precedence, Snippet, Tested,
        common::{self, Variables},
    },
    name::VariableName,
    quoting,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "compose-env-file",
    label: "Compose env_file",
    family: Family::Container,
    version: "5.6.1",
    source: "compose-go 2.9.1, dotenv/parser.go and template/template.go",
    place: ".env, named in compose.yaml as env_file: .env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_ESCAPED_QUOTE, quoting::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: whole,
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet { place: "compose.yaml", text: "services:\n  web:\n    env_file: .env\n" }),
};

/// What is read.
pub(super) fn whole<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    load(file, environment, name).unwrap_or_else(Loaded::from)
}

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut parser = Parser { file, at: 0, notes: Vec::new() };
    if file.starts_with(common::BYTE_ORDER_MARK) {
        parser.at = common::BYTE_ORDER_MARK.len_utf8();
    }
    let mut values = Variables::new();
    let mut notes = Vec::new();
    let mut size = 0;
    while parser.next_statement() {
        let start = parser.at;
        let refused = |reason| Err(Stop::refused(start..line_end(file, start), reason));
        parser.notes.clear();
        let (key, inherited) = match parser.key() {
            Ok(found) => found,
            Err(Reason::Letter) => {
                return Err(Stop::unknown(start..line_end(file, start), Reason::Letter));
            }
            Err(reason) => return refused(reason),
        };
        if key.contains(' ') {
            return refused(Reason::Name);
        }
        if inherited {
            if let Some(value) = environment.get(key) {
                values.insert(key, Some(value.to_owned()));
            }
            continue;
        }
        let begin = parser.at;
        let Some(value) = parser.value(&values, environment) else { return refused(Reason::Syntax) };
        size += value.len();
        if size > common::most(file) {
            return Err(Stop::unknown(begin..parser.at, Reason::Grows));
        }
        if values.insert(key, Some(value)).is_some() && key == name.as_str() {
            notes.add(0..begin, Reason::Overridden);
        }
        if key == name.as_str() {
            notes.append(&mut parser.notes);
        }
    }
    Ok(Loaded { bindings: values.bindings(), end: None, notes })
}

fn line_end(file: &str, at: usize) -> usize {
    file[at..].find('\n').map_or(file.len(), |length| at + length)
}

/// The parser, which has read the file up to `at`.
struct Parser<'a> {
    file: &'a str,
    at: usize,
    notes: Vec<Note>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.file[self.at..]
    }

    fn skip(&mut self, skipped: fn(char) -> bool) {
        self.at = self.file.len() - self.rest().trim_start_matches(skipped).len();
    }

    /// Goes to the next statement, over blanks and comments; whether there is one.
    fn next_statement(&mut self) -> bool {
        loop {
            self.skip(char::is_whitespace);
            if !self.rest().starts_with('#') {
                return !self.rest().is_empty();
            }
            self.at = line_end(self.file, self.at);
        }
    }

    /// The name, and whether it stands alone on its line.
    fn key(&mut self) -> Result<(&'a str, bool), Reason> {
        if let Some(rest) = self.rest().strip_prefix("export")
            && rest.starts_with(is_regex_blank)
        {
            self.at += "export".len();
            self.skip(is_regex_blank);
            if self.rest().is_empty() {
                return Err(Reason::Syntax);
            }
        }
        let start = self.at;
        for (index, character) in self.rest().char_indices() {
            match character {
                '=' | ':' | '\n' => {
                    self.at = start + index + 1;
                    self.skip(is_space);
                    return Ok((self.file[start..start + index].trim_end(), character == '\n'));
                }
                '_' | '.' | '-' | '[' | ']' => {}
                _ if is_space(character) || character.is_ascii_alphanumeric() => {}
                // Go's tables of letters and numbers would weigh more than this whole model.
                _ if !character.is_ascii() => return Err(Reason::Letter),
                _ => return Err(Reason::Syntax),
            }
        }
        // A name at the very end of the file is taken for the value of a variable without a name.
        self.skip(is_space);
        Ok(("", false))
    }

    fn value(&mut self, values: &Variables<'_>, environment: &Environment<'_>) -> Option<String> {
        let start = self.at;
        let quote = match self.rest().as_bytes().first() {
            Some(quote @ (b'\'' | b'"')) => char::from(*quote),
            _ => return self.bare(values, environment),
        };
        let mut value = String::new();
        let mut escaped = false;
        for (index, character) in self.file[start + 1..].char_indices() {
            if character == quote && !escaped {
                self.at = start + index + 2;
                self.notes.add(start..self.at, Reason::Quotes);
                if quote == '\'' {
                    return Some(value);
                }
                return self.substitute(start, &expand_escapes(&value), values, environment);
            }
            if character == '\\' && !escaped {
                escaped = true;
                continue;
            }
            if escaped && character != quote {
                value.push('\\');
            }
            escaped = false;
            value.push(character);
        }
        None
    }

    fn bare(&mut self, values: &Variables<'_>, environment: &Environment<'_>) -> Option<String> {
        let start = self.at;
        let end = line_end(self.file, start);
        let line = &self.file[start..end];
        self.at = (end + 1).min(self.file.len());
        let mut value = line;
        if let Some(comment) = line.find(" #") {
            value = &line[..comment];
            self.notes.add(start + comment..end, Reason::Comment);
        }
        let trimmed = value.trim_end();
        self.substitute(start, trimmed, values, environment)
    }

    fn substitute(
        &mut self,
        start: usize,
        text: &str,
        values: &Variables<'_>,
        environment: &Environment<'_>,
    ) -> Option<String> {
        let lookup = |name: &str| environment.get(name).or_else(|| values.value(name));
        let value = substitute(text, &lookup, 0).ok()?;
        note_substituted(self.file, start..self.at, text, &value, &mut self.notes);
        Some(value)
    }
}

/// Go's `\s` in a regular expression.
fn is_regex_blank(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ')
}

/// `isSpace` of the real parser: a blank that ends no line.
fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{a0}')
}

/// What a value in double quotes means once its escapes are read.
fn expand_escapes(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('\\') {
        value.push_str(&rest[..place]);
        rest = &rest[place..];
        let digits = rest[1..].bytes().take(4).take_while(u8::is_ascii_digit).count();
        let (length, meant) = match rest.as_bytes().get(1) {
            Some(b'a') => (2, Some('\u{7}')),
            Some(b'b') => (2, Some('\u{8}')),
            Some(b'f') => (2, Some('\u{c}')),
            Some(b'n') => (2, Some('\n')),
            Some(b'r') => (2, Some('\r')),
            Some(b't') => (2, Some('\t')),
            Some(b'v') => (2, Some('\u{b}')),
            Some(b'"') => (2, Some('"')),
            Some(b'\\') => (2, Some('\\')),
            Some(b'$') => {
                value.push('$');
                (2, Some('$'))
            }
            // Octal, as Go has it: three digits up to 377.
            Some(b'0') => {
                let code = u32::from_str_radix(&rest[2..=digits], 8).ok().filter(|code| digits == 4 && *code < 256);
                (1 + digits, code.and_then(char::from_u32))
            }
            _ => (1, None),
        };
        match meant {
            Some(meant) => value.push(meant),
            None => value.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    value + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a\n", Value("a")),
                ("export K = a # b\n", Value("a")),
                ("K=a#b\n", Value("a#b")),
                ("K: a\n", Value("a")),
                ("K='a$b\\'c\\\\d'\n", Value("a$b'c\\\\d")),
                ("K=\"a\\$b\\\"c\\\\d\\n\"\n", Value("a$b\"c\\d\n")),
                ("K=a$b$$c$*\n", Value("a$c$*")),
                ("J=x\nK=${J}${H:-y}${J:+z}\n", Value("xyz")),
                ("K='a\nb'\n", Value("a\nb")),
                ("K='a'\r\n", Value("a")),
                ("K='a\r\n'\n", Value("a\r\n")),
                ("K='a' # b\n", Value("a")),
                ("\u{feff}K=a\n", Value("a")),
                ("K=a\nK=b\n", Value("b")),
                ("K\n", Missing),
                ("K='a\n", Refused),
                ("K=${\n", Refused),
                ("K=${H:?}\n", Refused),
                ("K!=a\n", Refused),
                // A brace counts whatever stands before it, and hides what follows it.
                ("K=${J:-a{b}c}\n", Value("a{b}c")),
                ("J=1\nK=${J:-${}z\n", Value("1z")),
                ("K=${J+${J?x}}\n", Value("")),
                ("K=${J-${}\n", Refused),
                ("J=x\nK=${J:-{\"a\":1}}\n", Value("x")),
                ("K=${J:-{}}b\n", Value("{}b")),
                ("K=${J:-{{a}}-${J:-b}\n", Value("{{a}-b")),
                ("K=${J:-a}b}\n", Value("ab}")),
            ],
        );
    }
}
