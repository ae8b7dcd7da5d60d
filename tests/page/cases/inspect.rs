//! The signature inspector, by keyboard, with values that real Djangos signed.

use serde_json::Value;

use super::{Case, case};
use crate::browser::{Browser, CONTROL};

pub(super) const CASES: &[Case] = &[
    case("tells_which_key_signed", tells_which_key_signed),
    case("a_reset_token_wants_the_user", a_reset_token_wants_the_user),
    case("an_empty_key_is_a_finding", an_empty_key_is_a_finding),
    case("tokens_of_packages_are_read", tokens_of_packages_are_read),
];

/// The first value for which this holds.
pub(super) fn vector(wanted: impl Fn(&Value) -> bool) -> Value {
    let vectors = include_str!("../../inspect/vectors.jsonl").lines();
    vectors.map(|line| serde_json::from_str(line).expect("JSON")).find(wanted).expect("such a value")
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
    vector[field].as_str().unwrap_or_default()
}

/// Waits for a verdict, and gives what is said.
#[track_caller]
fn verdict(browser: &Browser, verdict: &str, heading: &str) -> String {
    browser.wait_for(&format!("return document.querySelector('#inspect-result .verdict.{verdict}') !== null"));
    browser.wait(heading, || browser.text("#inspect-result h3").starts_with(heading).then_some(()));
    browser.text("#inspect-result")
}

/// Replaces the keys, which have the focus.
fn type_anew(browser: &Browser, keys: &str) {
    browser.chord(CONTROL, 'a');
    browser.insert(keys);
}

fn tells_which_key_signed(browser: &Browser) {
    browser.open();
    browser.open_tab_by_key("Rotate");
    browser.tab_to("#inspect-token");
    let mut last = String::new();
    for kind in ["signed-cookies-session", "session-row-legacy", "messages-cookie", "signer"] {
        let vector = vector(|vector| text(vector, "kind") == kind && vector["given_salt"] == Value::Null);
        let key = text(&vector, "key");
        browser.chord(CONTROL, 'a');
        browser.insert(text(&vector, "token"));
        browser.tab_to("#inspect-keys");
        browser.chord(CONTROL, 'a');
        browser.insert(&format!("not-this-one\n{key}"));
        let said = verdict(browser, "fit", "Signed with key 2 of 2");
        assert!(said.contains(text(&vector, "salt")), "{said}");
        let day = text(&vector, "made_at").split('T').next().unwrap_or_default();
        assert!(said.contains(day), "{said}");
        let inside = || browser.hidden_value("#inspect-content") == text(&vector, "content");
        browser.wait("what is inside", || inside().then_some(()));
        // A key that arrived changed, and one that has nothing to do with it.
        type_anew(browser, &format!("not-this-one\n\"{key}\""));
        verdict(browser, "broken", "Signed with key 2 of 2, but changed on its way");
        type_anew(browser, "another");
        verdict(browser, "weak", "No match found with these keys");
        assert!(!browser.is("return document.querySelector('#inspect-content').checkVisibility()"));
        type_anew(browser, key);
        verdict(browser, "fit", "Signed with key 1 of 1");
        browser.tab_back_to("#inspect-token");
        key.clone_into(&mut last);
    }
    browser.tab_to("#inspect-keys");
    type_anew(browser, &format!("not-this-one\nexport SECRET_KEY=\"{last}\""));
    verdict(browser, "fit", "Signed with key 2 of 2");
    let content = browser.hidden_value("#inspect-content");
    assert_eq!(browser.copied_by_key("Copy"), content);
}

fn a_reset_token_wants_the_user(browser: &Browser) {
    browser.open();
    browser.open_tab_by_key("Rotate");
    let vector = vector(|vector| text(vector, "kind") == "password-reset-token" && vector["user"]["id"] != Value::Null);
    browser.tab_to("#inspect-token");
    browser.insert(text(&vector, "token"));
    browser.tab_to("#inspect-keys");
    browser.insert(text(&vector, "key"));
    let said = verdict(browser, "weak", "No match found with these keys");
    assert!(said.contains("the user’s password hash and last login"), "{said}");
    browser.press_by_key("Details: the cookie, the salt, the user");
    for (host, field) in [("user", "id"), ("password", "password"), ("login", "last_login"), ("email", "email")] {
        browser.tab_to(&format!("#inspect-{host}"));
        browser.insert(text(&vector["user"], field));
    }
    let said = verdict(browser, "fit", "Signed with key 1 of 1");
    assert!(said.contains("PASSWORD_RESET_TIMEOUT"), "{said}");
}

fn tokens_of_packages_are_read(browser: &Browser) {
    let tokens = include_str!("../../inspect/tokens.jsonl").lines();
    let tokens: Vec<Value> = tokens.map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let token = |field: &str, wanted: &str| {
        tokens.iter().find(|token| text(token, field).contains(wanted)).expect("such a token").clone()
    };
    browser.open();
    browser.open_tab_by_key("Rotate");
    browser.tab_to("#inspect-token");
    browser.type_keys(text(&token("words", "alg: none"), "token"));
    verdict(browser, "unsafe", "Not signed at all");
    type_anew(browser, text(&token("words", "signed with a private key"), "token"));
    verdict(browser, "weak", "Not signed with SECRET_KEY");
    for package in ["djangorestframework-simplejwt", "Flask"] {
        let token = token("package", package);
        type_anew(browser, text(&token, "token"));
        browser.tab_to("#inspect-keys");
        type_anew(browser, &format!("not-this-one\n{}", text(&token, "key")));
        let said = verdict(browser, "fit", "Signed with key 2 of 2");
        assert!(said.contains(text(&token, "what")) && said.contains("A new key ends it"), "{said}");
        let inside = || browser.hidden_value("#inspect-content") == text(&token, "content");
        browser.wait("what is inside", || inside().then_some(()));
        browser.tab_back_to("#inspect-token");
    }
}

fn an_empty_key_is_a_finding(browser: &Browser) {
    browser.open();
    browser.open_tab("rotate");
    browser.focus("#inspect-token");
    // By `get_cookie_signer`, where the key is empty.
    browser.type_keys("a:1xWN9i:GEjuKkYNt3AZgOYvojIXOOgJxib-uQMNFkA2WzO_dNc");
    verdict(browser, "unsafe", "Signed with an empty key");
    browser.tab_to("#inspect-keys");
    browser.type_keys("a-key");
    verdict(browser, "unsafe", "Signed with an empty key");
}
