//! The signature inspector against values that real Djangos signed.
//!
//! Run by `cargo xtask test`, which sets the Djangos up. Variables of the environment:
//! `KEYPROOF_SIGNING_DJANGOS` (a folder for each), `KEYPROOF_VECTORS` (how many of each kind),
//! `KEYPROOF_SEED` (of the generators; printed, so that a run can be had again).

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
    inspect::{Content, Question, Signature, User},
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
    let trials: Vec<_> = trials.collect();
    assert!(trials.len() >= 8, "the Djangos of tests/inspect/requirements.txt are missing");
    let conclusion = libtest_mimic::run(&arguments, trials);
    print_counts();
    conclusion.exit_code()
}

/// A table for the README: how many values were identified.
fn print_counts() {
    let counts = COUNTS.lock().expect("no test holds it");
    let mut versions: Vec<_> = counts.keys().map(|(_, version)| version).collect();
    versions.sort_by_key(|version| version.split('.').map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>());
    versions.dedup();
    println!("| kind | {} |", versions.iter().map(|version| version.as_str()).collect::<Vec<_>>().join(" | "));
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

/// Every value of this Django is identified among other keys, and by no key but its own; and no value
/// of which a bit was flipped is.
fn signatures(django: &Path, version: &str, seed: u64, count: u64) -> Result<(), Failed> {
    let python = env::var("KEYPROOF_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inspect/vectors.py"))
        .args([django.as_os_str(), seed.to_string().as_ref(), count.to_string().as_ref()])
        .envs([("PYTHONUTF8", "1"), ("PYTHONDONTWRITEBYTECODE", "1")])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut identified, mut wrong_keys, mut flips) = (0, 0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let vector: Value = serde_json::from_str(line)?;
        let key = vector["key"].as_str().ok_or("a key")?;
        let mut keys = decoys(key, &mut random);
        if ask(&vector, "token", &keys).is_some() {
            return Err(format!("a wrong key is said to have signed it: {line}").into());
        }
        wrong_keys += keys.len();
        let at = random.usize(..=keys.len());
        keys.insert(at, Secret::from(key));
        let found = ask(&vector, "token", &keys).ok_or_else(|| format!("not identified: {line}"))?;
        let expected = ["kind", "salt", "digest", "made_at"].map(|field| vector[field].as_str().unwrap_or_default());
        let made = found.made.map(keyproof::inspect::Time::iso).unwrap_or_default();
        if found.signer != at || [found.kind.id, &found.salt, found.digest.id(), &made] != expected {
            let ours = [found.kind.id, &found.salt, found.digest.id(), &made];
            return Err(format!("key {} is said for {at}, {ours:?} for {line}", found.signer).into());
        }
        if content(&found) != vector["content"].as_str().map(str::to_owned) {
            return Err(format!("{:?} is said to be in {line}", content(&found)).into());
        }
        identified += 1;
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
        "Django {version}: {identified} values, all identified; 0 of {wrong_keys} wrong keys; 0 of {flips} changed values"
    );
    let mut counts = COUNTS.lock().expect("no test holds it");
    counts.extend(kinds.into_iter().map(|(kind, count)| ((kind, version.to_owned()), count)));
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
