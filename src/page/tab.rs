//! The tabs, and the address of each.

/// A part of the page. Its address is `#` and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Make,
    Check,
    Rotate,
    Loaders,
    Guide,
    Trust,
}

impl Tab {
    pub(super) const ALL: [Self; 6] = [Self::Make, Self::Check, Self::Rotate, Self::Loaders, Self::Guide, Self::Trust];

    /// The tab that a fragment of the address names; a place in it may follow after a `-`, and a
    /// set-up after a `?`.
    pub(super) fn find(fragment: &str) -> Option<Self> {
        let tab = fragment.split(['-', '?']).next();
        Self::ALL.into_iter().find(|known| Some(known.name()) == tab)
    }

    /// The id of the element that holds the tab: `page-` and what its address has.
    pub(super) const fn page(self) -> &'static str {
        match self {
            Self::Make => "page-make",
            Self::Check => "page-check",
            Self::Rotate => "page-rotate",
            Self::Loaders => "page-loaders",
            Self::Guide => "page-guide",
            Self::Trust => "page-trust",
        }
    }

    /// What its address begins with.
    pub(super) fn name(self) -> &'static str {
        self.page().strip_prefix("page-").unwrap_or_default()
    }

    /// The id of its heading.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Make => "title-make",
            Self::Check => "title-check",
            Self::Rotate => "title-rotate",
            Self::Loaders => "title-loaders",
            Self::Guide => "title-guide",
            Self::Trust => "title-trust",
        }
    }

    /// The id of the link that opens it.
    pub(super) const fn link(self) -> &'static str {
        match self {
            Self::Make => "tab-make",
            Self::Check => "tab-check",
            Self::Rotate => "tab-rotate",
            Self::Loaders => "tab-loaders",
            Self::Guide => "tab-guide",
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
        assert_eq!(Tab::find("guide-csrf"), Some(Tab::Guide));
        assert_eq!(Tab::find("loaders-bash"), Some(Tab::Loaders));
        assert_eq!(Tab::find("make?read-by=python-decouple"), Some(Tab::Make));
        assert_eq!(Tab::find(""), None);
        assert_eq!(Tab::find("content"), None);
    }
}
