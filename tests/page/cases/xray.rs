//! What each loader reads of a pasted text, and the text with one value rewritten.

use keyproof::{
    loader::{self, Environment},
    name::VariableName,
    reading::Reading,
};

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("readings_are_grouped_and_explained", readings_are_grouped_and_explained),
    case("what_the_page_made_is_good", what_the_page_made_is_good),
    case("a_value_is_rewritten", a_value_is_rewritten),
    case("what_would_be_run_is_said_aloud", what_would_be_run_is_said_aloud),
];

/// A strong one, which `docker --env-file` reads with its quotes.
const KEY: &str = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";

fn readings_are_grouped_and_explained(browser: &Browser) {
    browser.open();
    browser.paste_to_check("A=1\nDJANGO_SECRET_KEY='ab#cd' # why\n");
    browser.unfold_all();
    browser.wait("the X-ray", || (browser.hidden_value("#ray-0") == "ab#cd").then_some(()));
    let others: Vec<_> = (1..4).map(|at| browser.hidden_value(&format!("#ray-{at}"))).collect();
    assert!(others.contains(&"'ab#cd' # why".to_owned()), "{others:?}");
    browser.unfold_all();
    let reasons = browser
        .text_of("return [...document.querySelectorAll('[data-reason]')].map((why) => why.dataset.reason).join()");
    assert!(reasons.contains("comment"), "{reasons}");
    // A good key that some do not read is not called good.
    browser.paste_to_check(&format!("SECRET_KEY='{KEY}'\n"));
    browser.wait_for("return document.querySelector('#verdict h2').textContent === 'Strong, but read differently'");
    browser.paste_to_check("A=1\nDJANGO_SECRET_KEY='ab#cd' # why\n");
    browser.wait("the X-ray", || (browser.hidden_value("#ray-0") == "ab#cd").then_some(()));
    browser.unfold_all();
    // The place in the text, with its mark under it.
    assert!(browser.hidden_value("#why-0").contains("ab#cd"));
    assert!(
        browser.run("return document.querySelector('#why-0').getBoundingClientRect().height", &[]).as_f64()
            > Some(15.0)
    );
    // Each loader is in one group.
    let asked = browser.run("return document.querySelectorAll('.rays [data-destination]').length", &[]);
    let expected = keyproof::xray::readers("A=1").count();
    assert_eq!(asked, expected);
    browser.click(".rays .link");
    browser.wait_for("return document.querySelector('.same').textContent.startsWith('✓')");
}

/// The line for any loader of `.env` files: that some want `export` in front says nothing against it.
fn what_the_page_made_is_good(browser: &Browser) {
    browser.open();
    let line = browser.line();
    browser.paste_to_check(&format!("{line}\n"));
    browser.wait("all loaders", || browser.text("#xray-status").contains("loaders that read such").then_some(()));
    assert_eq!(browser.text("#verdict h2"), "Looks strong");
    assert!(!browser.is("return document.querySelector('#replace').checkVisibility()"), "nothing is to be fixed");
}

fn a_value_is_rewritten(browser: &Browser) {
    browser.open();
    browser.open_tab_by_key("Check");
    browser.tab_to("#check-text");
    let text = "A='1'\nDJANGO_SECRET_KEY=\"ab$cd\"\n";
    browser.insert(text);
    let verdict = keyproof::check::judge(text)[0].verdict.id();
    browser.wait_for(&format!("return document.querySelector('#verdict')?.dataset.verdict === '{verdict}'"));
    let mine = ["python-decouple", "posix-shell"];
    // What a loader without interpolation reads is meant.
    browser.press_by_key("What each loader reads");
    browser.wait("the group", || (browser.hidden_value("#ray-0") == "ab$cd").then_some(()));
    browser.press_by_key("Mark as my key");
    browser.wait("the mark", || browser.text(".rays .same").starts_with('✓').then_some(()));
    for label in ["python-decouple", "POSIX shell"] {
        browser.press_by_key("Which loaders");
        browser.press_by_key(label);
    }
    browser.focus("#check-text");
    browser.press_by_key("Rewrite with this key");
    browser.wait_for("return document.querySelector('#fixed').checkVisibility()");
    browser.focus("#check-text");
    let fixed = browser.copied_by_key("Copy the text");
    assert_eq!(browser.hidden_value("#fixed"), fixed);
    assert_eq!(fixed, "A='1'\nDJANGO_SECRET_KEY='ab$cd'\n");
    for id in mine {
        let loader = loader::find(id).expect("a loader");
        let read = loader.read(&fixed, &VariableName::usual(), &Environment::EMPTY);
        assert!(matches!(read, Reading::Value { text, .. } if text.expose() == "ab$cd"), "{id}");
    }
}

fn what_would_be_run_is_said_aloud(browser: &Browser) {
    browser.open();
    browser.paste_to_check("DJANGO_SECRET_KEY=ab$(cd)ef\n");
    browser.wait("the warning", || browser.text(".xray [role=alert]").contains("POSIX shell").then_some(()));
}
