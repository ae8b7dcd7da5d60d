//! What a project of Compose gives its services of the key's variables: under `environment:`, from the files of
//! `env_file:`, and of the project's own `.env` where that is put in.
//!
//! `environment:` comes before `env_file:`, of whose files the last one counts; what is put in is what Compose was
//! started with, and then what `.env` sets.
//!
//! Source: compose-go 2.9.1, `types/project.go` (`WithServicesEnvironmentResolved`) and `cli/options.go`.

use super::{
    Topic,
    tale::{Found, Tale, Value, Var},
};
use crate::{
    listed::Listed,
    loader::{self, Environment, Loader, Service},
    name::VariableName,
    reading::{Bound, Reading, Reason, Stop},
};

/// A service and the variables that it is given.
pub(super) struct Container {
    pub(super) name: String,
    pub(super) given: Vec<(String, Var)>,
}

/// The project's own `.env`.
#[derive(Clone, Copy, PartialEq)]
enum Own {
    Absent,
    Twice,
    /// At this place.
    Here(usize),
    /// Compose does not start with it, or it cannot be told.
    Refused(usize),
    Unclear(usize),
}

struct Project<'t, 'f> {
    at: usize,
    own: Own,
    pairs: &'t [(&'t str, &'t str)],
    service: &'t Service<'f>,
}

/// What the project at this place gives each service of the variables of these `names`, and of what it is told for those that
/// are `keys`.
pub(super) fn follow(tale: &mut Tale<'_>, at: usize, names: &[String], keys: &[String]) -> Vec<Container> {
    let text = tale.files[at].text;
    let found = tale.find(".env");
    let (project_env, env_file) = (loader::find("compose-project-env"), loader::find("compose-env-file"));
    let (Some(project_env), Some(env_file)) = (project_env, env_file) else { return Vec::new() };
    let usual = VariableName::usual();
    let loaded = match found {
        Found::One(own) => Some((own, (project_env.load)(tale.files[own].text, &Environment::EMPTY, &usual))),
        _ => None,
    };
    let mut pairs = Vec::new();
    let own = match (&found, &loaded) {
        (Found::One(own), Some((_, loaded))) => match &loaded.end {
            Some(Stop::Refused(note)) => {
                tale.refused(*own, "Compose", note.reason);
                Own::Refused(*own)
            }
            Some(Stop::Unknown(_)) => Own::Unclear(*own),
            None => {
                for binding in loaded.bindings.iter().rev() {
                    if let Bound::Text(text) = &binding.value {
                        pairs.push((&*binding.name, &**text));
                    }
                }
                Own::Here(*own)
            }
        },
        (Found::Twice, _) => Own::Twice,
        _ => Own::Absent,
    };
    let environment = Environment::new(&pairs);
    let services = match loader::services(text, &environment) {
        // It lacks what only the host has.
        Err(Stop::Refused(note)) if note.reason == Reason::Host => loader::services(text, &environment.and_others("1")),
        services => services,
    };
    let (services, includes) = match services {
        Ok(services) => services,
        Err(Stop::Refused(note)) => {
            tale.refused(at, "Compose", note.reason);
            tale.is_refused = true;
            return Vec::new();
        }
        Err(Stop::Unknown(_)) => {
            tale.say(Topic::Lost, at, [tale.name(at), " can’t be followed here."].concat());
            tale.is_lost = true;
            return Vec::new();
        }
    };
    if includes {
        tale.say(Topic::Absent, at, [tale.name(at), " includes other files, which aren’t followed here."].concat());
        tale.is_lost = true;
    }
    let mut containers = Vec::new();
    for service in &services {
        let project = Project { at, own, pairs: &pairs, service };
        let mut given = Vec::new();
        for name in names {
            let Ok(name) = VariableName::parse(name) else { continue };
            let is_key = keys.iter().any(|key| *key == *name.as_str());
            let before = (tale.clauses.len(), tale.referred.len(), tale.wanted.len());
            let var = project.var(tale, &name, is_key, env_file);
            if !is_key {
                tale.clauses.truncate(before.0);
                tale.referred.truncate(before.1);
                tale.wanted.truncate(before.2);
            }
            if let Some(mut var) = var {
                match own {
                    Own::Refused(_) => var.value = Value::Stops,
                    Own::Unclear(_) => var.value = Value::Unknown,
                    _ => {}
                }
                given.push((name.to_string(), var));
            }
        }
        containers.push(Container { name: service.name.clone(), given });
    }
    containers
}

