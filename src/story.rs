//! Several files as one story: which of them sets the key's variable, which read it, and whether all that are started
//! from them get the same key.
//!
//! A file is found by its name alone. What stands in none of them is not guessed: it is said not to be among them. What
//! is read comes from the loaders' models, and what `settings.py` makes of it from following that as Repair does.
//!
//! For example, of a `.env` with `SECRET_KEY=ab$cd`, a Compose file that puts `${SECRET_KEY}` in, and a `settings.py`
//! that reads `.env` with django-environ as well: “These files disagree”, for Compose loses `$cd`.

mod compose;
mod kind;
mod settings;
#[cfg(test)]
mod tests;
mod words;

pub use kind::Kind;

use crate::{
    assignment,
    check::{self, Checker},
    document,
    line::{Destination, Several},
    listed::Listed,
    loader::{Environment, Form, Loader},
    name::VariableName,
    reading::{Note, Reading, Reason},
    secret::Secret,
    xray::{self, Also, Ray},
};
use settings::{Library, Settings};

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

/// A sentence of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// What it tells of, for the tests.
    pub id: &'static str,
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

/// What a variable is set to.
enum Value {
    Text(Secret),
    Stops,
    Unknown,
}

/// A variable as a way has it.
struct Var {
    value: Value,
    origin: Option<(usize, String)>,
    loader: Option<&'static Loader>,
}

impl Var {
    const fn unknown() -> Self {
        Self { value: Value::Unknown, origin: None, loader: None }
    }
}

/// What a path leads to.
#[derive(Clone, Copy, PartialEq)]
enum Found {
    None,
    One(usize),
    Twice,
}

/// The story in the making.
struct Tale<'t> {
    files: &'t [Given<'t>],
    told: Vec<(String, Kind)>,
    clauses: Vec<Clause>,
    /// The files that something reads.
    touched: Vec<usize>,
    /// The variables that are put in somewhere, and those of them that nothing sets.
    referred: Vec<String>,
    wanted: Vec<String>,
    /// Whether a project is not started, or not followed.
    is_refused: bool,
    is_lost: bool,
}

impl<'t> Tale<'t> {
    fn new(files: &'t [Given<'t>]) -> Self {
        let told = files.iter().map(|given| {
            let kind = Kind::of(given);
            let name = if given.name.is_empty() { kind.usual_name() } else { given.name };
            (name.to_owned(), kind)
        });
        Self {
            files,
            told: told.listed(),
            clauses: Vec::new(),
            touched: Vec::new(),
            referred: Vec::new(),
            wanted: Vec::new(),
            is_refused: false,
            is_lost: false,
        }
    }

    fn name(&self, at: usize) -> &str {
        &self.told[at].0
    }

    fn say(&mut self, id: &'static str, file: usize, text: String) {
        if !self.clauses.iter().any(|clause| clause.text == text) {
            self.clauses.push(Clause { id, file, text });
        }
    }

    fn refused(&mut self, at: usize, who: &str, reason: Reason) {
        let text = [who, " rejects ", self.name(at), ". ", reason.sentence()].concat();
        self.say("refused", at, text);
    }

    fn twice(&mut self, path: &str) {
        let text = ["Two of these files are called ", base(path), ". Which one is read can’t be told from a name."];
        self.say("twice-named", 0, text.concat());
    }

    /// The file of variables that a path leads to.
    fn find(&self, path: &str) -> Found {
        let name = base(path);
        let mut those = (0..self.files.len())
            .filter(|at| matches!(self.told[*at].1, Kind::Env | Kind::Ini | Kind::Other) && self.name(*at) == name);
        match (those.next(), those.next()) {
            (None, _) => Found::None,
            (Some(at), None) => Found::One(at),
            _ => Found::Twice,
        }
    }

    /// The places of the files of a kind.
    fn of(&self, kind: Kind) -> Vec<usize> {
        (0..self.files.len()).filter(|at| self.told[*at].1 == kind).listed()
    }
}

/// The last part of a path.
fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

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
            tale.say("many", second, words::many(&names, what));
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
            ways.extend(in_container(&mut tale, name, given, settings.as_ref(), &keys));
        }
        if let Some(settings) = &settings {
            ways.extend(alone(&mut tale, settings, &keys, !ways.is_empty(), !composes.is_empty()));
        }
    }
    let mut verdict = verdict(&mut tale, &ways, settings.as_ref(), &keys, is_many);
    sets(&mut tale, &keys, checker, defines);
    let line = changed(&mut tale, &ways, &mut verdict);
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

