//! The set-up and the key, as the other tabs follow them.

use crate::{line::Destination, name::VariableName, secret::Secret, store::Piece};

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
