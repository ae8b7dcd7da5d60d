//! Single-key shortcuts, and the first tab by Tab.

use super::{Case, case};
use crate::browser::{Browser, DOWN, ENTER, ESCAPE, TAB};

pub(super) const CASES: &[Case] = &[
    case("shortcuts", shortcuts),
    case("no_shortcut_while_typing", no_shortcut_while_typing),
    case("a_destination_by_typing", a_destination_by_typing),
    case("a_line_by_keyboard", a_line_by_keyboard),
];

fn shortcuts(browser: &Browser) {
    browser.open();
    let first = browser.line();
    browser.run("document.activeElement.blur()", &[]);
    browser.type_keys("n");
    browser.said("New key made");
    let second = browser.line();
    assert_ne!(first, second);
    browser.run("document.activeElement.blur()", &[]);
    browser.type_keys("c");
    browser.said("Copied");
    assert_eq!(browser.pasted(), second);
    browser.type_keys("/");
    assert!(browser.is("return document.activeElement.id === 'destination-search'"));
    assert_eq!(browser.value("#destination-search"), "");
    browser.run("document.activeElement.blur()", &[]);
    browser.type_keys("?");
    assert!(browser.is("return document.querySelector('#help').open"));
    browser.type_keys(&ESCAPE.to_string());
    browser.wait_for("return !document.querySelector('#help').open");
    assert_eq!(browser.line(), second);
}

fn a_line_by_keyboard(browser: &Browser) {
    browser.open();
    browser.press_by_key("Skip to the content");
    // The set-up is behind: the line, and then the button that copies it.
    browser.type_keys(&TAB.to_string());
    browser.type_keys(&TAB.to_string());
    assert_eq!(browser.focus_name().as_deref(), Some("Copy line"));
    browser.tab_back_to("Find a loader, a product or a store");
    browser.type_keys("dotenv");
    browser.wait_for("return document.querySelector('[data-destination=direnv-dotenv]') !== null");
    // Many are found, and this one stays under the finger while the others go.
    browser.tab_back_to("direnv (dotenv)");
    browser.type_keys(&ENTER.to_string());
    browser.wait_for("return document.querySelector('[data-destination=npm-dotenv-16]') === null");
    assert_eq!(browser.focus_name().as_deref(), Some("direnv (dotenv)"));
    assert!(browser.is("return document.activeElement.ariaPressed === 'true'"));
    let first = browser.line();
    browser.press_by_key("New key");
    browser.said("New key made");
    // Another kind of key, by an arrow.
    browser.press_by_key("More");
    browser.tab_to("Portable");
    browser.type_keys(&DOWN.to_string());
    browser.wait_for("return document.querySelector('[data-preset=django]').checked");
    assert_eq!(browser.focus_name().as_deref(), Some("Django"));
    let second = browser.line();
    assert_ne!(first, second);
    browser.tab_back_to("#line");
    assert_eq!(browser.copied_by_key("Copy line"), second);
    browser.press_by_key("Clear the clipboard");
    browser.said("Clipboard cleared");
    assert_eq!(browser.focus_name().as_deref(), Some("Copy line"));
}

fn no_shortcut_while_typing(browser: &Browser) {
    browser.open();
    let line = browser.line();
    browser.fill("#destination-search", "nc/?n");
    assert_eq!(browser.value("#destination-search"), "nc/?n");
    assert!(browser.is("return !document.querySelector('#help').open"));
    assert_eq!(browser.text("#status"), "");
    assert_eq!(browser.line(), line);
    browser.open_tab("check");
    browser.focus("#check-text");
    browser.type_keys("nc/?");
    assert!(browser.is("return !document.querySelector('#help').open"));
    assert_eq!(browser.hidden_value("#check-text"), "nc/?");
    browser.open_tab("make");
    assert_eq!(browser.line(), line);
}

fn a_destination_by_typing(browser: &Browser) {
    browser.open();
    browser.fill("#destination-search", "decoup");
    browser.type_keys(&ENTER.to_string());
    browser.wait_for(
        "return document.querySelector('[data-destination=python-decouple]')?.getAttribute('aria-pressed') === 'true'",
    );
    assert_eq!(browser.value("#destination-search"), "");
}
