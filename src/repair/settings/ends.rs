//! What each place of a settings file comes to, on all of its hosts: which place a key comes from in the end, and
//! which one production never comes to.

use super::places::{Bound, Place, Places};
use crate::{
    listed::Listed,
    python::{End, FRESH, File, Hosts, Outcome, Part},
    secret::Secret,
};

/// What a place comes to.
#[derive(Default, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is seen on some host")]
pub(super) struct Comes {
    /// In production a key that the variable does not change.
    pub(super) is_fixed: bool,
    /// In production a key where the variable is not set.
    pub(super) is_default: bool,
    /// In production a new key at each start.
    pub(super) is_random: bool,
    /// In production nothing, which Django refuses without saying what it lacks.
    pub(super) is_nothing: bool,
    /// A key for development.
    pub(super) is_for_development: bool,
    /// The variable's key.
    pub(super) is_set: bool,
    /// An error.
    pub(super) stops: bool,
    /// In production what another file or service gives.
    pub(super) is_given: bool,
    /// What another file or service gives.
    pub(super) is_elsewhere: bool,
    /// Some host ends with it.
    pub(super) counts: bool,
    /// It would stop, if some host came to it.
    pub(super) would_stop: bool,
    /// Some host comes to it.
    pub(super) is_reached: bool,
    /// It is the last that some host comes to.
    pub(super) is_last: bool,
}

/// What all of a file's places come to.
pub(super) struct Ends {
    /// In the order of the places.
    pub(super) comes: Vec<Comes>,
    /// The keys that production ends with, of the places that they come from.
    pub(super) keys: Vec<(usize, Secret)>,
    /// Some host cannot be followed.
    pub(super) is_lost: bool,
    /// Some key is put together by code that is not followed.
    pub(super) is_unclear: bool,
    /// Some key is made by code.
    pub(super) is_coded: bool,
    /// What the old keys come to where nothing is set.
    pub(super) fallbacks: Vec<Option<End>>,
}

impl Ends {
    pub(super) fn of(file: &File<'_>, places: &Places<'_>, hosts: &Hosts) -> Self {
        let parts: Vec<Part> = places.all.iter().map(|place| place.value.clone()).listed();
        let count = parts.len();
        let mut ends = Self {
            comes: vec![Comes::default(); count],
            keys: Vec::new(),
            is_lost: false,
            is_unclear: false,
            is_coded: false,
            fallbacks: (0..count).map(|_| None).collect(),
        };
        for (number, setting) in hosts.settings.iter().enumerate() {
            let (mut reads, mut is_fresh) = (vec![false; count], false);
            for value in [Some(FRESH), None, Some("")] {
                let mut outcome = Outcome::watched(file, &hosts.host(setting, value), &parts);
                // What it would do with nothing is told.
                let is_told = outcome.chosen.is_empty();
                for (at, end) in &outcome.seen {
                    let comes = &mut ends.comes[*at];
                    comes.is_reached = true;
                    reads[*at] |= value == Some(FRESH) && end.is(FRESH);
                    comes.is_set |= reads[*at];
                    comes.stops |= end.stops() && !matches!(end, End::Empty(_));
                    comes.is_elsewhere |= end.is_elsewhere();
                    // An argument is an end of its own.
                    if places.all[*at].bound == Bound::Argument && setting.is_production {
                        ends.take(*at, end, reads[*at], is_told && value.is_none());
                    }
                }
                for (at, end) in &outcome.later {
                    ends.comes[*at].would_stop |= end.stops() && !matches!(end, End::Empty(_));
                }
                for (class, end) in outcome.ends.iter().enumerate() {
                    let is_for_development = setting.for_development.get(class) == Some(&true);
                    ends.is_lost |= matches!(end, End::Lost) && setting.is_production;
                    let class = outcome.classes.get(class).copied();
                    ends.is_unclear |= matches!(end, End::Unclear) && setting.is_production;
                    if let Some(at) = last(places, &outcome.seen, class, &End::Stops) {
                        ends.comes[at].is_last = true;
                    }
                    let Some(at) = last(places, &outcome.seen, class, end) else { continue };
                    is_fresh |= value == Some(FRESH) && end.is(FRESH);
                    // A field of a class is read by its name.
                    reads[at] |= is_fresh && (places.all[at].class.is_some() || end.is(FRESH));
                    if setting.is_production && !is_for_development {
                        ends.take(
                            at,
                            end,
                            reads[at] || places.all[at].bound == Bound::Scheme,
                            is_told && value.is_none(),
                        );
                    } else if (end.is_soft() || end.is_elsewhere()) && !end.is(FRESH) {
                        ends.comes[at].is_for_development = true;
                        ends.comes[at].counts = true;
                    }
                }
                if number == 0 && value == Some(FRESH) {
                    for (at, end) in outcome.seen.drain(..) {
                        ends.fallbacks[at] = ends.fallbacks[at].take().or(Some(end));
                    }
                }
            }
        }
        ends
    }

    /// Takes what production ends with.
    fn take(&mut self, at: usize, end: &End, reads: bool, is_told: bool) {
        let comes = &mut self.comes[at];
        comes.counts |= !matches!(end, End::Stops | End::Unbound | End::Lost);
        match end {
            End::Key(..) if end.is(FRESH) => comes.is_set = true,
            End::Key(..) | End::Coded => {
                comes.is_default |= reads;
                comes.is_fixed |= !reads;
                match end {
                    End::Key(key, _)
                        if !self.keys.iter().any(|(one, old)| *one == at && old.expose() == key.expose()) =>
                    {
                        self.keys.push((at, key.expose().into()));
                    }
                    End::Coded => self.is_coded = true,
                    _ => {}
                }
            }
            End::Random => comes.is_random = true,
            End::Empty(_) => comes.is_nothing |= is_told,
            End::Stops => comes.stops = true,
            End::OfFile | End::Elsewhere => comes.is_given = true,
            End::Lost | End::Unclear | End::Unbound => {}
        }
    }
}

/// The place that an end comes from: the one that it stands in, or the last that was come to.
fn last(places: &Places<'_>, seen: &[(usize, End)], class: Option<usize>, end: &End) -> Option<usize> {
    let of_key = |place: &Place| !matches!(place.bound, Bound::Fallback | Bound::Fallbacks);
    if let End::Key(_, Some(from)) | End::Empty(Some(from)) = end {
        let holds = |place: &Place| of_key(place) && place.value.start <= from.start && from.end <= place.value.end;
        let holding = places.all.iter().enumerate().filter(|(_, place)| holds(place));
        if let Some((at, _)) = holding.min_by_key(|(_, place)| place.value.len()) {
            return Some(at);
        }
    }
    let is = |at: usize| {
        let place = &places.all[at];
        of_key(place) && place.bound != Bound::Scheme && (class.is_none() || place.class == class)
    };
    // What makes a key in a field of a class is what gives it.
    let is_random = |(at, end): &&(usize, End)| is(*at) && matches!(end, End::Random);
    let first = seen.iter().find(is_random).filter(|_| matches!(end, End::Random));
    // What stopped gave nothing.
    let gave = |one: &End| !matches!(one, End::Stops) || matches!(end, End::Stops);
    let seen = first.or_else(|| seen.iter().rev().find(|(at, one)| is(*at) && gave(one))).map(|(at, _)| *at);
    seen.or_else(|| (0..places.all.len()).rev().find(|at| is(*at)))
}
