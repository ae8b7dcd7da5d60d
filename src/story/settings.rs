//! What a settings file takes its key from: the variables, the library that reads a file for it, and what it comes to.

use super::{Given, Got, kind::Kind};
use crate::{
    listed::Listed,
    loader::{self, Loader},
    python::{End, FRESH, File, Hosts, Outcome, Statement, among},
};

/// A settings file.
pub(super) struct Settings<'t> {
    /// Its place among the files.
    pub(super) at: usize,
    file: File<'t>,
    hosts: Hosts,
    /// The variables that it asks for, whatever for.
    pub(super) asked: Vec<String>,
    /// What reads a file for it, and which.
    pub(super) library: Library,
}

/// What reads a file for Python.
#[derive(Clone)]
pub(super) enum Library {
    /// Nothing: all comes from the environment.
    None,
    /// This loader.
    Known {
        loader: &'static Loader,
        /// The file's path; none where it is not written.
        path: Option<String>,
        /// Whether the file comes before the environment.
        overrides: bool,
        /// Whether nothing starts without the file.
        demands: bool,
        /// The place of the file of Python that has it read.
        by: usize,
    },
    /// It cannot be told.
    Unclear,
}

impl<'t> Settings<'t> {
    /// The settings file at this place, if it binds the key. One that cannot be followed binds it where it names it.
    pub(super) fn of(at: usize, given: &Given<'t>) -> Option<Self> {
        let file = File::read(given.text).ok()?;
        let hosts = Hosts::of(&file);
        let mut library = Library::of(&file, at);
        // It has a file read too late, or the key is not what is asked of it.
        let binding = file.statements.iter().find(|statement| binds(&file, statement));
        let is_late = binding.is_some_and(|statement| calls(&file, "").any(|call| call > statement.tokens.start));
        if matches!(library, Library::Known { .. })
            && (is_late || library.is_asked_itself() && is_of_environ(&file, &hosts.variables))
        {
            library = Library::Unclear;
        }
        let mut settings = Self { at, library, file, hosts, asked: Vec::new() };
        let mut is_bound = !settings.hosts.variables.is_empty();
        let mut asked = Vec::new();
        settings.ends(&[], &mut |outcome| {
            is_bound |= outcome.ends.iter().any(|end| !matches!(end, End::Unbound | End::Elsewhere | End::Lost));
            asked.extend(outcome.asked.iter().filter(|name| !name.is_empty()).cloned());
        });
        let every: Vec<_> = settings.hosts.variables.iter().map(|name| (name.clone(), FRESH.to_owned())).listed();
        settings.ends(&every, &mut |outcome| asked.extend(outcome.asked.iter().cloned()));
        asked.sort_unstable();
        asked.dedup();
        settings.asked = asked;
        is_bound |= settings.file.statements.iter().any(|statement| binds(&settings.file, statement));
        is_bound.then_some(settings)
    }

    /// The variables that the key may come from.
    pub(super) fn variables(&self) -> &[String] {
        &self.hosts.variables
    }

    fn ends(&self, variables: &[(String, String)], each: &mut dyn FnMut(&Outcome)) {
        for setting in &self.hosts.settings {
            let mut host = setting.host.clone();
            host.variables.retain(|(name, _)| !variables.iter().any(|(other, _)| other == name));
            host.variables.extend_from_slice(variables);
            each(&Outcome::of(&self.file, &host));
        }
    }

    /// What Django has, where these variables are set and the key's others are not.
    pub(super) fn key(&self, variables: &[(String, String)]) -> Got {
        let (mut got, mut stops) = (None::<Got>, false);
        self.ends(variables, &mut |outcome| {
            for end in &outcome.ends {
                let next = match end {
                    End::Key(text, _) => Got::Key(text.expose().into()),
                    End::Random => Got::Made,
                    End::Stops | End::Empty(_) => {
                        stops = true;
                        continue;
                    }
                    _ => Got::Unknown,
                };
                got = Some(match got.take() {
                    Some(before) if !before.is(&next) => Got::Unknown,
                    _ => next,
                });
            }
        });
        got.unwrap_or(if stops { Got::Stops } else { Got::Unknown })
    }
}

/// Whether a statement binds the key.
fn binds(file: &File<'_>, statement: &Statement) -> bool {
    file.is(statement.tokens.start, "SECRET_KEY") && file.find(&statement.tokens, 0, "=").is_some()
}

/// Whether one of these variables is asked of the environment.
fn is_of_environ(file: &File<'_>, variables: &[String]) -> bool {
    file.statements.iter().any(|statement| {
        let is = |at: usize| variables.iter().any(|name| *name == file.plain(at));
        file.has(&statement.tokens, &["environ", "getenv"]) && statement.tokens.clone().any(is)
    })
}

/// The calls that have a file read, by library.
const CALLS: &str = "read_env read_envfile load_dotenv read_dotenv RepositoryEnv RepositoryIni";

/// Options that name the file.
const PATHS: &str = "dotenv_path env_file path dotenv env_path source";

/// The names of calls that have a file read.
fn calls<'f>(file: &'f File<'_>, id: &'f str) -> impl Iterator<Item = usize> + 'f {
    file.all().filter(move |at| {
        let word = file.word(*at);
        let is_config = id == "starlette" && word == "Config";
        file.is(at + 1, "(") && !file.is(at.wrapping_sub(1), "def") && (among(word, CALLS) || is_config)
    })
}

