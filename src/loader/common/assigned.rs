//! What is set so far, where a later line wins over an earlier one and the environment over both.

use std::ops::Range;

use crate::{
    loader::{
        Environment,
        common::{self, Variables},
    },
    name::VariableName,
    reading::{Loaded, Note, Notes as _, Reason, Stop},
};

/// The variables of a file, and what is noted of the one in question.
pub(in crate::loader) struct Assigned<'f, 'e> {
    name: &'e str,
    environment: &'e Environment<'e>,
    values: Variables<'f>,
    /// Where the variable was set last.
    found: Option<Range<usize>>,
    pub(in crate::loader) notes: Vec<Note>,
    /// How many more bytes values may have in all.
    pub(in crate::loader) left: usize,
}

impl<'f, 'e> Assigned<'f, 'e> {
    pub(in crate::loader) fn new(file: &str, name: &'e VariableName, environment: &'e Environment<'e>) -> Self {
        let (values, notes) = (Variables::new(), Vec::new());
        Self { name: name.as_str(), environment, values, found: None, notes, left: common::most(file) }
    }

    /// The value of a variable that the file set.
    pub(in crate::loader) fn get(&self, key: &str) -> Option<&str> {
        self.values.value(key)
    }

    /// The value of a variable that the file or else the environment set.
    pub(in crate::loader) fn lookup(&self, key: &str) -> Option<&str> {
        self.get(key).or_else(|| self.environment.get(key))
    }

    /// Sets `key`, whose value stands at `span`. What is noted there matters for the variable in
    /// question only. None if the values grow beyond what can be followed.
    pub(in crate::loader) fn set(
        &mut self,
        key: &'f str,
        span: Range<usize>,
        value: String,
        notes: Vec<Note>,
    ) -> Result<(), Stop> {
        let Some(left) = self.left.checked_sub(value.len()) else {
            return Err(Stop::unknown(span, Reason::Grows));
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

    /// What the file comes to.
    pub(in crate::loader) fn loaded(self) -> Loaded<'f> {
        Loaded { bindings: self.values.bindings(), end: None, notes: self.notes }
    }
}
