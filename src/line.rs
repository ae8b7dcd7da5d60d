//! Lines: writing a key so that a loader, or every loader, reads it back identically.
//!
//! Writing is not the loader's business: [`Destination::write`] tries its quotings in order, asks
//! the loader's model what it would read, and keeps the first line that is read back identically.

use std::fmt;

use crate::{
    key::Limits,
    loader::{self, Environment, Loader},
    name::VariableName,
    reading::Reading,
    secret::Secret,
};

/// A way to write a value: what stands round it, and what is written for some of its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoting {
    /// How the page calls it: "with … ".
    pub label: &'static str,
    /// What stands before and after the value.
    pub quote: &'static str,
    /// Characters that are written as something else.
    pub escapes: &'static [(char, &'static str)],
}

/// The value as it is.
pub const BARE: Quoting = Quoting { label: "no quotes", quote: "", escapes: &[] };
/// `'…'` with nothing escaped.
pub const SINGLE: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[] };
/// `'…'` where `\` escapes `'` and itself.
pub const SINGLE_BACKSLASH: Quoting =
    Quoting { label: "single quotes", quote: "'", escapes: &[('\\', "\\\\"), ('\'', "\\'")] };
/// `'…'` where `\` escapes `'` and nothing else.
pub const SINGLE_ESCAPED_QUOTE: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[('\'', "\\'")] };
/// `'…'` as shells have it: a quote is written by leaving the quotes, `'\''`.
pub const SINGLE_SHELL: Quoting = Quoting { label: "single quotes", quote: "'", escapes: &[('\'', "'\\''")] };
/// `"…"` with nothing escaped.
pub const DOUBLE: Quoting = Quoting { label: "double quotes", quote: "\"", escapes: &[] };
/// `` `…` `` with nothing escaped.
pub const BACKTICK: Quoting = Quoting { label: "backticks", quote: "`", escapes: &[] };
/// `"…"` where `\` escapes `"` and itself.
pub const DOUBLE_BACKSLASH: Quoting =
    Quoting { label: "double quotes", quote: "\"", escapes: &[('\\', "\\\\"), ('"', "\\\"")] };
/// `"…"` where `\` escapes `"`, `$` and itself.
pub const DOUBLE_DOLLAR: Quoting =
    Quoting { label: "double quotes", quote: "\"", escapes: &[('\\', "\\\\"), ('"', "\\\""), ('$', "\\$")] };

impl Quoting {
    /// `key` written this way. Not every key survives it: that is for the loader's model to say.
    pub fn apply(&self, key: &Secret) -> Secret {
        let key = key.expose();
        let longest = self.escapes.iter().map(|(_, escape)| escape.len()).max().unwrap_or(1);
        let mut text = String::with_capacity(2 * self.quote.len() + key.len() * longest);
        text.push_str(self.quote);
        for character in key.chars() {
            match self.escapes.iter().find(|(escaped, _)| *escaped == character) {
                Some((_, escape)) => text.push_str(escape),
                None => text.push(character),
            }
        }
        text.push_str(self.quote);
        Secret::new(text)
    }
}

/// A line that carries a key: the value as it is written, and how it came to be.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Line {
    /// The variable's name.
    pub name: VariableName,
    /// How the value is written.
    pub quoting: Quoting,
    /// The value as it is written, quotes and all.
    pub value: Secret,
}

impl Line {
    /// The line in the form that `loader` reads, without a newline.
    pub fn text(&self, form: loader::Form) -> Secret {
        let parts = [form.before, self.name.as_str(), form.between, self.value.expose(), form.after];
        let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum::<usize>() + 1);
        for part in parts {
            text.push_str(part);
        }
        Secret::new(text)
    }

    /// What `loader` reads of this line, in that loader's form, as the only line of a file.
    pub fn read_by(&self, loader: &Loader) -> Reading {
        // A written file ends in a newline, has no byte order mark and no carriage return.
        let mut file = self.text(loader.form).expose().to_owned();
        file.push('\n');
        let file = Secret::new(file);
        (loader.read)(file.expose(), &self.name, &Environment::EMPTY)
    }
}

/// A line as it is to be pasted, without a newline.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Written {
    /// The whole line.
    pub text: Secret,
    /// How many characters stand before the value.
    pub lead: usize,
}

