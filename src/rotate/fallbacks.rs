//! Old keys: how `settings.py` reads them, and the lines that carry them there.
//!
//! Each old key has a variable of its own, which is carried and proven as the key itself is. Or one
//! variable holds a list, as the loader's own library reads lists. These differ: django-environ and
//! environs split at commas and take quotes for part of a key, python-decouple and Starlette split as
//! `shlex` does, where `#` cuts the rest off, and pydantic-settings reads JSON. So a list is written
//! the first way that the reader's model reads back, and then carried as one value.
//!
//! An empty text never gets into `SECRET_KEY_FALLBACKS`: Django would take it for a key.

use std::fmt;

use crate::{
    line::{CannotCarry, Destination, Line, Written},
    listed::Listed,
    loader::{Django, Form, Wanted},
    name::VariableName,
    secret::Secret,
};

/// How old keys get to `SECRET_KEY_FALLBACKS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// A variable for each.
    Each,
    /// One variable with a list.
    List,
}

impl Carry {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Each, Self::List];

    /// How the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Each => "a variable each",
            Self::List => "one variable, as a list",
        }
    }
}

/// The most old keys there can be at once.
pub const MOST: usize = 5;

/// The name of the variable with an old key, counted from 0, or with the list of them. What is too
/// long with the ending is another name.
pub fn name(key: &VariableName, carry: Carry, at: usize) -> VariableName {
    let ending = match (carry, at) {
        (Carry::List, _) => "_FALLBACKS".to_owned(),
        (Carry::Each, 0) => "_FALLBACK".to_owned(),
        (Carry::Each, _) => ["_FALLBACK_", &(at + 1).to_string()].concat(),
    };
    let named = |name: &str| VariableName::parse(&[name, &ending].concat());
    named(key.as_str()).or_else(|_| named("DJANGO_SECRET_KEY")).unwrap_or_else(|_| VariableName::usual())
}

/// The keys in the value of a list's variable, or nothing where the library stops with an error. Empty texts are
/// left out, as our lines of `settings.py` do.
pub fn split(django: Django, text: &str) -> Option<Vec<String>> {
    let mut items: Vec<String> = match django {
        Django::Decouple | Django::Starlette => shlex(text)?,
        Django::Pydantic if text.is_empty() => return None,
        Django::Pydantic => from_json(text)?,
        _ => text.split(',').map(str::to_owned).listed(),
    };
    for item in &mut items {
        let trimmed = match django {
            Django::Decouple => item.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']),
            // Python's str.strip().
            Django::Starlette => {
                item.trim_matches(|symbol: char| symbol.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&symbol))
            }
            _ => continue,
        };
        if trimmed.len() < item.len() {
            *item = trimmed.to_owned();
        }
    }
    items.retain(|item| !item.is_empty());
    Some(items)
}

/// The list as the value of its variable: the first way that is read back.
fn join(django: Django, keys: &[Secret]) -> Result<Secret, NotAList> {
    let is = |text: &str| {
        split(django, text).is_some_and(|read| {
            read.len() == keys.len() && read.iter().zip(keys).all(|(read, key)| read == key.expose())
        })
    };
    let ways: &[fn(&str) -> String] = match django {
        Django::Decouple | Django::Starlette => &[str::to_owned, in_single_quotes, in_double_quotes],
        Django::Pydantic => &[to_json],
        _ => &[str::to_owned],
    };
    for way in ways {
        let items: Vec<_> = keys.iter().map(|key| way(key.expose())).listed();
        let mut text = items.join(",");
        if django == Django::Pydantic {
            text = ["[", &text, "]"].concat();
        }
        if is(&text) {
            return Ok(Secret::new(text));
        }
    }
    let comma = keys.iter().any(|key| key.expose().contains(','));
    Err(if comma { NotAList::Comma } else { NotAList::Changed })
}

/// Why there is no line for the old keys. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAList {
    /// A key holds a comma, and the list is split at commas.
    Comma,
    /// The list would be read as something else.
    Changed,
    /// The list's line would be.
    CannotCarry,
    /// More than [`MOST`].
    TooMany,
}

impl fmt::Display for NotAList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Comma => {
                "A key with a comma in it would be cut in two: this list is split at commas. Give each old key a variable of its own."
            }
            Self::Changed => "This list would be read as something else. Give each old key a variable of its own.",
            Self::CannotCarry => {
                "No way of writing this is read back unchanged. Leave the old key’s line as it stands, and change only its name."
            }
            Self::TooMany => "More than five old keys: drop the oldest.",
        })
    }
}

impl std::error::Error for NotAList {}

impl From<CannotCarry> for NotAList {
    fn from(_: CannotCarry) -> Self {
        Self::CannotCarry
    }
}

