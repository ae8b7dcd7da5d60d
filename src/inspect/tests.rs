//! Values that real Djangos and packages signed (by tests/inspect/vectors.py and tokens.py), and what
//! is not one.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use proptest::prelude::*;
use serde_json::Value;

use super::*;

/// A value, what to ask about it, and what is to be found, in JSON.
struct Row(Value);

fn rows() -> impl Iterator<Item = Row> {
    all_rows().filter(|row| row.0["words"].is_null())
}

fn all_rows() -> impl Iterator<Item = Row> {
    let files = [include_str!("../../tests/inspect/vectors.jsonl"), include_str!("../../tests/inspect/tokens.jsonl")];
    files.into_iter().flat_map(str::lines).map(|line| Row(serde_json::from_str(line).expect("JSON")))
}

impl Row {
    fn text(&self, field: &str) -> &str {
        self.0[field].as_str().unwrap_or_default()
    }

    fn ask<'a>(&'a self, token: &'a str, keys: &'a [Secret]) -> Option<Signature> {
        let user = |field: &str| self.0["user"][field].as_str().unwrap_or_default();
        let user =
            User { id: user("id"), password: user("password"), last_login: user("last_login"), email: user("email") };
        let (salt, cookie) = (self.0["given_salt"].as_str(), self.0["cookie"].as_str());
        Question { salt, cookie, user, ..about(token, keys) }.signature()
    }
}

const NOBODY: User<'static> = User { id: "", password: "", last_login: "", email: "" };

/// A question about this value alone.
fn about<'a>(token: &'a str, keys: &'a [Secret]) -> Question<'a> {
    Question { token, keys, salt: None, separator: Some(":"), cookie: None, user: NOBODY }
}

fn keys(keys: &[&str]) -> Vec<Secret> {
    keys.iter().copied().map(Secret::from).collect()
}

#[test]
fn what_real_djangos_signed() {
    for row in rows() {
        let (token, key) = (row.text("token"), row.text("key"));
        let several = keys(&["", "another", &key[1..], key, "one more"]);
        let found = row.ask(token, &several).unwrap_or_else(|| panic!("{}", row.0));
        let made_at = found.made.map(Time::iso).unwrap_or_default();
        let ends_at = found.ends.map(Time::iso).unwrap_or_default();
        let expected = ["kind", "salt", "digest", "made_at", "ends_at"].map(|field| row.text(field));
        assert_eq!([found.kind.id, &found.salt, found.digest.id(), &made_at, &ends_at], expected, "{token}");
        assert_eq!(found.what, row.0["what"].as_str().unwrap_or(found.kind.label), "{token}");
        assert_eq!(found.signer, 3, "{token}");
        let mut inflated = String::new();
        let content = match &found.content {
            Content::Text(text) => text.expose(),
            Content::Deflated(bytes) => {
                ZlibDecoder::new(&bytes[..]).read_to_string(&mut inflated).expect("a zlib stream");
                &inflated
            }
            _ => "",
        };
        assert_eq!(content, row.text("content"), "{token}");
        assert!(row.ask(token, &several[..3]).is_none(), "{token}");
    }
}

#[test]
fn what_no_key_signs_is_told() {
    let mut count = 0;
    for row in all_rows().filter(|row| !row.0["words"].is_null()) {
        let none: [Secret; 0] = [];
        let look = looks(&about(row.text("token"), &none));
        assert_eq!(format!("{:?}", look.sort), row.text("sort"), "{}", row.0);
        assert!(look.sentence.contains(row.text("words")), "{}: {}", row.0, look.sentence);
        count += 1;
    }
    assert!(count > 10, "{count}");
}

#[test]
fn every_kind_has_values_and_a_file() {
    for kind in ALL {
        assert!(rows().any(|row| row.text("kind") == kind.id), "{}", kind.id);
    }
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/inspect/kind")).expect("a folder");
    let mut files: Vec<_> =
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    let mut kinds: Vec<_> = ALL.iter().map(|kind| kind.id.replace('-', "_") + ".rs").collect();
    files.sort();
    kinds.sort();
    assert_eq!(files, kinds);
}

#[test]
fn no_key_signed_what_was_changed() {
    for row in rows() {
        let (token, keys) = (row.text("token"), keys(&[row.text("key")]));
        // A cookie's name and what follows its value may change.
        if token.contains(": ") || token.contains("://") {
            continue;
        }
        for place in 0..token.len() {
            for bit in 0..7 {
                let mut bytes = token.as_bytes().to_owned();
                bytes[place] ^= 1 << bit;
                let changed = String::from_utf8(bytes).expect("ASCII stays ASCII");
                assert!(row.ask(&changed, &keys).is_none(), "{changed}");
            }
        }
    }
}

/// What `signing.dumps([1])` gave with this key, in Django 5.2.
const KEY: &str = "k$a#b c=kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";
const DUMPED: &str = "WzFd:1xWN9i:mWBXIhjhgnX9sUozydeyUnb16Tg_AVN3nr9bQB96yhc";

