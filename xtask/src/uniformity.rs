//! `cargo xtask uniformity`: a chi-square test over ten million characters of every preset.
//!
//! That no symbol is likelier than another is proven, not measured: `index_for` in `src/random.rs`
//! is tried with every byte there is. This is the measurement beside the proof, of whole keys as
//! they leave the library. Where the places of a key have alphabets of their own (a letter first,
//! the few symbols that can end URL-safe base64), each place is held against its own.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use keyproof::{
    key::{Limits, PRESETS, Recipe},
    random::{Random, WebCrypto},
};

/// How many characters are drawn of each preset.
const CHARACTERS: usize = 10_000_000;

/// A fair generator has a statistic this far out, at either end, twice in a thousand million runs.
const RAREST: f64 = 1e-9;

/// Lengths beside a preset's own that have a shape of their own: 32 bytes in base64 end in 4 bits.
const MORE: &[(&str, usize)] = &[("base64url", 43)];

/// Prints a line for each preset, and fails if one of them is not uniform.
pub(crate) fn run() -> Result<()> {
    println!("{:<16} {:>10}  {:<19} {:>12} {:>6} {:>8}", "preset", "characters", "counted", "chi-square", "df", "p");
    let usual = PRESETS.iter().map(|preset| (preset, preset.length));
    let more = MORE.iter().filter_map(|(id, length)| Some((PRESETS.iter().find(|preset| preset.id == *id)?, *length)));
    let mut uneven = Vec::new();
    for (preset, length) in usual.chain(more) {
        let recipe = preset.recipe(length, &Limits::NONE)?;
        let keys = CHARACTERS.div_ceil(recipe.length());
        let name = format!("{} of {length}", preset.id);
        let counts = count(&recipe, keys)?;
        for (counted, fit) in [("symbols", pooled(&recipe, &counts)), ("symbols by place", by_place(&recipe, &counts))]
        {
            let p = fit.p();
            println!(
                "{name:<16} {:>10}  {counted:<19} {:>12.2} {:>6} {p:>8.4}",
                keys * recipe.length(),
                fit.statistic,
                fit.freedom
            );
            if !(RAREST..=1.0 - RAREST).contains(&p) {
                uneven.push(format!("{name}, {counted}: p = {p:e}"));
            }
        }
    }
    ensure!(uneven.is_empty(), "not uniform: {}", uneven.join("; "));
    Ok(())
}

/// How often each symbol stood at each place.
type Counts = Vec<[u64; 128]>;

fn count(recipe: &Recipe, keys: usize) -> Result<Counts> {
    let mut counts = vec![[0; 128]; recipe.length()];
    let mut random = Random::start(WebCrypto::default())?;
    for _ in 0..keys {
        let key = recipe.make(&mut random)?;
        for (place, byte) in key.expose().bytes().enumerate() {
            *counts[place].get_mut(usize::from(byte)).context("a symbol beyond ASCII")? += 1;
        }
    }
    Ok(counts)
}

/// A chi-square statistic and its degrees of freedom.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Fit {
    statistic: f64,
    freedom: usize,
}

impl Fit {
    /// Adds a table of counts that are expected to be equal. A symbol that is not among `symbols`
    /// cannot be expected, so one that was seen makes the statistic infinite.
    fn add(&mut self, counts: &[u64; 128], symbols: &[u8]) {
        let total: u64 = counts.iter().sum();
        let seen = |symbol: &u8| counts[usize::from(*symbol)];
        if symbols.iter().map(seen).sum::<u64>() != total {
            self.statistic = f64::INFINITY;
        }
        let expected = total as f64 / symbols.len() as f64;
        self.statistic += symbols.iter().map(|symbol| (seen(symbol) as f64 - expected).powi(2) / expected).sum::<f64>();
        self.freedom += symbols.len() - 1;
    }

    /// The probability that a fair generator has a statistic at least this large, by the
    /// approximation of Wilson and Hilferty (1931): the cube root of chi-square over its degrees of
    /// freedom is nearly normal. Good to a few percent of itself where it matters here.
    fn p(self) -> f64 {
        let freedom = self.freedom as f64;
        let variance = 2.0 / (9.0 * freedom);
        let normal = ((self.statistic / freedom).cbrt() - (1.0 - variance)) / variance.sqrt();
        libm::erfc(normal / std::f64::consts::SQRT_2) / 2.0
    }
}

/// The places with the same alphabet counted together.
fn pooled(recipe: &Recipe, counts: &Counts) -> Fit {
    let mut pools = BTreeMap::new();
    for (alphabet, counts) in recipe.places().zip(counts) {
        let pool = pools.entry(alphabet.symbols()).or_insert([0; 128]);
        for (sum, count) in pool.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let mut fit = Fit::default();
    for (symbols, counts) in &pools {
        fit.add(counts, symbols);
    }
    fit
}

/// Each place counted by itself.
fn by_place(recipe: &Recipe, counts: &Counts) -> Fit {
    let mut fit = Fit::default();
    for (alphabet, counts) in recipe.places().zip(counts) {
        fit.add(counts, alphabet.symbols());
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn p(statistic: f64, freedom: usize, expected: f64) {
        let p = Fit { statistic, freedom }.p();
        assert!((p / expected - 1.0).abs() < 0.1, "{p:e} instead of {expected:e}");
    }

    /// From tables of the chi-square distribution.
    #[test]
    fn probabilities_are_those_of_the_tables() {
        p(24.996, 15, 0.05);
        p(37.697, 15, 0.001);
        p(66.339, 49, 0.05);
        p(85.351, 49, 0.001);
        p(6.262, 15, 0.975);
    }

    #[test]
    fn a_bias_of_a_hundredth_is_seen() {
        let mut counts = [0; 128];
        counts[usize::from(b'a')] = 5_050_000;
        counts[usize::from(b'b')] = 4_950_000;
        let mut fit = Fit::default();
        fit.add(&counts, b"ab");
        assert_eq!(fit, Fit { statistic: 1000.0, freedom: 1 });
        assert!(fit.p() < RAREST);
    }

    #[test]
    fn a_symbol_from_elsewhere_is_seen() {
        let mut counts = [0; 128];
        counts[usize::from(b'a')] = 1;
        counts[usize::from(b'b')] = 1;
        counts[usize::from(b'c')] = 1;
        let mut fit = Fit::default();
        fit.add(&counts, b"ab");
        assert!(fit.p() < RAREST);
    }
}
