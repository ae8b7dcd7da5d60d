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
    loader::Form,
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

/// Who reads a variable in `settings.py`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// `os.environ`, split at commas.
    Environ,
    /// python-decouple's `Csv`.
    Decouple,
    /// Starlette's `CommaSeparatedStrings`.
    Starlette,
    /// The `list` of django-environ and of environs.
    EnvList,
    /// A field of pydantic-settings.
    Pydantic,
}

impl Reader {
    /// The reader in the lines of `settings.py` that take the key.
    pub fn of(settings: &str) -> Self {
        let has = |read: &str| settings.contains(read);
        if has("Environment().") {
            Self::Pydantic
        } else if has("starlette") {
            Self::Starlette
        } else if has("decouple") {
            Self::Decouple
        } else if has(" env(") || has(" env.str(") {
            Self::EnvList
        } else {
            Self::Environ
        }
    }

    /// The keys in the value of a list's variable, or nothing where the reader stops with an error.
    /// Empty texts are left out, as our lines of `settings.py` do.
    pub fn split(self, text: &str) -> Option<Vec<String>> {
        let mut items: Vec<String> = match self {
            Self::Environ | Self::EnvList => text.split(',').map(str::to_owned).listed(),
            Self::Decouple | Self::Starlette => shlex(text)?,
            Self::Pydantic if text.is_empty() => return None,
            Self::Pydantic => from_json(text)?,
        };
        for item in &mut items {
            let trimmed = match self {
                Self::Decouple => item.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']),
                // Python's str.strip().
                Self::Starlette => {
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
    fn join(self, keys: &[Secret]) -> Result<Secret, NotAList> {
        let is = |text: &str| {
            self.split(text).is_some_and(|read| {
                read.len() == keys.len() && read.iter().zip(keys).all(|(read, key)| read == key.expose())
            })
        };
        let ways: &[fn(&str) -> String] = match self {
            Self::Environ | Self::EnvList => &[str::to_owned],
            Self::Decouple | Self::Starlette => &[str::to_owned, in_single_quotes, in_double_quotes],
            Self::Pydantic => &[to_json],
        };
        for way in ways {
            let items: Vec<_> = keys.iter().map(|key| way(key.expose())).listed();
            let mut text = items.join(",");
            if self == Self::Pydantic {
                text = ["[", &text, "]"].concat();
            }
            if is(&text) {
                return Ok(Secret::new(text));
            }
        }
        let comma = keys.iter().any(|key| key.expose().contains(','));
        Err(if comma { NotAList::Comma } else { NotAList::Changed })
    }
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
    let list = Reader::of(&destination.settings(key)).join(keys)?;
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
    const SET: &str = "\nSECRET_KEY = ";
    let mut text = destination.settings(key);
    let reader = Reader::of(&text);
    let Some(at) = text.rfind(SET) else { return text };
    let read = text[at + SET.len()..].trim_end().to_owned();
    // `config("KEY")` less the name and what closes it.
    let call = read.rfind("(\"").and_then(|at| read.get(..at + 2)).unwrap_or_default();
    let names: Vec<_> =
        (0..if carry == Carry::List { 1 } else { count.max(1) }).map(|at| name(key, carry, at)).listed();
    let (mut fields, mut among) = (String::new(), String::new());
    let list = carry == Carry::List;
    for name in &names {
        let name = name.as_str();
        let field = name.to_ascii_lowercase();
        let read = match (reader, list) {
            (Reader::Environ, false) => ["os.environ.get(\"", name, "\", \"\")"],
            (Reader::Environ, true) => ["os.environ.get(\"", name, "\", \"\").split(\",\")"],
            (Reader::Decouple, true) => ["config(\"", name, "\", default=\"\", cast=Csv())"],
            (Reader::Starlette, true) => {
                ["Config(BASE_DIR / \".env\")(\"", name, "\", default=\"\", cast=CommaSeparatedStrings)"]
            }
            (Reader::EnvList, true) => ["env.list(\"", name, "\", default=[])"],
            (Reader::Pydantic, _) => {
                let kind = if list { ": list[str] = []\n" } else { ": str = \"\"\n" };
                fields.push_str(&["    ", &field, kind].concat());
                ["Environment().", &field, ""]
            }
            (_, false) => [call, name, "\", default=\"\")"],
        };
        if !among.is_empty() {
            among.push_str(", ");
        }
        among.push_str(&read.concat());
    }
    let [open, close] = if list { ["", ""] } else { ["[", "]"] };
    text.push_str(&["SECRET_KEY_FALLBACKS = [key for key in ", open, &among, close, " if key]\n"].concat());
    match (reader, carry) {
        (Reader::Pydantic, _) => {
            let own = ["    ", &key.as_str().to_ascii_lowercase(), ": str\n"].concat();
            if let Some(at) = text.find(&own) {
                text.insert_str(at + own.len(), &fields);
            }
        }
        (Reader::Decouple, Carry::List) => text = text.replacen("import config", "import Csv, config", 1),
        (Reader::Starlette, Carry::List) => {
            text = text.replacen("\n\n", "\nfrom starlette.datastructures import CommaSeparatedStrings\n\n", 1);
        }
        _ => {}
    }
    text
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
    fn joins(reader: Reader, texts: &[&str], list: Result<&str, NotAList>) {
        let joined = reader.join(&keys(texts));
        assert_eq!(joined.as_ref().map(Secret::expose).map_err(|error| *error), list);
    }

    #[test]
    fn a_list_is_written_the_first_way_that_is_read_back() {
        joins(Reader::Environ, &["a#b", "'c'"], Ok("a#b,'c'"));
        joins(Reader::Environ, &["a,b"], Err(NotAList::Comma));
        joins(Reader::EnvList, &["a,b"], Err(NotAList::Comma));
        joins(Reader::Decouple, &["ab", "cd"], Ok("ab,cd"));
        joins(Reader::Decouple, &["a#b", "c\\d"], Ok("'a#b','c\\d'"));
        joins(Reader::Decouple, &["a,b", "c'd"], Ok("'a,b','c'\"'\"'d'"));
        joins(Reader::Decouple, &[" a"], Err(NotAList::Changed));
        joins(Reader::Starlette, &["a\u{a0}"], Err(NotAList::Changed));
        joins(Reader::Pydantic, &["a,b", "c\"\\d"], Ok("[\"a,b\",\"c\\\"\\\\d\"]"));
    }

    #[test]
    fn an_empty_text_is_no_key() {
        for reader in [Reader::Environ, Reader::EnvList, Reader::Decouple, Reader::Starlette] {
            assert_eq!(reader.split(""), Some(Vec::new()), "{reader:?}");
            assert_eq!(reader.split(",a,,"), Some(vec!["a".to_owned()]), "{reader:?}");
        }
        assert_eq!(Reader::Decouple.split("'"), None);
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
