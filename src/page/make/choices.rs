//! What the user has chosen and typed, and the wish that comes of it.

use std::fmt;

use crate::{
    key::{Alphabet, AlphabetError, KeyError, LONGEST, Preset},
    line::Destination,
    make::{Kind, MakeError, Wish},
    name::{NameError, VariableName},
    page::preferences::Preferences,
    product::Product,
    setup::Setup,
    store::Store,
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
    /// Where the key is kept, unless that is a file.
    pub(super) store: Option<&'static Store>,
    pub(super) product: Option<Product>,
    /// As the address had it.
    pub(super) version: Option<&'static str>,
}

/// Something the user did.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::page) enum Action {
    New,
    Destination(Destination),
    Preset(&'static Preset),
    OwnAlphabet,
    Alphabet(String),
    Length(String),
    Name(String),
    Store(Option<&'static Store>),
    Product(Option<Box<Product>>),
    Setup(Box<Setup>),
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
    Forgotten,
}

impl Problem {
    /// The key is gone because the user wanted it so, or has left.
    pub(super) const FORGOTTEN: Self = Self { place: Place::Elsewhere, error: Error::Forgotten };

    /// Stands in the line's place while the line is being made.
    pub(super) const NOTHING_YET: Self = Self { place: Place::Elsewhere, error: Error::NotANumber };

    /// Whether there is no randomness in this browser.
    pub(super) const fn is_broken(&self) -> bool {
        matches!(self.error, Error::Make(MakeError::Key(KeyError::Random(_))))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Error::Name(error) => error.fmt(f),
            Error::Alphabet(error) => error.fmt(f),
            Error::NotANumber => write!(f, "Enter a length of up to {LONGEST}."),
            Error::Make(error) => error.fmt(f),
            Error::Forgotten => f.write_str("Press New key. The last one was forgotten."),
        }
    }
}

impl From<MakeError> for Problem {
    fn from(error: MakeError) -> Self {
        let place = match error {
            MakeError::Key(KeyError::TooShort { .. } | KeyError::TooLong) => Place::Length,
            MakeError::Key(KeyError::TooNarrow | KeyError::Random(_))
            | MakeError::CannotCarry(_)
            | MakeError::Unfit
            | MakeError::Given(_) => Place::Elsewhere,
        };
        Self { place, error: Error::Make(error) }
    }
}

impl Action {
    /// Whether it asks for another key to be made, not for another line.
    pub(super) const fn is_of_a_new_key(&self) -> bool {
        matches!(self, Self::New | Self::Preset(_) | Self::OwnAlphabet | Self::Alphabet(_) | Self::Length(_))
    }
}

impl Choices {
    /// Those of the last visit.
    pub(super) fn remembered() -> Self {
        let Preferences { destination, preset, length, store, product, .. } = Preferences::load();
        Self {
            destination,
            preset: Some(preset),
            alphabet: "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789".to_owned(),
            length: length.to_string(),
            name: Setup::of(product).name.to_string(),
            store,
            product,
            version: None,
        }
    }

    /// Remembers what may be remembered: nothing that was typed but a valid length.
    pub(super) fn remember(&self) {
        let Self { destination, preset: Some(preset), store, product, .. } = *self else { return };
        if let Ok(wish) = self.wish() {
            Preferences::update(|remembered| {
                *remembered = Preferences { destination, preset, length: wish.length, store, product, ..*remembered };
            });
        }
    }

    /// What the variable is called, if that is a name.
    pub(super) fn named(&self) -> Result<VariableName, Problem> {
        VariableName::parse(&self.name).map_err(|error| Problem { place: Place::Name, error: Error::Name(error) })
    }

