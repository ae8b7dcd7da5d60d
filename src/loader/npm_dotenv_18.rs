//! npm's dotenv 18: it reads as version 16 does.
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
    use crate::loader::tests::{Expected::Value, reads};

    #[test]
    fn cases() {
        reads(&LOADER, &[("export K='a#\\'b' # c\n", Value("a#\\'b")), ("K=a#b\n", Value("a"))]);
    }
}
