//! Nothing stays: the whole memory of the WASM is searched after each thing that a person does, for keys and for
//! the random bytes that they were made of.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use super::{Case, case, opened_with};
use crate::browser::{Browser, CONTROL, DOWN};

pub(super) const CASES: &[Case] = &[
    case("a_replaced_key_is_overwritten", a_replaced_key_is_overwritten),
    case("the_keys_of_other_lines_are_overwritten", the_keys_of_other_lines_are_overwritten),
    case("many_keys_are_overwritten", many_keys_are_overwritten),
    case("what_was_pasted_is_overwritten", what_was_pasted_is_overwritten),
    case("a_repaired_file_is_overwritten", a_repaired_file_is_overwritten),
    case("a_file_that_is_taken_out_is_overwritten", a_file_that_is_taken_out_is_overwritten),
    case("what_was_rotated_is_overwritten", what_was_rotated_is_overwritten),
    case("what_was_inspected_is_overwritten", what_was_inspected_is_overwritten),
    case("forgetting_leaves_nothing", forgetting_leaves_nothing),
    case("leaving_leaves_nothing", leaving_leaves_nothing),
];

/// Keeps hold of the memories of both programs, and of what Web Crypto gave. It stands before the page's own policy and script:
/// the page as it is shipped has no such way in.
const HOLD: &str = "
    const instantiate = WebAssembly.instantiate;
    window.held = [];
    WebAssembly.instantiate = async (...given) => {
        const made = await instantiate.apply(WebAssembly, given);
        window.held.push(made.instance.exports.memory);
        return made;
    };
    window.drawn = [];
    const draw = Crypto.prototype.getRandomValues;
    Crypto.prototype.getRandomValues = function (array) {
        const filled = draw.call(this, array);
        window.drawn.push(String.fromCharCode(...new Uint8Array(filled.buffer, filled.byteOffset, filled.byteLength)));
        return filled;
    };";

/// The longest piece of each text that stands in memory, and after them the longest of all that was drawn: 3 where
/// there is none of four bytes. Memory is gone through once, and where four bytes of a text begin it looks how
/// many more follow.
const SEARCH: &str = "
    const memories = window.held.map((memory) => new Uint8Array(memory.buffer));
    const memory = new Uint8Array(memories.reduce((length, memory) => length + memory.length, 0));
    memories.reduce((at, part) => (memory.set(part, at), at + part.length), 0);
    const texts = [...arguments[0], ...window.drawn.slice(-40)];
    const code = (text, at) => text.charCodeAt(at) & 255;
    const starts = new Map();
    const begins = new Uint8Array(65536);
    texts.forEach((text, which) => {
        for (let at = 0; at + 4 <= text.length; at++) {
            const four = (code(text, at) << 24) | (code(text, at + 1) << 16) | (code(text, at + 2) << 8) | code(text, at + 3);
            if (!starts.has(four)) starts.set(four, []);
            starts.get(four).push([which, at]);
            begins[(four ^ (four >>> 16)) & 65535] = 1;
        }
    });
    const most = texts.map(() => 3);
    let four = 0;
    for (let at = 0; at < memory.length; at++) {
        four = (four << 8) | memory[at];
        if (at < 3 || !begins[(four ^ (four >>> 16)) & 65535]) continue;
        for (const [which, from] of starts.get(four) ?? []) {
            let length = 4;
            while (from + length < texts[which].length && memory[at - 3 + length] === code(texts[which], from + length)) length++;
            most[which] = Math.max(most[which], length);
        }
    }
    const asked = arguments[0].length;
    return [...most.slice(0, asked), Math.max(0, ...most.slice(asked))];";

/// Pieces shorter than this stand in any memory by chance.
const PIECE: u64 = 8;

fn open(browser: &Browser) {
    // Nothing remembered: another case may have left its choices.
    browser.open();
    opened_with(browser, "memory", HOLD);
    assert_eq!(browser.state(), "ready");
}

fn search(browser: &Browser, secrets: &[String]) -> Vec<u64> {
    let found = browser.run(SEARCH, &[json!(secrets)]);
    found.as_array().expect("a list").iter().map(|longest| longest.as_u64().expect("a number")).collect()
}

/// Fails unless the whole of this is in memory: the search finds what is there.
#[track_caller]
fn assert_held(browser: &Browser, secret: &str) {
    assert_eq!(search(browser, &[secret.to_owned()])[0], secret.len() as u64, "the search does not find {secret}");
}

