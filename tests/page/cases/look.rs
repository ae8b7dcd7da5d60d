//! How the page looks, to eyes and to what reads for them.

use std::{env, fs, path::Path};

use serde_json::json;

use super::{Case, case, case_in};
use crate::{
    browser::{Browser, CONTROL, Transport},
    engine::Engine,
};

/// WebKitGTK takes reduced motion from the desktop, and there is none.
const CAN_REDUCE_MOTION: &[Engine] = &[Engine::Chromium, Engine::Firefox];

pub(super) const CASES: &[Case] = &[
    case("axe_finds_nothing", axe_finds_nothing),
    case("nothing_scrolls_sideways", nothing_scrolls_sideways),
    case("copying_stays_at_hand", copying_stays_at_hand),
    case("what_was_pasted_stays_in_view", what_was_pasted_stays_in_view),
    case("no_alert_at_first", no_alert_at_first),
    case("media_queries_are_understood", media_queries_are_understood),
    case_in(CAN_REDUCE_MOTION, "reduced_motion_is_respected", reduced_motion_is_respected),
];

const TABS: [&str; 6] = ["make", "check", "rotate", "loaders", "guide", "trust"];
const THEMES: [&str; 2] = ["light", "dark"];

fn axe_finds_nothing(browser: &Browser) {
    let path = env::var_os("KEYPROOF_AXE").expect("KEYPROOF_AXE names axe-core's axe.min.js");
    let axe = fs::read_to_string(path).expect("axe.min.js");
    let run = format!(
        "{axe};
        const done = arguments[arguments.length - 1];
        axe.run(document, {{ resultTypes: ['violations'] }}).then(
            ({{ violations, passes }}) => done({{
                violations: violations.map(({{ id, nodes }}) => id + ': ' + nodes.map((node) => node.html).join(' ')),
                passes: passes.length,
            }}),
            (error) => done({{ violations: [String(error)], passes: 0 }}),
        );"
    );
    for theme in THEMES {
        browser.open();
        browser.wait(theme, || {
            browser.click("#theme");
            (browser.text_of("return document.documentElement.dataset.theme") == theme).then_some(())
        });
        for tab in TABS {
            browser.open_tab(tab);
            browser.run("document.querySelectorAll('details').forEach((fold) => fold.open = true)", &[]);
            if tab == "check" {
                browser.focus("#check-text");
                browser.type_keys("SECRET_KEY=django-insecure-abc");
            }
            if tab == "rotate" {
                let signed = super::inspect::vector(|vector| vector["kind"] == "messages-cookie");
                for (field, host) in [("token", "#inspect-token"), ("key", "#inspect-keys")] {
                    browser.focus(host);
                    browser.insert(signed[field].as_str().expect("a text"));
                }
                browser.wait_for("return document.querySelector('#inspect-content').checkVisibility()");
            }
            if tab == "check" {
                no_violations(browser, &run, "check, a key");
                super::secrecy::tell_story(browser);
                no_violations(browser, &run, "check, several files");
                browser.focus("#check-text");
                browser.chord(CONTROL, 'a');
                browser.insert("import os\nSECRET_KEY = 'django-insecure-abc'\n");
                browser.wait_for("return document.querySelector('#repaired').checkVisibility()");
            }
            let doors: &[&str] = if tab == "rotate" { &["#door-planned", "#door-leaked"] } else { &[""] };
            for door in doors {
                if !door.is_empty() {
                    browser.click(door);
                    browser.wait_for(&format!("return document.querySelector('{door}').ariaPressed === 'true'"));
                    browser.run("document.querySelectorAll('details').forEach((fold) => fold.open = true)", &[]);
                }
                no_violations(browser, &run, &format!("#{tab}{door}, {theme}"));
            }
        }
        for set_up in ["#make?product=netbox", "#make?kept-in=vault", "#loaders-bash"] {
            browser.open_at(set_up);
            browser.unfold_all();
            no_violations(browser, &run, set_up);
        }
    }
}

#[track_caller]
fn no_violations(browser: &Browser, run: &str, what: &str) {
    // The theme's colours may be on their way.
    browser.wait_for("return document.getAnimations().length === 0");
    let found = browser.run_async(run, &[]);
    assert_eq!(found["violations"], json!([]), "{what}");
    assert!(found["passes"].as_u64().is_some_and(|passes| passes > 10), "{found}");
}

/// A copy of the page that does not ask whether it is in a frame. Its policy names another script, so it has none.
fn in_frames(page: &str) -> String {
    let (before, policy) = page.split_once("<meta http-equiv=\"Content-Security-Policy\"").expect("a policy");
    let (_, behind) = policy.split_once('>').expect("the policy's end");
    let (behind, rest) = behind.split_once("top!==self").expect("the page asks whether it is in a frame");
    format!("{before}{behind}top===null{rest}")
}

