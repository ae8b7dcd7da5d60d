//! PowerShell's `$env:NAME = 'value'`, at a prompt, in a profile or a script.
//!
//! `'it''s $b'` is `it's $b`: in single quotes nothing but a quote means anything, and that is written twice. In
//! double ones `$b` is looked up, and `` ` `` is what a backslash is elsewhere. Curly quotes are quotes, too. A
//! value without quotes is a command.
//!
//! Modelled from PowerShell 7.5, `tokenizer.cs` (`ScanStringLiteral`, `ScanStringExpandable`, `Backtick`). It
//! cannot be had here.

use super::{Django, Family, FileKind, Form, Loader, Precedence, Tested, common};
use crate::{
    name::VariableName,
    quoting,
    reading::{Binding, Bound, Loaded, Note, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "powershell",
    label: "PowerShell, $env:",
    family: Family::Shell,
    version: "7.5",
    source: "PowerShell: src/System.Management.Automation/engine/parser/tokenizer.cs",
    place: "PowerShell",
    form: Form { head: "", first: "$env:", further: "$env:", between: " = ", after: "", file: FileKind::Own },
    tested: Tested::FromSource,
    quotings: &[quoting::SINGLE_DOUBLED],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name).unwrap_or_else(Loaded::from),
    precedence: Precedence::File,
    django: Django::Environ,
    starts: None,
};

fn load<'f>(file: &'f str, name: &VariableName) -> Result<Loaded<'f>, Stop> {
    let mut loaded = Loaded::default();
    let mut found = None;
    let mut at = 0;
    loop {
        at = file.len() - file[at..].trim_start_matches(|c: char| c.is_whitespace() || c == ';').len();
        let end = file[at..].find('\n').map_or(file.len(), |length| at + length);
        if at == file.len() {
            break;
        }
        if file[at..].starts_with('#') {
            at = end;
            continue;
        }
        let Some((key, start)) = assigned(file, at) else {
            return Err(Stop::unknown(at..end, Reason::Runs));
        };
        let (value, next, what) = value(file, start)?;
        let rest = file[next..].trim_start_matches(|c: char| c.is_whitespace() && c != '\n' && c != '\r');
        if !(rest.is_empty() || rest.starts_with(['\n', '\r', ';', '#'])) {
            return Err(Stop::unknown(next..end.max(next), Reason::Program));
        }
        let mut binding = Binding { name: key.into(), value: Bound::Text(value.into()) };
        // Windows knows one variable, however it is written.
        if key.eq_ignore_ascii_case(name.as_str()) {
            binding.name = name.as_str().to_owned().into();
            loaded.notes.extend(what);
            if let Some(earlier) = found.replace(start..next) {
                loaded.notes.add(earlier, Reason::Overridden);
            }
        }
        loaded.bindings.push(binding);
        at = next;
    }
    common::call_as_first(&mut loaded.bindings);
    Ok(loaded)
}

/// The name that is assigned to at `at`, and where the value begins.
fn assigned(file: &str, at: usize) -> Option<(&str, usize)> {
    let braces = file[at..].starts_with("${");
    let start = at + if braces { 2 } else { 1 };
    let scope =
        file.get(start..start + 4).filter(|scope| file[at..].starts_with('$') && scope.eq_ignore_ascii_case("env:"))?;
    let start = start + scope.len();
    let length = file[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let key = &file[start..start + length];
    let after = &file[start + length..];
    let after = if braces { after.strip_prefix('}')? } else { after };
    let value = after.trim_start_matches([' ', '\t']).strip_prefix('=')?.trim_start_matches([' ', '\t']);
    Some((key, file.len() - value.len()))
}

/// Which quote it is, if it is one: a straight one or any that typesetters have for it.
fn quote(c: char) -> Option<char> {
    match c {
        '\'' | '\u{2018}'..='\u{201b}' => Some('\''),
        '"' | '\u{201c}'..='\u{201e}' => Some('"'),
        _ => None,
    }
}

type Read = (String, usize, Vec<Note>);

/// The text whose quote stands at `start`, where it ends, and what is what.
fn value(file: &str, start: usize) -> Result<Read, Stop> {
    let line = file[start..].find(['\n', '\r']).map_or(file.len(), |length| start + length);
    let mut characters = file[start..].char_indices().peekable();
    let Some(open) = characters.next().and_then(|(_, c)| quote(c)) else {
        let number = file[start..].starts_with(|c: char| c.is_ascii_digit() || c == '-');
        return Err(Stop::unknown(start..line, if number { Reason::NotText } else { Reason::Runs }));
    };
    let (mut value, mut notes) = (String::new(), Vec::new());
    while let Some((at, c)) = characters.next() {
        let at = start + at;
        if quote(c) == Some(open) {
            let Some((_, twice)) = characters.next_if(|(_, c)| quote(*c) == Some(open)) else {
                let end = at + c.len_utf8();
                notes.insert(0, Note::new(start..end, Reason::Quotes));
                return Ok((value, end, notes));
            };
            notes.add(at..at + c.len_utf8() + twice.len_utf8(), Reason::Doubled);
            value.push(c);
            continue;
        }
        match c {
            '`' if open == '"' => {
                let Some((_, next)) = characters.next() else { break };
                notes.add(at..at + 1 + next.len_utf8(), Reason::Escape);
                match next {
                    '0' => value.push('\0'),
                    'a' => value.push('\u{7}'),
                    'b' => value.push('\u{8}'),
                    'e' => value.push('\u{1b}'),
                    'f' => value.push('\u{c}'),
                    'n' => value.push('\n'),
                    'r' => value.push('\r'),
                    't' => value.push('\t'),
                    'v' => value.push('\u{b}'),
                    'u' => return Err(Stop::unknown(at..at + 2, Reason::Escape)),
                    _ => value.push(next),
                }
            }
            '$' if open == '"'
                && characters.peek().is_some_and(|(_, c)| c.is_alphanumeric() || "_{(:?^$".contains(*c)) =>
            {
                return Err(Stop::unknown(at..line.max(at + 1), Reason::Interpolated));
            }
            _ => value.push(c),
        }
    }
    Err(Stop::refused(start..file.len(), Reason::Unclosed))
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
                ("$env:K = 'a'", Value("a")),
                ("$env:K='it''s $b `n #c' # d\r\n", Value("it's $b `n #c")),
                ("${env:K} = \"a`$b`\"c\"\"d`n$\"\n", Value("a$b\"c\"d\n$")),
                ("$Env:k = 'a'; $env:J = 'b'\n", Value("a")),
                ("$env:K = \u{2018}it\u{2019}\u{2019}s\u{2019}\n", Value("it\u{2019}s")),
                ("$env:K = 'a'\n$env:K = 'b'\n", Value("b")),
                ("$env:K = 'a\nb'\n", Value("a\nb")),
                ("$env:K = \"a$b\"\n", Unknown),
                ("$env:K = a\n", Unknown),
                ("$env:K = 12\n", Unknown),
                ("$env:K = 'a' + 'b'\n", Unknown),
                ("$env:K = 'a\n", Refused),
                ("# $env:K = 'a'\n$env:J = 'a'\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("$env:K = 'it''s'\n", &[("'it''s'", Reason::Quotes), ("''", Reason::Doubled)]),
                ("$env:K = \"a`$b\"\n", &[("\"a`$b\"", Reason::Quotes), ("`$", Reason::Escape)]),
            ],
        );
    }
}
