//! Where the key is kept: every store's texts as the core has them, and the way through by keyboard.

use keyproof::{
    name::VariableName,
    store::{self, Part, Piece, Shell, Store},
};

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("a_store_by_keyboard", a_store_by_keyboard),
    case("every_store_is_shown_as_it_is_tested", every_store_is_shown_as_it_is_tested),
    case("a_name_of_a_secret_is_quoted_or_refused", a_name_of_a_secret_is_quoted_or_refused),
];

fn text(store: &Store, part: Part, shell: Shell) -> Option<String> {
    let variable = VariableName::usual();
    let names = store.names("", "", &variable).expect("usual names are names");
    store.piece(part, &names, shell).map(|(Piece::Code(text) | Piece::Words(text))| text)
}

#[track_caller]
fn choose(browser: &Browser, store: &Store) {
    browser.choose("#kept-in", store.label);
    browser.wait(store.label, || (browser.text("#step-store") == store.label).then_some(()));
}

fn a_store_by_keyboard(browser: &Browser) {
    browser.open();
    let key = browser.bare_key();
    let store = store::find("vault").expect("a store");
    // The set-up stands right before what the link skips to.
    browser.press_by_key("Skip to the content");
    browser.tab_back_to("Kept in");
    // A select is moved by its letters: by the first, again and again, since a word has to be typed fast.
    let chosen = || {
        let chosen = "return document.querySelector('#kept-in').selectedOptions[0].text";
        browser.run(chosen, &[]).as_str().map(str::to_owned)
    };
    for _ in store::ALL {
        let before = chosen();
        browser.type_keys("H");
        let now = browser.wait("another store", || chosen().filter(|now| Some(now) != before.as_ref()));
        browser.wait(&now, || (browser.text("#step-store") == now).then_some(()));
        if now == store.label {
            break;
        }
    }
    assert_eq!(browser.text("#step-store"), store.label);
    assert_eq!(browser.copied_by_key("Copy key"), key);
    assert_eq!(browser.line(), key, "the key alone");
    let parts = [
        ("Copy the command that creates", Part::Create),
        ("Copy the command that replaces", Part::Replace),
        ("Copy the command that reads back", Part::ReadBack),
        ("Copy the lines of settings.py", Part::Settings),
    ];
    for (label, part) in parts {
        assert_eq!(Some(browser.copied_by_key(label)), text(store, part, Shell::Posix), "{label}");
    }
}

fn every_store_is_shown_as_it_is_tested(browser: &Browser) {
    browser.open();
    let key = browser.bare_key();
    let parts = [
        ("store-create", Part::Create),
        ("store-replace", Part::Replace),
        ("store-read", Part::ReadBack),
        ("store-starts", Part::Starts),
        ("store-settings", Part::Settings),
    ];
    for store in store::ALL {
        choose(browser, store);
        for shell in [Shell::Posix, Shell::PowerShell] {
            if store.takes_key() {
                let label = if shell == Shell::Posix { "bash, zsh, dash" } else { "PowerShell" };
                browser.click(&format!(
                    "#stores [aria-label=Shell] :nth-child({})",
                    1 + u8::from(shell == Shell::PowerShell)
                ));
                browser.wait(label, || {
                    let pressed = "#stores [aria-label=Shell] [aria-pressed=true]";
                    (browser.text(pressed) == label).then_some(())
                });
            }
            for (id, part) in parts {
                let shown = browser.run(&format!("return document.getElementById('{id}')?.textContent ?? null"), &[]);
                assert_eq!(shown.as_str().map(str::to_owned), text(store, part, shell), "{}: {id}", store.id);
            }
        }
        if store.takes_key() {
            browser.click("#stores [aria-label=Shell] :nth-child(1)");
        }
        let shown = browser.text("#stores");
        assert!(
            !shown.contains(&key) && shown.contains(store.pitfalls.lines().next().unwrap_or_default()),
            "{}",
            store.id
        );
    }
}

fn a_name_of_a_secret_is_quoted_or_refused(browser: &Browser) {
    browser.open_at("#make?kept-in=aws-secrets-manager");
    browser.fill("#store-name", "my key; id");
    browser.wait("quotes", || browser.text("#store-create").contains("--name 'my key; id' --secret").then_some(()));
    browser.fill("#store-name", "it's");
    browser.wait("a problem", || browser.text("#store-name-problem").contains("cannot hold quotes").then_some(()));
    assert!(browser.is("return document.getElementById('store-create') === null"));
}
