//! The line that the page shows first.

use crate::{
    key::{LONGEST, PORTABLE},
    line::Written,
    loader::Form,
    name::VariableName,
    random::{Random, RandomError, Source},
    secret::Secret,
};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        key::Limits,
        line::Destination,
        make::{Kind, Maker, Wish},
        random::tests::Seeded,
    };

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
        let mut wish = Wish {
            destination: Destination::Anywhere,
            kind: Kind::Preset(&PORTABLE),
            length: PORTABLE.length,
            name: VariableName::usual(),
        };
        let maker = Maker::default();
        let line = first_line(0, Seeded(4)).expect("it draws").expect("a line").text;
        let made = maker.take_over(&wish, &line).expect("the wish could have drawn it");
        assert_eq!(made.key.expose(), &line.expose()["DJANGO_SECRET_KEY=".len()..]);
        assert_eq!(made.line.text(Form::ASSIGNMENT).expose(), line.expose());
        assert_eq!(made.recipe, Some(wish.recipe().expect("a recipe")));
        for other in ["", "DJANGO_SECRET_KEY=", &line.expose().replace('=', "=-"), &line.expose().replace('Y', "Z")] {
            assert!(maker.take_over(&wish, &other.into()).is_none(), "{other}");
        }
        wish.length = 51;
        assert!(maker.take_over(&wish, &line).is_none(), "another length");
    }
}
