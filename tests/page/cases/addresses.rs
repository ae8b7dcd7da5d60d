//! Addresses of tabs.

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[case("tabs_can_be_linked", tabs_can_be_linked)];

fn tabs_can_be_linked(browser: &Browser) {
    for tab in ["make", "check", "rotate", "guide", "trust"] {
        browser.open_at(&format!("#{tab}"));
        for other in ["make", "check", "rotate", "guide", "trust"] {
            let shown = format!("return document.getElementById('page-{other}').checkVisibility()");
            assert_eq!(browser.is(&shown), tab == other, "#{tab} shows {other}");
        }
    }
    browser.open();
    let line = browser.line();
    for tab in ["check", "rotate", "guide", "trust", "make"] {
        browser.open_tab(tab);
        let address = browser.text_of("return location.href");
        assert_eq!(address, format!("{}#{tab}", browser.page()));
    }
    // To look elsewhere loses nothing.
    assert_eq!(browser.line(), line);
}
