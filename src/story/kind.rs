//! What kind of file each is told to be: by its name, or by what stands in it, where it has none.

use crate::{assignment::assignments, python, repair::settings};

use super::Given;

/// What kind of file one of several is told to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `NAME=value` lines.
    Env,
    /// `settings.ini`, which python-decouple takes before `.env`.
    Ini,
    /// Python.
    Python,
    /// A project of Compose.
    Compose,
    /// Something else. What stands in it is not followed.
    Other,
}

/// Longer files are not followed.
const LONGEST: usize = 1 << 16;

impl Kind {
    /// What `given` is.
    pub(super) fn of(given: &Given<'_>) -> Self {
        let (name, text) = (given.name.to_ascii_lowercase(), given.text);
        let ends = |end: &str| name.ends_with(end);
        if text.len() > LONGEST {
            return Self::Other;
        }
        let has_services = || text.lines().any(|line| line.starts_with("services:"));
        if ends(".py") {
            Self::Python
        } else if ends(".yml") || ends(".yaml") {
            if has_services() { Self::Compose } else { Self::Other }
        } else if name == "settings.ini" {
            Self::Ini
        } else if name.starts_with(".env") || ends(".env") || name == "env" {
            Self::Env
        } else if !name.is_empty() {
            Self::Other
        } else if has_services() {
            Self::Compose
        } else if is_python(text) {
            Self::Python
        } else if assignments(text).next().is_some() {
            Self::Env
        } else {
            Self::Other
        }
    }

    /// What it is told to be, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Env => "NAME=value lines",
            Self::Ini => "settings.ini of python-decouple",
            Self::Python => "Python",
            Self::Compose => "Compose",
            Self::Other => "not followed",
        }
    }

    /// What a text that was pasted is taken for, where it has no name.
    pub(super) const fn usual_name(self) -> &'static str {
        match self {
            Self::Env => ".env",
            Self::Ini => "settings.ini",
            Self::Python => "settings.py",
            Self::Compose => "compose.yaml",
            Self::Other => "pasted text",
        }
    }
}

fn is_python(text: &str) -> bool {
    let imports = |line: &str| line.starts_with("import ") || line.starts_with("from ");
    settings::has(text).is_some() || text.lines().any(imports) && python::File::read(text).is_ok()
}
