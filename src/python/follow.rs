//! A file of Python, followed as it would run on a host of which all that counts is known: what its
//! expressions come to, and where it stops. Nothing is run; what is not known here is said to be so.
//!
//! Source: Python 3.14, "The Python Language Reference", chapter 6.

use super::{
    File, Kind, Part, among,
    names::BUILTINS,
    value::{Given, Value},
};

/// What a host has, as far as a settings file asks.
#[derive(Debug, Default, Clone)]
pub(crate) struct Host {
    /// The variables that are set.
    pub(crate) variables: Vec<(String, String)>,
    /// Whether the files are there that it looks for.
    pub(crate) files: bool,
    /// What is so of what cannot be told from the file, a bit each.
    pub(crate) choices: u32,
}

/// How something ends before its end.
pub(crate) enum Stop {
    /// An error of this class.
    Raised(String),
    Return(Value),
    Break,
    Continue,
    /// It cannot be followed any further.
    Lost,
}

/// What is bound in a module, a class or a function.
#[derive(Default)]
pub(super) struct Scope {
    pub(super) names: Vec<(String, Value)>,
    /// Names that are those of the module.
    pub(super) globals: Vec<String>,
}

/// A file on a host, as far as it was followed.
pub(crate) struct World<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) host: &'a Host,
    pub(super) scopes: Vec<Scope>,
    /// What is bound in each class, by its statement.
    pub(super) classes: Vec<(usize, Scope)>,
    /// Whether names come from other files, too.
    pub(super) is_open: bool,
    /// The variables that it asked for, in order.
    pub(crate) asked: Vec<String>,
    /// What could not be told, in the words of the file.
    pub(crate) chosen: Vec<String>,
    /// The variables that the file sets.
    pub(super) set: Vec<(String, Value)>,
    /// Expressions that are looked at, and what each came to, in order: nothing, where it stopped.
    pub(super) watched: &'a [Part],
    pub(super) seen: Vec<(usize, Option<Value>)>,
    /// Whether something was called of which nothing is known: it may have raised an error.
    pub(super) is_unsure: bool,
    /// What environs puts in front of names here.
    pub(super) prefix: String,
    pub(super) steps: u32,
    deep: u32,
}

/// More than this is not followed.
const MOST: u32 = 20_000;
const DEEPEST: u32 = 40;

/// What stands between two that are compared.
const COMPARES: &[&str] = &["==", "!=", "<", ">", "<=", ">=", "in", "is", "not"];

impl<'a> World<'a> {
    pub(crate) fn new(file: &'a File<'a>, host: &'a Host) -> Self {
        Self {
            file,
            host,
            scopes: vec![Scope::default()],
            classes: Vec::new(),
            is_open: false,
            asked: Vec::new(),
            chosen: Vec::new(),
            set: Vec::new(),
            watched: &[],
            seen: Vec::new(),
            is_unsure: false,
            prefix: String::new(),
            steps: 0,
            deep: 0,
        }
    }

