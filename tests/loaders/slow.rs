//! Which of the real loaders take their time: fewer files are asked about by default. `--files 20000` takes Compose
//! some five minutes.

use std::fs;

use keyproof::loader::Loader;

use crate::oracle;

/// How often a real loader is started, as a comment in the program that asks it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Started {
    /// Once, or for thousands of files.
    Once,
    /// For each hundred files or fewer.
    Often,
    /// For each file, or for most.
    Each,
}

impl Started {
    /// How often this one is.
    pub(crate) fn of(loader: &Loader) -> Self {
        if says(loader, "\n# Started for each file.\n") {
            Self::Each
        } else if says(loader, "\n# Started for some files at a time.\n") {
            Self::Often
        } else {
            Self::Once
        }
    }
}

/// Whether this text stands in the program that asks the real loader.
pub(crate) fn says(loader: &Loader, text: &str) -> bool {
    oracle::program(loader.id)
        .and_then(|program| fs::read_to_string(program.path).ok())
        .is_some_and(|all| all.contains(text))
}
