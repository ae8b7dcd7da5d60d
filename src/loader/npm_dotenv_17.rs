//! npm's dotenv 17: it reads as version 16 does.
//!
//! Modelled from dotenv 17.4.2, `lib/main.js`.

use super::{Loader, npm_dotenv_16};

pub(super) const LOADER: Loader =
    Loader { id: "npm-dotenv-17", label: "npm dotenv 17", version: "17.4.2", ..npm_dotenv_16::LOADER };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{Expected::Value, reads};

    #[test]
    fn cases() {
        reads(&LOADER, &[("K=\"{ port: $MONGOLAB_PORT}\"\n", Value("{ port: $MONGOLAB_PORT}"))]);
    }
}
