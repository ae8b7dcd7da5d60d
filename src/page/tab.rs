//! The tabs, and the address of each.

/// A part of the page. Its address is `#` and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Make,
    Check,
    Trust,
}

impl Tab {
    pub(super) const ALL: [Self; 3] = [Self::Make, Self::Check, Self::Trust];

    /// The tab that a fragment of the address names.
    pub(super) fn find(fragment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.page().strip_prefix("page-") == Some(fragment))
    }

    /// The id of the element that holds the tab: `page-` and what its address has.
    pub(super) const fn page(self) -> &'static str {
        match self {
            Self::Make => "page-make",
            Self::Check => "page-check",
            Self::Trust => "page-trust",
        }
    }

    /// The id of the link that opens it.
    pub(super) const fn link(self) -> &'static str {
        match self {
            Self::Make => "tab-make",
            Self::Check => "tab-check",
            Self::Trust => "tab-trust",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments() {
        assert_eq!(Tab::find("check"), Some(Tab::Check));
        assert_eq!(Tab::find(""), None);
        assert_eq!(Tab::find("content"), None);
    }
}
