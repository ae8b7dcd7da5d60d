//! How dotenv-expand 12 and 1000 and dotenvx replace what a value refers to: `$NAME`, `${NAME}`,
//! `${NAME:-default}` and `${NAME:+instead}`, the first of them again and again until none is left.
//! A backslash before the `$` prevents it, and goes.
//!
//! Source: dotenv-expand 12.0.3, `lib/main.js`; `expand` and `evaluate` of @dotenvx/primitives
//! 2.1.1, which dotenv-expand 1000.0.0 has in its `dist/lib/main.js`, the same in 3.3.1.

use std::ops::Range;

use super::{
    Variables,
    javascript::{self, Variable, place},
};
use crate::{
    listed::Listed,
    loader::{Environment, common},
    name::VariableName,
    reading::{Bound, Loaded, Note, Notes as _, Reason, Stop},
};

/// Bytes that are looked at in all while the values of `file` are replaced: what takes more may never
/// end.
pub(in crate::loader) const fn most(file: &str) -> usize {
    16 * common::most(file)
}

/// What differs among the programs that expand a whole file at once.
#[derive(Clone, Copy)]
pub(in crate::loader) struct Rules {
    /// Later variables see what became of earlier ones, rather than what stands in the file.
    pub(in crate::loader) live: bool,
    /// As version 1000 does it, which runs `$(command)`.
    pub(in crate::loader) runs: bool,
}

/// What a program has after `variables` are expanded in their order.
pub(in crate::loader) fn expanded<'a>(
    file: &str,
    variables: impl Iterator<Item = Variable<'a>>,
    environment: &Environment<'_>,
    name: &VariableName,
    Rules { live, runs }: Rules,
) -> Loaded<'a> {
    let (variables, mut notes) = javascript::in_order(variables, name);
    let mut raw: Variables<'_> = variables.iter().map(|it| (it.name, Some(it.value.clone()))).collect();
    let mut done = Variables::new();
    let mut budget = most(file);
    let mut loaded = Loaded::default();
    let mut first = None;
    for Variable { name: key, value, span, notes: more } in variables {
        let lookup = |name: &str| environment.get(name).or_else(|| raw.value(name));
        let stop = |key: &str, result: &str| {
            let values = if live { &raw } else { &done };
            values.get(key).is_some_and(|value| value.as_deref() == Some(result))
        };
        let result = match environment.get(key) {
            Some(set) if !set.is_empty() && set != value => Ok(set.to_owned()),
            _ if runs
                && value.starts_with("encrypted:")
                && lookup("DOTENV_PRIVATE_KEY").is_some_and(|key| !key.is_empty()) =>
            {
                return Stop::unknown(span, Reason::Encrypted).into();
            }
            _ => expand(&value, runs, &lookup, &stop, &mut budget),
        };
        if key == name.as_str() {
            for note in more {
                place(&mut notes, note);
            }
            dollars(file, &span, &mut notes);
        }
        let mut result = match result {
            Ok(result) => result,
            Err(Reason::Runs) => PRINTED.to_owned(),
            Err(reason) => return Stop::refused(span, reason).into(),
        };
        if runs && evaluate(&mut result) {
            note_commands(file, &span, &mut notes);
            first = first.or_else(|| first_command(&notes));
        }
        let result = result.replace("\\$", "$");
        if live {
            raw.insert(key, Some(result.clone()));
        }
        loaded.bind(key, unless_printed(result.clone(), &span, &notes, first.as_ref()));
        done.insert(key, Some(result));
    }
    loaded.notes = notes;
    loaded
}

/// What stands in a value for what a command prints: no variable can hold it.
pub(in crate::loader) const PRINTED: &str = "\0";

/// Puts [`PRINTED`] in the place of the commands in `text`; whether there are any.
pub(in crate::loader) fn evaluate(text: &mut String) -> bool {
    let commands: Vec<_> = commands(text).into_iter().map(|command| text[command].to_owned()).listed();
    for command in &commands {
        *text = text.replacen(command, PRINTED, 1);
    }
    !commands.is_empty()
}

