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
                    End::Lost | End::Unbound => is_known = false,
                    End::Stops => stops = true,
                    // It may say what it lacks, or not.
                    End::Empty(_) => soft |= value.is_none(),
                    end if value == Some(FRESH) && end.is(FRESH) => set = true,
                    End::Key(..) | End::Random | End::OfFile => soft = true,
                    End::Elsewhere => {}
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

/// Whether some end in production is a key for development alone: what stands at these tokens is reached
/// there, and nowhere else.
pub(super) fn is_reached(file: &File<'_>, hosts: &Hosts, part: &crate::python::Part) -> bool {
    hosts.settings.iter().any(|setting| {
        let ends = Outcome::of(file, &setting.host).ends;
        ends.iter()
            .any(|end| matches!(end, End::Key(_, Some(from)) if part.start <= from.start && from.end <= part.end))
    })
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
}

/// How `repaired` is worse than `file`, if it is.
pub(super) fn worse(file: &File<'_>, repaired: &File<'_>, hosts: &Hosts, done: &Repaired) -> Option<Worse> {
    let variable = done.variable.as_str();
    let shipped = hosts.shipped.iter().take(4).map(|text| Some(&text[..]));
    let values: Vec<_> = [None, Some(FRESH), Some("")].into_iter().chain(shipped).listed();
    for setting in &hosts.settings {
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
    if matches!(before, End::Lost) || matches!(after, End::Lost | End::Elsewhere) {
        return None;
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
        Some("") => (is_production && !started && after.is_soft()).then_some(Worse::Guard),
        Some(shipped) if before.is(shipped) => after.stops().then_some(Worse::WithVariable),
        Some(shipped) => (is_production && reads && after.is(shipped) && matches!(before, End::Stops | End::Random))
            .then_some(Worse::Guard),
    }
}