/// Fails if a piece of any of them stays in memory, or of what Web Crypto gave.
#[track_caller]
fn assert_gone(browser: &Browser, secrets: &[String]) {
    let begin = Instant::now();
    loop {
        let found = search(browser, secrets);
        if found.iter().all(|longest| *longest < PIECE) {
            println!(
                "{}: {} secrets, of which at most {:?} characters are left",
                browser.engine.id(),
                secrets.len(),
                found.iter().max()
            );
            return;
        }
        // What is shown next may still be on its way.
        assert!(
            begin.elapsed() < Duration::from_secs(3),
            "of {secrets:?} and what was drawn, {found:?} stand in memory"
        );
        thread::sleep(Duration::from_millis(100));
    }
}

/// What stands behind the name of a line: `NAME=value`, or `NAME: value` in YAML.
fn value_of(line: &str) -> String {
    let value = ["=", ": "].into_iter().filter_map(|sign| Some(line.find(sign)? + sign.len())).min();
    line[value.unwrap_or_else(|| panic!("{line}"))..].trim_matches(['\'', '"']).to_owned()
}

fn a_replaced_key_is_overwritten(browser: &Browser) {
    open(browser);
    let mut replaced = Vec::new();
    for _ in 0..10 {
        replaced.push(browser.bare_key());
        assert_held(browser, &replaced[replaced.len() - 1]);
        let before = browser.line();
        browser.click("#new");
        browser.wait("another line", || (browser.line() != before).then_some(()));
    }
    assert_held(browser, &browser.bare_key());
    assert_gone(browser, &replaced);
}

fn the_keys_of_other_lines_are_overwritten(browser: &Browser) {
    open(browser);
    let mut replaced = Vec::new();
    for (destination, preset) in [
        ("python-decouple", "django"),
        ("compose-yaml", "django"),
        ("bash", "hex"),
        ("kubernetes-secret-data", "base64url"),
    ] {
        replaced.push(value_of(&browser.line()));
        browser.choose_destination(destination);
        browser.choose_preset(preset);
        browser.press("#copy", "Copied");
        browser.press("#new", "New key made");
    }
    browser.choose_destination("anywhere");
    for _ in 0..2 {
        browser.click("#make-set");
        browser.wait_for("return document.querySelector('#set-production').checkVisibility()");
        for host in ["#set-development", "#set-staging", "#set-production"] {
            replaced.push(value_of(&browser.hidden_value(host)));
        }
        browser.click("#new");
    }
    browser.wait_for("return !document.querySelector('#set-production').checkVisibility()");
    assert_gone(browser, &replaced);
}

fn many_keys_are_overwritten(browser: &Browser) {
    open(browser);
    browser.fill("#bulk-count", "500");
    browser.click("#bulk-start");
    let file = String::from_utf8(browser.downloaded("django-secret-keys.txt")).expect("text");
    let keys: Vec<String> = file.lines().step_by(25).map(str::to_owned).collect();
    assert_eq!(keys.len(), 20);
    assert_gone(browser, &keys);
}

fn what_was_pasted_is_overwritten(browser: &Browser) {
    open(browser);
    let key = "pAsTeD-7fKq2ZxV9mLb4RtY1cWs8HdJ6gNe3UaPoI5-Xr0vQkTzB";
    browser.paste_to_check(&format!("DJANGO_SECRET_KEY='{key}' #a"));
    browser.unfold_all();
    browser.wait("the X-ray", || browser.hidden_value("#ray-0").contains(key).then_some(()));
    assert_held(browser, key);
    browser.click(".rays .link");
    browser.click("#replace");
    browser.wait_for("return document.querySelector('#fixed').checkVisibility()");
    let fixed = value_of(browser.hidden_value("#fixed").split(' ').next().expect("a value"));
    browser.paste_to_check("a");
    browser.wait_for("return document.querySelector('[data-verdict=weak]') !== null");
    assert_gone(browser, &[key.to_owned(), fixed]);
}

