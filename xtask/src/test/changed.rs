//! What a change touches, for `cargo xtask test --changed`: fewer tests than all, so that they take a
//! minute. What is changed is what differs from the commit at which this branch left `main`, or on
//! `main` itself from the last commit.

use std::{collections::BTreeSet, path::Path, process::Command};

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

/// What these files touch.
pub(super) fn touched(files: &[String]) -> Touched {
    let mut touched = Touched::default();
    for file in files {
        let path = Path::new(file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_loader = loader::ALL.iter().any(|loader| loader.id.replace('-', "_") == stem);
        let is_store = store::ALL.iter().any(|store| store.id.replace('-', "_") == stem);
        let within = |folder: &str| file.starts_with(folder);
        if within("src/") {
            // `src/check/guess/words.rs` is `check::guess::words`.
            let module = file["src/".len()..].trim_end_matches(".rs").replace('/', "::");
            touched.units.insert(module.split("::words").next().unwrap_or_default().to_owned());
        }
        if within("src/loader") || within("tests/upstream/") {
            touched.units.insert("loader::tests::upstream".to_owned());
        }
        if is_loader && (within("src/loader/") || within("tests/loaders/")) {
            touched.loaders.insert(format!("{stem}::"));
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
        let of = |file: &str| touched(&[file.to_owned()]);
        let set = |name: &str| BTreeSet::from([name.to_owned()]);
        let loader = of("src/loader/python_dotenv.rs");
        let units = ["loader::python_dotenv", "loader::tests::upstream"].map(str::to_owned);
        assert_eq!((loader.units, loader.loaders), (BTreeSet::from(units), set("python_dotenv::")));
        assert_eq!(of("tests/upstream/dotenv.jsonl").units, set("loader::tests::upstream"));
        assert_eq!(of("tests/loaders/python_dotenv.py").loaders, set("python_dotenv::"));
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
