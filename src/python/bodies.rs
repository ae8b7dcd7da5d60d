//! Classes, functions and imports of a file: what is bound in them, and what calling them gives.
//!
//! Sources: Python 3.14, "The Python Language Reference", chapter 8; pydantic-settings 2.16.3.

use super::{
    Kind, Part, among,
    follow::{Scope, Stop, World},
    value::{Given, Value},
};

impl World<'_> {
    pub(super) fn class(&mut self, at: usize) -> Result<(), Stop> {
        let file = self.file;
        let start = file.statements[at].tokens.start;
        self.scopes.push(Scope::default());
        let done = self.block(at + 1, file.statements[at].until);
        let scope = self.scopes.pop().unwrap_or_default();
        self.bind(file.word(start + 1), Value::Class(at, false));
        self.classes.push((at, scope));
        done
    }

    /// Whether a class is one of pydantic's settings.
    fn is_of_settings(&self, class: usize) -> bool {
        self.file.statements[class].tokens.clone().any(|at| self.file.word(at).ends_with("BaseSettings"))
    }

    /// What a class has under this name.
    pub(super) fn of_class(&mut self, class: usize, name: &str, is_object: bool) -> Result<Value, Stop> {
        let file = self.file;
        let tokens = file.statements[class].tokens.clone();
        if is_object && self.is_of_settings(class) {
            return self.field(class, name);
        }
        let of = |scope: &Scope| Some(scope.names.iter().find(|(one, _)| one == name)?.1.clone());
        let found = self.classes.iter().rev().find(|(one, _)| *one == class).and_then(|(_, scope)| of(scope));
        if let Some(found) = found {
            return match found {
                Value::Function(at) if !file.is(file.statements[at - 1].tokens.end - 1, "staticmethod") => {
                    Ok(Value::Unknown)
                }
                found => self.setting(name, found),
            };
        }
        // What it is made from, in this file.
        for at in tokens.start + 2..tokens.end {
            if file.is_name(at)
                && among(file.word(at + 1), ", )")
                && among(file.word(at - 1), ", (")
                && let Ok(Value::Class(base, _)) = self.look_up(file.word(at))
                && base < class
            {
                return self.of_class(base, name, is_object);
            }
        }
        Ok(Value::Unknown)
    }

    /// An object of a class of the file.
    pub(super) fn object(&mut self, class: usize) -> Result<Value, Stop> {
        let file = self.file;
        if self.is_of_settings(class) {
            for at in class + 1..file.statements[class].until {
                let tokens = &file.statements[at].tokens;
                if file.is_in(tokens, tokens.start + 1, ":") && file.head(at).is_empty() {
                    self.field(class, file.word(tokens.start))?;
                }
            }
        }
        Ok(Value::Class(class, true))
    }

    /// What a field of pydantic's settings comes to.
    fn field(&mut self, class: usize, name: &str) -> Result<Value, Stop> {
        let file = self.file;
        let (mut default, mut made) = (None, None);
        let mut is_there = false;
        let mut prefix = "";
        for at in class + 1..file.statements[class].until {
            let tokens = file.statements[at].tokens.clone();
            let equals = file.find(&tokens, 0, "=");
            if let Some(at) = tokens.clone().find(|at| file.plain(*at) == "env_prefix") {
                prefix = file.plain(at + 2);
            }
            if file.word(tokens.start) == name && among(file.word_in(&tokens, tokens.start + 1), ": =") {
                is_there = true;
                default = equals.map(|equals| equals + 1..tokens.end);
            }
        }
        if !is_there {
            return Ok(Value::Unknown);
        }
        let whole = default.clone();
        let mut variable = [prefix, name].concat().to_ascii_uppercase();
        if !variable.is_ascii() {
            return Ok(Value::Unknown);
        }
        if let Some(value) = default.clone().filter(|value| file.is(value.start, "Field")) {
            default = None;
            for item in file.items(value.start + 1) {
                let named = file.is_in(&item, item.start + 1, "=");
                match file.word(item.start) {
                    "..." | "." => {}
                    "alias" | "validation_alias" | "env" if named => {
                        // The first of `AliasChoices("A", "B")`.
                        let text = |at: &usize| file.tokens[*at].kind == Kind::Text;
                        let name = item.clone().find(text).map_or("", |at| file.plain(at));
                        name.clone_into(&mut variable);
                    }
                    "default" if named => default = Some(item.start + 2..item.end),
                    "default_factory" if named => made = Some(self.expression(&(item.start + 2..item.end))?),
                    _ if !named => default = Some(item),
                    _ => {}
                }
            }
        }
        let value = match (self.variable(&variable), default) {
            (Some(value), _) => Ok(value),
            (None, None) if made.is_some() => self.call(&made.unwrap_or(Value::Unknown), Given::default()),
            (None, Some(default)) => self.expression(&default),
            (None, None) => Err(Stop::Raised("ValidationError".to_owned())),
        };
        if let Some(whole) = whole {
            self.see(&whole, &value);
        }
        value
    }

    /// Calls a function of the file.
    pub(super) fn function(&mut self, head: usize, given: &Given) -> Result<Value, Stop> {
        let file = self.file;
        let tokens = file.statements[head].tokens.clone();
        let Some(open) = tokens.clone().find(|at| file.is(*at, "(")) else { return Err(Stop::Lost) };
        let scope = self.parameters(file.items(open), given)?;
        if self.scopes.len() > 12 {
            return Err(Stop::Lost);
        }
        self.scopes.push(scope);
        let done = self.block(head + 1, file.statements[head].until);
        self.scopes.pop();
        match done {
            Ok(()) => Ok(Value::None),
            Err(Stop::Return(value)) => Ok(value),
            Err(other) => Err(other),
        }
    }

    pub(super) fn lambda(&mut self, part: &Part, given: &Given) -> Result<Value, Stop> {
        let file = self.file;
        let Some(colon) = file.find(part, 0, ":") else { return Err(Stop::Lost) };
        let scope = self.parameters(file.split(&(part.start + 1..colon), ","), given)?;
        self.scopes.push(scope);
        let value = self.expression(&(colon + 1..part.end));
        self.scopes.pop();
        value
    }

    fn parameters(&mut self, parameters: Vec<Part>, given: &Given) -> Result<Scope, Stop> {
        let file = self.file;
        let mut scope = Scope::default();
        let mut by_name_only = false;
        let mut place = 0;
        for parameter in parameters.into_iter().filter(|parameter| !parameter.is_empty()) {
            let name = file.word(parameter.start);
            if name == "/" {
                continue;
            }
            if name == "*" {
                by_name_only = true;
                if parameter.len() > 1 {
                    scope.names.push((file.word(parameter.end - 1).to_owned(), Value::Unknown));
                }
                continue;
            }
            let at = if by_name_only { usize::MAX } else { place };
            let value = match (given.at(at, &[name]), file.find(&parameter, 0, "=")) {
                (Some(value), _) => value.clone(),
                (None, Some(equals)) => self.expression(&(equals + 1..parameter.end))?,
                (None, None) => return Err(Stop::Raised("TypeError".to_owned())),
            };
            scope.names.push((name.to_owned(), value));
            place += 1;
        }
        Ok(scope)
    }

    /// Binds what is imported.
    pub(super) fn import(&mut self, tokens: &Part) {
        let file = self.file;
        let from = file.is(tokens.start, "from");
        let Some(at) = (if from { file.find(tokens, 0, "import") } else { Some(tokens.start) }) else { return };
        let module = if from { file.words(&(tokens.start + 1..at)) } else { String::new() };
        let names = file.bare(&(at + 1..tokens.end));
        let bracket = file.is(names.start, "(");
        // It may not be there.
        self.is_unsure = true;
        for name in if bracket { file.items(names.start) } else { file.split(&names, ",") } {
            let end = file.find(&name, 0, "as").unwrap_or(name.end);
            let path = file.words(&(name.start..end));
            if path == "*" {
                self.is_open = true;
                continue;
            }
            let bound = if end < name.end { file.word(end + 1) } else { file.word(name.start) };
            let value = match &module[..] {
                module if module.starts_with('.') => Value::Unknown,
                "" if end == name.end => Value::known(file.word(name.start)),
                "" => Value::known(&path),
                "os" if path == "environ" => Value::known("os.environ"),
                module => Value::known(&[module, ".", &path].concat()),
            };
            self.bind(bound, value);
        }
    }
}
