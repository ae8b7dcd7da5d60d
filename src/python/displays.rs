//! What stands in brackets: mappings and lists, what is gathered in a loop, what is given to a call; and what
//! is taken apart.
//!
//! Source: Python 3.14, "The Python Language Reference", chapter 6.

use super::{
    Part, among,
    follow::{Scope, Stop, World},
    is_of_name,
    text::inside,
    value::{Given, Value},
};

impl World<'_> {
    /// `f"{NAME}_FILE"`, with names only.
    pub(super) fn formatted(&mut self, token: usize) -> Result<Value, Stop> {
        let file = self.file;
        let (prefix, inside) = inside(file.text, file.tokens[token].span.clone());
        let mut rest = &file.text[inside];
        if !prefix.eq_ignore_ascii_case("f") || rest.contains(['\\', '\r']) {
            return Ok(Value::Unclear);
        }
        let mut text = String::new();
        while let Some((before, name)) = rest.split_once('{') {
            let Some((name, after)) = name.split_once('}') else { return Ok(Value::Unclear) };
            text.push_str(before);
            rest = after;
            match if name.bytes().all(is_of_name) { self.look_up(name)? } else { Value::Unclear } {
                Value::Text(written) if !written.is_bytes => text.push_str(written.text.expose()),
                Value::Number(number) => text.push_str(&number.to_string()),
                Value::Random => return Ok(Value::Random),
                _ => return Ok(Value::Unclear),
            }
        }
        Ok(if rest.contains('}') { Value::Unclear } else { Value::text(&[&text, rest].concat()) })
    }

    pub(super) fn braces(&mut self, open: usize) -> Result<Value, Stop> {
        let file = self.file;
        let within = file.within(open);
        if file.find(&within, 0, "for").is_some() {
            return if file.find(&within, 0, ":").is_some() { Ok(Value::Unknown) } else { self.gathered(&within) };
        }
        let items = file.items(open);
        if items.first().is_some_and(|item| file.find(item, 0, ":").is_none() && !file.is(item.start, "*")) {
            return self.all(&items);
        }
        let mut all = Vec::new();
        for item in items {
            // `{**dotenv_values(), **os.environ}`
            if file.is(item.start, "**") || file.is(item.start, "*") && file.is(item.start + 1, "*") {
                let more = item.start + if file.is(item.start, "**") { 1 } else { 2 };
                match self.expression(&(more..item.end))? {
                    Value::Map(more) => all.extend(more.iter().cloned()),
                    Value::Known(path) if &path[..] == "os.environ" => return Ok(Value::Known(path)),
                    _ if file.words(&file.within(open)).contains("os.environ") => {}
                    _ => return Ok(Value::Unknown),
                }
                continue;
            }
            let Some(colon) = file.find(&item, 0, ":") else { return Ok(Value::Unknown) };
            let key = self.expression(&(item.start..colon))?;
            all.push((key, self.expression(&(colon + 1..item.end))?));
        }
        Ok(Value::Map(all.into()))
    }

    /// `a for b in c if d`
    pub(super) fn gathered(&mut self, part: &Part) -> Result<Value, Stop> {
        let file = self.file;
        let Some(at) = file.find(part, 0, "for") else { return Ok(Value::Unknown) };
        let Some(from) = file.find(part, at, "in") else { return Ok(Value::Unknown) };
        let until = file.find(part, from, "if").unwrap_or(part.end);
        let more = file.find(part, at + 1, "for").is_some();
        let each = self.expression(&(from + 1..until))?.each().filter(|_| !more);
        let Some(each) = each else {
            // What is drawn for each of whatever they are is random.
            self.scopes.push(Scope::default());
            self.unpack(&(at + 1..from), Value::Unknown);
            let one = self.expression(&(part.start..at));
            self.scopes.pop();
            return Ok(if matches!(one?, Value::Random) { Value::list(vec![Value::Random]) } else { Value::Unknown });
        };
        let mut all = Vec::new();
        let condition = until + 1..part.end.max(until + 1);
        self.scopes.push(Scope::default());
        let mut done = Ok(());
        for value in each {
            self.unpack(&(at + 1..from), value);
            done = (|| {
                let keeps = condition.is_empty() || {
                    let value = self.expression(&condition)?;
                    self.decide(&value, &condition)?
                };
                if keeps {
                    all.push(self.expression(&(part.start..at))?);
                }
                Ok(())
            })();
            if done.is_err() {
                break;
            }
        }
        self.scopes.pop();
        done.map(|()| Value::list(all))
    }

    /// Binds names side by side.
    pub(super) fn unpack(&mut self, target: &Part, value: Value) {
        let file = self.file;
        let target = file.bare(target);
        let bracket = among(file.word(target.start), "( [") && file.close(target.start) + 1 == target.end;
        let names = if bracket { file.items(target.start) } else { file.split(&target, ",") };
        if names.len() == 1 && names[0].len() == 1 && !bracket {
            return self.bind(file.word(target.start), value);
        }
        let names: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let each = value.each().filter(|each| each.len() == names.len());
        for (at, name) in names.iter().enumerate() {
            let value = each.as_ref().map_or(Value::Unknown, |each| each[at].clone());
            if name.len() == 1 {
                self.bind(file.word(name.start), value);
            }
        }
    }

    /// What stands between the brackets of a call.
    pub(super) fn given(&mut self, open: usize) -> Result<Given, Stop> {
        let file = self.file;
        let mut given = Given::default();
        for item in file.items(open) {
            if file.find(&item, 0, "for").is_some() {
                given.all.push(self.gathered(&item)?);
            } else if file.is_in(&item, item.start + 1, "=") {
                let value = self.expression(&(item.start + 2..item.end))?;
                given.named.push((file.word(item.start).to_owned(), value));
            } else if file.is(item.start, "*") {
                given.all.push(Value::Unknown);
            } else {
                given.all.push(self.expression(&item)?);
            }
        }
        Ok(given)
    }
}
