//! How soon the first key is there, beside a bare page that shows one, and a peer's page: `cargo xtask speed`.
//!
//! Chromium loads each in turn, so that what else the machine does falls on all of them; the server packs
//! what it sends, and the browser's own means slow the network down. Medians are printed.

use std::{env, fs, io::Write};

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, CONTROL, Transport},
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
        let slow =
            json!({ "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes });
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

/// How long a file of 100,000 keys takes, for some destinations, and a paste, from the text to its verdict.
pub(crate) fn work(page: &[u8]) {
    let browser = Browser::start(Engine::Chromium, Transport::Http, page);
    browser.open();
    for (name, length) in
        [("50 characters", 50), ("1 KB", 1000), ("4 KB", 4000), ("100 KB", 100_000), ("1 MB", 1_000_000)]
    {
        let line = "SECRET_KEY='q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz'\n";
        let text: String = line
            .chars()
            .take(50)
            .chain("# a line of a file, and more of it\nOTHER=1\n".chars().cycle())
            .take(length)
            .collect();
        let mut times: Vec<Vec<f64>> = Vec::new();
        for _ in 0..5 {
            browser.open();
            browser.open_tab("check");
            // To the clipboard as a person would, since whatever else puts text in does so line by line.
            browser.run(
                "const area = document.createElement('textarea');
                area.value = arguments[0];
                document.body.append(area);
                area.select();",
                &[json!(text)],
            );
            browser.chord(CONTROL, 'c');
            browser.run("document.activeElement.remove()", &[]);
            browser.focus("#check-text");
            browser.run(
                "let begin, longest = 0, verdict;
                const tasks = new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
                tasks.observe({ entryTypes: ['longtask'] });
                addEventListener('input', () => begin ??= performance.now(), true);
                const look = new MutationObserver(() => { if (document.querySelector('#verdict')) verdict ??= performance.now() - begin; });
                look.observe(document.body, { childList: true, subtree: true });
                const end = () => {
                    const status = document.querySelector('#xray-status')?.textContent ?? '';
                    if (verdict === undefined || status.startsWith('Checking')) return setTimeout(end, 5);
                    const all = performance.now() - begin;
                    setTimeout(() => window.times = [verdict, all, longest], 100);
                };
                setTimeout(end, 5);",
                &[],
            );
            browser.chord(CONTROL, 'v');
            let found = browser.wait("a verdict", || {
                Some(browser.run("return window.times ?? null", &[])).filter(|times| *times != Value::Null)
            });
            times.push(found.as_array().expect("times").iter().filter_map(Value::as_f64).collect());
        }
        let median = |place: usize| {
            let mut times: Vec<f64> = times.iter().map(|times| times[place]).collect();
            times.sort_by(f64::total_cmp);
            times[2]
        };
        println!(
            "{name} pasted: verdict after {:.0} ms, all readings after {:.0} ms, longest task {:.0} ms (50 or more)",
            median(0),
            median(1),
            median(2)
        );
    }
    browser.open();
    for (destination, preset) in [
        ("anywhere", "portable"),
        ("anywhere", "django"),
        ("django-environ", "django"),
        ("compose-env-file", "django"),
        ("fish", "django"),
    ] {
        browser.choose_destination(destination);
        browser.choose_preset(preset);
        browser.fill("#bulk-count", "100000");
        let milliseconds = browser.run_async(
            "const begin = performance.now(), done = arguments[0];
            const said = document.querySelector('#bulk-said');
            document.querySelector('#bulk-start').click();
            const look = () => said.textContent.startsWith('Saved 100000') ? done(performance.now() - begin) : setTimeout(look, 5);
            setTimeout(look, 5);",
            &[],
        );
        let _ = browser.downloaded("django-secret-keys.txt");
        println!(
            "100,000 keys of {preset} for {destination}: {:.2} s",
            milliseconds.as_f64().expect("a time") / 1000.0
        );
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
