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
use crate::line;

pub(super) const LOADER: Loader = Loader {
    id: "dotenv-expand-12",
    label: "dotenv-expand 12",
    version: "12.0.3, dotenv 17.4.2",
    source: "dotenv-expand/lib/main.js, dotenv/lib/main.js",
    quotings: &[line::BARE, line::SINGLE, line::SINGLE_DOLLAR, line::BACKTICK_DOLLAR],
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
        loader::{
            npm_dotenv_16::tests::UPSTREAM,
            tests::{
                Expected::{Missing, Value},
                notes, reads,
            },
        },
        reading::Reason,
    };

    #[test]
    fn cases() {
        reads(&LOADER, UPSTREAM);
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
                // dotenvx/dotenv-expand, tests/.env.test and tests/main.js, 12.0.3
                ("BASIC=basic\nK=$BASIC\n", Value("basic")),
                ("K=\\$ESCAPED\n", Value("$ESCAPED")),
                ("K=pa\\$\\$word\n", Value("pa$$word")),
                ("K=\\$2b\\$10\\$OMZ69gxxsmRgwAt945WHSujpr\n", Value("$2b$10$OMZ69gxxsmRgwAt945WHSujpr")),
                ("PARAM1=42\nK=\\$this$PARAM1\\$is${PARAM1}\n", Value("$this42$is42")),
                ("MACHINE=m\nK=${MACHINE:-${UNDEFINED:-default}}\n", Value("m")),
                ("MACHINE=m\nK=${UNDEFINED:-${MACHINE}${UNDEFINED:-default}}\n", Value("mdefault")),
                ("MACHINE=m\nK=${MACHINE:-/default/path:with/colon}\n", Value("m")),
                ("K=$UNDEFINED\n", Value("")),
                ("K=${UNDEFINED-${UNDEFINED-${UNDEFINED-default}}}\n", Value("default")),
                ("K=${UNDEFINED:-/default/path:with/colon}\n", Value("/default/path:with/colon")),
                ("U=u\nP=p\nR=${U}:${P}\nK=mongodb://${R}@x/${U}\n", Value("mongodb://u:p@x/u")),
                ("POSTGRESQL.BASE.USER=postgres\nK=${POSTGRESQL.BASE.USER}\n", Value("postgres")),
                ("K=$\n", Value("$")),
                ("ONE=one\nTWO=two\nK=$ONE${TWO}\n", Value("onetwo")),
                (
                    "K='?\\$6)m*xhTVewc#NVVgxX%eBhJj@z\\$/UDm8o79n/p%'\n",
                    Value("?$6)m*xhTVewc#NVVgxX%eBhJj@z$/UDm8o79n/p%"),
                ),
                ("HOST=\"something\"\nK=\"https://${HOST}\"\n", Value("https://something")),
                ("P=password\nE=${P}\nN=${E}\nK=${N}\n", Value("password")),
                ("MACHINE=m\nK=$UNDEFINED:-/default\n", Value(":-/default")),
                ("K=\"abcd$$1234\"\n", Value("abcd$$1234")),
                ("U=true\nK=${U:+alternate}\n", Value("alternate")),
                // https://github.com/motdotla/dotenv-expand/issues/123
                ("K=${H}/first\nM=http://localhost:${P}\nP=8090\nH=${M}\n", Value("http://localhost:8090/first")),
                // https://github.com/motdotla/dotenv-expand/issues/124
                ("SOURCE=12345\nK=ab-$SOURCE-cd-ef-gh\n", Value("ab-12345-cd-ef-gh")),
                // https://github.com/dotenvx/dotenv-expand/issues/101
                ("K=\"ab$defgh@jk\"\n", Value("ab@jk")),
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
