//! Where a key must not be: in the document, in what the browser keeps, saves, prints or logs.

use std::io::Read;

use flate2::read::ZlibDecoder;
use serde_json::{Value, json};

use super::{Case, case, case_in};
use crate::{
    browser::{Browser, CONTROL},
    engine::Engine,
};

/// WebKit's driver has no command for the console, to print, or to save a page.
const TALKATIVE: &[Engine] = &[Engine::Chromium, Engine::Firefox];

pub(super) const CASES: &[Case] = &[
    case("key_is_nowhere_in_the_document", key_is_nowhere_in_the_document),
    case_in(TALKATIVE, "key_is_not_in_the_console", key_is_not_in_the_console),
    case_in(TALKATIVE, "key_is_not_in_a_page_saved_by_the_browser", key_is_not_in_a_page_saved_by_the_browser),
    case_in(TALKATIVE, "key_is_not_in_a_print", key_is_not_in_a_print),
];

/// Opens the page and uses it, and gives the values that nobody else must see.
pub(super) fn use_page(browser: &Browser, open: impl Fn(&Browser)) -> Vec<String> {
    open(browser);
    let mut secrets = vec![browser.bare_key()];
    browser.press("#copy", "Copied");
    browser.press("#new", "New key made");
    secrets.push(browser.bare_key());
    browser.click("#make-set");
    browser.wait_for("return document.querySelector('#set-production').checkVisibility()");
    for host in ["#set-development", "#set-staging", "#set-production"] {
        secrets.push(browser.hidden_value(host).split_once('=').expect("a line").1.to_owned());
    }
    let rolled = "rOlLeD-6zKq1WyJ9tXf4HsG7pVd2EaUoI5-gRx0TmNwYbQZc3LvB8";
    browser.run("document.getElementById('dice').closest('details').open = true", &[]);
    browser.focus("#dice-own");
    browser.type_keys(rolled);
    secrets.push(rolled.to_owned());
    browser.press_there("#make-dice", "#dice-said", "New key made");
    secrets.push(browser.bare_key());
    // The bytes that were drawn, and those that were typed.
    let program = browser.hidden_value("#dice-program");
    let bytes = |text: &&str| text.len() > 80 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    secrets.extend(program.split('"').filter(bytes).map(str::to_owned));
    browser.open_tab("check");
    let pasted = "pAsTeD-7fKq2ZxV9mLb4RtY1cWs8HdJ6gNe3UaPoI5-Xr0vQkTzB";
    browser.focus("#check-text");
    browser.insert(&format!("DJANGO_SECRET_KEY='{pasted}' #a"));
    secrets.push(pasted.to_owned());
    browser.unfold_all();
    browser.wait("the X-ray", || browser.hidden_value("#ray-0").contains(pasted).then_some(()));
    browser.click(".rays .link");
    browser.click("#replace");
    browser.wait_for("return document.querySelector('#fixed').checkVisibility()");
    let fixed = browser.hidden_value("#fixed");
    secrets.push(fixed.split_once('=').expect("a line").1.split(' ').next().expect("a value").to_owned());
    let hard_coded = "hArD-cOdEd-5wGj8QnC2yTf7LrX1bMz4KvS9dHp6EaUoI3-tZq0R";
    browser.focus("#check-text");
    browser.chord(CONTROL, 'a');
    browser.insert(&format!("import os\nSECRET_KEY = '{hard_coded}'\n"));
    secrets.push(hard_coded.to_owned());
    browser.wait_for("return document.querySelector('#repaired-line').checkVisibility()");
    let repaired = browser.hidden_value("#repaired-line");
    secrets.push(repaired.split_once('=').expect("a line").1.to_owned());
    secrets.extend(tell_story(browser));
    let signed = super::inspect::vector(|vector| {
        let content = vector["content"].as_str().unwrap_or_default();
        content.len() > 40 && !content.contains("aaaa") && vector["made_at"] != Value::Null
    });
    browser.open_tab("rotate");
    for (field, host) in [("token", "#inspect-token"), ("key", "#inspect-keys")] {
        let text = signed[field].as_str().expect("a text");
        browser.focus(host);
        browser.insert(text);
        secrets.push(text.to_owned());
    }
    let content = signed["content"].as_str().expect("a text");
    browser.wait("what is inside", || (browser.hidden_value("#inspect-content") == content).then_some(()));
    secrets.push(content.to_owned());
    secrets.push(type_old_key(browser));
    for line in ["#plan-new", "#plan-next"] {
        secrets.push(browser.hidden_value(line).split_once('=').expect("a line").1.to_owned());
    }
    browser.open_tab("make");
    let own = "oWn-9kTq4WzX7mLb2RtY5cVs1HdJ8gNe3UaPoI6-Xr0vQfKyB";
    super::make::type_own_key(browser, own);
    browser.wait("the line of one’s own key", || browser.line().ends_with(own).then_some(()));
    secrets.push(own.to_owned());
    secrets
}

