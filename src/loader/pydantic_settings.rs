//! pydantic-settings with `env_file=".env"`: python-dotenv reads the file, and `k` is `K`.
//!
//! Modelled from pydantic-settings 2.16.3, `pydantic_settings/sources/providers/dotenv.py`, and
//! python-dotenv 1.2.4.

use super::{
    Django, Load, Loader,
    python_dotenv::{self, Into, Rules},
};

pub(super) const LOADER: Loader = Loader {
    id: "pydantic-settings",
    label: "pydantic-settings",
    version: "2.16.3, python-dotenv 1.2.4",
    source: "pydantic_settings/sources/providers/dotenv.py; dotenv/parser.py",
    load: Load::One(|file, name, environment| {
        python_dotenv::read(
            file,
            name,
            environment,
            &Rules { into: Into::Map, ignore_case: true, ..Rules::LOAD_DOTENV },
        )
    }),
    settings: Django::Pydantic,
    with: None,
    ..python_dotenv::LOADER
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
                ("K=a #b\n", Value("a")),
                ("k=a\n", Value("a")),
                ("K=a\nk=b\n", Value("b")),
                ("k=b\nK=a\n", Value("a")),
                ("J=x\nk=${J}y\n", Value("xy")),
                ("'J=H'=a\nK=b\n", Value("b")),
                ("J=a\n", Missing),
            ],
        );
    }

    /// What python-dotenv's own tests say of files.
    #[test]
    fn upstream_cases_of_python_dotenv() {
        reads(&LOADER, python_dotenv::tests::UPSTREAM);
    }

    /// github.com/pydantic/pydantic-settings, v2.16.3, `tests/test_settings.py`, the dotenv tests.
    #[test]
    fn upstream_cases() {
        reads(
            &LOADER,
            &[
                (
                    "# this is a comment\nA=good string\n# another one, followed by whitespace\n\nK='better string'\nc=\"best string\"\n",
                    Value("better string"),
                ),
                ("a=IGNORED\nK=good string\nC=best string\n", Value("good string")),
                ("export k='x'\n", Value("x")),
                ("k=\n", Value("")),
            ],
        );
    }
}
