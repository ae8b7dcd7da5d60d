//! docker-compose 1, which an older python-dotenv reads a service's `env_file:` for.
//!
//! It is as podman-compose, but for quotes: `K='a\\'` does not end there, for a `'` after a backslash
//! is one that goes on, however many backslashes there are. `K= #b` is `#b`.
//!
//! Modelled from docker-compose 1.29.2, `compose/config/environment.py`, `env_vars_from_file`, and
//! `compose/service.py`, `format_environment`; python-dotenv 0.21.0, `dotenv/parser.py`.

use super::{
    Loader, Precedence, Snippet, podman_compose,
    python_dotenv::{self, Age, Into, Rules},
};
use crate::quoting;

pub(super) const LOADER: Loader = Loader {
    id: "compose-1",
    label: "docker-compose 1 env_file",
    version: "1.29.2, python-dotenv 0.21.0",
    source: "compose/config/environment.py; dotenv/parser.py",
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_BACKSLASH, quoting::DOUBLE_BACKSLASH],
    load: |file, environment, name| python_dotenv::load(file, environment, name, &RULES),
    precedence: Precedence::FileAlone,
    starts: Some(Snippet {
        place: "docker-compose.yml",
        text: "version: \"3\"\nservices:\n  web:\n    env_file: .env\n",
    }),
    with: None,
    ..podman_compose::LOADER
};

const RULES: Rules = Rules { into: Into::Podman, age: Age::Old, ..Rules::LOAD_DOTENV };

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
                ("K='a\\\\'\n", Value("a\\")),
                ("K='a\\\\'\nJ='b'\n", Missing),
                ("K='a\\\\' 'b'\n", Missing),
                ("K='a\\\\'' #b\n", Value("a\\'")),
                ("K=\"a\\\\\"b\" #b\n", Value("a\\\"b")),
                ("K=\"a\\\"\r\n", Value("a\\")),
                ("K='a\\\n\\\\\\x'\n", Value("a\\\n\\\\x")),
                ("K= #b\n", Value("#b")),
                ("K=a\t #b\n", Value("a")),
                ("J=x\nK='${J}$J'\n", Value("x$J")),
                ("'K=J'=a\n", Value("J=a")),
                ("\u{feff}K=a\n", Value("a")),
                ("K\n", Missing),
            ],
        );
    }
}
