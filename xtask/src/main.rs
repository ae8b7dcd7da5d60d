//! Keyproof's own commands.

use std::{io, process::ExitCode};

use clap::Parser;

mod attacks;
mod audit;
mod bare;
mod build;
mod bundle;
mod fuzz;
mod health;
mod measure;
mod newest;
mod order;
mod probe;
mod published;
mod run;
mod samples;
mod several;
mod soak;
mod speed;
mod supply;
mod tables;
mod test;
mod tools;
mod traps;
mod uniformity;
mod verify;

/// Keyproof's own commands.
#[derive(Parser)]
enum Command {
    /// Build the page, serve it on this machine, and open it.
    Run,
    /// Build the page as one file, dist/index.html.
    Build,
    /// Build a commit anew, and say whether a page is what it makes.
    Verify(verify::Options),
    /// Ask `cargo deny` about all that others wrote.
    Supply,
    /// Build the page for Trunk's hook.
    #[command(hide = true)]
    Bundle,
    /// Build the bad pages that the browser tests open, into target/attacks
    Attacks,
    /// Set up what the tests need, and run all of them.
    Test(test::Options),
    /// Run both of the README's commands in an empty system made for the purpose; needs root.
    Bare(bare::Options),
    /// Answer questions: JSON lines in, JSON lines out.
    Probe,
    /// Make the digests by which the page knows published keys.
    Published(published::Options),
    /// Judge random keys of every usual format: none may be called anything but fit.
    FalseAlarms(measure::Options),
    /// Measure how long Check takes for much of each kind of file, and whether that grows with its length alone.
    Growth(measure::Options),
    /// Measure what is caught of weak keys, beside other meters.
    Yardstick(measure::Options),
    /// Measure that every preset is uniform.
    Uniformity,
    /// Measure that the health tests refuse no block of a good generator.
    Health(health::Options),
    /// Write docs/loaders.json: what each loader makes of some fifty short values.
    Samples(samples::Options),
    /// Measure how soon the first key is there, over fast and slow networks.
    Speed(speed::Options),
    /// Measure how many sets of loaders have one line that all of them read.
    Several,
    /// Hold the loaders' models against the real ones for a while, over files never tried before.
    Soak(soak::Options),
    /// Try inputs on what is promised of any text, for a while.
    Fuzz(fuzz::Options),
    /// Hold the models against the newest versions of the real loaders, and tell what has changed.
    Newest(newest::Options),
    /// Measure the tables of the README, and write them into it.
    Tables(tables::Options),
}

fn main() -> anyhow::Result<ExitCode> {
    match Command::parse() {
        Command::Test(options) => return Ok(if test::run(&options)? { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        Command::Bare(options) => return Ok(if bare::run(&options)? { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        Command::Soak(options) => return Ok(if soak::run(&options)? { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        Command::Fuzz(options) => return Ok(if fuzz::run(&options)? { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        Command::Newest(options) => {
            return Ok(if newest::run(&options)? { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Verify(options) => {
            return Ok(if verify::run(&options)? { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Supply => supply::run()?,
        Command::Samples(options) => samples::run(&options)?,
        Command::Speed(options) => speed::run(&options)?,
        Command::Several => several::run()?,
        Command::Tables(options) => tables::run(&options)?,
        Command::Run => run::run()?,
        Command::Build => {
            build::run()?;
        }
        Command::Bundle => build::for_trunk()?,
        Command::Attacks => attacks::run()?,
        Command::Probe => probe::run(io::stdin().lock(), io::BufWriter::with_capacity(1 << 16, io::stdout().lock()))?,
        Command::Published(options) => published::run(&options)?,
        Command::FalseAlarms(options) => measure::run("false-alarms", &options)?,
        Command::Growth(options) => measure::run("growth", &options)?,
        Command::Yardstick(options) => measure::run("yardstick", &options)?,
        Command::Uniformity => uniformity::run()?,
        Command::Health(options) => health::run(&options)?,
    }
    Ok(ExitCode::SUCCESS)
}
