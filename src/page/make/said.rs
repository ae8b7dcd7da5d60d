//! What can be copied, and what is said of the last press of a button.

use crate::make::{COPIED, NEW, NOT_COPIED, SELECTED};

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Part {
    Line,
    Key,
    Settings,
    Starts,
    Ignored,
}

impl Part {
    pub(super) const ALL: [Self; 5] = [Self::Line, Self::Key, Self::Settings, Self::Starts, Self::Ignored];

    /// The id of its button.
    pub(super) const fn button(self) -> &'static str {
        match self {
            Self::Line => "copy",
            Self::Key => "copy-key",
            Self::Settings => "copy-settings",
            Self::Starts => "copy-starts",
            Self::Ignored => "copy-ignore",
        }
    }
}

/// What the last press of a button came to, said in the live region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Copied(Part),
    Selected,
    NotCopied,
    Cleared,
    NotCleared,
    New,
    Replaced,
}

impl Said {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Copied(_) => COPIED,
            Self::Selected => SELECTED,
            Self::NotCopied => NOT_COPIED,
            Self::Cleared => "Clipboard cleared.",
            Self::NotCleared => "Copy something else to clear the clipboard. The browser blocked it.",
            Self::New => NEW,
            Self::Replaced => "Copy this key. Keyproof’s check found a problem with the first one, and replaced it.",
        }
    }
}
