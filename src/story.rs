//! Several files as one story: which of them sets the key's variable, which read it, and whether all that are started
//! from them get the same key.
//!
//! A file is found by its name alone. What stands in none of them is not guessed: it is said not to be among them. What
//! is read comes from the loaders' models, and what `settings.py` makes of it from following that as Repair does.
//!
//! For example, of a `.env` with `SECRET_KEY=ab$cd`, a Compose file that puts `${SECRET_KEY}` in, and a `settings.py`
//! that reads `.env` with django-environ as well: “These files disagree”, for Compose loses `$cd`.

mod changed;
mod compose;
mod kind;
mod settings;
mod tale;
#[cfg(test)]
mod tests;
mod verdict;
mod ways;
mod words;

pub use kind::Kind;

use crate::{assignment, check::Checker, document, listed::Listed, loader::Loader, secret::Secret};
use settings::Settings;
use tale::Tale;

/// A file.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "a file may hold a secret")]
pub struct Given<'a> {
    /// Its name without folders; empty, where it was pasted.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// What is to be said of the files together, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Each way in which they start Django gives it the same key.
    Agree,
    /// There is one way, and it gives Django the key.
    One,
    /// Not each way gives Django the same key.
    Differ,
    /// Django gets another key than is written.
    Changed,
    /// Django does not start.
    Stops,
    /// Nothing sets the variable.
    Nothing,
    /// The key is in the code, or made there.
    Code,
    /// What is set is not read.
    Unread,
    /// There is no key, and nothing that reads one.
    None,
    /// It cannot be told from these files.
    Unknown,
}

impl Verdict {
    /// Its name in the tests' tables and the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::One => "one",
            Self::Differ => "differ",
            Self::Changed => "changed",
            Self::Stops => "stops",
            Self::Nothing => "nothing",
            Self::Code => "code",
            Self::Unread => "unread",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }

    /// Whether all is right, as far as these files go; none, where nothing is known to be wrong either.
    pub const fn is_right(self) -> Option<bool> {
        match self {
            Self::Agree | Self::One => Some(true),
            Self::Differ | Self::Changed | Self::Stops | Self::Nothing => Some(false),
            Self::Code | Self::Unread | Self::None | Self::Unknown => None,
        }
    }
}

/// What a sentence tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What is needed is not among these files.
    Absent,
    /// A file sets another key.
    AnotherKey,
    /// What is read is not what is written.
    Changed,
    /// A file is read in the container, or not.
    Container,
    /// What Django takes where nothing sets it.
    Default,
    /// Two ways give Django different keys.
    Different,
    /// A variable is set to nothing.
    Empty,
    /// An entry gives it.
    Entry,
    /// A file gives a service the variable.
    Gives,
    /// The shell has to set it.
    Host,
    /// A file cannot be followed.
    Lost,
    /// There are two files of a kind.
    Many,
    /// A file does not set it.
    Missing,
    /// Nothing gives it.
    NotGiven,
    /// A file sets one of another name.
    OtherName,
    /// One file wins over another.
    Override,
    /// What reads it.
    Reads,
    /// A file is refused.
    Refused,
    /// All get the same.
    Same,
    /// A file sets it.
    Sets,
    /// Two files have one name.
    TwiceNamed,
    /// A file is not followed.
    Unfollowed,
    /// A service is not given it.
    Unhanded,
    /// A file is not read.
    Unread,
    /// Django does not start where nothing sets it.
    Without,
}

impl Topic {
    /// Its name in the tests' tables and the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::AnotherKey => "another-key",
            Self::Changed => "changed",
            Self::Container => "container",
            Self::Default => "default",
            Self::Different => "different",
            Self::Empty => "empty",
            Self::Entry => "entry",
            Self::Gives => "gives",
            Self::Host => "host",
            Self::Lost => "lost",
            Self::Many => "many",
            Self::Missing => "missing",
            Self::NotGiven => "not-given",
            Self::OtherName => "other-name",
            Self::Override => "override",
            Self::Reads => "reads",
            Self::Refused => "refused",
            Self::Same => "same",
            Self::Sets => "sets",
            Self::TwiceNamed => "twice-named",
            Self::Unfollowed => "unfollowed",
            Self::Unhanded => "unhanded",
            Self::Unread => "unread",
            Self::Without => "without",
        }
    }
}

/// A sentence of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// What it tells of.
    pub topic: Topic,
    /// The file that it is about.
    pub file: usize,
    /// It names files and variables, and no value.
    pub text: String,
}

