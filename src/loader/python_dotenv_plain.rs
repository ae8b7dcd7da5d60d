//! python-dotenv's `load_dotenv(interpolate=False)`: `${NAME}` is itself.
//!
//! Modelled from python-dotenv 1.2.4, `dotenv/main.py`, `DotEnv.dict`.

use super::{
    Django, Loader, Precedence,
    python_dotenv::{self, Rules},
};

pub(super) const LOADER: Loader = Loader {
    id: "python-dotenv-plain",
    label: "python-dotenv, interpolate=False",
    cannot_carry: &[],
    load: |file, environment, name| python_dotenv::load(file, environment, name, &RULES),
    precedence: Precedence::Host,
    django: Django::Dotenv { interpolate: false },
    with: None,
    ..python_dotenv::LOADER
};

const RULES: Rules = Rules { interpolate: false, ..Rules::LOAD_DOTENV };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{Expected::Value, reads};

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[("K=${J}\n", Value("${J}")), ("K='${J:-a}' # b\n", Value("${J:-a}")), ("K=a\\$\n", Value("a\\$"))],
        );
    }
}
