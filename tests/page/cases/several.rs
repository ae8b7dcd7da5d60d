//! The second tab with several files, which tell one story.

use keyproof::{
    check::Checker,
    story::{self, Given},
};
use serde_json::json;

use super::{Case, case, opened_with};
use crate::browser::{Browser, CONTROL};

pub(super) const CASES: &[Case] = &[
    case("dropped_files_tell_a_story", dropped_files_tell_a_story),
    case("opened_files_tell_a_story", opened_files_tell_a_story),
    case("nothing_typed_is_lost", nothing_typed_is_lost),
    case("files_are_put_together_by_keyboard", files_are_put_together_by_keyboard),
    case("files_that_cannot_be_taken_are_told", files_that_cannot_be_taken_are_told),
];

/// Keeps hold of the field, in the place of a person who drops something on it, and of the files that one chooses.
const DROP: &str = "
    const attach = Element.prototype.attachShadow;
    window.roots = {};
    Element.prototype.attachShadow = function (options) {
        return (window.roots[this.id] = attach.call(this, options));
    };
    const transfer = (files) => {
        const data = new DataTransfer();
        for (const [name, text] of files) data.items.add(new File([text], name));
        return data;
    };
    window.dropped = (files) => {
        const event = new DragEvent('drop', { dataTransfer: transfer(files), bubbles: true, cancelable: true });
        window.roots['check-text'].querySelector('textarea').dispatchEvent(event);
    };
    HTMLInputElement.prototype.click = function () {
        if (!this.multiple) throw new Error('only one can be chosen');
        this.files = transfer(window.chosen).files;
        this.onchange();
    };";

const ENV: (&str, &str) = (".env", "SECRET_KEY=3k$w9(q!z3p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d5ab\n");
const COMPOSE: (&str, &str) =
    ("docker-compose.yml", "services:\n  web:\n    build: .\n    environment:\n      SECRET_KEY: ${SECRET_KEY}\n");
const SETTINGS: (&str, &str) =
    ("settings.py", "from decouple import config\n\nSECRET_KEY = config(\"SECRET_KEY\")\nDEBUG = False\n");

/// Drops these files on the field.
pub(super) fn drop_files(browser: &Browser, files: &[(&str, &str)]) {
    browser.run("window.dropped(arguments[0])", &[json!(files)]);
}

pub(super) fn open(browser: &Browser) {
    browser.open();
    opened_with(browser, "several", DROP);
    browser.open_tab("check");
}

/// Waits for the story that the library tells of these files.
#[track_caller]
fn assert_told(browser: &Browser, files: &[(&str, &str)]) {
    let given: Vec<_> = files.iter().map(|(name, text)| Given { name, text }).collect();
    let story = story::tell(&given, &Checker::default());
    browser.wait(&story.sentence, || (browser.text("#story h2") == story.sentence).then_some(()));
    let told = "return [...document.querySelectorAll('[data-clause]')].map((clause) => clause.textContent).join('\\n')";
    let clauses: Vec<_> = story.clauses.iter().map(|clause| &clause.text[..]).collect();
    assert_eq!(browser.text_of(told), clauses.join("\n"));
    let line = story.line.as_ref().map_or("", |line| line.text.expose());
    assert_eq!(browser.is("return document.querySelector('#story-line').checkVisibility()"), !line.is_empty());
    if !line.is_empty() {
        assert_eq!(browser.hidden_value("#story-line"), line);
    }
}

fn names(browser: &Browser) -> String {
    browser.text_of(
        "return [...document.querySelectorAll('.files [aria-pressed]')].map((name) => name.textContent).join()",
    )
}

fn shown(browser: &Browser) -> String {
    browser.text_of("return document.querySelector('.files [aria-pressed=true]')?.textContent ?? ''")
}

