//! `cargo xtask growth`: how long Check takes for 250 KB, 500 KB and a megabyte of each kind of file, in lines and
//! in one line, and whether that grows with the length alone.

use std::{collections::BTreeMap, time::Instant};

use anyhow::{Result, ensure};
use clap::Args;
use keyproof::{check::Checker, document};

/// The shapes of files that the tests of `src/document/kinds.rs` have.
const SHAPES: &[&str] = &[
    include_str!("../../src/document/kinds/tuning.txt"),
    include_str!("../../src/document/kinds/held.txt"),
    include_str!("../../src/document/kinds/real_tuning.txt"),
    include_str!("../../src/document/kinds/real_held.txt"),
];

/// What `cargo xtask growth` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only the kinds whose names begin so.
    #[arg(long)]
    only: Vec<String>,

    /// Each shape by itself, and not the shapes of a kind together.
    #[arg(long)]
    each: bool,
}

/// A megabyte may take so many times as long as a quarter of one: four times, and what caches and the clock add.
/// With the square of its length it would take sixteen.
const MOST: f64 = 8.0;
/// What takes less is not compared: the clock would be.
const LEAST: f64 = 0.01;

/// Prints a line for each kind, and fails if one grows faster than its length.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    for shape in SHAPES.iter().flat_map(|shapes| shapes.split("%% ").skip(1)) {
        let (head, text) = shape.split_once('\n').unwrap_or_default();
        let kind = head.split([' ', ':']).next().unwrap_or_default();
        let text = text.replace(['«', '»'], "").replace('§', "q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz");
        let number = kinds.len();
        let name = if options.each { format!("{kind} {number:03} {head}") } else { kind.to_owned() };
        if options.only.is_empty() || options.only.iter().any(|only| kind.starts_with(only.as_str())) {
            kinds.entry(name).or_default().push_str(&text);
        }
    }
    println!("{:<24} {:>10} {:>10} {:>10} {:>7}  of them found", "seconds for", "250 KB", "500 KB", "1 MB", "times");
    let mut worst = 0;
    for (kind, shapes) in &kinds {
        for (name, shapes) in [(kind.clone(), shapes.clone()), (format!("{kind}, one line"), shapes.replace('\n', " "))]
        {
            let mut times = [0.0; 3];
            let mut keys = 0;
            let mut finding = 0.0;
            for (time, size) in times.iter_mut().zip([250_000, 500_000, 1_000_000]) {
                let text = shapes.repeat(size / shapes.len());
                *time = f64::MAX;
                // The quickest of three: what else runs only slows it.
                for _ in 0..3 {
                    let begin = Instant::now();
                    keys = document::read(&text).len();
                    finding = begin.elapsed().as_secs_f64();
                    Checker::default().judge(&text);
                    *time = time.min(begin.elapsed().as_secs_f64() - finding);
                }
            }
            let times_as_long = times[2] / times[0].max(LEAST);
            let is_worse = times_as_long > MOST;
            worst += usize::from(is_worse);
            if !options.each || is_worse {
                let mark = if is_worse { "  <- grows faster" } else { "" };
                let [first, second, third] = times;
                println!(
                    "{name:<24.60} {first:>10.3} {second:>10.3} {third:>10.3} {times_as_long:>7.1}  {finding:.3} ({keys} keys){mark}"
                );
            }
        }
    }
    println!("{} kinds", kinds.len());
    ensure!(worst == 0, "{worst} take longer than their length tells; measure them again where little else runs.");
    Ok(())
}
