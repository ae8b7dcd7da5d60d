//! The form of a line, and the kind of file that it is a part of.

/// What a line is made of beside the name and the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What begins the file, or its section: whole lines, once.
    pub head: &'static str,
    /// Before the name of the first line.
    pub first: &'static str,
    /// Before the name of each further one.
    pub further: &'static str,
    /// Between the name and the value.
    pub between: &'static str,
    /// After the value, less the newline.
    pub after: &'static str,
    /// The kind of file that the line is a part of.
    pub file: FileKind,
}

/// A kind of file, as far as it matters who can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `NAME=value` lines: what is shared as a `.env`.
    Env,
    /// `[section]` lines with `name = value` under them.
    Ini,
    /// A unit file of systemd.
    Unit,
    /// YAML: a manifest, or a file of Compose.
    Yaml,
    /// A file that only this loader's program knows.
    Own,
}

impl Form {
    /// `NAME=value`
    pub const ASSIGNMENT: Self =
        Self { head: "", first: "", further: "", between: "=", after: "", file: FileKind::Env };
    /// `export NAME=value`
    pub const EXPORT: Self = Self { first: "export ", further: "export ", ..Self::ASSIGNMENT };

    /// The form of the line by itself: without what stands on the lines before it, and before it on its own.
    #[must_use]
    pub fn by_itself(self) -> Self {
        Self { head: "", first: self.first.trim_start(), ..self }
    }

    /// The form of a further line of the same file: without what begins the file or its section.
    #[must_use]
    pub fn further(self) -> Self {
        Self { head: "", first: self.further, ..self }
    }
}