/// A way in which Django is started from these files.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Way {
    /// The service of Compose; none where `settings.py` is on its own.
    pub service: Option<String>,
    /// What Django gets.
    pub got: Got,
    /// The file that sets it, and the variable's name there.
    origin: Option<(usize, String)>,
    /// What reads that file.
    loader: Option<&'static Loader>,
    /// Whether nothing sets the variable there.
    is_missing: bool,
}

/// What Django gets.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub enum Got {
    /// This key.
    Key(Secret),
    /// A new one at each start.
    Made,
    /// It does not start.
    Stops,
    /// It cannot be told.
    Unknown,
}

impl Got {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Key(one), Self::Key(other)) => one.expose() == other.expose(),
            (Self::Made, Self::Made) | (Self::Stops, Self::Stops) | (Self::Unknown, Self::Unknown) => true,
            _ => false,
        }
    }
}

/// A line for a file, which all that read it here read alike.
#[allow(missing_debug_implementations, reason = "it holds a key")]
pub struct Line {
    /// The file.
    pub file: usize,
    /// The line.
    pub text: Secret,
}

/// The story.
#[allow(missing_debug_implementations, reason = "it holds keys")]
pub struct Story {
    /// The verdict.
    pub verdict: Verdict,
    /// Its sentence, which comes first.
    pub sentence: String,
    /// All else, in order.
    pub clauses: Vec<Clause>,
    /// The ways in which Django is started.
    pub ways: Vec<Way>,
    /// The line that makes them agree.
    pub line: Option<Line>,
    /// What each file is called here, and what it is told to be.
    pub files: Vec<(String, Kind)>,
}

/// Said beneath each story: what it takes for granted.
pub const BASIS: &str = words::BASIS;

/// What each of these files is called in the story, and what it is told to be.
pub fn told(files: &[Given<'_>]) -> Vec<(String, Kind)> {
    Tale::new(files).told
}

/// The story of these files.
pub fn tell(files: &[Given<'_>], checker: &Checker) -> Story {
    let mut tale = Tale::new(files);
    let kinds = tale.told.iter().map(|(_, kind)| *kind).listed();
    let composes = tale.of(Kind::Compose);
    let mut settings = settings::all(files, &kinds);
    let is_many = composes.len() > 1 || settings.len() > 1;
    for (those, what) in [(composes.clone(), "Compose"), (settings.iter().map(|one| one.at).listed(), "settings")] {
        if let [first, second, ..] = those[..] {
            let names = [tale.name(first), " and ", tale.name(second)].concat();
            tale.say(Topic::Many, second, words::many(&names, what));
        }
    }
    let settings = if is_many { None } else { settings.pop() };
    let keys = keys(&tale, settings.as_ref());
    let defines = tale.clauses.len();
    let mut ways = Vec::new();
    let mut containers = Vec::new();
    if !is_many {
        if let Some(settings) = &settings {
            words::reads(&mut tale, settings, &keys);
        }
        let mut names = keys.clone();
        names.extend(settings.iter().flat_map(|one| one.asked.iter().filter(|name| !keys.contains(name)).cloned()));
        if let [project] = composes[..] {
            containers = compose::follow(&mut tale, project, &names, &keys);
        }
        for container in &mut containers {
            let name = std::mem::take(&mut container.name);
            let given = std::mem::take(&mut container.given);
            ways.extend(ways::in_container(&mut tale, name, &given, settings.as_ref(), &keys));
        }
        if let Some(settings) = &settings {
            ways.extend(ways::alone(&mut tale, settings, &keys, !ways.is_empty(), !composes.is_empty()));
        }
    }
    let mut verdict = verdict::of(&mut tale, &ways, settings.as_ref(), &keys, is_many);
    verdict::sets(&mut tale, &keys, checker, defines);
    let line = changed::follow(&mut tale, &ways, &mut verdict);
    let sentence = words::sentence(&tale, verdict, &ways, settings.as_ref(), &keys);
    Story { verdict, sentence, clauses: tale.clauses, ways, line, files: tale.told }
}

/// The variables that may hold Django's key.
fn keys(tale: &Tale<'_>, settings: Option<&Settings<'_>>) -> Vec<String> {
    if let Some(settings) = settings {
        return settings.variables().to_vec();
    }
    let mut names: Vec<String> = Vec::new();
    for (given, (_, kind)) in tale.files.iter().zip(&tale.told) {
        if matches!(kind, Kind::Env | Kind::Ini | Kind::Compose) {
            for name in assignment::candidates(given.text) {
                if document::is_django_key(name) && !names.iter().any(|other| other == name) {
                    names.push(name.to_owned());
                }
            }
        }
    }
    names
}
