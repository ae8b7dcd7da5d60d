//! What comes from PyPI, each with a digest that is pinned.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{
    Tools,
    cache::{Cache, Log},
    debian,
};

/// A call of that Python's pip, which installs nothing without a digest that is pinned.
fn pip_install(python: impl AsRef<OsStr>) -> Command {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]);
    pip
}

/// The Python of a virtual environment, made of the files of requirements in `tests`.
fn environment(tool: &str, pins: &[&str], options: &[&str], root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let python = debian::on_path("python3").context("python3 is missing")?;
    let pins: Vec<_> = pins.iter().map(|pins| root.join("tests").join(pins)).collect();
    let read: Result<Vec<_>, _> = pins.iter().map(fs::read).collect();
    let mut read = read.context("no requirements")?;
    // It hangs on the Python that it is made with.
    read.push(Command::new(&python).arg("--version").output()?.stdout);
    read.push(python.as_os_str().as_encoded_bytes().to_vec());
    let folder = cache.folder(tool, &read, |folder| {
        log.run(Command::new(&python).args(["-m", "venv"]).arg(folder))?;
        let python = folder.join("bin/python");
        pins.iter().try_for_each(|pins| log.run(pip_install(&python).args(options).arg("-r").arg(pins)))
    })?;
    Ok(folder.join("bin/python"))
}

/// A virtual environment with the loaders that are Python packages.
pub(super) fn loaders(root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    environment("python", &["loaders/requirements.txt"], &[], root, cache, log)
}

/// A virtual environment with the programs of stores that are Python's, and the libraries of others.
pub(super) fn stores(root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    environment("stores", &["stores/requirements.txt", "stores/azure-cli.txt"], &["--no-deps"], root, cache, log)
}

/// A folder with the programs that PyPI has as they are, for the loaders that are not Python's.
pub(super) fn clients(tools: &Tools, root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    folder("clients", "loaders/clients.txt", tools, root, cache, log)
}

/// A folder with the python-dotenv that docker-compose 1 comes with.
pub(super) fn older_python_dotenv(tools: &Tools, root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    folder("older-python-dotenv", "loaders/older-requirements.txt", tools, root, cache, log)
}

/// A folder with what a file of requirements names.
fn folder(tool: &str, pins: &str, tools: &Tools, root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let pins = root.join("tests").join(pins);
    let python = of(tools)?;
    cache.folder(tool, &[fs::read(&pins).context("no requirements")?], |folder| {
        log.run(pip_install(&python).args(["--no-deps", "--target"]).arg(folder).arg("-r").arg(&pins))
    })
}

/// A folder with a folder for each file of requirements of the tests of rotation: other versions of
/// Django, and packages that the loaders' tests do not need.
pub(super) fn djangos(tools: &Tools, root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let python = of(tools)?;
    let mut pins: Vec<_> = fs::read_dir(root.join("tests/rotation/requirements"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    pins.sort();
    let mut read = pins.iter().map(|pin| Ok(fs::read(pin)?)).collect::<Result<Vec<_>>>()?;
    read.push(python.as_encoded_bytes().to_vec());
    cache.folder("djangos", &read, |folder| {
        for pin in &pins {
            let target = folder.join(pin.file_stem().context("a file")?);
            // Django 6 wants a newer Python; what of it is missed stands in tests/rotation/newer.
            let install = ["--no-deps", "--ignore-requires-python", "--target"];
            log.run(pip_install(&python).args(install).arg(target).arg("-r").arg(pin))?;
        }
        Ok(())
    })
}

/// A folder with a folder for each Django whose signatures are looked at, and what it needs in it.
pub(super) fn signing_djangos(tools: &Tools, root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let pins = fs::read_to_string(root.join("tests/inspect/requirements.txt")).context("no requirements.txt")?;
    let python = of(tools)?;
    cache.folder("signing-djangos", &[&pins], |folder| {
        let (djangos, needs): (Vec<_>, Vec<_>) = pins.lines().partition(|line| line.starts_with("Django=="));
        for django in djangos {
            let version = django.split([' ', '=']).nth(2).context("Django==VERSION")?;
            let pin = folder.join("requirements.txt");
            fs::write(&pin, format!("{django}\n{}\n", needs.join("\n")))?;
            // The tests know how to start each with a Python that is newer, or older, than it wants.
            let wheels = ["--no-deps", "--ignore-requires-python", "--only-binary=:all:", "--no-compile", "--target"];
            log.run(pip_install(&python).args(wheels).arg(folder.join(version)).arg("-r").arg(&pin))?;
        }
        Ok(())
    })
}

/// The Python that has the loaders.
fn of(tools: &Tools) -> Result<OsString> {
    let made = tools.variables.iter().find(|(name, _)| *name == "KEYPROOF_PYTHON").map(|(_, python)| python.clone());
    env::var_os("KEYPROOF_PYTHON").or(made).context("there is no Python")
}

/// The list of keys that flask-unsign-wordlist is, in the Python that has the loaders.
pub(super) fn word_list(tools: &Tools) -> Result<PathBuf> {
    crate::published::package(&of(tools)?)
}

/// A program that PyPI has, in the Python that has the loaders: Node and npm.
pub(super) fn program(name: &str, tools: &Tools) -> Result<PathBuf> {
    Ok(PathBuf::from(of(tools)?).with_file_name(name))
}