/// Puts three files together, of which one is in the field, and gives their keys and that of the line for them.
pub(super) fn tell_story(browser: &Browser) -> Vec<String> {
    let one = "sEvErAl-fIlEs-8hGj$nC2yTf7LrX1bMz4KvS9dHp6EaUoI3-tZq";
    let other = "aNoThEr-oF-tHeM-2xWq7RtY4cVs1HdJ8gNe3UaPoI6Xr0vQfKyB";
    browser.focus("#check-text");
    browser.chord(CONTROL, 'a');
    browser.insert(&format!("SECRET_KEY={one}\n"));
    for file in [
        "services:\n  web:\n    environment:\n      SECRET_KEY: ${SECRET_KEY}\n".to_owned(),
        format!("other text\n\nOTHER_SECRET_KEY={other}\n"),
    ] {
        browser.click("#paste");
        browser.wait("room for a file", || browser.hidden_value("#check-text").is_empty().then_some(()));
        browser.focus("#check-text");
        browser.insert(&file);
    }
    browser.wait_for("return document.querySelector('#story-line').checkVisibility()");
    let line = browser.hidden_value("#story-line");
    // Each was in the field.
    browser.click(".files li:first-child [aria-pressed]");
    browser.wait("the first file", || browser.hidden_value("#check-text").contains(one).then_some(()));
    vec![one.to_owned(), other.to_owned(), line.split_once('=').expect("a line").1.to_owned()]
}

/// Plans a rotation away from an old key, and gives that key.
pub(super) fn type_old_key(browser: &Browser) -> String {
    browser.click("#door-planned");
    browser.run("document.getElementById('plan-more').closest('details').open = true", &[]);
    browser.focus("#plan-typed");
    let old = "oLd-3nVb8XkM6tCq1WyJ9zLf4HsG7rPd2EaUoI5-gRx0TmKwYbQZ";
    browser.insert(old);
    browser.wait("the old key's line", || browser.hidden_value("#plan-old").contains(old).then_some(()));
    old.to_owned()
}

/// Fails if any part of a secret that is long enough to matter stands in the text.
#[track_caller]
fn assert_holds_none(text: &str, secrets: &[String], place: &str) {
    for secret in secrets {
        assert_eq!(secret.len().cmp(&40), std::cmp::Ordering::Greater, "{secret}");
        for start in (0..secret.len() - 12).step_by(6) {
            assert!(!text.contains(&secret[start..start + 12]), "{place} holds a part of {secret}");
        }
    }
}

fn key_is_nowhere_in_the_document(browser: &Browser) {
    let secrets = use_page(browser, Browser::open);
    let everything = browser.run(
        "const storage = (area) => JSON.stringify(Object.entries(area));
        return {
            document: document.documentElement.outerHTML,
            text: document.documentElement.innerText,
            title: document.title,
            address: location.href,
            history: JSON.stringify(history.state),
            localStorage: storage(localStorage),
            sessionStorage: storage(sessionStorage),
            cookie: document.cookie,
            name: window.name,
            attributes: [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.value)).join('\\n'),
            fields: [...document.querySelectorAll('input, textarea, select')].map((field) => field.value).join('\\n'),
            globals: Object.keys(window).filter((name) => typeof window[name] === 'string').map((name) => window[name]).join('\\n'),
        }",
        &[],
    );
    for (place, text) in everything.as_object().expect("an object") {
        assert_holds_none(text.as_str().unwrap_or_else(|| panic!("{place}: {text}")), &secrets, place);
    }
    assert_holds_none(browser.get("source").as_str().expect("text"), &secrets, "the source");
}