/// What Django gets in a container, or the container where nothing of Django's is among the files; none where it is
/// given none of the key's variables.
fn in_container(
    tale: &mut Tale<'_>,
    service: String,
    given: Vec<(String, Var)>,
    settings: Option<&Settings<'_>>,
    keys: &[String],
) -> Option<Way> {
    let is_key = |name: &String| keys.contains(name);
    let of_keys = || given.iter().filter(|(name, _)| is_key(name));
    let (_, first) = of_keys().next()?;
    let (origin, loader) = (first.origin.clone(), first.loader);
    let mut got = if of_keys().any(|(_, var)| matches!(var.value, Value::Stops)) {
        Got::Stops
    } else if of_keys().any(|(_, var)| matches!(var.value, Value::Unknown)) {
        Got::Unknown
    } else {
        match settings {
            Some(settings) => settings.key(&texts(&given)),
            None => match &first.value {
                Value::Text(text) => Got::Key(text.expose().into()),
                _ => Got::Unknown,
            },
        }
    };
    if let Some(settings) = settings
        && let Library::Known { path, overrides: true, by, .. } = &settings.library
    {
        let words = words::overriding(tale, *by, path.as_deref(), &service);
        tale.say("container", *by, words);
        got = Got::Unknown;
    }
    Some(Way { service: Some(service), got, origin, loader, is_missing: false })
}

fn texts(given: &[(String, Var)]) -> Vec<(String, String)> {
    let text = |(name, var): &(String, Var)| match &var.value {
        Value::Text(text) => Some((name.clone(), text.expose().to_owned())),
        _ => None,
    };
    given.iter().filter_map(text).listed()
}

/// What Django gets where `settings.py` is started by itself, if it has a file read or has the key.
fn alone(
    tale: &mut Tale<'_>,
    settings: &Settings<'_>,
    keys: &[String],
    has_ways: bool,
    has_compose: bool,
) -> Option<Way> {
    let way = |got, origin, loader, is_missing| Some(Way { service: None, got, origin, loader, is_missing });
    if keys.is_empty() {
        return match settings.key(&[]) {
            got @ (Got::Key(_) | Got::Made) => way(got, Some((settings.at, String::new())), None, false),
            _ => None,
        };
    }
    let Library::Known { loader, path: Some(path), .. } = &settings.library else { return None };
    // It takes this one first.
    let ini = tale.of(Kind::Ini);
    let found = match ini[..] {
        [ini] if loader.id == "python-decouple" => Found::One(ini),
        _ => tale.find(path),
    };
    let at = match found {
        Found::One(at) => at,
        Found::Twice => {
            tale.twice(path);
            return way(Got::Unknown, None, None, false);
        }
        Found::None => {
            let words = [tale.name(settings.at), " reads ", path, ", which isn’t among these files."].concat();
            tale.say("absent", settings.at, words);
            return None;
        }
    };
    let loader = match tale.told[at].1 {
        Kind::Ini => crate::loader::find("python-decouple-ini")?,
        _ => *loader,
    };
    tale.touched.push(at);
    let text = tale.files[at].text;
    let mut given = Vec::new();
    let mut missing = true;
    for name in &settings.asked {
        let Ok(variable) = VariableName::parse(name) else { continue };
        let value = match loader.read(text, &variable, &Environment::EMPTY) {
            Reading::Value { text, .. } => Value::Text(text),
            Reading::Missing { .. } => continue,
            Reading::Refused(note) => {
                if keys.contains(name) {
                    tale.refused(at, loader.label, note.reason);
                }
                Value::Stops
            }
            Reading::Unknown(_) => Value::Unknown,
        };
        missing &= !keys.contains(name);
        given.push((name.clone(), Var { value, origin: Some((at, name.clone())), loader: Some(loader) }));
    }
    let of_keys = || given.iter().filter(|(name, _)| keys.contains(name)).map(|(_, var)| var);
    if missing {
        if has_ways {
            let got = settings.key(&texts(&given));
            let words = words::missing(tale, settings.at, at, keys, &got);
            tale.say("missing", settings.at, words);
            return way(got, None, None, true);
        }
        return None;
    }
    if has_compose && !has_ways {
        let words = words::not_in_container(tale, settings.at, at, keys);
        tale.say("container", settings.at, words);
    }
    let origin = of_keys().next().and_then(|var| var.origin.clone());
    let got = if of_keys().any(|var| matches!(var.value, Value::Stops)) {
        Got::Stops
    } else if of_keys().any(|var| matches!(var.value, Value::Unknown)) {
        Got::Unknown
    } else {
        let is_empty = |var: &Var| matches!(&var.value, Value::Text(text) if text.expose().is_empty());
        if of_keys().any(is_empty) {
            let words = [tale.name(at), " sets ", &words::either(keys), " to an empty value."].concat();
            tale.say("empty", at, words);
        }
        settings.key(&texts(&given))
    };
    way(got, origin, Some(loader), false)
}

