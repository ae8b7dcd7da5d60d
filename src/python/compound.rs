//! Statements with a body of their own: `try`, `match`, `with`, `for` and `while`.
//!
//! Source: Python 3.14, "The Python Language Reference", chapter 8.

use super::{
    Part, among,
    follow::{Stop, World},
    value::Value,
};

impl World<'_> {
    pub(super) fn attempt(&mut self, at: usize, until: usize) -> Result<usize, Stop> {
        let file = self.file;
        let mut next = file.statements[at].until;
        let before = std::mem::replace(&mut self.is_unsure, false);
        let mut done = self.block(at + 1, next);
        let is_unsure = std::mem::replace(&mut self.is_unsure, before);
        // What was called may have failed, and then the handler says what comes of it.
        if is_unsure
            && matches!(done, Ok(()) | Err(Stop::Return(_)))
            && next < until
            && file.head(next) == "except"
            && self.counts(next + 1..file.statements[next].until)
            && self.choose(["except", &file.words(&file.statements[at + 1].tokens)].concat()) == Some(true)
        {
            done = Err(Stop::Raised(String::from("?")));
        }
        let mut is_handled = false;
        while next < until {
            let head = next;
            let tokens = file.statements[head].tokens.clone();
            next = file.statements[head].until;
            match (file.head(head), &done) {
                ("except", Err(Stop::Raised(class))) if !is_handled => {
                    let class = class.clone();
                    if self.catches(&(tokens.start + 1..tokens.end - 1), &class) {
                        is_handled = true;
                        done = match self.block(head + 1, next) {
                            // `raise` by itself.
                            Err(Stop::Raised(again)) if again.is_empty() => Err(Stop::Raised(class)),
                            other => other,
                        };
                    }
                }
                ("else", Ok(())) if !is_handled => {
                    done = self.block(head + 1, next);
                    is_handled = true;
                }
                ("except" | "else", _) => {}
                ("finally", _) => self.block(head + 1, next)?,
                _ => {
                    next = head;
                    break;
                }
            }
        }
        done.map(|()| next)
    }

    /// Whether errors of this class are caught by what stands behind `except`.
    fn catches(&self, clause: &Part, class: &str) -> bool {
        let file = self.file;
        let end = file.find(clause, 0, "as").unwrap_or(clause.end);
        let clause = clause.start..end;
        // `except* Error`
        let names = clause.filter(|at| file.is_name(*at) && !matches!(file.word(at + 1), "."));
        let mut names = names.map(|at| file.word(at)).peekable();
        if names.peek().is_none() {
            return true;
        }
        names.any(|name| {
            name == class
                || class == "?"
                || match name {
                    "BaseException" => true,
                    "Exception" => class != "SystemExit",
                    "OSError" | "IOError" | "EnvironmentError" => {
                        among(class, "FileNotFoundError OSError IOError PermissionError")
                    }
                    "LookupError" => among(class, "KeyError IndexError"),
                    "ImportError" | "ModuleNotFoundError" => among(class, "ImportError ModuleNotFoundError"),
                    "EnvValidationError" => class == "EnvError",
                    _ => false,
                }
        })
    }

    /// `match`: its cases of texts, numbers, names and `_`.
    pub(super) fn matched(&mut self, head: usize, subject: &Part) -> Result<(), Stop> {
        let file = self.file;
        let value = self.expression(subject)?;
        let mut at = head + 1;
        while at < file.statements[head].until {
            let tokens = file.statements[at].tokens.clone();
            let next = file.statements[at].until;
            let pattern = tokens.start + 1..tokens.end - 1;
            let name = file.word(pattern.start);
            let is = if pattern.len() == 1 && file.is_name(pattern.start) && !among(name, "None True False") {
                self.bind(name, value.clone());
                true
            } else if file.has(&pattern, &["(", "[", "{", "if", "as", "."]) {
                return Err(Stop::Lost);
            } else {
                let mut is = Some(false);
                for one in file.split(&pattern, "|") {
                    let one = self.expression(&one)?;
                    is = if is == Some(true) { is } else { one.same(&value).and_then(|one| is.map(|is| is || one)) };
                }
                self.decide(&is.map_or(Value::Unknown, Value::Bool), &tokens)?
            };
            if is {
                return self.block(at + 1, next);
            }
            at = next;
        }
        Ok(())
    }

    pub(super) fn with(&mut self, items: &Part, body: Part) -> Result<(), Stop> {
        let file = self.file;
        let items = file.bare(items);
        let mut suppressed = None;
        let prefix = self.prefix.len();
        for item in file.split(&items, ",") {
            let end = file.find(&item, 0, "as").unwrap_or(item.end);
            if file.has(&(item.start..end), &["suppress"]) {
                suppressed = (item.start..end).find(|at| file.is(*at, "(")).map(|open| file.within(open));
                continue;
            }
            // Names may get something in front.
            if let Some(at) = (item.start..end).find(|at| file.is(*at, "prefixed")) {
                let before = self.expression(&(at + 2..end - 1))?;
                self.prefix.push_str(before.exposed().ok_or(Stop::Lost)?);
                continue;
            }
            let value = self.expression(&(item.start..end))?;
            if end < item.end {
                self.unpack(&(end + 1..item.end), value);
            }
        }
        let done = self.block(body.start, body.end);
        self.prefix.truncate(prefix);
        match (done, suppressed) {
            (Err(Stop::Raised(class)), Some(clause)) if self.catches(&clause, &class) => Ok(()),
            (done, _) => done,
        }
    }

    pub(super) fn repeated(&mut self, head: &str, rest: &Part, at: usize, until: usize) -> Result<usize, Stop> {
        let file = self.file;
        let next = file.statements[at].until;
        if next < until && file.head(next) == "else" {
            return Err(Stop::Lost);
        }
        let mut each = None;
        let mut target = rest.start..rest.start;
        if head == "for" {
            let Some(sign) = file.find(rest, 0, "in") else { return Err(Stop::Lost) };
            target = rest.start..sign;
            each = self.expression(&(sign + 1..rest.end))?.each();
            if each.is_none() {
                if self.counts(at + 1..next) {
                    return Err(Stop::Lost);
                }
                self.skip(at + 1..next);
                return Ok(next);
            }
        }
        for round in 0..100 {
            if let Some(each) = &each {
                let Some(value) = each.get(round) else { return Ok(next) };
                self.unpack(&target, value.clone());
            } else if self.expression(rest)?.truth().ok_or(Stop::Lost)? {
            } else {
                return Ok(next);
            }
            match self.block(at + 1, next) {
                Err(Stop::Break) => return Ok(next),
                Ok(()) | Err(Stop::Continue) => {}
                other => other?,
            }
        }
        Err(Stop::Lost)
    }
}
