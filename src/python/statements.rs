//! The statements of a file, followed one by one.
//!
//! Source: Python 3.14, "The Python Language Reference", chapters 7 and 8.

use std::rc::Rc;

use super::{
    Part, among,
    follow::{Stop, World},
    value::Value,
};

/// What a condition that cannot be told may not be round, or both ways are to be gone.
const COUNTS: &[&str] = &["raise", "return", "exit", "quit", "_exit", "break", "continue", "global"];

impl World<'_> {
    /// Follows all of the file.
    pub(crate) fn run(&mut self) -> Result<(), Stop> {
        self.block(0, self.file.statements.len())
    }

    pub(super) fn block(&mut self, mut at: usize, until: usize) -> Result<(), Stop> {
        let file = self.file;
        while at < until {
            self.steps += 1;
            let tokens = file.statements[at].tokens.clone();
            let next = file.statements[at].until;
            let head = file.head(at);
            let start = tokens.start + usize::from(file.is(tokens.start, "async"));
            let rest = start + 1..tokens.end.saturating_sub(1);
            at = match head {
                "" => {
                    self.simple(&tokens)?;
                    next
                }
                "if" => self.branches(at, until)?,
                "try" => self.attempt(at, until)?,
                "with" => {
                    self.with(&rest, at + 1..next)?;
                    next
                }
                "def" => {
                    self.bind(file.word(start + 1), Value::Function(at));
                    next
                }
                "class" => {
                    self.class(at)?;
                    next
                }
                "match" => {
                    self.matched(at, &rest)?;
                    next
                }
                "for" | "while" => self.repeated(head, &rest, at, until)?,
                _ => return Err(Stop::Lost),
            };
        }
        Ok(())
    }

    /// Whether what stands there may decide about the key.
    pub(super) fn counts(&self, statements: Part) -> bool {
        let file = self.file;
        statements.into_iter().any(|at| {
            file.statements[at].tokens.clone().any(|token| {
                let word = file.plain(token);
                let has = |part: &str| {
                    word.len() < 60
                        && word.as_bytes().windows(part.len()).any(|here| here.eq_ignore_ascii_case(part.as_bytes()))
                };
                COUNTS.contains(&word) || has("secret") || has("key") || has("debug")
            })
        })
    }

    /// Binds what stands there to something that is not known.
    pub(super) fn skip(&mut self, statements: Part) {
        let file = self.file;
        for at in statements {
            let tokens = file.statements[at].tokens.clone();
            let first = file.word(tokens.start);
            if among(first, "import from") {
                self.import(&tokens);
            } else if among(file.word_in(&tokens, tokens.start + 1), "= : +=") {
                self.bind(first, Value::Unknown);
            } else if among(file.head(at), "def class") {
                self.bind(file.word(tokens.start + 1), Value::Unknown);
            }
        }
    }

    fn branches(&mut self, mut at: usize, until: usize) -> Result<usize, Stop> {
        let file = self.file;
        let mut end = at;
        while end < until && (end == at || among(file.head(end), "elif else")) {
            end = file.statements[end].until;
        }
        while at < end {
            let tokens = file.statements[at].tokens.clone();
            let next = file.statements[at].until;
            let condition = tokens.start + 1..tokens.end - 1;
            let is = file.head(at) == "else" || {
                let value = self.expression(&condition)?;
                if value.truth().is_none() && !self.counts(at + 1..end) {
                    self.skip(at + 1..end);
                    return Ok(end);
                }
                self.decide(&value, &condition)?
            };
            if is {
                self.block(at + 1, next)?;
                return Ok(end);
            }
            at = next;
        }
        Ok(end)
    }

    fn simple(&mut self, tokens: &Part) -> Result<(), Stop> {
        let file = self.file;
        let rest = tokens.start + 1..tokens.end;
        match file.word(tokens.start) {
            "import" | "from" => {
                // Of the project's own files nobody knows here whether they are there.
                self.import(tokens);
                return Ok(());
            }
            "pass" | "@" | "nonlocal" | "type" if tokens.len() == 1 || file.is(tokens.start, "@") => return Ok(()),
            "del" => return Ok(()),
            "global" => {
                let names = rest.filter(|at| file.is_name(*at)).map(|at| file.word(at).to_owned());
                if let Some(scope) = self.scopes.last_mut() {
                    scope.globals.extend(names);
                }
                return Ok(());
            }
            "break" => return Err(Stop::Break),
            "continue" => return Err(Stop::Continue),
            "return" => {
                let value = if rest.is_empty() { Value::None } else { self.expression(&rest)? };
                return Err(Stop::Return(value));
            }
            "raise" => {
                let open = rest.clone().find(|at| file.is(*at, "(") || file.is(*at, "from"));
                let end = open.unwrap_or(rest.end);
                let class = if rest.is_empty() { "" } else { file.word(end - 1) };
                return Err(Stop::Raised(class.to_owned()));
            }
            "assert" => {
                let condition = file.split(&rest, ",").swap_remove(0);
                let value = self.expression(&condition)?;
                let holds = self.decide(&value, &condition)?;
                return if holds { Ok(()) } else { Err(Stop::Raised("AssertionError".to_owned())) };
            }
            _ => {}
        }
        let sign = file.word_in(tokens, tokens.start + 1);
        let augmented = sign.len() > 1 && sign.ends_with('=') && !COMPARES.contains(&sign) && sign != ":=";
        if augmented {
            let name = file.word(tokens.start);
            let added = self.expression(&(tokens.start + 2..tokens.end))?;
            let value = match self.look_up(name)? {
                value if sign == "+=" => self.added(&value, &added)?,
                _ => Value::Unknown,
            };
            self.bind(name, value);
            return Ok(());
        }
        let sides = file.sides(tokens);
        let [targets @ .., value] = &sides[..] else { return Ok(()) };
        if targets.is_empty() {
            return self.effect(tokens);
        }
        let value = self.expression(value)?;
        for target in targets {
            self.assign(target, &value)?;
        }
        Ok(())
    }

    fn added(&mut self, value: &Value, more: &Value) -> Result<Value, Stop> {
        Ok(match (value, more) {
            (Value::Map(_), _) => Value::Unknown,
            _ => self.combined("+", value, more)?,
        })
    }

    fn assign(&mut self, target: &Part, value: &Value) -> Result<(), Stop> {
        let file = self.file;
        if target.is_empty() {
            return Err(Stop::Lost);
        }
        let first = file.word(target.start);
        // `NAME: type = …`
        if target.len() == 1 || file.is_in(target, target.start + 1, ":") {
            self.bind(first, value.clone());
        } else if file.is(target.end - 1, "]") && !file.is(target.start, "[") {
            let open =
                (target.start..target.end - 1).rev().find(|at| file.is(*at, "[") && file.close(*at) == target.end - 1);
            let Some(open) = open else { return Err(Stop::Lost) };
            let of = target.start..open;
            let key = self.expression(&file.within(open))?;
            if among(&file.words(&of)[..], "globals() locals() vars()") {
                match key.exposed() {
                    Some(name) => self.bind(name, value.clone()),
                    None => return Err(Stop::Lost),
                }
                return Ok(());
            }
            match (self.expression(&of)?, key.exposed()) {
                (Value::Known(path), Some(name)) if &*path == "os.environ" => {
                    self.set.push((name.to_owned(), value.clone()));
                }
                (Value::Map(all), _) if of.len() == 1 => {
                    let mut all = all.to_vec();
                    all.push((key.clone(), value.clone()));
                    self.bind(first, Value::Map(all.into()));
                }
                _ => {}
            }
        } else if file.find(target, 0, ",").is_some() || among(first, "( [") {
            if file.has(target, &["*"]) {
                return Err(Stop::Lost);
            }
            self.unpack(target, value.clone());
        } else if file.has(target, &["SECRET_KEY", "prefix"]) {
            // With something in front, other variables are read.
            return Err(Stop::Lost);
        }
        Ok(())
    }

    /// An expression by itself.
    fn effect(&mut self, tokens: &Part) -> Result<(), Stop> {
        let file = self.file;
        let first = file.word(tokens.start);
        let is_method = file.is_in(tokens, tokens.start + 1, ".") && file.is_in(tokens, tokens.start + 3, "(");
        if is_method
            && file.is_name(tokens.start)
            && let Ok(Value::List(all)) = self.look_up(first)
        {
            let items = file.items(tokens.start + 3);
            let added = match items.first() {
                Some(item) => self.expression(item)?,
                None => Value::Unknown,
            };
            let value = match file.word(tokens.start + 2) {
                "append" | "add" => {
                    let mut all = all.to_vec();
                    all.push(added);
                    Value::List(Rc::new(all))
                }
                "extend" | "update" => self.added(&Value::List(all), &added)?,
                _ => Value::Unknown,
            };
            self.bind(first, value);
            return Ok(());
        }
        // What it binds so is not followed.
        if let Some(open) = tokens.clone().find(|at| {
            *at > 1 && file.is(*at, "(") && among(file.word(at - 1), "configure update") && file.is(at - 2, ".")
        }) && among(
            &file.words(&(tokens.start..open))[..],
            "settings.configure globals().update locals().update vars().update",
        ) {
            let given = self.given(open)?;
            for (name, value) in given.all.iter().flat_map(Value::by_name).chain(given.named) {
                self.bind(&name, value);
            }
            return Ok(());
        }
        let of_module = |at: usize| match file.word(at) {
            "setattr" | "exec" | "eval" => true,
            "globals" | "locals" | "vars" => file.is(at + 3, "."),
            word => word == "configure" && file.is(at - 1, "."),
        };
        let is_update = tokens.clone().any(of_module);
        if is_update && !file.has(tokens, &["print"]) {
            return Err(Stop::Lost);
        }
        // A type by itself: `SECRET_KEY: str`
        if file.is_name(tokens.start) && file.is_in(tokens, tokens.start + 1, ":") {
            return Ok(());
        }
        self.expression(tokens).map(drop)
    }
}

/// Signs that end so and assign nothing.
const COMPARES: &[&str] = &["==", "!=", "<=", ">="];
