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
    use crate::loader::{
        npm_dotenv_16::tests::UPSTREAM,
        tests::{
            Expected::{Missing, Refused, Unknown, Value},
            notes, reads,
        },
    };
    use crate::reading::Reason;

    #[test]
    fn cases() {
        reads(&LOADER, UPSTREAM);
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
                // dotenvx/dotenv-expand, tests/.env.test and tests/main.js, 1000.0.0
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
                ("K='a\\$(b)' #c\n", &[("$(b)", Reason::Runs)]),
                ("J=$(a)\nK=b\n", &[("$(a)", Reason::Runs)]),
                ("J=$(a)\nK=b$J\n", &[("$(a)", Reason::Runs)]),
                ("DOTENV_PRIVATE_KEY=a\nK=encrypted:b\n", &[("encrypted:b", Reason::Encrypted)]),
                ("K=a$b\\$\n", &[("$b", Reason::Interpolated), ("\\$", Reason::Escape)]),
            ],
        );
    }
}
