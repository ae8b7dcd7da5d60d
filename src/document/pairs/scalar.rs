//! A scalar of YAML, or a text of JSON: `key: value`.

use std::ops::Range;

use super::{How, Line, Told, judge::is_plain};
use crate::document::{Nothing, line::closing, signs::Signs as _};

impl Line<'_> {
    /// What `key: value` gives.
    pub(super) fn scalar(&self, name: &Range<usize>, start: usize, before: &str) -> Told {
        let text = self.text;
        let value = &text[start..self.at.end];
        let is_json = text[..start - 1].ends("\"'");
        // A name in a sentence, or in an address.
        if !(value.is_empty() || is_json || self.lone || value.begins(" \t\"'{[")) {
            return Told::Nothing(Nothing::Name, name.end);
        }
        let mut value = value.trim_start();
        // `&anchor value`: any text may be anchored, and only one of a key's length is taken for one.
        if let Some((anchor, rest)) = value.strip_prefix('&').and_then(|rest| rest.split_once(' '))
            && anchor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            value = rest.trim_start();
            if value.len() < 12 {
                return Told::Nothing(Nothing::Name, self.at.end);
            }
        }
        let start = self.at.end - value.len();
        let is_sentence = before.ends_with('`')
            || before.ends_with("**")
            || text[..name.start].ends_with('`')
            || before.trim_start().starts_with('*');
        // `- NAME: A long random string (required)`, in a list of what there is to be set.
        let tells = before.trim() == "-"
            && !self.compose
            && value.starts_with(|first: char| first.is_ascii_uppercase())
            && value.split(' ').count() > 3;
        if is_sentence && is_plain(value) {
            return self.value(name, start, How::Word, None);
        }
        if tells || is_sentence && !value.starts_with('`') {
            return Told::Nothing(Nothing::Name, self.at.end);
        }
        // In a sentence, a name in small letters has something else behind it.
        let words = before.split_ascii_whitespace().filter(|word| word.len() > 1).count();
        if words > 1 && !is_json && !before.has("{[(") {
            return Told::Nothing(Nothing::Name, self.at.end);
        }
        if value.is_empty() {
            let indent = |line: &str| line.len() - line.trim_start().len();
            let next = text[self.at.end..].lines().skip(1).find(|line| !line.trim().is_empty());
            let is_map = next.is_some_and(|next| {
                indent(next) > indent(&text[self.at.clone()])
                    || next.trim_start().starts_with('-') && !before.trim().starts_with('-')
            });
            if let Some(told) = self.below(name).filter(|_| is_map && before.trim().cut("-").is_empty()) {
                return told;
            }
            if let Some(told) = self.in_map(name).filter(|_| is_map) {
                return told;
            }
            let why = if is_map && !self.lone || self.compose { Nothing::Reference } else { Nothing::Empty };
            return Told::Nothing(why, name.end);
        }
        // `SECRET_KEY: |-`, with the key on the next line.
        if matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            let below = text[self.at.end..].trim_start();
            let start = text.len() - below.len();
            let line = below.lines().next().unwrap_or_default().trim_end();
            let span = start..start + line.len();
            return self.tell(name, span.clone(), name.start..span.end, How::Scalar, false);
        }
        self.value(name, start, How::Scalar, None)
    }

    /// `value:` in the mapping below the name, as GitLab's variables have it, or a default of CloudFormation's.
    fn in_map(&self, name: &Range<usize>) -> Option<Told> {
        let text = self.text;
        let own = self.at.start..name.start;
        let indent = text[own].len() - text[self.at.start..name.start].trim_start().len();
        let mut start = self.line_end(self.at.end) + 1;
        for line in text.get(start..)?.split_inclusive('\n').take(8) {
            let written = line.trim_start();
            let depth = line.len() - written.len();
            if depth <= indent {
                return None;
            }
            let called = ["value:", "default:", "Default:"].iter().find(|called| written.starts_with(**called));
            if let Some(called) = called {
                return Some(self.field(name, start + depth + called.len() - 1, start + line.trim_end().len()));
            }
            start += line.len();
        }
        None
    }

    /// A scalar on the next line, and nothing else there: a word, or a text in quotes.
    fn below(&self, name: &Range<usize>) -> Option<Told> {
        let text = self.text;
        let below = text[self.at.end..].trim_start();
        let start = text.len() - below.len();
        let line = below.lines().next()?.trim_end();
        let quote = line.chars().next().filter(|first| matches!(first, '\'' | '"'));
        let is_whole = quote.is_some_and(|quote| closing(line, quote) == Some(line.len() - 1));
        let is_word = !line.has(" \t:{}[],") && !line.begins("-#|>*&!?%@`'\"");
        if !is_whole && !is_word {
            return None;
        }
        let inner = usize::from(is_whole);
        let span = start + inner..start + line.len() - inner;
        Some(self.tell(name, span, start..start + line.len(), How::Scalar, is_whole))
    }
}
