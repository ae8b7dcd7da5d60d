//! The commands in the real shells, with a program in the place of every other.

use std::{
    collections::BTreeSet,
    env, fs,
    io::{Read as _, Write as _},
    os::unix::{fs::symlink, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use keyproof::store::{Hand, Part, Step, Store};
use libtest_mimic::Failed;
use serde_json::{Value, json};

use crate::{code, code_for, count, keys, record, variable};

const SHELLS: [&str; 3] = ["dash", "bash", "zsh"];

/// Keys that each command of each store gets, in each shell.
const KEYS: usize = 100;

/// This very program in the place of a CLI: writes down its arguments and what it is handed.
pub(crate) fn stand_in() -> ExitCode {
    let arguments: Vec<_> = env::args().collect();
    let program = Path::new(&arguments[0]).file_name().expect("a program").to_string_lossy().into_owned();
    let mut input = Vec::new();
    if program != "stty" && program != "python3" {
        std::io::stdin().read_to_end(&mut input).expect("standard input can be read");
    }
    let line = json!({ "program": program, "arguments": arguments[1..], "input": String::from_utf8_lossy(&input) });
    let path = env::var_os("KEYPROOF_STAND_IN").expect("it is set");
    let mut file = fs::File::options().append(true).create(true).open(path).expect("a file to write to");
    writeln!(file, "{line}").expect("a file to write to");
    if program == "python3" {
        let real = env::var_os("KEYPROOF_PYTHON").expect("KEYPROOF_PYTHON is set by cargo xtask test");
        let error = Command::new(real).args(&arguments[1..]).exec();
        panic!("python3: {error}");
    }
    // What follows in a pipe gets the same.
    std::io::stdout().write_all(&input).expect("standard output takes it");
    ExitCode::SUCCESS
}

/// Every command that takes the key, in every shell, with many keys.
pub(crate) fn run(store: &'static Store) -> Result<(), Failed> {
    let variable = variable();
    let mut carried = 0;
    for (part, step) in [(Part::Create, store.create), (Part::Replace, store.replace)] {
        let Step::Takes(hand, _) = step else { continue };
        let text = code(store, part, &variable).ok_or("a command")?;
        // A process of Python's for each takes its time.
        let many = if matches!(hand, Hand::Json(..)) { count(KEYS).div_ceil(5) } else { count(KEYS) };
        for (number, shell) in SHELLS.into_iter().enumerate() {
            let keys = keys::keys(many, number as u64);
            let handed = in_shell(shell, &text, &keys)?;
            for (key, (processes, input)) in keys.iter().zip(&handed) {
                let arrived = match hand {
                    Hand::Plain => input.clone(),
                    // What flyctl does with such a line is in the header of `src/store/fly.rs`.
                    Hand::Line => {
                        let line =
                            input.strip_prefix("DJANGO_SECRET_KEY=\"\"\"").and_then(|l| l.strip_suffix("\"\"\"\n"));
                        line.unwrap_or("no such line").to_owned()
                    }
                    Hand::Json(..) => in_json(input).unwrap_or_else(|| "no such JSON".to_owned()),
                };
                if arrived != *key {
                    return Err(format!("{shell} hands over {arrived:?}, not {key:?}:\n{text}").into());
                }
                // Short ones are a part of many a word.
                if key.len() > 8 && processes.iter().any(|argument| argument.contains(key.as_str())) {
                    return Err(format!("{shell} shows {key:?} in the list of processes: {processes:?}").into());
                }
                carried += 1;
            }
        }
    }
    println!("{}: {carried} keys through dash, bash and zsh, 0 changed", store.id);
    record(&json!({ "store": store.id, "shells": carried }));
    Ok(())
}

/// The one text in a JSON text that is the key.
fn in_json(input: &str) -> Option<String> {
    let json: Value = serde_json::from_str(input).ok()?;
    let key = json.get("DJANGO_SECRET_KEY").or_else(|| json.pointer("/fields/0/value"))?;
    Some(key.as_str()?.to_owned())
}

/// What the first program that is not Python or `stty` is handed for each key, and all arguments of
/// all processes.
fn in_shell(shell: &str, text: &str, keys: &[String]) -> Result<Vec<(Vec<String>, String)>, Failed> {
    let folder = Folder::new()?;
    let record = folder.0.join("record");
    let me = env::current_exe()?;
    // Every program that the text names, and no other, is on the path.
    for program in [
        "aws",
        "az",
        "vault",
        "gcloud",
        "kubectl",
        "docker",
        "gh",
        "glab",
        "fly",
        "railway",
        "install",
        "sops",
        "op",
        "ansible-vault",
        "doppler",
        "pass",
        "stty",
        "python3",
    ] {
        symlink(&me, folder.0.join(program))?;
    }
    let mut script = Vec::new();
    for (number, key) in keys.iter().enumerate() {
        fs::write(folder.0.join(format!("{number}.key")), format!("{key}\n"))?;
        writeln!(script, "eval \"$TEXT\" <{number}.key >/dev/null || exit 1\necho '\"end\"' >>record")?;
    }
    fs::write(folder.0.join("script"), script)?;
    let path = which(shell)?;
    let output = Command::new(path)
        .args(if shell == "zsh" { &["-f"][..] } else { &[] })
        .arg("script")
        .current_dir(&folder.0)
        .env_clear()
        .envs([("PATH", folder.0.as_os_str()), ("KEYPROOF_STAND_IN", record.as_os_str()), ("HOME", "/".as_ref())])
        .envs(env::var_os("KEYPROOF_PYTHON").map(|python| ("KEYPROOF_PYTHON", python)))
        .envs([("TEXT", text), ("LC_ALL", "C.UTF-8")])
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        return Err(format!("{shell} fails: {}\n{text}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let mut all = Vec::new();
    let (mut arguments, mut input): (Vec<String>, _) = (Vec::new(), None);
    for line in fs::read_to_string(record)?.lines() {
        let entry: Value = serde_json::from_str(line)?;
        if entry == "end" {
            all.push((std::mem::take(&mut arguments), input.take().ok_or("nothing was handed over")?));
            continue;
        }
        let program = entry["program"].as_str().unwrap_or_default();
        arguments
            .extend(entry["arguments"].as_array().into_iter().flatten().filter_map(|one| Some(one.as_str()?.into())));
        if program != "stty" && program != "python3" && input.is_none() {
            input = entry["input"].as_str().map(str::to_owned);
        }
    }
    if all.len() != keys.len() {
        return Err(format!("{shell} ran {} of {} times", all.len(), keys.len()).into());
    }
    Ok(all)
}

/// Names that mean something to a shell arrive as they are, wherever a store puts one.
pub(crate) fn names() -> Result<(), Failed> {
    let variable = variable();
    let names = [
        "a b", "$HOME", "$(id)", "`id`", "a;b", "a&b|c>d", "*", "?[a]", "~", "a#b", "!!", "%x", "=ls", "a=b", "(x)",
        "{a,b}", "é漢", "‘’", "{name}", "a~b:~",
    ];
    let (mut refused, mut turn) = (BTreeSet::new(), 0);
    for store in keyproof::store::ALL {
        for name in names {
            let all = store.names(name, name, &variable)?;
            for part in [Part::Create, Part::Replace] {
                let Some(text) = code_for(store, part, &all) else { continue };
                // Each shell gets a third of them, each store's and each step's another one.
                turn += 1;
                let shell = SHELLS[turn % 3];
                let handed = in_shell(shell, &text, &["k".to_owned()])?;
                let (arguments, _) = &handed[0];
                for (place, expected) in
                    [("{name}", name.to_owned()), ("{scope}", name.to_owned()), ("{next}", format!("{name}_2"))]
                {
                    let (Step::Takes(_, line) | Step::Runs(line) | Step::Words(line)) =
                        if part == Part::Create { store.create } else { store.replace };
                    let whole = |argument: &String| argument.contains(&expected);
                    if line.contains(place) && !arguments.iter().any(whole) {
                        return Err(format!("{shell} reads {arguments:?} for {name:?}:\n{text}").into());
                    }
                }
            }
        }
        for name in ["-x", "a'b", "a\"b", "a\\b", "a\nb", "a\u{1b}b"] {
            if store.names(name, "", &variable).is_err() {
                refused.insert(name);
            }
        }
    }
    if refused.len() != 6 {
        return Err(format!("only {refused:?} are refused").into());
    }
    Ok(())
}

pub(crate) fn which(program: &str) -> Result<PathBuf, Failed> {
    let path = env::var_os("PATH").ok_or("no PATH")?;
    let found = env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    found.ok_or_else(|| format!("{program} is missing").into())
}

/// A folder in memory, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failed> {
        let base = if Path::new("/dev/shm").is_dir() { PathBuf::from("/dev/shm") } else { env::temp_dir() };
        let folder = base.join(format!("keyproof-{}-{}", std::process::id(), fastrand::u64(..)));
        fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
