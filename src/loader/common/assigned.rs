//! What is set so far, where a later line wins over an earlier one and the environment over both.

use std::ops::Range;

use crate::{
    loader::{
        Environment,
        common::{self, Variables},
    },
    name::VariableName,
    reading::{Note, Notes as _, Reading, Reason},
};

/// The variables of a file, and what is noted of the one in question.
pub(in crate::loader) struct Assigned<'a> {
    name: &'a str,
    environment: &'a Environment<'a>,
    values: Variables<'a>,
    /// Where the variable was set last.
    found: Option<Range<usize>>,
    pub(in crate::loader) notes: Vec<Note>,
    /// How many more bytes values may have in all.
    pub(in crate::loader) left: usize,
}

impl<'a> Assigned<'a> {
    pub(in crate::loader) fn new(file: &str, name: &'a VariableName, environment: &'a Environment<'a>) -> Self {
        let (values, notes) = (Variables::new(), Vec::new());
        Self { name: name.as_str(), environment, values, found: None, notes, left: common::most(file) }
    }

    /// The value of a variable that the file set.
    pub(in crate::loader) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key)?.as_deref()
    }

    /// The value of a variable that the file or else the environment set.
    pub(in crate::loader) fn lookup(&self, key: &str) -> Option<&str> {
        self.get(key).or_else(|| self.environment.get(key))
    }

    /// Sets `key`, whose value stands at `span`. What is noted there matters for the variable in
    /// question only. None if the values grow beyond what can be followed.
    pub(in crate::loader) fn set(
        &mut self,
        key: &'a str,
        span: Range<usize>,
        value: String,
        notes: Vec<Note>,
    ) -> Result<(), Reading> {
        let Some(left) = self.left.checked_sub(value.len()) else {
            return Err(Reading::unknown(span, Reason::Grows));
        };
        self.left = left;
        if key == self.name {
            if let Some(earlier) = self.found.replace(span) {
                self.notes.add(earlier, Reason::Overridden);
            }
            self.notes.extend(notes);
        }
        self.values.insert(key, Some(value));
        Ok(())
    }

    /// Takes `key` out again.
    pub(in crate::loader) fn clear(&mut self, key: &str) {
        self.values.remove(key);
        if key == self.name {
            self.notes.extend(self.found.take().map(|earlier| Note::new(earlier, Reason::Overridden)));
        }
    }

    /// Notes that the text at `span`, which sets nothing, is skipped, if the variable's name is in it.
    pub(in crate::loader) fn skipped(&mut self, file: &str, span: Range<usize>) {
        if file[span.clone()].contains(self.name) {
            self.notes.add(span, Reason::Ignored);
        }
    }

    /// What is read in the end.
    pub(in crate::loader) fn reading(mut self) -> Reading {
        if let Some(value) = self.environment.get(self.name) {
            return Reading::of(value);
        }
        let notes = std::mem::take(&mut self.notes);
        match self.get(self.name) {
            Some(value) => Reading::Value { text: value.into(), notes },
            None => Reading::Missing { notes },
        }
    }
}
