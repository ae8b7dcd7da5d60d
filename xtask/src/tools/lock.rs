//! What the models are held against, as `tests/lock.tsv` has it, beside what is here.
//!
//! What comes from PyPI, npm and crates.io is what the lock says, or is not installed: their clients
//! compare digests. What comes from Debian may be a newer version than the lock's, when a release has
//! moved, or the system is another one. Then the tests run all the same, and a sentence says so:
//! beside a disagreement, if there is one.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use anyhow::Result;

/// The lock. Its header says what the columns are.
const LOCK: &str = include_str!("../../../tests/lock.tsv");

/// A line of the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row<'a> {
    pub(super) from: &'a str,
    pub(super) package: &'a str,
    pub(super) version: &'a str,
    pub(super) digest: &'a str,
    /// The loaders and stores that are held against it, by their ids.
    pub(super) ids: &'a str,
}

/// The lines of the lock.
pub(super) fn rows() -> impl Iterator<Item = Row<'static>> {
    LOCK.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        Some(Row { from: next()?, package: next()?, version: next()?, digest: next()?, ids: next()? })
    })
}

/// The version that the lock has of a package.
pub(super) fn version(from: &str, package: &str) -> Option<&'static str> {
    rows().find(|row| row.from == from && row.package == package).map(|row| row.version)
}

/// A package that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Had {
    pub(super) from: &'static str,
    pub(super) package: String,
    pub(super) version: String,
    pub(super) architecture: String,
    /// The SHA-256 of the package's file, where that is known.
    pub(super) digest: String,
}

/// What another version is here of, and the sentence about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    /// The loaders and stores whose tests may come out otherwise for it, by their ids.
    pub(crate) ids: &'static str,
    /// One sentence.
    pub(crate) sentence: String,
}

impl Other {
    /// A line for each loader and store: its id, a tab, and the sentence.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.ids.split(',').map(|id| format!("{id}\t{}\n", self.sentence))
    }
}

/// Compares what is here with the lock.
pub(super) fn compare(all: &[Had]) -> Vec<Other> {
    let find = |row: &Row| all.iter().find(|had| had.from == row.from && had.package == row.package);
    rows().filter_map(|row| Some(Other { ids: row.ids, sentence: other(&row, find(&row)?)? })).collect()
}

/// The sentence about what is here instead, if anything is.
fn other(row: &Row, had: &Had) -> Option<String> {
    let (package, is, was) = (row.package, &had.version, row.version);
    if is != was {
        // The distribution's own count says nothing about the program, unless it is all that differs.
        let (is, was) = if upstream(is) == upstream(was) { (&is[..], was) } else { (upstream(is), upstream(was)) };
        return Some(format!("{package} {is} is here, the model is of {was}: see `cargo xtask newest`"));
    }
    // The lock has the digests of one kind of machine.
    let known = matches!(&had.architecture[..], "amd64" | "all") && !had.digest.is_empty();
    (known && had.digest != row.digest).then(|| format!("{package} {is} is here with another digest than the lock's"))
}

/// A version without Debian's epoch and revision.
pub(super) fn upstream(version: &str) -> &str {
    let version = version.split_once(':').map_or(version, |(_, version)| version);
    let version = version.rsplit_once('-').map_or(version, |(version, _)| version);
    version.split(['+', '~']).next().unwrap_or(version)
}

/// What is installed of the packages that the lock names.
pub(super) fn installed() -> Vec<Had> {
    let packages = || rows().filter(|row| row.from == "system").map(|row| row.package);
    let format = "${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}\\n";
    let query = Command::new("dpkg-query").args(["-W", "-f", format]).args(packages()).output();
    let Ok(query) = query else { return Vec::new() };
    let listed = String::from_utf8_lossy(&query.stdout).into_owned();
    let installed = listed.lines().filter_map(|line| {
        let [status, package, version, architecture] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        (status == "installed").then(|| Had {
            from: "system",
            package: package.to_owned(),
            version: version.to_owned(),
            architecture: architecture.to_owned(),
            digest: String::new(),
        })
    });
    let mut all: Vec<Had> = installed.collect();
    digests(&mut all);
    all
}

/// Fills in the digests that apt's lists have, if it has any.
fn digests(all: &mut [Had]) {
    let names = all.iter().map(|had| format!("{}={}", had.package, had.version));
    let Ok(shown) = Command::new("apt-cache").arg("show").args(names).output() else { return };
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    for entry in shown.split("\n\n") {
        let field = |name: &str| entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let (Some(package), Some(version), Some(digest)) = (field("Package"), field("Version"), field("SHA256")) else {
            continue;
        };
        if let Some(had) = all.iter_mut().find(|had| had.package == package && had.version == version) {
            digest.clone_into(&mut had.digest);
        }
    }
}

