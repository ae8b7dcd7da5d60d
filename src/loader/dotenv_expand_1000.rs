//! npm's dotenv with dotenv-expand 1000: `expand(config())`.
//!
//! As version 12, and then `$(command)` is run by a shell, whatever the quotes and even after a backslash:
//! `K='a$(b)c'` is `a`, what `b` prints, and `c`. Later variables see what became of earlier ones. Where
//! `DOTENV_PRIVATE_KEY` is set, a value that begins with `encrypted:` is decrypted.
//!
//! Modelled from dotenv-expand 1000.0.0, `lib/main.js`, with the `expand` and `evaluate` of
//! @dotenvx/primitives 2.1.1 that are bundled with it, and dotenv 17.4.2.

use super::{
    Loader, Precedence,
    common::{
        expand::{self, Rules},
        javascript,
    },
    dotenv_expand_12,
};

pub(super) const LOADER: Loader = Loader {
    id: "dotenv-expand-1000",
    label: "dotenv-expand 1000",
    version: "1000.0.0, dotenv 17.4.2",
    source: "dotenv-expand/dist/lib/main.js, dotenv/lib/main.js",
    cannot_carry: &["'\"`", "\\$", "$("],
    load: |file, environment, name| {
        let rules = Rules { live: true, runs: true };
        expand::expanded(file, javascript::variables(file), environment, name, rules)
    },
    precedence: Precedence::Host,
    ..dotenv_expand_12::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };
    use crate::reading::Reason;

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b'\n", Value("a")),
                ("K='a\\$b'\n", Value("a$b")),
                ("K='a$(b)c'\n", Unknown),
                ("K='a\\$(b)c'\n", Unknown),
                ("K=a$(b\n", Value("a$(b")),
                ("K=a$(b')'\n", Value("a$(b')'")),
                ("J=$(a)\nK=b$J\n", Unknown),
                // What is printed goes on with the name that J ends in.
                ("J=${K}\nK=$J$()", Unknown),
                ("J=$(a)\nK=b${J+c}\n", Value("bc")),
                ("J=$(a)\nK=b\n", Value("b")),
                ("K=$nullable\n", Value("")),
                ("K=a$K\n", Refused),
                ("K=encrypted:a\n", Value("encrypted:a")),
                ("J=a\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a\\$(b)' #c\n", &[("$(b)", Reason::Runs)]),
                ("J=$(a)\nK=b\n", &[("$(a)", Reason::Runs)]),
                ("J=$(a)\nK=b$J\n", &[("$(a)", Reason::Runs)]),
                ("DOTENV_PRIVATE_KEY=a\nK=encrypted:b\n", &[("encrypted:b", Reason::Encrypted)]),
                ("K=a$b\\$\n", &[("$b", Reason::Interpolated), ("\\$", Reason::Escape)]),
            ],
        );
    }
}