/// The page in a frame of each width: browsers do not make a window as narrow as a telephone.
fn nothing_scrolls_sideways(browser: &Browser) {
    browser.open();
    let page = String::from_utf8(crate::page().unwrap_or_else(|error| panic!("{error:?}"))).expect("text");
    browser.publish("willing.html", in_frames(&page).as_bytes());
    let frame = "<!DOCTYPE html><title>frame</title><link rel=icon href=data:,><style>body { margin: 0 } iframe { border: 0; display: block }</style>\
        <iframe id=page src=willing.html></iframe>";
    let address = browser.publish("frame.html", frame.as_bytes());
    for theme in THEMES {
        browser.run(&format!("localStorage.setItem('keyproof', 'theme={theme}')"), &[]);
        for tab in TABS {
            browser.goto(&address);
            for width in [320, 360, 800, 1400] {
                browser.post("frame", &json!({ "id": null }));
                let size = "const page = document.querySelector('#page'); page.width = arguments[0]; page.height = arguments[1]";
                browser.run(size, &[json!(width), json!(900)]);
                let element = browser.run("return document.querySelector('#page')", &[]);
                browser.post("frame", &json!({ "id": element }));
                browser.started();
                browser.run("location.hash = arguments[0]", &[json!(format!("#{tab}"))]);
                browser.wait_for(&format!("return !document.getElementById('page-{tab}').hidden"));
                assert_eq!(browser.run("return innerWidth", &[]), width);
                if tab == "rotate" {
                    browser.run("document.getElementById('door-planned').click()", &[]);
                    browser.wait_for("return document.getElementById('plan-django') !== null");
                }
                let closed = "document.querySelectorAll('details:not([open])')";
                browser.run(
                    &format!("window.unfolded = [...{closed}]; window.unfolded.forEach((fold) => fold.open = true)"),
                    &[],
                );
                let wide = browser
                    .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth", &[]);
                assert!(wide.as_i64().is_some_and(|wide| wide <= 0), "#{tab}, {theme}, {width} wide: {wide} more");
                browser.run("window.unfolded.forEach((fold) => fold.open = false)", &[]);
                if browser.transport == Transport::Http {
                    let height = browser.run("return document.documentElement.scrollHeight", &[]);
                    browser.post("frame", &json!({ "id": null }));
                    browser.run(size, &[json!(width), height.clone()]);
                    // Drivers take an image of what the window shows.
                    let tall = height.as_u64().expect("a height") + 200;
                    browser.post("window/rect", &json!({ "x": 0, "y": 0, "width": 1500, "height": tall }));
                    keep(browser, &format!("{tab}-{theme}-{width}.png"));
                }
            }
        }
        browser.post("frame", &json!({ "id": null }));
        browser.open_at("");
    }
    browser.run("localStorage.clear()", &[]);
}

fn no_alert_at_first(browser: &Browser) {
    browser.open();
    for tab in TABS {
        browser.open_tab(tab);
        let shown =
            "return [...document.querySelectorAll('[role=alert]')].filter((alert) => alert.checkVisibility()).length";
        assert_eq!(browser.run(shown, &[]), 0, "#{tab}");
    }
}

/// Shows the page in a frame of this size, since browsers do not make a window as narrow as a telephone.
fn in_frame(browser: &Browser, width: u32, height: u32) {
    browser.open();
    let page = String::from_utf8(crate::page().unwrap_or_else(|error| panic!("{error:?}"))).expect("text");
    browser.publish("willing.html", in_frames(&page).as_bytes());
    let frame = format!(
        "<!DOCTYPE html><title>frame</title><link rel=icon href=data:,><style>body {{ margin: 0 }} iframe {{ border: 0; display: block }}</style>\
            <iframe id=page src=willing.html width={width} height={height}></iframe>"
    );
    browser.goto(&browser.publish("sized.html", frame.as_bytes()));
    let element = browser.run("return document.querySelector('#page')", &[]);
    browser.post("frame", &json!({ "id": element }));
    browser.started();
}

