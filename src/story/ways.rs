//! The ways in which Django is started from the files, and what it gets in each.

use super::{
    Got, Kind, Topic, Way,
    settings::{Library, Settings},
    tale::{Found, Tale, Value, Var},
    words,
};
use crate::{listed::Listed, loader, loader::Environment, name::VariableName, reading::Reading};

/// What Django gets in a container, or the container where nothing of Django's is among the files; none where it is
/// given none of the key's variables.
pub(super) fn in_container(
    tale: &mut Tale<'_>,
    service: String,
    given: &[(String, Var)],
    settings: Option<&Settings<'_>>,
    keys: &[String],
) -> Option<Way> {
    let is_key = |name: &String| keys.contains(name);
    let of_keys = || given.iter().filter(|(name, _)| is_key(name));
    let (_, first) = of_keys().next()?;
    let (origin, loader) = (first.origin.clone(), first.loader);
    let mut got = withheld(given, keys).unwrap_or_else(|| match (settings, &first.value) {
        (Some(settings), _) => settings.key(&texts(given)),
        (None, Value::Text(text)) => Got::Key(text.expose().into()),
        (None, _) => Got::Unknown,
    });
    if let Some(settings) = settings
        && let Library::Known { path, overrides, demands, by, .. } = &settings.library
        && (*overrides || *demands)
    {
        let words = words::in_container(tale, *by, path.as_deref(), &service, *overrides);
        tale.say(Topic::Container, *by, words);
        got = Got::Unknown;
    }
    Some(Way { service: Some(service), got, origin, loader, is_missing: false })
}

/// What keeps the key's variables from being read, if something does: one stops it, or cannot be told.
fn withheld(given: &[(String, Var)], keys: &[String]) -> Option<Got> {
    let mut of_keys = given.iter().filter(|(name, _)| keys.contains(name)).map(|(_, var)| &var.value);
    let is_stopped = of_keys.clone().any(|value| matches!(value, Value::Stops));
    let is_unknown = of_keys.any(|value| matches!(value, Value::Unknown));
    if is_stopped { Some(Got::Stops) } else { is_unknown.then_some(Got::Unknown) }
}

fn texts(given: &[(String, Var)]) -> Vec<(String, String)> {
    let text = |(name, var): &(String, Var)| match &var.value {
        Value::Text(text) => Some((name.clone(), text.expose().to_owned())),
        _ => None,
    };
    given.iter().filter_map(text).listed()
}

/// What Django gets where `settings.py` is started by itself, if it has a file read or has the key.
pub(super) fn alone(
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
            tale.say(Topic::Absent, settings.at, words);
            return None;
        }
    };
    let loader = match tale.told[at].1 {
        Kind::Ini => loader::find("python-decouple-ini")?,
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
            tale.say(Topic::Missing, settings.at, words);
            return way(got, None, None, true);
        }
        return None;
    }
    if has_compose && !has_ways {
        let words = words::not_in_container(tale, settings.at, at, keys);
        tale.say(Topic::Container, settings.at, words);
    }
    let origin = of_keys().next().and_then(|var| var.origin.clone());
    let got = withheld(&given, keys).unwrap_or_else(|| settings.key(&texts(&given)));
    way(got, origin, Some(loader), false)
}
