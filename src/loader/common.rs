//! What several loaders really share, and no more.

pub(super) mod dotenvy;
pub(super) mod expand;
pub(super) mod javascript;
pub(super) mod python;
pub(super) mod shell;

use std::{collections::HashMap, ops::Range};

use crate::{
    name::VariableName,
    reading::{Note, Reason},
};

/// The variables of a file and their values, if they have one. One type for all loaders: each kind
/// of map weighs some kilobytes in the page.
pub(super) type Variables<'a> = HashMap<&'a str, Option<String>>;

/// The byte order mark that some editors put at the beginning of a UTF-8 file.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Why the name at `written`, which is not `name` for this loader, looks as if it were, if it does:
/// a byte order mark stands before it, or `export` or blanks are taken for a part of it.
pub(super) fn hidden_name(file: &str, written: Range<usize>, name: &VariableName) -> Option<Note> {
    let text = &file[written.clone()];
    let reason = if text.strip_prefix(BYTE_ORDER_MARK).is_some_and(|rest| rest.trim() == name.as_str()) {
        Reason::ByteOrderMark
    } else if text.split_whitespace().next_back() == Some(name.as_str()) {
        Reason::Name
    } else {
        return None;
    };
    Some(Note::new(written, reason))
}
