//! How soon the first key is there, beside a bare page that shows one: `KEYPROOF_BENCH=1 cargo test
//! --test page`.

use serde_json::{Value, json};

use crate::{
    browser::{Browser, Transport},
    engine::Engine,
};

const LOADS: usize = 21;

/// A page that does the same with nothing round it.
const BARE: &str = "<!DOCTYPE html><html data-state=working><link rel=icon href=data:,><title>bare</title>\
    <textarea id=key></textarea><script>\
    const symbols = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';\
    document.getElementById('key').value = Array.from(crypto.getRandomValues(new Uint8Array(50)), (b) => symbols[b & 63]).join('');\
    document.documentElement.dataset.state = 'ready';</script>";

/// A page with nothing at all: its time is that of its load.
const BLANK: &str = "<!DOCTYPE html><html data-state=working><link rel=icon href=data:,><title>blank</title>";

/// Notes when the page says that it is ready, or has loaded, whichever is asked for.
const NOTE: &str = "
    addEventListener('load', () => window.loadedAt = performance.now());
    new MutationObserver(() => {
        if (document.documentElement?.dataset.state === 'ready') window.readyAt ??= performance.now();
    }).observe(document, { subtree: true, attributes: true, childList: true, attributeFilter: ['data-state'] });";

/// Measures in Chromium, over http, and prints the medians.
pub(crate) fn run(page: &[u8]) {
    let browser = Browser::start(Engine::Chromium, Transport::Http, page);
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": NOTE }));
    let bare = browser.publish("bare.html", BARE.as_bytes());
    let blank = browser.publish("blank.html", BLANK.as_bytes());
    let (mut keys, mut bares, mut blanks) = (Vec::new(), Vec::new(), Vec::new());
    // By turns, so that what else the machine does falls on all of them.
    for _ in 0..LOADS {
        keys.push(time(&browser, &browser.page(), "readyAt"));
        bares.push(time(&browser, &bare, "readyAt"));
        blanks.push(time(&browser, &blank, "loadedAt"));
    }
    let [key, bare, blank] = [keys, bares, blanks].map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[LOADS / 2]
    });
    println!("first key after {key:.1} ms; in a bare page after {bare:.1} ms; a blank page loads in {blank:.1} ms");
    println!("that is {:.2} times a bare page, {:.2} times a blank one", key / bare, key / blank);
}

fn time(browser: &Browser, address: &str, mark: &str) -> f64 {
    browser.goto(address);
    let script = format!("return window.{mark} ?? null");
    browser.wait(mark, || Some(browser.run(&script, &[])).filter(|time| *time != Value::Null)).as_f64().expect("a time")
}
