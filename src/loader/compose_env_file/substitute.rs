//! What Compose puts in a variable's place: `$NAME`, `${NAME:-default}` and the like, in a `.env` file and in
//! `compose.yaml`.

use std::ops::Range;

use crate::{
    loader::common,
    reading::{Note, Notes as _, Reason},
};

/// Defaults within defaults are not followed deeper than this.
const DEEPEST: usize = 64;

/// Notes what became of `text`, which stands at `span` of the file and has its variables replaced in `value`.
pub(in super::super) fn note_substituted(
    file: &str,
    span: Range<usize>,
    text: &str,
    value: &str,
    notes: &mut Vec<Note>,
) {
    let halved = text.replace("$$", "$");
    if halved.len() < text.len() {
        let at = file[span.clone()].find("$$").map_or(span.clone(), |at| span.start + at..span.start + at + 2);
        notes.add(at, Reason::Doubled);
    }
    if value != halved {
        notes.add(span, Reason::Interpolated);
    }
}

/// `text` with its variables replaced; or why it cannot be: it is no template, or asks for what only the host has.
pub(in super::super) fn substitute<'v>(
    text: &str,
    lookup: &dyn Fn(&str) -> Option<&'v str>,
    depth: usize,
) -> Result<String, Reason> {
    if depth > DEEPEST {
        return Err(Reason::Syntax);
    }
    let mut value = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('$') {
        value.push_str(&rest[..place]);
        rest = &rest[place..];
        if value.len() > text.len() + common::SOME {
            return Err(Reason::Grows);
        }
        let braces = rest[1..].starts_with('{');
        let inside = &rest[1 + usize::from(braces)..];
        let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len());
        let name = &inside[..length];
        let is_name = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
        if !braces {
            if let Some(after) = rest.strip_prefix("$$") {
                value.push('$');
                rest = after;
            } else if is_name {
                value.push_str(lookup(name).unwrap_or_default());
                rest = &inside[length..];
            } else {
                value.push('$');
                rest = &rest[1..];
            }
            continue;
        }
        if !is_name {
            return Err(Reason::Syntax);
        }
        let after = &inside[length..];
        if let Some(after) = after.strip_prefix('}') {
            value.push_str(lookup(name).unwrap_or_default());
            rest = after;
            continue;
        }
        let (colon, operator) = match after.strip_prefix(':') {
            Some(operator) => (true, operator),
            None => (false, after),
        };
        let kind = operator.chars().next().filter(|kind| matches!(kind, '-' | '+' | '?')).ok_or(Reason::Syntax)?;
        // It goes to the last brace of the line, and the braces within are told apart then.
        let line = rest.split('\n').next().unwrap_or_default();
        let last = line.rfind('}').filter(|last| rest.len() - *last <= operator.len()).ok_or(Reason::Syntax)?;
        let whole = &rest[..=last];
        let closing = closing_brace(whole).unwrap_or(last);
        let word_start = rest.len() - operator.len() + 1;
        // Read only where it is wanted.
        let word = whole.get(word_start..closing).ok_or(Reason::Syntax)?;
        let set = lookup(name).filter(|set| !colon || !set.is_empty());
        match (kind, set) {
            ('+', Some(_)) | ('-', None) => value.push_str(&substitute(word, lookup, depth + 1)?),
            ('+', None) => {}
            (_, Some(set)) => value.push_str(set),
            (_, None) => return Err(Reason::Host),
        }
        value.push_str(&substitute(&whole[closing + 1..], lookup, depth + 1)?);
        rest = &rest[last + 1..];
    }
    value.push_str(rest);
    Ok(value)
}

/// The brace that closes the first one of `text`. Each `{` opens one, whatever stands before it, and what
/// follows it is passed over: the second brace of `{}` and of `{{` counts for nothing.
fn closing_brace(text: &str) -> Option<usize> {
    let mut open = 0;
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'}' => {
                open -= 1;
                if open == 0 {
                    return Some(index);
                }
            }
            b'{' => {
                open += 1;
                bytes.next();
            }
            _ => {}
        }
    }
    None
}
