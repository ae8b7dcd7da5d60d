//! How far a value goes: to its quote, to a comment, to the end of a word or of a line.

use std::ops::Range;

use super::{Carrier, How, Line, Told};
use crate::document::{
    Nothing,
    line::{closing, comment_cut},
    signs::Signs as _,
    value,
};

impl Line<'_> {
    /// The value that begins at `start`, in the quotes that are open, or its own.
    pub(super) fn value(&self, name: &Range<usize>, start: usize, how: How, outer: Option<char>) -> Told {
        let text = self.text;
        let raw = &text[start..self.at.end];
        let value = raw.trim_start();
        let spaced = value.len() < raw.len();
        let start = self.at.end - value.len();
        // `$'…'` of shells
        let is_shells = self.is_shell || text[self.at.start..name.start].trim() == "export";
        let (value, start) = match value.strip_prefix('$') {
            Some(rest) if is_shells && rest.starts_with('\'') && closing(rest, '\'').is_some() => (rest, start + 1),
            _ => (value, start),
        };
        // `"""…"""` of TOML
        let triple = ["\"\"\"", "'''"].iter().find(|triple| value.starts_with(**triple) && outer.is_none());
        if let Some(length) = triple.and_then(|triple| value[3..].find(triple)) {
            return self.tell(name, start + 3..start + 3 + length, name.start..start + length + 6, how, true);
        }
        let quote = value.chars().next().filter(|first| outer.is_none() && matches!(first, '\'' | '"' | '`'));
        let is_mark = matches!(how, How::Mark);
        let closed = quote.filter(|_| !is_mark).and_then(|quote| Some((quote, closing(value, quote)?)));
        if let Some((quote, length)) = closed {
            let rest = &value[length + 1..];
            let ends = match how {
                // Nothing else may follow.
                How::Line => {
                    let rest_trimmed = rest.trim_start();
                    rest_trimmed.is_empty()
                        || rest_trimmed.begins(";,")
                        || rest_trimmed.starts_with('#') && rest != rest_trimmed
                }
                _ => quote != '`' || !value[1..length].contains(' '),
            };
            if ends && !(quote == '`' && how == How::Line) {
                let span = start + 1..start + length;
                return self.tell(name, span, name.start..start + length + 1, how, true);
            }
        }
        let length = match how {
            // A blank and `#` begin a comment.
            How::Line | How::Item | How::Scalar if outer.is_none() && value.starts_with('#') && spaced => 0,
            _ if outer.is_some() => outer
                .and_then(|outer| {
                    let opened = [outer.encode_utf8(&mut [0; 4]), value].concat();
                    closing(&opened, outer).map(|end| end - 1)
                })
                .unwrap_or(value.len()),
            How::Line | How::Item | How::Cell => {
                let cut = comment_cut(value);
                // cmd's `set NAME=value&& command`
                let is_cmd = how == How::Line && text[self.at.start..name.start].trim().eq_ignore_ascii_case("set");
                is_cmd.then(|| value[..cut].find("&&").or_else(|| value[..cut].find("& "))).flatten().unwrap_or(cut)
            }
            How::Scalar => {
                let is_flow = self.is_in_flow(name.start);
                let cut = comment_cut(value);
                if is_flow && !value.starts_with("{{") {
                    value[..cut].place(",}]").map_or(cut, |end| value[..end].trim_end().len())
                } else if value.starts_with('*') || !text[..name.start].ends_with('"') {
                    cut
                } else {
                    value[..cut].trim_end_matches(',').len()
                }
            }
            How::Word => {
                let is_run = value.starts_with("$(") || value.starts_with('`') || value.starts_with("${{");
                let close = if value.starts_with("${{") {
                    "}}"
                } else if value.starts_with("$(") {
                    ")"
                } else {
                    "`"
                };
                if let Some(end) = value.get(1..).and_then(|inside| inside.rfind(close)).filter(|_| is_run) {
                    end + 1 + close.len()
                } else {
                    let mut end = value.find(char::is_whitespace).unwrap_or(value.len());
                    // The next one in an address.
                    let lead = &text[self.at.start..name.start];
                    if lead.contains("://") && lead.ends("?&") {
                        end = value[..end].place("&#").unwrap_or(end);
                    }
                    value[..end].cut(";,").trim_end_matches("&&").len()
                }
            }
            How::Mark => value.find('<').unwrap_or(value.len()),
            // Without quotes, it is something else.
            How::Code => {
                return Told::Nothing(
                    if value::is_made(value) { Nothing::Command } else { Nothing::Reference },
                    name.end,
                );
            }
        };
        let mut span = start..start + length;
        // A line of a notebook: `"NAME = 'value'\n",`.
        if outer == Some('"') && text[span.clone()].ends_with("\\n") {
            span.end -= 2;
        }
        if outer == Some('"')
            && let Some(inside) = text[span.clone()].strip_prefix("\\\"").and_then(|rest| rest.strip_suffix("\\\""))
        {
            return self.tell(name, span.start + 2..span.start + 2 + inside.len(), 0..0, how, true);
        }
        // `echo "NAME='value'" >> .env`: the line that is written has quotes of its own.
        let own = text[span.clone()].chars().next().filter(|first| outer.is_some() && matches!(first, '\'' | '"'));
        if let Some(quote) = own
            && closing(&text[span.clone()], quote) == Some(span.len() - 1)
        {
            return self.tell(name, span.start + 1..span.end - 1, 0..0, how, true);
        }
        if matches!(how, How::Word) {
            span.end = start + self.first_of_several(name, &text[span.clone()]);
        }
        let whole = match outer {
            // Round this one alone, and not several.
            Some(outer) if text[..name.start].ends_with(outer) && text[span.end..].starts_with(outer) => {
                name.start - 1..span.end + 1
            }
            Some(_) => 0..0,
            None => name.start..span.end,
        };
        self.tell(name, span, whole, how, outer.is_some())
    }

    /// How long the first is of several values in one option: `A=b,C=d`, or `^##^A=b##C=d`.
    fn first_of_several(&self, name: &Range<usize>, value: &str) -> usize {
        let lead = &self.text[self.at.start..name.start];
        let own = lead
            .rsplit_once('^')
            .and_then(|(before, _)| Some(before.rsplit_once('^')?.1))
            .filter(|own| own.len() < 4 && !own.is_empty());
        let is_several = lead.contains("--") || self.carrier == Some(Carrier::Supervisord);
        let end = match own {
            Some(own) => value.find(own),
            None => value.find(',').filter(|comma| is_several && value[*comma..].contains('=')),
        };
        end.unwrap_or(value.len())
    }

    /// The quote that is open at `at`, and closes in the `rest` of the line.
    pub(super) fn opened(&self, at: usize, rest: &str) -> Option<char> {
        let mut open = None;
        for letter in self.text[self.at.start..at].chars().filter(|letter| matches!(letter, '"' | '\'' | '`')) {
            match open {
                None => open = Some(letter),
                Some(quote) if quote == letter => open = None,
                Some(_) => {}
            }
        }
        open.filter(|quote| !rest.begins("\"'`") && rest.contains(*quote))
    }

    pub(super) fn is_in_flow(&self, at: usize) -> bool {
        let lead = &self.text[self.at.start..at];
        lead.matches(['{', '[']).count() > lead.matches(['}', ']']).count() && !lead.contains("{{")
    }
}
