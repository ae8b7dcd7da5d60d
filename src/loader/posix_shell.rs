//! A shell that sources the file with every variable exported: `set -a; . ./.env; set +a`.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` looks `b` up, `K=a&b` runs `b`. A carriage return stays in the
//! value.
//!
//! Modelled as far as dash 0.5.12, bash 5.2 and zsh 5.9 agree; see `common/shell.rs`.

use crate::{
    loader::{
        Django, Family, Form, Loader, Precedence, Snippet, Tested,
        common::shell::{self, Dialect},
    },
    quoting,
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
    quotings: &[quoting::BARE, quoting::SINGLE_SHELL],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| shell::load(Dialect::Agreed, file, environment, name, true),
    precedence: Precedence::File,
    django: Django::Environ,
    // The shell itself stops where there is no such file, or no key in it.
    starts: Some(Snippet {
        place: "the script that starts Django",
        text: "set -ae; . ./.env; set +a\n: \"${{var}:?is missing}\"\nexec gunicorn mysite.wsgi\n",
    }),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };
    use crate::reading::Reason;

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
                ("\u{feff}K=a\n", Missing),
                ("PATH=a\nK=b\n", Unknown),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a'  # b\n", &[("'a'", Reason::Quotes), ("# b", Reason::Comment)]),
                ("K=a # b\nJ=1 # c\n", &[("# b", Reason::Comment)]),
                ("K=a\\ \r\n", &[("\\", Reason::Escape), ("\r", Reason::CarriageReturn)]),
                ("K=a$J${J}\n", &[("$J", Reason::Interpolated), ("${J}", Reason::Interpolated)]),
                ("K=a\nexport K=b\n", &[("a", Reason::Overridden)]),
                ("K=\"a\nb\"\n", &[("\"a\nb\"", Reason::Quotes), ("\"a\nb\"", Reason::Continued)]),
                ("\u{feff}export K=a\n", &[("\u{feff}", Reason::ByteOrderMark)]),
                ("\u{feff}J=a\nK=b\n", &[]),
                ("K='a\nb", &[("'a\nb", Reason::Unclosed)]),
                ("K=a)\n", &[(")", Reason::Syntax)]),
                // What would be run, and only that.
                ("K=a$(b (c) d)e\n", &[("$(b (c) d)", Reason::Runs)]),
                ("J=\"$(b\nc)\"\nK=a\n", &[("$(b\nc)", Reason::Runs)]),
                ("K=\"`a \\`b\\``c\"\n", &[("`a \\`b\\``", Reason::Runs)]),
                ("K=a b\nJ=1\n", &[("b", Reason::Runs)]),
                ("K=a; b c\n", &[("b c", Reason::Runs)]),
                ("K=a&b\n", &[("&b", Reason::Runs)]),
                ("K=a | b\n", &[("| b", Reason::Runs)]),
                ("K=${J:-$(a)}b\n", &[("${J:-$(a)}", Reason::Runs)]),
                ("K=a<(b)\n", &[("<(b)", Reason::Runs)]),
                ("K==(b)c\n", &[("=(b)", Reason::Runs)]),
                ("K = a\n", &[("K = a", Reason::Runs)]),
                // A program, but nothing is run.
                ("K=a&\n", &[("&", Reason::Program)]),
                ("K=a||b\n", &[("||b", Reason::Program)]),
                ("K=a>b\n", &[(">b", Reason::Program)]),
                ("K=a&&J=b\n", &[("&&J=b", Reason::Program)]),
                ("K=$((1+2))a\n", &[("$((1+2))", Reason::Program)]),
                ("K=${J:-a}\n", &[("${J:-a}", Reason::Interpolated)]),
                ("export -n K=a\n", &[("-n K=a", Reason::Program)]),
                ("PATH=a\nK=b\n", &[("PATH=a", Reason::Program)]),
                ("K=~\n", &[("~", Reason::Interpolated)]),
            ],
        );
    }
}
