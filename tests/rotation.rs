//! What the page says of rotation, against the real things: Django in several versions, the loaders'
//! own lists, git, and a reader of calendars.
//!
//! Run by `cargo xtask test`, which sets them up. Variables of the environment: those of
//! `tests/loaders.rs`, and `KEYPROOF_DJANGOS`, a folder with a folder for each version of Django and
//! one with packages.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with what it expected")]

#[path = "rotation/facts.rs"]
mod facts;
#[path = "rotation/git.rs"]
mod git;
#[path = "rotation/lists.rs"]
mod lists;
// Its own users are the loaders' tests.
#[allow(dead_code, reason = "only values are asked for here")]
#[path = "loaders/oracle.rs"]
mod oracle;
#[path = "rotation/packages.rs"]
mod packages;
#[path = "loaders/slow.rs"]
mod slow;

use std::{
    env,
    ffi::OsStr,
    fs,
    io::Write as _,
    path::PathBuf,
    process::{Command, ExitCode, Stdio},
};

use keyproof::{
    date::Date,
    line::Destination,
    loader, messages,
    rotate::{Plan, calendar},
};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if env::var_os("KEYPROOF_ORACLES").is_none() && !arguments.list {
        println!("not run: rotation against real Django: `cargo xtask test` sets it up");
        return ExitCode::from(u8::from(env::var("CI").is_ok_and(|ci| ci == "true")));
    }
    let seed = env::var("KEYPROOF_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_125);
    let mut trials = vec![
        Trial::test("rotation::steps", facts::steps),
        Trial::test("rotation::packages", packages::run),
        Trial::test("rotation::search_packages", packages::search),
        Trial::test("rotation::messages", read_messages),
        Trial::test("rotation::calendar", read_calendar),
        Trial::test("rotation::git", git::run),
        Trial::test("rotation::split", move || lists::split(seed)),
    ];
    for version in facts::VERSIONS {
        let name = format!("rotation::django_{}", version.name.replace('.', "_"));
        trials.push(Trial::test(name, move || facts::run(version)));
    }
    for loader in loader::ALL {
        let name = loader.id.replace('-', "_");
        trials.push(Trial::test(format!("{name}::fallback_settings"), move || lists::settings(loader)));
        if loader.tested == loader::Tested::Real {
            trials.push(Trial::test(format!("{name}::fallbacks"), move || lists::run(loader, seed)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Every message that the real things say leads to its answer; what the guide says beside them is
/// asserted there.
fn read_messages() -> Result<(), Failed> {
    let paths = [djangos()?.join("packages")];
    let lines = ask("messages.py", "", &paths)?;
    for line in lines.lines() {
        let said: serde_json::Value = serde_json::from_str(line)?;
        let message = said["message"].as_str().ok_or("a message")?;
        let expected = said["answer"].as_str().ok_or("an answer")?;
        let answer = messages::answer(message).unwrap_or_default();
        if answer.strip_prefix('#') != Some(expected) {
            return Err(format!("{answer} is said, for {expected}, of {message}").into());
        }
    }
    println!("messages: {}, each with its answer", lines.lines().count());
    Ok(())
}

/// A plan as the page has it at first, for this loader.
fn plan(destination: Destination) -> Plan {
    Plan::usual(destination, Date::parse("2026-11-26"))
}

/// One of the programs of `tests/rotation`, and its answer to `input`. Modules are looked for in
/// `paths` first.
fn ask(program: &str, input: &str, paths: &[PathBuf]) -> Result<String, Failed> {
    ask_with(program, &[], input, paths)
}

/// The same, started with these arguments.
fn ask_with(program: &str, arguments: &[&OsStr], input: &str, paths: &[PathBuf]) -> Result<String, Failed> {
    let python = env::var("KEYPROOF_PYTHON").map_err(|_| "KEYPROOF_PYTHON is set by cargo xtask test")?;
    let program = format!("{}/tests/rotation/{program}", env!("CARGO_MANIFEST_DIR"));
    let kept = ["PATH", "HOME", "TMPDIR"];
    let mut child = Command::new(python)
        .arg(program)
        .args(arguments)
        .env_clear()
        .envs(kept.into_iter().filter_map(|name| Some((name, env::var_os(name)?))))
        .envs([("PYTHONUTF8", "1"), ("PYTHONDONTWRITEBYTECODE", "1"), ("LC_ALL", "C.UTF-8")])
        .env("PYTHONPATH", env::join_paths(paths)?)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut writer = child.stdin.take().ok_or("its input is piped")?;
    let input = input.to_owned();
    // The program may answer while it is being asked.
    let asking = std::thread::spawn(move || writer.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    asking.join().map_err(|_| "asking failed")??;
    if !output.status.success() {
        return Err("the program failed; see above".into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The folder that `cargo xtask test` made.
fn djangos() -> Result<PathBuf, Failed> {
    Ok(env::var_os("KEYPROOF_DJANGOS").ok_or("KEYPROOF_DJANGOS is set by cargo xtask test")?.into())
}

/// Another program reads the calendar's entry as it is meant.
fn read_calendar() -> Result<(), Failed> {
    let (day, made) = (Date::parse("2026-12-31"), Date::parse("2026-12-16"));
    let (day, made) = day.zip(made).ok_or("days")?;
    let text = calendar::entry(day, made, 7, "DJANGO_SECRET_KEY_FALLBACK");
    let read: serde_json::Value =
        serde_json::from_str(&ask("read_calendar.py", &text, &[djangos()?.join("packages")])?)?;
    let expected = serde_json::json!({
        "uid": "7@keyproof.invalid",
        "start": "2026-12-31",
        "end": "2027-01-01",
        "stamp": "2026-12-16T00:00:00+00:00",
        "summary": "Drop the old Django secret key",
        "description": "Nothing that the old key signed is still wanted. Remove the variable DJANGO_SECRET_KEY_FALLBACK and deploy to every instance. settings.py stays as it is.",
    });
    if read == expected { Ok(()) } else { Err(format!("{read}").into()) }
}

/// Writes down what was found, where `KEYPROOF_RECORD` says: for `cargo xtask tables`.
fn record(found: &serde_json::Value) {
    if let Some(path) = env::var_os("KEYPROOF_RECORD") {
        let mut file = fs::File::options().create(true).append(true).open(path).expect("a file to write to");
        // In one piece: other tests write at the same time.
        file.write_all(format!("{found}\n").as_bytes()).expect("a file to write to");
    }
}