/// The lines that carry the old keys: one for each, or one with all of them.
pub fn lines(
    destination: Destination,
    key: &VariableName,
    carry: Carry,
    keys: &[Secret],
) -> Result<Vec<Line>, NotAList> {
    if keys.len() > MOST {
        return Err(NotAList::TooMany);
    }
    if carry == Carry::Each {
        let line = |(at, old): (usize, &Secret)| Ok(destination.write(&name(key, carry, at), old)?);
        return keys.iter().enumerate().map(line).collect();
    }
    let list = join(destination.django(), keys)?;
    Ok(vec![destination.write(&name(key, carry, 0), &list)?])
}

/// The lines as they are to be pasted under the key's own, one under the other; nothing if there are
/// none.
pub fn written(lines: &[Line], form: Form) -> Option<Written> {
    let form = form.further();
    let lead = lines.first()?.written(form).lead;
    let all: Vec<_> = lines.iter().map(|line| line.text(form)).listed();
    let mut text = String::with_capacity(all.iter().map(|line| line.expose().len() + 1).sum());
    for line in &all {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.expose());
    }
    // The style sheet sets apart what stands before one value.
    Some(Written { text: Secret::new(text), lead: if lines.len() == 1 { lead } else { 0 } })
}

/// The lines of `settings.py` that take the key, which must be there, and as many old keys as there are
/// variables for, which may be.
pub fn settings(destination: Destination, key: &VariableName, carry: Carry, count: usize) -> String {
    let (django, list) = (destination.django(), carry == Carry::List);
    let wanted = if list { Wanted::List } else { Wanted::TextOrEmpty };
    let names = (0..if list { 1 } else { count.max(1) }).map(|at| name(key, carry, at)).listed();
    let variables = std::iter::once((key, Wanted::Text)).chain(names.iter().map(|name| (name, wanted))).listed();
    let [imports, set_up] = django.beginning(&variables);
    let among = names.iter().map(|name| django.read(name, wanted)).listed().join(", ");
    let [open, close] = if list { ["", ""] } else { ["[", "]"] };
    let key = ["SECRET_KEY = ", &django.read(key, Wanted::Text), "\n"].concat();
    let fallbacks = ["SECRET_KEY_FALLBACKS = [key for key in ", open, &among, close, " if key]\n"];
    [imports, set_up, key, fallbacks.concat()].concat()
}

/// `text` as Python's `shlex` splits it at commas: with POSIX rules, `whitespace = ","`,
/// `whitespace_split = True` (CPython 3.11, Lib/shlex.py, `read_token`). Nothing where it raises.
fn shlex(text: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let mut item = String::new();
    // Whether quotes were opened: they make an item of nothing.
    let mut quoted = false;
    let mut symbols = text.chars();
    while let Some(symbol) = symbols.next() {
        match symbol {
            ',' | '#' => {
                if quoted || !item.is_empty() {
                    items.push(std::mem::take(&mut item));
                    quoted = false;
                }
                // A comment: to the end of the line.
                if symbol == '#' {
                    symbols.by_ref().find(|symbol| *symbol == '\n');
                }
            }
            '\\' => item.push(symbols.next()?),
            '\'' | '"' => {
                quoted = true;
                loop {
                    match symbols.next()? {
                        '\\' if symbol == '"' => {
                            let escaped = symbols.next()?;
                            // Only a quote and itself: elsewhere the backslash stays.
                            if !matches!(escaped, '"' | '\\') {
                                item.push('\\');
                            }
                            item.push(escaped);
                        }
                        end if end == symbol => break,
                        other => item.push(other),
                    }
                }
            }
            other => item.push(other),
        }
    }
    if quoted || !item.is_empty() {
        items.push(item);
    }
    Some(items)
}

fn in_single_quotes(key: &str) -> String {
    ["'", &key.replace('\'', "'\"'\"'"), "'"].concat()
}

fn in_double_quotes(key: &str) -> String {
    ["\"", &key.replace('\\', "\\\\").replace('"', "\\\""), "\""].concat()
}

fn to_json(key: &str) -> String {
    in_double_quotes(key)
}

