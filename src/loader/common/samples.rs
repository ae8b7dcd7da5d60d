//! Short values, and what each loader makes of them: the table of `docs/loaders.json`, which others can cite and
//! test against, since nothing specifies `.env`.

use crate::{
    loader::{self, Environment, FileKind, Loader, Tested},
    name::VariableName,
    reading::Reading,
};

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

/// What the variable is called in all of them.
pub const NAME: &str = "K";

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

/// The sample with this id.
pub fn find(id: &str) -> Option<&'static Sample> {
    ALL.iter().find(|sample| sample.id == id)
}

/// All that the models make of the samples, as JSON: a line for each sample and each loader. Its form is that of
/// `docs/loaders.schema.json`.
pub fn table() -> String {
    let mut json = String::from("{\n\"$schema\": \"loaders.schema.json\",\n\"format\": 1,\n\"samples\": [\n");
    for (at, sample) in ALL.iter().enumerate() {
        json.push_str(if at == 0 { "" } else { ",\n" });
        members(&mut json, '{', &[("id", sample.id), ("about", sample.about)]);
        json.push('}');
    }
    json.push_str("\n],\n\"loaders\": [\n");
    for (at, loader) in loader::ALL.iter().enumerate() {
        json.push_str(if at == 0 { "" } else { ",\n" });
        let proof = if loader.tested == Tested::Real { "real" } else { "source" };
        let Loader { id, label, version, source, .. } = *loader;
        let told = [("id", id), ("name", label), ("version", version), ("proof", proof), ("source", source)];
        members(&mut json, '{', &told);
        json.push_str(",\"readings\":");
        let mut before = '{';
        for sample in ALL {
            let Some(file) = sample.file(loader) else { continue };
            members(&mut json, before, &[(sample.id, "")]);
            // In place of the empty text.
            json.truncate(json.len() - 2);
            let (kind, text) = match sample.reading(loader, &file) {
                Reading::Value { text, .. } => ("value", text.expose().to_owned()),
                Reading::Missing { .. } => ("missing", String::new()),
                Reading::Refused(note) => ("error", note.reason.sentence().to_owned()),
                Reading::Unknown(note) => ("unknown", note.reason.sentence().to_owned()),
            };
            members(&mut json, '{', &[("file", &file)]);
            if kind == "missing" {
                json.push_str(",\"missing\":true");
            } else {
                members(&mut json, ',', &[(kind, &text)]);
            }
            json.push('}');
            before = ',';
        }
        json.push_str("}}");
    }
    json.push_str("\n]\n}\n");
    json
}

/// Writes names and texts as members of an object of JSON, with `before` in front of the first.
fn members(json: &mut String, before: char, members: &[(&str, &str)]) {
    let mut before = before;
    for (name, text) in members {
        json.push(before);
        quoted(json, name);
        json.push(':');
        quoted(json, text);
        before = ',';
    }
}

/// Writes a text as JSON has it: RFC 8259, section 7.
fn quoted(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{feff}' => {
                json.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    json.extend(char::from_digit(u32::from(c) >> shift & 15, 16));
                }
            }
            c => json.push(c),
        }
    }
    json.push('"');
}

impl Sample {
    /// What the loader's model makes of this file, on a host that sets nothing.
    pub fn reading(&self, loader: &Loader, file: &str) -> Reading {
        let name = VariableName::parse(NAME).unwrap_or_else(|_| VariableName::usual());
        loader.read(file, &name, &Environment::EMPTY)
    }

    /// The file in which `loader` meets it, for the variable `K`; none where its files have no such lines.
    pub fn file(&self, loader: &Loader) -> Option<String> {
        let form = loader.form;
        match self.shape {
            Shape::Value => Some([form.head, form.first, NAME, form.between, self.text, form.after, "\n"].concat()),
            Shape::Lines => (form.file == FileKind::Env && form.first.is_empty()).then(|| self.text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::oracle;

    #[test]
    fn texts_are_written_as_json_has_them() {
        let mut json = String::new();
        quoted(&mut json, "a\"\\\n\u{7}é\u{feff}");
        assert_eq!(json, r#""a\"\\\n\u0007é\ufeff""#);
    }

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
        for loader in loader::ALL.iter().filter(|loader| loader.tested == Tested::Real) {
            let asked: Vec<_> = ALL.iter().filter_map(|sample| Some((sample, sample.file(loader)?))).collect();
            let files: Vec<_> = asked.iter().map(|(_, file)| file.clone()).collect();
            for ((sample, file), answer) in asked.iter().zip(oracle::ask(loader.id, NAME, &files)) {
                let reading = sample.reading(loader, file);
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
