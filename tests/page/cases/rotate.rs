//! Replacing a key: each flow from its door to what is copied, by keyboard alone.

use keyproof::{
    line::Destination,
    loader::{self, Django, Environment},
    name::VariableName,
    reading::Reading,
    rotate::{Carry, fallbacks},
    store::{self, Piece, Shell},
};

use super::{Case, case};
use crate::browser::{Browser, ENTER};

pub(super) const CASES: &[Case] = &[
    case("a_planned_rotation_by_keyboard", a_planned_rotation_by_keyboard),
    case("a_leak_by_keyboard", a_leak_by_keyboard),
    case("old_keys_in_a_list", old_keys_in_a_list),
    case("each_django_has_its_steps", each_django_has_its_steps),
    case("the_day_is_counted", the_day_is_counted),
    case("packages_by_keyboard", packages_by_keyboard),
    case("a_store_and_a_rotation_carry_one_key", a_store_and_a_rotation_carry_one_key),
];

impl Browser {
    /// The steps that are shown.
    fn steps(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('[data-step]')].filter((step) => step.checkVisibility()).map((step) => step.dataset.step)";
        let found = self.run(script, &[]);
        found.as_array().expect("a list").iter().map(|id| id.as_str().expect("an id").to_owned()).collect()
    }
}

fn begin(browser: &Browser, door: &str, set_up: &str) {
    browser.open();
    browser.open_at(set_up);
    browser.open_tab_by_key("Rotate");
    browser.press_by_key(door);
    browser.wait_for("return document.getElementById('plan-django') !== null");
}

/// What the loader reads of this line as the only one of its file.
fn read(id: &str, name: &str, line: &str) -> String {
    let loader = loader::find(id).expect("a loader");
    let name = VariableName::parse(name).expect("a name");
    match loader.read(&format!("{line}\n"), &name, &Environment::EMPTY) {
        Reading::Value { text, .. } => text.expose().to_owned(),
        _ => panic!("{id} does not read {line}"),
    }
}

fn a_planned_rotation_by_keyboard(browser: &Browser) {
    begin(browser, "Planned", "#make?read-by=python-decouple");
    // A select is moved by its letters.
    browser.tab_to("SESSION_ENGINE");
    browser.type_keys("cac");
    browser.wait_for("return document.getElementById('plan-engine').selectedOptions[0].text.startsWith('cache')");
    let settings = browser.copied_by_key("Copy the lines");
    let decouple = Destination::find("python-decouple").expect("a loader");
    assert_eq!(settings, fallbacks::settings(decouple, &VariableName::usual(), Carry::Each, 1));
    let next = browser.copied_by_key("Copy fallback line");
    let new = browser.copied_by_key("Copy line");
    let key = read("python-decouple", "DJANGO_SECRET_KEY", &new);
    assert_eq!(read("python-decouple", "DJANGO_SECRET_KEY_FALLBACK", &next), key);
    assert_eq!(browser.hidden_value("#plan-new"), new);
    assert_eq!(browser.copied_by_key("Copy the name"), "DJANGO_SECRET_KEY_FALLBACK");
    assert!(browser.copied_by_key("Copy the command").starts_with("python manage.py shell"));
    browser.press_by_key("Save to calendar");
    let entry = String::from_utf8(browser.downloaded("drop-the-old-key.ics")).expect("text");
    assert!(entry.starts_with("BEGIN:VCALENDAR\r\n") && entry.ends_with("END:VCALENDAR\r\n"), "{entry}");
    assert!(!entry.replace("\r\n ", "").contains(&key[..8]));
    // Another key, and both of its lines are new.
    browser.tab_back_to("New key");
    browser.type_keys(&ENTER.to_string());
    browser.wait("another key", || (browser.hidden_value("#plan-new") != new).then_some(()));
    let other = read("python-decouple", "DJANGO_SECRET_KEY", &browser.hidden_value("#plan-new"));
    assert_eq!(read("python-decouple", "DJANGO_SECRET_KEY_FALLBACK", &browser.hidden_value("#plan-next")), other);
}

fn a_leak_by_keyboard(browser: &Browser) {
    begin(browser, "Leaked", "");
    assert_eq!(browser.steps(), ["new", "clear", "out-of-code", "revoke", "look-back", "search", "rewrite", "caches"]);
    let new = browser.copied_by_key("Copy line");
    assert_eq!(browser.hidden_value("#plan-new"), new);
    assert!(browser.copied_by_key("Copy the command").contains("Session.objects.all().delete()"));
    assert!(!browser.copied_by_key("Copy the lines").contains("FALLBACK"));
    assert!(browser.copied_by_key("Copy the command").contains("git log"));
    assert!(browser.copied_by_key("Copy the command").contains("filter-repo"));
    browser.choose("#plan-engine", "file");
    browser.wait_for("return document.querySelector('[data-step=clear] pre').textContent.includes('unlink')");
    browser.choose("#plan-engine", "signed_cookies");
    browser.wait_for("return !document.querySelector('[data-step=clear] .code').checkVisibility()");
}

