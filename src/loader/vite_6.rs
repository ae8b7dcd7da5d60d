//! Vite 6, `loadEnv()`: a bundled dotenv 16 reads the file, and dotenv-expand 12 expands it.
//!
//! Later variables see what became of earlier ones. Only variables that begin with a prefix reach the browser; all of them are read.
//!
//! Modelled from Vite 6.4.6, `loadEnv`, which has dotenv-expand 12 in it.

use super::{
    Loader, Precedence,
    common::{
        expand::{self, Rules},
        javascript,
    },
    dotenv_expand_12,
};

pub(super) const LOADER: Loader = Loader {
    id: "vite-6",
    label: "Vite 6",
    version: "6.4.6",
    source: "vite/dist/node, loadEnv",
    load: |file, environment, name| {
        let rules = Rules { live: true, runs: false };
        expand::expanded(file, javascript::variables(file), environment, name, rules)
    },
    precedence: Precedence::Host,
    ..dotenv_expand_12::LOADER
};

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
                ("K=$J\nJ=x\n", Value("x")),
                ("J=x\nK=${J}y\n", Value("xy")),
            ],
        );
    }
}
