//! What one host ends with: the key that Django has there, or why it does not start.

use super::{
    File, Part,
    follow::{Host, Stop, World},
    hosts::FRESH,
    value::{Value, is_constant},
};
use crate::{listed::Listed, secret::Secret};

/// What a host ends with.
pub(crate) enum End {
    /// An error.
    Stops,
    /// No key: Django stops. If it is an empty text of the file, its literals.
    Empty(Option<Part>),
    /// This key, and the literals that it stands in.
    Key(Secret, Option<Part>),
    /// A new key at each start.
    Random,
    /// A file's text.
    OfFile,
    /// What code makes of texts of the file.
    Coded,
    /// What another file or service gives.
    Elsewhere,
    /// It is put together by code that is not followed.
    Unclear,
    /// It cannot be followed.
    Lost,
    /// The file binds no key.
    Unbound,
}

/// What came of one host.
pub(crate) struct Outcome {
    /// What each class ends with that binds the key, or the module.
    pub(crate) ends: Vec<End>,
    /// The statements of those classes.
    pub(crate) classes: Vec<usize>,
    /// Whether `DEBUG` is on.
    pub(crate) is_debug: bool,
    /// The literals of the fallbacks, and whether one is empty.
    pub(crate) fallbacks: Vec<(Part, bool)>,
    /// The literals of what else is bound to a text.
    pub(crate) others: Vec<(String, Part)>,
    /// What the expressions came to that are looked at, in order.
    pub(crate) seen: Vec<(usize, End)>,
    /// What those would come to that it does not come to.
    pub(crate) later: Vec<(usize, End)>,
    /// The variables that it asked for.
    pub(crate) asked: Vec<String>,
    pub(crate) chosen: Vec<String>,
}

impl Outcome {
    pub(crate) fn of(file: &File<'_>, host: &Host) -> Self {
        Self::watched(file, host, &[])
    }

    /// The same, and what these expressions come to.
    pub(crate) fn watched(file: &File<'_>, host: &Host, watched: &[Part]) -> Self {
        let mut world = World::new(file, host);
        world.watched = watched;
        let done = world.run();
        let reached = world.seen.len();
        for (at, part) in watched.iter().enumerate() {
            if done.is_ok() && !world.seen[..reached].iter().any(|(one, _)| *one == at) {
                let _ = world.expression(part);
            }
        }
        let later = world.seen.split_off(reached.min(world.seen.len()));
        let mut classes = Vec::new();
        let bound =
            |world: &World<'_>, name: &str| Some(world.scopes[0].names.iter().find(|(one, _)| one == name)?.1.clone());
        let key = bound(&world, "SECRET_KEY");
        let ends = match (done, key) {
            (Err(stop), _) => vec![End::stopped(&stop)],
            (Ok(()), Some(value)) => vec![End::of(&value)],
            (Ok(()), None) => {
                let has = |scope: &super::follow::Scope| scope.names.iter().any(|(name, _)| name == "SECRET_KEY");
                classes = world.classes.iter().filter(|(_, scope)| has(scope)).map(|(class, _)| *class).listed();
                let ends = classes.iter().map(|class| match world.of_class(*class, "SECRET_KEY", false) {
                    Ok(value) => End::of(&value),
                    Err(stop) => End::stopped(&stop),
                });
                let ends: Vec<_> = ends.listed();
                match (ends.is_empty(), world.is_open) {
                    (false, _) => ends,
                    (true, true) => vec![End::Elsewhere],
                    (true, false) => vec![End::Unbound],
                }
            }
        };
        let mut fallbacks = Vec::new();
        if let Some(Value::List(all)) = bound(&world, "SECRET_KEY_FALLBACKS") {
            for one in all.iter() {
                if let Value::Text(one) = one
                    && let Some(from) = &one.from
                {
                    fallbacks.push((from.clone(), one.text.expose().is_empty()));
                }
            }
        }
        let mut others = Vec::new();
        for (name, value) in &world.scopes[0].names {
            if let Value::Text(one) = value
                && let Some(from) = one.from.clone()
                && name != "SECRET_KEY"
            {
                others.push((name.clone(), from));
            }
        }
        let debug = match (bound(&world, "DEBUG"), classes.last()) {
            (None, Some(class)) => world.of_class(*class, "DEBUG", false).ok(),
            (value, _) => value,
        };
        let is_debug = debug.and_then(|value| value.truth()) == Some(true);
        let seen = world.seen.iter().map(|(at, value)| (*at, value.as_ref().map_or(End::Stops, End::of))).listed();
        let later = later.iter().map(|(at, value)| (*at, value.as_ref().map_or(End::Stops, End::of))).listed();
        Self { ends, classes, is_debug, fallbacks, others, seen, later, asked: world.asked, chosen: world.chosen }
    }
}

impl End {
    fn stopped(stop: &Stop) -> Self {
        match stop {
            Stop::Raised(_) => Self::Stops,
            _ => Self::Lost,
        }
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::None => Self::Empty(None),
            Value::Text(written) if written.text.expose().is_empty() => Self::Empty(written.from.clone()),
            Value::Text(written) => Self::Key(written.text.expose().into(), written.from.clone()),
            Value::Random => Self::Random,
            Value::OfFile => Self::OfFile,
            Value::Coded => Self::Coded,
            Value::Unclear | Value::Number(_) | Value::Bool(_) | Value::List(_) | Value::Map(_) => Self::Unclear,
            Value::Unknown => Self::Elsewhere,
            Value::Made(made) if &*made.class == "file" => Self::Elsewhere,
            Value::Known(path) if is_constant(path) => Self::Elsewhere,
            _ => Self::Lost,
        }
    }

    /// Whether it is this key.
    pub(crate) fn is(&self, key: &str) -> bool {
        match self {
            // It may be cut.
            Self::Key(text, _) if key == FRESH => text.expose().len() > 15 && FRESH.contains(text.expose()),
            Self::Key(text, _) => text.expose() == key,
            _ => false,
        }
    }

    /// Whether Django does not start.
    pub(crate) const fn stops(&self) -> bool {
        matches!(self, Self::Stops | Self::Empty(_))
    }

    /// Whether another file or service gives it.
    pub(crate) const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Elsewhere | Self::OfFile)
    }

    /// Whether Django starts with a key that is not the variable's.
    pub(crate) const fn is_soft(&self) -> bool {
        matches!(self, Self::Key(..) | Self::Random | Self::Coded)
    }
}
