//! Make: from a wish to a key and the line that carries it, proven to be read back.

mod by_hand;
mod first;
mod maker;
mod own;
mod proof;

use std::fmt::{self, Write as _};

pub use self::{
    first::first_line,
    maker::Maker,
    own::{CannotGive, of_a_field},
    proof::{Outcome, Proof, sum},
};
use crate::{
    key::{Alphabet, Bits, DJANGO, KeyError, Limits, PORTABLE, Preset, Recipe},
    line::{CannotCarry, Destination, Line},
    name::VariableName,
    random::{Random, RandomError, Source},
    secret::Secret,
};

/// Said when something has been copied, when the browser refused and the line is selected instead, and when there
/// is a new key: by the page, and by its script while the page has not all arrived.
pub const COPIED: &str = "Copied.";
/// See [`COPIED`].
pub const SELECTED: &str = "Press Ctrl+C or ⌘C to copy the selected text. The browser blocked the clipboard.";
/// See [`COPIED`]. Nothing is selected.
pub const NOT_COPIED: &str = "Select the text and press Ctrl+C or ⌘C. The browser blocked the clipboard.";
/// See [`COPIED`].
pub const NEW: &str = "New key made.";

/// Ids of the destinations that are shown without being looked for: those that most Django projects use.
pub const SHORT_LIST: [&str; 5] =
    ["anywhere", "python-decouple", "django-environ", "python-dotenv", "compose-env-file"];

/// What the user wants made.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Where the line goes.
    pub destination: Destination,
    /// What the key is made of.
    pub kind: Kind,
    /// How many symbols the key has.
    pub length: usize,
    /// The variable's name.
    pub name: VariableName,
}

/// What a key is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One of the presets.
    Preset(&'static Preset),
    /// The user's own alphabet.
    Custom(Alphabet),
}

impl Kind {
    /// The symbols that a key may hold, none twice.
    fn symbols(&self) -> &str {
        match self {
            Self::Preset(preset) => preset.symbols(),
            Self::Custom(alphabet) => alphabet.as_str(),
        }
    }
}

/// A key, how it was made, and the line that carries it to its destination.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Made {
    /// The key.
    pub key: Secret,
    /// The recipe it was drawn by, which knows its entropy; none where the user has given it.
    pub recipe: Option<Recipe>,
    /// What was left out of the keys it could have been.
    pub limits: Limits,
    /// The line, which the destination reads back as the key. A store is given the key alone: a key of the user's own
    /// may stand here as it is then.
    pub line: Line,
}

/// Why nothing was made. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MakeError {
    /// There is no such key.
    Key(KeyError),
    /// No key that was drawn could be carried.
    CannotCarry(CannotCarry),
    /// Our own check finds fault with each key that was drawn.
    Unfit,
    /// The user's own key is none that can be carried.
    Given(CannotGive),
}

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => error.fmt(f),
            Self::CannotCarry(error) => error.fmt(f),
            Self::Given(error) => error.fmt(f),
            Self::Unfit => f.write_str(
                "Choose more characters, or open the page in another browser. Keyproof’s own check finds fault with each key that was drawn, so none is shown.",
            ),
        }
    }
}

impl std::error::Error for MakeError {}

impl From<KeyError> for MakeError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<RandomError> for MakeError {
    fn from(error: RandomError) -> Self {
        Self::Key(error.into())
    }
}

/// Keys drawn until one can be carried. The recipe leaves out what its destination cannot carry,
/// so the first one can; more are drawn only where a loader's limits are not all known.
const TRIES: usize = 1000;

impl Wish {
    /// What no line carries to the destination, of the symbols of this kind of key.
    fn limits(&self) -> Limits {
        if self.needs_no_limits() { Limits::NONE } else { self.destination.limits(self.kind.symbols()) }
    }

    /// Whether it is known without asking that every such key can be carried: a test of `make/first.rs` asks.
    fn needs_no_limits(&self) -> bool {
        self.destination == Destination::Anywhere && matches!(self.kind, Kind::Preset(preset) if *preset == PORTABLE)
    }

    /// The recipe of the keys that fulfil this wish: those that the destination can carry.
    pub fn recipe(&self) -> Result<Recipe, KeyError> {
        self.recipe_within(&self.limits())
    }

    fn recipe_within(&self, limits: &Limits) -> Result<Recipe, KeyError> {
        match &self.kind {
            Kind::Preset(preset) => preset.recipe(self.length, limits),
            Kind::Custom(alphabet) => Recipe::new(alphabet, self.length, limits),
        }
    }

