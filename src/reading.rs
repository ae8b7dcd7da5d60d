//! What a loader makes of a file, and why.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use crate::secret::Secret;

/// What a loader makes of a file, for one variable.
#[allow(missing_debug_implementations, reason = "a value read may be a secret")]
pub enum Reading {
    /// The variable has this value. The notes say where the value differs from the source text and
    /// why, in the order of their places.
    Value {
        /// The value as Django would get it.
        text: Secret,
        /// What happened on the way.
        notes: Vec<Note>,
    },
    /// The file loads, and the variable is not in it.
    Missing {
        /// Why a line that looks as if it set the variable did not, if there is one.
        notes: Vec<Note>,
    },
    /// The loader fails: the error it raises, in our words.
    Refused(Note),
    /// What happens cannot be told without running the file: only a shell reads so.
    Unknown(Note),
}

impl Reading {
    /// A value that is just `text`, with nothing to note.
    pub fn of(text: &str) -> Self {
        Self::Value { text: text.into(), notes: Vec::new() }
    }

    /// `reason` stops the loader at the bytes `span` of the file.
    #[inline(never)]
    pub fn refused(span: Range<usize>, reason: Reason) -> Self {
        Self::Refused(Note::new(span, reason))
    }

    /// What happens cannot be told because of `reason`, at the bytes `span` of the file.
    #[inline(never)]
    pub fn unknown(span: Range<usize>, reason: Reason) -> Self {
        Self::Unknown(Note::new(span, reason))
    }

    /// What happened, to be changed.
    pub fn notes_mut(&mut self) -> &mut [Note] {
        match self {
            Self::Value { notes, .. } | Self::Missing { notes } => notes,
            Self::Refused(note) | Self::Unknown(note) => std::slice::from_mut(note),
        }
    }

    /// Whether the value read is `key`, to the letter.
    pub fn is(&self, key: &Secret) -> bool {
        matches!(self, Self::Value { text, .. } if text.expose() == key.expose())
    }
}

/// What a loader makes of a whole file `'f`.
#[derive(Default)]
#[allow(missing_debug_implementations, reason = "a value read may be a secret")]
pub struct Loaded<'f> {
    /// What the file says of variables, in its order: the last of a name holds.
    pub(crate) bindings: Vec<Binding<'f>>,
    /// What keeps all of the file from being read, if anything does.
    pub(crate) end: Option<Stop>,
    /// What happened on the way to the variable that was asked for.
    pub(crate) notes: Vec<Note>,
}

/// What a file says of one variable.
#[derive(Clone)]
#[allow(missing_debug_implementations, reason = "a value read may be a secret")]
pub struct Binding<'f> {
    /// The variable's name, as the loader has it.
    pub name: Cow<'f, str>,
    /// What it is set to.
    pub value: Bound<'f>,
}

/// What a variable is set to.
#[derive(Clone, PartialEq, Eq)]
#[allow(missing_debug_implementations, reason = "a value read may be a secret")]
pub enum Bound<'f> {
    /// This value.
    Text(Cow<'f, str>),
    /// Nothing: what was set before is taken back.
    Unset,
    /// Something that stops whoever asks for this variable, and for no other.
    Stops(Stop),
}

/// What keeps a file, or a variable, from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The loader fails: the error it raises, in our words.
    Refused(Note),
    /// What happens cannot be told without running the file, or by this page.
    Unknown(Note),
}

impl Stop {
    /// `reason` stops the loader at the bytes `span` of the file.
    #[inline(never)]
    pub const fn refused(span: Range<usize>, reason: Reason) -> Self {
        Self::Refused(Note::new(span, reason))
    }

    /// What happens cannot be told because of `reason`, at the bytes `span` of the file.
    #[inline(never)]
    pub const fn unknown(span: Range<usize>, reason: Reason) -> Self {
        Self::Unknown(Note::new(span, reason))
    }

    const fn note_mut(&mut self) -> &mut Note {
        match self {
            Self::Refused(note) | Self::Unknown(note) => note,
        }
    }
}

