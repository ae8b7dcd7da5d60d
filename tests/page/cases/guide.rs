//! The answers: found by words, and by address.

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("answers_are_found", answers_are_found),
    case("an_answer_can_be_linked", an_answer_can_be_linked),
    case("every_link_in_the_page_leads_somewhere", every_link_in_the_page_leads_somewhere),
];

/// How many answers are to be seen.
const SHOWN: &str =
    "return String([...document.querySelectorAll('#answers > *')].filter((fold) => fold.checkVisibility()).length)";

fn answers_are_found(browser: &Browser) {
    browser.open();
    browser.open_tab_by_key("Guide");
    let all = browser.text_of(SHOWN);
    browser.tab_to("Search the guide");
    browser.type_keys("CSRF token");
    browser.wait_for("return document.querySelector('#guide-found').textContent !== ''");
    let found = browser.text_of(SHOWN);
    assert!(found != all && found != "0", "{found} of {all}");
    assert!(browser.is("return document.getElementById('guide-csrf').checkVisibility()"));
    // By keyboard alone: to an answer, which opens, and to its address.
    browser.press_by_key("Does CSRF protection use the key?");
    browser.wait_for("return document.getElementById('guide-csrf').parentElement.open");
    browser.press_by_key("Link to this answer");
    browser.wait_for("return location.hash === '#guide-csrf' && document.activeElement.id === 'guide-csrf'");
    browser.fill("#guide-search", "UndefinedValueError decouple settings.ini");
    browser.wait_for("return document.querySelector('#guide-found').textContent === 'One answer.'");
    assert!(browser.is("return document.querySelector('#answers > :not([hidden])').open"), "the only one is open");
    browser.fill("#guide-search", "no such word");
    browser.wait_for("return document.querySelector('#guide-found').textContent.startsWith('Nothing found')");
    assert_eq!(browser.text_of(SHOWN), "0");
    browser.fill("#guide-search", " ");
    browser.wait_for("return document.querySelector('#guide-found').textContent === ''");
    assert_eq!(browser.text_of(SHOWN), all);
}

fn an_answer_can_be_linked(browser: &Browser) {
    browser.open_at("#guide-git");
    assert!(browser.is("return document.getElementById('page-guide').checkVisibility()"));
    assert!(browser.is("return document.getElementById('guide-git').parentElement.open"));
    assert!(browser.is("return document.activeElement.id === 'guide-git'"));
    let seen = "const box = document.getElementById('guide-git').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight";
    assert!(browser.is(seen), "the answer is not on the screen");
}

fn every_link_in_the_page_leads_somewhere(browser: &Browser) {
    browser.open();
    let lost = browser.text_of(
        "return [...document.querySelectorAll('a[href^=\"#\"]')].map((link) => link.hash.slice(1))
            .filter((id) => !document.getElementById(id) && !document.getElementById('page-' + id)).join(' ')",
    );
    assert_eq!(lost, "");
    let bare = "return [...document.querySelectorAll('#answers > *')].filter((fold) => !fold.querySelector('.source')?.textContent.match(/[a-z]/)).map((fold) => fold.textContent).join()";
    assert_eq!(browser.text_of(bare), "", "answers without a source");
}
