//! Web Crypto that is missing, throws, or is not random: a plain sentence and no key.

use super::{Case, case};
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
];

/// Opens the page with a script before all of its own, and before its policy.
fn broken(browser: &Browser, name: &str, script: &str) {
    let page = String::from_utf8(crate::page().unwrap_or_else(|error| panic!("{error:?}"))).expect("text");
    let page = page.replacen("<head>", &format!("<head><script>{script}</script>"), 1);
    browser.goto(&browser.publish(&format!("broken-{name}.html"), page.as_bytes()));
    browser.started();
    assert_eq!(browser.state(), "broken");
    let sentence = browser.text("#make-app [role=alert]");
    assert!(sentence.contains(' ') && sentence.ends_with('.'), "{sentence}");
    assert!(browser.is("return document.querySelector('#copy').disabled"));
    assert!(browser.is("return !document.querySelector('#line').checkVisibility()"));
    // There is nothing to be had by asking again.
    browser.click("#new");
    assert_eq!(browser.state(), "broken");
    browser.run("document.querySelectorAll('[hidden]').forEach((part) => part.hidden = false)", &[]);
    assert_eq!(browser.hidden_value("#line").trim(), "");
}
