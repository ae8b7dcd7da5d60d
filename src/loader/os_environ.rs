//! An `export` line in a shell, and the programs that are started from it: plain `os.environ`.
//!
//! After `export K='a$b'` a program finds `a$b`. After `K=a` alone it finds nothing: the variable
//! is the shell's own.
//!
//! Modelled as far as dash 0.5.12, bash 5.2 and zsh 5.9 agree; see `common/shell.rs`.

use crate::{
    loader::{
        Django, Family, Form, Loader, Precedence, Tested,
        common::shell::{self, Dialect},
    },
    quoting,
};

pub(super) const LOADER: Loader = Loader {
    id: "os-environ",
    label: "os.environ",
    family: Family::Shell,
    version: "dash 0.5.12, bash 5.2, zsh 5.9",
    source: "POSIX.1-2024, XCU 2",
    place: "a shell, or the script that starts Django",
    form: Form::EXPORT,
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE_SHELL],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| shell::load(Dialect::Agreed, file, environment, name, false),
    precedence: Precedence::File,
    django: Django::Environ,
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
                ("export K=a\n", Value("a")),
                ("export K='a$b'\n", Value("a$b")),
                ("K=a\n", Missing),
                ("K=a\nexport K\n", Value("a")),
                ("export K\nK=a\n", Unknown),
                ("export J=a K=b\n", Value("b")),
                ("export K=a\nK=b\n", Value("b")),
                ("export K=\"a\n", Refused),
                ("export K=a{b,c}\n", Unknown),
                ("export K=$J\n", Unknown),
                ("export J='b c'\nexport K=\"$J\"\n", Value("b c")),
                ("export -n K=a\n", Unknown),
            ],
        );
    }
}
