//! A key and its line.

use keyproof::key::{LONGEST, PORTABLE, PRESETS};
use keyproof::{line::Destination, name::VariableName, secret::Secret};

use super::{Case, case};
use crate::{
    browser::{Browser, CONTROL},
    keyproof::assert_made_by,
};

pub(super) const CASES: &[Case] = &[
    case("first_key_is_portable", first_key_is_portable),
    case("keys_differ_between_loads", keys_differ_between_loads),
    case("new_key_is_another", new_key_is_another),
    case("copy_gives_exactly_the_line", copy_gives_exactly_the_line),
    case("refused_clipboard_selects_the_line", refused_clipboard_selects_the_line),
    case("clipboard_can_be_cleared", clipboard_can_be_cleared),
    case("presets_and_lengths", presets_and_lengths),
    case("own_alphabet", own_alphabet),
    case("names", names),
    case("own_dice_are_mixed_in", own_dice_are_mixed_in),
    case("own_key_is_carried", own_key_is_carried),
    case("a_checked_key_is_carried", a_checked_key_is_carried),
];

fn first_key_is_portable(browser: &Browser) {
    browser.open();
    let line = browser.line();
    let key = line.strip_prefix("DJANGO_SECRET_KEY=").unwrap_or_else(|| panic!("{line}"));
    assert!(key.starts_with(|first: char| first.is_ascii_alphabetic()), "{key}");
    assert_made_by(&PORTABLE, PORTABLE.length, &Secret::new(key.to_owned()));
    assert!(browser.is("return document.querySelector('#copy').checkVisibility()"));
}

fn keys_differ_between_loads(browser: &Browser) {
    let mut lines: Vec<_> = (0..4)
        .map(|_| {
            browser.open();
            browser.line()
        })
        .collect();
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), 4);
}

fn new_key_is_another(browser: &Browser) {
    browser.open();
    let first = browser.line();
    browser.press("#new", "New key made");
    assert_ne!(browser.line(), first);
}

fn copy_gives_exactly_the_line(browser: &Browser) {
    browser.open();
    for preset in ["portable", "django"] {
        browser.choose_preset(preset);
        let line = browser.line();
        browser.press("#copy", "Copied");
        assert_eq!(browser.pasted(), line);
    }
}

fn refused_clipboard_selects_the_line(browser: &Browser) {
    browser.open();
    let line = browser.line();
    browser.run("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))", &[]);
    browser.press("#copy", "Press Ctrl+C");
    browser.chord(CONTROL, 'c');
    assert_eq!(browser.pasted(), line);
}

fn clipboard_can_be_cleared(browser: &Browser) {
    browser.open();
    browser.press("#copy", "Copied");
    browser.press("#clear", "Clipboard cleared");
    assert_eq!(browser.pasted().trim(), "");
}

fn presets_and_lengths(browser: &Browser) {
    browser.open();
    // No quotes that would stand round the key.
    for preset in PRESETS {
        browser.choose_preset(preset.id);
        assert_eq!(browser.value("#length"), preset.length.to_string());
        for length in [preset.length, LONGEST] {
            browser.fill("#length", &length.to_string());
            let said = format!("{length} characters");
            // There is none while the length is half typed.
            browser.wait_for(&format!("return document.querySelector('#bits')?.textContent.startsWith('{said}')"));
            let key = browser.line().split_once('=').expect("a line").1.to_owned();
            let key = key.trim_matches(|quote| matches!(quote, '\'' | '"') && !preset.symbols().contains(quote));
            assert_made_by(preset, length, &Secret::new(key.to_owned()));
        }
        for wrong in ["5", "513", ""] {
            if wrong.is_empty() {
                browser.fill("#length", "\u{e017}");
            } else {
                browser.fill("#length", wrong);
            }
            assert_eq!(browser.value("#length"), wrong);
            browser.wait_for("return document.querySelector('#copy').disabled");
            assert!(!browser.text("[role=alert].problem:not(#failure), .field .problem:not(:empty)").is_empty());
        }
    }
}

fn own_alphabet(browser: &Browser) {
    browser.open();
    browser.choose_preset("custom");
    browser.fill("#alphabet", "abcdefgh");
    browser.fill("#length", "60");
    let key = browser.bare_key();
    assert_eq!(key.len(), 60);
    assert!(key.bytes().all(|symbol| b"abcdefgh".contains(&symbol)), "{key}");
    assert!(browser.text("#bits").contains("180"), "{}", browser.text("#bits"));
    browser.fill("#alphabet", "a");
    assert!(!browser.text(".field .problem:not(:empty)").is_empty());
}

fn names(browser: &Browser) {
    browser.open();
    let key = browser.bare_key();
    browser.fill("#name", "SITE_KEY");
    assert_eq!(browser.line(), format!("SITE_KEY={key}"));
    for wrong in ["SITE-KEY", "1KEY", "SITE KEY"] {
        browser.fill("#name", wrong);
        assert_eq!(browser.value("#name"), wrong);
        assert!(!browser.text(".field .problem:not(:empty)").is_empty());
        assert!(browser.is("return document.querySelector('#copy').disabled"));
    }
    browser.fill("#name", "SECRET_KEY");
    assert!(browser.line().starts_with("SECRET_KEY="));
}