    /// Whether the module binds a name.
    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.scopes[0].names.iter().any(|(one, _)| one == name)
    }

    /// What a name stands for.
    pub(crate) fn look_up(&mut self, name: &str) -> Result<Value, Stop> {
        let of = |scope: &Scope| Some(scope.names.iter().rev().find(|(one, _)| one == name)?.1.clone());
        if let Some(value) = self.scopes.iter().rev().find_map(of) {
            return Ok(value);
        }
        Ok(match name {
            "__file__" => Value::text("/srv/mysite/settings.py"),
            "__name__" => Value::text("mysite.settings"),
            _ if among(name, BUILTINS) => Value::known(name),
            _ if self.is_open => Value::Unknown,
            // A part of a file, without its imports.
            "os" | "sys" | "secrets" | "environ" | "decouple" => {
                Value::known(if name == "environ" { "os.environ" } else { name })
            }
            "getenv" => Value::known("os.getenv"),
            "config" => Value::known("decouple.config"),
            "env" => self.library("environ.Env", Given::default())?,
            "get_random_secret_key" => Value::known(name),
            _ if self.file.text.contains("NameError") => return Err(Stop::Raised("NameError".to_owned())),
            _ => Value::Unknown,
        })
    }

    pub(super) fn bind(&mut self, name: &str, value: Value) {
        let last = self.scopes.len() - 1;
        let at = if self.scopes[last].globals.iter().any(|one| one == name) { 0 } else { last };
        let names = &mut self.scopes[at].names;
        match names.iter_mut().find(|(one, _)| one == name) {
            Some(one) => one.1 = value,
            None => names.push((name.to_owned(), value)),
        }
    }

    /// Whether it is true: where that cannot be told, the host says so.
    pub(super) fn decide(&mut self, value: &Value, part: &Part) -> Result<bool, Stop> {
        if let Some(is) = value.truth() {
            return Ok(is);
        }
        // `not DEBUG` is a question about `DEBUG`.
        if self.file.is(part.start, "not") {
            return self.decide(value, &(part.start + 1..part.end)).map(|is| !is);
        }
        self.choose(self.file.words(part)).ok_or(Stop::Lost)
    }

    /// Whether what these words say is so on this host; nothing, if too much is not known already.
    pub(super) fn choose(&mut self, words: String) -> Option<bool> {
        let at = self.chosen.iter().position(|one| *one == words).unwrap_or_else(|| {
            self.chosen.push(words);
            self.chosen.len() - 1
        });
        (at <= 3).then_some(self.host.choices >> at & 1 == 1)
    }

    /// What an expression comes to.
    pub(crate) fn expression(&mut self, part: &Part) -> Result<Value, Stop> {
        self.steps += 1;
        if self.steps > MOST || self.deep > DEEPEST {
            return Err(Stop::Lost);
        }
        self.deep += 1;
        let value = self.within(part);
        self.deep -= 1;
        self.see(part, &value);
        value
    }

    /// Writes down what an expression came to, if it is looked at.
    pub(super) fn see(&mut self, part: &Part, value: &Result<Value, Stop>) {
        let seen = self.watched.iter().position(|one| one == part);
        if let Some(at) = seen.filter(|_| self.seen.len() < 200) {
            let value = match value {
                Ok(value) => Some(value.clone()),
                Err(Stop::Raised(_)) => None,
                Err(_) => return,
            };
            self.seen.push((at, value));
        }
    }

    fn within(&mut self, part: &Part) -> Result<Value, Stop> {
        let file = self.file;
        let part = &file.bare(part);
        if part.is_empty() {
            return Ok(Value::list(Vec::new()));
        }
        if file.is(part.start, "lambda") {
            return Ok(Value::Lambda(part.clone()));
        }
        if file.find(part, 0, "for").is_some() {
            return self.gathered(part);
        }
        let items = file.split(part, ",");
        if items.len() > 1 {
            return self.all(&items);
        }
        if file.is_in(part, part.start + 1, ":=") {
            let value = self.expression(&(part.start + 2..part.end))?;
            self.bind(file.word(part.start), value.clone());
            return Ok(value);
        }
        if let Some(at) = file.find(part, 0, "if")
            && let Some(or) = file.find(part, at, "else")
        {
            let condition = at + 1..or;
            let value = self.expression(&condition)?;
            let is = self.decide(&value, &condition)?;
            return self.expression(&if is { part.start..at } else { or + 1..part.end });
        }
        for (word, ends) in [("or", true), ("and", false)] {
            let parts = file.split(part, word);
            let [others @ .., last] = &parts[..] else { continue };
            for one in others {
                let value = self.expression(one)?;
                if self.decide(&value, one)? == ends {
                    return Ok(value);
                }
            }
            if !others.is_empty() {
                return self.expression(last);
            }
        }
        if file.is(part.start, "not") {
            let value = self.expression(&(part.start + 1..part.end))?;
            return Ok(value.truth().map_or(Value::Unknown, |is| Value::Bool(!is)));
        }
        let depth = file.tokens[part.start].depth;
        let compares = |at: &usize| file.tokens[*at].depth == depth && COMPARES.contains(&file.word(*at));
        if let Some(sign) = (part.start..part.end).find(compares) {
            return self.compared(part, sign, &compares);
        }
        for signs in [&["|", "^", "&", "<", ">"][..], &["+", "-"], &["*", "/", "%", "@"]] {
            let ends =
                |at: usize| file.tokens[at].kind != Kind::Sign && !file.is(at, "not") || among(file.word(at), ") ] }");
            let is = |at: &usize| file.tokens[*at].depth == depth && signs.contains(&file.word(*at)) && ends(*at - 1);
            if let Some(sign) = (part.start + 1..part.end).rev().find(is) {
                let left = self.expression(&(part.start..sign))?;
                let right = self.expression(&(sign + 1..part.end))?;
                return self.combined(file.word(sign), &left, &right);
            }
        }
        match file.word(part.start) {
            "-" => {
                let value = self.expression(&(part.start + 1..part.end))?;
                Ok(value.number().map_or(Value::Unknown, |number| Value::Number(-number)))
            }
            "+" | "~" | "*" | "await" | "yield" => Ok(Value::Unknown),
            _ => self.chain(part),
        }
    }

    pub(super) fn all(&mut self, items: &[Part]) -> Result<Value, Stop> {
        let mut all = Vec::new();
        for item in items.iter().filter(|item| !item.is_empty()) {
            if self.file.is(item.start, "*") {
                match self.expression(&(item.start + 1..item.end))?.each() {
                    Some(more) => all.extend(more),
                    None => return Ok(Value::Unknown),
                }
            } else {
                all.push(self.expression(item)?);
            }
        }
        Ok(Value::list(all))
    }

    /// An atom, and the calls, subscripts and attributes behind it.
    fn chain(&mut self, part: &Part) -> Result<Value, Stop> {
        let file = self.file;
        let first = part.start;
        let (mut value, mut at) = match file.tokens[first].kind {
            Kind::Text => {
                let count = part.clone().take_while(|at| file.tokens[*at].kind == Kind::Text).count();
                let literals = first..first + count;
                let text = file.evaluate(&literals);
                let value = match text {
                    Some(text) => Value::written(text.text.expose().to_owned(), text.is_bytes, Some(literals.clone())),
                    None if count == 1 => self.formatted(first)?,
                    None => Value::Unknown,
                };
                (value, literals.end)
            }
            Kind::Number => {
                (file.word(first).replace('_', "").parse().map_or(Value::Unclear, Value::Number), first + 1)
            }
            Kind::Name => {
                let value = match file.word(first) {
                    "True" => Value::Bool(true),
                    "False" => Value::Bool(false),
                    "None" => Value::None,
                    name => self.look_up(name)?,
                };
                (value, first + 1)
            }
            _ => match file.word(first) {
                "(" | "[" => {
                    let within = file.within(first);
                    let value = if file.find(&within, 0, "for").is_some() {
                        self.gathered(&within)?
                    } else if file.is(first, "(") && file.find(&within, 0, ",").is_none() && !within.is_empty() {
                        self.expression(&within)?
                    } else {
                        self.all(&file.items(first))?
                    };
                    (value, file.close(first) + 1)
                }
                "{" => (self.braces(first)?, file.close(first) + 1),
                _ => return Ok(Value::Unknown),
            },
        };
        while at < part.end {
            match file.word(at) {
                "." => {
                    let name = file.word(at + 1);
                    if file.is_in(part, at + 2, "(") {
                        let given = self.given(at + 2)?;
                        value = self.method(&value, name, given)?;
                        at = file.close(at + 2) + 1;
                    } else {
                        value = self.attribute(&value, name)?;
                        at += 2;
                    }
                }
                "(" => {
                    let given = self.given(at)?;
                    value = self.call(&value, given)?;
                    at = file.close(at) + 1;
                }
                "[" => {
                    value = self.subscript(&value, &file.within(at))?;
                    at = file.close(at) + 1;
                }
                _ => return Ok(Value::Unknown),
            }
        }
        Ok(value)
    }
}
