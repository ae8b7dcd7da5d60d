//! The set-up and the key, as the other tabs follow them.

use super::Make;
use crate::{
    line::Destination,
    name::VariableName,
    secret::Secret,
    store::{self, Piece},
};

/// What the other tabs follow.
pub(in crate::page) struct Current {
    /// Who reads the line.
    pub(in crate::page) destination: Destination,
    /// What the variable is called.
    pub(in crate::page) name: VariableName,
    /// The version of Django, if the set-up has it.
    pub(in crate::page) version: Option<&'static str>,
    /// The new key, or why there is none.
    pub(in crate::page) key: Result<Secret, String>,
    /// The store that keeps it, and how a key is replaced there.
    pub(in crate::page) replace: Option<(&'static str, Piece)>,
}

impl Current {
    /// Whether a store keeps the key, which is given the key alone.
    pub(in crate::page) const fn is_in_store(&self) -> bool {
        self.replace.is_some()
    }
}

/// Said on the tab where keys are replaced, while this one has a key of the user's own.
const OWN_IS_NO_NEW: &str = "Press New key on Make first. Your own key is there now, and a rotation needs a new one.";

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
                Err(OWN_IS_NO_NEW.to_owned())
            } else {
                self.made.as_ref().map(|made| Secret::from(made.key.expose())).map_err(ToString::to_string)
            },
            replace: self.choices.store.zip(replace).map(|(store, piece)| (store.label, piece)),
        }
    }
}
