//! The key is made anew at each start.
//!
//! Each start, and each of several worker processes, then has a key of its own: sessions end, links and
//! forms that one process signed are refused by the next.
//!
//! `SECRET_KEY = get_random_secret_key()`
//!
//! What to do: make one key, and read it from a variable.
//!
//! Chance: it is about the place, and not about the key.

use super::{Check, Hit, Subject};
use crate::document::Role;

pub(super) const CHECK: Check = Check {
    id: "made-at-start",
    source: "Django 5.2, django/core/signing.py: a signature is checked with the key of the process that gets it",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if subject.role != Role::Made {
        return None;
    }
    Hit::broken(
        0..0,
        "Each process generates a new key when it starts. Sessions end, and each process rejects what another signs.",
        "Generate one key, and read it from a variable.",
    )
}
