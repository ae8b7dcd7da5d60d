//! `cargo xtask attacks`: the bad pages that the browser tests open.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{
    build::{TARGET, add_target, root},
    bundle,
};

/// Builds `tests/attacks` and writes its pages into `target/attacks`: `before.html` with all that
/// wasm-bindgen gives, `after.html` behind the boundary.
pub(crate) fn run() -> Result<()> {
    let root = root()?;
    add_target()?;
    let folder = root.join("target/page");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["build", "--package", "attacks", "--target", TARGET, "--target-dir"]).arg(&folder);
    ensure!(cargo.status()?.success(), "The attacks do not compile; see above.");
    let wasm = folder.join(TARGET).join("debug/attacks.wasm");
    let start = fs::read_to_string(root.join("tests/attacks/start.js")).context("start.js")?;
    let (before, after, refused) = bundle::attacks(&wasm, &start)?;
    ensure!(!refused.is_empty(), "The audit lets every import of the attacks pass");
    let pages: PathBuf = root.join("target/attacks");
    fs::create_dir_all(&pages)?;
    fs::write(pages.join("before.html"), before)?;
    fs::write(pages.join("after.html"), after)?;
    println!("{}: the audit refuses {} of their imports: {}", pages.display(), refused.len(), refused.join(", "));
    Ok(())
}
