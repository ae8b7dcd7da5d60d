//! What comes from npm, had by the Node and npm that the loaders' Python has, not by the system's.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{
    Tools,
    cache::{Cache, Log},
    python,
};

/// A call of the suite's own npm, which starts the suite's own Node.
pub(crate) fn npm(tools: &Tools) -> Result<Command> {
    let npm = python::program("npm", tools)?;
    let folder = npm.parent().context("a folder")?.to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let mut command = Command::new(npm);
    command.env("PATH", env::join_paths([folder].into_iter().chain(env::split_paths(&path)))?);
    Ok(command)
}

/// A folder with the packages that the `package.json` in `pinned` names, each with the digest that the
/// lock beside it has.
pub(super) fn packages(
    tool: &str,
    pinned: &str,
    tools: &Tools,
    root: &Path,
    cache: &Cache,
    log: &Log,
) -> Result<PathBuf> {
    let pins = ["package.json", "package-lock.json"].map(|name| root.join(pinned).join(name));
    let read: Result<Vec<_>, _> = pins.iter().map(fs::read).collect();
    let folder = cache.folder(tool, &read.context("no package-lock.json")?, |folder| {
        for pin in &pins {
            fs::copy(pin, folder.join(pin.file_name().context("a file")?))?;
        }
        log.run(npm(tools)?.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
    })?;
    Ok(folder.join("node_modules"))
}