fn dropped_files_tell_a_story(browser: &Browser) {
    open(browser);
    drop_files(browser, &[ENV, SETTINGS]);
    assert_told(browser, &[ENV, SETTINGS]);
    assert_eq!((names(browser), shown(browser)), (".env,settings.py".to_owned(), "settings.py".to_owned()));
    assert_eq!(browser.hidden_value("#check-text"), SETTINGS.1);
    // One more is added, and they disagree.
    drop_files(browser, &[COMPOSE]);
    assert_told(browser, &[ENV, SETTINGS, COMPOSE]);
    browser.wait_for("return document.querySelector('#story').dataset.story === 'differ'");
    // What is said of one alone is there when it is chosen.
    browser.click(".files li:first-child [aria-pressed]");
    browser.wait("the first file", || (browser.hidden_value("#check-text") == ENV.1).then_some(()));
    browser.wait_for("return document.querySelector('#verdict') !== null");
    assert_eq!(browser.text(".alone"), ".env by itself");
    assert_told(browser, &[ENV, SETTINGS, COMPOSE]);
    // The same again is no other.
    drop_files(browser, &[SETTINGS]);
    browser.wait("the same file", || (shown(browser) == "settings.py").then_some(()));
    assert_eq!(names(browser), ".env,settings.py,docker-compose.yml");
    browser.click("[aria-label='Remove docker-compose.yml']");
    assert_told(browser, &[ENV, SETTINGS]);
    browser.click("[aria-label='Remove settings.py']");
    browser.wait("one file", || names(browser).is_empty().then_some(()));
    assert_eq!(browser.hidden_value("#check-text"), ENV.1);
    assert!(!browser.is("return document.querySelector('#story').checkVisibility()"));
}

fn opened_files_tell_a_story(browser: &Browser) {
    open(browser);
    browser.run("window.chosen = arguments[0]", &[json!([ENV, COMPOSE, SETTINGS])]);
    browser.click("#open");
    assert_told(browser, &[ENV, COMPOSE, SETTINGS]);
    // A name is a text, whatever it is.
    let other = "<b id=bold>$&\u{e9}.env";
    drop_files(browser, &[(other, "SECRET_KEY=a\n")]);
    browser.wait("another name", || (shown(browser) == other).then_some(()));
    assert!(browser.is("return document.querySelector('#bold') === null"));
}

fn nothing_typed_is_lost(browser: &Browser) {
    open(browser);
    browser.focus("#check-text");
    browser.type_keys("SECRET_KEY=a1");
    drop_files(browser, &[SETTINGS]);
    assert_told(browser, &[("", "SECRET_KEY=a1"), SETTINGS]);
    assert_eq!(names(browser), ".env,settings.py");
    browser.click(".files li:first-child [aria-pressed]");
    browser.wait("what was typed", || (browser.hidden_value("#check-text") == "SECRET_KEY=a1").then_some(()));
    browser.focus("#check-text");
    browser.chord(CONTROL, 'a');
    browser.insert("DJANGO_SECRET_KEY=b2");
    assert_told(browser, &[("", "DJANGO_SECRET_KEY=b2"), SETTINGS]);
    browser.click("[aria-label='Remove settings.py']");
    browser.wait("one file", || names(browser).is_empty().then_some(()));
    assert_eq!(browser.hidden_value("#check-text"), "DJANGO_SECRET_KEY=b2");
}

fn files_are_put_together_by_keyboard(browser: &Browser) {
    browser.open();
    browser.open_tab_by_key("Check");
    browser.tab_to("#check-text");
    browser.insert(ENV.1);
    browser.press_by_key("Paste another file");
    assert_eq!(browser.focus_name().as_deref(), Some("#check-text"));
    browser.insert(COMPOSE.1);
    let files = [("", ENV.1), ("", COMPOSE.1)];
    assert_told(browser, &files);
    assert_eq!(names(browser), ".env,compose.yaml");
    browser.press_by_key(".env");
    browser.wait("the first file", || (browser.hidden_value("#check-text") == ENV.1).then_some(()));
    let line = browser.copied_by_key("Copy the line");
    assert_eq!(line, browser.hidden_value("#story-line"));
    browser.tab_back_to("Remove compose.yaml");
    browser.type_keys(&crate::browser::ENTER.to_string());
    browser.wait("one file", || names(browser).is_empty().then_some(()));
    assert_eq!(browser.focus_name().as_deref(), Some("#check-text"));
}

fn files_that_cannot_be_taken_are_told(browser: &Browser) {
    open(browser);
    let many: Vec<_> = (0..14).map(|number| (format!("{number}.env"), format!("A={number}\n"))).collect();
    browser.run("window.dropped(arguments[0])", &[json!(many)]);
    browser.wait_for("return document.querySelector('#page-check').textContent.includes('at most a dozen files')");
    assert_eq!(browser.run("return document.querySelectorAll('.files li').length", &[]), json!(12));
    open(browser);
    browser.run("window.dropped([['large.env', new Uint8Array(5 << 20)], ['.env', 'SECRET_KEY=a']])", &[]);
    browser.wait_for("return document.querySelector('#page-check').textContent.includes('large.env is left out')");
    assert_eq!(browser.hidden_value("#check-text"), "SECRET_KEY=a");
}
