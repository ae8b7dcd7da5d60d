//! Make: from a wish to a key and the line that carries it, proven to be read back.

mod by_hand;

use std::{
    cell::OnceCell,
    fmt::{self, Write as _},
    rc::Rc,
};

use crate::{
    check::Checker,
    key::{Alphabet, Bits, DJANGO, KeyError, LONGEST, Limits, PORTABLE, Preset, Recipe},
    line::{CannotCarry, Destination, Line, Written},
    loader::{self, FileKind, Form, Loader},
    name::VariableName,
    quoting::BARE,
    random::{Random, RandomError, Source, WebCrypto},
    reading::{Reading, Reason},
    secret::Secret,
};

/// Said when something has been copied, when the browser refused and the line is selected instead, and when there
/// is a new key: by the page, and by its script while the page has not all arrived.
pub const COPIED: &str = "Copied.";
/// See [`COPIED`].
pub const SELECTED: &str = "Press Ctrl+C or ⌘C to copy the selected text. The browser blocked the clipboard.";
/// See [`COPIED`].
pub const NEW: &str = "New key made.";

/// Ids of the destinations that are shown without being looked for: those that most Django projects use.
pub const SHORT_LIST: [&str; 5] =
    ["anywhere", "python-decouple", "django-environ", "python-dotenv", "compose-env-file"];

/// How many loaders read a line back as it is, in words.
pub fn sum(outcomes: impl Iterator<Item = Outcome>) -> String {
    let (mut good, mut all) = (0, 0);
    for outcome in outcomes {
        all += 1;
        good += usize::from(outcome == Outcome::Identical);
    }
    match (good, all) {
        (1, 1) => "It reads this key unchanged".to_owned(),
        _ if good == all => format!("All {all} loaders read this key unchanged"),
        _ => format!("{good} of {all} loaders read this key unchanged"),
    }
}

/// The line that the page shows first, before any loader can be asked: a Portable key of `length` symbols, or as
/// many as are usual if that is 0, for Anywhere, by the usual name; none where that would be too short or too
/// long. That every loader reads such a line back as it is, whatever the key, is what the tests below and those of
/// the loaders hold.
///
/// It draws as the recipe of such keys does, without asking the recipe for what is known here: this is a large
/// part of the small program in front of the page.
pub fn first_line<S: Source>(length: usize, source: S) -> Result<Option<Written>, RandomError> {
    let length = if length == 0 { PORTABLE.length } else { length };
    if !(SHORTEST_FIRST..=LONGEST).contains(&length) {
        return Ok(None);
    }
    let name = VariableName::usual();
    let parts = [name.as_str(), Form::ASSIGNMENT.between];
    let lead = parts.map(str::len).iter().sum();
    let mut random = Random::start(source)?;
    // Its whole capacity at once, so that growing leaves no copy behind.
    let mut text = String::with_capacity(lead + length);
    for part in parts {
        text.push_str(part);
    }
    for place in 0..length {
        let symbols = PORTABLE.symbols_at(place).as_bytes();
        text.push(char::from(symbols[random.below(symbols.len())?]));
    }
    Ok(Some(Written { text: Secret::new(text), lead }))
}

/// The shortest Portable key that is long enough: 21 symbols after a letter hold 131.7 bits, 20 hold 125.7.
const SHORTEST_FIRST: usize = 22;

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
    /// The recipe it was drawn by, which knows its entropy.
    pub recipe: Recipe,
    /// What was left out of the keys it could have been.
    pub limits: Limits,
    /// The line, which the destination reads back as the key.
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
}

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(error) => error.fmt(f),
            Self::CannotCarry(error) => error.fmt(f),
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
        is_such.then(|| Made { key: value.into(), recipe, limits: Limits::NONE, line })
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
    /// makes no key that cannot be carried, which a test below and the property of limits in `line.rs` hold; of
    /// all others each key's line is written and read back.
    pub fn one_key(&self, wish: &Wish, recipe: &Recipe, random: &mut Random<WebCrypto>) -> Result<Secret, MakeError> {
        match (&wish.kind, wish.destination) {
            (Kind::Preset(_), Destination::Anywhere | Destination::Loader(_)) => {
                self.fit(|| Ok(recipe.make(random)?), |key| key)
            }
            _ => Ok(self.one(wish, recipe, random)?.0),
        }
    }

    fn fit<T>(&self, mut draw: impl FnMut() -> Result<T, MakeError>, key: fn(&T) -> &Secret) -> Result<T, MakeError> {
        for _ in 0..MOST_UNFIT {
            let drawn = draw()?;
            if self.is_fit(key(&drawn)) {
                return Ok(drawn);
            }
        }
        Err(MakeError::Unfit)
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

    /// Whether it is known without asking that every such key can be carried: a test below asks.
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
                (format!("Your own alphabet of {} symbols.", alphabet.symbols().len()), alphabet.as_str())
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
                let _ = write!(words, " No quoting carries {list}{what} to {who}, so these keys are without.");
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
        Ok(Made { key, recipe, limits, line })
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
        if recipe == made.recipe
            && let Ok(line) = self.destination.write(&self.name, &made.key)
        {
            return Ok(Made { limits, line, ..made });
        }
        self.draw(recipe, limits, source)
    }
}

/// How one loader reads a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proof {
    /// The loader.
    pub loader: &'static Loader,
    /// What it makes of the line.
    pub outcome: Outcome,
}

