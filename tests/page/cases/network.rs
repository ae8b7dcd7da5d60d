//! That nothing is sent, as seen from outside of the browser; and that it would be seen.

use std::{thread, time::Duration};

use super::{Case, case};
use crate::{
    browser::{Browser, Transport},
    wire::{self, TO_BE_SEEN},
};

pub(super) const CASES: &[Case] = &[
    case("observer_sees_what_a_page_sends", observer_sees_what_a_page_sends),
    case("policy_refuses_to_send", policy_refuses_to_send),
    case("no_request_after_the_document", no_request_after_the_document),
];

/// Ways to send, each to a host of its own that is not there; each is tried, whatever came of the others.
const SEND: &str = "const [end] = arguments;
    const tries = [
        () => fetch('http://send-fetch' + end).catch(() => {}),
        () => new Image().src = 'http://send-image' + end,
        () => navigator.sendBeacon('http://send-beacon' + end, 'x'),
        () => new WebSocket('ws://send-socket' + end),
    ];
    for (const it of tries) try { it() } catch {}";

const SENT_TO: [&str; 4] = ["fetch", "image", "beacon", "socket"];

/// The rest of a host's name.
fn end(browser: &Browser, end: &str) -> String {
    format!("-{}-{}{end}", browser.engine.id(), browser.transport.id())
}

/// Whether a request is one that a test meant to be made.
pub(crate) fn is_expected(browser: &Browser, request: &str) -> bool {
    let own = format!("http://{}", browser.observer.address());
    let mut words = request.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return false };
    let path = target.strip_prefix(&own).unwrap_or(target);
    (method == "GET"
        && path.starts_with("/keyproof/")
        && browser.transport == Transport::Http
        && !path.contains(".held."))
        || target.contains(TO_BE_SEEN)
}

/// Whether a host was asked for.
fn is_seen(browser: &Browser, host: &str) -> bool {
    wire::wire().is_some_and(|wire| wire.has_seen(host))
        || browser.observer.log(0).iter().any(|request| request.contains(host))
}

fn observer_sees_what_a_page_sends(browser: &Browser) {
    let page = "<!DOCTYPE html><title>control</title><link rel=icon href=data:,>";
    browser.goto(&browser.publish("control.html", page.as_bytes()));
    let end = end(browser, TO_BE_SEEN);
    browser.run(SEND, &[end.clone().into()]);
    for host in SENT_TO.map(|host| format!("send-{host}{end}")) {
        browser.wait(&host, || is_seen(browser, &host).then_some(()));
    }
}

fn policy_refuses_to_send(browser: &Browser) {
    browser.open();
    let before = browser.observer.log(0).len();
    let end = end(browser, ".held.test");
    browser.run(SEND, &[end.clone().into()]);
    thread::sleep(Duration::from_secs(1));
    assert_eq!(browser.observer.log(before), Vec::<String>::new());
    for host in SENT_TO.map(|host| format!("send-{host}{end}")) {
        assert!(!is_seen(browser, &host), "{host}");
    }
}

fn no_request_after_the_document(browser: &Browser) {
    browser.goto("about:blank");
    let before = browser.observer.log(0).len();
    browser.open_at("");
    browser.press("#new", "New key made");
    browser.press("#copy", "Copied");
    browser.choose_destination("python-decouple");
    browser.choose_preset("django");
    browser.fill("#length", "80");
    browser.fill("#name", "SITE_KEY");
    browser.click("#make-set");
    browser.fill("#bulk-count", "10");
    browser.click("#bulk-start");
    browser.downloaded("django-secret-keys.txt");
    browser.open_tab("check");
    browser.focus("#check-text");
    browser.type_keys("SECRET_KEY=django-insecure-http://pasted.invalid/pasted");
    browser.open_tab("trust");
    browser.click("#save-copy");
    browser.downloaded(concat!("keyproof-", env!("CARGO_PKG_VERSION"), ".html"));
    browser.click("#theme");
    browser.open_tab("make");
    thread::sleep(Duration::from_secs(1));
    let log = browser.observer.log(before);
    match browser.transport {
        Transport::File => assert_eq!(log, Vec::<String>::new()),
        Transport::Http => {
            assert_eq!(log.len(), 1, "{log:?}");
            assert!(log[0].starts_with("GET ") && log[0].contains("/keyproof/ "), "{log:?}");
        }
    }
}
