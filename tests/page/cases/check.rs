//! The second tab.

use super::{Case, case, opened_with};
use crate::browser::{Browser, CONTROL};

pub(super) const CASES: &[Case] = &[
    case("tells_good_keys_from_bad", tells_good_keys_from_bad),
    case("several_keys_are_told_in_a_table", several_keys_are_told_in_a_table),
    case("an_error_leads_to_its_answer", an_error_leads_to_its_answer),
    case("a_file_is_read_as_bytes", a_file_is_read_as_bytes),
];

/// A file as PowerShell 5 writes it is opened: what is shown is its text, and what is said is that no loader reads it.
fn a_file_is_read_as_bytes(browser: &Browser) {
    // In the place of a person who chooses a file.
    let choose = "HTMLInputElement.prototype.click = function () {
        const text = 'SECRET_KEY=q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEzKj0HsB\\r\\n';
        const bytes = new Uint8Array(2 + 2 * text.length);
        bytes.set([0xff, 0xfe]);
        for (let at = 0; at < text.length; at++) bytes[2 + 2 * at] = text.charCodeAt(at);
        const data = new DataTransfer();
        data.items.add(new File([bytes], '.env'));
        this.files = data.files;
        this.onchange();
    };";
    opened_with(browser, "file", choose);
    browser.open_tab("check");
    browser.click("#open");
    browser.wait_for("return document.querySelector('#verdict') !== null");
    assert!(browser.hidden_value("#check-text").starts_with("SECRET_KEY=q7Rw2Zt9"));
    browser.wait_for("return document.querySelector('#page-check').textContent.includes('UTF-16')");
}

fn several_keys_are_told_in_a_table(browser: &Browser) {
    browser.open();
    let good = browser.line();
    browser.open();
    browser.open_tab_by_key("Check");
    browser.tab_to("#check-text");
    browser.insert(&format!("{good}\nOLD_SECRET_KEY=changeme\n"));
    browser.wait_for("return document.querySelectorAll('[data-verdict-of]').length === 2");
    let verdicts =
        "return [...document.querySelectorAll('[data-verdict-of]')].map((row) => row.dataset.verdictOf).join()";
    assert_eq!(browser.text_of(verdicts), "fit,unsafe");
    // The first is told of in full, and the other when it is picked.
    browser.wait_for("return document.querySelector('#verdict').dataset.verdict === 'fit'");
    browser.press_by_key("OLD_SECRET_KEY");
    browser.wait_for("return document.querySelector('#verdict').dataset.verdict === 'unsafe'");
    browser.press_by_key("Save a report");
    let report = String::from_utf8(browser.downloaded("keyproof-report.txt")).expect("a text");
    let key = good.split_once('=').expect("a line").1;
    assert!(!report.contains(key) && !report.contains("changeme"), "{report}");
    assert!(report.contains(&keyproof::check::fingerprint(key)), "{report}");
}

fn an_error_leads_to_its_answer(browser: &Browser) {
    browser.open();
    browser.open_tab_by_key("Check");
    browser.tab_to("#check-text");
    browser.type_keys(
        "decouple.UndefinedValueError: SECRET_KEY not found. Declare it as envvar or define a default value.",
    );
    browser.wait_for("return document.querySelector('#check-message') !== null");
    browser.press_by_key("what it means, and what to do");
    browser.wait_for("return document.activeElement.id === 'guide-loaders'");
    assert!(browser.is("return document.getElementById('guide-loaders').parentElement.open"));
}

fn tells_good_keys_from_bad(browser: &Browser) {
    browser.open();
    let good = browser.line();
    browser.open_tab("check");
    let verdict = |text: &str| {
        browser.focus("#check-text");
        browser.chord(CONTROL, 'a');
        browser.insert(text);
        // What the page says is what the library says.
        let expected = keyproof::check::judge(text)[0].verdict.id();
        browser.wait_for(&format!("return document.querySelector('#verdict')?.dataset.verdict === '{expected}'"));
        assert_eq!(browser.hidden_value("#check-text"), text);
        assert!(!browser.text("#verdict").trim().is_empty());
        expected
    };
    let good = verdict(&good);
    assert_eq!(good, "fit");
    for bad in
        ["changeme", "django-insecure-abc", "SECRET_KEY=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
    {
        assert_ne!(verdict(bad), good, "{bad}");
    }
    browser.focus("#check-text");
    browser.chord(CONTROL, 'a');
    browser.type_keys("A=b\nC=d\n");
    browser.wait_for("return document.querySelector('.results').textContent.startsWith('No key found')");
}
