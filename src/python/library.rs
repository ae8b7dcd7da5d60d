//! What the functions do that settings files call: Python's own, and those of what reads variables.
//!
//! Sources: Python 3.14's library; python-decouple 3.8, django-environ 0.14.0, environs 15.2.0,
//! Starlette 1.10.0, django-configurations 2.5.1, pydantic-settings 2.16.3, dynaconf 3.3.5.

use std::rc::Rc;

use super::{
    Part, among,
    follow::{Stop, World},
    names::{CODED, MADE, RANDOM, SAME},
    value::{Given, Made, Value, boolean, number},
};
use crate::listed::Listed;

pub(super) fn raised<T>(class: &str) -> Result<T, Stop> {
    Err(Stop::Raised(class.to_owned()))
}

/// The last name of a dotted one.
pub(super) fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Whether it says that there is no default.
fn is_unset(value: &Value) -> bool {
    matches!(value, Value::Known(path) if matches!(last(path), "NOTSET" | "undefined" | "Undefined" | "UNDEFINED" | "missing"))
}

impl World<'_> {
    /// What is in a variable.
    pub(super) fn variable(&mut self, name: &str) -> Option<Value> {
        if let Some((_, value)) = self.set.iter().rev().find(|(one, _)| one == name) {
            return Some(value.clone());
        }
        if !self.asked.iter().any(|one| one == name) {
            self.asked.push(name.to_owned());
        }
        Some(Value::text(&self.host.variables.iter().find(|(one, _)| one == name)?.1))
    }

    pub(super) fn subscript(&mut self, value: &Value, key: &Part) -> Result<Value, Stop> {
        let file = self.file;
        if let Some(colon) = file.find(key, 0, ":") {
            let mut end = |part: Part| {
                if part.is_empty() {
                    return Ok(None);
                }
                Ok(Some(self.expression(&part)?.number().and_then(|number| usize::try_from(number).ok())))
            };
            let (from, to) = (end(key.start..colon)?, end(colon + 1..key.end)?);
            let (Value::Text(written), None | Some(Some(_)), None | Some(Some(_))) = (value, from, to) else {
                return Ok(if matches!(value, Value::Unknown | Value::OfFile) {
                    value.clone()
                } else {
                    Value::Unclear
                });
            };
            let text = written.text.expose();
            let cut = |at: Option<Option<usize>>, other: usize| at.flatten().unwrap_or(other).min(text.len());
            let (from, to) = (cut(from, 0), cut(to, text.len()));
            let text = text.get(from..to.max(from)).map(str::to_owned);
            return Ok(text.map_or(Value::Unknown, |text| Value::written(text, written.is_bytes, written.from.clone())));
        }
        let key = self.expression(key)?;
        match value {
            Value::Known(path) if among(&path[..], "os.environ os.environb") => match key.exposed() {
                Some(name) => self.variable(name).map_or_else(|| raised("KeyError"), Ok),
                None => Ok(Value::Unknown),
            },
            Value::Known(path) if among(&path[..], "globals locals vars") => match key.exposed() {
                Some(name) => self.look_up(name),
                None => Ok(Value::Unknown),
            },
            Value::Map(_) => Ok(match value.under(&key) {
                Some(value) => value,
                None if matches!(key, Value::Unknown) => Value::Unknown,
                None => return raised("KeyError"),
            }),
            Value::List(all) => Ok(match key.number() {
                Some(number) => {
                    let length = i64::try_from(all.len()).unwrap_or(0);
                    let at = if number < 0 { number + length } else { number };
                    match usize::try_from(at).ok().and_then(|at| all.get(at)) {
                        Some(value) => value.clone(),
                        None => return raised("IndexError"),
                    }
                }
                None => Value::Unknown,
            }),
            Value::Text(written) => {
                let letter = key.number().and_then(|at| written.text.expose().chars().nth(usize::try_from(at).ok()?));
                Ok(letter.map_or(Value::Unknown, |letter| Value::text(letter.encode_utf8(&mut [0; 4]))))
            }
            Value::Made(made) if made.class.starts_with("dynaconf") => {
                let given = Given { all: vec![key], named: Vec::new() };
                self.read(&made.class.clone(), "", &made.given.clone(), &given)
            }
            Value::None => raised("TypeError"),
            _ => Ok(Value::Unknown),
        }
    }

    pub(super) fn attribute(&mut self, value: &Value, name: &str) -> Result<Value, Stop> {
        Ok(match value {
            Value::Known(path) if &path[..] == "django.conf.settings" && self.is_bound(name) => self.look_up(name)?,
            Value::Known(path) => Value::known(&[path, ".", name].concat()),
            Value::Class(class, is_object) => self.of_class(*class, name, *is_object)?,
            Value::Made(made) if last(&made.class) == "Path" => match name {
                "parent" | "parents" => value.clone(),
                "name" | "suffix" | "stem" => Value::Unknown,
                _ => Value::Method(Rc::new((value.clone(), name.to_owned()))),
            },
            // With a prefix that is not looked for here.
            Value::Made(made)
                if made.class.starts_with("dynaconf") && !name.bytes().any(|byte| byte.is_ascii_lowercase()) =>
            {
                Value::Unknown
            }
            Value::Made(made) if name.chars().all(|letter| letter.is_ascii_uppercase()) => {
                Value::known(&[&made.class, ".", name].concat())
            }
            Value::None => return raised("AttributeError"),
            Value::Unknown => Value::Unknown,
            _ => Value::Method(Rc::new((value.clone(), name.to_owned()))),
        })
    }

    /// Calls something.
    pub(super) fn call(&mut self, value: &Value, given: Given) -> Result<Value, Stop> {
        match value {
            Value::Known(path) => self.library(&path.clone(), given),
            Value::Function(head) => self.function(*head, &given),
            Value::Lambda(part) => self.lambda(&part.clone(), &given),
            Value::Class(class, false) => self.object(*class),
            Value::Method(of) => {
                let (of, name) = &**of;
                self.method(of, name, given)
            }
            Value::Made(made) => self.read(&made.class.clone(), "", &made.given.clone(), &given),
            Value::None => raised("TypeError"),
            // The name that it has here is not known.
            Value::Unknown => Ok(self.unknown("get", &given)),
            _ => Ok(Value::Unknown),
        }
    }

    /// Calls what another file has.
    pub(super) fn library(&mut self, path: &str, given: Given) -> Result<Value, Stop> {
        let name = last(path);
        let first = given.at(0, &["key"]).cloned();
        let file = |files: bool, value: Value| if files { Ok(value) } else { raised("FileNotFoundError") };
        Ok(match (path, first) {
            ("globals" | "locals" | "vars", None) => Value::known(name),
            ("ast.literal_eval", Some(value)) => match value.exposed() {
                Some("True") => Value::Bool(true),
                Some("False") => Value::Bool(false),
                Some(text) => match text.parse() {
                    Ok(number) => Value::Number(number),
                    Err(_) => return raised("ValueError"),
                },
                None => Value::Unknown,
            },
            ("exit" | "quit" | "sys.exit" | "os._exit" | "os.abort", _) => return raised("SystemExit"),
            (
                "os.environ.get" | "os.getenv" | "os.environb.get" | "os.environ.pop" | "os.environ.setdefault",
                Some(key),
            ) => {
                let Some(key) = key.exposed() else { return Ok(Value::Unknown) };
                let default = given.at(1, &["default"]).cloned();
                match (self.variable(key), default) {
                    (Some(value), _) => value,
                    (None, Some(value)) => {
                        if name == "setdefault" {
                            self.set.push((key.to_owned(), value.clone()));
                        }
                        value
                    }
                    (None, None) if name == "pop" => return raised("KeyError"),
                    (None, None) => Value::None,
                }
            }
            ("os.environ.copy" | "os.environ.keys", _) => Value::known("os.environ"),
            ("dict", Some(Value::Known(path))) if &path[..] == "os.environ" => Value::Known(path),
            ("dict", None) => {
                Value::Map(given.named.into_iter().map(|(name, value)| (Value::text(&name), value)).listed().into())
            }
            ("open" | "io.open" | "codecs.open", Some(_)) => {
                let mode = given.at(1, &["mode"]).and_then(Value::exposed).unwrap_or("r");
                if mode.contains('r') { file(self.host.files, Value::OfFile)? } else { Value::Unknown }
            }
            ("os.path.exists" | "os.path.isfile" | "os.path.isdir" | "os.access", _) => Value::Bool(self.host.files),
            (_, _) if path.starts_with("os.path.") => Value::text("/srv"),
            ("len", Some(value)) => match &value {
                Value::Random | Value::OfFile => Value::Number(50),
                Value::Text(written) => number(written.text.expose().chars().count()),
                _ => value.each().map_or(Value::Unknown, |each| number(each.len())),
            },
            ("bool", Some(value)) => value.truth().map_or(Value::Unknown, Value::Bool),
            ("str" | "repr", Some(value)) => match value {
                Value::Text(_) | Value::Random | Value::OfFile if name == "str" => value,
                Value::None => Value::text("None"),
                Value::Bool(is) => Value::text(if is { "True" } else { "False" }),
                Value::Number(number) => Value::text(&number.to_string()),
                _ => Value::Unknown,
            },
            ("str", None) => Value::text(""),
            ("int", Some(value)) => match value.exposed().map(|text| text.trim().parse()) {
                Some(Ok(number)) => Value::Number(number),
                Some(Err(_)) => return raised("ValueError"),
                None => value.number().map_or(Value::Unknown, Value::Number),
            },
            ("any" | "all", Some(value)) => {
                let Some(each) = value.each() else { return Ok(Value::Unknown) };
                let are: Vec<_> = each.iter().map(Value::truth).listed();
                let ends = name == "any";
                if are.contains(&Some(ends)) {
                    Value::Bool(ends)
                } else if are.contains(&None) {
                    Value::Unknown
                } else {
                    Value::Bool(!ends)
                }
            }
            ("set" | "list" | "tuple" | "frozenset" | "sorted", value) => {
                let each = value.map_or(Some(Vec::new()), |value| value.each());
                each.map_or(Value::Unknown, Value::list)
            }
            ("filter", Some(Value::None)) => {
                let each = given.all.get(1).and_then(Value::each);
                each.map_or(Value::Unknown, |mut each| {
                    each.retain(|one| one.truth() != Some(false));
                    Value::list(each)
                })
            }
            ("getattr", Some(Value::Known(_) | Value::Unknown)) if given.all.len() == 3 => {
                // Whether another file has it.
                match given.all.get(1).and_then(Value::exposed).map(|name| self.choose(["has", name].concat())) {
                    Some(Some(false)) => given.all[2].clone(),
                    _ => Value::Unknown,
                }
            }
            ("getattr", Some(of)) => match given.all.get(1).and_then(Value::exposed) {
                Some(name) => match self.attribute(&of, name) {
                    Err(Stop::Raised(_)) => given.all.get(2).cloned().unwrap_or(Value::Unknown),
                    other => other?,
                },
                None => Value::Unknown,
            },
            ("environ.Env.read_env" | "print" | "dotenv.load_dotenv", _) => Value::None,
            ("distutils.util.strtobool", Some(value)) => boolean(&value),
            ("next", Some(all)) => match (all.each(), given.all.get(1)) {
                (Some(each), default) => match each.first().or(default) {
                    Some(value) => value.clone(),
                    None => return raised("StopIteration"),
                },
                _ => Value::Unknown,
            },
            ("typing.cast", _) => given.all.get(1).cloned().unwrap_or(Value::Unknown),
            _ if RANDOM.contains(&name) => Value::Random,
            (_, Some(value)) if among(name, SAME) => value,
            ("decouple.config", _) => self.read("decouple.Config", "", &Given::default(), &given)?,
            _ if path.contains("values.") || among(name, MADE) => {
                Value::Made(Rc::new(Made { class: path.into(), given }))
            }
            _ if given.all.iter().any(|one| matches!(one, Value::Random)) => Value::Random,
            _ if given.all.iter().any(|one| matches!(one, Value::OfFile)) => Value::OfFile,
            _ if among(name, CODED) && given.all.iter().any(Value::is_of_text) => Value::Coded,
            _ => self.unknown(name, &given),
        })
    }

    /// What a function gives of which nothing is known, by its name: what is asked for by a name, it may lack, and
    /// then give the default.
    pub(super) fn unknown(&mut self, function: &str, given: &Given) -> Value {
        self.is_unsure = true;
        let asks = |name: &&str| {
            let name = name.to_ascii_uppercase();
            name.contains("SECRET") || name.contains("KEY")
        };
        let all = given.all.iter().chain(given.named.iter().map(|(_, value)| value));
        let Some(name) = all.filter_map(Value::exposed).find(asks) else { return Value::Unknown };
        let reads = among(function, "get env getenv config setting get_env get_setting get_secret str");
        let default = given.named(&["default", "fallback", "default_value"]);
        let is_first = reads && given.all.len() == 2 && given.all[0].exposed() == Some(name);
        let default = default.or_else(|| given.all.get(1).filter(|_| is_first));
        let is_variable = !name.bytes().any(|byte| byte.is_ascii_lowercase());
        let default = default.filter(|default| !matches!(default, Value::None));
        if default.is_none() && !is_variable || self.choose([function, "(", name, ")"].concat()) != Some(false) {
            return Value::Unknown;
        }
        let of_variable = if is_variable { self.variable(name) } else { None };
        of_variable.or_else(|| default.cloned()).unwrap_or(Value::Unknown)
    }

    /// What one of the classes that read variables gives, by one of its methods.
    pub(super) fn read(&mut self, class: &str, method: &str, made: &Given, given: &Given) -> Result<Value, Stop> {
        let of = class.split('.').next().unwrap_or_default();
        let (cast_at, default_at, error) = match of {
            "decouple" => (9, 1, "UndefinedValueError"),
            "environ" if method.is_empty() || method == "get_value" => (1, 2, "ImproperlyConfigured"),
            "environ" => (9, 1, "ImproperlyConfigured"),
            "environs" => (9, 1, "EnvError"),
            "starlette" => (1, 2, "KeyError"),
            "dynaconf" if !method.is_empty() && method != "get" => return Ok(self.unknown("config", given)),
            "dynaconf" => (2, 1, "KeyError"),
            _ => return Ok(self.unknown("config", given)),
        };
        if among(method, "read_env seal read_envfile") {
            return Ok(Value::None);
        }
        let Some(name) = given.at(0, &["var", "option", "key", "name"]).and_then(Value::exposed) else {
            return Ok(Value::Unknown);
        };
        let prefix = match of {
            // `Env(prefix="DJANGO_")`
            "environs" => [made.named(&["prefix"]).and_then(Value::exposed).unwrap_or_default(), &self.prefix].concat(),
            "dynaconf" => match made.named(&["envvar_prefix"]) {
                Some(given) => given.exposed().map_or_else(String::new, |prefix| [prefix, "_"].concat()),
                None => "DYNACONF_".to_owned(),
            },
            _ => String::new(),
        };
        let name = &[&prefix, name].concat();
        let mut default = given.at(default_at, &["default"]).cloned();
        let mut cast = given.at(cast_at, &["cast"]).cloned();
        // `environ.Env(NAME=(str, "default"))`
        if let Some(scheme) = made.named(&[&name[..]]).filter(|_| of == "environ") {
            match scheme {
                Value::List(parts) => {
                    cast = cast.or_else(|| parts.first().cloned());
                    default = default.or_else(|| parts.get(1).cloned());
                }
                other => cast = cast.or_else(|| Some(other.clone())),
            }
        }
        let default = default.filter(|default| !is_unset(default));
        let text = match (self.variable(name), default) {
            (Some(text), _) => text,
            (None, None) if (of, method) == ("dynaconf", "get") => return Ok(Value::None),
            (None, None) => return raised(error),
            // decouple makes of a default what it makes of a text.
            // A function that is not called is another text at each start.
            (None, Some(Value::Known(path))) if RANDOM.contains(&last(&path)) => return Ok(Value::Random),
            (None, Some(value)) if of != "decouple" || value.exposed().is_none() => return Ok(value),
            (None, Some(value)) => value,
        };
        let cast = match (method, &cast) {
            ("" | "get_value", Some(Value::Known(cast))) => last(cast).to_owned(),
            ("" | "get_value", Some(_)) => return Ok(Value::Unknown),
            ("" | "get_value", None) | ("get", _) => String::new(),
            (method, _) => method.to_owned(),
        };
        Ok(match &cast[..] {
            "" | "str" | "string" | "unicode" | "Secret" | "SecretStr" => text,
            "bool" => boolean(&text),
            "int" => self.library("int", Given { all: vec![text], named: Vec::new() })?,
            "list" => {
                let parts = text.exposed().map(|text| text.split(',').filter(|part| !part.is_empty()).map(Value::text));
                parts.map_or(Value::Unknown, |parts| Value::list(parts.listed()))
            }
            _ => Value::Unknown,
        })
    }

    /// What a value of django-configurations gives that stands under this name in a class.
    pub(super) fn setting(&mut self, name: &str, value: Value) -> Result<Value, Stop> {
        let Value::Made(made) = &value else { return Ok(value) };
        let class = last(&made.class);
        if !made.class.contains("values.") {
            return Ok(value);
        }
        let given = &made.given;
        let own = given.named(&["environ_name"]).and_then(Value::exposed).unwrap_or(name);
        let variable = match given.named(&["environ_prefix"]) {
            Some(Value::None) => own.to_owned(),
            Some(prefix) => [prefix.exposed().unwrap_or_default(), "_", own].concat(),
            None => ["DJANGO_", own].concat(),
        };
        // Which of the other letters have a capital is a table of ten kilobytes.
        if !variable.is_ascii() {
            return Ok(Value::Unknown);
        }
        let variable = variable.to_ascii_uppercase();
        let text = self.variable(&variable);
        Ok(match (class, text) {
            ("SecretValue", None) => return raised("ImproperlyConfigured"),
            ("SecretValue", Some(text)) if text.truth() == Some(false) => return raised("ValueError"),
            ("SecretValue" | "Value", Some(text)) => text,
            ("BooleanValue", Some(text)) => boolean(&text),
            ("Value" | "BooleanValue", None) => given.at(0, &["default"]).cloned().unwrap_or(Value::None),
            _ => Value::Unknown,
        })
    }
}