/// Whether what stands there is done in any case, as far as files are there: under no other condition.
fn is_done(file: &File<'_>, at: usize) -> bool {
    let mut statement = file.statements.iter().position(|statement| statement.tokens.contains(&at));
    while let Some(parent) = statement.and_then(|at| file.statements[at].parent) {
        let tokens = &file.statements[parent].tokens;
        let is_there = file.has(tokens, &["exists", "isfile", "is_file", "__name__"]);
        if !among(file.head(parent), "try with def") && !is_there {
            return false;
        }
        statement = Some(parent);
    }
    true
}

impl Library {
    /// Whether only what is asked of it comes from its file, and not what is asked of the environment.
    fn is_asked_itself(&self) -> bool {
        matches!(self, Self::Known { loader, .. } if among(loader.id, "python-decouple python-decouple-ini starlette"))
    }

    /// Whether both have the same file read.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Known { loader, path: Some(path), .. }, Self::Known { loader: also, path: Some(other), .. }) => {
                loader == also && path == other
            }
            _ => false,
        }
    }

    /// What has a file read in this file of Python, which stands at this place.
    pub(super) fn of(file: &File<'_>, by: usize) -> Self {
        let has = |word: &str| file.has(&file.all(), &[word]);
        let known: [(bool, &'static str); 7] = [
            (has("decouple"), "python-decouple"),
            (has("environ") && (has("read_env") || has("FileAwareEnv")) && !has("environs"), "django-environ"),
            (has("load_dotenv"), "python-dotenv"),
            (has("environs") && has("read_env"), "environs"),
            (has("starlette"), "starlette"),
            (has("read_dotenv"), "django-dotenv"),
            (has("Dynaconf") || has("pydantic_settings") || has("dotenv_values"), ""),
        ];
        let mut those = known.iter().filter(|(is, _)| *is);
        let id = match (those.next(), those.next()) {
            (None, _) => return Self::None,
            (Some((_, id)), None) => *id,
            _ => return Self::Unclear,
        };
        let is_on = |option: &str, value: &str| {
            file.all().any(|at| file.is(at, option) && file.is(at + 1, "=") && file.is(at + 2, value))
        };
        let with = match id {
            "django-environ" if is_on("escape_proxy", "True") => "django-environ-escape-proxy",
            "environs" if is_on("expand_vars", "True") => "environs-expand-vars",
            "python-dotenv" if is_on("interpolate", "False") => "python-dotenv-plain",
            id => id,
        };
        let mut calls = calls(file, id);
        let path = match (calls.next(), calls.next()) {
            // It looks for the file by itself.
            (None, _) if id == "python-decouple" => Some(".env".to_owned()),
            (None, _) if id == "starlette" => return Self::None,
            (None, _) | (Some(_), Some(_)) => None,
            (Some(at), None) if !is_done(file, at) => None,
            (Some(at), None) => match path(file, at + 1) {
                Ok(Some(path)) => Some(path),
                Ok(None) if id == "starlette" => return Self::None,
                Ok(None) => Some(".env".to_owned()),
                Err(()) => None,
            },
        };
        let ini = path.as_ref().is_some_and(|path| path.rsplit('.').next() == Some("ini"));
        let with = if ini && id == "python-decouple" { "python-decouple-ini" } else { with };
        match loader::find(with) {
            Some(loader) => {
                let overrides = ["override", "overwrite"].iter().any(|option| is_on(option, "True"));
                Self::Known { loader, path, overrides, demands: has("RepositoryEnv") || has("RepositoryIni"), by }
            }
            None => Self::Unclear,
        }
    }
}

/// The path that a call is given, whose bracket this is: none where it is given none. What is not a text that
/// stands there is an error.
fn path(file: &File<'_>, open: usize) -> Result<Option<String>, ()> {
    let items = file.items(open);
    let named = |item: &std::ops::Range<usize>| file.find(item, 0, "=").map(|_| file.word(item.start));
    let first = items.first().filter(|item| named(item).is_none());
    let item = first.or_else(|| items.iter().find(|item| named(item).is_some_and(|name| among(name, PATHS))));
    let Some(item) = item else { return Ok(None) };
    let texts = item.clone().filter(|at| file.tokens[*at].kind == crate::python::Kind::Text);
    let last = texts.last().ok_or(())?;
    let written = file.word(last);
    // It ends in this text, with nothing put in.
    let ends = (last + 1..item.end).all(|at| file.is(at, ")"));
    if ends && written.starts_with(['\'', '"']) && !written.contains('\\') {
        Ok(Some(file.plain(last).to_owned()))
    } else {
        Err(())
    }
}

/// The settings files among these, and what has a file read for them that reads none itself.
pub(super) fn all<'t>(files: &[Given<'t>], kinds: &[Kind]) -> Vec<Settings<'t>> {
    let mut settings = Vec::new();
    let mut others = Vec::new();
    for (at, given) in files.iter().enumerate().filter(|(at, _)| kinds[*at] == Kind::Python) {
        match Settings::of(at, given) {
            Some(one) => settings.push(one),
            None => others.extend(File::read(given.text).ok().map(|file| Library::of(&file, at))),
        }
    }
    others.retain(|library| !matches!(library, Library::None));
    if let [one] = &mut settings[..]
        && !others.is_empty()
        && !others.iter().all(|other| other.is(&one.library))
    {
        let is_only = others.len() == 1 && matches!(one.library, Library::None);
        // What is asked of a library is not in the environment.
        let sets_it = is_only && !others[0].is_asked_itself();
        one.library = if sets_it { others.remove(0) } else { Library::Unclear };
    }
    settings
}
