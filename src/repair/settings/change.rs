//! What was made of each place of a settings file, in words.

use std::ops::Range;

/// What was made of one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The key stood there.
    HardCoded,
    /// A default stood there.
    Default,
    /// Without the variable there was no key.
    Nothing,
    /// A new key was made each time.
    Random,
    /// An old key stood there.
    Fallback,
    /// Empty fallbacks were not left out.
    EmptyFallback,
    /// It was right.
    Right,
    /// What gives the key is not in this file.
    Elsewhere,
    /// It is for development, and production cannot come to it.
    DevelopmentOnly,
    /// Something further down takes its place.
    Overwritten,
    /// The key still stands there, for something else.
    LeftOver,
    /// A key stands in a comment or in a text that does nothing.
    Commented,
}

impl Change {
    /// What was done, in a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::HardCoded => "The key was in the code. Now it is read from the variable.",
            Self::Default => "Without the variable, a key in the code was used. Now Django stops.",
            Self::Nothing => {
                "Without the variable, the key was empty and the error didn’t say why. Now it names the variable."
            }
            Self::Random => {
                "Each process generated a new key at its start, which ends all sessions. Now the key stays the same."
            }
            Self::Fallback => "An old key was in the code. Now it is read from a variable of its own.",
            Self::EmptyFallback => {
                "Without the variable, an empty string was a fallback, with which anyone can forge cookies. Now empty ones are left out."
            }
            Self::Right => "Already right: without a key, Django stops.",
            Self::Elsewhere => {
                "The key comes from another file or service. Make sure that Django stops if there is none."
            }
            Self::DevelopmentOnly => {
                "Left as it is: this is for development or tests, and production doesn’t reach it."
            }
            Self::Overwritten => "Left as it is: this is replaced further down, so nothing uses it.",
            Self::Commented => {
                "Left as it is: a key in a comment. Anyone who has the file has the key. Remove it, and generate a new one if it was ever used."
            }
            Self::LeftOver => "The same string is here too, and is left as it is. Remove it if it is the key.",
        }
    }

    /// Whether something was written anew.
    pub const fn is_change(self) -> bool {
        !matches!(
            self,
            Self::Right
                | Self::Elsewhere
                | Self::DevelopmentOnly
                | Self::Overwritten
                | Self::LeftOver
                | Self::Commented
        )
    }
}

/// What was made of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The bytes of the text before.
    pub span: Range<usize>,
    /// What was made of it.
    pub change: Change,
}