    /// What there is to know about this kind of key, and what its destination leaves out of it: a
    /// sentence or two for the user.
    pub fn why(&self, Made { recipe, limits, .. }: &Made) -> String {
        // Of a key that was given the check has said what there is to know.
        let Some(recipe) = recipe else { return String::new() };
        let (mut words, symbols) = match &self.kind {
            Kind::Preset(preset) if **preset == PORTABLE => {
                let django = DJANGO.recipe(DJANGO.length, &Limits::NONE).map_or(0.0, |recipe| recipe.bits());
                let words = format!(
                    "Letters, digits, - and _ need no quotes. This key has {} bits. Django’s have {}.",
                    Bits(recipe.bits()),
                    Bits(django),
                );
                (words, preset.symbols())
            }
            Kind::Preset(preset) => (preset.about.to_owned(), preset.symbols()),
            Kind::Custom(alphabet) => {
                (format!("Your own alphabet of {} characters.", alphabet.symbols().len()), alphabet.as_str())
            }
        };
        let left_out = |limit: &str| {
            let list: Vec<_> = symbols.chars().filter(|symbol| limit.contains(*symbol)).map(String::from).collect();
            list.join(" ")
        };
        let who = self.destination.who();
        for (what, list) in [
            ("", left_out(&limits.nowhere)),
            (" at the beginning", left_out(&limits.not_first)),
            (" at the end", left_out(&limits.not_last)),
        ] {
            if !list.is_empty() {
                let _ = write!(words, " Left out{what}: {list}. No quoting gets them to {who} unchanged.");
            }
        }
        words
    }

    /// A new key and its line.
    pub fn make<S: Source>(&self, source: S) -> Result<Made, MakeError> {
        let limits = self.limits();
        self.draw(self.recipe_within(&limits)?, limits, source)
    }

    fn draw<S: Source>(&self, recipe: Recipe, limits: Limits, source: S) -> Result<Made, MakeError> {
        let (key, line) = self.one(&recipe, &mut Random::start(source)?)?;
        Ok(Made { key, recipe: Some(recipe), limits, line })
    }

    /// A key by this wish's `recipe`, and its line.
    pub fn one<S: Source>(&self, recipe: &Recipe, random: &mut Random<S>) -> Result<(Secret, Line), MakeError> {
        let mut refused = None;
        for _ in 0..TRIES {
            let key = recipe.make(random)?;
            match self.destination.write(&self.name, &key) {
                Ok(line) => return Ok((key, line)),
                Err(error) => refused = Some(error),
            }
        }
        Err(refused.map_or(KeyError::TooNarrow.into(), MakeError::CannotCarry))
    }

    /// `made` again for this wish: the same key where this wish could have drawn it, with the line
    /// written anew; otherwise a new key.
    pub fn adapt<S: Source>(&self, made: Made, source: S) -> Result<Made, MakeError> {
        let limits = self.limits();
        let recipe = self.recipe_within(&limits)?;
        if made.recipe.as_ref() == Some(&recipe)
            && let Ok(line) = self.destination.write(&self.name, &made.key)
        {
            return Ok(Made { limits, line, ..made });
        }
        self.draw(recipe, limits, source)
    }
}

impl Made {
    /// The key's measure, in words.
    pub fn measure(&self) -> String {
        match &self.recipe {
            Some(recipe) => format!("{} characters, {} bits. ", recipe.length(), Bits(recipe.bits())),
            None => format!("{} characters. ", self.key.expose().chars().count()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{loader, random::tests::Seeded};

    fn wish(destination: Destination, preset: &str) -> Wish {
        let preset = Preset::find(preset).expect("a preset");
        Wish { destination, kind: Kind::Preset(preset), length: preset.length, name: VariableName::usual() }
    }

    #[test]
    fn what_is_made_is_read_back() {
        for destination in loader::ALL.iter().map(Destination::Loader).chain([Destination::Anywhere]) {
            for preset in crate::key::PRESETS {
                let made = wish(destination, preset.id).make(Seeded(3)).expect("a key");
                assert_eq!(made.key.expose().len(), preset.length);
                let shown = made.line.text(destination.form());
                let named = ["DJANGO_SECRET_KEY", destination.form().between].concat();
                assert!(shown.expose().contains(&named), "{}", destination.id());
                for proof in made.proofs(destination) {
                    if destination == Destination::Anywhere || destination == Destination::Loader(proof.loader) {
                        assert_eq!(proof.outcome, Outcome::Identical, "{} in {}", preset.id, proof.loader.id);
                    }
                }
            }
        }
    }

    /// [`Maker::one_key`] relies on it. `KEYS=1000` tries more.
    #[test]
    fn each_key_of_a_preset_can_be_carried() {
        let keys = std::env::var("KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(4);
        for destination in loader::ALL.iter().map(Destination::Loader).chain([Destination::Anywhere]) {
            for preset in crate::key::PRESETS {
                let wish = wish(destination, preset.id);
                let recipe = wish.recipe().expect("a recipe");
                let mut random = Random::start(Seeded(6)).expect("it draws");
                for _ in 0..keys {
                    let key = recipe.make(&mut random).expect("a key");
                    let written = destination.write(&wish.name, &key);
                    assert!(written.is_ok(), "{} {}: {}", destination.id(), preset.id, key.expose());
                }
            }
        }
    }

    #[test]
    fn a_key_is_kept_while_the_wish_could_have_drawn_it() {
        let anywhere = wish(Destination::Anywhere, "portable");
        let made = anywhere.make(Seeded(9)).expect("a key");
        let before = made.key.expose().to_owned();
        let decouple = wish(Destination::find("python-decouple").expect("a loader"), "portable");
        let made = decouple.adapt(made, Seeded(10)).expect("the same key");
        assert_eq!(made.key.expose(), before);
        let made = wish(Destination::Anywhere, "hex").adapt(made, Seeded(11)).expect("another key");
        assert_ne!(made.key.expose(), before);
    }
}
