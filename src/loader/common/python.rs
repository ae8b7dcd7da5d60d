//! How Python cuts text: the rules of `str.strip`, `str.isspace` and reading a file in text mode.

use std::ops::Range;

use crate::reading::{Note, Reason};

/// Whether Python's `str.isspace` is true of `c`, so that `str.strip` drops it.
///
/// Source: CPython 3.11, `Objects/unicodetype_db.h`, `_PyUnicode_IsWhitespace`: Unicode's white
/// space and, beyond what Rust counts, the four information separators.
pub(in crate::loader) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// `span` of `text` without the blanks at its ends: `str.strip`.
pub(in crate::loader) fn strip(text: &str, span: Range<usize>) -> Range<usize> {
    let part = &text[span.clone()];
    let start = span.start + (part.len() - part.trim_start_matches(is_space).len());
    let end = start + text[start..span.end].trim_end_matches(is_space).len();
    start..end
}

/// The lines of a file as `for line in open(path)` gives them, less their endings: `\n`, `\r\n` and
/// a lone `\r` all end one (universal newlines).
pub(in crate::loader) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at == text.len() {
            return None;
        }
        let rest = &text.as_bytes()[at..];
        let length = rest.iter().position(|&byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let ending = match rest.get(length..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([]) | None => 0,
            Some(_) => 1,
        };
        let line = at..at + length;
        at += length + ending;
        Some(line)
    })
}

/// The lines that `str.splitlines` gives of a file read in text mode: beside the usual endings, the
/// information separators, vertical tab, form feed, next line, and Unicode's two separators end a
/// line.
pub(in crate::loader) fn split_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    lines(text).flat_map(move |line| {
        let mut start = line.start;
        text[line].split(ends_line).map(move |piece| {
            let span = start..start + piece.len();
            let ending = text[span.end..].chars().next().map_or(0, char::len_utf8);
            start = span.end + ending;
            span
        })
    })
}

fn ends_line(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A note that the quotes round the value at `span` are taken off, if there are any.
pub(in crate::loader) fn quotes_note(file: &str, span: Range<usize>) -> Option<Note> {
    let text = &file[span.clone()];
    let quoted = ['\'', '"'].iter().any(|&quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote));
    quoted.then(|| Note::new(span, Reason::Quotes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_all_three_endings() {
        let text = "a\nb\r\nc\rd\n\n";
        let cut: Vec<_> = lines(text).map(|span| &text[span]).collect();
        assert_eq!(cut, ["a", "b", "c", "d", ""]);
    }

    #[test]
    fn strip_drops_what_python_calls_blank() {
        let text = "\u{1c}\u{a0} a b\t\u{1f}\u{85}";
        assert_eq!(&text[strip(text, 0..text.len())], "a b");
        assert_eq!(strip("  ", 0..2), 2..2);
    }
}