fn a_repaired_file_is_overwritten(browser: &Browser) {
    open(browser);
    let key = "hArD-cOdEd-5wGj8QnC2yTf7LrX1bMz4KvS9dHp6EaUoI3-tZq0R";
    browser.paste_to_check(&format!("import os\nSECRET_KEY = '{key}'\n"));
    browser.wait_for("return document.querySelector('#repaired-line').checkVisibility()");
    let repaired = value_of(&browser.hidden_value("#repaired-line"));
    browser.paste_to_check("a");
    browser.wait_for("return document.querySelector('[data-verdict=weak]') !== null");
    assert_gone(browser, &[key.to_owned(), repaired]);
}

fn a_file_that_is_taken_out_is_overwritten(browser: &Browser) {
    open(browser);
    browser.open_tab("check");
    let secrets = super::secrecy::tell_story(browser);
    // What is not in the field is held.
    assert_held(browser, &secrets[1]);
    browser.click(".files li:last-child [aria-label^=Remove]");
    assert_gone(browser, &secrets[1..2]);
    assert_held(browser, &secrets[0]);
    browser.click(".files li:first-child [aria-label^=Remove]");
    browser.wait_for("return !document.querySelector('#story').checkVisibility()");
    assert_gone(browser, &secrets);
}

fn what_was_rotated_is_overwritten(browser: &Browser) {
    open(browser);
    browser.open_tab("rotate");
    let old = super::secrecy::type_old_key(browser);
    let [new, next] = ["#plan-new", "#plan-next"].map(|line| value_of(&browser.hidden_value(line)));
    forget(browser);
    assert_gone(browser, &[old, new, next]);
    // It works as before.
    browser.click("#door-leaked");
    browser.wait_for("return document.querySelector('#page-rotate').textContent.includes('was forgotten')");
    browser.click("#plan-make");
    browser.wait("a new line", || browser.hidden_value("#plan-new").contains('=').then_some(()));
}

fn what_was_inspected_is_overwritten(browser: &Browser) {
    let signed = super::inspect::vector(|vector| {
        let content = vector["content"].as_str().unwrap_or_default();
        content.len() > 40 && !content.contains("aaaa") && vector["made_at"] != serde_json::Value::Null
    });
    let [token, key, content] =
        ["token", "key", "content"].map(|field| signed[field].as_str().expect("a text").to_owned());
    open(browser);
    browser.open_tab("rotate");
    for (text, host) in [(&token, "#inspect-token"), (&key, "#inspect-keys")] {
        browser.focus(host);
        browser.insert(text);
    }
    browser.wait("what is inside", || (browser.hidden_value("#inspect-content") == content).then_some(()));
    for host in ["#inspect-token", "#inspect-keys"] {
        browser.focus(host);
        browser.chord(CONTROL, 'a');
        browser.type_keys("a");
        browser.type_keys(&DOWN.to_string());
    }
    assert_gone(browser, &[token, key, content]);
}

/// Presses “Forget everything” and hears that it is done.
fn forget(browser: &Browser) {
    browser.click("#forget");
    browser.wait("what was forgotten", || browser.text("#forget-said").starts_with("Done.").then_some(()));
}

/// Fills every part of the page that holds secrets, and gives them.
fn fill(browser: &Browser) -> Vec<String> {
    let mut secrets = super::secrecy::use_page(browser, open);
    secrets.push(browser.bare_key());
    secrets
}

/// Fails if some field shows anything.
#[track_caller]
fn assert_empty(browser: &Browser) {
    for host in [
        "#line",
        "#own-key",
        "#dice-own",
        "#dice-program",
        "#set-production",
        "#check-text",
        "#fixed",
        "#repaired-line",
        "#story-line",
        "#inspect-token",
        "#inspect-keys",
        "#inspect-content",
    ] {
        browser.run("document.querySelectorAll('[hidden], details').forEach((part) => { part.hidden = false; part.open = true; })", &[]);
        assert_eq!(browser.hidden_value(host).trim(), "", "{host}");
    }
}

fn forgetting_leaves_nothing(browser: &Browser) {
    let secrets = fill(browser);
    forget(browser);
    assert_gone(browser, &secrets);
    // A key is to be had again.
    browser.press("#new", "New key made");
    assert!(!secrets.contains(&browser.bare_key()));
    forget(browser);
    assert_empty(browser);
}

fn leaving_leaves_nothing(browser: &Browser) {
    let secrets = fill(browser);
    // What a browser says to a page that is left, and may come back.
    browser.run("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))", &[]);
    assert_gone(browser, &secrets);
    assert_empty(browser);
    assert!(browser.text("#make-app [role=alert]").starts_with("Press New key"));
}
