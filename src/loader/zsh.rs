//! zsh sourcing the file with every variable exported: `set -a; . ./.env; set +a`.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` looks `b` up, `K=a&b` runs `b`. Without quotes zsh sees more than
//! other shells do: `K==a` looks for a program `a`, `$a[1]` is an index, `$a:h` a modifier.
//!
//! Modelled after zsh 5.9, `Src/lex.c` and `Src/subst.c`; see `common/shell.rs`.

use crate::loader::{
    Loader, Precedence,
    common::shell::{self, Dialect},
    posix_shell,
};

pub(super) const LOADER: Loader = Loader {
    id: "zsh",
    label: "zsh",
    version: "5.9",
    source: "zsh 5.9, Src/lex.c, Src/subst.c",
    load: |file, environment, name| shell::load(Dialect::Zsh, file, environment, name, true),
    precedence: Precedence::File,
    ..posix_shell::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Unknown, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a\n", Value("a")),
                ("K='it'\\''s' # c\n", Value("it's")),
                ("K=\"a\\\"b\\$c\\d\"\n", Value("a\"b$c\\d")),
                ("J=x\nK=$J'$J'\"${J}\"$H.\n", Value("x$Jx.")),
                ("K=a\r\n", Value("a\r")),
                ("\u{feff}K=a\nJ=b\n", Missing),
                ("K=a J=b\n", Value("a")),
                ("K=a\nexport K J\n", Value("a")),
                ("K=a b\n", Unknown),
                ("K=`a`\n", Unknown),
                ("K=a\nJ='b\n", Value("a")),
                ("K=a\nK=b)c\n", Value("a")),
                ("K=a\nK+=b\n", Value("ab")),
                ("K==a\n", Unknown),
                ("K=a:=b\n", Unknown),
                ("K=a=b\n", Value("a=b")),
                ("export K=a{b,c}\n", Value("a{b,c}")),
                ("export K\n", Value("")),
                ("K=a$\"b\"$:c\n", Unknown),
                ("K=a$\"b\"\n", Value("a$b")),
                ("J=a\nK=$J[1]\n", Unknown),
                ("J=a\nK=$J:h\n", Unknown),
                ("K=a(b)\n", Unknown),
                ("status=a\nK=b\n", Unknown),
                ("K=a\\", Value("a")),
            ],
        );
    }
}
