//! `cargo xtask false-alarms`: judges millions of random keys of every usual format, none of which may be
//! called anything but fit.

use std::{
    io::Write,
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

    /// Only the formats whose names begin so.
    #[arg(long)]
    only: Vec<String>,

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
        if !options.only.is_empty() && !options.only.iter().any(|only| name.starts_with(only.as_str())) {
            continue;
        }
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
        // A long run is read while it goes on.
        std::io::stdout().flush()?;
    }
    ensure!(alarms == 0, "{alarms} random keys were called something else than fit");
    Ok(())
}
