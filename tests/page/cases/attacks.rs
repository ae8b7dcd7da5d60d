//! Bad Rust in the page's place (`tests/attacks`): each way to let something out is tried with all that
//! wasm-bindgen gives, where it has to be seen in the engines in which it works, and behind the boundary,
//! where nothing is seen. What asks for an import that is not listed stops the build; here the boundary
//! refuses it when it is called, and the page says which it was.

use std::{
    fs,
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{Case, case};
use crate::{
    browser::{Browser, Transport},
    engine::{
        Engine::{self, Chromium, Firefox},
        PATIENCE,
    },
    wire::{self, TO_BE_SEEN},
};

pub(super) const CASES: &[Case] = &[case("bad_rust_is_held", bad_rust_is_held)];

/// An attack's name, and in which engines something is seen of it, each time, if nothing but the policy is in its
/// way. (In Firefox, `iframe-srcdoc`, `inner-html` and `document-write` are, but not in a browser that has just
/// started.)
type Attack = (&'static str, &'static [Engine]);

const ALL: &[Engine] = &Engine::ALL;

/// Those that need nothing but what the page has, too.
const ALLOWED: &[Attack] = &[
    ("link-dns-prefetch", &[Chromium, Firefox]),
    ("link-preconnect", ALL),
    ("link-prefetch", &[]),
    ("link-preload", &[]),
    ("link-modulepreload", &[]),
    ("link-stylesheet", &[]),
    ("link-manifest", &[]),
    ("link-prerender", &[]),
    ("icon-changed", &[]),
    ("icon-to-dns-prefetch", &[Chromium, Firefox]),
    ("icon-cloned", &[Chromium, Firefox]),
    ("meta-refresh", ALL),
    ("meta-changed", ALL),
    ("policy-taken-away", &[]),
    ("iframe-src", &[Chromium]),
    ("iframe-srcdoc", &[]),
    ("iframe-data", &[]),
    ("frame-in-frameset", &[Chromium]),
    ("object-data", &[]),
    ("embed-src", &[]),
    ("image-src", &[]),
    ("image-srcset", &[]),
    ("video-poster", &[]),
    ("audio-src", &[]),
    ("input-image", &[]),
    ("script-src", &[]),
    ("script-text", &[]),
    ("speculation-rules", &[]),
    ("style-import", &[]),
    ("style-attribute", &[]),
    ("style-changed", &[]),
    ("handler-attribute", &[]),
    ("anchor-there", &[Firefox]),
    ("anchor-click", ALL),
    ("anchor-click-new-tab", ALL),
    ("anchor-download", ALL),
    ("anchor-ping", &[]),
    ("anchor-of-the-page", ALL),
    ("anchor-script", &[]),
    ("anchor-to-the-host", ALL),
    ("area-click", ALL),
    ("form-action", &[Chromium]),
    ("form-formaction", &[Chromium]),
    ("form-to-the-host", &[]),
    ("base-changed", &[]),
    ("svg-image", &[]),
    ("link-by-its-namespace", &[Chromium, Firefox]),
    ("inner-html", &[]),
    ("clobbered-form", &[]),
    ("text-put-into-style", &[]),
    ("location-by-reflection", ALL),
    ("kept-in-the-address", ALL),
    ("kept-in-the-set-up", ALL),
    ("kept-in-storage", ALL),
    ("kept-in-the-title", ALL),
    ("kept-in-the-windows-name", ALL),
    ("kept-in-a-files-name", ALL),
];

/// Those that need an import which the page does not have.
const FORBIDDEN: &[Attack] = &[
    ("location-href", ALL),
    ("location-assign", ALL),
    ("location-of-an-element", ALL),
    ("navigation-api", &[Chromium]),
    ("window-open", &[Chromium, Firefox]),
    ("rtc", &[Chromium, Firefox]),
    ("rtc-by-reflection", &[Chromium, Firefox]),
    ("fetch", &[]),
    ("fetch-by-reflection", &[]),
    ("request", &[]),
    ("beacon", &[]),
    ("socket", &[]),
    ("transport", &[]),
    ("event-source", &[]),
    ("worker", &[]),
    ("service-worker", &[]),
    ("image-object", &[]),
    ("code-as-text", &[]),
    ("code-as-a-timer", &[]),
    ("code-imported", &[]),
    ("form-submit", &[Chromium]),
    ("document-write", &[]),
    ("prototype-changed", &[]),
    ("style-sheet-object", &[]),
    ("font-object", &[]),
    ("kept-in-a-cookie", ALL),
    ("kept-in-the-history", ALL),
    ("kept-in-the-session", ALL),
];

/// Those that need a host: a file is not sent anything, and has no cookies in every engine.
const OF_A_HOST: &[&str] = &["anchor-to-the-host", "kept-in-a-cookie"];

/// What the page holds now of what outlives it, and what it says of the attack.
const STATE: &str = "const tried = (f) => { try { return f() } catch { return '' } };
    return {
        state: document.documentElement.dataset.state ?? 'gone',
        unlisted: document.documentElement.dataset.unlisted ?? '',
        kept: [
            location.hash === '#' + arguments[0] ? arguments[0] : '',
            document.title, tried(() => document.cookie), window.name, JSON.stringify(history.state ?? ''),
            tried(() => JSON.stringify(Object.entries(localStorage))), tried(() => JSON.stringify(Object.entries(sessionStorage))),
        ].join('\\n'),
    }";

/// What came of an attack.
struct Outcome {
    host: String,
    /// The import for which the build would have stopped.
    unlisted: String,
    kept: bool,
    /// How long it was until something was seen, if anything was.
    took: Duration,
}

/// How long a page is stayed with of which nothing has to be seen.
const MOMENT: Duration = Duration::from_millis(100);

fn bad_rust_is_held(browser: &Browser) {
    if wire::wire().is_none() {
        return;
    }
    // From a file, those that something is known to come of there.
    let of_a_file = |(name, works): &Attack| works.contains(&browser.engine) && !OF_A_HOST.contains(name);
    let wanted = |attack: &&Attack| browser.transport == Transport::Http || of_a_file(attack);
    let attacks = || ALLOWED.iter().chain(FORBIDDEN).filter(wanted);
    let before: Vec<_> = attacks()
        .map(|(name, works)| {
            let patience = if works.contains(&browser.engine) { PATIENCE } else { MOMENT };
            attack(browser, "before", name, TO_BE_SEEN, patience)
        })
        .collect();
    // Each has twice the time in which something was seen of it.
    let after: Vec<_> = attacks()
        .zip(&before)
        .map(|((name, _), before)| attack(browser, "after", name, ".held.test", MOMENT.max(before.took * 2)))
        .collect();
    // What a browser does in a while.
    browser.goto("about:blank");
    thread::sleep(Duration::from_secs(2));
    let mut faults = Vec::new();
    for ((name, works), (before, after)) in attacks().zip(before.iter().zip(&after)) {
        let [was, is] = [before, after].map(|outcome| outcome.kept || seen(browser, &outcome.host));
        let stops = &after.unlisted;
        println!(
            "attack {:<9}{:<5}{name:<26} before: {:<5} after: {:<7} build: {}",
            browser.engine.id(),
            browser.transport.id(),
            if was { "seen" } else { "-" },
            if is { "LEAKED" } else { "nothing" },
            if stops.is_empty() { "passes".to_owned() } else { format!("stops at {stops}") },
        );
        if is {
            faults.push(format!("{name} gets out"));
        }
        if works.contains(&browser.engine) && !was {
            faults.push(format!("{name} is not seen where nothing holds it"));
        }
        if FORBIDDEN.iter().any(|(other, _)| other == name) == stops.is_empty() {
            faults.push(format!("{name}: the build would stop at “{stops}”"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Runs an attack, and stays until something is seen of it, or for so long.
fn attack(browser: &Browser, page: &str, name: &'static str, end: &str, patience: Duration) -> Outcome {
    let host = format!("at-{name}-{}-{}{end}", browser.engine.id(), browser.transport.id());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/attacks").join(page).with_extension("html");
    let content = fs::read(&path).unwrap_or_else(|_| panic!("{}: run `cargo xtask attacks` first", path.display()));
    // To go to another fragment of the same page would not load it.
    browser.try_to_go("about:blank");
    let address = browser.publish(&format!("{page}.html"), &content);
    browser.try_to_go(&format!("{address}#{name}@{host}"));
    let mut outcome = Outcome { host, unlisted: String::new(), kept: false, took: Duration::ZERO };
    let state = |outcome: &Outcome| browser.try_to_run(STATE, &[outcome.host.clone().into()]);
    let begin = Instant::now();
    // A page that has gone elsewhere says nothing.
    while let Ok(state) = state(&outcome)
        && begin.elapsed() < PATIENCE
    {
        if state["state"] != "working" {
            state["unlisted"].as_str().unwrap_or_default().clone_into(&mut outcome.unlisted);
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    let done = Instant::now();
    while !outcome.kept && !seen(browser, &outcome.host) && done.elapsed() < patience {
        thread::sleep(MOMENT / 2);
        let state = state(&outcome).unwrap_or(Value::Null);
        outcome.kept = state["kept"].as_str().is_some_and(|kept| kept.contains(&outcome.host))
            || browser.has_downloaded(&outcome.host.replace('.', "-"));
    }
    if outcome.kept || seen(browser, &outcome.host) {
        outcome.took = begin.elapsed();
    }
    let _ = browser.try_to_run("localStorage.clear(); sessionStorage.clear(); window.name = ''", &[]);
    outcome
}

/// Whether anything of a host has been seen, on the wire or by the page's own server.
fn seen(browser: &Browser, host: &str) -> bool {
    wire::wire().is_some_and(|wire| wire.has_seen(host))
        || browser.observer.log(0).iter().any(|request| request.contains(host))
}