fn key_is_not_in_the_console(browser: &Browser) {
    let console = || {
        if browser.engine == Engine::Firefox {
            // The browser prints what pages say; what pages do wrong stands in its own list.
            let script =
                "arguments[0](Services.console.getMessageArray().map((message) => String(message.message)).join())";
            let errors = browser.run_in_firefox(script, &[]);
            let printed = std::fs::read_to_string(browser.file("driver.log")).expect("a log");
            format!("{errors}{printed}")
        } else {
            browser.post("se/log", &json!({ "type": "browser" })).to_string()
        }
    };
    let secrets = use_page(browser, Browser::open);
    browser.run("console.log('the console is heard')", &[]);
    let heard = browser.wait("the console", || Some(console()).filter(|heard| heard.contains("the console is heard")));
    assert_holds_none(&heard, &secrets, "the console");
}

fn key_is_not_in_a_page_saved_by_the_browser(browser: &Browser) {
    let secrets = use_page(browser, Browser::open);
    let saved = if browser.engine == Engine::Firefox {
        let path = browser.file("saved-as.html");
        assert_eq!(browser.run_in_firefox(SAVE_AS, &[json!(path)]), Value::Null);
        std::fs::read_to_string(&path).expect("the file")
    } else {
        let snapshot = browser.devtools("Page.captureSnapshot", &json!({ "format": "mhtml" }));
        snapshot["data"].as_str().expect("a file").replace("=\r\n", "")
    };
    // It is the page as it is now, not the file as it was loaded.
    assert!(saved.contains("nothing in it changed"), "{} bytes", saved.len());
    assert_holds_none(&saved, &secrets, "the saved page");
}

/// What Firefox's own Save As does, for the page that is open.
const SAVE_AS: &str = "
    const [path, done] = arguments;
    const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
    file.initWithPath(path);
    const folder = file.clone();
    folder.leafName = 'saved-as-files';
    const browser = window.gBrowser.selectedBrowser;
    browser.frameLoader.startPersistence(null, {
        onDocumentReady(page) {
            const persist = Cc['@mozilla.org/embedding/browser/nsWebBrowserPersist;1'].createInstance(Ci.nsIWebBrowserPersist);
            persist.persistFlags = persist.PERSIST_FLAGS_REPLACE_EXISTING_FILES;
            persist.saveDocument(page, file, folder, null, 0, 0);
            const poll = () => persist.currentState === persist.PERSIST_STATE_FINISHED ? done(null) : setTimeout(poll, 20);
            poll();
        },
        onError(status) { done('error ' + status); },
        QueryInterface: ChromeUtils.generateQI(['nsIWebBrowserPersistDocumentReceiver']),
    });";

/// Text in a PDF file is numbers of glyphs in a font made for the file, so a key cannot be searched
/// for. But where no key is printed, two prints with two keys hold the same.
fn key_is_not_in_a_print(browser: &Browser) {
    let print = |ticked: bool| {
        browser.open();
        // What comes after the first key is in a print, too.
        browser.wait_for("return document.querySelector('#all-loaders') !== null && document.querySelector('#rotate-app > *') !== null");
        if ticked {
            browser.click("#print");
            browser.run("document.querySelector('#print').closest('details').open = false", &[]);
        }
        content(&browser.printed())
    };
    assert!(print(false) == print(false), "prints with two keys differ");
    assert!(print(true) != print(true), "a key that was asked for is not printed");
}

/// What the streams of a PDF file hold, less the time at which it was made, and less the table of where they
/// stand, which depends on how well that time deflates.
fn content(file: &[u8]) -> Vec<Vec<u8>> {
    let mut content: Vec<Vec<u8>> = Vec::new();
    let mut rest = file;
    while let Some(at) = find(rest, b"stream\n").or_else(|| find(rest, b"stream\r\n")) {
        let start = at + "stream".len() + 1;
        let end = start + find(&rest[start..], b"endstream").expect("a stream ends");
        let dictionary = &rest[find_last(&rest[..at], b"obj").unwrap_or_default()..at];
        if find(dictionary, b"/XRef").is_none() {
            let mut stream = Vec::new();
            // One that is not deflated is an image or a table: it counts as it is.
            if ZlibDecoder::new(&rest[start..end]).read_to_end(&mut stream).is_err() {
                rest[start..end].clone_into(&mut stream);
            }
            let lines = stream.split(|byte| *byte == b'\n');
            content.extend(lines.filter(|line| find(line, b"Date (D:").is_none()).map(<[u8]>::to_vec));
        }
        rest = &rest[end + "endstream".len()..];
    }
    assert!(content.len() > 100, "{} lines", content.len());
    content
}

fn find_last(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).rposition(|window| window == part)
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
