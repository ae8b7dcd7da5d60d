//! `cargo xtask several`: one line for all of mine, over every pair of loaders that share a file and a
//! thousand larger sets of them.
//!
//! For each set: is there a recipe for keys that all of its loaders read from one line, and is every
//! key drawn by it written? Beside it, how many keys as they come have such a line.

use anyhow::{Result, ensure};
use keyproof::{
    key::{Limits, Preset},
    line::{Destination, Several},
    loader::{self, Form},
    name::VariableName,
    random::{Random, WebCrypto},
};

/// Keys drawn for each set.
const KEYS: usize = 20;

/// Measures and prints; fails if a key that was drawn for a set has no line.
pub(crate) fn run() -> Result<()> {
    let shared: Vec<_> = loader::ALL.iter().filter(|loader| loader.form == Form::ASSIGNMENT).collect();
    let mut random = Random::start(WebCrypto::default())?;
    let mut pairs = Vec::new();
    for (at, one) in shared.iter().enumerate() {
        pairs.extend(shared[at + 1..].iter().map(|other| [*one, *other].into_iter().collect::<Several>()));
    }
    let mut larger = Vec::new();
    while larger.len() < 1000 {
        let count = 3 + random.below(6)?;
        let mut chosen = Vec::new();
        while chosen.len() < count {
            let loader = shared[random.below(shared.len())?];
            if !chosen.contains(&loader) {
                chosen.push(loader);
            }
        }
        larger.push(chosen.into_iter().collect::<Several>());
    }
    println!("{} loaders share NAME=value files", shared.len());
    println!("sets                  preset    solved   keys as they come   bits at least");
    for (what, sets) in [("all pairs", pairs), ("1,000 sets of 3 to 8", larger)] {
        for id in ["portable", "django"] {
            let preset = Preset::find(id).unwrap_or(&keyproof::key::PORTABLE);
            let any = preset.recipe(preset.length, &Limits::NONE)?;
            let (mut solved, mut as_they_come, mut least) = (0_usize, 0_usize, f64::INFINITY);
            for several in &sets {
                let destination = Destination::Several(*several);
                let name = VariableName::usual();
                match preset.recipe(preset.length, &destination.limits(preset.symbols())) {
                    Ok(recipe) => {
                        for _ in 0..KEYS {
                            let written = destination.write(&name, &recipe.make(&mut random)?);
                            ensure!(written.is_ok(), "A key drawn for {} has no line", destination.id());
                        }
                        solved += 1;
                        least = least.min(recipe.bits());
                    }
                    Err(error) => println!("{}: {error}", destination.id()),
                }
                for _ in 0..KEYS {
                    as_they_come += usize::from(destination.write(&name, &any.make(&mut random)?).is_ok());
                }
            }
            let percent = |part: usize, of: usize| 100.0 * part as f64 / of as f64;
            println!(
                "{what:<21} {id:<9} {:>5.1} % {:>14.1} % {least:>15.1}",
                percent(solved, sets.len()),
                percent(as_they_come, sets.len() * KEYS)
            );
        }
    }
    Ok(())
}
