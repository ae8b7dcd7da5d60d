//! What the page remembers: choices, and nothing that was typed or made.

use super::browser::storage;
use crate::{
    key::{self, PORTABLE, Preset},
    line::Destination,
    product::Product,
    store::{self, Store},
};

/// The choices that outlive a visit. Written as `theme=dark;destination=anywhere;…`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Preferences {
    pub(super) theme: Theme,
    pub(super) destination: Destination,
    pub(super) preset: &'static Preset,
    pub(super) length: usize,
    pub(super) store: Option<&'static Store>,
    pub(super) product: Option<Product>,
}

/// Light, dark, or what the system has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one after this, in a circle.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            destination: Destination::Anywhere,
            preset: &PORTABLE,
            length: PORTABLE.length,
            store: None,
            product: None,
        }
    }
}

impl Preferences {
    /// What was remembered; the defaults for what was not, or no longer makes sense.
    pub(super) fn load() -> Self {
        Self::parse(&storage::load().unwrap_or_default())
    }

    /// Remembers the result of `change`.
    pub(super) fn update(change: impl FnOnce(&mut Self)) {
        let mut preferences = Self::load();
        change(&mut preferences);
        storage::save(&preferences.write());
    }

    fn parse(text: &str) -> Self {
        let mut preferences = Self::default();
        let mut length = None;
        for (name, value) in text.split(';').filter_map(|entry| entry.split_once('=')) {
            match name {
                "theme" => {
                    preferences.theme =
                        Theme::ALL.into_iter().find(|theme| theme.id() == value).unwrap_or(Theme::System);
                }
                "destination" => {
                    preferences.destination = Destination::find(value).unwrap_or(Destination::Anywhere);
                }
                "preset" => preferences.preset = Preset::find(value).unwrap_or(&PORTABLE),
                "store" => preferences.store = store::find(value),
                "product" => preferences.product = Product::find(value),
                "length" => length = value.parse().ok().filter(|length| *length <= key::LONGEST),
                _ => {}
            }
        }
        preferences.length = length.unwrap_or(preferences.preset.length);
        preferences
    }

    fn write(&self) -> String {
        let Self { theme, destination, preset, length, store, product } = self;
        let store = store.map_or_else(String::new, |store| [";store=", store.id].concat());
        let product = product.map_or_else(String::new, |product| [";product=", product.id].concat());
        let (theme, destination, preset) = (theme.id(), destination.id(), preset.id);
        format!("theme={theme};destination={destination};preset={preset};length={length}{store}{product}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let preferences = Preferences {
            theme: Theme::Dark,
            destination: Destination::find("python-decouple").expect("a loader"),
            preset: Preset::find("hex").expect("a preset"),
            length: 128,
            store: store::find("vault"),
            product: Product::find("netbox"),
        };
        assert_eq!(Preferences::parse(&preferences.write()), preferences);
    }

    #[test]
    fn nonsense_gives_the_defaults() {
        for text in ["", ";;=", "theme=pink;destination=x;preset=y;length=-1", "length=99999", "{\"a\":1}"] {
            assert_eq!(Preferences::parse(text), Preferences::default(), "{text}");
        }
    }
}
