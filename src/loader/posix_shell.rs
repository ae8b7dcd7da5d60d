//! A shell that sources the file with every variable exported: `set -a; . ./.env; set +a`.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` looks `b` up, `K=a&b` runs `b`. A carriage return stays in the
//! value.
//!
//! Modelled as far as dash 0.5.12, bash 5.2 and zsh 5.9 agree; see `common/shell.rs`.

use crate::{
    line,
    loader::{Family, Form, Loader, Tested, common::shell, settings_from_environ},
};

pub(super) const LOADER: Loader = Loader {
    id: "posix-shell",
    label: "POSIX shell",
    family: Family::Shell,
    version: "dash 0.5.12, bash 5.2, zsh 5.9",
    source: "POSIX.1-2024, XCU 2",
    place: ".env, read by: set -a; . ./.env; set +a",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[line::BARE, line::SINGLE_SHELL],
    cannot_carry: &[],
    read: |file, name, environment| shell::read(file, name, environment, true),
    settings: settings_from_environ,
    starts: None,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("  export K=a # b\n", Value("a")),
                ("K=a#b\n", Value("a#b")),
                ("K=#b\n", Value("#b")),
                ("K= #b\n", Value("")),
                ("K='a$b\\n\"'\n", Value("a$b\\n\"")),
                ("K='it'\\''s'\n", Value("it's")),
                ("K=\"a\\\"b\\$c\\d\"\n", Value("a\"b$c\\d")),
                ("K=a\\ b\\'\n", Value("a b'")),
                ("J=x\nK=$J'$J'\"${J}\"$H.\n", Value("x$Jx.")),
                ("K=a\nK=b; J=c\n", Value("b")),
                ("K=a\\\nb\n", Value("ab")),
                ("K='a\nb'\n", Value("a\nb")),
                ("K=a\r\n", Value("a\r")),
                ("K=a^b*c%d@e!f+g,h\n", Value("a^b*c%d@e!f+g,h")),
                ("J=a\n", Missing),
                ("K='a\n", Refused),
                ("K=\"a\n", Refused),
                ("K=a(b\n", Refused),
                ("K=a;;\n", Refused),
                ("K=a b\n", Unknown),
                ("K=a&b\n", Unknown),
                ("K=$(a)\n", Unknown),
                ("K=`a`\n", Unknown),
                ("K=~\n", Unknown),
                ("K==a\n", Unknown),
                ("K=$$\n", Unknown),
                ("K=\"$H:a\"\n", Unknown),
                ("K = a\n", Unknown),
                ("\u{feff}K=a\n", Unknown),
                ("PATH=a\nK=b\n", Unknown),
            ],
        );
    }
}
