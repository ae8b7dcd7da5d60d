//! The set-up and the key, as the other tabs follow them.

use super::Make;
use crate::{
    rotate::rotation::{Current, NoLine},
    secret::Secret,
    store,
};

impl Make {
    /// The set-up and the key as they are now.
    pub(in crate::page) fn current(&self) -> Current {
        let replace = self.stores.piece(store::Part::Replace, &self.choices);
        Current {
            destination: self.choices.destination,
            name: self.choices.variable(),
            version: self.choices.version,
            // One that is used already is not what it is to be replaced by.
            key: if self.own.is_carried() {
                Err(NoLine::Own)
            } else {
                let key = self.made.as_ref().map(|made| Secret::from(made.key.expose()));
                key.map_err(|problem| NoLine::NoKey(problem.to_string()))
            },
            replace: self.choices.store.zip(replace).map(|(store, piece)| (store.label, piece)),
        }
    }
}
