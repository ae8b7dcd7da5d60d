//! The cases: a file for each part of what the page promises.

use crate::{browser::Browser, engine::Engine};

mod addresses;
mod attacks;
mod broken_crypto;
mod carry;
mod check;
mod environments;
mod first;
mod guide;
mod held;
mod inspect;
mod keyboard;
mod loaders;
mod look;
mod make;
mod many_keys;
mod memory;
pub(crate) mod network;
mod preferences;
mod repair;
mod rotate;
mod saved_copy;
mod secrecy;
mod setups;
mod several;
mod stores;
mod xray;

/// A case: what is tried, and in which engines it can be.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) engines: &'static [Engine],
    pub(crate) run: fn(&Browser),
}

/// All cases, in the order in which they run.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    [
        network::CASES,
        first::CASES,
        make::CASES,
        carry::CASES,
        setups::CASES,
        check::CASES,
        several::CASES,
        xray::CASES,
        repair::CASES,
        environments::CASES,
        many_keys::CASES,
        inspect::CASES,
        keyboard::CASES,
        loaders::CASES,
        stores::CASES,
        addresses::CASES,
        guide::CASES,
        preferences::CASES,
        rotate::CASES,
        saved_copy::CASES,
        secrecy::CASES,
        broken_crypto::CASES,
        memory::CASES,
        held::CASES,
        look::CASES,
        // Last: a browser is not what it was, once pages have done all this in it.
        attacks::CASES,
    ]
    .into_iter()
    .flatten()
}

/// Opens a copy of the page that has a script before all of its own, and before its policy.
fn opened_with(browser: &Browser, name: &str, script: &str) {
    let page = String::from_utf8(crate::page().unwrap_or_else(|error| panic!("{error:?}"))).expect("text");
    let page = page.replacen("<head>", &format!("<head><script>{script}</script>"), 1);
    browser.goto(&browser.publish(&format!("with-{name}.html"), page.as_bytes()));
    browser.started();
}

/// A case for all engines.
const fn case(name: &'static str, run: fn(&Browser)) -> Case {
    Case { name, engines: &Engine::ALL, run }
}

/// A case for the engines that have a way to try it; beside it stands why the others have none.
const fn case_in(engines: &'static [Engine], name: &'static str, run: fn(&Browser)) -> Case {
    Case { name, engines, run }
}
