//! A page that is framed or was opened by another, one that is left and come back to, and a browser that cannot
//! show a key.

use serde_json::json;

use super::{Case, case, opened_with};
use crate::browser::Browser;

pub(super) const CASES: &[Case] = &[
    case("no_key_in_a_frame", no_key_in_a_frame),
    case("no_key_if_another_page_opened_it", no_key_if_another_page_opened_it),
    case("back_shows_no_key_that_was_there", back_shows_no_key_that_was_there),
    case("failure_is_told_without_shadow_roots", |browser| {
        fails(browser, "no-shadow", "delete Element.prototype.attachShadow;");
    }),
    case("failure_is_told_if_text_is_not_decoded", |browser| {
        fails(browser, "no-text", "TextDecoder.prototype.decode = () => { throw new Error('broken'); };");
    }),
    case("failure_is_told_without_webassembly", |browser| {
        fails(browser, "no-wasm", "delete window.WebAssembly;");
    }),
    case("a_fault_is_told", a_fault_is_told),
    case("fields_ask_for_no_help", fields_ask_for_no_help),
];

/// Opens the page with a part of the browser missing.
fn fails(browser: &Browser, name: &str, script: &str) {
    opened_with(browser, name, script);
    assert_eq!(browser.state(), "failed");
    assert!(browser.text("#failure").starts_with("This browser could not start the page"));
    assert!(browser.is("return document.querySelector('#failure').checkVisibility()"));
}

/// Has what the WASM calls end as a panic does.
const FAULTY: &str = "
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = (code, imports) => {
        for (const [name, does] of Object.entries(imports.boundary)) {
            imports.boundary[name] = (...values) => {
                if (window.isFaulty) throw new WebAssembly.RuntimeError('unreachable');
                return does(...values);
            };
        }
        return instantiate.call(WebAssembly, code, imports);
    };";

fn a_fault_is_told(browser: &Browser) {
    opened_with(browser, "fault", FAULTY);
    assert_eq!(browser.state(), "ready");
    browser.run("window.isFaulty = true; document.querySelector('#new').click();", &[]);
    assert_eq!(browser.state(), "failed");
    assert!(browser.text("#failure").contains("because of a fault in it"), "{}", browser.text("#failure"));
    assert!(browser.is("return document.querySelector('#failure').checkVisibility()"));
}

/// What the page in the window or frame `held` says, once it has decided.
const REFUSED: &str = "
    const root = held.document.documentElement;
    return root.dataset.state === 'failed' && held.document.querySelector('#failure').textContent.startsWith('Another page holds this one')
        && !held.document.querySelector('#alone').hidden && !held.document.querySelector('#alone a').rel.includes('opener ')
        && held.document.querySelector('#line') === null;";

fn no_key_in_a_frame(browser: &Browser) {
    let page = browser.page();
    let outer = format!("<!DOCTYPE html><link rel=icon href=data:,><iframe src=\"{page}\"></iframe>");
    browser.goto(&browser.publish("outer.html", outer.as_bytes()));
    // From `file://`, a page cannot look into its frame: the driver can.
    browser.post("frame", &json!({ "id": 0 }));
    browser.wait_for(&format!("const held = window; {REFUSED}"));
    browser.post("frame", &json!({ "id": null }));
}

fn no_key_if_another_page_opened_it(browser: &Browser) {
    browser.goto(&browser.publish("opener.html", b"<!DOCTYPE html><link rel=icon href=data:,><button>Open</button>"));
    let before = browser.get("window/handles");
    let page = json!(browser.page());
    browser
        .run("document.querySelector('button').onclick = () => { window.held = window.open(arguments[0]); }", &[page]);
    browser.click("button");
    let own = browser.get("window");
    let other = browser.wait("a window", || {
        let handles = browser.get("window/handles");
        handles
            .as_array()?
            .iter()
            .find(|handle| !before.as_array().is_some_and(|known| known.contains(handle)))
            .cloned()
    });
    browser.post("window", &json!({ "handle": other }));
    browser.wait_for(&format!("const held = window; {REFUSED}"));
    browser.close_window();
    browser.post("window", &json!({ "handle": own }));
}

fn back_shows_no_key_that_was_there(browser: &Browser) {
    browser.open();
    let mut secrets = vec![browser.bare_key()];
    browser.paste_to_check("pAsTeD-7fKq2ZxV9mLb4RtY1cWs8HdJ6gNe3UaPoI5-Xr0vQkTzB");
    secrets.push(browser.hidden_value("#check-text"));
    browser.open_tab("make");
    let elsewhere = browser.publish("elsewhere.html", b"<!DOCTYPE html><link rel=icon href=data:,>Elsewhere");
    // As a link would: a driver's own way of going there may keep no page.
    browser.run("location.href = arguments[0]", &[json!(elsewhere)]);
    browser.wait_for("return document.body?.textContent === 'Elsewhere'");
    browser.post("back", &json!({}));
    browser.wait_for("return document.querySelector('#line') !== null");
    browser.started();
    let line = browser.line();
    // A field has to be seen to be read.
    browser.open_tab("check");
    let shown = [line, browser.hidden_value("#check-text")];
    assert!(secrets.iter().all(|secret| shown.iter().all(|shown| !shown.contains(secret.as_str()))), "{shown:?}");
    assert_eq!(shown[1].trim(), "");
}

fn fields_ask_for_no_help(browser: &Browser) {
    browser.open();
    let lacking = browser.run(
        "const wanted = { autocomplete: 'off', spellcheck: 'false', writingsuggestions: 'false', autocorrect: 'off', autocapitalize: 'none',
            translate: 'no', 'data-1p-ignore': '', 'data-lpignore': 'true', 'data-bwignore': '', 'data-form-type': 'other' };
        const fields = [...document.querySelectorAll('input:not([type=radio], [type=checkbox]), textarea')];
        const lacks = fields.flatMap((field) => Object.keys(wanted).filter((name) => field.getAttribute(name) !== wanted[name]).map((name) => `${field.id} ${name}`));
        const code = [...document.querySelectorAll('pre, code')].filter((code) => code.closest('[translate=no]') === null).map((code) => code.outerHTML);
        return [fields.length > 5, ...lacks, ...code];",
        &[],
    );
    assert_eq!(lacking, json!([true]));
}
