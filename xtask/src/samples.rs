//! `cargo xtask samples`: `docs/loaders.json`, what each loader makes of some fifty short values, as the models have it.
//!
//! That the real loaders make the same of them is what a test in `src/loader/common/samples.rs` asks, with those of all
//! loaders.

use std::fs;

use anyhow::{Result, ensure};
use clap::Args;
use keyproof::loader::samples;

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
    let table = samples::table();
    // It is JSON.
    let _: serde_json::Value = serde_json::from_str(&table)?;
    if options.check {
        ensure!(fs::read_to_string(path)? == table, "{TABLE} is not what the models make; run `cargo xtask samples`");
    } else {
        fs::write(path, table)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_table_is_that_of_the_models() {
        run(&Options { check: true }).expect("it is up to date");
    }

    #[test]
    fn the_table_has_the_form_of_its_schema() {
        let table: Value = serde_json::from_str(&samples::table()).expect("JSON");
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
