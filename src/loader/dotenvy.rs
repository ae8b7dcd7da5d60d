//! Rust's dotenvy, `dotenvy::dotenv()?`, where a program in Rust shares the file.
//!
//! `K='a$b'` is `a$b`, `K="a$b"` is `a` and the value of `b`, and in `K=a$-b` the `$` vanishes. The
//! first of two lines wins, and one line that does not parse fails the program.
//!
//! Modelled from dotenvy 0.15.7, `src/parse.rs` and `src/iter.rs`.

use crate::{
    line,
    loader::{
        Django, Family, Form, Loader, Precedence, Tested,
        common::dotenvy::{self, Rules, Wins},
    },
};

pub(super) const LOADER: Loader = Loader {
    id: "dotenvy",
    label: "Rust dotenvy",
    family: Family::Other,
    version: "0.15.7",
    source: "src/parse.rs, src/iter.rs",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[line::BARE, line::SINGLE, line::DOUBLE_DOLLAR],
    cannot_carry: &[],
    with: None,
    load: |file, environment, name| dotenvy::load(file, environment, name, &RULES),
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: None,
};

const RULES: Rules = Rules { skips_mark: true, strict: true, looked_up: Wins::First, set: Wins::First };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Value},
        notes, reads,
    };
    use crate::reading::Reason;

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a #b\n", Value("a")),
                ("K=a#b\n", Value("a#b")),
                ("K=#b\n", Value("")),
                ("K=a b\n", Refused),
                ("K=a\nJ\n", Refused),
                ("K=a\n\t", Refused),
                ("K='it'\\''s'\"x\"\n", Value("it'sx")),
                ("K='a\\'b\n", Refused),
                ("K='a$J\\n'\n", Value("a$J\\n")),
                ("J=x\nK=\"$J\\$J$J.${J}\"\n", Value("x\\xx.x")),
                ("J_1=x\nK=$J_1\n", Value("_1")),
                ("J_1=x\nK=${J_1}\n", Value("x")),
                ("K=a$-b$\n", Value("a-b")),
                ("K=\"a$\"\n", Refused),
                ("K=\\x\n", Refused),
                ("K=\\ a\\n\n", Value(" a\n")),
                ("K=a\\\n", Value("a")),
                ("K=a\\", Refused),
                ("K=\"a\nb\" #c\n", Value("a\nb")),
                ("K=a\nK=b\nJ=c", Value("a")),
                ("K=$J\nJ=x\n", Value("")),
                ("J=x\nJ=y\nK=$J\n", Value("x")),
                ("\u{feff}K=a\r\n", Value("a")),
                ("  export  K = a\n", Value("a")),
                ("export=a\n", Missing),
                ("K=a\rJ=b\n", Value("a\rJ=b")),
                ("", Missing),
            ],
        );
    }

    /// github.com/allan2/dotenvy, v0.15.7: the tests in `src/parse.rs`, `src/iter.rs` and `tests/`.
    #[test]
    fn upstream_cases() {
        reads(
            &LOADER,
            &[
                // parse.rs, test_parse_line_env
                ("K='fo ur'\n", Value("fo ur")),
                ("K=\"fi ve\"\n", Value("fi ve")),
                ("K=s\\ ix\n", Value("s ix")),
                ("K=\n", Value("")),
                ("K=     \n", Value("")),
                ("K=   # foo\n", Value("")),
                ("K  =\"whitespace before =\"\n", Value("whitespace before =")),
                ("K=    \"whitespace after =\"\n", Value("whitespace after =")),
                ("export   K=1\n", Value("1")),
                // test_parse_line_comment
                ("# K=1\n   # K=2\n", Missing),
                // test_parse_line_invalid
                ("  invalid    \n", Refused),
                ("very bacon = yes indeed\n", Refused),
                ("=value\n", Refused),
                // test_parse_value_escapes
                ("K=my\\ cool\\ value\n", Value("my cool value")),
                ("K=\\$sweet\n", Value("$sweet")),
                ("K=\"awesome stuff \\\"mang\\\"\"\n", Value("awesome stuff \"mang\"")),
                ("K='sweet $\\fgs'\\''fds'\n", Value("sweet $\\fgs'fds")),
                ("K=\"'\\\"yay\\\\\"\\ \"stuff\"\n", Value("'\"yay\\ stuff")),
                ("K=\"lol\" #well you see when I say lol wh\n", Value("lol")),
                ("K=\"line 1\\nline 2\"\n", Value("line 1\nline 2")),
                // test_parse_value_escapes_invalid
                ("K=my uncool value\n", Refused),
                ("K=\"why\n", Refused),
                ("K='please stop''\n", Refused),
                ("K=h\\8u\n", Refused),
                // variable_substitution_tests
                ("KEY=test\nK=\"${KEY}\"\n", Value("test")),
                ("K=\">$KEY1<>${KEY2}<\"\n", Value("><><")),
                ("K=>\\$KEY1<>\\${KEY2}<\n", Value(">$KEY1<>${KEY2}<")),
                ("K=\">\\$KEY1<>\\${KEY2}<\"\n", Value(">$KEY1<>${KEY2}<")),
                ("K='>${KEY1}<>$KEY2<'\n", Value(">${KEY1}<>$KEY2<")),
                ("KEY=VALUE\nK=$KEY$KEY\n", Value("VALUEVALUE")),
                ("KEY=${K}+KEY_VALUE\nK=${KEY}+KEY1_VALUE\n", Value("+KEY_VALUE+KEY1_VALUE")),
                (
                    "KEY1=test_user\nKEY1_1=test_user_with_separator\nK=\">$KEY1_1<>$KEY1}<>$KEY1{<\"\n",
                    Value(">test_user_1<>test_user}<>test_user{<"),
                ),
                ("KEY1=test_user\nKEY2=$KEY1_2\nK=>${KEY1}<>${KEY2}<\n", Value(">test_user<>test_user_2<")),
                ("KEY2=$KEY1_2\nK=>${KEY1}<>${KEY2}<\n", Value("><>_2<")),
                // error_tests
                ("KEY=VALUE\nK=>${KEY{<\n", Refused),
                (".Key=VALUE", Refused),
                ("<><><>", Refused),
                ("VALUE=>\\f<", Refused),
                // tests/test-multiline.rs
                (
                    "K=\"awesome \\\"stuff\\\"\nmore\non other\nlines\"\n",
                    Value("awesome \"stuff\"\nmore\non other\nlines"),
                ),
                ("K='hello '\\''world'\"\ngood ' \\'morning\"\n", Value("hello 'world\ngood ' 'morning")),
                ("K=\"-----\n-----\\n\\\"QUOTED\\\"\"\n", Value("-----\n-----\n\"QUOTED\"")),
                ("K='-----\n-----\\n\\\"QUOTED\\\"'\n", Value("-----\n-----\\n\\\"QUOTED\\\"")),
                // tests/test-multiline-comment.rs
                ("# with single ' quote\n # with double \" quote\nK=test_val # 1 '\" comment\n", Value("test_val")),
                ("K=test_val_with_#_hash # 2 '\" comment\n", Value("test_val_with_#_hash")),
                ("K=\"quoted with # hash\" # 3 '\" comment\n", Value("quoted with # hash")),
                ("K=\"Line 4\n# Line 5\nLine 6\n\" # 5 \"' comment\n", Value("Line 4\n# Line 5\nLine 6\n")),
                // tests/test-variable-substitution.rs
                ("KEY=value\nK=\"$ZZZ>>${KEY}1>>$KEY_U>>\\$KEY\"\n", Value(">>value1>>value_U>>$KEY")),
                // tests/test-ignore-bom.rs
                ("\u{feff}K=1\n", Value("1")),
            ],
        );
    }

    #[test]
    fn noted() {
        notes(
            &LOADER,
            &[
                ("K='a' # b\n", &[("'a'", Reason::Quotes), ("# b", Reason::Comment)]),
                ("K=a$b\\$\n", &[("$b", Reason::Interpolated), ("$", Reason::Interpolated)]),
                ("K=a\\$b\n", &[("\\", Reason::Escape)]),
                ("K=a$-\n", &[("$", Reason::Interpolated)]),
                ("K=a\nK=b\n", &[("b", Reason::Earlier)]),
                ("K=a b\n", &[("b", Reason::Syntax)]),
                ("K='a\\'\n", &[("K='a\\'\n", Reason::Syntax)]),
            ],
        );
    }
}
