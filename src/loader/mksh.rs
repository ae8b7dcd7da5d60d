//! mksh, the shell of Android and of some small systems, sourcing the file with every variable
//! exported.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` looks `b` up, `K=a&b` runs `b`, and so does `${ b;}`. A line with an
//! error in it does nothing and ends the reading, and what stood before it holds.
//!
//! Modelled after mksh R59c, `lex.c` and `eval.c`; see `common/shell.rs`.

use crate::loader::{
    Loader, Precedence,
    common::shell::{self, Dialect},
    posix_shell,
};

pub(super) const LOADER: Loader = Loader {
    id: "mksh",
    label: "mksh",
    version: "59c",
    source: "mksh R59c, lex.c, eval.c",
    load: |file, environment, name| shell::load(Dialect::Mksh, file, environment, name, true),
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
                ("K=a\nK=b(c\n", Value("a")),
                ("K=a\nK+=b\n", Value("ab")),
                ("K==a:=b$=c$é$[\n", Value("=a:=b$=c$é$[")),
                ("export K=a{b,c}\n", Value("a{b,c}")),
                ("K=(a b)\n", Unknown),
                ("K=${ a;}\n", Unknown),
                ("K=a\\", Value("a")),
                // https://github.com/MirBSD/mksh/blob/mksh-R59c/check.t (bksl-nl-ign-1, -2, -5, bksl-nl-1, -2, -5)
                ("K=hi #there \\\nJ=folks\n", Value("hi")),
                ("K='hi \\\nthere'\n", Value("hi \\\nthere")),
                ("K=hi\\", Value("hi")),
                (" \t \\\n\t K=hi\\\nThere, \\\nJ=folks\n", Value("hiThere,")),
                ("a=12\nK=$\\\na\n", Unknown),
                ("a=12\nab=19\nK=$a\\\nb\n", Unknown),
                ("K=\"\\\nhi\"\"foo\\\nbar\"\"folks\\\n\"\n", Value("hifoobarfolks")),
            ],
        );
    }
}
