//! `cargo xtask fuzz`: tries inputs on what is promised of any text, guided by what they reach.
//!
//! The targets are in `fuzz/src/lib.rs`, and the inputs begin with those of `fuzz/corpus`. Works with
//! stable Rust: there is no `unsafe` in the project for a sanitizer to watch, and overflows and bounds
//! are checked by Rust itself.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::{build::root, tools::cargo};

/// What `cargo xtask fuzz` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How long to go on, shared among the targets.
    #[arg(long, default_value_t = 10)]
    minutes: u64,

    /// Run this target only. May be given more than once, or with commas.
    #[arg(long, value_delimiter = ',', value_name = "TARGET")]
    only: Vec<String>,
}

const TARGETS: [&str; 5] = ["load", "check", "xray", "repair", "inspect"];

/// The version of `cargo-fuzz` that is installed where there is none.
const CARGO_FUZZ: &str = "cargo-fuzz@0.13.2";

/// Fuzzes. Whether all went well.
pub(crate) fn run(options: &Options) -> Result<bool> {
    if let Some(unknown) = options.only.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        bail!("There is no target {unknown}; use {}.", TARGETS.join(", "));
    }
    let is_there = cargo().args(["fuzz", "--version"]).output().is_ok_and(|output| output.status.success());
    if !is_there {
        println!("Installing {CARGO_FUZZ}…");
        ensure!(
            cargo().args(["install", "--locked", CARGO_FUZZ]).status()?.success(),
            "It does not install; see above."
        );
    }
    let wanted = |name: &&str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    let targets: Vec<_> = TARGETS.into_iter().filter(wanted).collect();
    let seconds = options.minutes * 60 / targets.len() as u64;
    let (mut sum, mut found) = (0, 0);
    for target in targets {
        let (tried, failed) = fuzz(target, seconds.max(1))?;
        println!("{target:<8}{tried:>12} inputs{}", if failed { ", and one that fails: see above" } else { "" });
        sum += tried;
        found += usize::from(failed);
    }
    println!("{sum} inputs tried, {found} targets failed");
    Ok(found == 0)
}

/// How many inputs one target was tried with, and whether one of them failed.
fn fuzz(target: &str, seconds: u64) -> Result<(u64, bool)> {
    let root = root()?;
    let found = root.join("target/fuzz").join(target);
    let corpus = found.join("corpus");
    fs::create_dir_all(&corpus)?;
    let mut command = cargo();
    command.current_dir(root).args(["fuzz", "run", "--sanitizer", "none", target]);
    command.arg(&corpus).arg(root.join("fuzz/corpus").join(target)).arg("--");
    command.arg(format!("-dict={}", root.join("fuzz/dictionaries").join(target).with_extension("dict").display()));
    command.arg(format!("-artifact_prefix={}/", found.display()));
    command.args([&format!("-max_total_time={seconds}"), "-max_len=512", "-timeout=60", "-print_final_stats=1"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let output = child.stderr.take().context("its output is read")?;
    let mut tried = 0;
    for line in BufReader::new(output).lines() {
        let line = line?;
        if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
            tried = count.trim().parse()?;
        }
        // What it says of each new input is of no use to a reader.
        if !line.starts_with(['#', '"', '\t']) {
            println!("{line}");
        }
    }
    let failed = !child.wait()?.success();
    ensure!(tried > 0 || failed, "{target} was not tried at all; see above");
    Ok((tried, failed))
}
