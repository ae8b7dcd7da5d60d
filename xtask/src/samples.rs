//! `cargo xtask samples`: `docs/loaders.json`, what each loader makes of some fifty short values, as the models have it.
//!
//! That the real loaders make the same of them is what a test in `src/loader/common/samples.rs` asks, with those of all
//! loaders.

use std::fs;

use anyhow::{Result, ensure};
use clap::Args;
use keyproof::{
    loader::{self, Environment, Loader, Tested, samples},
    name::VariableName,
    reading::Reading,
};
use serde_json::{Value, json};

use crate::build::root;

/// What `cargo xtask samples` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Compare with the file that is there, and write nothing.
    #[arg(long)]
    check: bool,
}

/// Where the table stands, in the project's folder.
const TABLE: &str = "docs/loaders.json";

/// Writes the table, or compares it with the one that is there.
pub(crate) fn run(options: &Options) -> Result<()> {
    let path = root()?.join(TABLE);
    let table = table()?;
    if options.check {
        ensure!(fs::read_to_string(path)? == table, "{TABLE} is not what the models make; run `cargo xtask samples`");
    } else {
        fs::write(path, table)?;
    }
    Ok(())
}

/// The table, a line for each sample and each loader.
fn table() -> Result<String> {
    let name = VariableName::parse("K")?;
    let samples: Vec<_> =
        samples::ALL.iter().map(|sample| json!({ "id": sample.id, "about": sample.about }).to_string()).collect();
    let loaders: Vec<_> = loader::ALL.iter().map(|loader| about(loader, &name).to_string()).collect();
    Ok(format!(
        "{{\n\"$schema\": \"loaders.schema.json\",\n\"format\": 1,\n\"samples\": [\n{}\n],\n\"loaders\": [\n{}\n]\n}}\n",
        samples.join(",\n"),
        loaders.join(",\n")
    ))
}

fn about(loader: &Loader, name: &VariableName) -> Value {
    let readings = samples::ALL.iter().filter_map(|sample| {
        let file = sample.file(loader)?;
        let mut reading = told(&(loader.read)(&file, name, &Environment::EMPTY));
        reading["file"] = file.into();
        Some((sample.id.to_owned(), reading))
    });
    json!({
        "id": loader.id,
        "name": loader.label,
        "version": loader.version,
        "proof": if loader.tested == Tested::Real { "real" } else { "source" },
        "source": loader.source,
        "readings": readings.collect::<Value>(),
    })
}

fn told(reading: &Reading) -> Value {
    match reading {
        Reading::Value { text, .. } => json!({ "value": text.expose() }),
        Reading::Missing { .. } => json!({ "missing": true }),
        Reading::Refused(note) => json!({ "error": note.reason.sentence() }),
        Reading::Unknown(note) => json!({ "unknown": note.reason.sentence() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_that_of_the_models() {
        run(&Options { check: true }).expect("it is up to date");
    }

    #[test]
    fn the_table_has_the_form_of_its_schema() {
        let table: Value = serde_json::from_str(&table().expect("a table")).expect("JSON");
        let schema: Value = serde_json::from_str(include_str!("../../docs/loaders.schema.json")).expect("JSON");
        let ids: Vec<_> = samples::ALL.iter().map(|sample| sample.id).collect();
        let wanted = &schema["properties"]["loaders"]["items"]["required"];
        for loader in table["loaders"].as_array().expect("loaders") {
            for field in wanted.as_array().expect("fields") {
                assert!(!loader[field.as_str().expect("a name")].is_null(), "{field} of {}", loader["id"]);
            }
            for (id, reading) in loader["readings"].as_object().expect("readings") {
                assert!(ids.contains(&id.as_str()), "{id}");
                let ways = ["value", "missing", "error", "unknown"].iter().filter(|way| !reading[**way].is_null());
                assert_eq!(ways.count(), 1, "{id} of {}", loader["id"]);
            }
        }
    }
}