#[test]
fn what_is_pasted_is_taken_apart() {
    let keys = keys(&[KEY]);
    let quoted = format!("'{DUMPED}',");
    let table = format!("| name | {DUMPED} |");
    let cookies = format!("cookie: a=1; b=\"{}\"; c=2", DUMPED.replace(':', "\\072"));
    let link = format!("https://example.org/x/{}/?a=1", DUMPED.replace(':', "%3A"));
    for text in [DUMPED, &format!("\n {DUMPED}\r\n"), &quoted, &table, &cookies, &link] {
        assert!(about(text, &keys).signature().is_some_and(|found| found.kind.id == "signing-dumps"), "{text}");
    }
}

#[test]
fn keys_that_arrived_changed() {
    for (pasted, how) in [
        (format!("'{KEY}'"), "without the quotes round it"),
        (format!("SECRET_KEY=\"{KEY}\""), IN_A_LINE),
        (format!(" {KEY}\t"), "without the blanks round it"),
        (KEY.replace('$', "$$"), "with $ for each $$"),
        (KEY.replace('$', "\\$"), "without its backslashes"),
    ] {
        let keys = keys(&["one", &pasted]);
        assert!(about(DUMPED, &keys).signature().is_none());
        let found = about(DUMPED, &keys).changed().expect(how);
        assert_eq!((found.signer, found.changed), (1, Some(how)));
    }
    let found = |signed_by: &str, key: &str| {
        let pieces = [b"django.core.signing.Signer" as &[u8], b"signer"];
        let mac = mac::mac(Digest::Sha256, Derive::Digest, pieces, [b"", signed_by.as_bytes()], b"a").expect("a MAC");
        let mac = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, &mac[..32]);
        let keys = keys(&[key]);
        about(&format!("a:{mac}"), &keys).changed().and_then(|found| found.changed)
    };
    assert_eq!(found("'k'", "k"), Some("with single quotes round it"));
    assert_eq!(found("k\n", "k"), Some("with a line break at its end"));
    assert_eq!(found("a$$b", "a$b"), Some("with $$ for each $"));
    assert_eq!(found("a-d", "a$bc-d"), Some("without what follows a $, which was taken for a variable"));
    assert_eq!(found("a", "a#b"), Some("cut off at its first #"));
    assert_eq!(found("a", "a$(b"), Some("cut off at its first $"));
    assert_eq!(found("key", "a2V5"), Some("decoded from base64"));
    assert_eq!(found("a2V5", "key"), Some("written in base64"));
    assert_eq!(found("", "#"), None);
}

#[test]
fn an_empty_key_is_one_for_cookies_only() {
    let empty = keys(&[""]);
    let ask = |token: &'static str| about(token, &empty).signature().map(|found| found.kind.id);
    assert_eq!(ask("a:1xWN9i:GEjuKkYNt3AZgOYvojIXOOgJxib-uQMNFkA2WzO_dNc"), Some("cookie-signer"));
    assert_eq!(ask("a:hNmaRNLPV6kNd8SU0C_CTJvC5kQAD6oHsT961v0hAK8"), None);
}

#[test]
fn too_much_is_not_tried() {
    let many = keys(&["k"; 100]);
    let long = "a".repeat(100_000);
    assert!(about(&long, &many).is_too_much());
    assert!(!about(&long, &many[..20]).is_too_much());
    assert!(about(&long, &many).signature().is_none());
}

#[test]
fn what_others_look_like() {
    let none: [Secret; 0] = [];
    let said = |token: &str| looks(&about(token, &none)).sentence;
    for (token, words) in [
        ("7as-0e84fae23073aa4905e9", "reset token"),
        (DUMPED, "None of these keys"),
        ("3b037f55b7e556769c7c656c0437ee32e5b716d7", "hash in a session"),
        ("qmm9sdy1pz53ac3ti2mq5jz8jkbd0xnr", "session that is kept on the server"),
        ("Lv7OlAYCFGqXDnXGwbRUKDpDzAOsXTtS", "CSRF token"),
        ("eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo", "JSON Web Token"),
        ("hello", "no signature"),
    ] {
        assert!(said(token).contains(words), "{token}: {}", said(token));
    }
}

proptest! {
    #[test]
    fn any_text_can_be_asked_about(token in "\\PC{0,200}", key in "\\PC{0,60}", salt in "\\PC{0,20}") {
        let keys = keys(&[&key, "b"]);
        let user = User { id: "1", password: "p", last_login: &salt, email: "" };
        let question = Question { salt: Some(&salt), separator: None, user, ..about(&token, &keys) };
        prop_assert!(question.signature().is_none());
        prop_assert!(question.changed().is_none());
        prop_assert!(!looks(&question).sentence.is_empty());
    }

    #[test]
    fn parts_of_signed_values_can_be_asked_about(
        pieces in prop::collection::vec("[-:;=%\" |/.a-z0-9\\\\]{0,5}|[A-Za-z0-9_-]{43}|[0-9a-f]{40}|[0-9a-f]{32}|Cookie: |\\PC", 0..12),
    ) {
        let keys = keys(&["a", ""]);
        let token = pieces.concat();
        let question = Question { separator: None, user: User { password: "p", ..NOBODY }, ..about(&token, &keys) };
        prop_assert!(question.signature().is_none());
        prop_assert!(question.changed().is_none());
        prop_assert!(!looks(&question).sentence.is_empty());
    }
}
