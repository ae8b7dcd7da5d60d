//! The set-up: a product chosen by its name, the address that says it, and what never gets into it.

use serde_json::json;

use super::{Case, case};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("a_product_brings_its_set_up", a_product_brings_its_set_up),
    case("addresses_carry_the_set_up", addresses_carry_the_set_up),
    case("a_word_says_what_it_may_mean", a_word_says_what_it_may_mean),
    case("no_key_gets_into_the_address", no_key_gets_into_the_address),
];

/// What follows the `#`.
fn fragment(browser: &Browser) -> String {
    browser.text_of("return location.hash.slice(1)")
}

fn is_visible(browser: &Browser, id: &str) -> bool {
    browser.is(&format!("return document.getElementById('{id}')?.checkVisibility() === true"))
}

fn a_product_brings_its_set_up(browser: &Browser) {
    browser.open();
    let key = browser.bare_key();
    browser.fill("#destination-search", "paperless");
    browser.click("[data-destination=paperless-ngx]");
    browser.wait_for("return document.querySelector('#place').textContent === 'docker-compose.env'");
    assert_eq!(browser.line(), format!("PAPERLESS_SECRET_KEY={key}"));
    assert_eq!(browser.value("#name"), "PAPERLESS_SECRET_KEY");
    assert!(!is_visible(browser, "settings-part"));
    let card = browser.text("#product-card");
    for words in ["paperless-ngx", "not accepted", "classifier", "logs everyone out", "Read in paperless-ngx/"] {
        assert!(card.contains(words), "{words}: {card}");
    }
    assert_eq!(fragment(browser), "make?product=paperless-ngx");
    // NetBox asks for 50.
    browser.fill("#length", "40");
    browser.fill("#destination-search", "netbox");
    browser.click("[data-destination=netbox]");
    browser.wait_for("return document.querySelector('#length').value === '50'");
    // It is there on the next visit.
    browser.open_at("");
    assert!(browser.line().starts_with("SECRET_KEY="), "NetBox’s own name");
    assert!(is_visible(browser, "product-card"));
    assert_eq!(fragment(browser), "");
    browser.click("[data-destination=netbox]");
    browser.wait_for("return !document.querySelector('#product-card')");
    assert!(browser.line().starts_with("DJANGO_SECRET_KEY="));
    assert!(is_visible(browser, "settings-part"));
}

fn a_word_says_what_it_may_mean(browser: &Browser) {
    browser.open();
    let told = |typed: &str, words: &str| {
        browser.fill("#destination-search", typed);
        browser.wait(words, || browser.text("#destination .none").contains(words).then_some(()));
    };
    told("docker", "several ways");
    for id in ["compose-env-file", "docker-env-file", "in-docker-secret"] {
        assert!(browser.is(&format!("return document.querySelector('[data-destination={id}]') !== null")), "{id}");
    }
    told("zzz", "Nothing here is called that");
    told("heroku", "config var");
    browser.click("[data-destination=in-heroku]");
    browser.wait_for("return document.querySelector('#kept-in').value === 'heroku'");
    assert_eq!(fragment(browser), "make?kept-in=heroku");
    assert_eq!(browser.text("#destination .none"), "");
}

fn addresses_carry_the_set_up(browser: &Browser) {
    browser.open_at("#make?read-by=django-environ+compose-env-file&name=SECRET_KEY");
    assert!(browser.line().starts_with("SECRET_KEY="));
    let chosen = || {
        browser.text_of(
            "return [...document.querySelectorAll('[data-destination][aria-pressed=true]')]
                .map((chip) => chip.dataset.destination).join()",
        )
    };
    assert_eq!(chosen(), "django-environ,compose-env-file");
    assert_eq!(browser.text("#address-said"), "");
    // A link on the page, or one that is pasted over the address.
    browser.run("location.hash = arguments[0]", &[json!("#make?product=taiga")]);
    browser.wait_for("return document.querySelector('#product-card')?.textContent.includes('taiga-events')");
    assert_eq!(chosen(), "compose-project-env,taiga");
    browser.choose_destination("python-decouple");
    assert_eq!(fragment(browser), "make?read-by=python-decouple&product=taiga");
    browser.fill("#name", "SHOP_SECRET_KEY");
    browser.wait_for("return location.hash === '#make?read-by=python-decouple&name=SHOP_SECRET_KEY&product=taiga'");
    let line = browser.line();
    browser.open_tab("check");
    browser.open_tab("make");
    assert_eq!(browser.line(), line, "to look elsewhere loses nothing");
    browser.open_at("#make?product=nothing&read-by=pip&name=SECRET_KEY");
    assert!(browser.line().starts_with("SECRET_KEY="));
    assert_eq!(
        browser.text("#address-said"),
        "Left out, because this page doesn’t know that part of the address: product, read-by."
    );
}

/// Someone pastes a key where the name goes, and a link holds one.
fn no_key_gets_into_the_address(browser: &Browser) {
    browser.open();
    let key = browser.bare_key().replace('-', "_");
    for pasted in
        [key.clone(), key.to_uppercase(), key.to_uppercase().replace(|symbol: char| symbol.is_ascii_digit(), "X")]
    {
        browser.paste_into("#name", &pasted);
        browser.choose_destination("python-decouple");
        browser.choose_destination("anywhere");
        browser.fill("#destination-search", "zulip");
        browser.click("[data-destination=zulip]");
        browser.wait_for("return location.hash === '#make?product=zulip'");
        browser.paste_into("#name", &pasted);
        super::make::type_own_key(browser, &pasted);
        browser.choose_destination("python-decouple");
        assert_eq!(fragment(browser), "make?read-by=python-decouple&product=zulip");
        let kept = browser.text_of(
            "return [location.href, document.title, JSON.stringify(history.state), JSON.stringify(localStorage),
                JSON.stringify(sessionStorage)].join()",
        );
        assert!(!kept.contains(&pasted), "{kept}");
        browser.open();
        browser.open_at(&format!("#make?name={pasted}"));
        assert!(browser.text("#address-said").ends_with(": name."));
        assert_eq!(fragment(browser), "make");
        assert_eq!(browser.value("#name"), "DJANGO_SECRET_KEY");
        browser.choose_destination("python-decouple");
        assert_eq!(fragment(browser), "make?read-by=python-decouple");
        browser.open();
    }
}
