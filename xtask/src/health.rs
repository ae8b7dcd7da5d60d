//! `cargo xtask health`: how often the health tests of `src/random/health.rs` refuse a good generator's block.
//!
//! That this is less than once in 2^63 is computed there; this measures that it is not more.

use std::time::Instant;

use anyhow::Result;
use clap::Args;
use keyproof::random::{Random, WebCrypto};

/// What `cargo xtask health` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How many blocks of 256 bytes are drawn.
    #[arg(long, default_value_t = 1_000_000)]
    blocks: u64,
}

/// Bytes in a block.
const BLOCK: u64 = 256;

/// As many blocks as one visit draws at most: what is remembered is for one visit.
const VISIT: u64 = 1_000_000;

/// Prints how many blocks there were, and fails at the first that is refused.
pub(crate) fn run(options: &Options) -> Result<()> {
    let begin = Instant::now();
    let mut left = options.blocks;
    while left > 0 {
        let mut random = Random::start(WebCrypto::default())?;
        let blocks = left.min(VISIT);
        // Two were drawn at the start, and of the first no byte is used.
        for _ in 0..(blocks.max(2) - 1) * BLOCK {
            random.below(256)?;
        }
        left -= blocks;
    }
    println!("{} blocks of a good generator, 0 refused, in {:.0} s", options.blocks, begin.elapsed().as_secs_f64());
    Ok(())
}
