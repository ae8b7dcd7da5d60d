//! Whether a file is right as it is, and whether a repaired one is worse anywhere, by following both on
//! many hosts: with the variable and without, empty, and with a key that the file knows.

use super::Repaired;
use crate::listed::Listed;
use crate::python::{End, FRESH, File, Hosts, Outcome};

/// How a file does without the variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// In production it stops, and with the variable the key is the variable's.
    Right,
    /// In production it starts with a key that is not the variable's, or does not say what it lacks.
    Soft,
    /// That is not known.
    Unknown,
}

/// How `file` does.
pub(super) fn standing(file: &File<'_>, hosts: &Hosts) -> Standing {
    let (mut is_known, mut stops, mut soft, mut set) = (true, false, false, hosts.variables.is_empty());
    for setting in hosts.settings.iter().filter(|setting| setting.is_production) {
        for value in [None, Some(FRESH), Some("")] {
            let outcome = Outcome::of(file, &hosts.host(setting, value));
            for (at, end) in outcome.ends.iter().enumerate() {
                if setting.for_development.get(at) == Some(&true) {
                    stops |= end.stops();
                    continue;
                }
                match end {
                    End::Lost | End::Unclear | End::Unbound => is_known = false,
                    End::Stops => stops = true,
                    // It may say what it lacks, or not.
                    End::Empty(_) if value.is_none() && !outcome.chosen.is_empty() => is_known = false,
                    End::Empty(_) => soft |= value.is_none(),
                    end if value == Some(FRESH) && end.is(FRESH) => set = true,
                    End::Key(..) | End::Random | End::Coded => soft = true,
                    End::OfFile | End::Elsewhere => {}
                }
            }
        }
    }
    match (soft, is_known && stops && set) {
        (true, _) => Standing::Soft,
        (false, true) => Standing::Right,
        (false, false) => Standing::Unknown,
    }
}

/// How a repaired file may be worse than it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worse {
    /// With the variable it stops, or has another key.
    WithVariable,
    /// Without it, it still starts in production.
    Without,
    /// A key that was refused or replaced is taken now.
    Guard,
    /// A key of another file or service is no longer taken.
    Elsewhere,
    /// A part of the variable was the key, and all of it is now.
    Part,
}

/// A value of several parts, each of ten characters at least, by the signs that part lists.
const PARTS: &str = "a-first-key-0123456789,a-second-key:a-third-key-9;a-fourth-key a-fifth-key-9|a-sixth-key";

/// How `repaired` is worse than `file`, if it is.
pub(super) fn worse(file: &File<'_>, repaired: &File<'_>, hosts: &Hosts, done: &Repaired) -> Option<Worse> {
    let variable = done.variable.as_str();
    let shipped = hosts.shipped.iter().take(4).map(|text| Some(&text[..]));
    let values: Vec<_> = [None, Some(FRESH), Some(""), Some(PARTS)].into_iter().chain(shipped).listed();
    for setting in &hosts.settings {
        // Another variable that gave the key still does.
        for name in hosts.variables.iter().filter(|name| *name != variable) {
            let mut host = setting.host.clone();
            host.variables.push((name.clone(), FRESH.to_owned()));
            let (before, after) = (Outcome::of(file, &host), Outcome::of(repaired, &host));
            if before.ends.iter().all(|end| end.is(FRESH)) && !after.ends.iter().all(|end| end.is(FRESH)) {
                return Some(Worse::WithVariable);
            }
        }
        let mut reads = false;
        for value in &values {
            let mut host = hosts.host(setting, *value);
            host.variables.retain(|(name, _)| name != variable);
            host.variables.extend(value.map(|value| (variable.to_owned(), value.to_owned())));
            host.variables.extend(done.fallbacks.iter().map(|(name, _)| (name.to_string(), "an-old-key".to_owned())));
            let (before, after) = (Outcome::of(file, &host), Outcome::of(repaired, &host));
            if before.ends.len() != after.ends.len() {
                continue;
            }
            for (at, (before, after)) in before.ends.iter().zip(&after.ends).enumerate() {
                let is_production = setting.is_production && setting.for_development.get(at) != Some(&true);
                // What it takes at all, a guard may refuse or replace.
                reads |= *value == Some(FRESH) && before.is(FRESH);
                if let Some(worse) = pair(before, after, *value, is_production, reads) {
                    return Some(worse);
                }
            }
        }
    }
    None
}

fn pair(before: &End, after: &End, value: Option<&str>, is_production: bool, reads: bool) -> Option<Worse> {
    if matches!(before, End::Lost | End::Unclear) || matches!(after, End::Lost | End::Unclear) {
        return None;
    }
    if before.is_elsewhere() {
        return (!after.is_elsewhere()).then_some(Worse::Elsewhere);
    }
    let started = !before.stops();
    match value {
        None if is_production && (after.is_soft() || matches!(after, End::OfFile)) => Some(Worse::Without),
        // What development had is told where it is taken away.
        None => None,
        Some(FRESH) => {
            let is_worse = started && after.stops() || is_production && after.is_soft() && !after.is(FRESH);
            is_worse.then_some(Worse::WithVariable)
        }
        Some(PARTS) => {
            let (End::Key(before, _), End::Key(after, _)) = (before, after) else { return None };
            let is_part = |key: &str| key.len() > 9 && key.len() < PARTS.len() && PARTS.contains(key);
            (is_part(before.expose()) && after.expose() == PARTS).then_some(Worse::Part)
        }
        Some("") => (is_production && !started && after.is_soft()).then_some(Worse::Guard),
        Some(shipped) if before.is(shipped) => after.stops().then_some(Worse::WithVariable),
        Some(shipped) => (is_production && reads && after.is(shipped) && matches!(before, End::Stops | End::Random))
            .then_some(Worse::Guard),
    }
}
