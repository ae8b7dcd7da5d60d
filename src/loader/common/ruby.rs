//! What becomes of a value in Ruby's dotenv after its quotes are off: escapes, commands, variables.
//!
//! Source: dotenv 3.2.0, `lib/dotenv/parser.rb` and `lib/dotenv/substitutions/`, the same in 2.4.0 but
//! for the order.

use std::ops::Range;

use crate::reading::{Note, Notes as _, Reason};

/// Ruby's `\s`.
pub(in crate::loader) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// Where `file` goes on after blanks that begin at `at`.
pub(in crate::loader) fn skip(file: &str, at: usize) -> usize {
    file.len() - file[at..].trim_start_matches(is_space).len()
}

/// Where the name at `at` ends.
pub(in crate::loader) fn key_end(file: &str, at: usize) -> usize {
    let key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    file.len() - file[at..].trim_start_matches(key).len()
}

/// `text` without the blanks at its ends and then without its quotes, one of those if there were any,
/// and where it stands.
pub(in crate::loader) fn unquoted(file: &str, span: Range<usize>) -> (Range<usize>, Option<char>) {
    let blank = |c| is_space(c) || c == '\0';
    let start = span.end - file[span.clone()].trim_start_matches(blank).len();
    let text = file[start..span.end].trim_end_matches(blank);
    let end = start + text.len();
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'));
    match quote.filter(|quote| text.len() > 1 && text.ends_with(*quote)) {
        Some(quote) => (start + 1..end - 1, Some(quote)),
        None => (start..end, None),
    }
}

/// Notes for the value that stands at `inside`: its quotes, or the blanks round it in `taken`.
pub(in crate::loader) fn outer_notes(taken: Range<usize>, inside: &Range<usize>, quote: Option<char>) -> Vec<Note> {
    let mut notes = Vec::new();
    if quote.is_some() {
        notes.add(inside.start - 1..inside.end + 1, Reason::Quotes);
    } else if !inside.is_empty() {
        for blanks in [taken.start..inside.start, inside.end..taken.end] {
            if !blanks.is_empty() {
                notes.add(blanks, Reason::Trimmed);
            }
        }
    }
    notes
}

/// `text` without each backslash that something else than `$` follows.
pub(in crate::loader) fn unescape(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.chars().next().filter(|next| *next != '$') {
            Some(next) => {
                value.push(next);
                rest = &rest[next.len_utf8()..];
            }
            None => value.push('\\'),
        }
    }
    value + rest
}

/// `text` with the commands that a backslash keeps from running; none if there is one that runs.
pub(in crate::loader) fn commands(text: &str) -> Option<String> {
    let mut value = String::with_capacity(text.len());
    let mut at = 0;
    if text.contains("$(") {
        let closing = closing(text);
        for (place, _) in text.match_indices("$(") {
            let end = closing.get(place + 1).copied().unwrap_or(0);
            if end == 0 || place < at {
                continue;
            }
            value.push_str(text[at..place].strip_suffix('\\')?);
            value.push_str(&text[place..=end]);
            at = end + 1;
        }
    }
    Some(value + &text[at..])
}

/// For each `(` that begins a command, where its `)` is: something must be between, and what is in
/// parentheses there must be such too.
fn closing(text: &str) -> Vec<usize> {
    let mut closing = vec![0; text.len()];
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'(' {
            open.push((at, true));
        } else if byte == b')'
            && let Some((begin, whole)) = open.pop()
        {
            if whole && begin + 1 < at {
                closing[begin] = at;
            } else if let Some(outer) = open.last_mut() {
                outer.1 = false;
            }
        }
    }
    closing
}

/// `text` with its variables, and without the backslashes that keep them from being looked up.
/// What is longer than `most` already grows no more: it is refused.
pub(in crate::loader) fn variables<'v>(text: &str, lookup: &dyn Fn(&str) -> Option<&'v str>, most: usize) -> String {
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let length = reference(after);
        let name = after[..length].trim_start_matches('{').trim_end_matches('}');
        rest = &after[length..];
        let escaped = before.strip_suffix('\\').filter(|_| !after.starts_with('('));
        value.push_str(escaped.unwrap_or(before));
        if escaped.is_some() || name.is_empty() {
            value.push('$');
            value.push_str(&after[..length]);
        } else if value.len() <= most {
            value.push_str(lookup(name).unwrap_or_default());
        }
    }
    value + rest
}

/// How long the name after a `$` is, with a brace on either side if there is one.
fn reference(after: &str) -> usize {
    let inside = after.strip_prefix('{').unwrap_or(after);
    // To the pattern, which is without case, the last two are an `S` and a `K`.
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '\u{17f}' | '\u{212a}');
    let rest = inside.trim_start_matches(name);
    after.len() - rest.strip_prefix('}').unwrap_or(rest).len()
}

/// Notes for the backslashes and variables of the text at `span`, where they mean something.
pub(in crate::loader) fn inner_notes(file: &str, span: Range<usize>, escapes: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut after_backslash = false;
    for (index, character) in file[span.clone()].char_indices() {
        let at = span.start + index;
        let after = &file[at + character.len_utf8()..span.end];
        let length = reference(after);
        if character == '\\' && !after_backslash {
            after_backslash = true;
            if if after.starts_with('$') { !after.starts_with("$(") } else { escapes && !after.is_empty() } {
                notes.add(at..at + 1, Reason::Escape);
            }
            continue;
        }
        if character == '$' && !after_backslash && !after[..length].trim_matches(['{', '}']).is_empty() {
            notes.add(at..at + 1 + length, Reason::Interpolated);
        }
        after_backslash = false;
    }
    notes
}
