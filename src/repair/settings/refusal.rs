//! Why a settings file is not repaired.

use std::fmt;

use crate::line::CannotCarry;

/// Why a file is not repaired. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not Python, from this line on.
    NotPython(usize),
    /// It binds no key.
    NoKey,
    /// It names the key, but where it is bound is not seen.
    NotSeen,
    /// Another file or a service gives the key.
    Elsewhere,
    /// Another file or a service gives the key, and this one has a default for it.
    ElsewhereFirst,
    /// The key is made by code that would have to be run.
    Code,
    /// It sets the variable itself.
    SetsVariable,
    /// There are too many places.
    TooMuch,
    /// Nothing shows that the repaired file would stop.
    NotProven,
    /// What replaces or refuses keys would do so no more.
    Guarded,
    /// The key is a part of a variable.
    Part,
    /// Code puts the old keys together.
    Fallbacks,
    /// Several keys, one of which counts.
    Several,
    /// The key cannot be written for the loader.
    CannotCarry(CannotCarry),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::NotPython(line) => {
                return write!(f, "Paste the whole file. Python can’t parse it from line {line}.");
            }
            Self::CannotCarry(error) => return error.fmt(f),
            Self::NoKey => "Paste the file that sets SECRET_KEY. Nothing in this one does.",
            Self::NotSeen => {
                "Set SECRET_KEY on a line of its own, or paste the file that does. This one names it, but Keyproof can’t follow what sets it."
            }
            Self::Elsewhere => {
                "Paste the file that has the key. It comes from another file or service, so there is nothing to repair here."
            }
            Self::ElsewhereFirst => {
                "Take the default out by hand. The key comes from another file or service first, and what Keyproof would write no longer asks that."
            }
            Self::Code => {
                "Set SECRET_KEY to one string first. Code puts the key together, and only running it would tell which key that gives."
            }
            Self::SetsVariable => {
                "Remove the line that sets the variable in os.environ first. With it, the variable is never missing."
            }
            Self::TooMuch => {
                "Paste the part around the right line. The file sets SECRET_KEY in too many places to follow."
            }
            Self::NotProven => {
                "Repair this file by hand. Keyproof couldn’t confirm that the changed file stops without the variable."
            }
            Self::Guarded => {
                "Repair this file by hand. Its code rejects or replaces some keys, and would stop doing so, or stop with the right key, if this were rewritten."
            }
            Self::Part => {
                "Repair this file by hand. A part of the variable is the key, and what Keyproof would write takes all of it."
            }
            Self::Fallbacks => {
                "Write each old key in SECRET_KEY_FALLBACKS as one string first. Code puts them together, and only running it would tell which keys those are."
            }
            Self::Several => {
                "Leave one key, and repair again. The file has several, and which one counts is decided outside it."
            }
        };
        f.write_str(sentence)
    }
}

impl std::error::Error for Refusal {}