/// The verdict.
fn verdict(
    tale: &mut Tale<'_>,
    ways: &[Way],
    settings: Option<&Settings<'_>>,
    keys: &[String],
    is_many: bool,
) -> Verdict {
    let counted: Vec<_> = ways.iter().filter(|way| !way.is_missing).listed();
    let given: Vec<_> = counted.iter().filter(|way| matches!(way.got, Got::Key(_))).listed();
    let has_unknown = counted.iter().any(|way| matches!(way.got, Got::Unknown | Got::Made));
    let has_stop = counted.iter().any(|way| matches!(way.got, Got::Stops));
    let all_same = given.iter().all(|way| way.got.is(&given[0].got));
    let sets = (0..tale.files.len()).filter(|at| !setters(tale, *at, keys).is_empty()).listed();
    if is_many {
        return Verdict::Unknown;
    }
    if tale.is_refused {
        return Verdict::Stops;
    }
    if let Some(settings) = settings
        && keys.is_empty()
    {
        return match settings.key(&[]) {
            Got::Key(_) | Got::Made => {
                words::unread(tale, settings);
                Verdict::Code
            }
            _ => {
                let words = ["How ", tale.name(settings.at), " gets its key can’t be followed here."].concat();
                tale.say("lost", settings.at, words);
                Verdict::Unknown
            }
        };
    }
    if !all_same || !given.is_empty() && has_stop {
        return Verdict::Differ;
    }
    let is_in_container = tale.clauses.iter().any(|clause| clause.id == "container");
    if has_unknown || tale.is_lost {
        let is_for_host = given.is_empty() && !tale.wanted.is_empty();
        let others = tale.clauses.iter().any(|clause| matches!(clause.id, "absent" | "twice-named" | "lost"));
        return if is_for_host && !others { Verdict::Nothing } else { Verdict::Unknown };
    }
    if is_in_container {
        return Verdict::Unknown;
    }
    match given.len() {
        0 if has_stop => return Verdict::Stops,
        0 => {}
        1 => {
            unread_files(tale, &sets);
            return Verdict::One;
        }
        _ => {
            unread_files(tale, &sets);
            return Verdict::Agree;
        }
    }
    // No way gives Django anything.
    let Some(settings) = settings else {
        return if sets.is_empty() { Verdict::None } else { Verdict::Unread };
    };
    if matches!(settings.library, Library::Unclear | Library::Known { path: None, .. }) {
        let words = ["Which file ", tale.name(settings.at), " reads can’t be told from it."].concat();
        tale.say("lost", settings.at, words);
        return Verdict::Unknown;
    }
    if let Some(other) = words::names_it(tale, keys) {
        let words = [tale.name(other), " names ", &words::either(keys), " too, and isn’t followed here."].concat();
        tale.say("unfollowed", other, words);
        return Verdict::Unknown;
    }
    if tale.clauses.iter().any(|clause| matches!(clause.id, "absent" | "twice-named")) {
        return Verdict::Unknown;
    }
    if let Some(&at) = sets.first() {
        let words = words::unhanded(tale, settings.at, at, keys);
        tale.say("unhanded", at, words);
        return Verdict::Unknown;
    }
    words::nothing(tale, settings, keys);
    Verdict::Nothing
}