impl From<Stop> for Reading {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(note) => Self::Refused(note),
            Stop::Unknown(note) => Self::Unknown(note),
        }
    }
}

impl From<Stop> for Loaded<'_> {
    fn from(stop: Stop) -> Self {
        Self { end: Some(stop), ..Self::default() }
    }
}

impl<'f> Loaded<'f> {
    /// Sets `name` to `value`.
    pub(crate) fn bind(&mut self, name: impl Into<Cow<'f, str>>, value: Bound<'f>) {
        self.push(Binding { name: name.into(), value });
    }

    #[inline(never)]
    fn push(&mut self, binding: Binding<'f>) {
        self.bindings.push(binding);
    }

    /// Sets `name` to a piece of the file.
    pub(crate) fn set(&mut self, name: &'f str, value: &'f str) {
        self.bind(name, Bound::Text(Cow::Borrowed(value)));
    }

    /// What `name` is set to, if the file says anything of it.
    pub fn get(&self, name: &str) -> Option<&Bound<'f>> {
        self.bindings.iter().rfind(|binding| binding.name == name).map(|binding| &binding.value)
    }

    /// Whether each variable that has a value here, but for the one of this `name`, has the same `after` a change.
    /// What has none here may have one then: something kept it from being read.
    pub fn keeps(&self, after: &Self, name: &str) -> bool {
        let (mine, theirs) = (self.last(), after.last());
        mine.iter().filter(|(other, _)| **other != name).all(|(other, &place)| match &self.bindings[place].value {
            value @ Bound::Text(_) => theirs.get(other).is_some_and(|&place| after.bindings[place].value == *value),
            Bound::Unset | Bound::Stops(_) => true,
        })
    }

    /// Whether `after` a change all that is set is set again, in the same order, but for the variable of this `name`.
    pub(crate) fn keeps_each(&self, after: &Self, name: &str) -> bool {
        let is_same = |(mine, other): (&Binding<'_>, &Binding<'_>)| {
            let is_same = match &mine.value {
                // Its place may be another.
                Bound::Stops(_) => matches!(other.value, Bound::Stops(_)),
                value => other.value == *value,
            };
            mine.name == other.name && (is_same || mine.name == name)
        };
        self.bindings.len() == after.bindings.len() && self.bindings.iter().zip(&after.bindings).all(is_same)
    }

    /// The place of the binding that holds, by name.
    pub(crate) fn last(&self) -> HashMap<&str, usize> {
        let mut last = HashMap::new();
        for (place, binding) in self.bindings.iter().enumerate() {
            last.insert(&*binding.name, place);
        }
        last
    }

    /// What is read for `name` by a program that sees nothing but the file.
    pub fn reading(mut self, name: &str) -> Reading {
        let at = self.bindings.iter().rposition(|binding| binding.name == name);
        let value = at.map(|at| self.bindings.swap_remove(at).value);
        match (self.end, value) {
            (Some(stop), _) | (None, Some(Bound::Stops(stop))) => stop.into(),
            (None, Some(Bound::Text(text))) => Reading::Value { text: Secret::from(&*text), notes: self.notes },
            (None, Some(Bound::Unset) | None) => Reading::Missing { notes: self.notes },
        }
    }

    /// The same, which does not need the file any more.
    pub(crate) fn into_owned<'o>(self) -> Loaded<'o> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let value = |value| match value {
            Bound::Text(text) => Bound::Text(owned(text)),
            Bound::Unset => Bound::Unset,
            Bound::Stops(stop) => Bound::Stops(stop),
        };
        let bindings = self.bindings.into_iter();
        let bindings = bindings.map(|it| Binding { name: owned(it.name), value: value(it.value) }).collect();
        Loaded { bindings, end: self.end, notes: self.notes }
    }

    /// Everything that has a place in the file, to be changed.
    pub(crate) fn all_notes_mut(&mut self) -> impl Iterator<Item = &mut Note> {
        let stops = self.bindings.iter_mut().filter_map(|binding| match &mut binding.value {
            Bound::Stops(stop) => Some(stop),
            _ => None,
        });
        self.notes.iter_mut().chain(self.end.iter_mut().chain(stops).map(Stop::note_mut))
    }
}

