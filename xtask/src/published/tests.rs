//! What is known of published keys, held against their lists.

use std::io::Read;

use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::read::DeflateDecoder;
use keyproof::check::{Checker, Verdict};

use super::*;

/// The package's list, if the set-up of the tests has it.
fn list() -> Option<String> {
    env::var_os("KEYPROOF_WORDLIST").map(|_| word_list().expect("the list is there"))
}

fn shipped() -> Vec<u8> {
    fs::read(root().expect("a folder").join(SHIPPED)).expect("the digests are there")
}

/// The keys of both lists that the page knows, as far as their text is there.
fn keys() -> Vec<String> {
    let gathered = gathered().expect("a list");
    let room = ROOM - gathered.len();
    let list = list().unwrap_or_default();
    let mut keys: Vec<_> = picked(&list).into_iter().take(room).map(|(key, _)| key.to_owned()).collect();
    keys.extend(gathered.into_iter().filter_map(|gathered| gathered.key));
    keys
}

#[test]
fn the_shipped_digests_are_those_of_the_lists() {
    let gathered = gathered().expect("a list");
    assert!(gathered.len() >= 150, "{}", gathered.len());
    let shipped = shipped();
    for key in &gathered {
        assert!(Filter(&shipped).holds(&key.known.digest));
    }
    if let Some(list) = list() {
        let made = make(&list, &gathered).expect("digests");
        assert!(made == shipped, "run `cargo xtask published`");
        let told = fs::read_to_string(root().expect("a folder").join(PRODUCTS)).expect("the products are there");
        assert!(products(&gathered) == told, "run `cargo xtask published`");
    }
}

#[test]
fn every_key_is_found_however_it_is_wrapped() {
    let shipped = shipped();
    let filter = Filter(&shipped);
    for key in keys() {
        for (how, text) in wrapped(&key) {
            let found = Form::of(&text)
                .is_some_and(|form| filter.holds(&form.sha256()) || form.pieces().any(|piece| filter.holds(&piece)));
            assert!(found, "{how}: {key} as {text}");
        }
    }
}

#[test]
fn a_key_is_found_wherever_it_stands() {
    let checker = Checker::default();
    // Each 20th, for a judgement takes its time; those that are sure to be found within quotes and blanks.
    let sure = |key: &String| !key.contains(['\'', '"', ' ', '#', '\\']);
    for key in keys().into_iter().filter(sure).step_by(20) {
        for text in [
            format!("SECRET_KEY: {key}"),
            format!("{{\n  \"DEBUG\": true,\n  \"SECRET_KEY\": \"{key}\"\n}}"),
            format!("SetEnv DJANGO_SECRET_KEY {key}"),
            format!("settings.configure(DEBUG=True, SECRET_KEY='{key}')"),
            format!("Take {key} for it."),
        ] {
            let judged = checker.judge(&text);
            let found = judged.iter().any(|judged| judged.findings.iter().any(|finding| finding.id == "published"));
            assert!(found, "{text}");
        }
    }
}

/// Cut before its sixteenth character a key has no digest, for there would have to be one of each beginning. What
/// is left holds 85 bits at most, and is called cut or too short.
#[test]
fn what_is_left_of_a_key_cut_early_is_not_fit() {
    let checker = Checker::default();
    for key in keys() {
        let plain = plain(&key);
        for cut in ['#', '$'] {
            let Some((kept, _)) = plain.split_once(cut).filter(|(kept, _)| !kept.is_empty()) else { continue };
            for judged in checker.judge(kept) {
                assert_ne!(judged.verdict, Verdict::Fit, "{key} cut at {cut}");
            }
        }
    }
}

/// A key as Django has it: some stand in the lists as they stood in code or in a web page.
fn plain(key: &str) -> String {
    let bare = key.trim_matches(['\'', '"']);
    bare.strip_prefix("django-insecure-").unwrap_or(bare).replace("&amp;", "&")
}

