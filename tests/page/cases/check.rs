//! The second tab.

use super::{Case, case};
use crate::browser::{Browser, CONTROL};

pub(super) const CASES: &[Case] = &[case("tells_good_keys_from_bad", tells_good_keys_from_bad)];

fn tells_good_keys_from_bad(browser: &Browser) {
    browser.open();
    let good = browser.line();
    browser.open_tab("check");
    let verdict = |text: &str| {
        browser.focus("#check-text");
        browser.chord(CONTROL, 'a');
        browser.type_keys(text);
        // The verdict follows in the same frame or the next.
        std::thread::sleep(std::time::Duration::from_millis(150));
        assert_eq!(browser.hidden_value("#check-text"), text);
        assert!(!browser.text("#verdict").trim().is_empty());
        browser.text_of("return document.querySelector('#verdict').dataset.verdict")
    };
    // What the page says is what the library says.
    let verdict = |text: &str| {
        let said = verdict(text);
        assert_eq!(said, keyproof::check::judge(text)[0].verdict.id(), "{text}");
        said
    };
    let good = verdict(&good);
    assert_eq!(good, "fit");
    for bad in
        ["changeme", "django-insecure-abc", "SECRET_KEY=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
    {
        assert_ne!(verdict(bad), good, "{bad}");
    }
}
