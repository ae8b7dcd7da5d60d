//! What an expression comes to when a file is followed: values, as far as settings files need them.

use std::rc::Rc;

use super::Part;
use crate::{listed::Listed, secret::Secret};

/// A text or bytes.
pub(crate) struct Written {
    pub(crate) text: Secret,
    pub(crate) is_bytes: bool,
    /// The tokens of the literals that it comes from, if it comes from the file.
    pub(crate) from: Option<Part>,
}

/// A value.
#[derive(Clone)]
pub(crate) enum Value {
    /// It may be anything.
    Unknown,
    None,
    Bool(bool),
    Number(i64),
    Text(Rc<Written>),
    /// A list, a tuple or a set.
    List(Rc<Vec<Value>>),
    Map(Rc<Vec<(Value, Value)>>),
    /// A module, a function or a class of another file, by its dotted name.
    Known(Rc<str>),
    /// What such a class made: its dotted name, and what it was given.
    Made(Rc<Made>),
    /// A method, and what it belongs to.
    Method(Rc<(Value, String)>),
    /// A function of this file, by its statement.
    Function(usize),
    Lambda(Part),
    /// A class of this file, by its statement, and whether it is one of its objects.
    Class(usize, bool),
    /// Something new at each start.
    Random,
    /// The text of a file that is not here.
    OfFile,
    /// What code makes of texts of the file: the same on each host.
    Coded,
    /// What code makes of something known, in a way that is not followed.
    Unclear,
}

/// What a class of another file made.
pub(crate) struct Made {
    pub(crate) class: Rc<str>,
    pub(crate) given: Given,
}

/// What stands between the brackets of a call.
#[derive(Clone, Default)]
pub(crate) struct Given {
    pub(crate) all: Vec<Value>,
    pub(crate) named: Vec<(String, Value)>,
}

impl Given {
    /// The argument of one of these names.
    pub(crate) fn named(&self, names: &[&str]) -> Option<&Value> {
        Some(&self.named.iter().find(|(name, _)| names.contains(&&name[..]))?.1)
    }

    /// The argument at this place, or of one of these names.
    pub(crate) fn at(&self, place: usize, names: &[&str]) -> Option<&Value> {
        self.all.get(place).or_else(|| self.named(names))
    }
}

impl Value {
    pub(crate) fn text(text: &str) -> Self {
        Self::written(text.to_owned(), false, None)
    }

    pub(crate) fn written(text: String, is_bytes: bool, from: Option<Part>) -> Self {
        Self::Text(Rc::new(Written { text: Secret::new(text), is_bytes, from }))
    }

    pub(crate) fn list(all: Vec<Self>) -> Self {
        Self::List(Rc::new(all))
    }

    pub(crate) fn known(path: &str) -> Self {
        Self::Known(path.into())
    }

    /// The text, if it is one.
    pub(crate) fn exposed(&self) -> Option<&str> {
        match self {
            Self::Text(written) => Some(written.text.expose()),
            _ => None,
        }
    }

    /// Whether it stands in the file, is made of what stands there, or may be anything.
    pub(super) fn is_of_text(&self) -> bool {
        match self {
            Self::Text(written) => written.from.is_some(),
            Self::Coded | Self::Unknown => true,
            _ => false,
        }
    }

    /// Whether it counts as true, if that is known.
    pub(crate) fn truth(&self) -> Option<bool> {
        Some(match self {
            Self::Unknown | Self::Unclear | Self::Coded => return None,
            // What another file binds may be anything.
            Self::Known(path) if is_constant(path) => return None,
            Self::None => false,
            Self::Bool(is) => *is,
            Self::Number(number) => *number != 0,
            Self::Text(written) => !written.text.expose().is_empty(),
            Self::List(all) => !all.is_empty(),
            Self::Map(all) => !all.is_empty(),
            _ => true,
        })
    }

    /// Whether both are the same, if that is known.
    pub(crate) fn same(&self, other: &Self) -> Option<bool> {
        Some(match (self, other) {
            (Self::Unknown | Self::Unclear | Self::Coded, _)
            | (_, Self::Unknown | Self::Unclear | Self::Coded)
            | (Self::Made(_) | Self::Class(..) | Self::Map(_), Self::Made(_) | Self::Class(..) | Self::Map(_)) => {
                return None;
            }
            (Self::Text(a), Self::Text(b)) => a.is_bytes == b.is_bytes && a.text.expose() == b.text.expose(),
            (Self::Bool(_) | Self::Number(_), Self::Bool(_) | Self::Number(_)) => self.number() == other.number(),
            (Self::None, Self::None) => true,
            (Self::List(a), Self::List(b)) => {
                if a.len() != b.len() {
                    return Some(false);
                }
                for (a, b) in a.iter().zip(b.iter()) {
                    if !a.same(b)? {
                        return Some(false);
                    }
                }
                true
            }
            (Self::Known(a), Self::Known(b)) => a == b,
            (Self::Known(_), other) | (other, Self::Known(_)) if !matches!(other, Self::None) => return None,
            _ => false,
        })
    }

    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Self::Bool(is) => Some(i64::from(*is)),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether `other` is in it, if that is known.
    pub(crate) fn holds(&self, other: &Self) -> Option<bool> {
        let any = |all: &mut dyn Iterator<Item = &Self>| {
            let mut is = Some(false);
            for one in all {
                match one.same(other) {
                    Some(true) => return Some(true),
                    Some(false) => {}
                    None => is = None,
                }
            }
            is
        };
        match self {
            Self::Text(_) => match other {
                Self::Text(part) => Some(self.exposed()?.contains(part.text.expose())),
                _ => None,
            },
            Self::List(all) => any(&mut all.iter()),
            Self::Map(all) => any(&mut all.iter().map(|(key, _)| key)),
            Self::Random => Some(false),
            _ => None,
        }
    }

    /// What it is made of, if it can be gone through.
    pub(crate) fn each(&self) -> Option<Vec<Self>> {
        match self {
            Self::List(all) => Some(all.to_vec()),
            Self::Map(all) => Some(all.iter().map(|(key, _)| key.clone()).listed()),
            Self::Text(written) => {
                Some(written.text.expose().chars().map(|letter| Self::text(letter.encode_utf8(&mut [0; 4]))).listed())
            }
            _ => None,
        }
    }

    /// What stands under each name, if it is a dictionary.
    pub(super) fn by_name(&self) -> Vec<(String, Self)> {
        let Self::Map(all) = self else { return Vec::new() };
        all.iter().filter_map(|(key, value)| Some((key.exposed()?.to_owned(), value.clone()))).listed()
    }

    /// What stands under this key.
    pub(crate) fn under(&self, key: &Self) -> Option<Self> {
        match self {
            Self::Map(all) => {
                let mut found = None;
                for (one, value) in all.iter() {
                    if one.same(key)? {
                        found = Some(value.clone());
                    }
                }
                found
            }
            _ => None,
        }
    }
}

/// Whether the last of these names is in capitals.
pub(super) fn is_constant(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit())
}

/// A count.
pub(super) fn number(count: usize) -> Value {
    i64::try_from(count).map_or(Value::Unknown, Value::Number)
}

/// What a text says of true and false.
pub(super) fn boolean(value: &Value) -> Value {
    match value.exposed().map(str::to_ascii_lowercase).as_deref() {
        Some("1" | "true" | "yes" | "on" | "y" | "t" | "ok") => Value::Bool(true),
        Some("" | "0" | "false" | "no" | "off" | "n" | "f") => Value::Bool(false),
        Some(_) => Value::Unknown,
        None => value.truth().map_or(Value::Unknown, Value::Bool),
    }
}
