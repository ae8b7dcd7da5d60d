//! Vite 7, `loadEnv()`: as Vite 6, with dotenv 17 and dotenv-expand 12 in it.
//!
//! Modelled from Vite 7.3.8, `loadEnv`.

use super::{Loader, vite_6};

pub(super) const LOADER: Loader = Loader { id: "vite-7", label: "Vite 7", version: "7.3.8", ..vite_6::LOADER };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{Expected::Value, reads};

    #[test]
    fn cases() {
        reads(&LOADER, &[("K='a\\$b#c' #d\n", Value("a$b#c")), ("K=$J\nJ=x\n", Value("x"))]);
    }
}