/// The names of the key's variables that a file of variables sets.
fn setters(tale: &Tale<'_>, at: usize, keys: &[String]) -> Vec<String> {
    if !matches!(tale.told[at].1, Kind::Env | Kind::Ini) {
        return Vec::new();
    }
    let text = tale.files[at].text;
    let mut names: Vec<String> = Vec::new();
    for found in assignment::assignments(text) {
        let name = &text[found.name];
        let is_key = keys.iter().chain(&tale.referred).any(|key| key == name);
        if is_key && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Says which of the files that set the variable nothing reads.
fn unread_files(tale: &mut Tale<'_>, sets: &[usize]) {
    for &at in sets {
        if !tale.touched.contains(&at) {
            let words = ["Nothing here reads ", tale.name(at), "."].concat();
            tale.say("unread", at, words);
        }
    }
}

/// Says which files set the variable, and what is to be said of the key there.
fn sets(tale: &mut Tale<'_>, keys: &[String], checker: &Checker, before: usize) {
    let rest = tale.clauses.split_off(before);
    for at in 0..tale.files.len() {
        let text = tale.files[at].text;
        let names = setters(tale, at, keys);
        if names.is_empty() {
            continue;
        }
        let judged = checker.judge(text);
        for name in names {
            let judged = judged.iter().find(|one| one.name.clone().is_some_and(|span| text[span] == *name));
            let state = judged.map_or("", |judged| match judged.verdict {
                check::Verdict::Fit => " The key there looks strong.",
                check::Verdict::Weak => " The key there is weak.",
                check::Verdict::Unsafe => " The key there is unsafe.",
                check::Verdict::Broken => " The key there is broken.",
            });
            let words = [tale.name(at), " sets ", &name, ".", state].concat();
            tale.say("sets", at, words);
        }
    }
    for clause in rest {
        tale.say(clause.id, clause.file, clause.text);
    }
}

/// Says who reads another key than is written, and finds the line that all read alike.
fn changed(tale: &mut Tale<'_>, ways: &[Way], verdict: &mut Verdict) -> Option<Line> {
    if !matches!(verdict, Verdict::Agree | Verdict::One | Verdict::Differ) {
        return None;
    }
    let those: Vec<_> = ways.iter().filter(|way| !way.is_missing).listed();
    let (at, name) = those.first()?.origin.clone()?;
    let is_one = those.iter().all(|way| way.origin.as_ref().is_some_and(|origin| *origin == (at, name.clone())));
    if !is_one || tale.told[at].1 != Kind::Env {
        return None;
    }
    let text = tale.files[at].text;
    let name = VariableName::parse(&name).ok()?;
    let mut loaders = Several::default();
    for loader in those.iter().filter_map(|way| way.loader) {
        if !loaders.includes(loader) {
            loaders = loaders.toggled(loader);
        }
    }
    // What a file of that size is read by all others for is who reads it as it is written.
    let others = if text.len() <= SHORT { xray::readers(text).listed() } else { loaders.loaders().listed() };
    let rays: Vec<_> = others.iter().map(|loader| Ray::of(loader, text, &name)).listed();
    let key = xray::intended(text, &name, &rays)?;
    let mut is_changed = false;
    for loader in loaders.loaders() {
        let ray = Ray::of(loader, text, &name);
        if ray.reading.is(&key) {
            continue;
        }
        is_changed = true;
        let why = ray.notes().iter().find(|note: &&Note| note.reason != Reason::Quotes);
        let words = words::changed(tale.name(at), loader, why.map(|note| note.reason));
        tale.say("changed", at, words);
    }
    if !is_changed {
        return None;
    }
    if *verdict != Verdict::Differ {
        *verdict = Verdict::Changed;
    }
    let written = Destination::Several(loaders).write(&name, &key).ok();
    let line = written.map(|written| written.text(Form::ASSIGNMENT));
    let is_read = |line: &Secret| {
        xray::followed(text, &name, Form::ASSIGNMENT, line, Also::Nothing).is_some_and(|file| {
            loaders.loaders().all(|loader| loader.read(file.expose(), &name, &Environment::EMPTY).is(&key))
        })
    };
    match line.filter(is_read) {
        Some(text) => Some(Line { file: at, text }),
        None => {
            let words = ["No line of ", tale.name(at), " carries this key to all that read it. Generate a new key."];
            tale.say("another-key", at, words.concat());
            None
        }
    }
}

/// A file of so many bytes is read by every loader.
const SHORT: usize = 4096;
