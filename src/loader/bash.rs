//! bash sourcing the file with every variable exported: `set -a; . ./.env; set +a`.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` looks `b` up, `K=a&b` runs `b`. A line with an error in it does
//! nothing and ends the reading, and what stood before it holds. `K+=b` appends.
//!
//! Modelled after bash 5.2, bash(1), `parse.y` and `subst.c`; see `common/shell.rs`.

use crate::loader::{
    Loader, Precedence,
    common::shell::{self, Dialect},
    posix_shell,
};

pub(super) const LOADER: Loader = Loader {
    id: "bash",
    label: "bash",
    version: "5.2",
    source: "bash(1) 5.2, parse.y, subst.c",
    load: |file, environment, name| shell::load(Dialect::Bash, file, environment, name, true),
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
                ("K=a; J='b\n", Missing),
                ("K=a\nK=b(c\n", Value("a")),
                ("K=a\nK+=b\n", Value("ab")),
                ("K==a:=b$=c$é\n", Value("=a:=b$=c$é")),
                ("export K=a{b,c}\n", Unknown),
                ("K=(a b)\n", Unknown),
                ("K=$'a'\n", Unknown),
                ("K=a\\", Value("a\\")),
                ("K='foo\nbar'\n", Value("foo\nbar")),
                ("K='foo\\\nbar'\n", Value("foo\\\nbar")),
                ("K=\"foo\\\nbar\"\n", Value("foobar")),
                ("K=\"foo\\abar\"\n", Value("foo\\abar")),
                ("K=~\n", Unknown),
            ],
        );
    }
}
