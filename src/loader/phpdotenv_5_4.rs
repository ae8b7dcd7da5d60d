//! PHP's phpdotenv 5.4.
//!
//! As the newest version, but letters beyond ASCII in names fail the file, and so does `export K`, with
//! one letter; a value in double quotes that never ends hides the rest of the file; and a comment with
//! `="` in it can swallow the lines after it.
//!
//! Modelled from phpdotenv 5.4.1, `src/Parser/` and `src/Loader/Resolver.php`.

use super::{Loader, Precedence, phpdotenv};

pub(super) const LOADER: Loader = Loader {
    id: "phpdotenv-5-4",
    label: "PHP phpdotenv 5.4",
    version: "5.4.1",
    load: |file, environment, name| phpdotenv::load(file, environment, name, false),
    precedence: Precedence::Host,
    ..phpdotenv::LOADER
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
                ("K=a$b#c\n", Value("a$b")),
                ("K=\"a\nb\"\n", Value("a\nb")),
                ("K=\"a\n\"\n", Value("a\n")),
                ("K=\"a\n\" \n", Missing),
                ("J=a\nK=\"b\n", Missing),
                ("#J=\"a\nK=b\n\"\n", Missing),
                ("export K=a\n", Refused),
                ("export  K=a\n", Value("a")),
                ("É=a\nK=b\n", Refused),
                ("A=x\nJ=A\nK=\"${${J}}\"\n", Value("x")),
            ],
        );
    }
}
