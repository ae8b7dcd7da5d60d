//! What several loaders really share, and no more.

pub(super) mod also;
pub(super) mod assigned;
pub(super) mod django;
pub(super) mod dotenvy;
pub(super) mod environment;
pub(super) mod expand;
pub(super) mod form;
pub(super) mod javascript;
pub(super) mod python;
pub(super) mod ruby;
pub mod samples;
pub(super) mod shell;
pub(super) mod toml;
mod variables;
pub(super) mod yaml;

use std::ops::Range;

pub(super) use self::variables::Variables;
use crate::{
    listed::Listed as _,
    name::VariableName,
    reading::{Binding, Loaded, Note, Reason},
};

/// How long all values of `file` may become: `A=$B$B` doubles with each line, and what reads each of
/// many variables must not take longer than the file is long. Real files come nowhere near.
pub(super) const fn most(file: &str) -> usize {
    file.len() + SOME
}

/// How much longer than what is written all values may become, and any one of them.
pub(super) const SOME: usize = 1 << 18;

/// The byte order mark that some editors put at the beginning of a UTF-8 file.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Where `part`, which is borrowed from `file`, stands in it.
pub(crate) fn span_of(part: &str, file: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - file.as_ptr().addr();
    start..start + part.len()
}

/// Whether Unicode keeps `c` from being a character for ever: systemd takes such a text for none.
pub(super) fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether shells take this for a variable's name: letters, digits and `_`, and no digit first.
pub(super) fn is_name(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.bytes().all(word) && text.bytes().next().is_some_and(|first| !first.is_ascii_digit())
}

/// Has each variable called as it was first, where names that differ in case only are one.
pub(super) fn call_as_first(bindings: &mut [Binding<'_>]) {
    let lower = bindings.iter().map(|binding| binding.name.to_ascii_lowercase()).listed();
    let mut first = Variables::new();
    for (lower, binding) in lower.iter().zip(bindings) {
        match first.value(lower) {
            Some(name) => binding.name = name.to_owned().into(),
            None => _ = first.insert(lower, Some(binding.name.clone().into_owned())),
        }
    }
}

/// Why the name at `written`, which is not `name` for this loader, looks as if it were, if it does:
/// a byte order mark stands before it, or `export` or blanks are taken for a part of it, or a blank behind it is.
pub(super) fn hidden_name(file: &str, written: Range<usize>, name: &VariableName) -> Option<Note> {
    let text = &file[written.clone()];
    let reason = if text.strip_prefix(BYTE_ORDER_MARK).is_some_and(|rest| rest.trim() == name.as_str()) {
        Reason::ByteOrderMark
    } else if text.split_whitespace().next_back() == Some(name.as_str()) {
        let length = text.trim_end().len();
        if length < text.len() {
            return Some(Note::new(written.start + length..written.end, Reason::BlankAfterName));
        }
        Reason::Name
    } else {
        return None;
    };
    Some(Note::new(written, reason))
}

/// What a model makes of some text.
pub(super) type LoadText<'l> = dyn for<'t> Fn(&'t str) -> Loaded<'t> + 'l;

/// What `load` gives of the file whose lines all end in `\n`, with places in the file as it is: of
/// `\r\n` the `\r` goes, and if `lone`, one that stands alone is a line's end too.
pub(super) fn with_unix_endings<'f>(file: &'f str, lone: bool, load: &LoadText<'_>) -> Loaded<'f> {
    let parts: Vec<_> = file.match_indices("\r\n").map(|(at, _)| at..at + 1).collect();
    without(file, &parts, &|text| {
        if lone && text.contains('\r') { load(&text.replace('\r', "\n")).into_owned() } else { load(text) }
    })
}

/// What `load` gives of the file without these parts, in their order, with places in the file as it is.
pub(super) fn without<'f>(file: &'f str, parts: &[Range<usize>], load: &LoadText<'_>) -> Loaded<'f> {
    if parts.is_empty() {
        return load(file);
    }
    let cut = Cut::of(file, parts);
    let mut loaded = load(&cut.text).into_owned();
    loaded.all_notes_mut().for_each(|note| cut.place(note));
    loaded
}

/// A file without some of its parts.
struct Cut {
    text: String,
    /// Where each piece of what is left begins: there, and in the file.
    pieces: Vec<(usize, usize)>,
}

impl Cut {
    fn of(file: &str, parts: &[Range<usize>]) -> Self {
        let mut text = String::with_capacity(file.len());
        let mut pieces = vec![(0, 0)];
        let mut at = 0;
        for part in parts {
            text.push_str(&file[at..part.start]);
            at = part.end;
            pieces.push((text.len(), at));
        }
        text.push_str(&file[at..]);
        Self { text, pieces }
    }

    /// Where in the file that begins which begins at `at`: where a part is gone, behind that.
    fn start(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(begin, _)| *begin <= at) - 1;
        self.pieces[piece].1 + (at - self.pieces[piece].0)
    }

    /// Gives the note its place in the file: what ends where a part is gone ends before it.
    fn place(&self, note: &mut Note) {
        let last = note.span.end.checked_sub(1).filter(|last| *last >= note.span.start);
        note.span = self.start(note.span.start)..last.map_or(self.start(note.span.start), |last| self.start(last) + 1);
    }
}
