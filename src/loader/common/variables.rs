//! The variables that are set so far, for models that look one up while they read on.

use std::collections::HashMap;

use crate::reading::{Binding, Bound};

/// Variables and their values, if they have one, in the order in which they were first set. One type for all
/// loaders: each kind of map weighs some kilobytes in the page.
#[derive(Default, Clone)]
#[allow(clippy::option_option, reason = "set without a value is not the same as not set")]
pub(in crate::loader) struct Variables<'a> {
    all: Vec<(&'a str, Option<Option<String>>)>,
    places: HashMap<&'a str, usize>,
}

#[allow(clippy::option_option, reason = "set without a value is not the same as not set")]
impl<'a> Variables<'a> {
    pub(in crate::loader) fn new() -> Self {
        Self::default()
    }

    /// Sets `name`; gives what it was set to.
    pub(in crate::loader) fn insert(&mut self, name: &'a str, value: Option<String>) -> Option<Option<String>> {
        if let Some(place) = self.places.get(name) {
            return self.all[*place].1.replace(value);
        }
        self.places.insert(name, self.all.len());
        self.all.push((name, Some(value)));
        None
    }

    /// Takes `name` out; gives what it was set to.
    pub(in crate::loader) fn remove(&mut self, name: &str) -> Option<Option<String>> {
        self.all[*self.places.get(name)?].1.take()
    }

    /// What `name` is set to, with a value or without.
    pub(in crate::loader) fn get(&self, name: &str) -> Option<&Option<String>> {
        self.all[*self.places.get(name)?].1.as_ref()
    }

    /// The value of `name`, if it has one.
    pub(in crate::loader) fn value(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_deref()
    }

    /// The same, to be changed.
    pub(in crate::loader) fn value_mut(&mut self, name: &str) -> Option<&mut String> {
        self.all[*self.places.get(name)?].1.as_mut()?.as_mut()
    }

    pub(in crate::loader) fn is_empty(&self) -> bool {
        self.all.iter().all(|(_, value)| value.is_none())
    }

    pub(in crate::loader) fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Those that are set, with their values if they have one.
    pub(in crate::loader) fn all(&self) -> impl Iterator<Item = (&'a str, Option<&str>)> {
        self.all.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?.as_deref())))
    }

    /// What a program has that gets those that have a value.
    pub(in crate::loader) fn bindings(self) -> Vec<Binding<'a>> {
        let mut bindings = Vec::with_capacity(self.all.len());
        for (name, value) in self.all {
            if let Some(value) = value.flatten() {
                bindings.push(Binding { name: name.into(), value: Bound::Text(value.into()) });
            }
        }
        bindings
    }
}

impl<'a> FromIterator<(&'a str, Option<String>)> for Variables<'a> {
    fn from_iter<I: IntoIterator<Item = (&'a str, Option<String>)>>(all: I) -> Self {
        let mut variables = Self::new();
        for (name, value) in all {
            variables.insert(name, value);
        }
        variables
    }
}