/// Something that happened to a part of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The bytes of the file that it happened to.
    pub span: Range<usize>,
    /// What happened.
    pub reason: Reason,
}

impl Note {
    /// `reason` happened to the bytes `span` of the file.
    pub const fn new(span: Range<usize>, reason: Reason) -> Self {
        Self { span, reason }
    }
}

/// A list of notes that grows. In one piece: written out at each place, it is most of a model's code.
pub trait Notes {
    /// Notes that `reason` happened to the bytes `span` of the file.
    fn add(&mut self, span: Range<usize>, reason: Reason);
}

impl Notes for Vec<Note> {
    #[inline(never)]
    fn add(&mut self, span: Range<usize>, reason: Reason) {
        self.push(Note::new(span, reason));
    }
}

/// Defines [`Reason`] with, beside each variant, its id, its sentence and its remedy.
macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident: $id:literal, $sentence:literal, $remedy:expr;)*) => {
        /// Why a value differs from its source text, or is not read at all: a closed set.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Reason { $($(#[$doc])* $variant,)* }

        impl Reason {
            /// Every reason there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in the probe's answers.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What happened, in words.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }

            /// What to do about it, in words.
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)* }
            }
        }
    };
}

/// Where the remedy is a line: see `xray::Remedy`.
const LINE: &str = "Use the line shown with what they read.";

