//! podman-compose's `env_file:`: python-dotenv reads the file, and each variable goes to podman as
//! `-e NAME=value`.
//!
//! So `'K=J'=a` gives `K` the value `J=a`, and a name alone is taken from the host.
//!
//! Modelled from podman-compose 1.6.0, `podman_compose.py`, `container_to_args` and
//! `dotenv_to_dict`, and python-dotenv 1.2.4.

use super::{
    Django, Family, Loader, Precedence, Snippet,
    python_dotenv::{self, Into, Rules},
};

pub(super) const LOADER: Loader = Loader {
    id: "podman-compose",
    label: "podman-compose env_file",
    family: Family::Container,
    version: "1.6.0, python-dotenv 1.2.4",
    source: "podman_compose.py, container_to_args; dotenv/parser.py",
    load: |file, environment, name| python_dotenv::load(file, environment, name, &RULES),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet { place: "compose.yaml", text: "services:\n  web:\n    env_file: .env\n" }),
    with: None,
    ..python_dotenv::LOADER
};

const RULES: Rules = Rules { into: Into::Podman, ..Rules::LOAD_DOTENV };

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
                ("J=x\nK=${J}$J\n", Value("x$J")),
                ("'K=J'=a\n", Value("J=a")),
                ("'K=J'=a\nK=b\n", Value("b")),
                ("K=a\n'K='=b\nK=c\n", Value("=b")),
                ("'K=J'\n", Value("J")),
                ("'K=\r'", Value("\n")),
                ("K\n", Missing),
                ("K=a\nK\n", Missing),
                ("K=\n", Value("")),
            ],
        );
    }
}
