//! What the checks come to together.

use super::*;
use crate::{
    key::{Alphabet, Limits, Recipe},
    random::{Random, tests::Seeded},
};

#[test]
fn a_fallback_that_does_nothing_is_removed_and_not_replaced() {
    let key = "w3x9kqz3p0lr8dh5tn4sf6yb1cgjaue2wq7mx2k9dw3x9kqz3";
    for (fallback, reason) in [
        (key, "This fallback does nothing. Remove it."),
        ("", "Anyone can sign with an empty key. Remove this fallback."),
    ] {
        let text = format!("SECRET_KEY = '{key}'\nSECRET_KEY_FALLBACKS = ['{fallback}']\n");
        let judged = judge(&text);
        let old = judged.iter().find(|judged| judged.role == Role::Fallback).expect("a fallback");
        assert_eq!((&*old.reason, old.wants_another()), (reason, false));
    }
    assert!(judge("change-me")[0].wants_another());
}

#[track_caller]
fn verdict(text: &str) -> Verdict {
    let judgements = judge(text);
    assert_eq!(judgements.len(), 1, "{text:?}");
    judgements[0].verdict
}

#[test]
fn every_file_of_the_folder_is_registered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.replace('_', "-")))
        .filter(|id| !["checker", "examples", "guess", "judgement", "loaders", "report", "tests"].contains(&&**id))
        .collect();
    let mut ids: Vec<_> = ALL.iter().map(|check| check.id.to_owned()).collect();
    files.sort_unstable();
    files.dedup();
    ids.sort_unstable();
    assert_eq!(files, ids);
}

#[test]
fn what_is_never_fit() {
    for (text, expected) in [
        (&"abcde".repeat(10)[..], Verdict::Weak),
        (&"z".repeat(50), Verdict::Weak),
        // In public code, too.
        (&"a".repeat(50), Verdict::Unsafe),
        (&"password".repeat(7), Verdict::Unsafe),
        (&"0123456789".repeat(5), Verdict::Weak),
        (&(" ".repeat(46) + "abcd"), Verdict::Broken),
        ("abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop", Verdict::Weak),
        ("qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjklzxcvbnm", Verdict::Weak),
        ("django-insecure-3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x", Verdict::Unsafe),
        ("Django-Insecure-3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x", Verdict::Unsafe),
        ("'django-insecure-3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x'", Verdict::Broken),
        ("change-me", Verdict::Unsafe),
        ("your-secret-key-here", Verdict::Unsafe),
        ("django-insecure-change-me-in-production", Verdict::Unsafe),
        ("${SECRET_KEY}", Verdict::Unsafe),
        ("{{ secret_key }}", Verdict::Unsafe),
        ("<your secret key>", Verdict::Unsafe),
        ("SECRET_KEY=changeme", Verdict::Unsafe),
        ("hunter2", Verdict::Weak),
        ("mygrandmotherbakesthebestapplepiesinthewholewideworld", Verdict::Weak),
        ("3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d ", Verdict::Broken),
        ("\u{feff}3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d", Verdict::Broken),
        ("3k$w9(q!z3#p0@l\u{200b}_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d", Verdict::Broken),
    ] {
        assert_eq!(verdict(text), expected, "{text:?}");
    }
    assert!(judge(" \n").is_empty());
}

/// No random key is called anything but fit. `KEYPROOF_KEYS` sets how many of each kind.
#[test]
fn a_random_key_is_fit() {
    let count = std::env::var("KEYPROOF_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(2_000);
    let checker = Checker::default();
    let judge = |text: &str| checker.judge(text);
    let verdict = |text: &str| judge(text)[0].verdict;
    let mut random = Random::start(Seeded(11)).expect("a good source");
    let printable: String = ('!'..='~').collect();
    let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (symbols, length) in [
        ("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50),
        ("0123456789abcdef", 32),
        ("0123456789abcdef", 64),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 43),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 50),
        (base64, 43),
        ("0123456789", 50),
        ("abcdefghijklmnopqrstuvwxyz", 50),
        (&printable, 50),
    ] {
        let recipe = Recipe::new(&Alphabet::parse(symbols).expect("symbols"), length, &Limits::NONE).expect("strong");
        for _ in 0..count {
            let key = recipe.make(&mut random).expect("a key");
            let mut text = key.expose().to_owned();
            match (length, symbols == base64) {
                (43, true) => text.push('='),
                // A UUID of version 4.
                (32, _) => {
                    let uuid = format!(
                        "{}-{}-4{}-a{}-{}",
                        &text[..8],
                        &text[8..12],
                        &text[13..16],
                        &text[17..20],
                        &text[20..]
                    );
                    assert_eq!(verdict(&uuid), Verdict::Fit, "{uuid}");
                }
                _ => {}
            }
            assert_eq!(verdict(&text), Verdict::Fit, "{text}: {:?}", judge(&text));
        }
    }
}

/// A megabyte of what is worst for one check or another. What grows with the square of the text would be at it
/// for hours.
#[test]
fn a_megabyte_of_anything_is_judged() {
    let checker = Checker::default();
    let key = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
    let hex = "0123456789abcdef5e884898da28047151d0e56f8dc62927";
    let lines = ["SECRET_KEY=", key, "\n"].concat();
    let quoted = ["SECRET_KEY = '", key, "'\n"].concat();
    for shape in [
        "a",
        "ab",
        "#$",
        "'",
        "\"'",
        "=",
        "K=",
        "$$",
        "\\$",
        "%24",
        "%2",
        "&amp;",
        "&",
        "\n",
        " ",
        "\r\n",
        "{{",
        "${A}",
        "[(",
        "-",
        "a-",
        "word ",
        "secretkey",
        "change-me-",
        "django-insecure-",
        "SECRET_KEY=",
        "SECRET_KEY = ",
        "SECRET_KEY: ",
        "SECRET_KEY='",
        "SECRET_KEY_FALLBACKS=[",
        "é",
        "\u{200b}",
        "\u{feff}",
        "“",
        "eyJ.",
        "-----BEGIN ",
        "1990-01-01",
        "services:\n  K: ",
        "ENV A=",
        "0123456789",
        "qwerty",
        key,
        hex,
        &lines,
        &quoted,
    ] {
        let text = shape.repeat((1 << 20) / shape.len());
        for judgement in checker.judge(&text) {
            assert!(text.get(judgement.span).is_some(), "{shape:?}");
        }
    }
}

#[test]
fn a_finding_names_its_place() {
    let text = "A=1\nSECRET_KEY='change-me'\n";
    let judgement = &judge(text)[0];
    assert_eq!(&text[judgement.span.clone()], "change-me");
    assert_eq!(&text[judgement.findings[0].span.clone()], "change-me");
}

proptest::proptest! {
    #[test]
    fn any_text_is_judged(text: String) {
        for judgement in judge(&text) {
            for finding in judgement.findings {
                proptest::prop_assert!(text.get(finding.span).is_some());
            }
        }
    }

    #[test]
    fn text_of_keys_is_judged(text in "[ -~]{0,80}") {
        judge(&text);
    }
}
