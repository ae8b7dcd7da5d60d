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
            Self::HardCoded => "The key stood in the code. It is read from the variable now.",
            Self::Default => "Without the variable, a key that stands in the code was used. Django stops now.",
            Self::Nothing => {
                "Without the variable, the key was empty and the error did not say why. It names the variable now."
            }
            Self::Random => {
                "A new key was made at each start and in each process, which ends all sessions. It stays the same now."
            }
            Self::Fallback => "An old key stood in the code. It is read from a variable of its own now.",
            Self::EmptyFallback => {
                "Without the variable, an empty text was a fallback, with which anyone can forge cookies. Empty ones are left out now."
            }
            Self::Right => "Already right: without a key, Django stops.",
            Self::Elsewhere => {
                "The key comes from another file or service. Make sure that Django stops where it has none."
            }
            Self::DevelopmentOnly => {
                "Left as it is: it is for development or tests, and production does not come to it."
            }
            Self::Overwritten => "Left as it is: it is replaced further down, so nothing uses it.",
            Self::Commented => {
                "Left as it is: a key in a comment. Whoever has the file has it: take it out, and make a new one if it was ever used."
            }
            Self::LeftOver => "The same text stands here, too, and is left as it is. Take it out if it is the key.",
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
