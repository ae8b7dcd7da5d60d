//! What hands out keys: none that our own check calls anything but fit.

use std::{cell::OnceCell, rc::Rc};

use super::{Kind, Made, MakeError, Wish};
use crate::{
    check::Checker,
    key::{Limits, PORTABLE, Recipe},
    line::{Destination, Line},
    loader::Form,
    name::VariableName,
    quoting::BARE,
    random::{Random, WebCrypto},
    secret::Secret,
};

/// Keys that the check finds fault with, one after the other, until there is no key. One random key in 2^26 or
/// fewer is such, and is drawn again; three in a row come of an alphabet whose keys look typed, or of a generator
/// that is not random.
const MOST_UNFIT: usize = 3;

/// What hands out keys: none that our own check calls anything but fit. Its clones share what they remember.
#[derive(Debug, Clone, Default)]
pub struct Maker {
    random: WebCrypto,
    /// Made when the first key is judged: its words take a moment.
    checker: Rc<OnceCell<Checker>>,
}

impl Maker {
    /// Where its randomness comes from.
    pub fn random(&self) -> WebCrypto {
        self.random.clone()
    }

    /// Whether the check finds nothing against `key`.
    pub fn is_fit(&self, key: &Secret) -> bool {
        self.checker().is_fit(key)
    }

    /// The check.
    pub fn checker(&self) -> &Checker {
        self.checker.get_or_init(Checker::default)
    }

    /// A key and its line that are not judged yet, so that they are there soon: for [`Self::is_fit`] soon after.
    pub fn first(&self, wish: &Wish) -> Result<Made, MakeError> {
        wish.make(self.random())
    }

    /// The key of a line that [`first_line`] has made for this wish; none if it is no such line.
    pub fn take_over(&self, wish: &Wish, line: &Secret) -> Option<Made> {
        let name = VariableName::usual();
        let value = line.expose().strip_prefix(name.as_str())?.strip_prefix(Form::ASSIGNMENT.between)?;
        let recipe = PORTABLE.recipe(wish.length, &Limits::NONE).ok()?;
        let is_such = wish.needs_no_limits()
            && wish.name == name
            && value.len() == wish.length
            && recipe.places().zip(value.bytes()).all(|(place, symbol)| place.symbols().contains(&symbol));
        let line = Line { name, quoting: BARE, value: value.into() };
        is_such.then(|| Made { key: value.into(), recipe: Some(recipe), limits: Limits::NONE, line })
    }

    /// A new key and its line.
    pub fn make(&self, wish: &Wish) -> Result<Made, MakeError> {
        self.fit(|| wish.make(self.random()), |made| &made.key)
    }

    /// `made` again for this wish, see [`Wish::adapt`].
    pub fn adapt(&self, wish: &Wish, made: Made) -> Result<Made, MakeError> {
        let mut before = Some(made);
        let again = || match before.take() {
            Some(made) => wish.adapt(made, self.random()),
            None => wish.make(self.random()),
        };
        self.fit(again, |made| &made.key)
    }

    /// A key and its line, for many of them from the same bytes, see [`Wish::one`].
    pub fn one(
        &self,
        wish: &Wish,
        recipe: &Recipe,
        random: &mut Random<WebCrypto>,
    ) -> Result<(Secret, Line), MakeError> {
        self.fit(|| wish.one(recipe, random), |(key, _)| key)
    }

    /// A key alone, for many of them from the same bytes. Of a preset for one loader or for Anywhere, the recipe
    /// makes no key that cannot be carried, which a test of `make.rs` and the property of limits in `line.rs` hold; of
    /// all others each key's line is written and read back.
    pub fn one_key(&self, wish: &Wish, recipe: &Recipe, random: &mut Random<WebCrypto>) -> Result<Secret, MakeError> {
        match (&wish.kind, wish.destination) {
            (Kind::Preset(_), Destination::Anywhere | Destination::Loader(_)) => {
                self.fit(|| Ok(recipe.make(random)?), |key| key)
            }
            _ => Ok(self.one(wish, recipe, random)?.0),
        }
    }

    pub(super) fn fit<T>(
        &self,
        mut draw: impl FnMut() -> Result<T, MakeError>,
        key: fn(&T) -> &Secret,
    ) -> Result<T, MakeError> {
        for _ in 0..MOST_UNFIT {
            let drawn = draw()?;
            if self.is_fit(key(&drawn)) {
                return Ok(drawn);
            }
        }
        Err(MakeError::Unfit)
    }
}