impl Line {
    /// The line as it is to be pasted, in this form.
    pub fn written(&self, form: loader::Form) -> Written {
        let lead = form.before.len() + self.name.as_str().len() + form.between.len();
        Written { text: self.text(form), lead }
    }
}

/// Texts that a shell reads as something else where there are no quotes, as zsh does after a colon.
/// Anywhere cannot have quotes: some loaders keep them.
const NOT_BARE: [&str; 2] = [":=", ":~"];

/// Where a line goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Destination {
    /// One line that every loader reads.
    Anywhere,
    /// A line for one loader.
    Loader(&'static Loader),
}

/// No way of writing this key is read back identically. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CannotCarry(&'static str);

impl fmt::Display for CannotCarry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "No way of writing this key is read back unchanged by {}; use another key.", self.0)
    }
}

impl std::error::Error for CannotCarry {}

impl Destination {
    /// The destination with this id: `anywhere`, or a loader's.
    pub fn find(id: &str) -> Option<Self> {
        if id == Self::Anywhere.id() { Some(Self::Anywhere) } else { loader::find(id).map(Self::Loader) }
    }

    /// How preferences and the probe call it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Loader(loader) => loader.id,
        }
    }

    /// How the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anywhere => "Anywhere",
            Self::Loader(loader) => loader.label,
        }
    }

    /// Where the line is put: a file's name, or a place such as a terminal.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Anywhere => ".env",
            Self::Loader(loader) => loader.place,
        }
    }

    /// The form of the line that is shown.
    pub const fn form(self) -> loader::Form {
        match self {
            Self::Anywhere => loader::Form::ASSIGNMENT,
            Self::Loader(loader) => loader.form,
        }
    }

    /// The loaders that must read the line.
    fn loaders(self) -> &'static [Loader] {
        match self {
            Self::Anywhere => loader::ALL,
            Self::Loader(loader) => std::slice::from_ref(loader),
        }
    }

    /// The first way of writing `key` that each of the loaders reads back identically.
    pub fn write(self, name: &VariableName, key: &Secret) -> Result<Line, CannotCarry> {
        let quotings = match self {
            Self::Anywhere => &[BARE, SINGLE, DOUBLE],
            Self::Loader(loader) => loader.quotings,
        };
        quotings
            .iter()
            .map(|quoting| Line { name: name.clone(), quoting: *quoting, value: quoting.apply(key) })
            .find(|line| self.loaders().iter().all(|loader| line.read_by(loader).is(key)))
            .ok_or(CannotCarry(match self {
                Self::Anywhere => "every loader",
                Self::Loader(loader) => loader.label,
            }))
    }

    /// What a key must be without to be carried there.
    ///
    /// Found out by writing every printable ASCII symbol at the beginning, in the middle and at the
    /// end of a key; only longer texts are declared, by [`Loader::cannot_carry`].
    pub fn limits(self) -> Limits {
        let name = VariableName::usual();
        let carries = |key: String| self.write(&name, &Secret::new(key)).is_ok();
        let mut limits = Limits::NONE;
        for symbol in '!'..='~' {
            if !carries(format!("a{symbol}1")) {
                limits.nowhere.push(symbol);
                continue;
            }
            if !carries(format!("{symbol}a1")) {
                limits.not_first.push(symbol);
            }
            if !carries(format!("a1{symbol}")) {
                limits.not_last.push(symbol);
            }
        }
        for loader in self.loaders() {
            limits.without.extend(loader.cannot_carry);
        }
        if self == Self::Anywhere {
            limits.without.extend(NOT_BARE);
        }
        limits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_key_within_the_limits_is_written(text in "[!-~]{1,60}") {
            let name = VariableName::usual();
            let key = Secret::new(text.clone());
            for destination in loader::ALL.iter().map(Destination::Loader).chain([Destination::Anywhere]) {
                let limits = destination.limits();
                let within = !text.starts_with(|first| limits.not_first.contains(first))
                    && !text.ends_with(|last| limits.not_last.contains(last))
                    && !text.contains(|symbol| limits.nowhere.contains(symbol))
                    && !limits.without.iter().any(|part| text.contains(part));
                let written = destination.write(&name, &key).is_ok();
                proptest::prop_assert!(written || !within, "{}: {text}", destination.id());
            }
        }
    }
}
