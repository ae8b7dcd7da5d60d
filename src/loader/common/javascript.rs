//! How npm's dotenv cuts a file into variables: the one pattern of its versions 16 to 18.
//!
//! Source: dotenv 16.6.1, `lib/main.js`, `LINE` and `parse`, the same in 17.4.2 and
//! 18.0.10.

use std::{collections::HashMap, ops::Range};

use crate::{
    loader::common,
    name::VariableName,
    reading::{Bound, Loaded, Note, Notes as _, Reason},
};

/// JavaScript's `\s`, which `String.trim` takes off.
pub(in crate::loader) fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{feff}'
}

/// What JavaScript's `^` and `$` take for the end of a line.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// A variable of the file.
pub(in crate::loader) struct Variable<'a> {
    pub(in crate::loader) name: &'a str,
    pub(in crate::loader) value: String,
    /// Where the value stands, quotes and all.
    pub(in crate::loader) span: Range<usize>,
    pub(in crate::loader) notes: Vec<Note>,
}

/// The variables of `file`, in its order.
pub(in crate::loader) fn variables(file: &str) -> impl Iterator<Item = Variable<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + file.get(at..)?.find(|c| !is_space(c))?;
            if let Some((variable, end)) = variable(file, start) {
                at = line_end(file, end);
                return Some(variable);
            }
            // Nothing that begins in the same blanks fares better.
            at = line_end(file, start);
        }
    })
}

fn line_end(file: &str, at: usize) -> usize {
    file[at..].find(ends_line).map_or(file.len(), |length| at + length)
}

fn skip(file: &str, at: usize, skipped: fn(char) -> bool) -> usize {
    file.len() - file[at..].trim_start_matches(skipped).len()
}

/// The variable whose line begins at `start`, and where the search goes on.
fn variable(file: &str, start: usize) -> Option<(Variable<'_>, usize)> {
    let after_export = file[start..].strip_prefix("export").map(|_| skip(file, start + 6, is_space));
    let exported = after_export.filter(|at| *at > start + 6).and_then(|at| assigned(file, at));
    let (name, at) = exported.or_else(|| assigned(file, start))?;
    let (taken, end) = quoted(file, at).unwrap_or_else(|| bare(file, at));
    let text = file[taken.clone()].trim_matches(is_space);
    let begin = taken.start + (taken.len() - file[taken.clone()].trim_start_matches(is_space).len());
    let span = begin..begin + text.len();
    let mut notes = Vec::new();
    if !text.is_empty() && begin > at {
        notes.add(at..begin, Reason::Trimmed);
    }
    note_quotes(file, &span, &mut notes);
    if text.starts_with('"') {
        escapes(file, &span, "nr", &mut notes);
    }
    let rest = file[span.end..end].split(ends_line).next().unwrap_or_default();
    if rest.contains('#') {
        notes.add(span.end..span.end + rest.len(), Reason::Comment);
    } else if taken.end > span.end {
        notes.add(span.end..taken.end, Reason::Trimmed);
    }
    Some((Variable { name, value: value(text), span, notes }, end))
}

/// Notes the quotes of the value at `span`, if it begins with one.
fn note_quotes(file: &str, span: &Range<usize>, notes: &mut Vec<Note>) {
    let text = &file[span.clone()];
    let Some(quote) = text.chars().next().filter(|first| matches!(first, '\'' | '"' | '`')) else { return };
    let (end, reason) = if !text[1..].contains(quote) {
        (span.start + 1, Reason::Unclosed)
    } else if text.ends_with(quote) {
        (span.end, Reason::Quotes)
    } else {
        (span.end, Reason::QuotesKept)
    };
    notes.add(span.start..end, reason);
}

/// Notes each backslash of the value at `span` that is followed by one of `escaped`.
pub(in crate::loader) fn escapes(file: &str, span: &Range<usize>, escaped: &str, notes: &mut Vec<Note>) {
    let text = &file[span.clone()];
    for (at, _) in text.match_indices('\\').filter(|(at, _)| text[at + 1..].starts_with(|c| escaped.contains(c))) {
        place(notes, Note::new(span.start + at..span.start + at + 2, Reason::Escape));
    }
}

/// Puts a note among others in the order of their places.
pub(in crate::loader) fn place(notes: &mut Vec<Note>, note: Note) {
    let before = notes.iter().rposition(|earlier| earlier.span.start <= note.span.start);
    notes.insert(before.map_or(0, |place| place + 1), note);
}

