//! Comparisons, sums and the other signs between values.
//!
//! Source: Python 3.14, "The Python Language Reference", chapter 6.

use super::{
    Part, among,
    follow::{Stop, World},
    value::Value,
};

impl World<'_> {
    pub(super) fn compared(
        &mut self,
        part: &Part,
        sign: usize,
        compares: &dyn Fn(&usize) -> bool,
    ) -> Result<Value, Stop> {
        let file = self.file;
        let (mut start, mut sign) = (part.start, sign);
        let mut left = self.expression(&(start..sign))?;
        let mut is_known = true;
        loop {
            let words = [file.word(sign), file.word(sign + 1)];
            let two = matches!(words, ["not", "in"] | ["is", "not"]);
            start = sign + if two { 2 } else { 1 };
            let next =
                (start..part.end).find(|at| compares(at) && !file.is(at - 1, "not") || file.word(*at).is_empty());
            let end = next.unwrap_or(part.end);
            let right = self.expression(&(start..end))?;
            let is = match words {
                ["is", "not"] => left.same(&right).map(|is| !is),
                ["not", "in"] => self.contains(&right, &left).map(|is| !is),
                ["in", _] => self.contains(&right, &left),
                ["==" | "is", _] => left.same(&right),
                ["!=", _] => left.same(&right).map(|is| !is),
                [sign, _] => left.number().zip(right.number()).map(|(a, b)| match sign {
                    "<" => a < b,
                    ">" => a > b,
                    "<=" => a <= b,
                    _ => a >= b,
                }),
            };
            match is {
                Some(false) => return Ok(Value::Bool(false)),
                Some(true) => {}
                None => is_known = false,
            }
            let Some(next) = next else { break };
            (left, sign) = (right, next);
        }
        Ok(if is_known { Value::Bool(true) } else { Value::Unknown })
    }

    fn contains(&mut self, all: &Value, one: &Value) -> Option<bool> {
        match (all, one.exposed()) {
            (Value::Known(path), Some(name)) if among(&path[..], "os.environ os.environb") => {
                Some(self.variable(name).is_some())
            }
            (Value::Known(path), Some(name)) if among(&path[..], "globals locals vars") => {
                (self.is_bound(name) || !self.is_open).then(|| self.is_bound(name))
            }
            _ => all.holds(one),
        }
    }

    pub(super) fn combined(&mut self, sign: &str, left: &Value, right: &Value) -> Result<Value, Stop> {
        let is_text = |value: &Value| matches!(value, Value::Text(_) | Value::Coded | Value::Unclear);
        let made = match (sign, left, right) {
            ("+", Value::Text(a), Value::Text(b)) if a.is_bytes == b.is_bytes => {
                let from = match (&a.from, &b.from) {
                    (Some(a), Some(b)) if a.start < b.start => Some(a.start..b.end),
                    (a, b) => a.clone().or_else(|| b.clone()),
                };
                Value::written([a.text.expose(), b.text.expose()].concat(), a.is_bytes, from)
            }
            ("+" | "|", Value::List(a), Value::List(b)) => Value::list([&a[..], &b[..]].concat()),
            ("+", Value::None, _) | ("+", _, Value::None) => return Err(Stop::Raised("TypeError".to_owned())),
            ("+", Value::Random, _) | ("+", _, Value::Random) => Value::Random,
            ("+", Value::OfFile, _) | ("+", _, Value::OfFile) => Value::OfFile,
            ("+", ..) => match (left.number(), right.number()) {
                (Some(a), Some(b)) => a.checked_add(b).map_or(Value::Unknown, Value::Number),
                _ => Value::Unknown,
            },
            ("*", Value::Text(a), _) => match right.number().and_then(|times| usize::try_from(times).ok()) {
                Some(times) if times * a.text.expose().len() < 1 << 16 => {
                    Value::written(a.text.expose().repeat(times), a.is_bytes, a.from.clone())
                }
                _ => Value::Unknown,
            },
            ("%", Value::Text(a), _) => {
                let values = match right {
                    Value::List(all) => all.to_vec(),
                    other => vec![other.clone()],
                };
                self.filled(a.text.expose(), "%s", &values, a.from.clone())
            }
            ("/", Value::Made(_), _) => left.clone(),
            ("-", ..) => match (left.number(), right.number()) {
                (Some(a), Some(b)) => a.checked_sub(b).map_or(Value::Unknown, Value::Number),
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        };
        Ok(if matches!(made, Value::Unknown) && (is_text(left) || is_text(right)) { Value::Unclear } else { made })
    }

    /// A text with each `mark` in it replaced.
    #[allow(clippy::unused_self, reason = "it is one of the ways to put values together")]
    pub(super) fn filled(&self, template: &str, mark: &str, values: &[Value], from: Option<Part>) -> Value {
        let mut pieces = template.split(mark);
        let mut text = pieces.next().unwrap_or_default().to_owned();
        let mut values = values.iter();
        for piece in pieces {
            match values.next() {
                Some(Value::Text(written)) => text.push_str(written.text.expose()),
                Some(Value::None) => text.push_str("None"),
                Some(Value::Number(number)) => text.push_str(&number.to_string()),
                Some(Value::Random) => return Value::Random,
                _ => return Value::Unclear,
            }
            text.push_str(piece);
        }
        // Anything else that is replaced is not known here.
        if values.next().is_some() || template.replace(mark, "").contains(['%', '{', '}']) {
            return Value::Unclear;
        }
        Value::written(text, false, from)
    }
}
