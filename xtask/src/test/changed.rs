//! What a change touches, for `cargo xtask test --changed`: fewer tests than all, so that they take a
//! minute. What is changed is what differs from the commit at which this branch left `main`, or on
//! `main` itself from the last commit.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use anyhow::{Context, Result};
use keyproof::{loader, store};

/// What is to be run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Touched {
    /// Beginnings of the names of unit tests.
    pub(super) units: BTreeSet<String>,
    /// Beginnings of the names of the loaders' tests; empty: none.
    pub(super) loaders: BTreeSet<String>,
    /// The same of the stores' tests.
    pub(super) stores: BTreeSet<String>,
    /// Whether keys of every usual format are judged, and weak ones.
    pub(super) corpus: bool,
    /// Whether the page is built and looked at in Chromium.
    pub(super) page: bool,
    /// Whether the tests of `xtask` run.
    pub(super) xtask: bool,
}

/// The files that have changed.
pub(super) fn files(root: &Path) -> Result<Vec<String>> {
    let git = |arguments: &[&str]| -> Result<String> {
        let done = Command::new("git").current_dir(root).args(arguments).output().context("git is missing")?;
        Ok(String::from_utf8(done.stdout)?)
    };
    let head = git(&["rev-parse", "HEAD"])?;
    let base = ["origin/main", "main"]
        .iter()
        .find_map(|main| git(&["merge-base", "HEAD", main]).ok().filter(|base| !base.is_empty() && *base != head));
    let base = base.unwrap_or(head);
    let mut files: Vec<_> = git(&["diff", "--name-only", base.trim()])?.lines().map(str::to_owned).collect();
    files.extend(git(&["ls-files", "--others", "--exclude-standard"])?.lines().map(str::to_owned));
    Ok(files)
}

/// What begins so is shared by all loaders.
const SHARED: [&str; 5] = ["src/loader", "tests/loaders", "src/line", "src/quoting.rs", "src/reading.rs"];

/// The loaders that are read with the file of this one: itself, and those that build on it.
fn that_build_on(root: &Path, loader: &str) -> BTreeSet<String> {
    let sources: Vec<(String, String)> = loader::ALL
        .iter()
        .map(|loader| loader.id.replace('-', "_"))
        .filter_map(|file| {
            let source = fs::read_to_string(root.join(format!("src/loader/{file}.rs"))).ok()?;
            Some((file, source))
        })
        .collect();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = |source: &str, other: &str| {
        source.match_indices(&format!("{other}::")).any(|(at, _)| !source[..at].ends_with(is_name))
    };
    let mut all = BTreeSet::from([loader.to_owned()]);
    loop {
        let more: Vec<_> = sources
            .iter()
            .filter(|(file, source)| !all.contains(file) && all.iter().any(|other| names(source, other)))
            .map(|(file, _)| file.clone())
            .collect();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

/// What these files touch.
pub(super) fn touched(root: &Path, files: &[String]) -> Touched {
    let mut touched = Touched::default();
    for file in files {
        let path = Path::new(file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // `src/loader/supervisord/sections.rs` is a part of `src/loader/supervisord.rs`.
        let part = file.strip_prefix("src/loader/").and_then(|rest| Some(rest.split_once('/')?.0.to_owned()));
        let row = part.unwrap_or_else(|| stem.clone());
        let is_loader = loader::ALL.iter().any(|loader| loader.id.replace('-', "_") == row);
        let is_store = store::ALL.iter().any(|store| store.id.replace('-', "_") == stem);
        let within = |folder: &str| file.starts_with(folder);
        if within("src/") {
            // `src/check/guess/words.rs` is `check::guess::words`.
            let module = file["src/".len()..].trim_end_matches(".rs").replace('/', "::");
            let module = if is_loader { format!("loader::{row}") } else { module };
            touched.units.insert(module.split("::words").next().unwrap_or_default().to_owned());
        }
        if within("src/loader") || within("tests/upstream/") {
            touched.units.insert("loader::tests::upstream".to_owned());
        }
        if is_loader && (within("src/loader/") || within("tests/loaders/")) {
            touched.loaders.extend(that_build_on(root, &row).into_iter().map(|row| format!("{row}::")));
        } else if SHARED.into_iter().any(within) {
            touched.loaders.insert("::files".to_owned());
        }
        if is_store && (within("src/store/") || within("tests/stores/")) {
            touched.stores.insert(format!("{stem}::"));
        } else if within("src/store") || within("tests/stores") {
            touched.stores.insert("::text".to_owned());
        }
        touched.corpus |= within("src/check");
        touched.page |= within("src/page") || within("static/") || within("tests/page") || file == "src/main.rs";
        touched.xtask |= within("xtask/");
    }
    touched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_touches_what_is_made_of_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let of = |file: &str| touched(root, &[file.to_owned()]);
        let set = |name: &str| BTreeSet::from([name.to_owned()]);
        let loader = of("src/loader/python_dotenv.rs");
        let units = ["loader::python_dotenv", "loader::tests::upstream"].map(str::to_owned);
        assert_eq!(loader.units, BTreeSet::from(units));
        let on_it = ["compose_1::", "dynaconf::", "environs::", "python_dotenv::", "podman_compose::"];
        assert!(on_it.iter().all(|row| loader.loaders.contains(*row)) && !loader.loaders.contains("django_dotenv::"));
        let part = of("src/loader/supervisord/sections.rs");
        assert!(part.units.contains("loader::supervisord") && part.loaders == set("supervisord::"));
        assert_eq!(of("tests/upstream/dotenv.jsonl").units, set("loader::tests::upstream"));
        assert_eq!(of("tests/loaders/supervisord.py").loaders, set("supervisord::"));
        for shared in
            ["tests/loaders/oracle.rs", "src/quoting.rs", "src/line.rs", "src/line/limits.rs", "src/reading.rs"]
        {
            assert_eq!(of(shared).loaders, set("::files"), "{shared}");
        }
        let check = of("src/check/repeated.rs");
        assert!(check.corpus && !check.page && check.loaders.is_empty());
        assert!(of("src/page/app.rs").page && of("static/style.css").page);
        assert_eq!(of("src/store/vault.rs").stores, set("vault::"));
        assert!(of("xtask/src/run.rs").xtask);
        assert_eq!(of("README.md"), Touched::default());
    }
}
