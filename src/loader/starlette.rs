//! Starlette's `Config` reading a `.env` file: the rules of python-decouple.
//!
//! Modelled from Starlette 1.10.0, `starlette/config.py`, `Config._read_file`.

use super::{Django, Loader, python_decouple};

pub(super) const LOADER: Loader = Loader {
    id: "starlette",
    label: "Starlette Config",
    version: "1.10.0",
    source: "starlette/config.py, Config._read_file",
    django: Django::Starlette,
    ..python_decouple::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a\"b' \n", Value("a\"b")),
                ("K=\"a' #b\n", Value("\"a' #b")),
                ("K='\n", Value("'")),
                ("export K=a\n", Missing),
                ("\u{feff}K=a\n", Missing),
            ],
        );
    }
}
