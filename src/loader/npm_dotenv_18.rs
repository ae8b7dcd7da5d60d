//! npm's dotenv 18: it reads as version 16 does.
//!
//! With its option `fast` (or `DOTENV_FAST`) it has another parser, which reads the same: the test asks both.
//!
//! Modelled from dotenv 18.0.10, `dist/index.cjs`.

use super::{Loader, npm_dotenv_16};

pub(super) const LOADER: Loader = Loader {
    id: "npm-dotenv-18",
    label: "npm dotenv 18",
    version: "18.0.10",
    source: "dist/index.cjs, parse",
    ..npm_dotenv_16::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{Expected::Value, reads};

    #[test]
    fn cases() {
        reads(&LOADER, &[("K=\"{ port: $MONGOLAB_PORT}\"\n", Value("{ port: $MONGOLAB_PORT}"))]);
    }
}
