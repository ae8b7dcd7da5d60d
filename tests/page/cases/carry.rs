//! Each destination's line, read back by the loader's model outside of the page.

use keyproof::{
    key::Preset,
    line::Destination,
    loader::{self, Environment, FileKind, Loader},
    name::VariableName,
    reading::Reading,
};

use super::{Case, case};
use crate::{browser::Browser, keyproof::assert_made_by};

pub(super) const CASES: &[Case] = &[
    case("every_destination_has_its_line_and_settings", every_destination_has_its_line_and_settings),
    case("one_line_for_several", one_line_for_several),
];

/// The line can be read back, and the settings are those for it, under the usual name and another.
fn every_destination_has_its_line_and_settings(browser: &Browser) {
    browser.open();
    browser.click("#all-loaders");
    let another = VariableName::parse("SITE_KEY").expect("a name");
    for (preset, name) in [("portable", VariableName::usual()), ("django", another)] {
        browser.choose_preset(preset);
        browser.fill("#name", name.as_str());
        let preset = Preset::find(preset).expect("a preset");
        for destination in destinations() {
            browser.choose_destination(&destination.id());
            let line = browser.line();
            assert_eq!(browser.text("#settings"), destination.settings(&name));
            let read = |loader: &Loader| match loader.read(&format!("{line}\n"), &name, &Environment::EMPTY) {
                Reading::Value { text, .. } => Some(text),
                _ => None,
            };
            let shown_good = good_chips(browser);
            // A file of another kind than shared NAME=value lines is for its own loader alone.
            let shared = destination.form().file == FileKind::Env;
            let shown = loader::ALL.iter().filter(|loader| loader.form.file == FileKind::Env).count();
            let shown = if shared { shown } else { 1 };
            match destination {
                Destination::Loader(loader) => {
                    let key = read(loader).unwrap_or_else(|| panic!("{}: {line}", loader.id));
                    assert_made_by(preset, preset.length, &key);
                    assert!(shown_good.iter().any(|id| id == loader.id), "{}", loader.id);
                }
                Destination::Anywhere | Destination::Several(_) => {
                    assert_eq!(shown_good.len(), shown, "{line}");
                    // Every loader into whose file this very line can be pasted.
                    for loader in loader::ALL.iter().filter(|loader| loader.form == destination.form()) {
                        let key = read(loader).unwrap_or_else(|| panic!("{}: {line}", loader.id));
                        assert_made_by(preset, preset.length, &key);
                    }
                }
            }
            assert_eq!(browser.run("return document.querySelectorAll('[data-loader]').length", &[]), shown);
        }
    }
}

fn one_line_for_several(browser: &Browser) {
    browser.open();
    browser.choose_preset("django");
    browser.click("#several");
    let ids = ["django-environ", "compose-env-file", "posix-shell"];
    for id in ids {
        browser.choose_destination(id);
    }
    let line = browser.line();
    for id in ids {
        let loader = loader::find(id).expect("a loader");
        let read = loader.read(&format!("{line}\n"), &VariableName::usual(), &Environment::EMPTY);
        let Reading::Value { text, .. } = read else { panic!("{id}: {line}") };
        assert_made_by(Preset::find("django").expect("a preset"), 50, &text);
    }
    // Without them, the line is for anywhere again.
    browser.click("#several");
    browser.wait_for("return document.querySelector(\"[data-destination='anywhere']\").ariaPressed === 'true'");
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
