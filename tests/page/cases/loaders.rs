//! The table of what each loader makes of short texts.

use keyproof::loader::samples;
use serde_json::Value;

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("the_table_is_that_of_the_models", the_table_is_that_of_the_models),
    case("a_loader_and_a_text_have_an_address", a_loader_and_a_text_have_an_address),
];

/// What is shown of the loader, each text with its reading.
fn rows(browser: &Browser) -> Value {
    browser.run(
        "return [...document.querySelectorAll('[data-sample]')].map((row) =>
            [row.dataset.sample, row.querySelector('code').textContent, row.querySelector('td').textContent])",
        &[],
    )
}

/// The table as it is saved is the one in `docs`, which the real loaders are held against; and what is shown is in it.
fn the_table_is_that_of_the_models(browser: &Browser) {
    browser.open();
    browser.open_tab("loaders");
    browser.click("#save-loaders");
    let saved = String::from_utf8(browser.downloaded("loaders.json")).expect("text");
    assert!(saved == samples::table(), "what is saved");
    let table: Value = serde_json::from_str(&saved).expect("JSON");
    for loader in table["loaders"].as_array().expect("loaders").iter().step_by(12) {
        browser.choose("#loaders-loader", loader["name"].as_str().expect("a name"));
        let readings = loader["readings"].as_object().expect("readings");
        browser.wait("its rows", || (browser.text(".readings h2") == loader["name"]).then_some(()));
        let shown = rows(browser);
        let shown = shown.as_array().expect("rows");
        assert_eq!(shown.len(), readings.len(), "{}", loader["id"]);
        for row in shown {
            let reading = &readings[row[0].as_str().expect("an id")];
            let read = row[2].as_str().expect("a text");
            match reading["value"].as_str() {
                Some("") => assert_eq!(read, "an empty value"),
                Some(value) if value.trim() == value && !value.contains(['\r', '\n']) => assert_eq!(read, value),
                Some(_) => assert!(read.contains(['␣', '⏎', '␍', '\t']), "{row}"),
                None if reading["missing"] == true => assert_eq!(read, "no such variable"),
                None => assert!(read.starts_with("an error: ") || read.starts_with("not told here: "), "{row}"),
            }
        }
    }
}

fn a_loader_and_a_text_have_an_address(browser: &Browser) {
    browser.open_at("#loaders-django-environ");
    browser.wait("its rows", || (browser.text(".readings h2") == "django-environ").then_some(()));
    browser.choose("#loaders-sample", "two $");
    browser.wait_for("return location.hash === '#loaders-dollar-twice'");
    let all = browser.run("return document.querySelectorAll('[data-reads]').length", &[]);
    assert_eq!(all, keyproof::loader::ALL.len());
    browser.click("[data-reads=make-include]");
    browser.wait_for("return location.hash === '#loaders-make-include'");
    assert_eq!(browser.text(".readings h2"), "make include");
    browser.open_tab("make");
    browser.open_tab("loaders");
    assert_eq!(browser.text(".readings h2"), "make include");
}
