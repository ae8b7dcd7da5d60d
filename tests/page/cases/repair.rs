//! A settings file, repaired, by keyboard alone.

use keyproof::{
    check::{self, Verdict},
    loader::{self, Environment},
    name::VariableName,
    reading::Reading,
    repair::settings,
};

use super::{Case, case};
use crate::browser::{Browser, CONTROL, ENTER};

pub(super) const CASES: &[Case] = &[
    case("a_settings_file_is_repaired", a_settings_file_is_repaired),
    case("what_is_right_is_left_and_what_is_not_here_refused", what_is_right_is_left_and_what_is_not_here_refused),
];

const KEY: &str = "django-insecure-3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x";

/// Waits for the file as the library repairs it.
#[track_caller]
fn is_repaired(browser: &Browser, text: &str, loader: &str, name: &str) -> String {
    let loader = loader::find(loader).expect("a loader");
    let name = VariableName::parse(name).expect("a name");
    let expected = settings::repair(text, loader, &name).expect("repaired");
    browser.wait(loader.id, || (browser.hidden_value("#repaired") == expected.text.expose()).then_some(()));
    let line = browser.hidden_value("#repaired-line");
    // A new key, which the loader reads.
    let Reading::Value { text: key, .. } = loader.read(&format!("{line}\n"), &name, &Environment::EMPTY) else {
        panic!("{line} is not read by {}", loader.id);
    };
    assert_ne!(key.expose(), KEY);
    assert_eq!(check::judge(key.expose())[0].verdict, Verdict::Fit);
    line
}

fn a_settings_file_is_repaired(browser: &Browser) {
    browser.open();
    let text =
        format!("from pathlib import Path\n\nBASE_DIR = Path(__file__).parent\nSECRET_KEY = '{KEY}'\nDEBUG = False\n");
    browser.open_tab_by_key("Check");
    browser.tab_to("#check-text");
    browser.insert(&text);
    is_repaired(browser, &text, "python-dotenv", "DJANGO_SECRET_KEY");
    assert_eq!(browser.text("#repair-title"), "Repaired");
    // No loader reads such a file.
    assert!(!browser.is("return document.querySelector('.xray').checkVisibility()"));
    browser.press_by_key("django-environ");
    is_repaired(browser, &text, "django-environ", "DJANGO_SECRET_KEY");
    browser.tab_to("Variable");
    browser.chord(CONTROL, 'a');
    browser.type_keys("APP_KEY");
    let line = is_repaired(browser, &text, "django-environ", "APP_KEY");
    let file = browser.hidden_value("#repaired");
    // To the place in the text that this is said of, and on from there.
    browser.tab_to("#repaired");
    browser.tab_back_to("Show");
    browser.type_keys(&ENTER.to_string());
    browser.wait_for("return document.activeElement.id === 'check-text'");
    for (button, copied) in [("Copy the file", &*file), ("Copy the line", &line)] {
        assert_eq!(browser.copied_by_key(button), copied);
    }
    browser.press_by_key("For Git");
    for (button, copied) in [("Copy for .env.example", "APP_KEY=\n"), ("Copy for .gitignore", ".env\n")] {
        assert_eq!(browser.copied_by_key(button), copied);
    }
    let snippets = "return [...document.querySelectorAll('.repair pre')].map((pre) => pre.textContent).join('|')";
    let snippets = browser.text_of(snippets);
    assert!(
        snippets.starts_with("APP_KEY=\n|.env\n|git log --all --oneline -G SECRET_KEY\ngit ls-files .env\n|"),
        "{snippets}"
    );
    assert!(snippets.ends_with("    SECRET_KEY = env(\"APP_KEY\")\n"), "{snippets}");
    let document = browser.text_of("return document.documentElement.outerHTML");
    let new = line.split_once('=').expect("a line").1;
    assert!(!document.contains(&KEY[16..]) && !document.contains(new), "a key is in the document");
}

fn what_is_right_is_left_and_what_is_not_here_refused(browser: &Browser) {
    browser.open();
    browser.paste_to_check("import os\nSECRET_KEY = os.environ[\"K\"]\n");
    browser.wait_for("return document.querySelector('#repair-title').textContent === 'Nothing to repair'");
    assert_eq!(browser.value("#repair-name"), "K");
    assert!(!browser.is("return document.querySelector('#repaired').checkVisibility()"));
    assert!(browser.text(".repair .findings").contains("Already right"));
    browser.paste_to_check("import os\n# SECRET_KEY = 'old'\nSECRET_KEY = os.environ[\"K\"]\n");
    browser.wait_for("return document.querySelector('#repair-title').textContent === 'Right, but for a comment'");
    assert!(browser.text(".repair .findings").contains("Line 2. Left as it is: a key in a comment."));
    browser.paste_to_check("from .base import SECRET_KEY\n");
    browser.wait("the refusal", || browser.text(".repair .problem.notice").contains("another file").then_some(()));
    browser.paste_to_check("SECRET_KEY=abc\n");
    browser.wait_for("return !document.querySelector('.repair').checkVisibility()");
}
