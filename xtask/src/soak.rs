//! `cargo xtask soak`: the loaders' models against the real loaders, over fresh files, for as long as
//! wanted.
//!
//! Each round has a seed of its own, which is printed: `cargo xtask test --only loaders --seed N` makes
//! the same files again. It ends at the first disagreement, shrunk to its smallest file.

use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;
use clap::Args;

use crate::{build::root, test::tests_with, tools::SetUp};

/// What `cargo xtask soak` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How long to go on.
    #[arg(long, default_value_t = 10)]
    minutes: u64,

    /// One loader only, by its id.
    #[arg(long)]
    loader: Option<String>,
}

/// Goes on until the time is over or a model and its loader disagree. Whether none did.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let tools = SetUp::start(root()?, true, false)?.loaders()?;
    for missing in &tools.missing {
        println!("not run: {}: {}", missing.tests.join(", "), missing.why);
    }
    let end = Instant::now() + Duration::from_secs(60 * options.minutes);
    // Files that no run before has had: any number will do that grows.
    let mut seed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs();
    let mut rounds = 0;
    while Instant::now() < end {
        println!("\n== soak: seed {seed}");
        let filter =
            options.loader.as_ref().map_or_else(|| "::files".to_owned(), |id| id.replace('-', "_") + "::files");
        let mut command = tests_with(&["--package=keyproof", "--test", "loaders"], &tools);
        if !command.arg(filter).env("KEYPROOF_SEED", seed.to_string()).status()?.success() {
            println!("disagreement: see above; seed {seed}");
            return Ok(false);
        }
        rounds += 1;
        seed += 1;
    }
    println!("{rounds} rounds, no disagreement");
    Ok(true)
}
