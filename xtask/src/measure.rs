//! `cargo xtask false-alarms`, `growth` and `yardstick`: start the program in `measure/`, compiled to be
//! quick.

use anyhow::{Result, ensure};
use clap::Args;

use crate::tools::cargo;

/// What the program is told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Its options: `--help` lists them.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    options: Vec<String>,
}

/// Runs one of its commands.
pub(crate) fn run(command: &str, options: &Options) -> Result<()> {
    let mut program = cargo();
    program.args(["run", "--quiet", "--profile", "fast", "--package", "measure", "--", command]).args(&options.options);
    ensure!(program.status()?.success(), "{command} failed");
    Ok(())
}
