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
    cut(text, |c| matches!(c, '\n' | '\r'))
}

/// The lines that `str.splitlines` gives of a file read in text mode: beside the usual endings, the
/// information separators, vertical tab, form feed, next line, and Unicode's two separators end a
/// line.
pub(in crate::loader) fn split_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    cut(text, |c| matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'))
}

/// The lines of a text that end in such characters, less these.
pub(in crate::loader) fn cut(text: &str, ends_line: fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let line = at..at + rest.find(ends_line).unwrap_or(rest.len());
        let ending = &text[line.end..];
        let length = if ending.starts_with("\r\n") { 2 } else { ending.chars().next().map_or(0, char::len_utf8) };
        at = line.end + length;
        Some(line)
    })
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
