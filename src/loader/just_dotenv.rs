//! just, which reads `.env` with dotenvy for `set dotenv-load` and `--dotenv-path`.
//!
//! As dotenvy does, but of a variable that stands twice the last line wins. A byte order mark makes the first
//! line one that does not parse, and one such line stops just.
//!
//! Modelled from just 1.59.0, `src/load_dotenv.rs`, and dotenvy 0.15.7.

use super::{
    Family, Loader, Precedence, Snippet,
    common::dotenvy::{self, Rules, Wins},
};

pub(super) const LOADER: Loader = Loader {
    id: "just-dotenv",
    label: "just, dotenv-load",
    family: Family::Service,
    version: "1.59.0",
    source: "src/load_dotenv.rs; dotenvy: src/parse.rs, src/iter.rs",
    load: |file, environment, name| dotenvy::load(file, environment, name, &RULES),
    precedence: Precedence::Host,
    starts: Some(Snippet {
        place: "justfile",
        text: "set dotenv-load\nset dotenv-required\n\nrun:\n    python manage.py runserver\n",
    }),
    ..super::dotenvy::LOADER
};

const RULES: Rules = Rules { skips_mark: false, strict: true, looked_up: Wins::Last, set: Wins::Last };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Refused, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a$b' # c\n", Value("a$b")),
                ("J=x\nK=a$J\n", Value("ax")),
                ("J=x\nK=\"a\\$J\"\n", Value("a$J")),
                ("K=a\nK=b\n", Value("b")),
                ("J=1\nJ=2\nK=$J\n", Value("2")),
                ("K=a b\n", Refused),
                ("J=b c\nK=a\n", Refused),
                ("\u{feff}K=a\n", Refused),
            ],
        );
    }
}
