//! As much of YAML as a manifest or a project's file needs that sets variables: mappings and
//! sequences in block style, and scalars on one line, plain or in quotes. Whatever is more than that
//! is unknown, and says where; nothing is guessed.
//!
//! Source: github.com/yaml/go-yaml, v2.4.4 (kubectl) and v3.0.4 (Compose), `scannerc.go` and
//! `resolve.go`, on which both agree.

use super::Variables;
use crate::{
    loader::common::BYTE_ORDER_MARK,
    reading::{Note, Notes as _, Reason, Stop},
};
use std::ops::Range;

/// A value of a mapping or a sequence.
pub(in crate::loader) struct Scalar {
    /// Where it stands, quotes and all.
    pub(in crate::loader) span: Range<usize>,
    /// What it means as a text.
    pub(in crate::loader) text: String,
    /// Whether it has no quotes, so that it may be a number or the like instead.
    pub(in crate::loader) plain: bool,
    /// What happened to it.
    pub(in crate::loader) notes: Vec<Note>,
}

/// A mapping or sequence that is not at its end yet.
pub(in crate::loader) struct Level<'a> {
    indent: usize,
    /// The key whose value it is at; `-` in a sequence.
    pub(in crate::loader) key: &'a str,
    /// Whether that value may still come, on the lines below, and where the key ends.
    open: bool,
    end: usize,
    /// All keys, with a value where theirs is a scalar.
    keys: Variables<'a>,
}

