//! npm's dotenv 16, as `process.env.K` after `require("dotenv").config()`.
//!
//! `K=a#b` is `a`, `K='a#b'` is `a#b`, and so it is with `"` and `` ` ``. A backslash keeps a quote from
//! closing and stays. In double quotes `\n` is a line ending. A `$` is itself.
//!
//! Modelled from dotenv 16.6.1, `lib/main.js`; see `common/javascript.rs`.

use super::{Django, Family, Form, Loader, Precedence, Tested, common::javascript};
use crate::line;

pub(super) const LOADER: Loader = Loader {
    id: "npm-dotenv-16",
    label: "npm dotenv 16",
    family: Family::JavaScript,
    version: "16.6.1",
    source: "lib/main.js, LINE and parse",
    place: ".env",
    form: Form::ASSIGNMENT,
    tested: Tested::Real,
    quotings: &[line::BARE, line::SINGLE, line::DOUBLE, line::BACKTICK],
    cannot_carry: &["'\"`"],
    with: None,
    load: |file, _, name| javascript::last(file, javascript::variables(file), name),
    precedence: Precedence::Host,
    django: Django::Environ,
    starts: None,
};

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        loader::tests::{
            Expected::{self, Missing, Value},
            notes, reads,
        },
        reading::Reason,
    };

    /// motdotla/dotenv, tests/.env, .env.multiline, .env.bom, test-parse.js and test-parse-fast.js, 17.4.2:
    /// what every loader with its pattern reads.
    pub(in crate::loader) const UPSTREAM: &[(&str, Expected)] = &[
        ("K=basic\n\n# left blank\nJ=a\n", Value("basic")),
        ("J=basic\n\n# previous line intentionally left blank\nK=after_line\n", Value("after_line")),
        ("K=\n", Value("")),
        ("K=''\n", Value("")),
        ("K=\"\"\n", Value("")),
        ("K=``\n", Value("")),
        ("K='single_quotes'\n", Value("single_quotes")),
        ("K='    single quotes    '\n", Value("    single quotes    ")),
        ("K=\"    double quotes    \"\n", Value("    double quotes    ")),
        ("K='double \"quotes\" work inside single quotes'\n", Value("double \"quotes\" work inside single quotes")),
        ("K=\"single 'quotes' work inside double quotes\"\n", Value("single 'quotes' work inside double quotes")),
        ("K='`backticks` work inside single quotes'\n", Value("`backticks` work inside single quotes")),
        ("K=\"`backticks` work inside double quotes\"\n", Value("`backticks` work inside double quotes")),
        ("K=`    backticks    `\n", Value("    backticks    ")),
        ("K=`double \"quotes\" and single 'quotes'`\n", Value("double \"quotes\" and single 'quotes'")),
        ("K=\"expand\\nnew\\nlines\"\n", Value("expand\nnew\nlines")),
        ("K=dontexpand\\nnewlines\n", Value("dontexpand\\nnewlines")),
        ("K='dontexpand\\nnewlines'\n", Value("dontexpand\\nnewlines")),
        ("# K=work\n", Missing),
        ("K=inline comments # work #very #well\n", Value("inline comments")),
        ("K='outside of #singlequotes' # work\n", Value("outside of #singlequotes")),
        ("K=\"outside of #doublequotes\" # work\n", Value("outside of #doublequotes")),
        ("K=`outside of #backticks` # work\n", Value("outside of #backticks")),
        ("K=inline comments start with a#number sign.\n", Value("inline comments start with a")),
        ("K=equals==\n", Value("equals==")),
        ("K={\"foo\": \"bar\"}\n", Value("{\"foo\": \"bar\"}")),
        ("K='{\"foo\": \"bar\"}'\n", Value("{\"foo\": \"bar\"}")),
        ("K=`{\"foo\": \"bar's\"}`\n", Value("{\"foo\": \"bar's\"}")),
        ("K=    some spaced out string\n", Value("some spaced out string")),
        ("K=therealnerdybeast@example.tld\n", Value("therealnerdybeast@example.tld")),
        ("    K = parsed\n", Value("parsed")),
        ("K=one\nK=two", Value("two")),
        ("SERVER=localhost\rK=password\rDB=tests\r", Value("password")),
        ("SERVER=localhost\r\nK=password\r\nDB=tests\r\n", Value("password")),
        ("export K=parsed\n", Value("parsed")),
        ("export   K  =some_value\n", Value("some_value")),
        ("K=\"THIS\nIS\nA\nMULTILINE\nSTRING\"\n", Value("THIS\nIS\nA\nMULTILINE\nSTRING")),
        ("K='THIS\nIS\nA\nMULTILINE\nSTRING'\n", Value("THIS\nIS\nA\nMULTILINE\nSTRING")),
        ("K=`A\n\"MULTILINE'S\"\nSTRING`\n", Value("A\n\"MULTILINE'S\"\nSTRING")),
        ("\u{feff}K=basic\nSECOND=two\n", Value("basic")),
        ("FIRST=one\n\u{feff}K=two\n", Value("two")),
        ("K: value", Value("value")),
        ("K=\"say \\\"hi\\\"\"", Value("say \\\"hi\\\"")),
        ("W=\"C:\\\\Users\\\\me\\\\\"\nK=secret\nPORT=3000\n", Value("secret")),
        ("K=\"\\\\\"\nNEXT=ok\n", Value("\\\\")),
    ];

    #[test]
    fn cases() {
        reads(&LOADER, UPSTREAM);
        reads(
            &LOADER,
            &[
                ("K=a", Value("a")),
                ("K=a#b\n", Value("a")),
                ("K='a#b' # c\n", Value("a#b")),
                ("K=`a'\"b`\n", Value("a'\"b")),
                ("K='a\\'b'\n", Value("a\\'b")),
                ("K='a'b'\n", Value("a'b")),
                ("K=\"a\\nb$c\"\n", Value("a\nb$c")),
                ("K='a\r\nb'\r\n", Value("a\nb")),
                ("K= a b  \n", Value("a b")),
                ("  export  K = a\n", Value("a")),
                ("export=a\nK: b\n", Value("b")),
                ("K:\nb\n", Value("b")),
                ("K\n=\n'b'\n", Value("b")),
                ("K=\n\n#b\nJ=c\n", Value("")),
                ("K=\nJ=c\n", Value("")),
                ("K='a\nJ=c\n", Value("'a")),
                ("K='\\'\n", Value("\\")),
                ("K=a\nK=b\n", Value("b")),
                ("\u{feff}K=a\n", Value("a")),
                ("K\n!K=a\n#K=b\n", Missing),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K=a$b\\n\n", &[]),
                ("K= a #b\n", &[(" ", Reason::Trimmed), (" #b", Reason::Comment)]),
                ("K=a \n", &[(" ", Reason::Trimmed)]),
                ("K='a\\n' # c\n", &[("'a\\n'", Reason::Quotes), (" # c", Reason::Comment)]),
                ("K=\"a\\\\n\\t\"\n", &[("\"a\\\\n\\t\"", Reason::Quotes), ("\\n", Reason::Escape)]),
                ("K='a\n", &[("'", Reason::Unclosed)]),
                ("K='a' b\n", &[("'a' b", Reason::QuotesKept)]),
                ("K=a\nK=b\n", &[("a", Reason::Overridden)]),
                ("K=\n\n#b\n", &[]),
            ],
        );
    }
}
