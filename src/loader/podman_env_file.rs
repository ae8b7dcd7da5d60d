//! `podman run --env-file`.
//!
//! As `docker` reads it: all that follows the first `=` is the value, to the letter. A byte order
//! mark stays in the first name, and a blank before `=` in any name, so that these are other names;
//! only a line without a name fails.
//!
//! Modelled from Podman 5.8.6, `pkg/env/env.go`, `ParseFile`, and held against 5.4.2, the newest of a stable
//! release.

use super::{
    Loader, Precedence, Snippet,
    docker_env_file::{self, Alone, Rules},
};

pub(super) const LOADER: Loader = Loader {
    id: "podman-env-file",
    label: "podman --env-file",
    version: "5.4.2",
    source: "pkg/env/env.go, ParseFile",
    load: |file, environment, name| docker_env_file::load(file, environment, name, &RULES),
    precedence: Precedence::FileAlone,
    starts: Some(Snippet { place: "a terminal", text: "podman run --env-file .env IMAGE\n" }),
    ..docker_env_file::LOADER
};

const RULES: Rules = Rules {
    drops_mark: false,
    blank: |c| matches!(c, ' ' | '\t'),
    name: |name| !name.is_empty(),
    alone: Alone::Inherits,
    once: false,
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
                ("K=a\n", Value("a")),
                ("\t K='a' #b $c \\\n", Value("'a' #b $c \\")),
                ("K=\"a\nb\"\n", Value("\"a")),
                ("K=a\nK= b \r\n", Value(" b ")),
                ("\u{feff}K=a\n", Missing),
                ("\u{a0}K=a\n", Missing),
                ("export K=a\nK =b\n", Missing),
                ("K\n", Missing),
                ("K*\n", Missing),
            ],
        );
    }
}