impl Project<'_, '_> {
    /// What the service gets for a variable; none where it gets none.
    fn var(&self, tale: &mut Tale<'_>, name: &VariableName, is_key: bool, env_file: &'static Loader) -> Option<Var> {
        let Self { at, service, .. } = *self;
        let own = service.given.iter().rfind(|given| given.name == *name.as_str());
        let mut env = Vec::new();
        for given in service.given.iter().filter(|given| given.name != *name.as_str()) {
            if let Bound::Text(text) = &given.value {
                env.push((&given.name[..], &**text));
            }
        }
        let pairs: Vec<_> = self.pairs.iter().copied().chain(env).listed();
        let environment = Environment::new(&pairs);
        // What Compose itself has of that name is only put into others.
        let read = |tale: &Tale<'_>, at: usize| match tale.files[at].text {
            // Whether such a file can be read at all is asked for the key.
            text if !is_key && !text.contains(name.as_str()) => Reading::Missing { notes: Vec::new() },
            text => (env_file.load)(text, &environment, name).reading(name.as_str()),
        };
        if let Some(own) = own {
            for file in &service.files {
                let found = file.path.as_ref().map(|path| tale.find(path));
                if let Some(Found::One(other)) = found
                    && !matches!(read(tale, other), Reading::Missing { .. })
                {
                    tale.touched.push(other);
                    let words = [
                        tale.name(at),
                        " sets ",
                        name.as_str(),
                        " for ",
                        &service.name,
                        " under environment:, which wins over env_file: what ",
                        tale.name(other),
                        " sets isn’t used there.",
                    ];
                    tale.say(Topic::Override, other, words.concat());
                }
            }
            return Some(self.given(tale, name, own));
        }
        for (number, file) in service.files.iter().enumerate().rev() {
            let found = file.path.as_ref().map_or(Found::None, |path| tale.find(path));
            let other = match found {
                Found::One(other) => other,
                Found::Twice => {
                    tale.twice(file.path.as_deref().unwrap_or_default());
                    return Some(Var::unknown());
                }
                Found::None => {
                    let path = file.path.as_deref().unwrap_or("a file that isn’t named");
                    let words = [
                        tale.name(at),
                        " gives ",
                        &service.name,
                        " what ",
                        path,
                        " sets, which isn’t among these files.",
                    ];
                    tale.say(Topic::Absent, at, words.concat());
                    return Some(Var::unknown());
                }
            };
            tale.touched.push(other);
            let (text, notes) = match read(tale, other) {
                Reading::Missing { .. } => continue,
                Reading::Value { text, notes } => (text, notes),
                Reading::Refused(note) => {
                    tale.refused(other, "Compose", note.reason);
                    return Some(Var { value: Value::Stops, ..Var::unknown() });
                }
                Reading::Unknown(_) => return Some(Var::unknown()),
            };
            let words = [tale.name(at), " gives ", &service.name, " what ", tale.name(other), " sets, by env_file."];
            tale.say(Topic::Gives, at, words.concat());
            for earlier in &service.files[..number] {
                if let Some(Found::One(earlier)) = earlier.path.as_ref().map(|path| tale.find(path))
                    && earlier != other
                    && !matches!(read(tale, earlier), Reading::Missing { .. })
                {
                    tale.touched.push(earlier);
                    let words = [
                        tale.name(at),
                        " reads ",
                        tale.name(other),
                        " after ",
                        tale.name(earlier),
                        " for ",
                        &service.name,
                        ", and the last one wins: what ",
                        tale.name(earlier),
                        " sets isn’t used there.",
                    ];
                    tale.say(Topic::Override, earlier, words.concat());
                }
            }
            let hangs = notes.iter().any(|note| note.reason == Reason::Interpolated) && self.own == Own::Absent;
            let value = if hangs {
                let words = [
                    tale.name(other),
                    " puts another variable into the key, which Compose takes from the shell or from .env. That file isn’t among these.",
                ];
                tale.say(Topic::Absent, other, words.concat());
                Value::Unknown
            } else {
                Value::Text(text)
            };
            let origin = Some((other, name.to_string()));
            return Some(Var { value, origin, loader: Some(env_file) });
        }
        if service.is_extended {
            let words = [tale.name(at), " takes ", &service.name, " from another file, which isn’t followed here."];
            tale.say(Topic::Absent, at, words.concat());
            return Some(Var::unknown());
        }
        None
    }

    /// What stands under `environment:`.
    fn given(&self, tale: &mut Tale<'_>, name: &VariableName, own: &loader::Variable<'_>) -> Var {
        let Self { at, service, .. } = *self;
        let of_project = Some((at, name.to_string()));
        let by_itself = loader::find("compose-yaml");
        if !own.is_of_host {
            let words = [tale.name(at), " sets ", name.as_str(), " for ", &service.name, "."];
            tale.say(Topic::Gives, at, words.concat());
            return Var { value: Value::of(&own.value), origin: of_project, loader: by_itself };
        }
        let written = &tale.files[at].text[own.span.clone()];
        let mut referred = referred(written);
        if referred.is_empty() {
            referred.push((name.as_str(), false));
        }
        let mut origin = None;
        for (other, has_default) in referred {
            let puts = [tale.name(at), " gives ", &service.name, " ", name.as_str(), " from ${", other, "}"];
            let puts = puts.concat();
            match self.own {
                Own::Twice => tale.twice(".env"),
                Own::Absent => {
                    let words = [&puts, ", which comes from the shell or from .env. That file isn’t among these."];
                    tale.say(Topic::Absent, at, words.concat());
                }
                Own::Here(env) | Own::Refused(env) | Own::Unclear(env) => {
                    tale.touched.push(env);
                    if self.pairs.iter().any(|(one, _)| *one == other) {
                        tale.say(Topic::Gives, at, [&puts, " of ", tale.name(env), "."].concat());
                        origin = origin.or(Some((env, other.to_owned())));
                        tale.referred.push(other.to_owned());
                        continue;
                    } else if has_default {
                        let words = [&puts, ", which ", tale.name(env), " doesn’t set: the default there is taken."];
                        tale.say(Topic::Gives, at, words.concat());
                        origin = origin.or(of_project.clone());
                        continue;
                    } else if matches!(self.own, Own::Here(_)) {
                        let words =
                            [&puts, ", which ", tale.name(env), " doesn’t set: the shell that starts Compose has to."];
                        tale.say(Topic::Host, at, words.concat());
                        tale.wanted.push(other.to_owned());
                    }
                }
            }
            tale.referred.push(other.to_owned());
            return Var::unknown();
        }
        let is_of_env = origin.as_ref().is_some_and(|(file, _)| *file != at);
        let value = Value::of(&own.value);
        Var { value, origin, loader: if is_of_env { loader::find("compose-project-env") } else { by_itself } }
    }
}

/// The variables that are put into a text, and whether each has a default, in which others may be.
fn referred(text: &str) -> Vec<(&str, bool)> {
    let mut all: Vec<(&str, bool)> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            rest = after;
            continue;
        }
        let braced = rest.strip_prefix('{');
        let name = braced.unwrap_or(rest);
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        let (name, mut after) = name.split_at(length);
        let has_default = braced.is_some() && (after.starts_with(":-") || after.starts_with('-'));
        if has_default {
            let (mut depth, mut end) = (1, after.len());
            for (place, sign) in after.char_indices() {
                depth = match sign {
                    '{' => depth + 1,
                    '}' => depth - 1,
                    _ => depth,
                };
                if depth == 0 {
                    end = place;
                    break;
                }
            }
            after = &after[end..];
        }
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if is_name && !all.iter().any(|(other, _)| *other == name) {
            all.push((name, has_default));
        }
        rest = after;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in() {
        assert_eq!(referred("${A}$B-$$C ${D:-x${E}}${F:?G}"), [("A", false), ("B", false), ("D", true), ("F", false)]);
        assert_eq!(referred("a$1 ${"), []);
    }
}
