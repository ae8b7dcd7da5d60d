//! The variables that lines of a text seem to set, by their looks alone: no loader is asked.

use std::ops::Range;

/// A variable that a line of the text seems to set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The bytes of its name.
    pub name: Range<usize>,
    /// The bytes of its value as it is written: what follows the `=` up to the end of the line, less
    /// the blanks round it. A quoted value that goes on over several lines is whole.
    pub value: Range<usize>,
}

/// The `NAME=value` lines of `text`, whatever a loader may make of them: blanks, `export` and a byte
/// order mark may stand before the name, and blanks round the `=`.
pub fn assignments(text: &str) -> impl Iterator<Item = Assignment> {
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < text.len() {
            let end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
            let line = start..end;
            start = end + 1;
            if let Some(found) = assignment(text, line) {
                start = start.max(found.value.end);
                return Some(found);
            }
        }
        None
    })
}

fn assignment(text: &str, line: Range<usize>) -> Option<Assignment> {
    let equals = line.start + text[line.clone()].find('=')?;
    let before = text[line.start..equals].trim_end();
    let name = before.trim_start_matches(['\u{feff}', ' ', '\t']);
    let name = name.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t'])).unwrap_or(name).trim_start();
    let mut bytes = name.bytes();
    let first = bytes.next()?;
    if !(first.is_ascii_alphabetic() || first == b'_')
        || !bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return None;
    }
    let name = line.start + before.len() - name.len()..line.start + before.len();
    let after = &text[equals + 1..line.end];
    let value = equals + 1 + after.len() - after.trim_start().len();
    let mut end = value + after.trim().len();
    // A quote that does not close in its line closes in one of the next, unless they set variables.
    if let Some(quote) = after.trim_start().chars().next().filter(|first| matches!(first, '\'' | '"' | '`'))
        && !text[value + 1..end.max(value + 1)].contains(quote)
        && let Some(length) = text[value + 1..].find(quote)
        && !text[value + 1..value + 1 + length].contains('=')
    {
        end = value + length + 2;
    }
    Some(Assignment { name, value: value..end })
}

/// The names of the variables in `text`, each once, in the order of their first lines; at most
/// `most`.
pub fn names(text: &str, most: usize) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for found in assignments(text) {
        let name = &text[found.name];
        if !names.contains(&name) {
            if names.len() == most {
                break;
            }
            names.push(name);
        }
    }
    names
}

/// The variables of `text` that are named as a secret key is: those to choose from, at most a dozen.
pub fn secret_keys(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for found in assignments(text) {
        let name = &text[found.name];
        let capitals = name.to_ascii_uppercase();
        let is_key = capitals.find("SECRET").is_some_and(|at| capitals[at..].contains("KEY"));
        if is_key && names.len() < 12 && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The variables to choose from: those named as a secret key is, else the words of the text that are
/// named so (as in YAML), else all that a line sets; at most a dozen.
pub fn candidates(text: &str) -> Vec<&str> {
    let keys = secret_keys(text);
    if !keys.is_empty() {
        return keys;
    }
    let mut words: Vec<&str> = Vec::new();
    let below = text.lines().skip(1).chain([""]);
    for (line, _) in text.lines().zip(below).filter(|(line, below)| line.contains("SECRET_KEY") && !is_row(line, below))
    {
        for word in line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
            if word.ends_with("SECRET_KEY") && words.len() < 12 && !words.contains(&word) {
                words.push(word);
            }
        }
    }
    if words.is_empty() {
        // A key may hold `=` and look like a line.
        words = names(text, 12);
        words.retain(|name| !name.contains(|c: char| c.is_ascii_lowercase()));
    }
    words
}

/// Whether a line is one of a table that a program prints, of a sentence, or a name with its value in the line
/// `below`: no loader is meant to read `NAME    value`, `│ NAME │ value │`, `NAME,value` or `NAME is value`.
fn is_row(line: &str, below: &str) -> bool {
    let line = line.trim_matches(['│', ' ', '\t']);
    let name = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(line.len());
    let gap = &line[name..];
    if gap.is_empty() {
        return !below.trim().is_empty() && !below.contains(['=', ':', ' ']);
    }
    let behind = gap.trim_start();
    // pam_env's `NAME  DEFAULT=value` sets one.
    let sets = ["=", ":", "+", "?", "DEFAULT=", "OVERRIDE="].iter().any(|sign| behind.starts_with(sign));
    ["  ", "\t", " │", "│", ",", " is "].iter().any(|between| gap.starts_with(between)) && !sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_a_program_sets_nothing() {
        for (text, expected) in [
            ("Key           Value\nSECRET_KEY    abc", &[][..]),
            ("│ SECRET_KEY │ abc │", &[]),
            ("SECRET_KEY is abc", &[]),
            ("SECRET_KEY,abc,d", &[]),
            ("SECRET_KEY\nabc", &[]),
            ("SECRET_KEY\nDEBUG", &[]),
            ("SECRET_KEY", &["SECRET_KEY"]),
            ("ENV SECRET_KEY   abc", &["SECRET_KEY"]),
            ("  SECRET_KEY:   abc", &["SECRET_KEY"]),
            ("SECRET_KEY   : abc", &["SECRET_KEY"]),
            ("set -x SECRET_KEY abc", &["SECRET_KEY"]),
            ("SECRET_KEY\tDEFAULT=abc", &["SECRET_KEY"]),
        ] {
            assert_eq!(candidates(text), expected, "{text}");
        }
    }

    #[track_caller]
    fn sets(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<_> = assignments(text).map(|found| (&text[found.name], &text[found.value])).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_lines_seem_to_set() {
        sets("A=b\n export C = 'd' \r\nE=\n#F=g\nh i=j\n1K=l", &[("A", "b"), ("C", "'d'"), ("E", "")]);
        sets("\u{feff}A=b # c", &[("A", "b # c")]);
        sets("A='b\nc'\nD=e", &[("A", "'b\nc'"), ("D", "e")]);
        sets("A='b\nD=e'", &[("A", "'b"), ("D", "e'")]);
        sets("A='", &[("A", "'")]);
        sets("exportA=b\nexport=c", &[("exportA", "b"), ("export", "c")]);
    }

    #[test]
    fn a_secret_key_is_found_by_its_name() {
        assert_eq!(secret_keys("DEBUG=1\nDJANGO_SECRET_KEY=a\nKEY=b\nSECRET_ID=c"), ["DJANGO_SECRET_KEY"]);
        assert_eq!(secret_keys("secret_key=a\nSECRET_KEY=b\nsecret_key=c"), ["secret_key", "SECRET_KEY"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_its_assignments_within_it(text in "[ -~\n\r'\"=\u{feff}é]{0,60}") {
            for found in assignments(&text) {
                proptest::prop_assert!(text.get(found.name).is_some() && text.get(found.value).is_some());
            }
            secret_keys(&text);
        }
    }
}
