//! The sections of Circus's file, as its own parser reads them.
//!
//! Modelled from circus 0.19.0, `circus/util.py`, `StrictConfigParser._read`.

use std::{collections::HashMap, ops::Range};

use super::Set;
use crate::{
    loader::common::{self, Variables, python},
    name::VariableName,
    reading::{Note, Notes as _, Reason},
};

/// A section, all those of one name taken together.
pub(super) struct Section<'f> {
    pub(super) name: &'f str,
    /// Its first header.
    pub(super) span: Range<usize>,
    pub(super) options: Variables<'f>,
    /// Where it sets the variable in question.
    pub(super) found: Option<Set>,
}

impl<'f> Section<'f> {
    fn new(name: &'f str, span: Range<usize>) -> Self {
        Self { name, span, options: Variables::new(), found: None }
    }

    /// What the names of the watchers are like that it sets variables for, if it sets any.
    pub(super) fn patterns(&self) -> Option<impl Iterator<Item = &'f str> + use<'f>> {
        Some(self.name.strip_prefix("env:")?.split(',').map(|pattern| pattern.trim_matches(python::is_space)))
    }
}

/// The sections of the file, that of the defaults first; and lines that look as if they set the variable.
pub(super) fn sections<'f>(
    file: &'f str,
    name: &VariableName,
    hidden: &mut Vec<Note>,
) -> Result<Vec<Section<'f>>, Note> {
    const DEFAULT: &str = "DEFAULT";
    let mut sections = vec![Section::new(DEFAULT, 0..0)];
    let mut places = HashMap::from([(DEFAULT, 0)]);
    let is_asked = |option: &str| option.trim_matches(python::is_space) == name.as_str();
    let mut current = None;
    let mut option = "";
    let mut mistake = Ok(());
    for line in python::lines(file) {
        let whole = &file[line.clone()];
        let span = python::strip(file, line.clone());
        let text = &file[span.clone()];
        let indented = whole.starts_with(python::is_space);
        let is_rem = text.split(python::is_space).next().is_some_and(|word| word.eq_ignore_ascii_case("rem"));
        if text.is_empty() || whole.starts_with(['#', ';']) || is_rem && !indented {
            continue;
        }
        if let Some(section) = current.filter(|_| indented && !option.is_empty()) {
            let section: &mut Section<'_> = &mut sections[section];
            if let Some(value) = section.options.value_mut(option) {
                value.push('\n');
                value.push_str(text);
            }
            if let Some((found, notes)) = section.found.as_mut().filter(|_| is_asked(option)) {
                notes.add(line.start - 1..line.start, Reason::Continued);
                found.end = span.end;
            }
            continue;
        }
        let header =
            whole.strip_prefix('[').and_then(|text| Some(&text[..text.rfind(']')?])).filter(|it| !it.is_empty());
        if let Some(header) = header {
            let place = *places.entry(header).or_insert(sections.len());
            if place == sections.len() {
                sections.push(Section::new(header, span));
            } else if place == 0 {
                sections[0].span = span;
            }
            current = Some(place);
            option = "";
            continue;
        }
        let Some(section) = current.map(|place: usize| &mut sections[place]) else {
            let marked = whole.starts_with(common::BYTE_ORDER_MARK) && line.start == 0;
            return Err(Note::new(span, if marked { Reason::ByteOrderMark } else { Reason::Section }));
        };
        let Some(equals) = whole.find(['=', ':']) else {
            mistake = mistake.and(Err(Note::new(span, Reason::Syntax)));
            continue;
        };
        option = whole[..equals].trim_end_matches(python::is_space);
        let mut value = python::strip(file, line.start + equals + 1..line.end);
        let asked = is_asked(option);
        if section.options.contains_key(option) {
            if let Some((_, notes)) = section.found.as_mut().filter(|_| asked) {
                notes.add(value, Reason::Earlier);
            }
            continue;
        }
        let mut notes = Vec::new();
        // The real one looks at the character before, which before the first is the last.
        let before = |at: usize| file[value.start..value.start + at].chars().next_back().or(whole.chars().next_back());
        let comment = file[value.clone()].find(';').filter(|at| before(*at).is_some_and(python::is_space));
        if let Some(at) = comment {
            notes.add(value.start + at..value.end, Reason::Comment);
            value = python::strip(file, value.start..value.start + at);
        }
        let written = &file[value.clone()];
        if written.len() > 1 && written.starts_with(['\'', '"']) && written.ends_with(['\'', '"']) {
            notes.add(value.clone(), if written == EMPTY { Reason::Quotes } else { Reason::QuotesKept });
        }
        section.options.insert(option, Some(if written == EMPTY { "" } else { written }.to_owned()));
        if asked {
            section.found = Some((value, notes));
        } else {
            hidden.extend(common::hidden_name(file, line.start..line.start + option.len(), name));
        }
    }
    mistake?;
    Ok(sections)
}

/// How nothing is written.
const EMPTY: &str = "\"\"";
