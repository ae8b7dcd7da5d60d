//! Many keys as a file.

use keyproof::{key::PORTABLE, secret::Secret};

use super::{Case, case};
use crate::{browser::Browser, keyproof::assert_made_by};

pub(super) const CASES: &[Case] = &[
    case("a_file_of_many_keys", a_file_of_many_keys),
    case("making_many_can_be_cancelled", making_many_can_be_cancelled),
];

fn a_file_of_many_keys(browser: &Browser) {
    browser.open();
    browser.fill("#bulk-count", "20000");
    browser.click("#bulk-start");
    let file = browser.downloaded("django-secret-keys.txt");
    let file = String::from_utf8(file).expect("text");
    let mut keys: Vec<_> = file.strip_suffix('\n').expect("a newline at the end").split('\n').collect();
    for key in &keys {
        assert_made_by(&PORTABLE, PORTABLE.length, &Secret::new((*key).to_owned()));
    }
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 20_000);
}

fn making_many_can_be_cancelled(browser: &Browser) {
    browser.open();
    browser.fill("#bulk-count", "100000");
    // Both in one script, so that the making cannot end between the two.
    browser.run("document.querySelector('#bulk-start').click()", &[]);
    browser.wait_for("const cancel = document.querySelector('#bulk-cancel'); cancel?.click(); return cancel !== null");
    browser.wait("a word", || browser.text("#bulk-said").starts_with("Cancelled").then_some(()));
    assert!(browser.is("return document.querySelector('#bulk-progress') === null"));
}
