//! direnv's `.envrc`: bash reads it, and what it exports is set in the folder.
//!
//! `export K='a$b'` is `a$b`, `export K="a$b"` looks `b` up, `export K=$(b)` runs `b`. `K=a` without
//! `export` is lost. A line with an error in it does nothing and ends the reading.
//!
//! Modelled after direnv 2.32.1, `stdlib.sh` (`source_env`), with bash 5.2; see `common/shell.rs`.

use crate::loader::{
    Form, Loader, Precedence, Snippet,
    common::shell::{self, Dialect},
    posix_shell,
};

pub(super) const LOADER: Loader = Loader {
    id: "direnv-envrc",
    label: "direnv (.envrc)",
    version: "2.32.1",
    source: "direnv 2.32.1, stdlib.sh",
    place: ".envrc",
    form: Form::EXPORT,
    load: |file, environment, name| shell::load(Dialect::Bash, file, environment, name, false),
    precedence: Precedence::File,
    starts: Some(Snippet {
        place: "a terminal, after the line env_vars_required NAME at the end of .envrc",
        text: "direnv allow\n",
    }),
    ..posix_shell::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Unknown, Value},
        notes, reads,
    };
    use crate::reading::Reason;

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("export K=a\n", Value("a")),
                ("export K='a$b'\n", Value("a$b")),
                ("export K=\"a$b\"\n", Value("a")),
                ("K=a\n", Missing),
                ("K=a\nexport K\n", Value("a")),
                ("export K=a\nexport K+=b\n", Value("ab")),
                ("export K=a\nexport J='b\n", Value("a")),
                ("export K=a\r\n", Value("a\r")),
                ("export K=a; export J=b\n", Value("a")),
                ("export K=$(a)\n", Unknown),
                ("dotenv\n", Unknown),
                ("layout python\nexport K=a\n", Unknown),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(&LOADER, &[("K=a\n", &[("a", Reason::NotExported)]), ("dotenv\n", &[("dotenv", Reason::Runs)])]);
    }
}
