//! The signature inspector against values that real Djangos signed, and real packages beside them.
//!
//! Run by `cargo xtask test`, which sets them up. Variables of the environment:
//! `KEYPROOF_SIGNING_DJANGOS` (a folder for each), `KEYPROOF_DJANGOS` (a folder for each file of
//! `tests/rotation/requirements`), `KEYPROOF_VECTORS` (how many of each kind), `KEYPROOF_SEED` (of the
//! generators; printed, so that a run can be had again).

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with what it expected")]

use std::{
    collections::BTreeMap,
    env, fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::Mutex,
};

use flate2::read::ZlibDecoder;
use keyproof::{
    inspect::{Content, Note, Question, Signature, Time, User, looks},
    secret::Secret,
};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

/// The same values in every run. Other seeds make others: set `KEYPROOF_SEED`.
const SEED: u64 = 20_261_126;

/// How many were identified, of each kind and version.
static COUNTS: Mutex<BTreeMap<(String, String), usize>> = Mutex::new(BTreeMap::new());

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let Some(folder) = env::var_os("KEYPROOF_SIGNING_DJANGOS").map(PathBuf::from) else {
        println!("not run: the signature inspector against real Djangos: `cargo xtask test` sets these up");
        return ExitCode::from(u8::from(env::var("CI").is_ok_and(|ci| ci == "true")));
    };
    let number = |name| env::var(name).ok().and_then(|value| value.parse().ok());
    let seed = number("KEYPROOF_SEED").unwrap_or(SEED);
    let count = number("KEYPROOF_VECTORS").unwrap_or(100);
    println!("The seed is {seed}; KEYPROOF_SEED={seed} makes the same values.");
    let folders = fs::read_dir(&folder).expect("a folder of Djangos").filter_map(|entry| Some(entry.ok()?.path()));
    let folders = folders.filter(|django| django.join("django").is_dir());
    let trials = folders.map(|django| {
        let version = django.file_name().expect("a version").to_string_lossy().into_owned();
        let name = format!("django_{}::signatures", version.replace('.', "_"));
        Trial::test(name, move || signatures(&django, &version, seed, count))
    });
    let mut trials: Vec<_> = trials.collect();
    assert!(trials.len() >= 8, "the Djangos of tests/inspect/requirements.txt are missing");
    for (name, folders) in TOKENS {
        trials.push(Trial::test(format!("tokens::{name}"), move || tokens(name, folders, seed, count)));
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    print_counts();
    conclusion.exit_code()
}

/// A table for the README: how many values were identified.
fn print_counts() {
    let counts = COUNTS.lock().expect("no test holds it");
    let mut versions: Vec<_> = counts.keys().map(|(_, version)| version).collect();
    versions.sort();
    versions.dedup();
    versions.sort_by_key(|version| version.split('.').map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>());
    println!(
        "| kind, or package | {} |",
        versions.iter().map(|version| version.as_str()).collect::<Vec<_>>().join(" | ")
    );
    println!("| --- |{}", " ---: |".repeat(versions.len()));
    let mut kinds: Vec<_> = counts.keys().map(|(kind, _)| kind).collect();
    kinds.dedup();
    for kind in kinds {
        let row = versions.iter().map(|version| match counts.get(&(kind.clone(), (*version).clone())) {
            Some(count) => format!(" {count} |"),
            None => " – |".to_owned(),
        });
        println!("| {kind} |{}", row.collect::<String>());
    }
}

/// What packages are tried with, each with the folders that come first: beside the loaders' Django 5.2,
/// with others, and in older versions.
const TOKENS: [(&str, &[&str]); 5] = [
    ("packages", &["packages"]),
    ("with_django_4_2", &["django-4.2.30", "packages"]),
    ("with_django_6_1", &["django-6.1.3", "packages"]),
    ("older", &["older", "packages"]),
    ("older_itsdangerous", &["tokens", "older", "packages"]),
];