/// What a loader makes of a line, without the value. Where it differs, the first reason is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It reads back the key, to the letter.
    Identical,
    /// It reads something else.
    Different(Option<Reason>),
    /// It does not find the variable.
    Missing(Option<Reason>),
    /// It stops with an error.
    Fails(Reason),
    /// It would run a part of the line.
    Unknown(Reason),
}

impl Outcome {
    /// What happens, in a few words that can follow the loader's name.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Identical => "reads it back identically",
            Self::Different(_) => "reads a different value",
            Self::Missing(_) => "does not find it",
            Self::Fails(_) => "stops with an error",
            Self::Unknown(_) => "runs a part of it",
        }
    }

    /// Why, if it is known.
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Identical => None,
            Self::Different(reason) | Self::Missing(reason) => reason,
            Self::Fails(reason) | Self::Unknown(reason) => Some(reason),
        }
    }
}

impl Made {
    /// The key's measure, in words.
    pub fn measure(&self) -> String {
        format!("{} characters, {} bits. ", self.recipe.length(), Bits(self.recipe.bits()))
    }

    /// What each loader makes of this very line, in the registry's order. A loader that has a form
    /// of its own (`export NAME=value`) gets the same value in that form. A file of another kind than
    /// the shared `NAME=value` lines is for its own loader alone.
    pub fn proofs(&self, destination: Destination) -> impl Iterator<Item = Proof> {
        let shared = destination.form().file == FileKind::Env;
        let asked = move |loader: &&Loader| {
            if shared { loader.form.file == FileKind::Env } else { destination.includes(loader) }
        };
        loader::ALL.iter().filter(asked).map(|loader| {
            let first = |notes: &[crate::reading::Note]| {
                notes.iter().map(|note| note.reason).find(|reason| *reason != Reason::Quotes)
            };
            let outcome = match self.line.read_by(loader) {
                reading if reading.is(&self.key) => Outcome::Identical,
                Reading::Value { notes, .. } => Outcome::Different(first(&notes)),
                Reading::Missing { notes } => Outcome::Missing(first(&notes)),
                Reading::Refused(note) => Outcome::Fails(note.reason),
                Reading::Unknown(note) => Outcome::Unknown(note.reason),
            };
            Proof { loader, outcome }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Seeded;

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
    fn the_first_line_a_visitor_sees_is_bare() {
        let wish = Wish {
            destination: Destination::Anywhere,
            kind: Kind::Preset(&PORTABLE),
            length: PORTABLE.length,
            name: VariableName::usual(),
        };
        let made = wish.make(Seeded(5)).expect("a key");
        assert_eq!(made.line.value.expose(), made.key.expose());
    }

    #[test]
    fn the_first_line_needs_no_loader_asked() {
        let limits = Destination::Anywhere.limits(PORTABLE.symbols());
        assert_eq!([&limits.not_first, &limits.nowhere, &limits.not_last], ["", "", ""]);
        let drawn = |text: &str| text.chars().all(|symbol| PORTABLE.symbols().contains(symbol));
        assert!(!limits.without.iter().any(|text| drawn(text)), "{limits:?}");
        for seed in 0..250_u8 {
            let length = [50, 22, 23, 49, 64, 512][usize::from(seed) % 6];
            let line = first_line(if length == 50 { 0 } else { length }, Seeded(seed.into()))
                .expect("it draws")
                .expect("a line");
            let (lead, key) = line.text.expose().split_at(line.lead);
            assert_eq!(lead, "DJANGO_SECRET_KEY=");
            let written = Destination::Anywhere.write(&VariableName::usual(), &key.into()).expect("it can be carried");
            assert!(written.text(Form::ASSIGNMENT).expose() == line.text.expose(), "a line of seed {seed}");
            let recipe = PORTABLE.recipe(length, &Limits::NONE).expect("a recipe");
            let mut random = Random::start(Seeded(seed.into())).expect("it draws");
            assert!(recipe.make(&mut random).expect("a key").expose() == key, "the key of seed {seed}");
        }
        for length in [1, SHORTEST_FIRST - 1, LONGEST + 1] {
            assert!(first_line(length, Seeded(1)).expect("it draws").is_none());
            assert!(PORTABLE.recipe(length, &Limits::NONE).is_err());
        }
        assert!(PORTABLE.recipe(SHORTEST_FIRST, &Limits::NONE).is_ok());
    }

    #[test]
    fn a_first_line_is_taken_over() {
        let mut wish = wish(Destination::Anywhere, "portable");
        let maker = Maker::default();
        let line = first_line(0, Seeded(4)).expect("it draws").expect("a line").text;
        let made = maker.take_over(&wish, &line).expect("the wish could have drawn it");
        assert_eq!(made.key.expose(), &line.expose()["DJANGO_SECRET_KEY=".len()..]);
        assert_eq!(made.line.text(Form::ASSIGNMENT).expose(), line.expose());
        assert_eq!(made.recipe, wish.recipe().expect("a recipe"));
        for other in ["", "DJANGO_SECRET_KEY=", &line.expose().replace('=', "=-"), &line.expose().replace('Y', "Z")] {
            assert!(maker.take_over(&wish, &other.into()).is_none(), "{other}");
        }
        wish.length = 51;
        assert!(maker.take_over(&wish, &line).is_none(), "another length");
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
