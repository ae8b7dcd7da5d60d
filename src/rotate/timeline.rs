//! The rotation as a timeline: what the instances sign with and accept after each of its steps, and what users
//! notice. Held against the facts by a test: what is said here of a step is said of this Django there.

use super::{Cause, Django, Plan};
use crate::date::Date;

/// The time from one step to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// The id of the step that begins it; empty for what was before.
    pub step: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The day before which it does not begin, if that is known.
    pub since: Option<Date>,
    /// With which key the instances sign.
    pub signs: Keys,
    /// Which keys they accept.
    pub accepts: Keys,
    /// What users notice of the step.
    pub noticed: &'static str,
}

/// The old key, the new one, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// The old one.
    Old,
    /// The new one.
    New,
    /// Both.
    Both,
}

impl Keys {
    /// In the style sheet.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
            Self::Both => "both",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
            Self::Both => "old and new",
        }
    }
}

const NOTHING: &str = "nothing";

impl Plan {
    /// The stages, in order.
    pub fn timeline(&self) -> Vec<Stage> {
        let stage = |step, title, signs, accepts, noticed| {
            let since = if step == "drop" { self.drop_day() } else { None };
            Stage { step, title, since, signs, accepts, noticed }
        };
        let mut stages = vec![stage("", "Before", Keys::Old, Keys::Old, NOTHING)];
        if self.cause == Cause::Leaked {
            let all = "everyone has to log in again, whoever used the old key, too";
            stages.push(stage("new", "Key replaced", Keys::New, Keys::New, all));
        } else if self.falls_back() {
            if self.rolling {
                stages.push(stage("settings", "New key accepted", Keys::Old, Keys::Both, NOTHING));
            }
            let swap = if self.django == Django::Early41 { "everyone has to log in again" } else { NOTHING };
            stages.push(stage("new", "Keys swapped", Keys::New, Keys::Both, swap));
            stages.push(stage("drop", "Old key dropped", Keys::New, Keys::New, NOTHING));
        } else {
            let all = "everyone has to log in again; links that were sent are refused";
            stages.push(stage("new", "Key replaced", Keys::New, Keys::New, all));
        }
        stages
    }

    /// Why the new key is accepted first, where it is.
    pub fn why_accepted_first(&self) -> Option<&'static str> {
        (self.falls_back() && self.rolling).then_some(
            "The new key is a fallback first: while some instances already sign with it, those that don’t know it would reject what these sign.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        line::Destination,
        rotate::{facts::Group, steps},
    };

    fn plans() -> impl Iterator<Item = Plan> {
        [Cause::Planned, Cause::Leaked].into_iter().flat_map(|cause| {
            Django::ALL.into_iter().flat_map(move |django| {
                [true, false].map(move |rolling| Plan {
                    cause,
                    django,
                    rolling,
                    ..Plan::usual(Destination::Anywhere, None)
                })
            })
        })
    }

    #[test]
    fn each_stage_begins_with_a_step_of_the_plan() {
        for plan in plans() {
            let shown: Vec<_> =
                steps::ALL.iter().filter(|step| (step.says)(&plan).is_some()).map(|step| step.id).collect();
            let stages = plan.timeline();
            let mut places = stages.iter().skip(1).map(|stage| shown.iter().position(|id| *id == stage.step));
            assert!(places.all(|place| place.is_some()), "{plan:?}");
            // From one stage to the next an instance accepts what the others sign, or someone is said to notice.
            for pair in stages.windows(2) {
                let known = |accepts: Keys, signs: Keys| accepts == Keys::Both || accepts == signs;
                let both = known(pair[0].accepts, pair[1].signs) && known(pair[1].accepts, pair[0].signs);
                let planned = pair[1].step != "drop" && plan.rolling;
                assert!(both || pair[1].noticed != NOTHING || !planned, "{pair:?}");
            }
        }
    }

    #[test]
    fn who_has_to_log_in_again_is_as_the_facts_have_it() {
        for plan in plans().filter(Plan::falls_back) {
            let keeps = plan.facts(Group::Fallback).any(|fact| fact.id == "fallback-keeps-login");
            let noticed = plan.timeline().iter().any(|stage| stage.noticed != NOTHING);
            assert_eq!(noticed, !keeps, "{:?}", plan.django);
        }
    }
}