/// The name at `start`, and where what follows its `=` or `:` begins.
fn assigned(file: &str, start: usize) -> Option<(&str, usize)> {
    let end = skip(file, start, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    if end == start {
        return None;
    }
    let equals = skip(file, end, is_space);
    if file[equals..].starts_with('=') {
        return Some((&file[start..end], equals + 1));
    }
    let after = file[end..].strip_prefix(':')?;
    let blank = after.chars().next().filter(|c| is_space(*c))?;
    let length = if after.starts_with("\r\n") { 2 } else { blank.len_utf8() };
    Some((&file[start..end], end + 1 + length))
}

/// A value in quotes after which the line ends or a comment follows, and where the search goes on.
fn quoted(file: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let start = skip(file, at, is_space);
    let quote = file[start..].chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    // A quote after a backslash closes only if none that stands alone does, the last one first.
    let mut escaped = Vec::new();
    let mut closing = None;
    for (index, _) in file[start + 1..].match_indices(quote) {
        let place = start + 1 + index;
        if file.as_bytes()[place - 1] == b'\\' && place - 1 > start {
            escaped.push(place);
        } else {
            closing = Some(place);
            break;
        }
    }
    closing.into_iter().chain(escaped.into_iter().rev()).find_map(|place| Some((at..place + 1, tail(file, place + 1)?)))
}

/// Where the search goes on if only blanks, perhaps of several lines, and a comment follow.
fn tail(file: &str, at: usize) -> Option<usize> {
    let end = skip(file, at, is_space);
    if end == file.len() || file[end..].starts_with('#') {
        return Some(line_end(file, end));
    }
    file[at..end].rfind(ends_line).map(|length| at + length)
}

/// What stands before a `#`, which need not follow a blank.
fn bare(file: &str, at: usize) -> (Range<usize>, usize) {
    let end = skip(file, at, |c| !matches!(c, '#' | '\r' | '\n'));
    // After an empty value, the blanks may be of several lines.
    (at..end, tail(file, end).unwrap_or(end))
}

/// `text` without its quotes, and with line endings for what stands for them in double quotes.
fn value(text: &str) -> String {
    // Line by line, as the pattern's flags have it: only `\u{2028}` and `\u{2029}` make that differ.
    let mut value = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'));
        let closing = quote.and_then(|quote| {
            let mut places = rest[1..].rmatch_indices(quote);
            places.find(|(index, _)| rest[index + 2..].chars().next().is_none_or(ends_line))
        });
        if let Some((index, _)) = closing {
            value.push_str(&rest[1..=index]);
            at += index + 2;
        }
        // On to the next line.
        let end = text[at..].find(ends_line).map_or(text.len(), |length| at + length + line_ending(text, at + length));
        value.push_str(&text[at..end]);
        at = end;
    }
    if value.contains('\r') {
        value = value.replace("\r\n", "\n").replace('\r', "\n");
    }
    if text.starts_with('"') { value.replace("\\n", "\n").replace("\\r", "\r") } else { value }
}

fn line_ending(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// What a program has that sets `variables` as they stand in the file.
pub(in crate::loader) fn last<'a>(
    file: &'a str,
    variables: impl Iterator<Item = Variable<'a>>,
    name: &VariableName,
) -> Loaded<'a> {
    let mut loaded = Loaded::default();
    let mut found: Option<(Range<usize>, Vec<Note>)> = None;
    for Variable { name: key, value, span, notes } in variables {
        if key != name.as_str() {
            loaded.notes.extend(common::hidden_name(file, common::span_of(key, file), name));
        } else if let Some((earlier, _)) = found.replace((span, notes)) {
            loaded.notes.add(earlier, Reason::Overridden);
        }
        loaded.bind(key, Bound::Text(value.into()));
    }
    loaded.notes.extend(found.map(|(_, notes)| notes).unwrap_or_default());
    loaded
}

/// Each variable once, with its last value, in the order in which they first came.
pub(in crate::loader) fn in_order<'a>(
    variables: impl Iterator<Item = Variable<'a>>,
    name: &VariableName,
) -> (Vec<Variable<'a>>, Vec<Note>) {
    let mut order: Vec<Variable<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut notes = Vec::new();
    for variable in variables {
        let place = places.get(variable.name).copied().unwrap_or(order.len());
        if let Some(earlier) = order.get_mut(place) {
            if variable.name == name.as_str() {
                notes.add(earlier.span.clone(), Reason::Overridden);
            }
            *earlier = variable;
        } else {
            places.insert(variable.name, place);
            order.push(variable);
        }
    }
    (order, notes)
}

/// `text.replace(part, by)` of JavaScript: the first `part` goes, and in `by` a `$` means something.
pub(in crate::loader) fn replace_first(text: &str, part: &str, by: &str) -> String {
    let Some((before, after)) = text.split_once(part) else { return text.to_owned() };
    let mut replaced = before.to_owned();
    let mut rest = by;
    while let Some((literal, special)) = rest.split_once('$') {
        replaced.push_str(literal);
        let (meant, length) = match special.as_bytes().first() {
            Some(b'$') => ("$", 1),
            Some(b'&') => (part, 1),
            Some(b'`') => (before, 1),
            Some(b'\'') => (after, 1),
            _ => ("$", 0),
        };
        replaced.push_str(meant);
        rest = &special[length..];
    }
    [&replaced, rest, after].concat()
}
