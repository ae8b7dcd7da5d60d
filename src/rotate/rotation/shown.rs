//! What there is to show of each part, and what the last press came to.

use super::{Date, Part, Piece, Rotation, Text};
use crate::{
    make::{COPIED, NOT_COPIED, SELECTED},
    random::RandomError,
    rotate::steps::Code,
};

/// A part as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Where it goes: a file, a terminal, a store.
    pub place: String,
    /// What is there.
    pub content: Content,
    /// What its button to copy says; empty where nothing is to be copied.
    pub copy: &'static str,
}

/// What is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A piece of a file, or commands.
    Code(String),
    /// Something to read.
    Words(String),
    /// A secret, which is in [`Rotation::written`].
    Secret {
        /// Whether there is one.
        is_there: bool,
        /// Why not, in a sentence; empty if that goes without saying.
        problem: String,
    },
}

/// What the last press came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing is to be said.
    Nothing,
    /// It was copied.
    Copied,
    /// It could not be, and is selected instead.
    Selected,
    /// It could not be.
    NotCopied,
    /// The calendar's entry was saved.
    Saved,
    /// It could not be.
    NotSaved,
    /// There is no day to save.
    NoDay,
    /// There is no randomness for its id.
    NoRandom(RandomError),
}

impl From<RandomError> for Said {
    fn from(error: RandomError) -> Self {
        Self::NoRandom(error)
    }
}

impl Said {
    /// What the calendar's entry is called.
    pub const FILE: &str = "drop-the-old-key.ics";

    /// Of copying: whether it was `done`, and if not, whether the text is selected instead.
    pub const fn copied(done: bool, is_selected: bool) -> Self {
        match (done, is_selected) {
            (true, _) => Self::Copied,
            (false, true) => Self::Selected,
            (false, false) => Self::NotCopied,
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Copied => COPIED,
            Self::Selected => SELECTED,
            Self::NotCopied => NOT_COPIED,
            Self::Saved => "Saved drop-the-old-key.ics. It contains no key.",
            Self::NotSaved => "Try another browser. This one blocked saving the file.",
            Self::NoDay => "Enter a day that exists.",
            Self::NoRandom(error) => error.sentence(),
        }
    }
}

impl Rotation {
    /// A part as this plan shows it; nothing where it doesn't.
    pub fn shown(&self, part: Part) -> Option<Shown> {
        let plan = self.plan()?;
        let in_store = self.current.is_in_store();
        let secret = |is_there, problem| Content::Secret { is_there, problem };
        let (content, copy) = match part {
            Part::Code(code) => {
                let (place, text) = plan.code(code)?;
                let copy = match code {
                    Code::Settings => "Copy the lines",
                    Code::Rename => "Copy the name",
                    Code::Count | Code::Clear | Code::Search | Code::Rewrite => "Copy the command",
                };
                return Some(Shown { place: place.to_owned(), content: Content::Code(text), copy });
            }
            Part::Store => match &self.current.replace.as_ref()?.1 {
                Piece::Words(words) => (Content::Words(words.clone()), ""),
                Piece::Code(code) => (Content::Code(code.clone()), "Copy the command that replaces"),
            },
            Part::New => {
                let problem = self.made.as_ref().err().map(ToString::to_string).unwrap_or_default();
                (secret(self.made.is_ok(), problem), if in_store { "Copy key" } else { "Copy line" })
            }
            Part::NewAsFallback => {
                if !plan.rolling {
                    return None;
                }
                // What stands in its way is told of beside the new key.
                let copy = if in_store { "Copy key as fallback" } else { "Copy fallback line" };
                (secret(self.made.is_ok(), String::new()), copy)
            }
            Part::Old => {
                let is_there = self.old.as_ref().is_ok_and(|lines| !lines.is_empty());
                let problem = self.old.as_ref().err().map(ToString::to_string).unwrap_or_default();
                (secret(is_there, problem), "Copy old key’s line")
            }
            Part::Day => return None,
        };
        let place = match (&self.current.replace, part) {
            (Some((store, _)), Part::NewAsFallback) => [store, ", as ", plan.fallback().as_str()].concat(),
            (Some((store, _)), _) => (*store).to_owned(),
            (None, _) => plan.place().to_owned(),
        };
        Some(Shown { place, content, copy })
    }

    /// When the old key can go, or what to type so that this is told.
    pub fn drop_words(&self) -> String {
        let Some(plan) = self.plan() else { return String::new() };
        match plan.drop_day() {
            Some(day) => format!("Remove the old key on or after {day}."),
            None if Date::parse(self.text(Text::Day)).is_some() => "Type each time in seconds.".to_owned(),
            None => "Type the day as 2026-01-31.".to_owned(),
        }
    }

    /// What is to be said of the lines of `settings.py` where a store keeps the key.
    pub fn of_store(&self) -> Option<String> {
        let (store, _) = self.current.replace.as_ref()?;
        Some(
            [
                "The lines of settings.py are for variables in the environment. Where settings.py asks ",
                store,
                " itself, ask for the old key there in the same way, as a secret of its own.",
            ]
            .concat(),
        )
    }
}
