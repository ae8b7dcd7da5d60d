//! The commands with the real programs, each against a stand-in for its service.
//!
//! `tests/stores/ID.py` runs them. It reads one JSON object with the texts and the keys, and answers a
//! JSON line for each key: what the service was given, what it was given in its place, and what the
//! reading back and `settings.py` made of that.

use std::{
    env,
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
    time::Instant,
};

use keyproof::{
    name::VariableName,
    store::{Part, Piece, Proof, Shell, Store},
};
use libtest_mimic::Failed;
use serde_json::{Value, json};

use crate::{code, count, keys, record, text, variable};

/// Pairs of keys that the real program of each store gets.
const PAIRS: usize = 12;

/// `gcloud` and `az` take more than a second for each: fewer of them.
const SLOW: usize = 3;

/// Whether there is a Python program that runs the real one.
pub(crate) fn has_program(store: &Store) -> bool {
    program(&store.id.replace('-', "_")).exists()
}

fn program(name: &str) -> PathBuf {
    PathBuf::from(format!("{}/tests/stores/{name}.py", env!("CARGO_MANIFEST_DIR")))
}

/// What a program of `tests/stores` answers.
fn ask(name: &str, request: &Value) -> Result<Vec<Value>, Failed> {
    let python = env::var("KEYPROOF_STORES_PYTHON").map_err(|_| "KEYPROOF_STORES_PYTHON is set by cargo xtask test")?;
    let kept = ["PATH", "HOME", "KEYPROOF_GLAB"];
    let mut child = Command::new(&python)
        .arg(program(name))
        .env_clear()
        .envs(kept.into_iter().filter_map(|name| Some((name, env::var_os(name)?))))
        .envs([("PYTHONDONTWRITEBYTECODE", "1"), ("LC_ALL", "C.UTF-8"), ("PYTHONWARNINGS", "ignore")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child.stdin.take().ok_or("it is piped")?.write_all(request.to_string().as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("tests/stores/{name}.py fails").into());
    }
    let lines = String::from_utf8(output.stdout)?;
    lines.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Every key arrives at the service, replaces the one before, and comes back.
pub(crate) fn run(store: &'static Store) -> Result<(), Failed> {
    let begin = Instant::now();
    let variable = variable();
    let text = |part| code(store, part, &variable);
    let slow = if matches!(store.id, "google-secret-manager" | "azure-key-vault") { SLOW } else { 1 };
    let keys = keys::keys(2 * count(PAIRS).div_ceil(slow), 7);
    // `glab` cuts blanks at both ends off, and GitLab refuses to mask such keys.
    let cut = store.id == "gitlab-ci";
    let keys: Vec<_> = keys.into_iter().filter(|key| !cut || key.trim() == key).collect();
    let pairs: Vec<_> = keys.chunks_exact(2).map(|pair| [&pair[0], &pair[1]]).collect();
    let request = json!({
        "create": text(Part::Create), "replace": text(Part::Replace), "read_back": text(Part::ReadBack),
        "starts": text(Part::Starts), "settings": text(Part::Settings), "pairs": pairs,
    });
    let answers = ask(&store.id.replace('-', "_"), &request)?;
    if answers.len() != pairs.len() {
        return Err(format!("{} of {} keys were answered", answers.len(), pairs.len()).into());
    }
    let mut carried = 0;
    for ([first, second], answer) in pairs.iter().zip(&answers) {
        let mut same = |what: &str, key: &str| match &answer[what] {
            // What a store does not have: a way to read back, or to replace.
            Value::Null => Ok(()),
            Value::String(value) if value == key => {
                carried += 1;
                Ok(())
            }
            other => Err(format!("{}: {what} gives {other}, not {key:?}", store.id)),
        };
        same("created", first)?;
        same("replaced", second)?;
        same("read_back", second)?;
        same("settings", second)?;
    }
    // Where the program is not to be had, the library still is: no registry of packages has `gcloud`.
    let missing = store.id == "google-secret-manager" && text::which("gcloud").is_err();
    if missing {
        println!("left out: gcloud, which is not here, and which no registry of packages has; its library only");
    }
    let proven = matches!(store.proof, Proof::Proven(_)) && !missing;
    if answers.iter().any(|answer| proven && answer["created"].is_null() || answer["settings"].is_null()) {
        return Err("a key was not created, or not read by settings.py".into());
    }
    println!(
        "{}: {} keys, {carried} times the same, 0 changed; {:.0} s",
        store.id,
        2 * pairs.len(),
        begin.elapsed().as_secs_f64()
    );
    if proven {
        record(&json!({ "store": store.id, "real": 2 * pairs.len() }));
    }
    Ok(())
}

/// In a terminal, pasted: the key is not shown, not in the history, and the terminal is as before;
/// also if the question is broken off, and then nothing is handed over.
pub(crate) fn interactive() -> Result<(), Failed> {
    let store = keyproof::store::find("github-actions").ok_or("a store")?;
    let text = code(store, Part::Create, &variable()).ok_or("a command")?;
    for answer in ask("interactive", &json!({ "create": text }))? {
        if answer["ok"] != true {
            return Err(answer.to_string().into());
        }
        println!("{answer}");
    }
    Ok(())
}

/// The commands for PowerShell, under usual names and under one that has to be quoted.
fn powershell(store: &Store, variable: &VariableName) -> Vec<String> {
    let mut all = Vec::new();
    for name in ["", "my key; $x ‘a’ (b) {c}"] {
        let names = store.names(name, name, variable).expect("names");
        for part in [Part::Create, Part::Replace, Part::ReadBack] {
            if let Some(Piece::Code(text)) = store.piece(part, &names, Shell::PowerShell) {
                all.push(text);
            }
        }
    }
    all
}

/// The lines of `settings.py` of every store compile, and fail loudly without a key; and what is for
/// PowerShell is PowerShell, by a grammar of it.
pub(crate) fn settings() -> Result<(), Failed> {
    let variable = variable();
    let all: Vec<_> = keyproof::store::ALL
        .iter()
        .map(|store| {
            json!({
                "id": store.id, "settings": code(store, Part::Settings, &variable),
                "starts": code(store, Part::Starts, &variable), "place": store.starts.map(|(place, _)| place),
                "powershell": powershell(store, &variable),
            })
        })
        .collect();
    for answer in ask("settings", &json!({ "stores": all }))? {
        if answer["ok"] != true {
            return Err(answer.to_string().into());
        }
    }
    Ok(())
}
