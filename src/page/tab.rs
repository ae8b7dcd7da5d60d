//! The tabs, and the address of each.

/// A part of the page. Its address is `#` and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Make,
    Check,
    Trust,
}

impl Tab {
    /// Those in the navigation, in its order. The shield opens the remaining one.
    pub(super) const NAVIGATION: [Self; 2] = [Self::Make, Self::Check];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Make => "make",
            Self::Check => "check",
            Self::Trust => "trust",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Make => "Make",
            Self::Check => "Check",
            Self::Trust => "Trust",
        }
    }

    /// The tab that a fragment of the address names.
    pub(super) fn find(fragment: &str) -> Option<Self> {
        [Self::Make, Self::Check, Self::Trust].into_iter().find(|tab| tab.id() == fragment)
    }
}
