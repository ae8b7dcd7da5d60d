//! A key each for development, staging and production.

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[case("a_set_has_three_different_keys", a_set_has_three_different_keys)];

fn a_set_has_three_different_keys(browser: &Browser) {
    browser.open();
    let first = browser.line();
    browser.click("#make-set");
    browser.wait_for("return document.querySelector('#set-production').checkVisibility()");
    let mut lines = vec![first];
    for environment in ["development", "staging", "production"] {
        let line = browser.hidden_value(&format!("#set-{environment}"));
        assert!(line.starts_with("DJANGO_SECRET_KEY=") && line.len() == lines[0].len(), "{line}");
        browser.click(&format!("#copy-{environment}"));
        browser.wait("a word", || browser.text("#set-said").to_lowercase().contains(environment).then_some(()));
        assert_eq!(browser.pasted(), line);
        lines.push(line);
    }
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), 4);
}
