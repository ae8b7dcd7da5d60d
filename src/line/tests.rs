//! Every key that is drawn has a line, and the line carries it.

use std::sync::LazyLock;

use super::*;
use crate::{
    key::{Limits, Preset},
    quoting::BARE,
    random::{Random, tests::Seeded},
    reading::Reason,
};

const PRINTABLE: &str =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

static LIMITS: LazyLock<Vec<(Destination, Limits)>> = LazyLock::new(|| {
    let all = loader::ALL.iter().map(Destination::Loader).chain([Destination::Anywhere]);
    all.map(|destination| (destination, destination.limits(PRINTABLE))).collect()
});

/// Every key that is drawn for loaders that share a file has a line that all of them read: for any
/// two of them, and for more, chosen at random.
#[test]
fn one_line_for_all_of_mine() {
    let shared: Vec<_> = loader::ALL.iter().filter(|loader| loader.form == loader::Form::ASSIGNMENT).collect();
    let mut random = Random::start(Seeded(21)).expect("a good source");
    let mut subsets: Vec<Vec<&Loader>> = Vec::new();
    for (at, one) in shared.iter().enumerate() {
        // Some of the pairs; `cargo xtask several` goes through all.
        subsets.extend(shared[at + 1..].iter().skip(at % 11).step_by(11).map(|other| vec![*one, *other]));
    }
    for _ in 0..50 {
        let count = 3 + random.below(6).expect("a number");
        subsets.push((0..count).map(|_| shared[random.below(shared.len()).expect("a number")]).collect());
    }
    for subset in subsets {
        let destination = Destination::Several(subset.into_iter().collect());
        for preset in ["portable", "django"] {
            let preset = Preset::find(preset).expect("a preset");
            let recipe = preset.recipe(preset.length, &destination.limits(preset.symbols()));
            let recipe = recipe.unwrap_or_else(|error| panic!("{}: {error}", destination.id()));
            for _ in 0..3 {
                let key = recipe.make(&mut random).expect("a key");
                let line = destination.write(&VariableName::usual(), &key);
                assert!(line.is_ok(), "{}: {}", destination.id(), key.expose());
            }
        }
    }
}

/// Whether a key keeps to the limits.
fn within(text: &str, limits: &Limits) -> bool {
    !text.starts_with(|first| limits.not_first.contains(first))
        && !text.ends_with(|last| limits.not_last.contains(last))
        && !text.contains(|symbol| limits.nowhere.contains(symbol))
        && !limits.without.iter().any(|part| text.contains(&**part))
}

/// A bare key's own quote is not closed by a line below.
#[test]
fn a_line_stands_among_others() {
    let write = |id: &str, key: &str| {
        let destination = Destination::find(id).expect("a loader");
        destination.write(&VariableName::usual(), &Secret::from(key)).map(|line| line.value.expose().to_owned())
    };
    assert_eq!(write("node-env-file", "\"%").as_deref(), Ok("'\"%'"));
    assert!(write("node-env-file", "'a\"`").is_err());
    assert_eq!(write("dynaconf", "\"\\").as_deref(), Ok("'\"\\\\\"\\\\\\\\\"'"));
    assert_eq!(write("docker-env-file", "'a\"`").as_deref(), Ok("'a\"`"));
    assert!(write("circus", EMPTY_TO_CIRCUS).is_err());
    assert_eq!(write("circus", "\"\"\"").as_deref(), Ok("\"\"\""));
}

/// The one key that Circus reads as none: too few to be among the limits.
const EMPTY_TO_CIRCUS: &str = "\"\"";

/// Whether all of it is a number, a list or a word to dynaconf: too few keys to be among the limits.
fn is_toml(text: &str) -> bool {
    let name = VariableName::usual();
    let line = Line { name, quoting: BARE, value: text.into() };
    let read = loader::find("dynaconf").map(|dynaconf| line.read_by(dynaconf));
    matches!(read, Some(Reading::Refused(note) | Reading::Unknown(note)) if note.reason == Reason::Toml)
}

proptest::proptest! {
    #[test]
    fn a_key_within_the_limits_is_written(text in "[!-~]{1,60}") {
        let name = VariableName::usual();
        let key = Secret::new(text.clone());
        for (destination, limits) in &*LIMITS {
            let written = destination.write(&name, &key).is_ok();
            let is_left_out = !within(&text, limits)
                || *destination == Destination::Anywhere && is_toml(&text)
                || destination.id() == "circus" && text == EMPTY_TO_CIRCUS;
            proptest::prop_assert!(written || is_left_out, "{}: {text}", destination.id());
        }
    }
}
