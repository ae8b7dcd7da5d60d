//! Vite 8, `loadEnv()`: Node reads the file, and dotenv-expand 12 expands it.
//!
//! Node gives the variables in the order of their names. Later variables see what became of earlier ones. Only variables that begin with a prefix reach the browser; all of them are read.
//!
//! Modelled from Vite 8.3.8, `loadEnv`, which has dotenv-expand 12 in it.

use std::collections::BinaryHeap;

use super::{
    Environment, Loader, Precedence,
    common::{
        expand::{self, Rules},
        javascript,
    },
    dotenv_expand_12, node_env_file,
};
use crate::{listed::Listed, name::VariableName, reading::Loaded};

pub(super) const LOADER: Loader = Loader {
    id: "vite-8",
    label: "Vite 8",
    version: "8.3.8",
    source: "vite/dist/node, loadEnv",
    load: |file, environment, name| {
        node_env_file::with_carriage_returns(file, &|text| by_name(text, environment, name))
    },
    precedence: Precedence::Host,
    ..dotenv_expand_12::LOADER
};

/// What is read of a text without carriage returns.
fn by_name<'f>(text: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    let (variables, mut notes) =
        javascript::in_order(node_env_file::variables(text, node_env_file::next_quote).into_iter(), name);
    // A heap sorts, and is a sixth of `sort` in the page.
    let names = variables.iter().enumerate().map(|(place, variable)| (variable.name, place));
    let by_name = names.collect::<BinaryHeap<_>>().into_sorted_vec();
    let mut variables: Vec<_> = variables.into_iter().map(Some).listed();
    let variables = by_name.iter().filter_map(|(_, place)| variables.get_mut(*place)?.take());
    let rules = Rules { live: true, runs: false };
    let mut loaded = expand::expanded(text, variables, environment, name, rules);
    notes.append(&mut loaded.notes);
    loaded.notes = notes;
    loaded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{Expected::Value, reads};

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b'\n", Value("a")),
                ("K='a\\$b#c' #d\n", Value("a$b#c")),
                ("K=$J\nJ=\\\\$\n", Value("$")),
                ("K=$L\nL=\\\\$\n", Value("\\$")),
                ("J=x\nK=${J}y\n", Value("xy")),
            ],
        );
    }
}
