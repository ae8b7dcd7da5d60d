//! A key that is made with randomness of the user's own, and can be made again by hand.

use std::fmt::Write as _;

use super::{Made, MakeError, Maker, Wish};
use crate::{
    key::Recipe,
    listed::Listed,
    random::{Mixed, Random, Source},
    secret::Secret,
};

impl Maker {
    /// A new key and its line, with what the user gave mixed into Web Crypto's bytes, and a program in Python
    /// that makes the same key of the same bytes.
    pub fn by_hand(&self, wish: &Wish, own: &Secret) -> Result<(Made, Secret), MakeError> {
        self.fit(|| wish.by_hand(self.random(), own), |(made, _)| &made.key)
    }
}

impl Wish {
    /// The same with another source, and not judged.
    pub fn by_hand<S: Source>(&self, source: S, own: &Secret) -> Result<(Made, Secret), MakeError> {
        let limits = self.limits();
        let recipe = self.recipe_within(&limits)?;
        let mut random = Random::start(source)?.mixed(Mixed::new(Secret::from(own.expose())));
        let (key, line) = self.one(&recipe, &mut random)?;
        let program = random.mix().map_or_else(|| Secret::from(""), |mixed| program(&recipe, mixed));
        Ok((Made { key, recipe: Some(recipe), limits, line }, program))
    }
}

/// The program. It holds what was drawn and given, so it is as secret as the key.
fn program(recipe: &Recipe, mixed: &Mixed) -> Secret {
    let places: Vec<_> = recipe.places().listed();
    let [first, middle, last] = [0, 1, places.len() - 1].map(|place| places[place].as_str());
    let length = places.len();
    // Its whole capacity at once, so that growing leaves no copy behind.
    let mut text = String::with_capacity(1024 + 2 * (mixed.drawn().len() + mixed.own().expose().len()));
    text.push_str("import hashlib\n\n# From Web Crypto:\ndrawn = bytes.fromhex(\"");
    hex(&mut text, mixed.drawn());
    text.push_str("\")\n# Your own, in UTF-8:\nown = bytes.fromhex(\"");
    hex(&mut text, mixed.own().expose().as_bytes());
    text.push_str("\")\n");
    for (name, symbols) in [("first", first), ("middle", middle), ("last", last)] {
        let quoted = symbols.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(text, "{name} = \"{quoted}\"");
    }
    let _ = write!(
        text,
        "key = \"\"
for at, byte in enumerate(drawn):
    if len(key) == {length}:
        key = \"\"  # that one could not be carried
    symbols = first if not key else last if len(key) == {length} - 1 else middle
    byte ^= hashlib.sha256(own + (at // 32).to_bytes(4, \"big\")).digest()[at % 32]
    if byte < 256 - 256 % len(symbols):
        key += symbols[byte % len(symbols)]
print(key)
"
    );
    Secret::new(text)
}

fn hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
}