/// Holds the values that packages make.
fn tokens(name: &str, folders: &[&str], seed: u64, count: u64) -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pinned = PathBuf::from(env::var_os("KEYPROOF_DJANGOS").ok_or("KEYPROOF_DJANGOS is not set")?);
    let paths = [root.join("tests/rotation/newer")].into_iter().chain(folders.iter().map(|name| pinned.join(name)));
    // There are many kinds, and several runs.
    let mut program = python("tests/inspect/tokens.py", seed, count.div_ceil(3), None);
    let lines = output(program.env("PYTHONPATH", env::join_paths(paths)?))?;
    hold(name, &lines, seed)
}

/// A program of `tests/inspect`, which writes values.
fn python(program: &str, seed: u64, count: u64, django: Option<&Path>) -> Command {
    let mut python = Command::new(env::var("KEYPROOF_PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    python.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(program)).args(django);
    python.args([seed.to_string(), count.to_string()]);
    python.envs([("PYTHONUTF8", "1"), ("PYTHONDONTWRITEBYTECODE", "1")]);
    python
}

fn output(program: &mut Command) -> Result<String, Failed> {
    let output = program.output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
}

/// Holds the values of this Django.
fn signatures(django: &Path, version: &str, seed: u64, count: u64) -> Result<(), Failed> {
    let lines = output(&mut python("tests/inspect/vectors.py", seed, count, Some(django)))?;
    hold(version, &lines, seed)
}

/// Every value is identified among other keys, and by no key but its own; and no value of which a bit was
/// flipped is. What is not signed with a key is told for what it is.
fn hold(version: &str, lines: &str, seed: u64) -> Result<(), Failed> {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut identified, mut wrong_keys, mut flips, mut told) = (0, 0, 0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.lines() {
        let vector: Value = serde_json::from_str(line)?;
        if vector.get("versions").is_some() {
            println!("{version}: {}", vector["versions"]);
            continue;
        }
        if vector.get("words").is_some() {
            is_told(&vector)?;
            told += 1;
            continue;
        }
        let key = vector["key"].as_str().ok_or("a key")?;
        let mut keys = decoys(key, &mut random);
        if ask(&vector, "token", &keys).is_some() {
            return Err(format!("a wrong key is said to have signed it: {line}").into());
        }
        wrong_keys += keys.len();
        let at = random.usize(..=keys.len());
        keys.insert(at, Secret::from(key));
        let found = ask(&vector, "token", &keys).ok_or_else(|| format!("not identified: {line}"))?;
        let expected = ["kind", "salt", "digest", "made_at", "ends_at"];
        let expected = expected.map(|field| vector[field].as_str().unwrap_or_default());
        let [made, ends] = [found.made, found.ends].map(|time| time.map(Time::iso).unwrap_or_default());
        let ours = [found.kind.id, &found.salt, found.digest.id(), &made, &ends];
        let what = vector["what"].as_str().unwrap_or(found.kind.label);
        if found.signer != at || ours != expected || found.what != what || !is_noted(&found, &vector) {
            return Err(format!("key {} is said for {at}, {ours:?} for {line}", found.signer).into());
        }
        if content(&found) != vector["content"].as_str().map(str::to_owned) {
            return Err(format!("{:?} is said to be in {line}", content(&found)).into());
        }
        identified += 1;
        // A package's, too.
        if let Some(package) = vector["package"].as_str() {
            *kinds.entry(format!("{package}: {}", found.what)).or_default() += 1;
        }
        let of_kind = kinds.entry(found.kind.id.to_owned()).or_default();
        *of_kind += 1;
        // All the bytes of the first few of each kind, and some of the others.
        let value = vector["value"].as_str().ok_or("a value")?;
        let keys = [Secret::from(key)];
        if ask(&vector, "value", &keys).is_none() {
            // A link also says whom the token is for, and a header what the cookie is called.
            continue;
        }
        let all = *of_kind <= 3;
        for step in 0..if all { value.len() } else { 4 } {
            let mut bytes = value.as_bytes().to_owned();
            let place = if all { step } else { random.usize(..bytes.len()) };
            bytes[place] ^= 1 << random.u8(..7);
            let Ok(flipped) = String::from_utf8(bytes) else { continue };
            let mut vector = vector.clone();
            vector["value"] = flipped.into();
            // With a given separator only, as the probe asks: another one would be a value of its own.
            if ask(&vector, "value", &keys).is_some() {
                return Err(format!("one bit of it was changed: {} of {line}", vector["value"]).into());
            }
            flips += 1;
        }
    }
    println!(
        "{version}: {identified} values, all identified; 0 of {wrong_keys} wrong keys; 0 of {flips} changed values; {told} told for what they are"
    );
    let mut counts = COUNTS.lock().expect("no test holds it");
    counts.extend(kinds.into_iter().map(|(kind, count)| ((kind, version.to_owned()), count)));
    Ok(())
}

/// Whether the right is said of the key of a JWT.
fn is_noted(found: &Signature, vector: &Value) -> bool {
    let noted = |wanted: fn(&Note) -> bool| found.notes.iter().find(|note| wanted(note)).copied();
    let short = noted(|note| matches!(note, Note::Short(..)));
    let expected = vector["short"].as_array().map(|numbers| {
        let number =
            |at: usize| numbers[at].as_u64().and_then(|number| usize::try_from(number).ok()).expect("a number");
        Note::Short(number(0), number(1))
    });
    let is_decoded = noted(|note| *note == Note::FromBase64).is_some();
    // Of the packages' tokens, with keys of any length, only the plain ones say what is to be noted.
    let is_asked = vector.get("from_base64").is_some();
    !is_asked || (short == expected && is_decoded == vector["from_base64"])
}

/// Holds what is said of a value that no `SECRET_KEY` signs, with keys and without.
fn is_told(vector: &Value) -> Result<(), Failed> {
    let (token, words) = (vector["token"].as_str().ok_or("a token")?, vector["words"].as_str().ok_or("words")?);
    let user = User::default();
    for keys in [vec![], vec![Secret::from("a key"), Secret::from("")]] {
        let question = Question { token, keys: &keys, salt: None, separator: None, cookie: None, user };
        let look = looks(&question);
        let signed = question.signature().or_else(|| question.changed()).is_some();
        if signed || format!("{:?}", look.sort) != vector["sort"] || !look.sentence.contains(words) {
            return Err(format!("{:?}, {} is said of {vector}", look.sort, look.sentence).into());
        }
    }
    Ok(())
}

/// Keys that did not sign it, most of them nearly the one that did.
fn decoys(key: &str, random: &mut fastrand::Rng) -> Vec<Secret> {
    let mut characters: Vec<_> = key.chars().collect();
    let place = random.usize(..characters.len());
    characters[place] = if characters[place] == 'x' { 'y' } else { 'x' };
    let nearly: String = characters.iter().collect();
    characters.remove(place);
    let shorter: String = characters.into_iter().collect();
    let unrelated: String = (0..50).map(|_| random.lowercase()).collect();
    let mut keys = vec![nearly, format!("{key}\n"), format!("\"{key}\""), unrelated, String::new(), shorter];
    random.shuffle(&mut keys);
    keys.into_iter().filter(|decoy| decoy != key).map(Secret::new).collect()
}

fn ask(vector: &Value, token: &str, keys: &[Secret]) -> Option<Signature> {
    let user = |field: &str| vector["user"][field].as_str().unwrap_or_default();
    let question = Question {
        token: vector[token].as_str().expect("a token"),
        keys,
        salt: vector["given_salt"].as_str(),
        separator: Some(vector["separator"].as_str().unwrap_or(":")),
        cookie: vector["cookie"].as_str(),
        user: User { id: user("id"), password: user("password"), last_login: user("last_login"), email: user("email") },
    };
    let found = question.signature();
    // Whatever stands before the signature is found out, too.
    if let Some(found) = &found {
        let any = Question { separator: None, ..question }.signature();
        assert!(any.is_some_and(|any| any.signer == found.signer && any.kind.id == found.kind.id), "{vector}");
    }
    found
}

fn content(found: &Signature) -> Option<String> {
    match &found.content {
        Content::None => None,
        Content::Text(text) => Some(text.expose().to_owned()),
        Content::Deflated(bytes) => {
            let mut inflated = Vec::new();
            ZlibDecoder::new(&bytes[..]).read_to_end(&mut inflated).expect("a zlib stream");
            let is_pickle = inflated.first() == Some(&0x80);
            Some(if is_pickle { "a pickle".to_owned() } else { String::from_utf8(inflated).expect("JSON") })
        }
        Content::Pickle => Some("a pickle".to_owned()),
    }
}
