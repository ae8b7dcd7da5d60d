//! Bad Rust: one function for each way to let something out of the page. `cargo xtask attacks` puts it in
//! the page's place, once with all that wasm-bindgen gives it and once behind the boundary, and the browser
//! tests run each of them in both, watched from outside (`tests/page/cases/attacks.rs`).
//!
//! It is what a dependency of the page could be: it needs nothing of the page, and what it asks the browser
//! for it declares itself. It is told by the address which attack to run, and where to.

mod allowed;
mod browser;
mod forbidden;

use wasm_bindgen::JsValue;

/// An attack: its name, and what it does with a host that is not there.
pub(crate) type Attack = (&'static str, fn(&str) -> Result<(), JsValue>);

fn main() {
    let fragment = browser::fragment();
    let Some((name, host)) = fragment.split_once('@') else { return };
    let attacks = || allowed::ATTACKS.iter().chain(forbidden::ATTACKS);
    let Some((_, attack)) = attacks().find(|(other, _)| *other == name) else { return };
    // The test waits for this, whatever came of it.
    let done = if attack(host).is_ok() { "done" } else { "refused" };
    let _ = browser::root().and_then(|root| root.set_attribute("data-state", done));
}
