//! environs, `env.read_env()` and `env.str("K")`: python-dotenv reads the file, and the variables
//! stay out of `os.environ`.
//!
//! Modelled from environs 15.2.0, `environs/__init__.py`, and python-dotenv 1.2.4.

use super::{
    Django, Loader, Precedence,
    python_dotenv::{self, Into, Rules},
};

pub(super) const LOADER: Loader = Loader {
    id: "environs",
    label: "environs",
    version: "15.2.0, python-dotenv 1.2.4",
    source: "environs/__init__.py, Env.read_env; dotenv/parser.py",
    load: |file, environment, name| python_dotenv::load(file, environment, name, &RULES),
    precedence: Precedence::Host,
    django: Django::Environs { expand_vars: false },
    with: None,
    ..python_dotenv::LOADER
};

const RULES: Rules = Rules { into: Into::Map, ..Rules::LOAD_DOTENV };

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
                ("export K='a\\'b' # c\n", Value("a'b")),
                ("J=x\nK=${J}$J\\$\n", Value("x$J\\$")),
                ("K=\n", Value("")),
                ("K\n", Missing),
            ],
        );
    }
}
