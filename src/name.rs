//! The name of the environment variable that carries the key.

use std::fmt;

/// A name that every loader and shell takes for a variable's: a letter or `_`, then letters, digits
/// and `_`, at most 128 ASCII characters, and none that shells keep for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableName(String);

/// Why a text is no variable name. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// Nothing was given.
    Empty,
    /// A character that is not an ASCII letter, a digit or `_`.
    Character(char),
    /// It begins with a digit.
    LeadingDigit,
    /// More than 128 characters.
    TooLong,
    /// A shell keeps this name for itself.
    Taken,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The variable needs a name, such as DJANGO_SECRET_KEY."),
            Self::Character(' ') => f.write_str("A variable’s name cannot hold a space; use _ instead."),
            Self::Character(character) => {
                write!(f, "A variable’s name cannot hold “{character}”; use letters, digits and _ only.")
            }
            Self::LeadingDigit => f.write_str("A variable’s name cannot begin with a digit; put a letter or _ first."),
            Self::TooLong => f.write_str("A variable’s name can have at most 128 characters; shorten it."),
            Self::Taken => f.write_str("Shells use this name themselves; choose another, such as DJANGO_SECRET_KEY."),
        }
    }
}

impl std::error::Error for NameError {}

const LONGEST: usize = 128;

/// Names that bash, dash, zsh or the system give a meaning, so that setting them fails or breaks
/// what runs next (bash(1), "Shell Variables"; POSIX.1-2024, XCU 2.5.3; zshparam(1)).
const TAKEN: &[&str] = &[
    "_",
    "BASHOPTS",
    "BASHPID",
    "BASH_ENV",
    "CDPATH",
    "EGID",
    "ENV",
    "EUID",
    "FUNCNAME",
    "GID",
    "HISTCMD",
    "HOME",
    "IFS",
    "LANG",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "LINENO",
    "OLDPWD",
    "OPTIND",
    "PATH",
    "POSIXLY_CORRECT",
    "PPID",
    "PS1",
    "PS2",
    "PS4",
    "PWD",
    "PYTHONPATH",
    "RANDOM",
    "SECONDS",
    "SHELL",
    "SHELLOPTS",
    "SHLVL",
    "TERM",
    "UID",
    "USER",
    "USERNAME",
];

/// Whether shells or the system keep this name for themselves.
pub(crate) fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name)
}

impl VariableName {
    /// Names that the page has at hand, the one that it starts with first.
    pub const USUAL: [&'static str; 4] = ["DJANGO_SECRET_KEY", "SECRET_KEY", "APP_SECRET_KEY", "PROD_SECRET_KEY"];

    /// The name that the page starts with.
    pub fn usual() -> Self {
        Self(Self::USUAL[0].to_owned())
    }

    /// `text` as a name, blanks round it dropped.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let text = text.trim();
        let Some(first) = text.chars().next() else { return Err(NameError::Empty) };
        if let Some(other) = text.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '_') {
            Err(NameError::Character(other))
        } else if first.is_ascii_digit() {
            Err(NameError::LeadingDigit)
        } else if text.len() > LONGEST {
            Err(NameError::TooLong)
        } else if is_taken(text) {
            Err(NameError::Taken)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// What a file calls a variable, whatever that is: to ask a loader for it, not to write it.
    #[cfg(test)]
    pub(crate) fn of_file(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The name; ASCII, unless it is a file's.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VariableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let parse = |text: &str| VariableName::parse(text).map(|name| name.0);
        for good in ["DJANGO_SECRET_KEY", "SECRET_KEY", "a", "_x1"] {
            assert_eq!(parse(good).as_deref(), Ok(good));
        }
        assert_eq!(parse(" SECRET_KEY\n").as_deref(), Ok("SECRET_KEY"));
        assert_eq!(parse(" "), Err(NameError::Empty));
        assert_eq!(parse("1A"), Err(NameError::LeadingDigit));
        assert_eq!(parse("A-B"), Err(NameError::Character('-')));
        assert_eq!(parse("KEY="), Err(NameError::Character('=')));
        assert_eq!(parse("CLÉ"), Err(NameError::Character('É')));
        assert_eq!(parse("PATH"), Err(NameError::Taken));
        assert_eq!(parse(&"A".repeat(129)), Err(NameError::TooLong));
    }
}
