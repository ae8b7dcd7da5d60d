//! Short values, and what each loader makes of them: the table of `docs/loaders.json`, which others can cite and
//! test against, since nothing specifies `.env`.

use crate::loader::{FileKind, Loader};

/// A short value, or lines, as someone may write them.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// How the table calls it: kebab case.
    pub id: &'static str,
    /// What is tried with it.
    pub about: &'static str,
    /// What stands behind the name and the sign; of [`Shape::Lines`] all of the file, where `K=` stands for the name
    /// and what is before and behind it.
    text: &'static str,
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// For a file of any form.
    Value,
    /// Of `NAME=value` lines.
    Lines,
}

/// Every sample, by what it tries.
pub const ALL: &[Sample] = &[
    value("plain", "letters and digits", "abc123"),
    value("hash", "a # in the value", "a#b"),
    value("blank-hash", "a # behind a blank", "a #b"),
    value("hash-first", "a # at the beginning", "#ab"),
    value("dollar", "a $ before letters", "a$bc"),
    value("dollar-braces", "${ } with a name in it", "a${bc}d"),
    value("dollar-default", "${ } with a default in it", "a${bc:-x}d"),
    value("dollar-twice", "two $", "a$$b"),
    value("dollar-last", "a $ at the end", "ab$"),
    value("dollar-digit", "a $ before a digit", "a$1b"),
    value("command", "a command in $( )", "a$(echo b)c"),
    value("backticks-within", "a command in backticks", "a`echo b`c"),
    value("percent", "a %", "a%b"),
    value("percent-braces", "%( )s with a name in it", "a%(bc)sd"),
    value("single", "single quotes", "'abc'"),
    value("double", "double quotes", "\"abc\""),
    value("backtick", "backticks round the value", "`abc`"),
    value("single-dollar", "a $ in single quotes", "'a$bc'"),
    value("double-dollar", "a $ in double quotes", "\"a$bc\""),
    value("single-hash", "a # in single quotes", "'a #b'"),
    value("double-hash", "a # in double quotes", "\"a #b\""),
    value("behind-quotes", "a comment behind quotes", "'abc' # d"),
    value("text-behind-quotes", "more behind the closing quote", "'abc'def"),
    value("open-quote", "a quote that does not close", "'abc"),
    value("quote-within", "a quote in the value", "a'b\"c"),
    value("single-escaped", "an escaped quote in single quotes", "'a\\'b'"),
    value("double-escaped", "an escaped quote in double quotes", "\"a\\\"b\""),
    value("backslash", "a backslash", "a\\b"),
    value("backslash-n", "\\n without quotes", "a\\nb"),
    value("single-backslash-n", "\\n in single quotes", "'a\\nb'"),
    value("double-backslash-n", "\\n in double quotes", "\"a\\nb\""),
    value("blanks-round", "blanks round the value", "  abc  "),
    value("blank-within", "a blank in the value", "a b"),
    value("quoted-blanks", "blanks in quotes", "' abc '"),
    value("equals", "= in the value", "a=b"),
    value("equals-first", "= at the beginning", "=ab"),
    value("exclamation", "an exclamation mark", "a!b"),
    value("ampersand", "& and ;", "a&b;c"),
    value("parentheses", "parentheses", "a(b)c"),
    value("colon", "a colon and a blank", "a: b"),
    value("not-ascii", "a letter beyond ASCII", "aéb"),
    value("empty", "nothing", ""),
    lines("twice", "the same name twice", "K=a\nK=b\n"),
    lines("export", "export before the name", "export K=a\n"),
    lines("blanks-round-sign", "blanks round the sign", "K = a\n"),
    lines("blank-before-name", "a blank before the name", " K=a\n"),
    lines("no-sign", "a name alone", "K\n"),
    lines("line-ends", "Windows’ line ends", "K=a\r\nL=b\r\n"),
    lines("mark", "a byte order mark", "\u{feff}K=a\n"),
    lines("no-end", "no newline at the end", "K=a"),
    lines("over-lines", "quotes over two lines", "K='a\nb'\n"),
    lines("helper", "a value that the file itself sets", "J=x\nK=a${J}b\n"),
    lines("helper-below", "one that it sets below", "K=a${J}b\nJ=x\n"),
];

const fn value(id: &'static str, about: &'static str, text: &'static str) -> Sample {
    Sample { id, about, text, shape: Shape::Value }
}

const fn lines(id: &'static str, about: &'static str, text: &'static str) -> Sample {
    Sample { id, about, text, shape: Shape::Lines }
}

impl Sample {
    /// The file in which `loader` meets it, for the variable `K`; none where its files have no such lines.
    pub fn file(&self, loader: &Loader) -> Option<String> {
        let form = loader.form;
        match self.shape {
            Shape::Value => Some([form.before, "K", form.between, self.text, form.after, "\n"].concat()),
            Shape::Lines => (form.file == FileKind::Env && form.before.is_empty()).then(|| self.text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        loader::{self, Environment, Tested, oracle},
        name::VariableName,
        reading::Reading,
    };

    #[test]
    fn ids_are_unique() {
        let mut ids: Vec<_> = ALL.iter().map(|sample| sample.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
    }

    /// With `KEYPROOF_ORACLES=1` each real loader has to read each sample as its model does, where that knows.
    #[test]
    fn the_real_loaders_read_the_samples_so() {
        if std::env::var_os("KEYPROOF_ORACLES").is_none() {
            return;
        }
        let name = VariableName::parse("K").expect("a name");
        for loader in loader::ALL.iter().filter(|loader| loader.tested == Tested::Real) {
            let files: Vec<_> = ALL.iter().filter_map(|sample| sample.file(loader)).collect();
            for (file, answer) in files.iter().zip(oracle::ask(loader.id, "K", &files)) {
                let reading = (loader.read)(file, &name, &Environment::EMPTY);
                let agrees = match (&reading, &answer) {
                    (Reading::Value { text, .. }, oracle::Answer::Value(value)) => text.expose() == value,
                    (Reading::Missing { .. }, oracle::Answer::Missing)
                    | (Reading::Refused(_), oracle::Answer::Error(_))
                    | (Reading::Unknown(_), _) => true,
                    _ => false,
                };
                assert!(agrees, "{}: the real one makes {answer:?} of {file:?}", loader.id);
            }
        }
    }
}
