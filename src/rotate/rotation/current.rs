//! The set-up and the key, as a rotation follows them.

use super::NoLine;
use crate::{line::Destination, name::VariableName, secret::Secret, store::Piece};

/// What is followed.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Current {
    /// Who reads the line.
    pub destination: Destination,
    /// What the variable is called.
    pub name: VariableName,
    /// The version of Django, if the set-up has it.
    pub version: Option<&'static str>,
    /// The new key, or why there is none.
    pub key: Result<Secret, NoLine>,
    /// The store that keeps it, and how a key is replaced there.
    pub replace: Option<(&'static str, Piece)>,
}

impl Current {
    /// Whether a store keeps the key, which is given the key alone.
    pub const fn is_in_store(&self) -> bool {
        self.replace.is_some()
    }
}
