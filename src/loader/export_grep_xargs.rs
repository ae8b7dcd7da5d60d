//! `export $(grep -v '^#' .env | xargs)` in bash: the same without the lines that begin with `#`.
//!
//! Modelled from GNU grep 3.8 and, as `export_xargs.rs`, from findutils 4.9.0 and bash 5.2.

use super::{
    Loader, Precedence, Snippet,
    export_xargs::{self, load},
};

pub(super) const LOADER: Loader = Loader {
    id: "export-grep-xargs",
    label: "export $(grep -v '^#' .env | xargs)",
    place: ".env, read by: export $(grep -v '^#' .env | xargs)",
    load: |file, environment, name| load(file, environment, name, true),
    precedence: Precedence::File,
    starts: Some(Snippet {
        place: "the script that starts Django",
        text: "export $(grep -v '^#' .env | xargs)\n: \"${{var}:?is missing}\"\nexec gunicorn mysite.wsgi\n",
    }),
    ..export_xargs::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K='a#b$c' #d\n", Value("a#b$c")),
                ("K='a b'\n", Value("a")),
                ("K=a\n#it's\n#K=b\n #K=c\n", Value("a")),
                ("# it's\nK=b\n", Value("b")),
                ("J=it's\nK=b\n", Missing),
                ("K=a\\\n#b\nK2=c", Value("a")),
                ("K=a\\", Value("a")),
            ],
        );
    }
}
