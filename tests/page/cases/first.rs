//! The first key, before the rest of the page is there, and what takes it over.

use std::thread;

use serde_json::json;

use super::{Case, case, case_in};
use crate::{browser::Browser, engine::Engine};

/// Only Chromium says what has moved.
const SAYS_WHAT_MOVES: &[Engine] = &[Engine::Chromium];

pub(super) const CASES: &[Case] = &[
    case("first_key_is_taken_over", first_key_is_taken_over),
    case("new_key_during_the_take_over", new_key_during_the_take_over),
    case("first_card_stays_as_it_is", first_card_stays_as_it_is),
    case_in(SAYS_WHAT_MOVES, "nothing_moves", nothing_moves),
    case("first_key_without_the_rest", first_key_without_the_rest),
    case("another_wish_waits_for_the_rest", another_wish_waits_for_the_rest),
    case("what_is_pressed_early_is_done_later", what_is_pressed_early_is_done_later),
    case("another_tab_waits_for_the_rest", another_tab_waits_for_the_rest),
    case("what_was_said_is_not_said_again", what_was_said_is_not_said_again),
];

/// Has the large program wait until the test calls `go`: the second one that is started, or the first where the
/// small one has nothing to do. The memories of both are noted.
fn held(number: usize) -> String {
    format!(
        "const instantiate = WebAssembly.instantiate;
        let started = 0;
        window.memories = [];
        WebAssembly.instantiate = async (...all) => {{
            if (++started === {number}) await new Promise((go) => window.go = go);
            const made = await instantiate.apply(WebAssembly, all);
            window.memories.push(made.instance.exports.memory);
            return made;
        }};"
    )
}

/// Opens the page with the large program held, at a fragment of its address.
fn open_held(browser: &Browser, number: usize, fragment: &str, more: &str) {
    if number == 2 {
        // What another case has chosen would have the small program wait.
        browser.open();
    }
    let page = String::from_utf8(crate::page().unwrap_or_else(|error| panic!("{error:?}"))).expect("text");
    let page = page.replacen("<head>", &format!("<head><script>{more}{}</script>", held(number)), 1);
    let address = browser.publish("with-held.html", page.as_bytes());
    browser.goto("about:blank");
    browser.goto(&format!("{address}{fragment}"));
    browser.wait_for("return window.go !== undefined");
}

/// Lets the large program start, and waits for it.
fn go_on(browser: &Browser) {
    browser.run("window.go()", &[]);
    browser.started();
    browser.wait_for("return document.querySelector('#bulk-start') !== null");
}

fn is_a_first_line(line: &str) -> bool {
    let key = line.strip_prefix("DJANGO_SECRET_KEY=").unwrap_or_default();
    key.len() == 50 && key.bytes().all(|symbol| symbol.is_ascii_alphanumeric() || b"-_".contains(&symbol))
}

fn first_key_is_taken_over(browser: &Browser) {
    open_held(browser, 2, "", "");
    browser.wait_for("return document.documentElement.dataset.state === 'ready'");
    let before = browser.line();
    assert!(is_a_first_line(&before));
    browser.press("#copy", "Copied");
    assert!(browser.pasted() == before, "the line is copied");
    browser.press("#new", "New key made");
    let line = browser.line();
    assert!(is_a_first_line(&line) && line != before);
    browser.press("#copy-key", "Copied");
    assert!(line.ends_with(&*browser.pasted()), "the key is copied");
    let key = line.split_once('=').expect("a line").1.to_owned();
    let seen =
        "return document.documentElement.outerHTML + document.title + location.href + JSON.stringify(localStorage)";
    assert!(!browser.text_of(seen).contains(&key));
    browser.run("window.host = document.querySelector('#line'); document.querySelector('#new').focus()", &[]);
    go_on(browser);
    assert!(browser.line() == line, "the same line");
    let empty = "return new Uint8Array(window.memories[arguments[0]].buffer).every((byte) => byte === 0)";
    assert_eq!([0, 1].map(|number| browser.run(empty, &[json!(number)])), [json!(true), json!(false)], "the memories");
    assert!(browser.is("return window.host === document.querySelector('#line')"));
    assert_eq!(browser.focus_name().as_deref(), Some("New key"));
    assert!(browser.text("#status").starts_with("Copied") && browser.is("return !!document.querySelector('#clear')"));
    assert!(!browser.text_of(seen).contains(&key));
    browser.press("#copy-key", "Copied");
    assert!(browser.pasted() == key, "the same key");
    browser.press("#new", "New key made");
    assert!(browser.line() != line && is_a_first_line(&browser.line()));
    assert!(browser.text(".proofs").contains("loaders read this key unchanged"));
}

/// Pressed again and again while one program follows the other: what is copied is what is shown.
fn new_key_during_the_take_over(browser: &Browser) {
    open_held(browser, 2, "", "");
    browser.wait_for("return document.documentElement.dataset.state === 'ready'");
    browser.run(
        "window.presses = 0;
        const press = () => {
            if (document.querySelector('#bulk-start')) return;
            document.querySelector('#new').click();
            if (++window.presses === 6) window.go();
            setTimeout(press, 1);
        };
        press();",
        &[],
    );
    browser.started();
    browser.wait_for("return document.querySelector('#bulk-start') !== null");
    assert!(browser.is("return window.presses > 5"));
    let line = browser.line();
    assert!(is_a_first_line(&line));
    browser.press("#copy", "Copied");
    assert!(browser.pasted() == line && browser.line() == line);
}

