//! A row of a table of Markdown: `| NAME | value |`.

use std::ops::Range;

use super::{How, Line, Told};
use crate::document::{Nothing, signs::Signs as _};

/// Words at the head of a column in which values stand, the best first.
const COLUMNS: &[&str] = &["value", "default", "example"];

/// The first row, where `line` is the one below it: `| --- | :---: |`.
pub(super) fn first_row<'a>(last: &'a str, line: &str) -> Option<&'a str> {
    let is_ruler = line.contains("--") && line.contains('|') && line.skip("|-: \t").is_empty();
    last.contains('|').then_some(last).filter(|_| is_ruler)
}

/// The cells of a row: what stands between its signs.
fn cells(row: &str) -> impl Iterator<Item = &str> {
    row.trim().trim_start_matches('|').split('|')
}

impl Line<'_> {
    /// What a row tells of a name in it, whose cell ends before `end`: the value in its column, or the next cell
    /// where the table has no head.
    pub(super) fn cell(&self, name: &Range<usize>, end: usize) -> Told {
        let text = self.text;
        let nothing = Told::Nothing(Nothing::Name, self.at.end);
        let row = &text[self.at.clone()];
        let own = text[self.at.start..name.start].matches('|').count()
            - usize::from(row.trim_start().starts_with('|') && name.start > self.at.start);
        let column = match self.table {
            Some(head) => {
                let is_called = |word: &&str| cells(head).position(|cell| cell.to_ascii_lowercase().contains(*word));
                COLUMNS.iter().find_map(is_called)
            }
            None => Some(own + 1),
        };
        let Some(steps) = column.and_then(|column| column.checked_sub(own + 1)) else { return nothing };
        let rest = &text[end..self.at.end];
        let Some(cell) = rest.split('|').nth(steps) else { return nothing };
        let from = end + rest.split('|').take(steps).map(|cell| cell.len() + 1).sum::<usize>();
        let value = cell.trim();
        let start = from + (cell.len() - cell.trim_start().len());
        let inside = value.strip_prefix('`').and_then(|inside| inside.strip_suffix('`'));
        let is_quoted = inside.is_some();
        let inside = inside.unwrap_or(value);
        // Without the marks of code it is a word about the key as often as one: `required`, `**Yes**`.
        let is_key = is_quoted || inside.len() > 19 || inside.bytes().any(|byte| byte.is_ascii_digit());
        if inside.is_empty() || inside.contains(' ') || !is_key {
            return nothing;
        }
        let start = start + usize::from(is_quoted);
        let span = start..start + inside.len();
        self.tell(name, span.clone(), span, How::Cell, is_quoted)
    }
}
