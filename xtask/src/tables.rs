//! `cargo xtask tables`: what the README says of the loaders, measured.
//!
//! Runs the differential tests and the round trips, which write down what they count, and puts two
//! tables between their marks in the README: each loader with its version and the files tested, and
//! how many keys arrive changed in our line and in the naive ones. `docs/rotation.md` has what the page
//! says of rotation, as the tests found it in each version of Django.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use anyhow::{Context, Result, ensure};
use clap::Args;
use keyproof::{
    loader::{self, Tested},
    rotate::{
        self,
        facts::{self, Group},
    },
    store::{self, Proof},
};
use serde_json::Value;

use crate::{build::root, test::tests_with, tools::SetUp};

/// Where the loaders' tests write down what they count, in the project's folder.
pub(crate) const RECORD: &str = "target/test/loaders.jsonl";

/// What `cargo xtask tables` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Keys of Django's own alphabet for each loader.
    #[arg(long, default_value_t = 2_000)]
    keys: u64,

    /// Files generated for each loader; as many as the tests have if none are named.
    #[arg(long)]
    files: Option<u64>,

    /// Write the tables of the last run, and run nothing.
    #[arg(long)]
    again: bool,
}

/// Measures, and writes the README.
pub(crate) fn run(options: &Options) -> Result<()> {
    let root = root()?;
    let record = root.join(RECORD);
    if !options.again {
        let tools = SetUp::start(root, true, false)?.loaders()?;
        ensure!(tools.missing.is_empty(), "Not all loaders can be had; run cargo xtask test to see which");
        let _ = fs::remove_file(&record);
        let mut command = tests_with(&["--package=keyproof", "--test", "loaders"], &tools);
        command.env("KEYPROOF_RECORD", &record).env("KEYPROOF_KEYS", options.keys.to_string());
        command.env("KEYPROOF_PRESET", "django").env("KEYPROOF_NAIVE", options.keys.to_string());
        if let Some(files) = options.files {
            command.env("KEYPROOF_FILES", files.to_string());
        }
        ensure!(command.status()?.success(), "A test failed; see above");
        for tests in [&["rotation", "rotation::django"][..], &["rotation", "rotation::packages"], &["stores"]] {
            let mut command = tests_with(&[&["--package=keyproof", "--test"], tests].concat(), &tools);
            command.env("KEYPROOF_RECORD", &record);
            ensure!(command.status()?.success(), "A test failed; see above");
        }
    }
    let mut counts: BTreeMap<String, Value> = BTreeMap::new();
    let mut found = BTreeMap::new();
    let mut packages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut stores: BTreeMap<String, [Option<u64>; 2]> = BTreeMap::new();
    for line in fs::read_to_string(&record).context("Nothing is recorded yet")?.lines() {
        let entry: Value = serde_json::from_str(line)?;
        if let (Some(_), Some(fact)) = (entry["package"].as_str(), entry["fact"].as_str()) {
            let text = |name: &str| entry[name].as_str().unwrap_or_default();
            let mark = if entry["so"] == true { "✓" } else { "–" };
            let run = format!("{} with Django {} {mark}", text("version"), text("django"));
            packages.entry(fact.to_owned()).or_default().push(run);
            continue;
        }
        if let (Some(fact), Some(django), Some(so)) =
            (entry["fact"].as_str(), entry["django"].as_str(), entry["so"].as_bool())
        {
            found.insert((fact.to_owned(), django.to_owned()), so);
            continue;
        }
        if let Some(store) = entry["store"].as_str() {
            let of = stores.entry(store.to_owned()).or_insert([None, None]);
            for (number, name) in ["shells", "real"].into_iter().enumerate() {
                of[number] = entry[name].as_u64().or(of[number]);
            }
            continue;
        }
        if entry["preset"].as_str().is_some_and(|preset| preset != "django") {
            continue;
        }
        let of = counts.entry(entry["loader"].as_str().context("a loader")?.to_owned()).or_insert_with(|| Value::Null);
        for (name, value) in entry.as_object().context("an entry")? {
            of[name] = value.clone();
        }
    }
    // Of what the last run left out, the table stays.
    if !counts.is_empty() {
        let tables = [("loaders", loaders(&counts)), ("survival", survival(&counts))];
        rewrite(&root.join("README.md"), &tables)?;
    }
    if !stores.is_empty() {
        rewrite(&root.join("README.md"), &[("stores", self::stores(&stores))])?;
    }
    if !found.is_empty() {
        rewrite(&root.join("docs/rotation.md"), &[("facts", facts(&found))])?;
    }
    if !packages.is_empty() {
        rewrite(&root.join("docs/rotation.md"), &[("packages", self::packages(&packages))])?;
    }
    Ok(())
}

/// Puts the tables between their marks in the file.
fn rewrite(path: &Path, tables: &[(&str, String)]) -> Result<()> {
    let mut text = fs::read_to_string(path)?;
    for (name, table) in tables {
        between(&mut text, name, table)?;
    }
    Ok(fs::write(path, text)?)
}

