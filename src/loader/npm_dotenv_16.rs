//! npm's dotenv 16, as `process.env.K` after `require("dotenv").config()`.
//!
//! `K=a#b` is `a`, `K='a#b'` is `a#b`, and so it is with `"` and `` ` ``. A backslash keeps a quote from
//! closing and stays. In double quotes `\n` is a line ending. A `$` is itself.
//!
//! Modelled from dotenv 16.6.1, `lib/main.js`; see `common/javascript.rs`.

use super::{Django, Family, Form, Loader, Precedence, Tested, common::javascript};
use crate::quoting;

pub(super) const LOADER: Loader = Loader {
    id: "npm-dotenv-16",
    label: "npm dotenv 16",
    family: Family::JavaScript,
    version: "16.6.1",
    source: "lib/main.js, LINE and parse",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE, quoting::BACKTICK],
    cannot_carry: &["'\"`"],
    with: None,
    load: |file, _, name| javascript::last(file, javascript::variables(file), name),
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: None,
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
                ("K=a", Value("a")),
                ("K=a#b\n", Value("a")),
                ("K='a#b' # c\n", Value("a#b")),
                ("K=`a'\"b`\n", Value("a'\"b")),
                ("K='a\\'b'\n", Value("a\\'b")),
                ("K='a'b'\n", Value("a'b")),
                ("K=\"a\\nb$c\"\n", Value("a\nb$c")),
                ("K='a\r\nb'\r\n", Value("a\nb")),
                ("K= a b  \n", Value("a b")),
                ("  export  K = a\n", Value("a")),
                ("export=a\nK: b\n", Value("b")),
                ("K:\nb\n", Value("b")),
                ("K\n=\n'b'\n", Value("b")),
                ("K=\n\n#b\nJ=c\n", Value("")),
                ("K=\nJ=c\n", Value("")),
                ("K='a\nJ=c\n", Value("'a")),
                ("K='\\'\n", Value("\\")),
                ("K=a\nK=b\n", Value("b")),
                ("\u{feff}K=a\n", Value("a")),
                ("K\n!K=a\n#K=b\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a$b\\n\n", &[]),
                ("K= a #b\n", &[(" ", Reason::Trimmed), (" #b", Reason::Comment)]),
                ("K=a \n", &[(" ", Reason::Trimmed)]),
                ("K='a\\n' # c\n", &[("'a\\n'", Reason::Quotes), (" # c", Reason::Comment)]),
                ("K=\"a\\\\n\\t\"\n", &[("\"a\\\\n\\t\"", Reason::Quotes), ("\\n", Reason::Escape)]),
                ("K='a\n", &[("'", Reason::Unclosed)]),
                ("K='a' b\n", &[("'a' b", Reason::QuotesKept)]),
                ("K=a\nK=b\n", &[("a", Reason::Overridden)]),
                ("K=\n\n#b\n", &[]),
            ],
        );
    }
}
