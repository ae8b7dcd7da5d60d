//! A Compose project's own `.env`, whose variables stand as `${NAME}` in `compose.yaml`.
//!
//! The file is read as `env_file:` reads it, and a value that is put in the place of `${NAME}` is
//! not looked into again: `K='a$b'` arrives as `a$b`.
//!
//! Modelled from Docker Compose 2.40.3, that is compose-go 2.9.1, `dotenv/parser.go`, and held
//! against 5.6.1.

use super::{Loader, Precedence, Snippet, compose_env_file};

pub(super) const LOADER: Loader = Loader {
    id: "compose-project-env",
    label: "Compose .env",
    source: "compose-go 2.9.1, dotenv/parser.go and cli/options.go",
    place: ".env, beside compose.yaml",
    // What Compose was started with comes first, if the file can be read at all.
    load: compose_env_file::whole,
    precedence: Precedence::Host,
    // `:?` stops Compose when the variable is missing or empty.
    starts: Some(Snippet {
        place: "compose.yaml",
        text: "services:\n  web:\n    environment:\n      {var}: ${{var}:?}\n",
    }),
    ..compose_env_file::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a #b\n", Value("a")),
                ("K='a$b${c'\n", Value("a$b${c")),
                ("K=a$b$$c\n", Value("a$c")),
                ("K=\n", Value("")),
                ("J=a\n", Missing),
                ("K='a\n", Refused),
            ],
        );
    }
}