/// A row for each fact, and in each version whether the test found it so. An empty cell: it is not so
/// there, and the page does not say it of that version.
fn facts(found: &BTreeMap<(String, String), bool>) -> String {
    let mut versions: Vec<_> = found.keys().map(|(_, django)| django.as_str()).collect();
    versions.sort_unstable();
    versions.dedup();
    let mut table =
        format!("| what the page says | {} | in Django’s source, and the assertion |\n", versions.join(" | "));
    let _ = writeln!(table, "| --- |{} --- |", " :-: |".repeat(versions.len()));
    for group in Group::ALL {
        let _ = writeln!(table, "| **{}** |{} |", group.label(), " |".repeat(versions.len()));
        for fact in facts::ALL.iter().filter(|fact| fact.group == group) {
            let engine = fact.engine.map_or_else(String::new, |engine| format!(" (`{}`)", engine.label()));
            let cells = versions.iter().map(|version| match found.get(&(fact.id.to_owned(), (*version).to_owned())) {
                Some(true) => " ✓ |",
                Some(false) => " |",
                None => " ? |",
            });
            let cells: String = cells.collect();
            let _ = writeln!(table, "| {}{engine} |{cells} `{}`, `{}` |", fact.sentence, fact.source, fact.id);
        }
    }
    table
}

/// A row for each fact about a package, with the runs in which it was so and those in which it was not.
fn packages(found: &BTreeMap<String, Vec<String>>) -> String {
    let mut table = "| what the page says | run | assertion |\n| --- | --- | --- |\n".to_owned();
    for package in rotate::packages::ALL {
        let _ = writeln!(table, "| **{}** | | `{}` |", package.name, package.source);
        for fact in package.facts {
            let runs = found.get(fact.id).map_or("?".to_owned(), |runs| runs.join(", "));
            let _ = writeln!(table, "| {}{} | {runs} | `{}` |", fact.about.lead(), fact.sentence, fact.id);
        }
    }
    table
}

/// A row for each store. A test fails at the first key that arrives changed, so what is counted here has
/// arrived.
fn stores(counts: &BTreeMap<String, [Option<u64>; 2]>) -> String {
    let mut table = "| store | proof | version or date | keys through the shells | keys through the program | changed |\n| --- | --- | --- | ---: | ---: | ---: |\n".to_owned();
    for store in store::ALL {
        let (proof, of) = match store.proof {
            Proof::Proven(of) => ("the real program", of),
            Proof::Documentation(of) => ("documentation", of),
        };
        let counts = counts.get(store.id).copied().unwrap_or_default();
        let number = |number: Option<u64>| number.map_or("–".to_owned(), |number| number.to_string());
        let failures = if counts == [None, None] { "–" } else { "0" };
        let [shells, real] = counts.map(number);
        let _ = writeln!(table, "| {} | {proof} | {of} | {shells} | {real} | {failures} |", store.label);
    }
    table
}

fn loaders(counts: &BTreeMap<String, Value>) -> String {
    let mut table =
        "| loader | version | held against | files | disagreements |\n| --- | --- | --- | ---: | ---: |\n".to_owned();
    for loader in loader::ALL {
        let of = counts.get(loader.id).unwrap_or(&Value::Null);
        let against = if loader.tested == Tested::Real { "the real one" } else { "its source only" };
        let number = |name: &str| of[name].as_u64().map_or("–".to_owned(), |number| number.to_string());
        let _ = writeln!(
            table,
            "| {} | {} | {against} | {} | {} |",
            cell(loader.label),
            loader.version,
            number("files"),
            number("disagreements")
        );
    }
    table
}

fn survival(counts: &BTreeMap<String, Value>) -> String {
    let mut table = "| loader | keys | our line | no quotes | single quotes | double quotes | refused |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n".to_owned();
    for loader in loader::ALL.iter().filter(|loader| loader.tested == Tested::Real) {
        let of = counts.get(loader.id).unwrap_or(&Value::Null);
        let percent = |name: &str| of[name].as_f64().map_or("–".to_owned(), |share| format!("{share:.1} %"));
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} |",
            cell(loader.label),
            of["keys"].as_u64().unwrap_or_default(),
            percent("changed"),
            percent("bare"),
            percent("single"),
            percent("double"),
            percent("refused")
        );
    }
    table
}

/// A text as a cell of a table has it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Replaces what stands between the marks of this name.
pub(crate) fn between(text: &mut String, name: &str, content: &str) -> Result<()> {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).with_context(|| format!("The README has no {open}"))? + open.len();
    let end = start + text[start..].find(&close).with_context(|| format!("The README has no {close}"))?;
    text.replace_range(start..end, content);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_put_between_its_marks() {
        let mut text = "a\n<!-- x -->\nold\n<!-- /x -->\nb".to_owned();
        between(&mut text, "x", "new\n").expect("the marks are there");
        assert_eq!(text, "a\n<!-- x -->\nnew\n<!-- /x -->\nb");
        assert!(between(&mut text, "y", "").is_err());
    }
}
