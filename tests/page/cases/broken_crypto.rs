//! Web Crypto that is missing, throws, or is not random: a plain sentence and no key.

use super::{Case, case, opened_with};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("no_key_if_web_crypto_is_missing", |browser| {
        broken(browser, "missing", "Object.defineProperty(window, 'crypto', { value: undefined });");
    }),
    case("no_key_if_web_crypto_throws", |browser| {
        broken(browser, "throws", "Crypto.prototype.getRandomValues = () => { throw new Error('broken'); };");
    }),
    case("no_key_if_web_crypto_gives_zeros", |browser| {
        broken(browser, "zeros", "Crypto.prototype.getRandomValues = (array) => array.fill(0);");
    }),
    case("no_key_if_web_crypto_repeats_itself", |browser| {
        let repeat =
            "Crypto.prototype.getRandomValues = (array) => array.forEach((_, at) => array[at] = at * 7 + 3) ?? array;";
        broken(browser, "repeats", repeat);
    }),
    case("no_key_if_web_crypto_stops_half_way", |browser| {
        let half = "const draw = Crypto.prototype.getRandomValues;
            Crypto.prototype.getRandomValues = function (array) { return draw.call(this, array).fill(0, 16); };";
        broken(browser, "half", half);
    }),
    case("no_key_if_web_crypto_gives_few_bits", |browser| {
        let few = "const draw = Crypto.prototype.getRandomValues;
            Crypto.prototype.getRandomValues = function (array) { return draw.call(this, array).map((byte, at) => array[at] = byte & 15) && array; };";
        broken(browser, "few", few);
    }),
    case("no_key_twice_if_web_crypto_takes_turns", web_crypto_takes_turns),
];

/// Two blocks that take turns are good for one key, and for no other on any tab.
fn web_crypto_takes_turns(browser: &Browser) {
    let turns = "const draw = Crypto.prototype.getRandomValues;
        const blocks = [0, 1].map(() => draw.call(crypto, new Uint8Array(256)));
        let turn = 0;
        Crypto.prototype.getRandomValues = (array) => array.set(blocks[turn++ % 2]) ?? array;";
    opened_with(browser, "turns", turns);
    assert_eq!(browser.state(), "ready");
    browser.click("#make-set");
    browser.wait("a sentence", || browser.text("#set-said").contains("is not random").then_some(()));
    browser.click("#new");
    browser.wait_for("return document.documentElement.dataset.state === 'broken'");
    browser.open_tab("rotate");
    browser.click("#door-planned");
    browser.wait_for("return document.querySelector('#page-rotate').textContent.includes('is not random')");
}

/// Opens the page with a script before all of its own, and before its policy.
fn broken(browser: &Browser, name: &str, script: &str) {
    opened_with(browser, name, script);
    assert_eq!(browser.state(), "broken");
    let sentence = browser.text("#make-app [role=alert]");
    assert!(sentence.contains(' ') && sentence.ends_with('.'), "{sentence}");
    assert!(browser.is("return document.querySelector('#copy').disabled"));
    assert!(browser.is("return !document.querySelector('#line').checkVisibility()"));
    assert_eq!(browser.text("#title-make"), "No key yet");
    // There is nothing to be had by asking again.
    browser.click("#new");
    assert_eq!(browser.state(), "broken");
    browser.run("document.querySelectorAll('[hidden]').forEach((part) => part.hidden = false)", &[]);
    assert_eq!(browser.hidden_value("#line").trim(), "");
}
