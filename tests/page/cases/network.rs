//! That nothing is sent, as seen from outside of the browser; and that it would be seen.

use std::{thread, time::Duration};

use super::{Case, case};
use crate::browser::{Browser, Transport};

pub(super) const CASES: &[Case] = &[
    case("observer_sees_what_a_page_sends", observer_sees_what_a_page_sends),
    case("policy_refuses_to_send", policy_refuses_to_send),
    case("no_request_after_the_document", no_request_after_the_document),
];

/// Four ways to send, each to a host of its own that is not there: only a proxy can see them.
const SEND: &str = "
    fetch('http://fetch.invalid/').catch(() => {});
    new Image().src = 'http://image.invalid/';
    navigator.sendBeacon('http://beacon.invalid/', 'x');
    new WebSocket('ws://socket.invalid/');";

/// A browser may ask a proxy for the address, or for a tunnel to the host.
const SENT_TO: [&str; 4] = ["fetch.invalid", "image.invalid", "beacon.invalid", "socket.invalid"];

/// Whether a request is one that a test meant to be made.
pub(crate) fn is_expected(browser: &Browser, request: &str) -> bool {
    let own = format!("http://{}", browser.observer.address());
    let mut words = request.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return false };
    let path = target.strip_prefix(&own).unwrap_or(target);
    (method == "GET" && path.starts_with("/keyproof/") && browser.transport == Transport::Http)
        || SENT_TO.iter().any(|host| target.contains(host))
}

fn observer_sees_what_a_page_sends(browser: &Browser) {
    let before = browser.observer.log(0).len();
    let page = format!("<!DOCTYPE html><title>control</title><link rel=icon href=data:,><script>{SEND}</script>");
    browser.goto(&browser.publish("control.html", page.as_bytes()));
    for host in SENT_TO {
        let seen = || browser.observer.log(before).iter().any(|request| request.contains(host));
        browser.wait(host, || seen().then_some(()));
    }
}

fn policy_refuses_to_send(browser: &Browser) {
    browser.open();
    let before = browser.observer.log(0).len();
    browser.run(&format!("try {{ {SEND} }} catch {{}}"), &[]);
    thread::sleep(Duration::from_secs(1));
    assert_eq!(browser.observer.log(before), Vec::<String>::new());
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
