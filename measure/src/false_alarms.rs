//! `cargo xtask false-alarms`: judges millions of random keys of every usual format, none of which may be
//! called anything but fit.

use std::{
    num::NonZero,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

use anyhow::{Result, ensure};
use clap::Args;
use fastrand::Rng;
use keyproof::check::{Checker, Verdict};

use crate::corpora::RANDOM;

/// What `cargo xtask false-alarms` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How many keys of each format.
    #[arg(long, default_value_t = 20_000)]
    keys: u64,

    /// The seed of the generator.
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// How many threads.
    #[arg(long)]
    threads: Option<usize>,
}

/// Keys that one thread takes at a time.
const BATCH: u64 = 10_000;

/// Prints a line for each format, and fails if a random key was called anything but fit.
pub(crate) fn run(options: &Options) -> Result<()> {
    let threads = options.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get));
    let mut alarms = 0;
    println!("{:<22} {:>10} {:>8} {:>10}", "random keys", "keys", "alarms", "keys/s");
    for (format, (name, make)) in RANDOM.iter().enumerate() {
        let begin = Instant::now();
        let (next, found) = (AtomicU64::new(0), AtomicU64::new(0));
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let checker = Checker::default();
                    loop {
                        let start = next.fetch_add(BATCH, Ordering::Relaxed);
                        if start >= options.keys {
                            break;
                        }
                        let mut random = Rng::with_seed(options.seed << 40 ^ (format as u64) << 32 ^ start);
                        for _ in start..options.keys.min(start + BATCH) {
                            let key = make(&mut random);
                            let judged = checker.judge(&key);
                            if judged.len() != 1 || judged[0].verdict != Verdict::Fit {
                                found.fetch_add(1, Ordering::Relaxed);
                                let ids: Vec<_> = judged
                                    .iter()
                                    .flat_map(|one| one.findings.iter().map(|finding| finding.id))
                                    .collect();
                                println!("  {key:?}: {ids:?}");
                            }
                        }
                    }
                });
            }
        });
        let found = found.into_inner();
        alarms += found;
        let rate = options.keys as f64 / begin.elapsed().as_secs_f64();
        println!("{name:<22} {:>10} {found:>8} {rate:>10.0}", options.keys);
    }
    ensure!(alarms == 0, "{alarms} random keys were called something else than fit");
    Ok(())
}
