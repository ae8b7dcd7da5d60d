//! Name and value that stand apart, as two fields of one object: `name: SECRET_KEY` and `value: …`.

use std::ops::Range;

use super::{BEFORE, BEHIND, How, Line, Told, floor};
use crate::document::{
    Nothing,
    line::{closing, comment_cut},
    signs::Signs as _,
    value,
};

impl Line<'_> {
    /// Where name and value stand apart: the field of the same object that is called so.
    pub(super) fn fields(&self, name: &Range<usize>, before: usize, called: &[&str]) -> Told {
        let text = self.text;
        let is_object = called[1] == "default";
        let mut nothing = Nothing::Reference;
        // Ahead: the fields up to where the object ends.
        let mut at = name.end;
        let limit = floor(text, (name.end + 2000).min(text.len()));
        let mut is_inside = !is_object;
        for _ in 0..12 {
            let mut skipped = text[at..limit].skip("\"', \t\r\n:/=");
            // A comment on a line of its own.
            while skipped.starts_with('#') {
                skipped = skipped.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
            }
            let skipped = match skipped.strip_prefix('{').filter(|_| !is_inside) {
                Some(rest) => {
                    is_inside = true;
                    rest.skip("\"' \t\r\n")
                }
                None => skipped,
            };
            let start = limit - skipped.len();
            let length = skipped.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
            let field = &skipped[..length];
            if field.is_empty() || text[name.end..start].contains("\n---") {
                break;
            }
            let end = start + length;
            let line_end = self.line_end(end);
            if called.contains(&field) {
                return self.field(name, end, line_end);
            }
            if matches!(field, "generateValue" | "generator") {
                nothing = Nothing::Command;
            }
            let is_next = matches!(field, "name" | "key") && !is_object;
            if is_next || matches!(field, "valueFrom" | "value_from") {
                break;
            }
            // On to the next field: behind a text in quotes, a comma, or the line.
            let after = text[end..line_end].skip("\"' :=");
            let from = line_end - after.len();
            let opened = text[..from].chars().next_back().filter(|quote| matches!(quote, '"' | '\''));
            let skip = match opened {
                Some(quote) => after.find(quote).map(|end| end + 1),
                None => after.place(",}"),
            };
            at = skip.map_or(line_end, |skip| from + skip);
            if text[at..].starts_with('}') || at >= limit {
                break;
            }
        }
        // Behind: `- value: …` and then `name: …`.
        let back = floor(text, before.saturating_sub(600));
        let segment = &text[back..before];
        // `UPDATE … SET value = '…' WHERE name = 'SECRET_KEY'`
        let opens = [segment.rfind('{'), segment.rfind('<'), segment.rfind("- "), segment.rfind(" SET ")];
        let from = opens.iter().flatten().max().copied();
        let is_made = |from: &usize| segment[*from..].contains("generateValue: true");
        if from.filter(|_| !is_object).is_some_and(|from| is_made(&from)) {
            return Told::Nothing(Nothing::Command, name.end);
        }
        if let Some(from) = from.filter(|_| !is_object)
            && let Some(at) = behind(&segment[from..])
        {
            let end = back + from + at + 5;
            let line_end = self.line_end(end);
            return self.field(name, end, line_end);
        }
        Told::Nothing(nothing, name.end)
    }

    /// Where the line ends in which `at` is, or where no more of it is looked at.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let limit = floor(self.text, (at + BEHIND).min(self.text.len()));
        self.text[at..limit].find('\n').map_or(limit, |place| at + place)
    }

    /// `<key>NAME</key><string>value</string>`: the text of the element behind the one that the name is in, or of one in
    /// it, without quotes that are entities, as on a debug page of Django's.
    pub(super) fn next_element(&self, name: &Range<usize>, start: usize) -> Told {
        let text = self.text;
        let limit = floor(text, (start + BEHIND).min(text.len()));
        let told = text[start..limit].split_once('>').and_then(|(_, rest)| {
            let is_of_tag = |byte: u8| byte.is_ascii_alphanumeric() || b"-=\" ".contains(&byte);
            let (mut rest, mut is_tag) = (rest.trim_start(), false);
            while let Some((tag, inside)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                is_tag = tag.bytes().all(is_of_tag);
                rest = if is_tag { inside } else { "" };
            }
            let value = rest.split("</").next().filter(|value| is_tag && !value.contains('<'))?;
            let start = limit - rest.len();
            let quoted = ["&#x27;", "&#39;", "&quot;"].iter().find_map(|quote| {
                Some(start + quote.len()..start + quote.len() + value.strip_prefix(quote)?.strip_suffix(quote)?.len())
            });
            let span = quoted.unwrap_or(start..start + value.len());
            Some(self.tell(name, span.clone(), span, How::Mark, true))
        });
        told.unwrap_or(Told::Nothing(Nothing::Name, name.end))
    }

    /// The value behind a field's name, which ends at `end`.
    pub(super) fn field(&self, name: &Range<usize>, end: usize, line_end: usize) -> Told {
        let text = self.text;
        let rest = text[end..line_end].trim_end();
        let line_end = end + rest.len();
        let rest = rest.skip("\"'").trim_start();
        let Some(value) = rest.strip_prefix([':', '=']) else { return Told::Nothing(Nothing::Reference, name.end) };
        let start = line_end - value.len();
        let near = floor(text, start.saturating_sub(BEFORE));
        let line_start = text[near..start].rfind('\n').map_or(near, |newline| near + newline + 1);
        let of_code = rest.starts_with('=') && !text[line_start..start].contains('<');
        let at = Line { at: line_start..line_end, carrier: self.carrier, ..*self };
        let how = if of_code {
            How::Code
        } else if rest.starts_with('=') {
            How::Mark
        } else {
            How::Scalar
        };
        // An attribute is in quotes, as a text of JSON is.
        let value = value.trim_start();
        let start = line_end - value.len();
        if how == How::Mark {
            let length = value.chars().next().and_then(|quote| closing(value, quote)).unwrap_or(value.len());
            let span = (start + 1).min(start + length)..start + length;
            return at.tell(name, span.clone(), span, How::Mark, true);
        }
        match at.value_of_field(name, start, how) {
            Told::Nothing(why, _) => Told::Nothing(why, name.end),
            told => told,
        }
    }

    /// As [`Self::value`], where flow is told by the field's own line.
    fn value_of_field(&self, name: &Range<usize>, start: usize, how: How) -> Told {
        let value = &self.text[start..self.at.end];
        let quote = value.chars().next().filter(|first| matches!(first, '\'' | '"'));
        if let Some(length) = quote.and_then(|quote| closing(value, quote)) {
            return self.tell(name, start + 1..start + length, start..start + length + 1, how, true);
        }
        if how == How::Code {
            return Told::Nothing(if value::is_made(value) { Nothing::Command } else { Nothing::Reference }, name.end);
        }
        let cut = comment_cut(value);
        let is_flow = self.is_in_flow(start) && !value.starts_with("{{");
        let length = match value[..cut].place(",}").filter(|_| is_flow) {
            Some(end) => value[..end].trim_end().len(),
            None => cut,
        };
        self.tell(name, start..start + length, start..start + length, how, false)
    }
}

/// Where the field stands in `segment` that is called `value`.
fn behind(segment: &str) -> Option<usize> {
    let is_field = |at: &usize| {
        !segment[..*at].ends_with(|last: char| last.is_ascii_alphanumeric() || last == '_')
            && segment[at + 5..].skip("\"' ").begins(":=")
    };
    let begins = |at: &usize| matches!(segment.as_bytes()[*at], b'v' | b'V');
    segment.match_indices("alue").filter_map(|(at, _)| at.checked_sub(1)).filter(begins).find(is_field)
}
