//! Which loaders do what was done to a key, by their own models: no list that could grow old.

use crate::{
    line::Line,
    loader::{self, FileKind, Loader},
    name::VariableName,
    quoting::BARE,
    secret::Secret,
};

/// As many are named.
const MOST: usize = 4;

/// The loaders of `NAME=value` lines that make `arrives` of one with `written` as its value, in words: the
/// first, and how many others.
pub(super) fn that_read(written: &str, arrives: &str) -> String {
    let mut named = String::new();
    let Some(line) = line(written) else { return named };
    let arrives = Secret::from(arrives);
    let mut count = 0;
    for loader in of_lines().filter(|loader| line.read_by(loader).is(&arrives)) {
        count += 1;
        if count <= MOST {
            named.push_str(if count > 1 { ", " } else { "" });
            named.push_str(loader.label);
        }
    }
    if count > MOST {
        named.push_str(" and ");
        named.push_str(&(count - MOST).to_string());
        named.push_str(" others");
    }
    named
}

/// Whether loaders of `NAME=value` lines make different things of one with `written` as its value.
pub(super) fn differ(written: &str) -> bool {
    line(written).is_some_and(|line| of_lines().any(|loader| !line.read_by(loader).is(&line.value)))
}

/// A line with this as its value.
fn line(written: &str) -> Option<Line> {
    Some(Line { name: VariableName::parse("K").ok()?, quoting: BARE, value: written.into() })
}

/// The loaders of `NAME=value` lines.
fn of_lines() -> impl Iterator<Item = &'static Loader> {
    loader::ALL.iter().filter(|loader| loader.form.file == FileKind::Env)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_what() {
        for (written, arrives, who) in [
            ("'ab'", "'ab'", "docker --env-file"),
            ("ab#cd", "ab", "npm dotenv 16"),
            ("ab$cd", "ab", "dotenv-expand 11"),
            ("ab$$cd", "ab$$cd", "python-decouple"),
        ] {
            let named = that_read(written, arrives);
            assert!(named.contains(who), "{written}: {named}");
        }
    }

    #[test]
    fn they_differ_where_something_has_a_meaning() {
        for (written, expected) in [("abc", false), ("a#b", true), ("a$b", true), ("a(b", true), ("a-b", false)] {
            assert_eq!(differ(written), expected, "{written}");
        }
    }
}