/// Gives every scalar of `file` to `visit`, with the keys that lead to it. The `old` version, 2, of
/// go-yaml takes a key that a mapping has twice.
pub(in crate::loader) fn walk<'a>(
    file: &'a str,
    old: bool,
    visit: &mut dyn FnMut(&[Level<'a>], Scalar),
) -> Result<(), Stop> {
    let mut levels: Vec<Level<'a>> = Vec::new();
    let mut at = if file.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    // What else ends a line, or is refused in some places only.
    if let Some(place) = file[at..].find([BYTE_ORDER_MARK, '\u{85}', '\u{2028}', '\u{2029}']) {
        return unknown(at + place..file.len());
    }
    for line in file[at..].split_inclusive('\n') {
        let mut start = at;
        at += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let end = start + line.len();
        if let Some(place) = line.find(|c: char| c.is_control() && c != '\t') {
            let span = start + place..end;
            return if file[span.clone()].starts_with('\r') { unknown(span) } else { refused(span, Reason::Syntax) };
        }
        let text = line.trim_start_matches(' ');
        if text.trim_matches(BLANKS).is_empty() || text.starts_with('#') || line == "---" && levels.is_empty() {
            continue;
        }
        let mut indent = line.len() - text.len();
        start += indent;
        if text.starts_with(['\t', '%']) || indent == 0 && (text.starts_with("---") || text.starts_with("...")) {
            return unknown(start..end);
        }
        if let Some(level) = levels.last()
            && level.indent + usize::from(text != "-" && !text.starts_with("- ")) > indent
        {
            nothing(&levels, visit);
        }
        let mut rest = text;
        loop {
            let item = rest == "-" || rest.starts_with("- ");
            let (key, after) = if item { ("-", &rest[1..]) } else { key(rest).unwrap_or_default() };
            if key.is_empty() {
                // A scalar alone is an item, or the document is no mapping.
                match levels.last_mut() {
                    Some(level) if level.open && level.key == "-" && rest.len() < text.len() => level.open = false,
                    _ => return unknown(start..end),
                }
                if let Some(scalar) = scalar(rest, start)? {
                    visit(&levels, scalar);
                }
                break;
            }
            if item && levels.last().is_some_and(|level| level.indent == indent) {
                nothing(&levels, visit);
            }
            let any = !levels.is_empty();
            while levels
                .last()
                .is_some_and(|level| level.indent > indent || level.indent == indent && level.key == "-" && !item)
            {
                levels.pop();
            }
            match levels.last_mut() {
                Some(level) if level.indent == indent && (level.key == "-") == item => {
                    (level.key, level.open, level.end) = (key, true, start + key.len());
                }
                Some(level) if level.open && level.indent + usize::from(!item) <= indent => {
                    level.open = false;
                    levels.push(Level { indent, key, open: true, end: start + key.len(), keys: Variables::new() });
                }
                None if !any => {
                    levels.push(Level { indent, key, open: true, end: start + key.len(), keys: Variables::new() });
                }
                _ => return unknown(start..end),
            }
            let after_blanks = after.trim_start_matches(if item { &BLANKS[..1] } else { &BLANKS[..] });
            let skipped = rest.len() - after_blanks.len();
            let empty = after_blanks.trim_matches(BLANKS).is_empty() || after_blanks.starts_with('#');
            let scalar = if item || empty { None } else { scalar(after_blanks, start + skipped)? };
            if let Some(level) = levels.last_mut()
                && !item
            {
                let earlier = level.keys.insert(key, scalar.is_some().then(String::new));
                if earlier.is_some() && !old {
                    return refused(start..start + key.len(), Reason::Repeated);
                }
                if earlier.is_some_and(|earlier| earlier.is_none() || scalar.is_none()) {
                    return unknown(start..end);
                }
                level.open = scalar.is_none();
            }
            if let Some(scalar) = scalar {
                visit(&levels, scalar);
            }
            if !item || empty {
                break;
            }
            rest = after_blanks;
            start += skipped;
            indent += skipped;
        }
    }
    nothing(&levels, visit);
    Ok(())
}

/// A key or an item that turned out to have no value.
fn nothing<'a>(levels: &[Level<'a>], visit: &mut dyn FnMut(&[Level<'a>], Scalar)) {
    if let Some(level) = levels.last()
        && level.open
    {
        visit(levels, Scalar { span: level.end..level.end, text: String::new(), plain: true, notes: Vec::new() });
    }
}

const BLANKS: [char; 2] = [' ', '\t'];

fn unknown<T>(span: Range<usize>) -> Result<T, Stop> {
    Err(Stop::unknown(span, Reason::Structure))
}

fn refused<T>(span: Range<usize>, reason: Reason) -> Result<T, Stop> {
    Err(Stop::refused(span, reason))
}

/// The plain key at the beginning of `text`, and what follows its colon.
fn key(text: &str) -> Option<(&str, &str)> {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'))?;
    let after = text[length..].strip_prefix(':')?;
    let is_key = length > 0 && !text.starts_with('-') && (after.is_empty() || after.starts_with(BLANKS));
    is_key.then_some((&text[..length], after))
}

/// The scalar that `text` is, which begins at `start` and goes to the end of its line; none if it is
/// but a comment.
fn scalar(text: &str, start: usize) -> Result<Option<Scalar>, Stop> {
    let end = start + text.len();
    let mut notes = Vec::new();
    let mut value = String::new();
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let length = if let Some(quote) = quote {
        match quoted(text, quote, &mut value) {
            Ok(length) => length,
            // It may close on a later line.
            Err(None) => return unknown(start..end),
            Err(Some(place)) => return refused(start + place..end, Reason::Escape),
        }
    } else {
        let comment = text.match_indices('#').find(|(place, _)| text[..*place].ends_with(BLANKS));
        let length = text[..comment.map_or(text.len(), |(place, _)| place)].trim_end_matches(BLANKS).len();
        value.push_str(&text[..length]);
        length
    };
    let span = start..start + length;
    let inside = &text[..length];
    if quote.is_none() {
        let mut characters = inside.chars();
        let (first, second) = (characters.next(), characters.next());
        match first {
            Some('|' | '>' | '&' | '*' | '!' | '{' | '[') => return unknown(start..end),
            Some('#' | '%' | '@' | '`' | ',' | ']' | '}') | None => return refused(span, Reason::Syntax),
            Some('-' | '?' | ':') if second.is_none_or(|c| BLANKS.contains(&c)) => {
                return refused(span, Reason::Syntax);
            }
            _ => {}
        }
        if inside.ends_with(':') || inside.contains(": ") || inside.contains(":\t") {
            return refused(span, Reason::Syntax);
        }
    } else {
        notes.add(span.clone(), Reason::Quotes);
        if value.len() + 2 != length {
            notes.add(span.clone(), Reason::Escape);
        }
    }
    let after = text[length..].trim_start_matches(BLANKS);
    if after.starts_with('#') {
        notes.add(end - after.len()..end, Reason::Comment);
    } else if !after.is_empty() {
        return refused(end - after.len()..end, Reason::Syntax);
    }
    Ok(Some(Scalar { span, text: value, plain: quote.is_none(), notes }))
}

/// Reads what stands in quotes at the beginning of `text` into `value`; gives its length with the
/// quotes. It does not close, or a backslash stands at the place that is given.
fn quoted(text: &str, quote: char, value: &mut String) -> Result<usize, Option<usize>> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((place, character)) = characters.next() {
        if character == quote {
            if quote == '"' || characters.next_if(|(_, next)| *next == '\'').is_none() {
                return Ok(place + 1);
            }
        } else if character == '\\' && quote == '"' {
            let (_, escape) = characters.next().ok_or(None)?;
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let code = match escape {
                '0' => 0,
                'a' => 7,
                'b' => 8,
                't' | '\t' => 9,
                'n' => 10,
                'v' => 11,
                'f' => 12,
                'r' => 13,
                'e' => 27,
                'N' => 0x85,
                '_' => 0xa0,
                'L' => 0x2028,
                'P' => 0x2029,
                ' ' | '"' | '\'' | '\\' => u32::from(escape),
                _ if digits > 0 => {
                    let mut code = 0_u32;
                    for _ in 0..digits {
                        let digit = characters.next().and_then(|(_, digit)| digit.to_digit(16)).ok_or(Some(place))?;
                        code = code << 4 | digit;
                    }
                    code
                }
                _ => return Err(Some(place)),
            };
            value.push(char::from_u32(code).ok_or(Some(place))?);
            continue;
        }
        value.push(character);
    }
    Err(None)
}

