//! How what was read stands to the key that was pasted, and what is said of a good key then.

use super::{Asked, Fixed};
use crate::check::Verdict;

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing to be glad or afraid of: not all are asked yet, or some get no value from the text alone.
    Open,
    /// All read the key.
    Alike,
    /// Some read something else than others.
    Differ,
    /// All read the same, and it is not the key as it is written.
    Changed,
    /// The text has several values, each for a part of what it starts.
    Services,
}

/// What stands over what is said of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// The verdict.
    Verdict(Verdict),
    /// A good key in a text that is not read alike is not one that arrives: the reason, and whether a text that
    /// all read alike is there.
    Differs(Standing, bool),
}

impl Standing {
    /// Its class in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Open => "reads open",
            Self::Alike => "reads",
            Self::Differ | Self::Changed | Self::Services => "reads differ",
        }
    }
}

impl Headline {
    /// A sign of how good that is.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Verdict(Verdict::Fit) => "✓",
            Self::Verdict(Verdict::Weak) | Self::Differs(..) => "!",
            Self::Verdict(Verdict::Unsafe | Verdict::Broken) => "✗",
        }
    }

    /// In a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Verdict(verdict) => verdict.label(),
            Self::Differs(..) => "Strong, but read differently",
        }
    }

    /// What to do, where that is not what the verdict says. In what they differ is told where they were asked.
    pub const fn advice(self) -> Option<&'static str> {
        match self {
            Self::Verdict(_) => None,
            Self::Differs(Standing::Services, _) => Some("Give all that run Django the same value."),
            Self::Differs(_, true) => Some("Use the text below. All of them read it the same way."),
            Self::Differs(_, false) => Some("See below what each one reads."),
        }
    }
}

impl Asked {
    /// What came of asking so far.
    pub fn standing(&self) -> Standing {
        if self.services_differ() {
            return Standing::Services;
        }
        if self.differs() {
            return Standing::Differ;
        }
        let values = (0..self.rays.len()).filter(|at| self.is_for(self.rays[*at].loader)).map(|at| self.value(at));
        let mut standing = if self.rays.len() < self.readers.len() { Standing::Open } else { Standing::Alike };
        for value in values {
            match (value, &self.key) {
                (None, _) => return Standing::Open,
                (Some(value), Some(key)) if value.expose() != key.expose() => standing = Standing::Changed,
                _ => {}
            }
        }
        standing
    }

    /// What stands over what is said of a key with this verdict.
    pub fn headline(&self, verdict: Verdict) -> Headline {
        match self.standing() {
            standing @ (Standing::Differ | Standing::Services) if verdict == Verdict::Fit => {
                Headline::Differs(standing, matches!(self.fixed, Some(Fixed::Text(_))))
            }
            _ => Headline::Verdict(verdict),
        }
    }
}
