//! `cargo xtask speed`: how soon the first key is there, beside a bare page, over fast and slow networks.
//!
//! What is measured, and how, stands in `tests/page/bench.rs`.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Result, ensure};
use clap::Args;

use crate::build::{self, root};

/// What `cargo xtask speed` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A built page of a peer, one file, to measure beside.
    #[arg(long, value_name = "FILE")]
    peer: Option<PathBuf>,
}

/// Builds the page, measures, and prints.
pub(crate) fn run(options: &Options) -> Result<()> {
    let page = build::run()?;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root()?).args(["test", "--package", "keyproof", "--test", "page"]);
    cargo.env("KEYPROOF_BENCH", "1").env("KEYPROOF_PAGE", page);
    if let Some(peer) = &options.peer {
        cargo.env("KEYPROOF_PEER", env::current_dir()?.join(peer));
    }
    ensure!(cargo.status()?.success(), "It could not be measured; see above.");
    Ok(())
}