/// The value that stands at `span`, or that nobody knows it because of one of the commands that are
/// noted, in the order of their places: one that stands there, else the `first` of all.
pub(in crate::loader) fn unless_printed<'f>(
    value: String,
    span: &Range<usize>,
    notes: &[Note],
    first: Option<&Note>,
) -> Bound<'f> {
    if !value.contains(PRINTED) {
        return Bound::Text(value.into());
    }
    let here = &notes[notes.partition_point(|note| note.span.start < span.start)..];
    let mut here = here.iter().take_while(|note| note.span.start < span.end);
    let command = here.find(|note| note.reason == Reason::Runs).or(first);
    Bound::Stops(command.map_or_else(|| Stop::unknown(span.clone(), Reason::Runs), |note| Stop::Unknown(note.clone())))
}

/// The first command that is noted.
pub(in crate::loader) fn first_command(notes: &[Note]) -> Option<Note> {
    notes.iter().find(|note| note.reason == Reason::Runs).cloned()
}

/// `value` with all that it refers to, as `newer` versions do it or as dotenv-expand 12 does.
///
/// `lookup` gives the value of a variable, and `stop` says whether to go no further once the value
/// has become a certain text by a certain variable.
pub(in crate::loader) fn expand<'a>(
    value: &str,
    newer: bool,
    lookup: &dyn Fn(&str) -> Option<&'a str>,
    stop: &dyn Fn(&str, &str) -> bool,
    budget: &mut usize,
) -> Result<String, Reason> {
    let mut result = value.to_owned();
    let mut seen: Vec<String> = Vec::new();
    while let Some(template) = reference(&result) {
        *budget = budget.checked_sub(result.len() + 64 * (seen.len() + 1)).ok_or(Reason::Endless)?;
        // What is printed may go on with the name.
        if !result[..template.end].ends_with('}') && result[template.end..].starts_with(PRINTED) {
            return Err(Reason::Runs);
        }
        let template = result[template].to_owned();
        let expression = template[1..].trim_start_matches('{').trim_end_matches('}');
        let operator = operator(expression);
        let (key, rest) = expression.split_once(operator.unwrap_or("null")).unwrap_or((expression, ""));
        let found = lookup(key);
        let by = match operator {
            Some("+") if newer => found.map_or("", |_| rest),
            Some("-") if newer => found.unwrap_or(rest),
            None if newer => found.unwrap_or(""),
            // What is printed may be nothing at all.
            _ if newer
                && found.is_some_and(|found| found.contains(PRINTED) && found.replace(PRINTED, "").is_empty()) =>
            {
                return Err(Reason::Runs);
            }
            _ => {
                let set = found.filter(|value| !value.is_empty());
                match operator {
                    Some("+" | ":+") => set.map_or("", |_| rest),
                    _ if newer => set.unwrap_or(rest),
                    _ => set.filter(|set| *set != result && !seen.iter().any(|seen| seen == set)).unwrap_or(rest),
                }
            }
        };
        let next = javascript::replace_first(&result, &template, by);
        if stop(key, &next) {
            return Ok(next);
        }
        if next == result {
            return Err(Reason::Endless);
        }
        let before = std::mem::replace(&mut result, next);
        if !newer {
            seen.push(before);
        }
    }
    Ok(result)
}

/// The first of `:+`, `+`, `:-` and `-`.
fn operator(expression: &str) -> Option<&'static str> {
    let at = expression.find(['+', '-'])?;
    let plus = expression[at..].starts_with('+');
    Some(match (expression[..at].ends_with(':'), plus) {
        (true, true) => ":+",
        (false, true) => "+",
        (true, false) => ":-",
        (false, false) => "-",
    })
}

/// The first `${…}` or `$NAME` that has no backslash before it.
fn reference(text: &str) -> Option<Range<usize>> {
    text.match_indices('$').find_map(|(at, _)| {
        if text[..at].ends_with('\\') {
            return None;
        }
        let after = &text[at + 1..];
        if let Some(inside) = after.strip_prefix('{')
            && let Some(length) = inside.find(['{', '}'])
            && length > 0
            && inside[length..].starts_with('}')
        {
            return Some(at..at + length + 3);
        }
        let length = name_length(after);
        (length > 0).then(|| at..at + 1 + length)
    })
}

