//! Rust's dotenvy, `dotenvy::dotenv()?`, where a program in Rust shares the file.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` is `a` and the value of `b`, and in `K=a$-b` the `$` vanishes. The
//! first of two lines wins, and one line that does not parse fails the program.
//!
//! Modelled from dotenvy 0.15.7, `src/parse.rs` and `src/iter.rs`.

use crate::{
    loader::{
        Django, Family, Form, Loader, Precedence, Tested,
        common::dotenvy::{self, Rules, Wins},
    },
    quoting,
};

pub(super) const LOADER: Loader = Loader {
    id: "dotenvy",
    label: "Rust dotenvy",
    family: Family::Other,
    version: "0.15.7",
    source: "src/parse.rs, src/iter.rs",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| dotenvy::load(file, environment, name, &RULES),
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: None,
};

const RULES: Rules = Rules { skips_mark: true, strict: true, looked_up: Wins::First, set: Wins::First };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        notes, reads,
    };
    use crate::reading::Reason;

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a #b\n", Value("a")),
                ("K=a#b\n", Value("a#b")),
                ("K=#b\n", Value("")),
                ("K=a b\n", Refused),
                ("K=a\nJ\n", Refused),
                ("K=a\n\t", Refused),
                ("K='it'\\''s'\"x\"\n", Value("it'sx")),
                ("K='a\\'b\n", Refused),
                ("K='a$J\\n'\n", Value("a$J\\n")),
                ("J=x\nK=\"$J\\$J$J.${J}\"\n", Value("x\\xx.x")),
                ("J_1=x\nK=$J_1\n", Value("_1")),
                ("J_1=x\nK=${J_1}\n", Value("x")),
                ("K=a$-b$\n", Value("a-b")),
                ("K=\"a$\"\n", Refused),
                ("K=\\x\n", Refused),
                ("K=\\ a\\n\n", Value(" a\n")),
                ("K=a\\\n", Value("a")),
                ("K=a\\", Refused),
                ("K=\"a\nb\" #c\n", Value("a\nb")),
                ("K=a\nK=b\nJ=c", Value("a")),
                ("K=$J\nJ=x\n", Value("")),
                ("J=x\nJ=y\nK=$J\n", Value("x")),
                ("\u{feff}K=a\r\n", Value("a")),
                ("  export  K = a\n", Value("a")),
                ("export=a\n", Missing),
                ("K=a\rJ=b\n", Value("a\rJ=b")),
                ("", Missing),
            ],
        );
    }

    #[test]
    fn noted() {
        notes(
            &LOADER,
            &[
                ("K='a' # b\n", &[("'a'", Reason::Quotes), ("# b", Reason::Comment)]),
                ("K=a$b\\$\n", &[("$b", Reason::Interpolated), ("$", Reason::Interpolated)]),
                ("K=a\\$b\n", &[("\\", Reason::Escape)]),
                ("K=a$-\n", &[("$", Reason::Interpolated)]),
                ("K=a\nK=b\n", &[("b", Reason::Earlier)]),
                ("K=a b\n", &[("b", Reason::Syntax)]),
                ("K='a\\'\n", &[("K='a\\'\n", Reason::Syntax)]),
            ],
        );
    }
}