/// On a telephone the button stays at the bottom, shrinks what was pasted, and is over nothing that has the focus.
fn copying_stays_at_hand(browser: &Browser) {
    in_frame(browser, 360, 640);
    let at_bottom = |id: &str| {
        browser.is(&format!(
            "const box = document.querySelector('{id}').getBoundingClientRect(); return box.bottom <= innerHeight && box.bottom > innerHeight - 40;"
        ))
    };
    browser.run(
        "scrollTo(0, document.querySelector('#line').getBoundingClientRect().top + scrollY - innerHeight + 120)",
        &[],
    );
    assert!(at_bottom("#copy"));
    // A frame takes the focus when someone has pressed something there.
    browser.click("#page-make h1");
    let covered = "
        const covered = [];
        let focused = 0;
        for (const e of document.querySelectorAll('#page-make a, #page-make button, #page-make input, #page-make summary, #page-make .secret')) {
            if (!e.checkVisibility() || e.disabled || e.id === 'copy') continue;
            document.activeElement.blur();
            scrollTo(0, 0);
            e.focus();
            // Not all takes the focus in each engine.
            if (document.activeElement !== e) continue;
            focused += 1;
            const box = e.getBoundingClientRect(), copy = document.querySelector('#copy').getBoundingClientRect();
            if (box.bottom + 4 > copy.top && box.top - 4 < copy.bottom && box.height < 300) covered.push(e.id || e.textContent);
        }
        return [covered, focused > 5];";
    assert_eq!(browser.run(covered, &[]), json!([[], true]));
    browser.run("location.hash = '#check?read-by=python-decouple+docker-env-file'", &[]);
    browser.wait_for("return !document.getElementById('page-check').hidden");
    let height = || browser.run("return document.querySelector('#check-text').getBoundingClientRect().height", &[]);
    browser.run("document.querySelector('.took .link').click()", &[]);
    browser.wait_for("return document.querySelector('#copy-fixed') !== null");
    browser.run("document.querySelector('#check-text').focus()", &[]);
    let open = height().as_f64().expect("a height");
    browser.run("document.activeElement.blur()", &[]);
    let shut = height().as_f64().expect("a height");
    assert!(shut < 100.0 && open > 140.0, "{shut} of {open}");
    // Readings may still come in above it.
    browser.wait("the button at the bottom", || {
        let scroll =
            "scrollTo(0, document.querySelector('.fix').getBoundingClientRect().top + scrollY - innerHeight + 160)";
        browser.run(scroll, &[]);
        at_bottom("#copy-fixed").then_some(())
    });
    let order = "const at = (id) => document.querySelector(id).getBoundingClientRect().top;
        return at('#verdict') < at('#fixed') && at('#fixed') < at('#readings');";
    assert!(browser.is(order));
    browser.post("frame", &json!({ "id": null }));
}

fn what_was_pasted_stays_in_view(browser: &Browser) {
    in_frame(browser, 1400, 700);
    browser.run("location.hash = '#check?read-by=python-decouple+docker-env-file'", &[]);
    browser.wait_for("return !document.getElementById('page-check').hidden");
    let place = "const box = document.querySelector('.pasted').getBoundingClientRect(); return [box.left, box.width];";
    let before = browser.run(place, &[]);
    browser.run("document.querySelector('.took .link').click()", &[]);
    browser.wait_for("return document.querySelector('#copy-fixed') !== null");
    browser.unfold_all();
    assert_eq!(browser.run(place, &[]), before);
    browser.run("document.querySelector('#reasons').scrollIntoView()", &[]);
    let is_beside = "const box = (id) => document.querySelector(id).getBoundingClientRect();
        return box('.pasted').top >= 0 && box('.pasted').bottom <= innerHeight && box('.pasted').right < box('#verdict').left;";
    assert!(browser.is(is_beside));
    browser.post("frame", &json!({ "id": null }));
}

/// A query that was made too short is none: without their blanks, `not (…)` and `and (…)` are functions.
fn media_queries_are_understood(browser: &Browser) {
    browser.open();
    let all = "const queries = (rules) => [...rules].flatMap((rule) => [rule.media?.mediaText ?? [], queries(rule.cssRules ?? [])].flat(9));
        return [...document.styleSheets].flatMap((sheet) => queries(sheet.cssRules)).join('; ')";
    let all = browser.text_of(all);
    let lost = ["not all", "not(", "and("].iter().any(|sign| all.contains(sign));
    assert!(all.contains("forced-colors") && !lost, "{all}");
}

/// Leaves an image for people to look at.
fn keep(browser: &Browser, name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(browser.engine.id());
    fs::create_dir_all(&folder).expect("a writable folder");
    fs::write(folder.join(name), browser.screenshot("#page")).expect("a writable folder");
}

fn reduced_motion_is_respected(browser: &Browser) {
    let reduce = |wanted: bool| {
        if browser.engine == Engine::Firefox {
            let set = "Services.prefs.setIntPref('ui.prefersReducedMotion', arguments[0]); arguments[1](null)";
            browser.run_in_firefox(set, &[json!(u8::from(wanted))]);
        } else {
            let value = if wanted { "reduce" } else { "" };
            let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": value }] });
            browser.devtools("Emulation.setEmulatedMedia", &features);
        }
    };
    browser.open();
    let moving = "const moves = (e) => [e.transitionDuration, e.animationDuration].some((times) => times.split(',').some((time) => parseFloat(time) > 0));
        return [...document.querySelectorAll('*')].some((element) => moves(getComputedStyle(element)))";
    assert!(browser.is(moving), "nothing moves anyhow");
    reduce(true);
    browser.wait_for("return matchMedia('(prefers-reduced-motion: reduce)').matches");
    let still = !browser.is(moving);
    reduce(false);
    assert!(still);
}
