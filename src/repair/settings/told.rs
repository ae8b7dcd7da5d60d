//! What is said of a settings file beside its places: the same key elsewhere, and keys in comments.

use super::{
    change::{Change, Told},
    places::FALLBACKS,
};
use crate::python::{End, File, Host, Kind, Outcome};

/// Where the key of a place that is changed stands as well.
pub(super) fn left_over(file: &File<'_>, keys: &[&str], told: &mut Vec<Told>) {
    for at in 0..file.tokens.len() {
        let span = file.tokens[at].span.clone();
        let within = |told: &Told| told.span.start <= span.start && span.end <= told.span.end;
        let is_key = file.tokens[at].kind == Kind::Text
            && !told.iter().any(within)
            && file.evaluate(&(at..at + 1)).is_some_and(|text| keys.contains(&text.text.expose()));
        if is_key {
            told.push(Told { span, change: Change::LeftOver });
        }
    }
}

/// Where keys stand in comments, and in texts that do nothing.
pub(super) fn commented(file: &File<'_>, told: &mut Vec<Told>) {
    let mut begin = 0;
    for at in 0..=file.tokens.len() {
        let token = file.tokens.get(at);
        let span = token.map_or(file.text.len()..file.text.len(), |token| token.span.clone());
        // A text which is a statement.
        let is_end = |at: usize| file.tokens.get(at).is_none_or(|token| token.kind == Kind::End);
        let is_lone = token.is_some_and(|token| token.kind == Kind::Text)
            && is_end(at + 1)
            && at.checked_sub(1).is_none_or(is_end);
        let end = if is_lone { span.end } else { span.start };
        let mut start = begin;
        for line in file.text[begin..end].split_inclusive(['\n', '\r']) {
            let written = line.trim_start_matches(['\u{feff}', ' ', '\t', '#', '"', '\'', '>']);
            let from = start + line.len() - written.len();
            start += line.len();
            if written.starts_with("SECRET_KEY") && holds(written.trim_end()) {
                told.push(Told { span: from..from + written.trim_end().len(), change: Change::Commented });
            }
        }
        begin = span.end;
    }
}

/// Whether a line, followed by itself, binds a key.
fn holds(line: &str) -> bool {
    let Ok(file) = File::read(line) else { return false };
    if !matches!(file.word(0), "SECRET_KEY" | FALLBACKS) {
        return false;
    }
    let outcome = Outcome::of(&file, &Host::default());
    outcome.ends.iter().any(|end| matches!(end, End::Key(..)))
        || outcome.fallbacks.iter().any(|(_, is_empty)| !is_empty)
}