/// The program itself is run in `tests/loaders/by_hand.rs`.
fn own_dice_are_mixed_in(browser: &Browser) {
    browser.open();
    let before = browser.line();
    browser.run("document.getElementById('dice').closest('details').open = true", &[]);
    browser.press_there("#make-dice", "#dice-said", "Roll or type something");
    assert_eq!(browser.line(), before);
    browser.focus("#dice-own");
    browser.type_keys("6 1 3");
    browser.press_there("#make-dice", "#dice-said", "New key made");
    assert_ne!(browser.line(), before);
    let program = browser.hidden_value("#dice-program");
    assert!(
        program.starts_with("import hashlib") && program.contains("own = bytes.fromhex(\"3620312033\")"),
        "{program}"
    );
    browser.press_there("#copy-dice", "#dice-said", "Copied");
    assert_eq!(browser.pasted().replace('\r', ""), program);
    browser.press("#new", "New key made");
    browser.wait_for("return !document.querySelector('#dice-program').checkVisibility()");
}

/// Types a key of one's own into its field on the first card.
pub(super) fn type_own_key(browser: &Browser, key: &str) {
    browser.run("document.getElementById('own-part').open = true", &[]);
    browser.focus("#own-key");
    browser.chord(CONTROL, 'a');
    browser.insert(key);
}

fn own_key_is_carried(browser: &Browser) {
    browser.open();
    let first = browser.line();
    let own = "w3$x9k(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
    browser.choose_destination("compose-env-file");
    type_own_key(browser, own);
    let carried = |id: &str, name: &str| {
        let (destination, name) = (Destination::find(id).expect("one"), VariableName::parse(name).expect("a name"));
        let line = destination.write(&name, &own.into()).expect("it can be carried").text(destination.form());
        browser.wait("its line", || (browser.line() == line.expose()).then_some(()));
    };
    carried("compose-env-file", "DJANGO_SECRET_KEY");
    assert!(browser.text("#title-make").starts_with("Your"), "it is no new one");
    assert!(browser.text("#own-said").starts_with("Looks strong. "), "{}", browser.text("#own-said"));
    assert_eq!(browser.text("#bits").trim(), "51 characters.");
    browser.press("#copy-key", "Copied");
    assert_eq!(browser.pasted(), own);
    // It stays for another loader and another name.
    browser.choose_destination("docker-env-file");
    browser.fill("#name", "SHOP_SECRET_KEY");
    carried("docker-env-file", "SHOP_SECRET_KEY");
    browser.choose_destination("anywhere");
    // A rotation needs another.
    browser.open_tab("rotate");
    browser.click("#door-planned");
    browser.wait_for("return document.querySelector('#page-rotate').textContent.includes('Press New key on Make')");
    browser.open_tab("make");
    // What is weak is carried, and told so.
    type_own_key(browser, "change-me");
    browser.wait("its line", || (browser.line() == "SHOP_SECRET_KEY=change-me").then_some(()));
    assert!(browser.text("#own-said").starts_with("Unsafe. "), "{}", browser.text("#own-said"));
    // What no line carries is not altered.
    type_own_key(browser, "it's $w9 \"so\"");
    browser.wait_for("return document.querySelector('#problem').textContent.startsWith('Choose your loader')");
    assert!(browser.is("return document.querySelector('#copy').disabled"));
    browser.press("#new", "New key made");
    assert_ne!(browser.line(), first);
    // Not two letters of it: a key made here holds such by chance.
    assert!(!browser.line().contains("\"so\""));
    assert_eq!(browser.hidden_value("#own-key"), "");
    type_own_key(browser, own);
    browser.choose_destination("docker-env-file");
    browser.click("#own-leave");
    browser.wait("a key made here", || (!browser.line().contains(own)).then_some(()));
    assert_eq!(browser.hidden_value("#own-key"), "");
    assert!(browser.is("return document.activeElement.id === 'own-open'"));
}

fn a_checked_key_is_carried(browser: &Browser) {
    browser.open();
    for (text, key) in [
        ("w3x9kqz3p0lr8dh5tn4sf6yb1cgjaue2wq7mx2k9d", "w3x9kqz3p0lr8dh5tn4sf6yb1cgjaue2wq7mx2k9d"),
        ("SECRET_KEY = 'sunflower' '-2019'\n", "sunflower-2019"),
    ] {
        browser.paste_to_check(text);
        browser.wait_for("return document.querySelector('#carry') !== null");
        browser.click("#carry");
        browser.wait_for("return !document.getElementById('page-make').hidden");
        browser.wait("its line", || (browser.line() == format!("DJANGO_SECRET_KEY={key}")).then_some(()));
        assert!(browser.is("return document.querySelector('#own-part').open"));
        assert_eq!(browser.hidden_value("#own-key"), key);
    }
}