/// The ways in which keys are pasted.
fn wrapped(key: &str) -> Vec<(&'static str, String)> {
    let tail = key.strip_prefix("django-insecure-").unwrap_or(key);
    let percent = |only: &str| -> String {
        key.chars().map(|c| if only.contains(c) { format!("%{:02X}", c as u32) } else { c.to_string() }).collect()
    };
    let html = key.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut ways = vec![
        ("as it is", key.to_owned()),
        ("in single quotes", format!("'{key}'")),
        ("in double quotes", format!("\"{key}\"")),
        ("in both", format!("\"'{key}'\"")),
        ("with blanks", format!(" {key} \n")),
        ("with a name", format!("SECRET_KEY={key}")),
        ("with a name and quotes", format!("export DJANGO_SECRET_KEY=\"{key}\"\r\n")),
        ("in Python", format!("SECRET_KEY = '{key}'")),
        ("in YAML", format!("- SECRET_KEY: '{key}'")),
        ("with the prefix", format!("django-insecure-{tail}")),
        ("with the prefix in quotes", format!("'django-insecure-{tail}'")),
        ("without the prefix", tail.to_owned()),
        ("in capitals", key.to_ascii_uppercase()),
        ("in small letters", key.to_ascii_lowercase()),
        ("escaped for Compose", key.replace('$', "$$")),
        ("escaped for a shell", key.replace('$', "\\$")),
        ("escaped for double quotes", key.replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`")),
        ("escaped for an ini file", key.replace('%', "%%")),
        ("with %24", percent("$")),
        ("with % for all but letters", percent("!@#$%^&*(=+)/")),
        ("escaped for HTML", html.clone()),
        ("escaped for HTML twice", html.replace('&', "&amp;")),
        ("with quotes escaped for HTML", html.replace('"', "&quot;").replace('\'', "&#x27;")),
        ("with a byte order mark", format!("\u{feff}{key}")),
        ("with a zero-width space", format!("{}\u{200b}{}", &key[..1], &key[1..])),
        ("over two lines", format!("{}\n{}", &key[..6], &key[6..])),
    ];
    let plain = plain(key);
    // What looks like an escape, such as `%44` or `$$`, is shorter in the form.
    let enough = |kept: &str| {
        let shorter = 2 * kept.matches('%').count() + kept.matches("$$").count();
        kept.len() >= Form::LEAST + shorter.min(9)
    };
    for (how, cut) in [("cut at its first #", '#'), ("cut at its first $", '$')] {
        if let Some((kept, _)) = plain.split_once(cut).filter(|(kept, _)| enough(kept)) {
            ways.push((how, kept.to_owned()));
            ways.push((how, format!("django-insecure-{kept}")));
        }
    }
    ways
}

/// What is in the page is not what it knows.
#[test]
fn the_page_carries_no_key() {
    let Ok(page) = fs::read_to_string(root().expect("a folder").join("dist/index.html")) else { return };
    let (_, rest) = page.split_once("data-digest=\"").expect("the WASM is there");
    let (wasm, _) = rest.split_once('>').and_then(|(_, rest)| rest.split_once('<')).expect("an element");
    let mut inflated = Vec::new();
    let deflated = BASE64_STANDARD.decode(wasm).expect("base64");
    DeflateDecoder::new(&deflated[..]).read_to_end(&mut inflated).expect("deflated");
    // By their first eight bytes, so that each place is looked at once.
    let keys = keys();
    let starts: HashSet<_> = keys.iter().filter_map(|key| key.as_bytes().first_chunk::<8>()).collect();
    for (at, start) in inflated.windows(8).enumerate() {
        if starts.contains(&<[u8; 8]>::try_from(start).expect("eight")) {
            let key = keys.iter().find(|key| inflated[at..].starts_with(key.as_bytes()));
            assert_eq!(key, None, "the page carries a key");
        }
    }
}

#[test]
fn a_line_of_the_list() {
    let hex = "00ff".repeat(16);
    let digest = [0, 255].repeat(16).try_into().expect("32 bytes");
    for (start, is_piece) in [("sha256:", false), ("piece:", true)] {
        let expected = Gathered { known: Known { is_piece, digest }, key: None, product: None };
        assert_eq!(gathered_in(&format!("{start}{hex}\ta/b\tc.py")).expect("a line"), expected);
    }
    let line = gathered_in(&format!("piece:{hex}\ta/b\tc.py\tA (since 2019)")).expect("a line");
    assert_eq!(products(&[line]), "00ff00ff\tA (since 2019)\n");
    assert!(gathered_in("some-key-of-a-product\ta/b\tc.py").expect("a line").key.is_some());
    for wrong in ["some-key-of-a-product\ta/b", "short\ta/b\tc.py", "sha256:00\ta/b\tc.py"] {
        assert!(gathered_in(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_only_a_list_knows() {
    for (entry, expected) in [
        ("'3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d'", Some(Shape::Django)),
        ("3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1&amp;gjaue2wq7m&amp;x2k9d", Some(Shape::Django)),
        ("8f42a73054b1749f8f58848be5e6502c94b1f2a0aabbccddee", Some(Shape::Long)),
        ("8f42a73054b1749f8f58848be5e6502c94b1f2a0", Some(Shape::Short)),
        ("8f42a73054b1749f8f58848be5e6502c", Some(Shape::Short)),
        ("8f42a73054b1749f", None),
        ("my_super_secret_key_1234567890_abcdefgh!@#$%^&*", None),
        ("Activar mensaxes privadas 0123456789 y otras cosas", None),
        ("00000000000000000000000000000000000000000000000000", None),
    ] {
        assert_eq!(shape(entry), expected, "{entry}");
    }
}
