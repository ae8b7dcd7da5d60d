//! npm's dotenv 18: it reads as version 16 does.
//!
//! With its option `fast` (or `DOTENV_CONFIG_FAST`) it has another parser, which is not modelled: the same
//! but for values that are hardly ever written, such as `K='a'b'`, which it ends at the second quote.
//!
//! Modelled from dotenv 18.0.10, `dist/index.cjs`, without its option `fast`.

use super::{Loader, npm_dotenv_16};

pub(super) const LOADER: Loader = Loader {
    id: "npm-dotenv-18",
    label: "npm dotenv 18",
    version: "18.0.10",
    source: "dist/index.cjs, parse without fast",
    ..npm_dotenv_16::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::{
        npm_dotenv_16::tests::UPSTREAM,
        tests::{Expected::Value, reads},
    };

    #[test]
    fn cases() {
        reads(&LOADER, UPSTREAM);
        reads(&LOADER, &[("K=\"{ port: $MONGOLAB_PORT}\"\n", Value("{ port: $MONGOLAB_PORT}"))]);
    }
}