/// How long the name is that `text` begins with.
fn name_length(text: &str) -> usize {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
    if text.starts_with(|c: char| c.is_ascii_digit()) { 0 } else { length }
}

/// Whether there is a reference in `text`, if a backslash is nothing.
pub(in crate::loader) fn refers(text: &str) -> bool {
    let last = text.rfind('}').unwrap_or(0);
    text.match_indices('$').any(|(at, _)| {
        let after = &text[at + 1..];
        name_length(after) > 0 || after.starts_with('{') && last > at + 2 && !after.starts_with("{}")
    })
}

/// Notes each part of a value that is looked up, or was kept from it by a backslash, as it stands
/// at `span` of the file.
pub(in crate::loader) fn dollars(file: &str, span: &Range<usize>, notes: &mut Vec<Note>) {
    let text = &file[span.clone()];
    let mut found: Vec<Note> = Vec::new();
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        let (start, end, reason) = match byte {
            b'$' if text[..at].ends_with('\\') => (at - 1, at + 1, Reason::Escape),
            b'$' if text[at + 1..].starts_with('{') => {
                open.push(at);
                continue;
            }
            b'$' => (at, at + 1 + name_length(&text[at + 1..]), Reason::Interpolated),
            // Only `${` may stand in braces.
            b'{' if open.last().is_none_or(|open| open + 1 < at) => {
                open.clear();
                continue;
            }
            b'}' => {
                let Some(start) = open.pop() else { continue };
                found.retain(|note| note.span.start < span.start + start);
                (start, at + 1, Reason::Interpolated)
            }
            _ => continue,
        };
        // A lone `$` and `${}` are themselves.
        if reason == Reason::Escape || end - start > 1 && &text[start..end] != "${}" {
            found.add(span.start + start..span.start + end, reason);
        }
    }
    for note in found {
        place(notes, note);
    }
}

/// Notes the commands in the value that stands at `span` of the file.
pub(in crate::loader) fn note_commands(file: &str, span: &Range<usize>, notes: &mut Vec<Note>) {
    let found = commands(&file[span.clone()]);
    // There is none to see where it came by a reference.
    let whole = found.is_empty().then(|| 0..span.len());
    for command in found.into_iter().chain(whole) {
        place(notes, Note::new(span.start + command.start..span.start + command.end, Reason::Runs));
    }
}

/// The commands in `text`, each with its `$(` and `)`. A backslash before them changes nothing.
pub(in crate::loader) fn commands(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    // Without one there is no end to be found, from wherever one looks.
    let last = text.rfind(')').unwrap_or(0);
    let mut commands = Vec::new();
    let mut at = 0;
    let mut budget = most(text);
    while let Some(index) = text.get(at..last).and_then(|rest| rest.find("$(")) {
        let start = at + index;
        let end = command_end(bytes, start + 2, &mut budget);
        commands.extend(end.map(|end| start..end));
        at = end.unwrap_or(start + 2);
    }
    commands
}

/// Where the command that begins at `at` ends: after the `)` that fits, outside of quotes.
fn command_end(bytes: &[u8], mut at: usize, budget: &mut usize) -> Option<usize> {
    // For each parenthesis that is open, the quote that is open in it.
    let mut open = vec![0_u8];
    while let Some(&byte) = bytes.get(at) {
        *budget = budget.checked_sub(1)?;
        let quote = open.last_mut()?;
        let nested = byte == b'$' && bytes.get(at + 1) == Some(&b'(');
        match (*quote, byte) {
            (b'\'', b'\'') => *quote = 0,
            (b'\'', _) => {}
            (_, b'\\') => at += 1,
            (0, b'\'' | b'"' | b'`') => *quote = byte,
            (0, b'(') => open.push(0),
            (0, b')') => {
                open.pop();
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            (0, _) => {}
            (quoted, _) if quoted == byte => *quote = 0,
            (_, _) if nested => {
                open.push(0);
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    None
}