/// What a plain scalar may be for YAML instead of a text.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::loader) enum Kind {
    Text,
    Nothing,
    /// A number, or true or false, or something that looks like it.
    Other,
    /// An infinite number, or none at all, which JSON cannot hold.
    Infinite,
    /// A text for some readers, and something else for others.
    Unsure,
}

/// What a plain scalar is for YAML; `old` is its version 1.1, where `yes` and `on` are truths, too.
pub(in crate::loader) fn kind(text: &str, old: bool) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Nothing,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return Kind::Other,
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "n" | "N" | "no" | "No" | "NO" | "off" | "Off"
        | "OFF" => return if old { Kind::Other } else { Kind::Text },
        "<<" => return Kind::Unsure,
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Kind::Infinite;
    }
    // Only what begins so is looked at.
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Kind::Text;
    }
    let plain = unsigned.replace('_', "");
    let (radix, longest, digits) = match plain.get(..2) {
        Some("0x" | "0X") => (16, 15, &plain[2..]),
        Some("0o" | "0O") => (8, 20, &plain[2..]),
        Some("0b" | "0B") => (2, 62, &plain[2..]),
        _ => (10, 300, &plain[..]),
    };
    if !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix)) {
        return if digits.len() > longest { Kind::Unsure } else { Kind::Other };
    }
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let numeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if radix == 10
        && numeric(whole)
        && numeric(part)
        && numeric(exponent)
        && !exponent.is_empty()
        && whole.len() + part.len() > 0
    {
        let unsure = exponent.len() > 2 || whole.len() > 200 || text.starts_with('.') && text.contains('_');
        return if unsure { Kind::Unsure } else { Kind::Other };
    }
    // A date: 2001-01-01.
    let date = text.as_bytes().get(..5).is_some_and(|year| year[..4].iter().all(u8::is_ascii_digit) && year[4] == b'-');
    if date && !old { Kind::Unsure } else { Kind::Text }
}
