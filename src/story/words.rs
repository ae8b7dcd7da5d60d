//! What is said of several files.

use super::{
    Got, Kind, Topic, Verdict, Way,
    settings::{Library, Settings},
    tale::Tale,
};
use crate::{listed::Listed, loader::Loader, reading::Reason};

/// These names, one of which is meant.
#[inline(never)]
pub(super) fn either(names: &[String]) -> String {
    names.join(" or ")
}

/// Two files of a kind of which there is to be one.
pub(super) fn many(names: &str, what: &str) -> String {
    let why = match what {
        "Compose" => " are both Compose files. How they’re put together isn’t followed here.",
        _ => " both set SECRET_KEY. Which one Django starts with can’t be told from them.",
    };
    [names, why].concat()
}

/// Says what a settings file reads, and how.
pub(super) fn reads(tale: &mut Tale<'_>, settings: &Settings<'_>, keys: &[String]) {
    if keys.is_empty() {
        return;
    }
    let name = tale.name(settings.at);
    let keys = either(keys);
    let words = match &settings.library {
        Library::None => [name, " reads ", &keys, " from the environment."].concat(),
        Library::Known { loader, path: Some(path), overrides, by, .. } => {
            let by = if *by == settings.at { String::new() } else { [" in ", tale.name(*by)].concat() };
            let order = if *overrides {
                ", which wins over the environment."
            } else {
                ", where the environment doesn’t set it."
            };
            [name, " reads ", &keys, " with ", loader.label, &by, " from ", path, order].concat()
        }
        Library::Known { loader, .. } => [name, " reads ", &keys, " with ", loader.label, "."].concat(),
        Library::Unclear => [name, " reads ", &keys, "."].concat(),
    };
    tale.say(Topic::Reads, settings.at, words);
    if let Library::Known { path: Some(path), by, .. } = &settings.library
        && *by != settings.at
    {
        let words =
            ["Where something else than ", tale.name(*by), " starts Django, ", path, " may not be read."].concat();
        tale.say(Topic::Entry, *by, words);
    }
}

/// What has a file read on which it hangs what a container gets: it wins over the environment, or is needed.
pub(super) fn in_container(tale: &Tale<'_>, by: usize, path: Option<&str>, service: &str, wins: bool) -> String {
    let path = path.unwrap_or("its file");
    let what =
        if wins { [" lets ", path, " win over the environment"] } else { [" doesn’t start without ", path, ""] };
    let words = [
        tale.name(by),
        &what.concat(),
        ". Whether that file is in the container of ",
        service,
        " can’t be told from these files.",
    ];
    words.concat()
}

/// What `settings.py` does where its own file lacks the variable.
pub(super) fn missing(tale: &Tale<'_>, settings: usize, at: usize, keys: &[String], got: &Got) -> String {
    let then = match got {
        Got::Key(_) => "Started without Compose, Django takes the default in the code.",
        Got::Made => "Started without Compose, Django gets a new key each time.",
        Got::Stops => "Started without Compose, Django doesn’t start.",
        Got::Unknown => "What Django gets without Compose can’t be told.",
    };
    let words =
        [tale.name(settings), " reads ", tale.name(at), " itself, which doesn’t set ", &either(keys), ". ", then];
    words.concat()
}

/// A file that `settings.py` reads, of which nobody knows whether a container has it.
pub(super) fn not_in_container(tale: &Tale<'_>, settings: usize, at: usize, keys: &[String]) -> String {
    let words = [
        "The Compose file gives no service ",
        &either(keys),
        ". Whether ",
        tale.name(settings),
        " finds ",
        tale.name(at),
        " in a container can’t be told from these files.",
    ];
    words.concat()
}

/// Says which file sets a variable that the code, having its key, does not read.
pub(super) fn unread(tale: &mut Tale<'_>, settings: &Settings<'_>) {
    for at in 0..tale.files.len() {
        let named = others(tale, at);
        if let Some(name) = named.first() {
            let words = [tale.name(at), " sets ", name, ", which ", tale.name(settings.at), " doesn’t read."].concat();
            tale.say(Topic::Unread, at, words);
        }
    }
}

/// The names of Django's key that a file sets.
fn others(tale: &Tale<'_>, at: usize) -> Vec<String> {
    if !matches!(tale.told[at].1, Kind::Env | Kind::Ini | Kind::Compose) {
        return Vec::new();
    }
    let candidates = crate::assignment::candidates(tale.files[at].text).into_iter();
    candidates.filter(|name| crate::document::is_django_key(name)).map(str::to_owned).listed()
}

/// Says that no service is given the variable.
pub(super) fn not_given(tale: &mut Tale<'_>, keys: &[String]) {
    if let Some(&project) = tale.of(Kind::Compose).first() {
        let words = [tale.name(project), " gives no service ", &either(keys), "."].concat();
        tale.say(Topic::NotGiven, project, words);
    }
}

/// Says that nothing sets the variable, what is set instead, and what Django does then.
pub(super) fn nothing(tale: &mut Tale<'_>, settings: &Settings<'_>, keys: &[String]) {
    not_given(tale, keys);
    for at in 0..tale.files.len() {
        for name in others(tale, at) {
            if !keys.contains(&name) && !settings.asked.contains(&name) {
                let words = [tale.name(at), " has ", &name, ", a name that ", tale.name(settings.at), " doesn’t read."];
                tale.say(Topic::OtherName, at, words.concat());
            }
        }
    }
    let (topic, words) = match settings.key(&[]) {
        Got::Key(_) => (Topic::Default, "Without it, Django takes the default in the code."),
        Got::Made => (Topic::Default, "Without it, Django gets a new key at each start."),
        Got::Stops => (Topic::Without, "Without it, Django doesn’t start."),
        Got::Unknown => return,
    };
    tale.say(topic, settings.at, words.to_owned());
}