reasons! {
    /// A comment begins here and is not read.
    Comment: "comment", "A comment starts here.", LINE;
    /// `$NAME` or `${NAME}` is replaced by another variable's value.
    Interpolated: "interpolated", "The loader replaces this with another variable’s value.", LINE;
    /// Two of a sign stand for one.
    Doubled: "doubled", "Two of these become one.", LINE;
    /// A name without a value, or a value that is looked up outside of the file.
    Host: "host", "The value isn’t in this file. It comes from .env or the shell.", "Look there, or write the value here.";
    /// A list or a mapping where a text is wanted.
    Nested: "nested", "The loader needs a string here, not a list or a mapping, and stops with an error.", "Write - NAME=value, or NAME: value without the -.";
    /// A blank between the name and the `=` is taken for a part of the name.
    BlankAfterName: "blank-after-name", "The loader reads this whitespace as a part of the name.", "Remove the whitespace before the =.";
    /// A character that is none, and that the loader refuses.
    NoCharacter: "no-character", "This isn’t a Unicode character, and the loader stops with an error.", "Leave it out.";
    /// A backslash before what should close the quote.
    EscapedQuote: "escaped-quote", "This backslash keeps the quote from closing.", LINE;
    /// A backslash is dropped or changes what follows.
    Escape: "escape", "This backslash is not kept as it is.", LINE;
    /// The quotes round the value are not part of it.
    Quotes: "quotes", "The loader removes these quotes.", "Nothing to do: this is what quotes are for.";
    /// The quotes stay in the value.
    QuotesKept: "quotes-kept", "These quotes stay in the value.", LINE;
    /// A quote is opened and never closed.
    Unclosed: "unclosed", "This quote never closes.", LINE;
    /// Blanks at an end of the value are dropped.
    Trimmed: "trimmed", "The loader removes this whitespace.", "Remove the whitespace, or use the line shown with what they read.";
    /// A later line sets the variable again.
    Overridden: "overridden", "A later line sets this variable again, and wins.", "Keep one of the lines.";
    /// An earlier line sets the variable already.
    Earlier: "earlier", "An earlier line sets this variable already, and wins.", "Keep one of the lines.";
    /// YAML takes the value for something else than a text.
    NotText: "not-text", "YAML reads this as a number, a date, yes, no or nothing, not as a string.", LINE;
    /// What dynaconf makes of a text.
    Toml: "toml", "The loader reads this again as TOML, and gets another string, or no string at all.", LINE;
    /// The value is written in base64.
    Base64: "base64", "This is base64, and is decoded.", "Nothing to do: this is how the file holds a value.";
    /// The value should be base64.
    NotBase64: "not-base64", "This isn’t the base64 of a string, which the loader needs here.", LINE;
    /// More of YAML than the model follows.
    Structure: "structure", "From here on it is more of YAML than this page follows.", "Write NAME: 'value' on a line of its own.";
    /// The name is there twice, and the loader refuses that.
    Repeated: "repeated", "This name was set before, and the loader rejects it the second time.", "Keep one of the lines.";
    /// The last line does not end in a line ending, which the loader wants.
    LastLine: "last-line", "This last line has no line break, so the whole file is ignored.", "Add a line break after it.";
    /// The line is not one that sets a variable, for this loader.
    Ignored: "ignored", "This line is not understood and is skipped.", "Write NAME=value, with nothing before the name and no whitespace around the =.";
    /// The byte order mark hides the first name.
    ByteOrderMark: "byte-order-mark", "An invisible byte order mark makes this another name.", "Save the file as UTF-8 without a byte order mark.";
    /// A carriage return stays in the value.
    CarriageReturn: "carriage-return", "A carriage return from a Windows line ending stays in the value.", "Save the file with Unix line endings.";
    /// The name stands there twice, which is an error.
    Twice: "twice", "This name is here twice, and the loader stops with an error.", "Keep one of the lines.";
    /// A `%` that is neither doubled nor a variable that is set.
    Percent: "percent", "A % in here means something else, and the loader stops with an error.", LINE;
    /// A line stands before the first section of the file.
    Section: "section", "This is before any [section], and the loader stops with an error.", "Write the file as the loader wants it, with its [section] first.";
    /// The loader stops with an error here.
    Syntax: "syntax", "The loader stops here with an error.", LINE;
    /// The line does not parse, and the loader goes on without it and what follows.
    Stops: "stops", "This line is not understood: it and all that follows are not read.", LINE;
    /// What the name before `=` is: a word like `export`, or a blank, is taken as part of it.
    Name: "name", "The loader reads all of this as the name.", "Remove what is before the name.";
    /// A letter of another alphabet in a name: which of them the loader takes hangs on its version
    /// of Unicode.
    Letter: "letter", "Some versions accept this letter in a name, and others stop.", "Use only A to Z, digits and _ in names.";
    /// A part of the value is run as a command.
    Runs: "runs", "A shell runs this as a command.", LINE;
    /// What a variable refers to refers back to it.
    Endless: "endless", "This variable refers to itself.", LINE;
    /// Values that refer to each other come to more than is followed.
    Grows: "grows", "The variables used here make the values longer than this page follows.", "Write the value out, without $.";
    /// A value that begins with `encrypted:`.
    Encrypted: "encrypted", "The loader reads this as an encrypted value.", LINE;
    /// The line sets a variable of the shell that programs it starts do not get.
    NotExported: "not-exported", "The variable is set but not exported, so Django doesn’t get it.", LINE;
    /// The line is a part of a program that does something else or more than set a variable.
    Program: "program", "A shell does more here than set a variable.", "Write NAME=value and nothing else, with the value in single quotes.";
    /// A `%` stands for something else here.
    Placeholder: "placeholder", "The loader replaces this % placeholder with something else.", LINE;
    /// A `{{` of a template of Go's.
    Template: "template", "This begins a template: something else is put here, or an error stops the loader.", LINE;
    /// The value is over before the line is.
    Cut: "cut", "The value ends before this.", LINE;
    /// A stage of a Dockerfile that goes on where an earlier one ended.
    Stage: "stage", "What an earlier stage sets is set here, too.", "Look at that stage alone.";
    /// Several services or containers of one file set the variable, each to something else.
    Services: "services", "Another service or container has another value of this variable; the last one’s is shown.", "Give all that run Django the same value.";
    /// The line goes on to the next one.
    Continued: "continued", "The value goes on to the next line.", LINE;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<_> = Reason::ALL.iter().map(|reason| reason.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Reason::ALL.len());
    }
}
