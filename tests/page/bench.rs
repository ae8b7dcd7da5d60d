//! How soon the first key is there, beside a bare page that shows one, and a peer's page: `cargo xtask speed`.
//!
//! Chromium loads each in turn, so that what else the machine does falls on all of them; the server packs
//! what it sends, and the browser's own means slow the network down. Medians are printed.

use std::{env, fs, io::Write};

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Transport},
    engine::Engine,
};

/// A network: what it is called, its latency in milliseconds, its bytes a second either way, and how often each
/// page is loaded over it.
const NETWORKS: [(&str, f64, f64, usize); 3] = [
    ("loopback", 0.0, -1.0, 21),
    ("slow 4G (150 ms, 1.6 Mbit/s)", 150.0, 200_000.0, 9),
    ("slow 3G (400 ms, 400 kbit/s)", 400.0, 50_000.0, 9),
];

/// A page that does the same with nothing round it.
const BARE: &str = "<!DOCTYPE html><html data-state=working><link rel=icon href=data:,><title>bare</title>\
    <textarea id=key></textarea><script>\
    const symbols = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';\
    document.getElementById('key').value = Array.from(crypto.getRandomValues(new Uint8Array(50)), (b) => symbols[b & 63]).join('');\
    document.documentElement.dataset.state = 'ready';</script>";

/// A page with nothing at all: its time is that of its load.
const BLANK: &str = "<!DOCTYPE html><html data-state=working><link rel=icon href=data:,><title>blank</title>";

/// Notes when the page says that it is ready, when all of it is there, when it has loaded, and when something that
/// looks like a key can be seen in it, for pages that say nothing.
const NOTE: &str = "
    addEventListener('load', () => window.loadedAt = performance.now());
    new MutationObserver(() => {
        if (document.documentElement?.dataset.state === 'ready') window.readyAt ??= performance.now();
        if (document.getElementById('bulk-start')) window.allAt ??= performance.now();
    }).observe(document, { subtree: true, attributes: true, childList: true, attributeFilter: ['data-state'] });
    const look = () => {
        const fields = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
        const isKey = (text) => /\\S{40,}/.test(text) && new Set(text).size > 20;
        if (fields.some(isKey) || isKey(document.body?.innerText ?? '')) window.seenAt ??= performance.now();
        else requestAnimationFrame(look);
    };
    look();";

/// Measures in Chromium, over http, and prints the medians.
pub(crate) fn run(page: &[u8]) {
    let browser = Browser::start(Engine::Chromium, Transport::Http, page);
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": NOTE }));
    browser.devtools("Network.enable", &json!({}));
    browser.devtools("Network.setCacheDisabled", &json!({ "cacheDisabled": true }));
    let needed = page.windows(9).position(|text| text == b"</script>").and_then(|first| {
        let script = page[first + 9..].windows(9).position(|text| text == b"</script>")?;
        page.get(..first + 9 + script + 9)
    });
    println!(
        "{} bytes, packed; of these {} come before the first key",
        packed(page).len(),
        needed.map_or(0, |needed| packed(needed).len())
    );
    let mut pages = vec![
        ("first key", browser.publish("packed.html", &packed(page)), "readyAt"),
        ("all of the page", browser.publish("packed.html", &packed(page)), "allAt"),
        ("a bare page", browser.publish("bare.html", &packed(BARE.as_bytes())), "readyAt"),
        ("a blank page", browser.publish("blank.html", &packed(BLANK.as_bytes())), "loadedAt"),
    ];
    if let Some(peer) = env::var_os("KEYPROOF_PEER") {
        let peer = fs::read(&peer).unwrap_or_else(|error| panic!("{}: {error}", peer.display()));
        pages.push(("the peer", browser.publish("peer.html", &packed(&peer)), "seenAt"));
    }
    for (network, latency, bytes, loads) in NETWORKS {
        let slow = json!({ "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes });
        browser.devtools("Network.emulateNetworkConditions", &slow);
        let mut times = vec![Vec::new(); pages.len()];
        for _ in 0..loads {
            for ((_, address, mark), times) in pages.iter().zip(&mut times) {
                times.push(time(&browser, address, mark));
            }
        }
        println!("{network}, medians of {loads}:");
        let medians: Vec<f64> = times
            .into_iter()
            .map(|mut times| {
                times.sort_by(f64::total_cmp);
                times[loads / 2]
            })
            .collect();
        for ((name, ..), median) in pages.iter().zip(&medians) {
            println!("  {name:<16} {median:>7.1} ms, {:.2} times a bare page", median / medians[2]);
        }
    }
}

/// As a server sends it.
fn packed(page: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(page).and_then(|()| encoder.finish()).expect("memory")
}

fn time(browser: &Browser, address: &str, mark: &str) -> f64 {
    browser.goto(address);
    let script = format!("return window.{mark} ?? null");
    browser.wait(mark, || Some(browser.run(&script, &[])).filter(|time| *time != Value::Null)).as_f64().expect("a time")
}
