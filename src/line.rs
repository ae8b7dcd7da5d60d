//! Lines: writing a key so that a loader, or every loader, reads it back identically.
//!
//! Writing is not the loader's business: [`Destination::write`] tries its quotings in order, asks
//! the loader's model what it would read, and keeps the first line that is read back identically.

mod limits;
mod several;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt};

pub use self::several::{MOST_TOGETHER, Several};

use crate::{
    listed::Listed,
    loader::{self, Django, Environment, Family, FileKind, Loader},
    name::VariableName,
    quoting::{BARE, DOUBLE, Quoting, SINGLE},
    reading::Reading,
    secret::Secret,
};

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
        let parts = [form.head, form.first, self.name.as_str(), form.between, self.value.expose(), form.after];
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
        loader.read(file.expose(), &self.name, &Environment::EMPTY)
    }
}

impl Line {
    /// Whether `loader` reads the key also where another line follows. A quote with which a bare key
    /// begins may find its partner there, and so may one after a backslash, which closes only if it is the last.
    fn stays_within(&self, loader: &Loader, key: &Secret) -> bool {
        let sign = match self.quoting.quote {
            "" => key.expose().get(..1).filter(|first| "'\"`".contains(first)),
            quote => {
                let last =
                    |sign: &&str| self.value.expose().strip_suffix(sign).is_some_and(|rest| rest.ends_with('\\'));
                quote.get(..1).filter(last)
            }
        };
        let Some(sign) = sign else { return true };
        let form = loader.form;
        let mut file = self.text(loader.form).expose().to_owned();
        for part in ["\n", form.further, "_", form.between, "a", sign, form.after, "\n"] {
            file.push_str(part);
        }
        let file = Secret::new(file);
        loader.read(file.expose(), &self.name, &Environment::EMPTY).is(key)
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
        let lead = form.head.len() + form.first.len() + self.name.as_str().len() + form.between.len();
        Written { text: self.text(form), lead }
    }
}

/// Texts that a shell reads as something else where there are no quotes, as zsh does after a colon.
const NOT_BARE: [&str; 2] = [":=", ":~"];

/// Where a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Destination {
    /// One line that every loader reads.
    #[default]
    Anywhere,
    /// A line for one loader.
    Loader(&'static Loader),
    /// One line that several loaders read.
    Several(Several),
}

/// No way of writing this key is read back identically. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CannotCarry(&'static str);

impl fmt::Display for CannotCarry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Use another key. No way of writing this one is read back unchanged by {}.", self.0)
    }
}

impl std::error::Error for CannotCarry {}

impl Destination {
    /// The destination with this id: `anywhere`, a loader's, or those of several with `+` between.
    pub fn find(id: &str) -> Option<Self> {
        if id == "anywhere" {
            Some(Self::Anywhere)
        } else if id.contains('+') {
            Several::parse(id).map(Self::Several)
        } else {
            loader::find(id).map(Self::Loader)
        }
    }