/// Writes down what is here as the lock has it: to be copied into it when a model is of another
/// version.
pub(super) fn write(all: &[Had], path: &Path) -> Result<()> {
    let mut text = String::new();
    for had in all {
        let ids = rows().find(|row| row.from == had.from && row.package == had.package).map_or("", |row| row.ids);
        writeln!(text, "{}\t{}\t{}\t{}\t{ids}", had.from, had.package, had.version, had.digest)?;
    }
    Ok(fs::write(path, text)?)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use keyproof::{
        loader::{self, Tested},
        store,
    };

    use super::*;

    fn read(path: &str) -> String {
        fs::read_to_string(crate::build::root().expect("a project").join(path)).expect(path)
    }

    #[test]
    fn every_loader_that_is_held_against_the_real_one_is_in_the_lock() {
        for loader in loader::ALL.iter().filter(|loader| loader.tested == Tested::Real) {
            let of = |row: &Row| row.ids.split(',').any(|id| id == loader.id);
            let rows: Vec<_> = rows().filter(of).collect();
            assert!(!rows.is_empty(), "tests/lock.tsv has nothing for {}", loader.id);
            // Each version that the model names is one of these.
            let named = |row: &Row| {
                let version = upstream(row.version);
                loader
                    .version
                    .split([' ', ','])
                    .any(|word| version.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
            };
            assert!(
                rows.iter().any(named),
                "{} is a model of {}, and the lock has {rows:?}",
                loader.id,
                loader.version
            );
        }
        let is_known = |id: &str| loader::ALL.iter().any(|loader| loader.id == id) || store::find(id).is_some();
        for row in rows() {
            assert!(row.ids.split(',').all(is_known), "{row:?}");
        }
    }

    #[test]
    fn the_lock_says_what_the_pins_say() {
        let pinned = ["requirements.txt", "clients.txt", "older-requirements.txt"];
        let python: String = pinned.iter().map(|name| read(&format!("tests/loaders/{name}"))).collect();
        let npm: serde_json::Value = serde_json::from_str(&read("tests/loaders/package-lock.json")).expect("JSON");
        let crates = read("Cargo.lock");
        for row in rows() {
            let Row { package, version, digest, .. } = row;
            let same = match row.from {
                "pypi" => python
                    .lines()
                    .skip_while(|line| !line.starts_with(&format!("{package}=={version} ")))
                    .skip(1)
                    .take_while(|line| line.starts_with(' '))
                    .any(|line| line.contains(digest)),
                "npm" => {
                    let entry = &npm["packages"][format!("node_modules/{package}")];
                    entry["version"] == version && entry["integrity"] == digest
                }
                "crates" => {
                    crates.contains(&format!("name = \"{package}\"\nversion = \"{version}\"\nsource"))
                        && crates.contains(&format!("checksum = \"{digest}\""))
                }
                "kept" => {
                    let path = format!("tests/loaders/packages/{package}_{version}_all.deb");
                    let path = crate::build::root().expect("a project").join(path);
                    crate::bundle::sha256(&fs::read(path).expect("a package")) == digest
                }
                "source" => {
                    let folder = format!("tests/loaders/packages/{package}-{version}");
                    let mut files = files(&crate::build::root().expect("a project").join(folder));
                    files.sort_by_key(|file| file.as_os_str().to_owned());
                    let all: Vec<_> = files.iter().flat_map(|file| fs::read(file).expect("a file")).collect();
                    crate::bundle::sha256(&all) == digest
                }
                _ => digest.len() == 64,
            };
            assert!(same, "{row:?}");
        }
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn another_version_is_a_sentence() {
        let row = Row { from: "trixie", package: "x", version: "1:1.32.4+ds-2", digest: "aa", ids: "y" };
        let had = |version: &str, architecture: &str, digest: &str| Had {
            from: "trixie",
            package: "x".to_owned(),
            version: version.to_owned(),
            architecture: architecture.to_owned(),
            digest: digest.to_owned(),
        };
        let says = |had: Had| other(&row, &had).unwrap_or_default();
        assert_eq!(says(had("1:1.32.4+ds-2", "amd64", "aa")), "");
        assert_eq!(says(had("1:1.32.4+ds-2", "amd64", "")), "");
        assert_eq!(says(had("1:1.32.4+ds-2", "arm64", "bb")), "");
        let here = "x 1:1.32.4+ds-2 is here with another digest than the lock's";
        assert_eq!(says(had("1:1.32.4+ds-2", "amd64", "bb")), here);
        let newer = "x 1.33.0 is here, the model is of 1.32.4: see `cargo xtask newest`";
        assert_eq!(says(had("1:1.33.0+ds-1", "amd64", "bb")), newer);
        let mended = "x 1:1.32.4+ds-3 is here, the model is of 1:1.32.4+ds-2: see `cargo xtask newest`";
        assert_eq!(says(had("1:1.32.4+ds-3", "amd64", "bb")), mended);
        assert_eq!(upstream("2:8.2.29-1~deb12u1"), "8.2.29");
    }
}
