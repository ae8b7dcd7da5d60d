//! The text of a settings file with the changes of a plan made.

use super::{
    Refusal,
    change::Change,
    own,
    places::{Bound, Place},
    plan::{Plan, names},
    snippet::{Edit, Snippet},
};
use crate::{listed::Listed, name::VariableName, python::Part, secret::Secret};

impl Plan<'_> {
    /// What each place becomes in the file's own words, if it has any for it.
    pub(super) fn own(&self, variable: &VariableName, chooses: bool) -> Vec<Option<String>> {
        let file = self.file;
        let variables = [&self.hosts.variables[..], &[variable.to_string()]].concat();
        let of_values = file.text.contains("configurations") && names(file, "values");
        let of_key = |place: &&Place| matches!(place.bound, Bound::Assigned | Bound::Argument);
        let loud = |place: &Place| own::loud(file, &place.value, &variables, chooses);
        // What one place reads, another may.
        let mut shared = None;
        for place in self.places.all.iter().filter(of_key) {
            shared = shared.or_else(|| loud(place).filter(|words| !words.contains(" if ")));
        }
        let each = self.places.all.iter().zip(&self.changes).map(|(place, change)| {
            if !of_key(&place) || !change.is_change() {
                return None;
            }
            if of_values && place.class.is_some() {
                return Some(
                    own::secret_value(file, &place.value).unwrap_or_else(|| "values.SecretValue()".to_owned()),
                );
            }
            // What a statement makes, it cannot read.
            let first = file.word(file.statements[place.statement].tokens.start);
            let shared = || {
                shared
                    .clone()
                    .filter(|words| !words.strip_prefix(first).is_some_and(|rest| rest.starts_with(['[', '.', '('])))
            };
            own::secret_value(file, &place.value).or_else(|| loud(place)).or_else(shared)
        });
        each.listed()
    }

    /// The text with every change made.
    pub(super) fn rewritten(
        &self,
        snippet: &mut Snippet,
        old: &[usize],
        own: &[Option<String>],
    ) -> Result<Secret, Refusal> {
        let file = self.file;
        let mut edits = Vec::new();
        let is_read = |change: &Change| change.is_change() && *change != Change::EmptyFallback;
        let fields: Vec<_> = self.places.all.iter().map(|place| self.field(place)).listed();
        let names_more = |place: &Place| place.value.clone().any(|at| file.is(at, ":="));
        let mut changed =
            self.changes.iter().zip(self.places.all.iter().zip(&fields)).filter(|(change, _)| change.is_change());
        if changed.any(|(_, (place, field))| field.is_some() && self.is_given(place) || names_more(place)) {
            return Err(Refusal::NotProven);
        }
        let of_code = || {
            let all = self.changes.iter().zip(&self.places.all).zip(own.iter().zip(&fields));
            all.filter(|((_, place), (own, field))| place.bound != Bound::Scheme && own.is_none() && field.is_none())
                .map(|(one, _)| one)
        };
        // What is right already may read what the set-up brings.
        let reads = of_code()
            .filter(|(change, _)| is_read(change) || matches!(change, Change::Right | Change::DevelopmentOnly));
        let holds = |place: &Place| file.statements.iter().position(|one| one.tokens.contains(&place.value.start));
        if of_code().any(|(change, _)| is_read(change))
            && let Some(first) = reads.filter_map(|(_, place)| holds(place)).min()
        {
            edits = snippet.fit(file, first).ok_or(Refusal::NotProven)?;
        }
        for (at, (change, place)) in
            self.changes.iter().zip(&self.places.all).enumerate().filter(|(_, (change, _))| change.is_change())
        {
            let span = file.span(&place.value);
            let number = old.iter().position(|old| *old == at).map_or(0, |number| number + 1);
            let is_bytes = file.evaluate(&place.value).is_some_and(|text| text.is_bytes)
                // `"…".encode()`
                || place.value.clone().any(|at| file.is(at, "encode") && file.close(at + 1) + 1 == place.value.end);
            match (change, place.bound) {
                (Change::EmptyFallback, Bound::Fallbacks) => {
                    edits.push((span.start..span.start, "[key for key in ".to_owned()));
                    edits.push((span.end..span.end, " if key]".to_owned()));
                }
                (Change::EmptyFallback, _) if !matches!(file.word(place.value.start), "None" | "''" | "\"\"") => {
                    edits.push((span.start..span.start, "*filter(None, [".to_owned()));
                    edits.push((span.end..span.end, "])".to_owned()));
                }
                // With its comma.
                (Change::EmptyFallback, _) => {
                    let comma =
                        if file.is(place.value.end, ",") { file.tokens[place.value.end].span.end } else { span.end };
                    edits.push((span.start..comma, String::new()));
                }
                (_, Bound::Scheme) => {
                    let bare = file.bare(&place.value);
                    let cast = file.items(bare.start).first().map_or("str", |cast| &file.text[file.span(cast)]);
                    edits.push((span, cast.to_owned()));
                }
                _ if matches!(place.bound, Bound::Assigned | Bound::Argument)
                    && let Some((part, words)) = &fields[at] =>
                {
                    edits.push((file.span(part), words.clone()));
                }
                _ if let Some(own) = &own[at] => edits.push((span, own.clone())),
                _ => {
                    let bytes = if is_bytes { ".encode()" } else { "" };
                    edits.push((span, [&snippet.expressions[number], bytes].concat()));
                }
            }
        }
        apply(file.text, edits).ok_or(Refusal::NotProven)
    }

    /// Whether the class of pydantic's settings that has this field is called with something.
    fn is_given(&self, place: &Place) -> bool {
        let file = self.file;
        let class = place.class.map_or("", |class| file.word(file.statements[class].tokens.start + 1));
        let calls = |at: usize| file.word(at) == class && file.is(at + 1, "(") && !file.is(at + 2, ")");
        (1..file.tokens.len()).any(|at| calls(at) && !file.is(at - 1, "class"))
    }

    /// What a field of pydantic's settings becomes.
    fn field(&self, place: &Place) -> Option<(Part, String)> {
        let file = self.file;
        let mut head = file.statements[place.class?].tokens.clone();
        if !head.any(|at| file.word(at).ends_with("BaseSettings")) {
            return None;
        }
        own::required(file, &file.statements[place.statement].tokens)
    }
}

/// `text` with the edits made; none where two are about the same bytes, unless they are one and the same.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> Option<Secret> {
    let more: usize = edits.iter().map(|(_, new)| new.len()).sum();
    let mut done = String::with_capacity(text.len() + more);
    let mut at = 0;
    while !edits.is_empty() {
        // The first of those that come first.
        let mut next = 0;
        for (number, (span, _)) in edits.iter().enumerate() {
            if span.start < edits[next].0.start {
                next = number;
            }
        }
        let edit = edits.remove(next);
        if !edit.0.is_empty() {
            edits.retain(|other| *other != edit);
        }
        let (span, new) = edit;
        done.push_str(text.get(at..span.start)?);
        done.push_str(&new);
        at = span.end;
    }
    done.push_str(&text[at..]);
    Some(Secret::new(done))
}
