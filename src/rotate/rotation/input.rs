//! What the user chooses from lists and types.

use super::{Carry, Django, Engine, Plan, Rotation};
use crate::rotate::{Ages, DAY};

/// What is chosen from a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Select {
    /// The version of Django.
    Django,
    /// Where sessions are kept.
    Engine,
    /// How old keys are carried.
    Carry,
}

/// What is typed, beside keys and packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Since when the new key is everywhere.
    Day,
    /// `SESSION_COOKIE_AGE`
    Sessions,
    /// `PASSWORD_RESET_TIMEOUT`
    Resets,
    /// The longest age of what the project signs itself.
    Own,
}

impl Select {
    /// Every list, the page's order.
    pub const ALL: [Self; 3] = [Self::Django, Self::Engine, Self::Carry];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Django => "Django",
            Self::Engine => "SESSION_ENGINE",
            Self::Carry => "Old keys are in",
        }
    }

    /// What there is to choose from.
    pub fn options(self) -> Vec<&'static str> {
        match self {
            Self::Django => Django::ALL.map(Django::label).to_vec(),
            Self::Engine => Engine::ALL.map(Engine::label).to_vec(),
            Self::Carry => Carry::ALL.map(Carry::label).to_vec(),
        }
    }

    /// The place of what this plan has.
    pub fn chosen(self, plan: &Plan) -> usize {
        match self {
            Self::Django => Django::ALL.iter().position(|django| *django == plan.django),
            Self::Engine => Engine::ALL.iter().position(|engine| *engine == plan.engine),
            Self::Carry => Carry::ALL.iter().position(|carry| *carry == plan.carry),
        }
        .unwrap_or(0)
    }
}

impl Text {
    /// Every text, in the page's order.
    pub const ALL: [Self; 4] = [Self::Day, Self::Sessions, Self::Resets, Self::Own];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Day => "First day with the new key on every server",
            Self::Sessions => "SESSION_COOKIE_AGE",
            Self::Resets => "PASSWORD_RESET_TIMEOUT",
            Self::Own => "Longest max_age of your own signed links",
        }
    }

    /// What it holds at first: [`Ages::USUAL`], and a day that comes with the door.
    pub(super) const fn first(self) -> &'static str {
        match self {
            Self::Day => "",
            Self::Sessions => "1209600",
            Self::Resets => "259200",
            Self::Own => "0",
        }
    }
}

impl Rotation {
    /// What is typed.
    pub fn text(&self, of: Text) -> &str {
        &self.typed[of as usize]
    }

    /// How long a number of seconds is, or how to write one; nothing beside the day, which has a field of its own.
    pub fn hint(&self, of: Text) -> Option<String> {
        if of == Text::Day {
            return None;
        }
        let Some(seconds) = Ages::parse(self.text(of)) else {
            return Some("Seconds, as in settings.py: 1209600 or 60 * 60 * 24 * 14.".to_owned());
        };
        Some(match seconds / DAY {
            0 if seconds == 0 => "none".to_owned(),
            0 => "less than a day".to_owned(),
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        })
    }
}
