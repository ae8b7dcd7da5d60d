//! Keyproof's own commands.

use std::{io, process::ExitCode};

use clap::Parser;

mod probe;
mod test;
mod tools;
mod uniformity;

/// Keyproof's own commands.
#[derive(Parser)]
enum Command {
    /// Set up what the tests need, and run all of them.
    Test(test::Options),
    /// Answer questions: JSON lines in, JSON lines out.
    Probe,
    /// Measure that every preset is uniform.
    Uniformity,
}

fn main() -> anyhow::Result<ExitCode> {
    match Command::parse() {
        Command::Test(options) => return Ok(if test::run(&options)? { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        Command::Probe => probe::run(io::stdin().lock(), io::BufWriter::with_capacity(1 << 16, io::stdout().lock()))?,
        Command::Uniformity => uniformity::run()?,
    }
    Ok(ExitCode::SUCCESS)
}
