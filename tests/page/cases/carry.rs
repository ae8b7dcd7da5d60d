//! Each destination's line, read back by the loader's model outside of the page.

use keyproof::{
    key::Preset,
    line::Destination,
    loader::{self, Environment, Loader},
    name::VariableName,
    reading::Reading,
};

use super::{Case, case};
use crate::{browser::Browser, keyproof::assert_made_by};

pub(super) const CASES: &[Case] = &[
    case("every_destination_reads_its_line_back", every_destination_reads_its_line_back),
    case("settings_follow_the_destination", settings_follow_the_destination),
];

fn every_destination_reads_its_line_back(browser: &Browser) {
    browser.open();
    for preset in ["portable", "django"] {
        browser.choose_preset(preset);
        let preset = Preset::find(preset).expect("a preset");
        for destination in destinations() {
            browser.choose_destination(&destination.id());
            let line = browser.line();
            let read = |loader: &Loader| match (loader.read)(
                &format!("{line}\n"),
                &VariableName::usual(),
                &Environment::EMPTY,
            ) {
                Reading::Value { text, .. } => Some(text),
                _ => None,
            };
            let shown_good = good_chips(browser);
            match destination {
                Destination::Loader(loader) => {
                    let key = read(loader).unwrap_or_else(|| panic!("{}: {line}", loader.id));
                    assert_made_by(preset, preset.length, &key);
                    assert!(shown_good.iter().any(|id| id == loader.id), "{}", loader.id);
                }
                Destination::Anywhere | Destination::Several(_) => {
                    assert_eq!(shown_good.len(), loader::ALL.len(), "{line}");
                    // Every loader into whose file this very line can be pasted.
                    for loader in loader::ALL.iter().filter(|loader| loader.form == destination.form()) {
                        let key = read(loader).unwrap_or_else(|| panic!("{}: {line}", loader.id));
                        assert_made_by(preset, preset.length, &key);
                    }
                }
            }
            assert_eq!(browser.run("return document.querySelectorAll('[data-loader]').length", &[]), loader::ALL.len());
        }
    }
}

fn settings_follow_the_destination(browser: &Browser) {
    browser.open();
    let name = VariableName::parse("SITE_KEY").expect("a name");
    browser.fill("#name", name.as_str());
    for destination in destinations() {
        browser.choose_destination(&destination.id());
        assert_eq!(browser.text("#settings"), destination.settings(&name));
    }
}

fn destinations() -> impl Iterator<Item = Destination> {
    std::iter::once(Destination::Anywhere).chain(loader::ALL.iter().map(Destination::Loader))
}

/// The loaders in which, so the page says, the line works.
fn good_chips(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[data-outcome=identical]')].map((chip) => chip.dataset.loader)";
    let found = browser.run(script, &[]);
    found.as_array().expect("a list").iter().map(|id| id.as_str().expect("an id").to_owned()).collect()
}
