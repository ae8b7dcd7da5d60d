//! What was pasted: a bare key, lines of a `.env` file, or of `settings.py`; and where in it the
//! secrets are. Places, not copies.

use std::ops::Range;

/// What a text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A key and nothing else.
    Key,
    /// `NAME=value` lines.
    Env,
    /// `NAME = "value"` lines of Python.
    Settings,
}

impl Kind {
    /// Its name in the probe's answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Env => "env",
            Self::Settings => "settings",
        }
    }

    /// What it was taken for, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Key => "a key",
            Self::Env => "a line of a .env file",
            Self::Settings => "a line of settings.py",
        }
    }
}

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What the text round it was taken for.
    pub kind: Kind,
    /// The bytes of its name, if it has one.
    pub name: Option<Range<usize>>,
    /// The bytes of the secret, without the quotes that its file wants round it.
    pub span: Range<usize>,
}

/// More secrets than this are not looked for.
const MOST: usize = 64;

/// The secrets in `text`, in order. Where no line names one, the whole text is taken for a key;
/// blank text holds none.
///
/// A key may itself hold `=`, so that a line is one only if what it assigns to is called a key or a
/// secret, in capitals.
pub fn read(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        found.extend(assignment(text, start..start + line.trim_end_matches(['\r', '\n']).len()));
        start += line.len();
        if found.len() == MOST {
            break;
        }
    }
    if found.is_empty() && !text.trim().is_empty() {
        found.push(Found { kind: Kind::Key, name: None, span: 0..text.len() });
    }
    found
}

/// The secret that a line assigns, if it does.
fn assignment(text: &str, line: Range<usize>) -> Option<Found> {
    let equals = line.start + text[line.clone()].find('=')?;
    let before = &text[line.start..equals];
    let word = before.trim();
    let name = word.strip_prefix("export ").unwrap_or(word).trim_start();
    let capitals = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if !capitals || !(name.contains("KEY") || name.contains("SECRET")) {
        return None;
    }
    let name_start = equals - before.len() + before.rfind(name)?;
    let after = &text[equals + 1..line.end];
    let value = after.trim();
    let value_start = equals + 1 + (after.len() - after.trim_start().len());
    let python = before.ends_with(' ') || after.starts_with(' ');
    let quoted = value.chars().next().filter(|first| matches!(first, '\'' | '"')).and_then(|quote| {
        let length = value[1..].find(quote)?;
        // In a file, a quote closes at the end of the line; in Python a comment may follow.
        (python || length + 2 == value.len()).then_some(value_start + 1..value_start + 1 + length)
    });
    let (kind, span) = match (python, quoted) {
        (true, Some(span)) => (Kind::Settings, span),
        // Python that is no text, such as `os.environ["KEY"]`, holds no secret.
        (true, None) => return None,
        (false, quoted) => (Kind::Env, quoted.unwrap_or(value_start..value_start + value.len())),
    };
    Some(Found { kind, name: Some(name_start..name_start + name.len()), span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(text: &str, expected: &[(Kind, &str, &str)]) {
        let found = read(text);
        let found: Vec<_> = found
            .iter()
            .map(|found| (found.kind, found.name.clone().map_or("", |name| &text[name]), &text[found.span.clone()]))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_is_a_line_and_what_is_a_key() {
        holds("abc=def", &[(Kind::Key, "", "abc=def")]);
        holds("ABC=def", &[(Kind::Key, "", "ABC=def")]);
        holds(" abc\n", &[(Kind::Key, "", " abc\n")]);
        holds(" \n", &[]);
        holds("SECRET_KEY=abc", &[(Kind::Env, "SECRET_KEY", "abc")]);
        holds("export DJANGO_SECRET_KEY='a b'\r\n", &[(Kind::Env, "DJANGO_SECRET_KEY", "a b")]);
        holds("SECRET_KEY='a' # b", &[(Kind::Env, "SECRET_KEY", "'a' # b")]);
        holds("SECRET_KEY = \"a=b\"  # c", &[(Kind::Settings, "SECRET_KEY", "a=b")]);
        holds("DEBUG=1\nSECRET_KEY=a\nAPI_KEY=b\n", &[(Kind::Env, "SECRET_KEY", "a"), (Kind::Env, "API_KEY", "b")]);
        holds("SECRET_KEY=", &[(Kind::Env, "SECRET_KEY", "")]);
        holds("SECRET_KEY = os.environ[\"SECRET_KEY\"]", &[(Kind::Key, "", "SECRET_KEY = os.environ[\"SECRET_KEY\"]")]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            for found in read(&text) {
                proptest::prop_assert!(text.get(found.span).is_some());
            }
        }
    }
}
