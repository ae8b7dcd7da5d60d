//! What a fuzzer tries: any bytes go in, and what is promised of any text has to hold.
//!
//! `cargo xtask fuzz` makes inputs for these; `tests/fuzz.rs` runs them over the inputs that are kept
//! in `fuzz/corpus`, with the other tests.

use std::ops::Range;

use keyproof::{
    assignment,
    check::{self, Checker},
    document,
    inspect::{Question, User},
    line::Several,
    loader::{self, Environment, Loader},
    name::VariableName,
    reading::{Note, Reading},
    repair::{rewrite, settings},
    secret::Secret,
    xray::{self, Ray},
};

/// The target of this name.
pub fn find(name: &str) -> Option<fn(&[u8])> {
    Some(match name {
        "load" => load,
        "check" => check,
        "xray" => xray,
        "repair" => repair,
        "inspect" => inspect,
        _ => return None,
    })
}

/// One loader reads a file. The first byte says which loader, so that each is asked as often.
pub fn load(input: &[u8]) {
    let Some((loader, file)) = loader_and_text(input) else { return };
    let Some(name) = name() else { return };
    let reading = loader.read(file, &name, &Environment::new(&[("E", "e$K")]));
    for note in notes(&reading) {
        assert_inside(file, &note.span);
    }
    if let Reading::Value { text, .. } = &reading {
        // What many times the file is as long, a loader has made by looking itself up.
        assert!(text.expose().len() <= MOST_READ, "{}: {} bytes", loader.id, text.expose().len());
    }
}

/// The bytes of a file are judged.
pub fn check(input: &[u8]) {
    thread_local!(static CHECKER: Checker = Checker::default());
    let (text, _) = document::decode(input);
    let text = text.expose();
    assert!(!document::nothing(text).sentence().is_empty());
    for judgement in CHECKER.with(|checker| checker.judge(text)) {
        assert_inside(text, &judgement.span);
        judgement.name.iter().for_each(|name| assert_inside(text, name));
        judgement.findings.iter().for_each(|finding| assert_inside(text, &finding.span));
        assert!(!judgement.reason.is_empty());
        check::helps(text, &judgement);
    }
}

/// All loaders that read such a file read it, for the variable that would be asked for.
pub fn xray(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    for found in assignment::assignments(text) {
        assert_inside(text, &found.name);
        assert_inside(text, &found.value);
    }
    let candidates = assignment::candidates(text);
    let Some(Ok(name)) = candidates.first().map(|name| VariableName::parse(name)) else { return };
    let rays: Vec<_> = xray::readers(text).map(|loader| Ray::of(loader, text, &name)).collect();
    rays.iter().flat_map(Ray::notes).for_each(|note| assert_inside(text, &note.span));
    let mut grouped: Vec<_> = xray::groups(&rays).concat();
    grouped.sort_unstable();
    assert!(grouped.into_iter().eq(0..rays.len()));
}

/// A settings file, or, where the second byte is odd, one value of a file for two loaders.
pub fn repair(input: &[u8]) {
    let Some((loader, text)) = loader_and_text(input) else { return };
    let Some((second, text)) = text.split_at_checked(1) else { return };
    let second = second.bytes().next().unwrap_or_default();
    let Some(name) = name() else { return };
    if second % 2 == 0 {
        let Ok(repaired) = settings::repair(text, loader, &name) else { return };
        for told in &repaired.told {
            assert_inside(text, &told.span);
        }
        // What is repaired is right, and stays as it is.
        let again = settings::repair(repaired.text.expose(), loader, &name);
        assert!(!matches!(again, Err(settings::Refusal::NotPython(_))), "{}", loader.id);
        return;
    }
    let other = &loader::ALL[usize::from(second / 2) % loader::ALL.len()];
    let Some(several) = Several::parse(&[loader.id, "+", other.id].concat()) else { return };
    let key = Secret::from("a'b$c #d");
    if let Ok(mended) = rewrite(text, &name, &key, several) {
        for loader in several.loaders() {
            assert!(loader.read(mended.expose(), &name, &Environment::EMPTY).is(&key), "{}", loader.id);
        }
    }
}

/// A token, and keys on the lines after it.
pub fn inspect(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let mut lines = text.split('\n');
    let token = lines.next().unwrap_or_default();
    let keys: Vec<_> = lines.map(Secret::from).collect();
    let user = User { id: "1", password: "pbkdf2_sha256$1$a$b", last_login: "", email: "a@example.org" };
    let question = Question { token, keys: &keys, salt: Some("salt"), separator: Some(":"), cookie: None, user };
    if question.is_too_much() {
        return;
    }
    let found = question.signature().or_else(|| question.changed());
    if let Some(found) = found {
        assert!(found.signer < keys.len());
    }
}

/// No reading is longer: what would be is refused.
const MOST_READ: usize = 16 << 20;

fn loader_and_text(input: &[u8]) -> Option<(&'static Loader, &str)> {
    let (first, text) = input.split_first()?;
    Some((&loader::ALL[usize::from(*first) % loader::ALL.len()], str::from_utf8(text).ok()?))
}

fn name() -> Option<VariableName> {
    VariableName::parse("K").ok()
}

fn notes(reading: &Reading) -> &[Note] {
    match reading {
        Reading::Value { notes, .. } | Reading::Missing { notes } => notes,
        Reading::Refused(note) | Reading::Unknown(note) => std::slice::from_ref(note),
    }
}

/// Places are of the text, and cut no character.
#[track_caller]
fn assert_inside(text: &str, span: &Range<usize>) {
    assert!(text.get(span.clone()).is_some(), "{span:?} of {} bytes", text.len());
}
