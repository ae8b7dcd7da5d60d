//! A key that is made with something of the user's own is made again by the program that is shown with it, in
//! Python.

use keyproof::{
    key::{Alphabet, PRESETS},
    line::Destination,
    loader,
    make::{Kind, Wish},
    name::VariableName,
    secret::Secret,
};
use libtest_mimic::Failed;

use crate::{
    Seeded,
    oracle::{self, Answer},
};

/// What users give: dice, letters, what is no ASCII, quotes, nothing.
const OWN: &[&str] = &["6 1 3 5 2 4", "würfelwurf\n\t", "'''\"\\", "", "🎲"];

/// Every preset and an alphabet with each printable sign, for every destination.
pub(crate) fn made_again(seed: u64) -> Result<(), Failed> {
    let presets = PRESETS.iter().map(|preset| (Kind::Preset(preset), preset.length));
    let all: String = (' '..='~').skip(1).collect();
    let kinds: Vec<_> = presets.chain([(Kind::Custom(Alphabet::parse(&all)?), 40)]).collect();
    let destinations: Vec<_> = loader::ALL.iter().map(Destination::Loader).chain([Destination::Anywhere]).collect();
    let (mut keys, mut programs) = (Vec::new(), Vec::new());
    for destination in destinations {
        for ((kind, length), own) in kinds.iter().zip(OWN.iter().cycle()) {
            let wish = Wish { destination, kind: kind.clone(), length: *length, name: VariableName::usual() };
            let number = keys.len() as u64;
            let source = || Seeded(fastrand::Rng::with_seed(seed + number));
            let Ok((made, program)) = wish.by_hand(source(), &Secret::from(*own)) else { continue };
            if wish.make(source())?.key.expose() == made.key.expose() {
                return Err(format!("{own:?} changes nothing").into());
            }
            keys.push(made.key);
            programs.push(program.expose().to_owned());
        }
    }
    let answers = oracle::ask("by-hand", "KEY", &programs);
    for ((key, program), answer) in keys.iter().zip(&programs).zip(answers) {
        if answer != Answer::Value(key.expose().to_owned()) {
            return Err(format!("{answer:?} was made again for {:?} by\n{program}", key.expose()).into());
        }
    }
    println!("{} keys made again by their programs", keys.len());
    if keys.len() < 300 { Err("too few keys were made".into()) } else { Ok(()) }
}
