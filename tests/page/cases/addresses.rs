//! Addresses of tabs.

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[case("tabs_can_be_linked", tabs_can_be_linked)];

/// What the title of the document says of a tab.
fn title(browser: &Browser, tab: &str) -> String {
    match tab {
        "make" => "Keyproof: a Django SECRET_KEY that arrives unchanged".to_owned(),
        _ => browser.text(&format!("#title-{tab}")) + " – Keyproof",
    }
}

fn tabs_can_be_linked(browser: &Browser) {
    for tab in ["make", "check", "rotate", "guide", "trust"] {
        browser.open_at(&format!("#{tab}"));
        for other in ["make", "check", "rotate", "guide", "trust"] {
            let shown = format!("return document.getElementById('page-{other}').checkVisibility()");
            assert_eq!(browser.is(&shown), tab == other, "#{tab} shows {other}");
        }
        assert_eq!(browser.text_of("return document.title"), title(browser, tab));
    }
    browser.open();
    let line = browser.line();
    for tab in ["check", "rotate", "guide", "trust", "make"] {
        browser.open_tab(tab);
        let address = browser.text_of("return location.href");
        assert_eq!(address, format!("{}#{tab}", browser.page()));
        browser.wait(tab, || (browser.text_of("return document.title") == title(browser, tab)).then_some(()));
    }
    // To look elsewhere loses nothing.
    assert_eq!(browser.line(), line);
}
