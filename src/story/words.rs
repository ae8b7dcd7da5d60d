//! What is said of several files.

use super::{Got, Kind, Tale, Verdict, Way, settings::{Library, Settings}};
use crate::{listed::Listed, loader::Loader, reading::Reason};

/// These names, one of which is meant.
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
        Library::Known { loader, path: Some(path), overrides, by } => {
            let by = if *by == settings.at { String::new() } else { [" in ", tale.name(*by)].concat() };
            let order = if *overrides { ", which wins over the environment." } else { ", where the environment doesn’t set it." };
            [name, " reads ", &keys, " with ", loader.label, &by, " from ", path, order].concat()
        }
        Library::Known { loader, .. } => [name, " reads ", &keys, " with ", loader.label, "."].concat(),
        Library::Unclear => [name, " reads ", &keys, "."].concat(),
    };
    tale.say("reads", settings.at, words);
}

/// What has a file read that wins over the container's environment.
pub(super) fn overriding(tale: &Tale<'_>, by: usize, path: Option<&str>, service: &str) -> String {
    let path = path.unwrap_or("its file");
    let words = [
        tale.name(by),
        " lets ",
        path,
        " win over the environment. Whether that file is in the container of ",
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
    let words = [tale.name(settings), " reads ", tale.name(at), " itself, which doesn’t set ", &either(keys), ". ", then];
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
            tale.say("unread", at, words);
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

/// Says that nothing sets the variable, what is set instead, and what Django does then.
pub(super) fn nothing(tale: &mut Tale<'_>, settings: &Settings<'_>, keys: &[String]) {
    if !tale.of(Kind::Compose).is_empty() {
        let words = ["The Compose file gives no service ", &either(keys), "."].concat();
        tale.say("not-given", settings.at, words);
    }
    for at in 0..tale.files.len() {
        for name in others(tale, at) {
            if !keys.contains(&name) && !settings.asked.contains(&name) {
                let words = [tale.name(at), " has ", &name, ", a name that ", tale.name(settings.at), " doesn’t read."];
                tale.say("other-name", at, words.concat());
            }
        }
    }
    if let Some(words) = match settings.key(&[]) {
        Got::Key(_) => Some("Without it, Django takes the default in the code."),
        Got::Made => Some("Without it, Django gets a new key at each start."),
        Got::Stops => Some("Without it, Django doesn’t start."),
        Got::Unknown => None,
    } {
        let id = if words.contains("start.") && !words.contains("new") { "without" } else { "default" };
        tale.say(id, settings.at, words.to_owned());
    }
}

/// A file that is not followed and names one of the variables.
pub(super) fn names_it(tale: &Tale<'_>, keys: &[String]) -> Option<usize> {
    tale.of(Kind::Other).into_iter().find(|at| keys.iter().any(|key| tale.files[*at].text.contains(&key[..])))
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
    let why = why.map_or("", Reason::sentence);
    let gap = if why.is_empty() { "" } else { " " };
    [loader.label, " reads something else than the key that is written in ", name, ".", gap, why].concat()
}

/// A way, in words.
fn way(tale: &Tale<'_>, way: &Way) -> String {
    match &way.service {
        Some(service) => service.clone(),
        None => {
            let at = way.origin.as_ref().map_or(0, |(at, _)| *at);
            ["with ", tale.name(at), " read by settings.py itself"].concat()
        }
    }
}

fn ways_of(tale: &Tale<'_>, ways: &[&Way]) -> String {
    let mut words = String::new();
    for (number, one) in ways.iter().enumerate() {
        words.push_str(match number {
            0 => "",
            _ if number + 1 == ways.len() => " and ",
            _ => ", ",
        });
        words.push_str(&way(tale, one));
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
    let counted: Vec<_> = ways.iter().filter(|way| !way.is_missing).listed();
    let who = if settings.is_some() { "Django" } else { "A container" };
    let origin = || {
        let way = counted.iter().find(|way| matches!(way.got, Got::Key(_)));
        way.and_then(|way| way.origin.as_ref()).map_or("", |(at, _)| tale.name(*at))
    };
    let code = settings.map_or("", |settings| tale.name(settings.at));
    match verdict {
        Verdict::Agree => ["These files agree: ", who, " gets the same key as ", &ways_of(tale, &counted), "."].concat(),
        Verdict::Differ => {
            let stops = counted.iter().any(|way| matches!(way.got, Got::Stops));
            let what = if stops { " doesn’t get a key each time: " } else { " doesn’t get the same key each time: " };
            ["These files disagree: ", who, what, &ways_of(tale, &counted), "."].concat()
        }
        Verdict::One => [who, " gets the key that ", origin(), " sets."].concat(),
        Verdict::Changed => [who, " gets another key than the one written in ", origin(), "."].concat(),
        Verdict::Stops => [who, " doesn’t start with these files."].concat(),
        Verdict::Nothing if !tale.wanted.is_empty() => {
            ["Nothing here sets the variable that the Compose file puts in: ", &either(&tale.wanted), "."].concat()
        }
        Verdict::Nothing => ["Nothing here sets the variable that ", code, " reads: ", &either(keys), "."].concat(),
        Verdict::Code if matches!(ways.first().map(|way| &way.got), Some(Got::Made)) => {
            [code, " makes a new key at each start, and reads none from a variable."].concat()
        }
        Verdict::Code => [code, " has its key in the code, and reads none from a variable."].concat(),
        Verdict::Unread => "Nothing here reads the key that is set here.".to_owned(),
        Verdict::None => "None of these files sets a key or reads one.".to_owned(),
        Verdict::Unknown => "Which key Django gets can’t be told from these files.".to_owned(),
    }
}
