//! What follows from the ways in which Django is started, and what is to be said of the files that set the variable.

use super::{
    Got, Kind, Topic, Verdict, Way,
    changed::SHORT,
    settings::{Library, Settings},
    tale::Tale,
    words,
};
use crate::{
    assignment,
    check::{self, Checker},
    listed::Listed,
    loader::Environment,
    name::VariableName,
    reading::Reading,
    xray,
};

/// The verdict.
pub(super) fn of(
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
    if let Some(other) = words::names_it(tale, settings, keys) {
        let words = [tale.name(other), " names ", &words::either(keys), " too, and isn’t followed here."].concat();
        tale.say(Topic::Unfollowed, other, words);
        return Verdict::Unknown;
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
                tale.say(Topic::Lost, settings.at, words);
                Verdict::Unknown
            }
        };
    }
    if !all_same || !given.is_empty() && has_stop {
        return Verdict::Differ;
    }
    let is_in_container = tale.clauses.iter().any(|clause| clause.topic == Topic::Container);
    if has_unknown || tale.is_lost {
        let is_for_host = given.is_empty() && !tale.wanted.is_empty();
        let others =
            tale.clauses.iter().any(|clause| matches!(clause.topic, Topic::Absent | Topic::TwiceNamed | Topic::Lost));
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
        if let Some(&python) = tale.of(Kind::Python).first() {
            let words = [tale.name(python), " doesn’t set SECRET_KEY itself. The file that does isn’t among these."];
            tale.say(Topic::Lost, python, words.concat());
            return Verdict::Unknown;
        }
        compare(tale, &sets, keys);
        return if sets.is_empty() { Verdict::None } else { Verdict::Unread };
    };
    if matches!(settings.library, Library::Unclear | Library::Known { path: None, .. }) {
        let words = ["How ", tale.name(settings.at), " reads its file isn’t followed here."].concat();
        tale.say(Topic::Lost, settings.at, words);
        return Verdict::Unknown;
    }
    if tale.clauses.iter().any(|clause| matches!(clause.topic, Topic::Absent | Topic::TwiceNamed)) {
        return Verdict::Unknown;
    }
    if let Some(&at) = sets.first() {
        words::not_given(tale, keys);
        let words = words::unhanded(tale, settings.at, at, keys);
        tale.say(Topic::Unhanded, at, words);
        return Verdict::Unknown;
    }
    words::nothing(tale, settings, keys);
    Verdict::Nothing
}

/// The names of the key's variables that a file of variables sets.
pub(super) fn setters(tale: &Tale<'_>, at: usize, keys: &[String]) -> Vec<String> {
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
        let is_named = || {
            let others = tale.files.iter().enumerate().filter(|(other, _)| *other != at);
            others.clone().any(|(_, given)| words::mentions(given.text, tale.name(at)))
        };
        if !tale.touched.contains(&at) && !is_named() {
            let words = ["Nothing here reads ", tale.name(at), "."].concat();
            tale.say(Topic::Unread, at, words);
        }
    }
}

/// Says whether files of which nothing tells who reads them set a variable alike, if every loader says the same of it.
fn compare(tale: &mut Tale<'_>, sets: &[usize], keys: &[String]) {
    for name in keys {
        let those = sets.iter().copied().filter(|at| setters(tale, *at, keys).contains(name)).listed();
        let (Ok(variable), [first, second, ..]) = (VariableName::parse(name), &those[..]) else { continue };
        let [one, other] = [*first, *second].map(|at| tale.files[at].text);
        if those.len() > 2 || one.len().max(other.len()) > SHORT {
            continue;
        }
        let (mut same, mut different) = (0, 0);
        for loader in xray::readers(one) {
            let [one, other] = [one, other].map(|text| loader.read(text, &variable, &Environment::EMPTY));
            match (&one, &other) {
                (Reading::Value { text, .. }, Reading::Value { .. }) if other.is(text) => same += 1,
                (Reading::Value { .. }, Reading::Value { .. }) => different += 1,
                _ => {}
            }
        }
        let names = [tale.name(*first), " and ", tale.name(*second)].concat();
        match (same, different) {
            (1.., 0) => tale.say(Topic::Same, *second, [&names, " set ", name, " to the same value."].concat()),
            (0, 1..) => tale.say(Topic::Different, *second, [&names, " set ", name, " to different values."].concat()),
            _ => {}
        }
    }
}

/// Says which files set the variable, and what is to be said of the key there.
pub(super) fn sets(tale: &mut Tale<'_>, keys: &[String], checker: &Checker, before: usize) {
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
            if judged.is_some_and(|judged| judged.span.is_empty()) {
                let words = [tale.name(at), " sets ", &name, " to an empty value."].concat();
                tale.say(Topic::Empty, at, words);
                continue;
            }
            let state = judged.map_or("", |judged| match judged.verdict {
                check::Verdict::Fit => " The key there looks strong.",
                check::Verdict::Weak => " The key there is weak.",
                check::Verdict::Unsafe => " The key there is unsafe.",
                check::Verdict::Broken => " The key there is broken.",
            });
            let words = [tale.name(at), " sets ", &name, ".", state].concat();
            tale.say(Topic::Sets, at, words);
        }
    }
    for clause in rest {
        tale.say(clause.topic, clause.file, clause.text);
    }
}
