//! The offline copy that the page gives out.

use super::{Case, case};
use crate::browser::{Browser, ENTER, Transport};

pub(super) const CASES: &[Case] = &[case("saved_copy_is_the_file_and_works", saved_copy_is_the_file_and_works)];

fn saved_copy_is_the_file_and_works(browser: &Browser) {
    browser.open();
    // A page that has been used gives out the same file.
    browser.press_by_key("New key");
    browser.said("New key made");
    browser.tab_back_to("Sends nothing. Works offline.");
    browser.type_keys(&ENTER.to_string());
    browser.wait_for("return document.activeElement.id === 'title-trust'");
    browser.press_by_key("The policy of this copy");
    browser.tab_back_to("Save offline copy");
    browser.type_keys(&ENTER.to_string());
    let copy = browser.downloaded(concat!("keyproof-", env!("CARGO_PKG_VERSION"), ".html"));
    let original = crate::page().unwrap_or_else(|error| panic!("{error:?}"));
    assert!(copy == original, "the copy has {} bytes, the file has {}", copy.len(), original.len());

    let before = browser.observer.log(0).len();
    let path = browser.file("offline.html");
    std::fs::write(&path, copy).expect("a writable folder");
    browser.goto(&format!("file://{}", path.display()));
    browser.started();
    assert_eq!(browser.state(), "ready");
    let first = browser.line();
    browser.press("#new", "New key made");
    assert_ne!(browser.line(), first);
    browser.press("#copy", "Copied");
    assert_eq!(browser.observer.log(before), Vec::<String>::new());
    if browser.transport == Transport::File {
        assert!(browser.text("#digest-verdict").starts_with("It agrees with the digest inside the file"));
    }
}
