//! npm's dotenv with dotenv-expand 12: `expand(config())`.
//!
//! `$NAME`, `${NAME}` and `${NAME:-default}` are replaced whatever the quotes, again and again, until
//! none is left; only a backslash before the `$` prevents it, and is taken away then. So `K='a$b'`
//! is `a`, and `K='a\$b'` is `a$b`.
//!
//! Modelled from dotenv-expand 12.0.3, `lib/main.js`, and dotenv 17.4.2.

use super::{
    Loader, Precedence,
    common::{
        expand::{self, Rules},
        javascript,
    },
    npm_dotenv_16,
};
use crate::quoting;

pub(super) const LOADER: Loader = Loader {
    id: "dotenv-expand-12",
    label: "dotenv-expand 12",
    version: "12.0.3, dotenv 17.4.2",
    source: "dotenv-expand/lib/main.js, dotenv/lib/main.js",
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::SINGLE_DOLLAR, quoting::BACKTICK_DOLLAR],
    cannot_carry: &["'\"`", "\\$"],
    load: |file, environment, name| {
        let rules = Rules { live: false, runs: false };
        expand::expanded(file, javascript::variables(file), environment, name, rules)
    },
    precedence: Precedence::File,
    ..npm_dotenv_16::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        loader::tests::{
            Expected::{Missing, Value},
            notes, reads,
        },
        reading::Reason,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b'\n", Value("a")),
                ("K='a\\$b'\n", Value("a$b")),
                ("K=a$1$-\n", Value("a$1$-")),
                ("J=x\nK=${J}y$J\n", Value("xyx")),
                ("K=$J\nJ=x\n", Value("x")),
                ("K=${J:-y}${H-z}\n", Value("yz")),
                ("J=x\nK=${J:+y}\n", Value("y")),
                ("K=$K\n", Value("")),
                ("K=a#b\n", Value("a")),
                ("K=$(a)\n", Value("$(a)")),
                ("J='$$'\nK=a$J\n", Value("a$")),
                ("K=$nullable\n", Value("able")),
                ("J=a\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=$ $1 ${} a\n", &[]),
                (
                    "K='a$b#' # c\n",
                    &[("'a$b#'", Reason::Quotes), ("$b", Reason::Interpolated), (" # c", Reason::Comment)],
                ),
                ("K=\\$a$b_1.\n", &[("\\$", Reason::Escape), ("$b_1", Reason::Interpolated)]),
                ("K=a${J:-${H:-$L}}b\n", &[("${J:-${H:-$L}}", Reason::Interpolated)]),
                ("K=${a{b}}$c}\n", &[("$c", Reason::Interpolated)]),
                ("K=${J:-\\${a}}\n", &[("\\$", Reason::Escape)]),
                ("K=${${a}\n", &[("${a}", Reason::Interpolated)]),
            ],
        );
    }
}