/// A JSON list of texts, as far as it is written here: escapes are those of `"` and `\`, and no
/// control character is among the symbols.
fn from_json(text: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let mut symbols = text.strip_prefix('[')?.chars();
    loop {
        let mut item = String::new();
        match symbols.next()? {
            '"' => {}
            ']' if items.is_empty() => break,
            _ => return None,
        }
        loop {
            match symbols.next()? {
                '"' => break,
                '\\' => item.push(symbols.next().filter(|symbol| matches!(symbol, '"' | '\\'))?),
                symbol if symbol < ' ' => return None,
                symbol => item.push(symbol),
            }
        }
        items.push(item);
        match symbols.next()? {
            ',' => {}
            ']' => break,
            _ => return None,
        }
    }
    symbols.next().is_none().then_some(items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        loader::{self, Environment},
        reading::Reading,
    };

    fn keys(texts: &[&str]) -> Vec<Secret> {
        texts.iter().map(|text| Secret::from(*text)).collect()
    }

    #[track_caller]
    fn joins(django: Django, texts: &[&str], list: Result<&str, NotAList>) {
        let joined = join(django, &keys(texts));
        assert_eq!(joined.as_ref().map(Secret::expose).map_err(|error| *error), list);
    }

    #[test]
    fn a_list_is_written_the_first_way_that_is_read_back() {
        joins(Django::Environ, &["a#b", "'c'"], Ok("a#b,'c'"));
        joins(Django::Environ, &["a,b"], Err(NotAList::Comma));
        joins(Django::DjangoEnviron { escape_proxy: false }, &["a,b"], Err(NotAList::Comma));
        joins(Django::Decouple, &["ab", "cd"], Ok("ab,cd"));
        joins(Django::Decouple, &["a#b", "c\\d"], Ok("'a#b','c\\d'"));
        joins(Django::Decouple, &["a,b", "c'd"], Ok("'a,b','c'\"'\"'d'"));
        joins(Django::Decouple, &[" a"], Err(NotAList::Changed));
        joins(Django::Starlette, &["a\u{a0}"], Err(NotAList::Changed));
        joins(Django::Pydantic, &["a,b", "c\"\\d"], Ok("[\"a,b\",\"c\\\"\\\\d\"]"));
    }

    #[test]
    fn an_empty_text_is_no_key() {
        for django in
            [Django::Environ, Django::DjangoEnviron { escape_proxy: false }, Django::Decouple, Django::Starlette]
        {
            assert_eq!(split(django, ""), Some(Vec::new()), "{django:?}");
            assert_eq!(split(django, ",a,,"), Some(vec!["a".to_owned()]), "{django:?}");
        }
        assert_eq!(split(Django::Decouple, "'"), None);
    }

    #[test]
    fn names() {
        let name_of = |key: &str, carry, at| name(&VariableName::parse(key).expect("a name"), carry, at).to_string();
        assert_eq!(name_of("KEY", Carry::Each, 0), "KEY_FALLBACK");
        assert_eq!(name_of("KEY", Carry::Each, 1), "KEY_FALLBACK_2");
        assert_eq!(name_of("KEY", Carry::List, 0), "KEY_FALLBACKS");
        assert_eq!(name_of(&"K".repeat(120), Carry::Each, 0), "DJANGO_SECRET_KEY_FALLBACK");
    }

    #[test]
    fn lines_of_settings() {
        let lines = |id: &str, carry, count| {
            settings(Destination::find(id).expect("a destination"), &VariableName::usual(), carry, count)
        };
        assert_eq!(
            lines("python-decouple", Carry::List, 1),
            "from decouple import Csv, config\n\nSECRET_KEY = config(\"DJANGO_SECRET_KEY\")\n\
             SECRET_KEY_FALLBACKS = [key for key in config(\"DJANGO_SECRET_KEY_FALLBACKS\", default=\"\", cast=Csv()) if key]\n"
        );
        assert_eq!(
            lines("honcho", Carry::Each, 2),
            "import os\n\nSECRET_KEY = os.environ[\"DJANGO_SECRET_KEY\"]\n\
             SECRET_KEY_FALLBACKS = [key for key in [os.environ.get(\"DJANGO_SECRET_KEY_FALLBACK\", \"\"), \
             os.environ.get(\"DJANGO_SECRET_KEY_FALLBACK_2\", \"\")] if key]\n"
        );
    }

    /// The key's line and those of old keys make one file, from which the loader reads each.
    #[test]
    fn the_lines_go_together() {
        let key = VariableName::usual();
        for loader in loader::ALL {
            let destination = Destination::Loader(loader);
            let old = keys(&["old-one", "old-two", "old-three"]);
            let lines = lines(destination, &key, Carry::Each, &old).expect("lines");
            let first = destination.write(&key, &Secret::from("new-one")).expect("a line");
            let more = written(&lines, loader.form).expect("lines");
            let file = [first.text(loader.form).expose(), "\n", more.text.expose(), "\n"].concat();
            let expected = old.iter().map(Secret::expose).chain(["new-one"]);
            for (name, expected) in lines.iter().map(|line| &line.name).chain([&key]).zip(expected) {
                let read = loader.read(&file, name, &Environment::EMPTY);
                assert!(
                    matches!(&read, Reading::Value { text, .. } if text.expose() == expected),
                    "{}: {name} in {file}",
                    loader.id
                );
            }
        }
    }
}
