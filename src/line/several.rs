//! Loaders that read one line together.

use crate::loader::{self, Loader};

/// Some of the loaders: two or more, which share a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Several(u128);

/// The most loaders of one line that are remembered, or stand in an address.
pub const MOST_TOGETHER: usize = 8;

// A place for each loader.
const _: () = assert!(loader::ALL.len() <= 128);

impl<'a> FromIterator<&'a Loader> for Several {
    fn from_iter<I: IntoIterator<Item = &'a Loader>>(loaders: I) -> Self {
        loaders.into_iter().fold(Self::default(), |several, loader| {
            if several.includes(loader) { several } else { several.toggled(loader) }
        })
    }
}

impl Several {
    /// These loaders, by their ids; none if one of the ids is no loader's.
    pub fn parse(ids: &str) -> Option<Self> {
        ids.split('+').try_fold(Self::default(), |several, id| Some(several.toggled(loader::find(id)?)))
    }

    /// These and `loader`, or these without it if it was among them.
    #[must_use]
    pub fn toggled(self, loader: &Loader) -> Self {
        let place = loader::ALL.iter().position(|other| other == loader);
        Self(self.0 ^ place.map_or(0, |place| 1 << place))
    }

    /// Whether `loader` is one of them.
    pub fn includes(self, loader: &Loader) -> bool {
        self.loaders().any(|one| one == loader)
    }

    /// The loaders, in the registry's order.
    pub fn loaders(self) -> impl Iterator<Item = &'static Loader> {
        loader::ALL.iter().enumerate().filter(move |(place, _)| self.0 >> place & 1 == 1).map(|(_, loader)| loader)
    }
}