    /// What is to be made, or the first thing that stands in its way.
    pub(super) fn wish(&self) -> Result<Wish, Problem> {
        let name = self.named()?;
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

    /// Does what the user chose.
    pub(super) fn change(&mut self, action: Action) {
        match action {
            Action::New => {}
            Action::Destination(destination) => self.destination = destination,
            Action::Preset(preset) => {
                self.preset = Some(preset);
                self.length = preset.length.to_string();
            }
            Action::OwnAlphabet => self.preset = None,
            Action::Alphabet(alphabet) => self.alphabet = alphabet,
            Action::Length(length) => self.length = length,
            Action::Name(name) => self.name = name,
            Action::Store(store) => self.store = store,
            Action::Product(product) => {
                self.follow(Setup { version: self.version, ..Setup::of(product.map(|product| *product)) });
            }
            Action::Setup(setup) => self.follow(*setup),
        }
    }

    /// Takes a set-up over, and a kind and a length of key that its product takes.
    fn follow(&mut self, setup: Setup) {
        let Setup { destination, name, store, product, version } = setup;
        (self.destination, self.store, self.product, self.version) = (destination, store, product, version);
        self.name = name.to_string();
        let Some(product) = product else { return };
        if let Some(preset) = product.preset {
            self.change(Action::Preset(preset));
        }
        if self.length.trim().parse().is_ok_and(|length: usize| length < product.least) {
            self.length = product.least.to_string();
        }
    }

    /// The set-up as it stands, with the usual name where there is none.
    pub(super) fn setup(&self) -> Setup {
        let usual = Setup::of(self.product);
        let name = VariableName::parse(&self.name).unwrap_or(usual.name);
        Setup { destination: self.destination, name, store: self.store, product: self.product, version: self.version }
    }

    /// The product, where its own file is what the line goes into.
    pub(super) fn product_file(&self) -> Option<Product> {
        self.product.filter(|product| product.destination == self.destination && self.store.is_none())
    }

    /// The variable's name, or the usual one while what is typed is none.
    pub(super) fn variable(&self) -> VariableName {
        VariableName::parse(&self.name).unwrap_or_else(|_| VariableName::usual())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Choices {
        Choices {
            destination: Destination::Anywhere,
            preset: Preset::find("portable"),
            alphabet: "ab".to_owned(),
            length: "50".to_owned(),
            name: "SECRET_KEY".to_owned(),
            store: None,
            product: None,
            version: None,
        }
    }

    #[track_caller]
    fn problem(actions: impl IntoIterator<Item = Action>, place: Place) {
        let mut choices = choices();
        actions.into_iter().for_each(|action| choices.change(action));
        assert_eq!(choices.wish().map_err(|problem| problem.place), Err(place));
    }

    #[test]
    fn each_problem_is_told_beside_its_field() {
        assert!(choices().wish().is_ok());
        problem([Action::Name("A B".to_owned())], Place::Name);
        problem([Action::Length("many".to_owned())], Place::Length);
        problem([Action::Length(String::new())], Place::Length);
        problem([Action::OwnAlphabet, Action::Alphabet("a".to_owned())], Place::Alphabet);
    }

    #[test]
    fn a_product_brings_its_set_up() {
        let product = |id| Some(Product::find(id).expect("a product"));
        let mut choices = choices();
        choices.change(Action::Length("40".to_owned()));
        choices.change(Action::Product(product("netbox").map(Box::new)));
        assert_eq!((&*choices.destination.id(), &*choices.length), ("compose-env-file", "50"));
        choices.change(Action::Product(product("intelowl").map(Box::new)));
        assert_eq!((&*choices.name, &*choices.length), ("DJANGO_SECRET", "64"));
        assert_eq!(choices.setup().query(), "?product=intelowl");
        choices.change(Action::Name("A SECRET".to_owned()));
        assert_eq!(choices.setup().query(), "?product=intelowl");
        choices.change(Action::Destination(Destination::Anywhere));
        assert_eq!(choices.product_file(), None);
        choices.change(Action::Product(None));
        assert_eq!((&*choices.name, choices.setup().query()), ("DJANGO_SECRET_KEY", String::new()));
    }

    #[test]
    fn a_preset_brings_its_length() {
        let mut choices = choices();
        choices.change(Action::Preset(Preset::find("hex").expect("a preset")));
        assert_eq!(choices.length, "64");
    }
}
