//! The sections of supervisord's file, as Python's configparser reads them, with the `environment=` of each.
//!
//! Modelled from CPython 3.11, `Lib/configparser.py`, `_read`, and supervisor 4.3.0, `supervisor/options.py`.

use std::ops::Range;

use super::Placed;
use crate::{
    loader::common::{self, python},
    reading::{Note, Notes as _, Reason},
};

/// A section, and its `environment=`.
pub(super) struct Section<'a> {
    pub(super) name: &'a str,
    pub(super) environment: Option<Vec<Placed>>,
}

/// The sections of the file, those of one name taken together.
pub(super) fn sections<'a>(file: &'a str, notes: &mut Vec<Note>) -> Result<Vec<Section<'a>>, Note> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut current = None;
    // Whether the option that goes on is the environment.
    let mut option = None;
    let mut indent = 0;
    let mut mistake = Ok(());
    for line in python::lines(file) {
        let comment = comment(&file[line.clone()]);
        let span = python::strip(file, line.start..line.start + comment.unwrap_or(line.len()));
        let text = &file[span.clone()];
        let mut append = |current: Option<usize>, more: Range<usize>| {
            if let Some(environment) = current.and_then(|at: usize| sections[at].environment.as_mut()) {
                environment.push((more.start, Some('\n')));
                environment.extend(placed(file, more));
            }
        };
        if text.is_empty() {
            if comment.is_none() && option == Some(true) {
                append(current, span);
            }
            continue;
        }
        if let Some(at) = comment.filter(|_| option.is_some()) {
            notes.add(line.start + at..line.end, Reason::Comment);
        }
        let level = file[line.start..span.start].chars().count();
        if let Some(ours) = option.filter(|_| level > indent) {
            if ours {
                append(current, span);
            }
            continue;
        }
        indent = level;
        let header =
            text.strip_prefix('[').and_then(|text| Some(&text[..text.rfind(']')?])).filter(|it| !it.is_empty());
        if let Some(header) = header {
            let known = sections.iter().position(|section| section.name == header);
            current = known.or(Some(sections.len()));
            if known.is_none() {
                sections.push(Section { name: header, environment: None });
            }
            option = None;
        } else if let Some(current) = current {
            let equals = text.find(['=', ':']).unwrap_or(0);
            let key = text[..equals].trim_end_matches(python::is_space);
            if key.is_empty() {
                mistake = mistake.and(Err(Note::new(span, Reason::Syntax)));
                option = option.filter(|_| equals > 0 || !text.starts_with(['=', ':']));
                continue;
            }
            let ours = key.eq_ignore_ascii_case("environment");
            if ours {
                let value = python::strip(file, span.start + equals + 1..span.end);
                sections[current].environment = Some(placed(file, value).collect());
            }
            option = Some(ours);
        } else {
            return Err(Note::new(span, Reason::Syntax));
        }
    }
    mistake?;
    for section in &mut sections {
        let environment = section.environment.iter_mut();
        environment.for_each(|text| while text.pop_if(|(_, c)| c.is_some_and(python::is_space)).is_some() {});
        let name = section.name.strip_prefix("program:").unwrap_or_default().trim_matches(python::is_space);
        if name.contains([' ', ':', '/']) {
            return Err(Note::new(common::span_of(section.name, file), Reason::Syntax));
        }
    }
    Ok(sections)
}

fn placed(file: &str, span: Range<usize>) -> impl Iterator<Item = Placed> {
    file[span.clone()].char_indices().map(move |(at, c)| (span.start + at, Some(c)))
}

/// Where a comment begins: at a `;` or `#` that is the first of its line or comes after a blank. The
/// two are looked for in turn, occurrence by occurrence.
fn comment(line: &str) -> Option<usize> {
    if line.trim_start_matches(python::is_space).starts_with(['#', ';']) {
        return Some(0);
    }
    let begins = |at: &usize| line[..*at].chars().next_back().is_none_or(python::is_space);
    let (mut hashes, mut semicolons) = (line.match_indices('#'), line.match_indices(';'));
    loop {
        let next = [hashes.next(), semicolons.next()].map(|found| found.map(|(at, _)| at));
        if next == [None, None] {
            return None;
        }
        if let Some(at) = next.into_iter().flatten().filter(begins).min() {
            return Some(at);
        }
    }
}