fn old_keys_in_a_list(browser: &Browser) {
    begin(browser, "Planned", "#make?read-by=python-decouple");
    browser.press_by_key("Several old keys, or a list? Get the lines");
    browser.choose("#plan-carry", "one variable, as a list");
    browser.wait_for("return document.querySelector('[data-step=settings] pre').textContent.includes('Csv()')");
    browser.tab_to("#plan-typed");
    let old = "o#ld-key-0123456789-abcdefghijklm";
    browser.insert(&format!("{old}\no,lder'key"));
    browser.wait("the list", || browser.hidden_value("#plan-old").contains("lder").then_some(()));
    let line = browser.copied_by_key("Copy old key’s line");
    let list = read("python-decouple", "DJANGO_SECRET_KEY_FALLBACKS", &line);
    let read = fallbacks::split(Django::Decouple, &list);
    assert_eq!(read, Some(vec![old.to_owned(), "o,lder'key".to_owned()]));
    // Split at commas, a key with a comma is refused, and the way out is named.
    browser.choose_destination("anywhere");
    browser.wait_for(
        "return document.querySelector('[data-step=old] .problem')?.textContent.includes('a variable of its own')",
    );
    browser.choose("#plan-carry", "a variable each");
    let no_problem = "return document.querySelector('[data-step=old] .problem') === null";
    browser.choose_destination("python-decouple");
    browser.wait_for(no_problem);
    let second = "DJANGO_SECRET_KEY_FALLBACK_2=";
    browser.wait(second, || browser.hidden_value("#plan-old").contains(second).then_some(()));
    // What was pasted stays in its field.
    assert!(!browser.text_of("return document.documentElement.outerHTML").contains("o#ld-key"));
}

fn each_django_has_its_steps(browser: &Browser) {
    begin(browser, "Planned", "");
    let later = ["settings", "new", "old", "arrived", "wait", "drop"];
    assert_eq!(browser.steps(), later);
    assert!(browser.is("return document.getElementById('plan-next').checkVisibility()"));
    browser.click("#plan-rolling");
    browser.wait_for("return !document.getElementById('plan-next').checkVisibility()");
    assert_eq!(browser.steps(), later);
    browser.choose("#plan-django", "before 4.1");
    browser.wait_for("return document.querySelector('[data-step=quiet]').checkVisibility()");
    assert_eq!(browser.steps(), ["upgrade", "quiet", "new"]);
    browser.choose("#plan-django", "4.1.0 to 4.1.7");
    browser.wait_for("return document.querySelector('[data-step=wait]').checkVisibility()");
    assert_eq!(browser.steps()[0], "upgrade");
}

fn packages_by_keyboard(browser: &Browser) {
    begin(browser, "Planned", "");
    let new = browser.hidden_value("#plan-new");
    browser.tab_to("#plan-packages");
    browser.insert("django-cryptography==1.1\nwagtail\ndjango-nobody-knows==1\nrequests==2\n");
    browser.wait("a step", || (browser.steps()[0] == "django_cryptography").then_some(()));
    let found = browser.text("#plan-found");
    assert!(found.contains("2 packages are known here") && found.contains("django-nobody-knows 1.0.0"), "{found}");
    let cards = browser.text_of("return document.querySelector('[aria-labelledby=packages]').textContent");
    assert!(cards.contains("whatever CRYPTOGRAPHY_KEY is") && cards.contains("No version given."), "{cards}");
    // No other step lost what it shows.
    assert_eq!(browser.hidden_value("#plan-new"), new);
    assert!(!browser.text_of("return document.documentElement.outerHTML").contains("requests==2"));
}

fn the_day_is_counted(browser: &Browser) {
    begin(browser, "Planned", "");
    let day = "const field = document.getElementById('plan-day'); field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))";
    browser.run(day, &["2026-11-26".into()]);
    let says = |words: &str| browser.wait(words, || browser.text("#plan-drop").contains(words).then_some(()));
    says("Friday, 11 December 2026");
    browser.fill("#plan-own", "60 * 60 * 24 * 30");
    says("Sunday, 27 December 2026");
    browser.run(day, &["".into()]);
    says("Type the day");
    assert!(browser.is("return document.getElementById('plan-calendar').disabled"));
}

/// What the first tab has made is what replaces the old key, in the store's own command.
fn a_store_and_a_rotation_carry_one_key(browser: &Browser) {
    browser.open();
    browser.open_at("#make?kept-in=vault&name=SECRET_KEY");
    let key = browser.line();
    browser.open_tab("rotate");
    browser.click("#door-leaked");
    browser.wait("the key", || (browser.hidden_value("#plan-new") == key).then_some(()));
    browser.click("#plan-copy-new");
    browser.wait("a word", || browser.text("[data-step=new] .told").contains("Copied").then_some(()));
    assert_eq!(browser.pasted(), key);
    let store = store::find("vault").expect("a store");
    let variable = VariableName::parse("SECRET_KEY").expect("a name");
    let names = store.names("", "", &variable).expect("names");
    let Some(Piece::Code(command)) = store.piece(store::Part::Replace, &names, Shell::Posix) else { panic!("words") };
    assert_eq!(browser.text("[data-step=new] pre"), command);
    browser.click("#door-planned");
    browser.wait("a fallback", || (browser.hidden_value("#plan-next") == key).then_some(()));
    browser.click("#plan-make");
    browser.wait("another key", || (browser.hidden_value("#plan-new") != key).then_some(()));
    let other = browser.hidden_value("#plan-new");
    browser.open_tab("make");
    assert_eq!(browser.line(), other);
}