/// A file that is not followed and names one of the variables; or a project that does in a command.
pub(super) fn names_it(tale: &Tale<'_>, settings: Option<&Settings<'_>>, keys: &[String]) -> Option<usize> {
    let own = settings.map(|settings| settings.at);
    let is_named = |text: &str| keys.iter().any(|key| mentions(text, key));
    let is_command = |line: &str| {
        let line = line.trim_start();
        line.starts_with("command") || line.starts_with("entrypoint") || line.contains("export ")
    };
    (0..tale.files.len()).find(|at| {
        let text = tale.files[*at].text;
        match tale.told[*at].1 {
            Kind::Other => is_named(text),
            Kind::Python => Some(*at) != own && is_named(text),
            Kind::Compose => text.lines().any(|line| is_command(line) && is_named(line)),
            Kind::Env | Kind::Ini => false,
        }
    })
}

/// Whether a name stands in a text, and not as a part of another.
#[inline(never)]
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let is_of_name = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(is_of_name) && !text[at + name.len()..].starts_with(|c| is_of_name(c) && c != '.')
    })
}

/// A file that sets the variable, which nothing hands on.
pub(super) fn unhanded(tale: &Tale<'_>, settings: usize, at: usize, keys: &[String]) -> String {
    let words = [
        "Nothing here hands ",
        tale.name(at),
        " to ",
        tale.name(settings),
        ", which reads ",
        &either(keys),
        " from the environment. What does isn’t among these files.",
    ];
    words.concat()
}

/// A loader that reads something else than the key.
pub(super) fn changed(name: &str, loader: &Loader, why: Option<Reason>) -> String {
    let who = if loader.id.starts_with("compose-") { "Compose" } else { loader.label };
    let why = why.map_or("", Reason::sentence);
    let gap = if why.is_empty() { "" } else { " " };
    [who, " doesn’t read the key in ", name, " as it’s written.", gap, why].concat()
}

/// A way, in words.
fn way(way: &Way, code: &str) -> String {
    way.service.clone().unwrap_or_else(|| [code, " on its own"].concat())
}

/// Names with commas between, and a word before the last.
#[inline(never)]
fn listing(names: &[String], last: &str) -> String {
    let mut words = String::new();
    for (number, name) in names.iter().enumerate() {
        words.push_str(match number {
            0 => "",
            _ if number + 1 == names.len() => last,
            _ => ", ",
        });
        words.push_str(name);
    }
    words
}

/// The first sentence.
pub(super) fn sentence(
    tale: &Tale<'_>,
    verdict: Verdict,
    ways: &[Way],
    settings: Option<&Settings<'_>>,
    keys: &[String],
) -> String {
    let code = settings.map_or("", |settings| tale.name(settings.at));
    let counted: Vec<_> = ways.iter().filter(|way| !way.is_missing).listed();
    let is_given = |way: &&&Way| matches!(way.got, Got::Key(_));
    let named = |those: Vec<&&Way>| listing(&those.iter().map(|one| way(one, code)).listed(), " and ");
    let first = counted.iter().find(is_given);
    let origin = first.and_then(|way| way.origin.as_ref()).map_or("", |(at, _)| tale.name(*at));
    // What a container does with its key is not seen without Django's own file.
    let who = match first {
        Some(first) if settings.is_none() => way(first, code),
        _ => "Django".to_owned(),
    };
    match verdict {
        Verdict::Agree => ["These files agree: ", &named(counted.iter().listed()), " get the same key."].concat(),
        Verdict::Differ => {
            let (given, others): (Vec<_>, Vec<_>) = counted.iter().partition(|way| is_given(way));
            if others.is_empty() {
                ["These files disagree: ", &named(given), " don’t get the same key."].concat()
            } else {
                let verb = if given.len() == 1 { " gets a key, but " } else { " get a key, but " };
                let other = if others.len() == 1 { " doesn’t." } else { " don’t." };
                ["These files disagree: ", &named(given), verb, &named(others), other].concat()
            }
        }
        Verdict::One => [&who, " gets the key that ", origin, " sets."].concat(),
        Verdict::Changed => [&who, " gets another key than the one written in ", origin, "."].concat(),
        Verdict::Stops => "Django doesn’t start with these files.".to_owned(),
        Verdict::Nothing if !tale.wanted.is_empty() => {
            ["Nothing here sets the variable that the Compose file puts in: ", &either(&tale.wanted), "."].concat()
        }
        Verdict::Nothing => ["Nothing here sets the variable that ", code, " reads: ", &either(keys), "."].concat(),
        Verdict::Code if matches!(ways.first().map(|way| &way.got), Some(Got::Made)) => {
            [code, " makes a new key at each start, and reads none from a variable."].concat()
        }
        Verdict::Code => [code, " has its key in the code, and reads none from a variable."].concat(),
        Verdict::Unread => {
            let those = (0..tale.files.len()).filter(|at| !super::verdict::setters(tale, *at, keys).is_empty());
            let those = those.map(|at| tale.name(at).to_owned()).listed();
            let [what, sets] = if those.len() == 1 { ["the key that ", " sets."] } else { ["the keys that ", " set."] };
            ["Nothing here reads ", what, &listing(&those, " and "), sets].concat()
        }
        Verdict::None => "None of these files sets a key or reads one.".to_owned(),
        Verdict::Unknown => "Which key Django gets can’t be told from these files.".to_owned(),
    }
}

/// Said beneath each story.
pub(super) const BASIS: &str = "Files are matched by their names, without folders. What a server or a shell sets itself isn’t seen here, and may win.";
