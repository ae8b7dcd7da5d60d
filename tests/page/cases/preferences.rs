//! What is remembered, and what is not.

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("theme_is_the_systems_then_the_users", theme_is_the_systems_then_the_users),
    case("choices_are_remembered", choices_are_remembered),
];

fn theme_is_the_systems_then_the_users(browser: &Browser) {
    browser.open();
    let theme = || browser.text_of("return document.documentElement.dataset.theme");
    let ground = || browser.text_of("return getComputedStyle(document.body).backgroundColor");
    assert_eq!(theme(), "system");
    let mut grounds = Vec::new();
    for expected in ["light", "dark"] {
        browser.click("#theme");
        assert_eq!(theme(), expected);
        browser.open_at("");
        assert_eq!(theme(), expected, "after a reload");
        grounds.push(ground());
    }
    assert_ne!(grounds[0], grounds[1]);
    browser.click("#theme");
    assert_eq!(theme(), "system");
    let dark = browser.is("return matchMedia('(prefers-color-scheme: dark)').matches");
    assert_eq!(ground(), grounds[usize::from(dark)]);
}

fn choices_are_remembered(browser: &Browser) {
    browser.open();
    browser.choose_destination("python-decouple");
    browser.choose_preset("hex");
    browser.fill("#name", "NOT_REMEMBERED");
    browser.open_at("");
    assert!(browser.is("return document.querySelector('[data-destination=python-decouple]').ariaPressed === 'true'"));
    assert!(browser.is("return document.querySelector('[data-preset=hex]').checked"));
    assert_eq!(browser.value("#name"), "DJANGO_SECRET_KEY");
    assert_eq!(browser.text_of("return Object.keys(localStorage).join()"), "keyproof");
}