/// What stands in its place before is what the large program puts there, and where.
fn first_card_stays_as_it_is(browser: &Browser) {
    let look = "const parts = '#destination form, #place, #line, #copy, #copy-key, #new, #meta, #proofs p, #kept .field, #settings, #install, #ignore, .below, .fold';
        return [...document.querySelectorAll(parts)].filter((part) => part.checkVisibility())
            .map((part) => [part.id || part.className, part.matches('.fold, .field') ? '' : part.textContent, ...Object.values(part.getBoundingClientRect().toJSON()).map(Math.round)].join(' '));";
    for width in [1280, 360] {
        browser.post("window/rect", &json!({ "width": width, "height": 900 }));
        open_held(browser, 2, "", "");
        browser.wait_for("return document.documentElement.dataset.state === 'ready'");
        let before = browser.run(look, &[]);
        go_on(browser);
        browser.wait_for("return document.querySelector('#proofs .waits') === null");
        assert_eq!(browser.run(look, &[]), before, "{width} wide");
        assert!(before.as_array().is_some_and(|parts| parts.len() > 12), "{before}");
    }
    browser.post("window/rect", &json!({ "width": 1280, "height": 900 }));
}

fn nothing_moves(browser: &Browser) {
    let note = "window.moved = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });";
    open_held(browser, 2, "", note);
    browser.wait_for("return document.documentElement.dataset.state === 'ready'");
    go_on(browser);
    browser.run_async("requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 100)))", &[]);
    assert_eq!(browser.run("return window.moved", &[]), json!(0));
}

/// A connection that was cut: what has come can be used, and the page says that there is more.
fn first_key_without_the_rest(browser: &Browser) {
    let page = String::from_utf8(crate::page().unwrap_or_else(|error| panic!("{error:?}"))).expect("text");
    let wasm = page.find("<script id=\"wasm\"").expect("it is there");
    browser.open();
    for (name, end) in [("in-wasm", wasm + 50_000), ("in-guide", wasm - 10_000)] {
        browser.goto(&browser.publish(&format!("cut-{name}.html"), &page.as_bytes()[..end]));
        browser.wait_for("return document.documentElement.dataset.rest === 'missing'");
        browser.wait_for("return document.documentElement.dataset.state === 'ready'");
        assert!(browser.text("#arriving").starts_with("The rest of the page did not arrive"));
        let line = browser.line();
        assert!(is_a_first_line(&line), "{name}");
        browser.press("#copy", "Copied");
        assert!(browser.pasted() == line);
        browser.press("#new", "New key made");
        assert!(browser.line() != line);
    }
}

fn another_wish_waits_for_the_rest(browser: &Browser) {
    browser.open();
    browser.choose_destination("django-environ");
    open_held(browser, 1, "", "");
    assert_eq!(browser.state(), "working");
    assert_eq!(browser.line().trim(), "");
    assert!(
        browser
            .is("return document.querySelector('#copy').disabled && document.querySelector('#line').checkVisibility()")
    );
    go_on(browser);
    assert_eq!(browser.state(), "ready");
    assert!(browser.is(
        "return document.querySelector('[data-destination=django-environ]').getAttribute('aria-pressed') === 'true'"
    ));
    assert!(browser.line().starts_with("DJANGO_SECRET_KEY="));
    browser.open();
}

fn what_is_pressed_early_is_done_later(browser: &Browser) {
    open_held(browser, 2, "", "");
    browser.wait_for("return document.documentElement.dataset.state === 'ready'");
    let line = browser.line();
    browser.click("[data-destination=python-decouple]");
    browser.wait_for("return document.querySelector('#arriving').textContent.startsWith('Loading the rest')");
    assert!(browser.is("return document.querySelector('#arriving').dataset.share === '100 %'"));
    go_on(browser);
    browser.wait_for(
        "return document.querySelector('[data-destination=python-decouple]').getAttribute('aria-pressed') === 'true'",
    );
    assert!(browser.line() == line, "the same key suits it");
    assert!(browser.is("return document.querySelector('#arriving') === null"));
    browser.open();
}

fn another_tab_waits_for_the_rest(browser: &Browser) {
    open_held(browser, 1, "#check", "");
    assert!(browser.is("return !document.querySelector('#line').checkVisibility()"));
    assert!(browser.text("#arriving").starts_with("Loading the rest"));
    // A moment in which nothing may be drawn.
    thread::sleep(std::time::Duration::from_millis(50));
    assert_eq!(browser.line().trim(), "");
    go_on(browser);
    assert!(browser.is("return document.querySelector('#title-check').checkVisibility()"));
    browser.open_tab("make");
    // The key is put into its field once the tab is drawn.
    browser.wait("a line", || is_a_first_line(&browser.line()).then_some(()));
}

/// A screen reader reads out what changes in a live region: something else that happens on the tab changes nothing.
fn what_was_said_is_not_said_again(browser: &Browser) {
    browser.open();
    browser.press("#copy", "Copied");
    browser.run(
        "window.said = 0;
        new MutationObserver(() => window.said++).observe(document.querySelector('#status'), { childList: true, characterData: true, subtree: true });",
        &[],
    );
    browser.fill("#destination-search", "decoup");
    browser.wait_for("return document.querySelector('[data-destination=python-decouple-ini]') !== null");
    assert_eq!(browser.run("return window.said", &[]), json!(0));
    browser.press("#new", "New key made");
    assert!(browser.is("return window.said > 0"));
}
