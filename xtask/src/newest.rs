//! `cargo xtask newest`: the models against the newest versions of the loaders that come from PyPI, npm
//! and Debian's next release, instead of the pinned ones.
//!
//! Prints which packages have a newer version than the one pinned, and runs the differential tests with
//! those. A model that still agrees needs only a new pin, its `version` and its line in `tests/lock.tsv`;
//! one that does not is shown with the smallest file on which it differs.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;

use crate::{
    build::root,
    test::tests_with,
    tools::{self, SetUp, Tools},
};

/// What `cargo xtask newest` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// One loader only, by its id.
    #[arg(long)]
    loader: Option<String>,
}

/// Whether every model agrees with the newest version of its loader.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let root = root()?;
    let folder = root.join("target/newest");
    let mut tools = SetUp::start(root, true, false)?.loaders()?;
    fs::create_dir_all(&folder)?;
    let mut changed = python(root, &folder, &mut tools)?;
    changed.extend(node(root, &folder, &mut tools)?);
    changed.extend(debian(&folder, &mut tools)?);
    println!("\n== newer than pinned");
    for line in &changed {
        println!("{line}");
    }
    if changed.is_empty() {
        println!("none");
    }
    let filter = options.loader.as_ref().map_or_else(|| "::files".to_owned(), |id| id.replace('-', "_") + "::files");
    Ok(tests_with(&["--package=keyproof", "--test", "loaders"], &tools).arg(filter).status()?.success())
}

/// Installs the newest of each package that `requirements.in` pins; gives what is newer.
fn python(root: &Path, folder: &Path, tools: &mut Tools) -> Result<Vec<String>> {
    let pins = fs::read_to_string(root.join("tests/loaders/requirements.in"))?;
    let clients = fs::read_to_string(root.join("tests/loaders/clients.txt"))?;
    let pins = pins.lines().chain(clients.lines().map(|line| line.trim_end_matches(" \\")));
    let pins: Vec<(&str, &str)> = pins.filter_map(|line| line.trim().split_once("==")).collect();
    let environment = folder.join("python");
    succeeds(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    let python = environment.join("bin/python");
    let pip = || {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "--disable-pip-version-check"]);
        pip
    };
    succeeds(pip().args(["install", "--quiet"]).args(pins.iter().map(|(name, _)| name)))?;
    let list = pip().args(["list", "--format=json"]).output()?.stdout;
    let list: Vec<Value> = serde_json::from_slice(&list)?;
    tools.replace("KEYPROOF_COMPOSE", environment.join("bin/docker-compose"));
    tools.first_in_path(&environment.join("bin"))?;
    tools.replace("KEYPROOF_PYTHON", python);
    Ok(pins
        .iter()
        .filter_map(|(name, pinned)| {
            let is_it = |package: &&Value| {
                let same = |other: &str| other.eq_ignore_ascii_case(&name.replace('_', "-"));
                package["name"].as_str().is_some_and(|other| same(&other.replace('_', "-")))
            };
            let version = list.iter().find(is_it)?["version"].as_str()?;
            (version != *pinned).then(|| format!("{name} {pinned} -> {version}"))
        })
        .collect())
}

/// The same for `package.json`. A package that is there in several versions stays within each.
fn node(root: &Path, folder: &Path, tools: &mut Tools) -> Result<Vec<String>> {
    let folder = folder.join("node");
    fs::create_dir_all(&folder)?;
    let mut package: Value = serde_json::from_str(&fs::read_to_string(root.join("tests/loaders/package.json"))?)?;
    let pins = package["dependencies"].as_object_mut().context("package.json has dependencies")?;
    let before = pins.clone();
    for pin in pins.values_mut() {
        let text = pin.as_str().context("a version")?;
        *pin = match text.rsplit_once('@') {
            Some((alias, version)) => format!("{alias}@^{version}"),
            None => "latest".to_owned(),
        }
        .into();
    }
    fs::write(folder.join("package.json"), serde_json::to_string_pretty(&package)?)?;
    let install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
    succeeds(tools::npm(tools)?.current_dir(&folder).args(install))?;
    let modules = folder.join("node_modules");
    let mut changed = Vec::new();
    for (name, pinned) in &before {
        let installed: Value = serde_json::from_str(&fs::read_to_string(modules.join(name).join("package.json"))?)?;
        let version = installed["version"].as_str().context("a version")?;
        let pinned = pinned.as_str().unwrap_or_default().rsplit('@').next().unwrap_or_default();
        if version != pinned {
            changed.push(format!("{name} {pinned} -> {version}"));
        }
    }
    tools.replace("NODE_PATH", modules);
    Ok(changed)
}

/// The same for Debian's packages, from the release that becomes the next one.
fn debian(folder: &Path, tools: &mut Tools) -> Result<Vec<String>> {
    let folder = folder.join("debian");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    tools::newest(&folder, tools)
}

fn succeeds(command: &mut Command) -> Result<()> {
    ensure!(command.status()?.success(), "{} failed; see above", command.get_program().display());
    Ok(())
}
