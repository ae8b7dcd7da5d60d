//! BusyBox's `sh`, which is that of Alpine's containers, sourcing the file with every variable
//! exported.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` looks `b` up, `K=a&b` runs `b`. A quote that never closes, anywhere
//! in the file, ends the script that reads it.
//!
//! Modelled after BusyBox 1.35, `shell/ash.c`; see `common/shell.rs`.

use crate::loader::{
    Loader, Precedence,
    common::shell::{self, Dialect},
    posix_shell,
};

pub(super) const LOADER: Loader = Loader {
    id: "busybox-sh",
    label: "BusyBox sh",
    version: "1.35",
    source: "busybox 1.35, shell/ash.c",
    load: |file, environment, name| shell::load(Dialect::Busybox, file, environment, name, true),
    precedence: Precedence::File,
    ..posix_shell::LOADER
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
                ("K=a\nJ='b\n", Refused),
                ("K=a\nK=b(c\n", Refused),
                ("K+=b\n", Unknown),
                ("K==a:=b$=c$é\n", Value("=a:=b$=c$é")),
                ("export K=a{b,c}\n", Value("a{b,c}")),
                ("J='b  c'\nexport K=$J\n", Value("b  c")),
                ("K=a$\"b\"\n", Value("a$b")),
                ("K=$'a'\n", Unknown),
                ("K=a\\", Value("a\\")),
            ],
        );
    }
}