    /// How preferences and the probe call it.
    pub fn id(self) -> Cow<'static, str> {
        match self {
            Self::Anywhere => "anywhere".into(),
            Self::Loader(loader) => loader.id.into(),
            Self::Several(several) => several.loaders().map(|loader| loader.id).listed().join("+").into(),
        }
    }

    /// How the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anywhere => "Any .env loader",
            Self::Loader(loader) => loader.label,
            Self::Several(_) => "My loaders",
        }
    }

    /// Who reads the line, within a sentence.
    pub const fn who(self) -> &'static str {
        match self {
            Self::Anywhere => "every loader",
            Self::Loader(loader) => loader.label,
            Self::Several(_) => "all of these loaders",
        }
    }

    /// Where the line is put: a file's name, or a place such as a terminal.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Anywhere | Self::Several(_) => ".env",
            Self::Loader(loader) => loader.place,
        }
    }

    /// The form of the line that is shown.
    pub const fn form(self) -> loader::Form {
        match self {
            Self::Anywhere | Self::Several(_) => loader::Form::ASSIGNMENT,
            Self::Loader(loader) => loader.form,
        }
    }

    /// The file that the line is put into, where it is one that a repository must not have.
    pub fn ignored(self) -> Option<&'static str> {
        let place = self.place();
        let file = place.split([' ', ',']).next().unwrap_or_default();
        (file.starts_with('.') && !file.contains('/') || file == "settings.ini").then_some(file)
    }

    /// The loader whose library `settings.py` has; none where the variable is in the environment already.
    pub fn library(self) -> Option<&'static Loader> {
        match self {
            // It leaves alone what the environment has, whoever has put it there.
            Self::Anywhere => loader::find("python-dotenv"),
            Self::Loader(loader) => Some(loader),
            // The one in the Python program; the others put the variable into its environment.
            Self::Several(several) => several.loaders().find(|loader| loader.family == Family::Python),
        }
    }

    /// How `settings.py` gets the key.
    pub fn django(self) -> Django {
        self.library().map_or(Django::Environ, |loader| loader.django)
    }

    /// The lines of `settings.py` that take the key, and fail loudly when it is missing.
    pub fn settings(self, name: &VariableName) -> String {
        self.django().settings(name)
    }

    /// What has to be installed for these lines, as a sentence; empty where nothing has.
    pub fn install(self) -> String {
        let package = self.django().package();
        package.map_or_else(String::new, |package| ["Needs: pip install ", package].concat())
    }

    /// What the programs that start Django have to be told, each with the file that it is told in; empty
    /// where there is nothing to tell.
    pub fn starts(self, name: &VariableName) -> String {
        let mut text = String::new();
        let told = loader::ALL.iter().filter(|loader| self != Self::Anywhere && self.includes(loader));
        for snippet in told.filter_map(|loader| loader.starts) {
            text.push_str("# ");
            text.push_str(snippet.place);
            text.push('\n');
            text.push_str(&snippet.text(name));
        }
        text
    }

    /// The destination with `loader` among those that must read the line, or without it if it was.
    /// Anywhere is where nothing is left.
    #[must_use]
    pub fn toggled(self, loader: &Loader) -> Self {
        let several = match self {
            Self::Anywhere => Several::default(),
            Self::Loader(one) => Several::default().toggled(one),
            Self::Several(several) => several,
        };
        let several = several.toggled(loader);
        let mut loaders = several.loaders();
        match (loaders.next(), loaders.next()) {
            (None, _) => Self::Anywhere,
            (Some(one), None) => Self::Loader(one),
            _ => Self::Several(several),
        }
    }

    /// Whether `loader` must read the line.
    pub fn includes(self, loader: &Loader) -> bool {
        match self {
            // A file of another kind has a form of its own.
            Self::Anywhere => loader.form.file == FileKind::Env,
            Self::Loader(one) => one == loader,
            Self::Several(several) => several.includes(loader),
        }
    }

    /// The ways to write a value that are tried, best first.
    fn quotings(self) -> Vec<Quoting> {
        let mut quotings = match self {
            Self::Loader(loader) => return loader.quotings.to_vec(),
            Self::Anywhere => return vec![BARE, SINGLE, DOUBLE],
            Self::Several(_) => vec![BARE, SINGLE],
        };
        for quoting in loader::ALL.iter().filter(|loader| self.includes(loader)).flat_map(|loader| loader.quotings) {
            if !quotings.contains(quoting) {
                quotings.push(*quoting);
            }
        }
        quotings
    }

    /// Whether each of the loaders reads `key` back identically from this way of writing it.
    fn carries(self, name: &VariableName, key: &Secret, quoting: Quoting) -> Option<Line> {
        let line = Line { name: name.clone(), quoting, value: quoting.apply(key) };
        let read =
            |loader: &Loader| !self.includes(loader) || line.read_by(loader).is(key) && line.stays_within(loader, key);
        loader::ALL.iter().all(read).then_some(line)
    }

    /// The first way of writing `key` that each of the loaders reads back identically.
    pub fn write(self, name: &VariableName, key: &Secret) -> Result<Line, CannotCarry> {
        let mut quotings = self.quotings().into_iter();
        quotings.find_map(|quoting| self.carries(name, key, quoting)).ok_or(CannotCarry(self.who()))
    }

    /// The way of writing `key` that the most of the loaders read back identically, and which do.
    pub fn write_for_most(self, name: &VariableName, key: &Secret) -> Option<(Line, Vec<&'static Loader>)> {
        let mut best: Option<(Line, Vec<&Loader>)> = None;
        for quoting in self.quotings() {
            let line = Line { name: name.clone(), quoting, value: quoting.apply(key) };
            let read = |loader: &&Loader| self.includes(loader) && line.read_by(loader).is(key);
            let works: Vec<_> = loader::ALL.iter().filter(read).listed();
            if best.as_ref().is_none_or(|(_, most)| most.len() < works.len()) {
                best = Some((line, works));
            }
        }
        best
    }
}
