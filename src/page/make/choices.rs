//! What the user has chosen and typed, and the wish that comes of it.

use std::{fmt, rc::Rc};

use yew::Reducible;

use crate::{
    key::{Alphabet, AlphabetError, KeyError, LONGEST, Preset},
    line::Destination,
    loader,
    make::{Kind, MakeError, Wish},
    name::{NameError, VariableName},
    page::preferences::Preferences,
};

/// The choices. Texts are kept as they were typed, also while they make no sense.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choices {
    pub(super) destination: Destination,
    /// The preset, or none for the user's own alphabet.
    pub(super) preset: Option<&'static Preset>,
    pub(super) alphabet: String,
    pub(super) length: String,
    pub(super) name: String,
    /// How many times a new key was asked for.
    pub(super) asked: u32,
}

/// Something the user did.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Action {
    New,
    Destination(Destination),
    Preset(&'static Preset),
    OwnAlphabet,
    Alphabet(String),
    Length(String),
    Name(String),
}

/// Where a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Name,
    Length,
    Alphabet,
    /// In no field: the browser or the destination is the cause.
    Elsewhere,
}

/// Why there is no line, and in which field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) place: Place,
    pub(super) error: Error,
}

/// The error behind a problem. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    Name(NameError),
    Alphabet(AlphabetError),
    NotANumber,
    Make(MakeError),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Error::Name(error) => error.fmt(f),
            Error::Alphabet(error) => error.fmt(f),
            Error::NotANumber => write!(f, "The length has to be a number up to {LONGEST}."),
            Error::Make(error) => error.fmt(f),
        }
    }
}

impl From<MakeError> for Problem {
    fn from(error: MakeError) -> Self {
        let place = match error {
            MakeError::Key(KeyError::TooShort { .. } | KeyError::TooLong) => Place::Length,
            MakeError::Key(KeyError::TooNarrow | KeyError::Random(_)) | MakeError::CannotCarry(_) => Place::Elsewhere,
        };
        Self { place, error: Error::Make(error) }
    }
}

impl Choices {
    /// Those of the last visit.
    pub(super) fn remembered() -> Self {
        let Preferences { destination, preset, length, .. } = Preferences::load();
        Self {
            destination,
            preset: Some(preset),
            alphabet: "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789".to_owned(),
            length: length.to_string(),
            name: VariableName::usual().to_string(),
            asked: 0,
        }
    }

    /// Remembers what may be remembered: nothing that was typed but a valid length.
    pub(super) fn remember(&self) {
        let Self { destination, preset: Some(preset), .. } = *self else { return };
        if let Ok(wish) = self.wish() {
            Preferences::update(|remembered| {
                *remembered = Preferences { destination, preset, length: wish.length, ..*remembered };
            });
        }
    }

    /// Whether the preset with this id is chosen.
    pub(super) fn is_preset(&self, id: &str) -> bool {
        self.preset.is_some_and(|preset| preset.id == id)
    }

    /// What is to be made, or the first thing that stands in its way.
    pub(super) fn wish(&self) -> Result<Wish, Problem> {
        let name = VariableName::parse(&self.name)
            .map_err(|error| Problem { place: Place::Name, error: Error::Name(error) })?;
        let length =
            self.length.trim().parse().map_err(|_| Problem { place: Place::Length, error: Error::NotANumber })?;
        let kind = match self.preset {
            Some(preset) => Kind::Preset(preset),
            None => Kind::Custom(
                Alphabet::parse(&self.alphabet)
                    .map_err(|error| Problem { place: Place::Alphabet, error: Error::Alphabet(error) })?,
            ),
        };
        Ok(Wish { destination: self.destination, kind, length, name })
    }

    /// The lines of `settings.py`.
    pub(super) fn settings(&self) -> String {
        let name = VariableName::parse(&self.name).unwrap_or_else(|_| VariableName::usual());
        match self.destination {
            Destination::Loader(loader) => (loader.settings)(&name),
            Destination::Anywhere => loader::settings_from_environ(&name),
        }
    }
}

impl Reducible for Choices {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::New => next.asked += 1,
            Action::Destination(destination) => next.destination = destination,
            Action::Preset(preset) => {
                next.preset = Some(preset);
                next.length = preset.length.to_string();
            }
            Action::OwnAlphabet => next.preset = None,
            Action::Alphabet(alphabet) => next.alphabet = alphabet,
            Action::Length(length) => next.length = length,
            Action::Name(name) => next.name = name,
        }
        Rc::new(next)
    }
}
