//! The cases of fish.

use super::*;
use crate::loader::tests::{
    Expected::{Missing, Unknown, Value},
    notes, reads,
};

#[test]
fn cases() {
    reads(
        &LOADER,
        &[
            ("set -x K a\n", Value("a")),
            ("set -gx K 'a$b' # c\n", Value("a$b")),
            ("set -x K 'a\\'b\\\\c\\d\"'\n", Value("a'b\\c\\d\"")),
            ("set -x K \"a\\\"b\\$c\\\\d\\e'$H.\"\n", Value("a\"b$c\\d\\e'.")),
            ("set -x K a#b!c^d%e=f@g:h`i`]\n", Value("a#b!c^d%e=f@g:h`i`]")),
            ("set -x K 'a'\"b\"c\\ d\\n\\#\n", Value("abc d\n#")),
            ("set -x K a  b\n", Value("a b")),
            ("set -x K\n", Value("")),
            ("set -x K -x\n", Value("-x")),
            ("set -x J b; set -x K $J\"$J\"'$J'\n", Value("bb$J")),
            ("set -x K a$H\n", Value("")),
            ("set K a\n", Missing),
            ("set -x K a\nset K b\n", Value("b")),
            ("set -x K a\r\n", Value("a")),
            ("\u{feff}set -x K a\n", Value("a")),
            ("set -x K 'a\nb'\n", Value("a\nb")),
            ("set -x K \"a\\\nb\"\n", Value("ab")),
            ("set -x K a\nset -x J 'b\n", Missing),
            ("set -x K a\nset -x J b)\n", Missing),
            ("set -x K a$\n", Missing),
            ("set -x K a$\\\nb\n", Unknown),
            ("K=a\n", Unknown),
            ("set -x K a*\n", Unknown),
            ("set -x K (a)\n", Unknown),
            ("set -x K \"$(a)\"\n", Unknown),
            ("set -x K ~\n", Unknown),
            ("set -x K a{b,c}\n", Unknown),
            ("set -e K\n", Unknown),
        ],
    );
}

#[test]
fn what_is_noted() {
    notes(
        &LOADER,
        &[
            ("set -x K 'a' # b\n", &[("'a'", Reason::Quotes), ("# b", Reason::Comment)]),
            ("set -x K a\\ $J\n", &[("\\", Reason::Escape), ("$J", Reason::Interpolated)]),
            ("set -x K a\nset -x K b\n", &[("a", Reason::Overridden)]),
            ("set K a\n", &[("a", Reason::NotExported)]),
            ("set -x K 'a\n", &[("'a\n", Reason::Unclosed)]),
            ("set -x K a(b (c))d\n", &[("(b (c))", Reason::Runs)]),
            ("set -x K \"a$(b)\"\n", &[("$(b)", Reason::Runs)]),
            ("set -x K a; b c\n", &[("b c", Reason::Runs)]),
            ("set -x K a*b\n", &[("*", Reason::Program)]),
        ],
    );
}
