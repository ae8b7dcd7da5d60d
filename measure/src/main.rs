//! What `cargo xtask false-alarms`, `growth` and `cargo xtask yardstick` run: a program of its own, compiled to be
//! quick, for it judges millions of keys.

use anyhow::Result;
use clap::Parser;

mod corpora;
mod false_alarms;
mod growth;
mod yardstick;

/// Measures Keyproof's check.
#[derive(Parser)]
enum Command {
    /// Judge random keys of every usual format: none may be called anything but fit.
    FalseAlarms(false_alarms::Options),
    /// Measure how long Check takes for much of each kind of file, and whether that grows with its length alone.
    Growth(growth::Options),
    /// Measure what is caught of weak keys, beside other meters.
    Yardstick(yardstick::Options),
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::FalseAlarms(options) => false_alarms::run(&options),
        Command::Growth(options) => growth::run(&options),
        Command::Yardstick(options) => yardstick::run(&options),
    }
}
