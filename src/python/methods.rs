//! The methods of values: of texts, mappings, the environment, and what reads variables.
//!
//! Source: Python 3.14's library.

use std::rc::Rc;

use super::{
    among,
    follow::{Stop, World},
    library::{last, raised},
    names::RANDOM,
    value::{Given, Made, Value, number},
};
use crate::listed::Listed;

impl World<'_> {
    /// Calls a method.
    pub(super) fn method(&mut self, of: &Value, name: &str, given: Given) -> Result<Value, Stop> {
        let here = self.host.files;
        let texts: Vec<_> = given.all.iter().filter_map(Value::exposed).listed();
        let written = match of {
            Value::Known(_) | Value::Class(..) | Value::None => {
                let value = self.attribute(of, name)?;
                return self.call(&value, given);
            }
            Value::Made(made) if among(last(&made.class), "Path PurePath") => {
                return Ok(match name {
                    "exists" | "is_file" | "is_dir" => Value::Bool(here),
                    "read_text" | "read_bytes" | "open" if !here => return raised("FileNotFoundError"),
                    "read_text" | "read_bytes" | "open" => Value::OfFile,
                    "write_text" | "write_bytes" | "mkdir" | "touch" | "chmod" => Value::None,
                    _ => of.clone(),
                });
            }
            Value::Made(made) => return self.read(&made.class.clone(), name, &made.given.clone(), &given),
            Value::Map(all) => {
                return Ok(match name {
                    "get" => match given.all.first() {
                        Some(key) if !matches!(key, Value::Unknown) => {
                            of.under(key).or_else(|| given.all.get(1).cloned()).unwrap_or(Value::None)
                        }
                        _ => Value::Unknown,
                    },
                    "keys" => Value::list(all.iter().map(|(key, _)| key.clone()).listed()),
                    "values" => Value::list(all.iter().map(|(_, value)| value.clone()).listed()),
                    "items" => Value::list(
                        all.iter().map(|(key, value)| Value::list(vec![key.clone(), value.clone()])).listed(),
                    ),
                    _ => Value::Unknown,
                });
            }
            Value::Coded => {
                return Ok(match name {
                    "startswith" | "endswith" | "isdigit" | "isspace" => Value::Unknown,
                    _ => Value::Coded,
                });
            }
            Value::Unknown if RANDOM.contains(&name) => return Ok(Value::Random),
            Value::OfFile if name == "get" => return Ok(self.unknown(name, &given)),
            Value::Random | Value::OfFile => {
                return Ok(match name {
                    "startswith" | "endswith" | "isdigit" | "isspace" => Value::Bool(false),
                    "exists" | "readlines" | "json" => Value::Unknown,
                    "strip" | "rstrip" | "split" | "splitlines" | "removesuffix" if matches!(of, Value::OfFile) => {
                        Value::Made(Rc::new(Made { class: "file".into(), given }))
                    }
                    _ => of.clone(),
                });
            }
            Value::Text(written) => written,
            _ => return Ok(self.unknown(name, &given)),
        };
        let text = written.text.expose();
        let same = |text: &str| Value::written(text.to_owned(), written.is_bytes, written.from.clone());
        let marks: Vec<char> = texts.first().map_or(vec![' ', '\t', '\n', '\r'], |marks| marks.chars().listed());
        let ends = |is: &dyn Fn(&str) -> bool| match given.all.first() {
            Some(Value::List(all)) => Value::Bool(all.iter().filter_map(Value::exposed).any(is)),
            Some(Value::Text(one)) => Value::Bool(is(one.text.expose())),
            _ => Value::Unknown,
        };
        Ok(match (name, &texts[..]) {
            ("strip", _) => same(text.trim_matches(&marks[..])),
            ("lstrip", _) => same(text.trim_start_matches(&marks[..])),
            ("rstrip", _) => same(text.trim_end_matches(&marks[..])),
            ("lower" | "casefold" | "upper" | "isdigit", _) if !text.is_ascii() => Value::Unknown,
            ("lower" | "casefold", _) => same(&text.to_ascii_lowercase()),
            ("upper", _) => same(&text.to_ascii_uppercase()),
            ("startswith", _) => ends(&|one| text.starts_with(one)),
            ("endswith", _) => ends(&|one| text.ends_with(one)),
            ("isdigit", _) => Value::Bool(!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())),
            ("isspace", _) => Value::Bool(!text.is_empty() && text.chars().all(char::is_whitespace)),
            ("removeprefix", [part]) => same(text.strip_prefix(part).unwrap_or(text)),
            ("removesuffix", [part]) => same(text.strip_suffix(part).unwrap_or(text)),
            ("replace", [old, new]) if !old.is_empty() => same(&text.replace(old, new)),
            ("split", [mark]) if !mark.is_empty() && given.all.len() == 1 => {
                Value::list(text.split(mark).map(same).listed())
            }
            ("split", []) if given.all.is_empty() => Value::list(text.split_whitespace().map(same).listed()),
            ("count", [part]) if !part.is_empty() => number(text.matches(part).count()),
            ("encode", _) => Value::written(text.to_owned(), true, written.from.clone()),
            ("decode", _) => Value::written(text.to_owned(), false, written.from.clone()),
            ("get_secret_value", _) => of.clone(),
            ("join", _) => {
                if let Some(all @ (Value::Coded | Value::Random | Value::OfFile)) = given.all.first() {
                    return Ok(all.clone());
                }
                let Some(each) = given.all.first().and_then(Value::each) else { return Ok(Value::Unknown) };
                for one in &each {
                    if matches!(one, Value::Random | Value::OfFile | Value::Coded) {
                        return Ok(one.clone());
                    }
                }
                let parts = each.iter().map(Value::exposed).listed_whole();
                let from = each.iter().find_map(|one| match one {
                    Value::Text(one) => one.from.clone(),
                    _ => None,
                });
                parts.map_or(Value::Unknown, |parts| Value::written(parts.join(text), written.is_bytes, from))
            }
            ("format", _) => self.filled(text, "{}", &given.all, written.from.clone()),
            (
                "splitlines" | "rsplit" | "split" | "partition" | "rpartition" | "isalnum" | "isalpha" | "isupper"
                | "islower" | "find" | "index",
                _,
            ) => Value::Unknown,
            _ => Value::Unclear,
        })
    }
}
