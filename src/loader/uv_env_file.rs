//! `uv run --env-file`, which reads with dotenvy.
//!
//! As dotenvy does, but where a line does not parse, uv only warns and runs the program: with what
//! stands before that line, and without that line and all that follows. A byte order mark makes the
//! first line such a line.
//!
//! Modelled from uv 0.13.9, `crates/uv/src/commands/project/run.rs`, and dotenvy 0.15.7.

use super::{
    Family, Loader, Precedence, Snippet,
    common::dotenvy::{self, Rules, Wins},
};

pub(super) const LOADER: Loader = Loader {
    id: "uv-env-file",
    label: "uv run --env-file",
    family: Family::Python,
    version: "0.13.9",
    source: "crates/uv/src/commands/project/run.rs; dotenvy: src/parse.rs, src/iter.rs",
    load: |file, environment, name| dotenvy::load(file, environment, name, &RULES),
    precedence: Precedence::Host,
    starts: Some(Snippet { place: "a terminal", text: "uv run --env-file .env manage.py runserver\n" }),
    ..super::dotenvy::LOADER
};

const RULES: Rules = Rules { skips_mark: false, strict: false, looked_up: Wins::Last, set: Wins::First };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        notes, reads,
    };
    use crate::reading::Reason;

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b' # c\n", Value("a$b")),
                ("K=a\nJ=b c\n", Value("a")),
                ("J=b c\nK=a\n", Missing),
                ("K=a b\nK=a\n", Missing),
                ("J=x\nK=a$J\n", Value("ax")),
                ("K=a\nK=b\n", Value("a")),
                // What is looked up is what was set last, and what is set is what was set first.
                ("J=$B\nJ=1\nK=${J}\n", Value("1")),
                ("J=0\nJ=1\nK=${J}\nJ=2\n", Value("1")),
                ("K=0\nK=1\nJ=${K}\n", Value("0")),
                ("\u{feff}K=a\n", Missing),
                ("\u{feff}# b\nK=a\n", Missing),
                ("K='a\\'\nJ=b\n", Missing),
            ],
        );
    }

    #[test]
    fn noted() {
        notes(
            &LOADER,
            &[("J=b c\nK=a\n", &[("c", Reason::Stops)]), ("\u{feff}K=a\n", &[("\u{feff}K=a", Reason::Stops)])],
        );
    }
}
