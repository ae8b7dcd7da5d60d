//! Each fact about a package is an assertion of its module in `packages/`, in each version that is tried.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    process::Command,
};

use keyproof::rotate::packages::{self, Package};
use libtest_mimic::Failed;
use serde_json::{Value, json};

use crate::{ask_with, djangos, record};

/// Runs every package: every fact is an assertion and every assertion a fact, each true in the versions
/// that the fact names and in no other that is tried.
pub(crate) fn run() -> Result<(), Failed> {
    let answers = ask_with("packages.py", &[djangos()?.as_os_str()], "", &[])?;
    let answers = answers.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let mut wrong = Vec::new();
    let mut count = 0;
    for package in packages::ALL {
        let of_package: Vec<_> = answers.iter().filter(|answer| answer["package"] == package.id).collect();
        for version in package.tried {
            let written = packages::written(*version);
            if !of_package.iter().any(|answer| is(answer, &written)) {
                wrong.push(format!("{} {written} was not run", package.id));
            }
        }
        for answer in of_package {
            count += hold(package, answer, &mut wrong)?;
        }
    }
    println!("packages: {} in {} runs, {count} assertions, {} wrong", packages::ALL.len(), answers.len(), wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// The command that lists installed files finds what signs, and nothing that does not name the key.
pub(crate) fn search() -> Result<(), Failed> {
    let python = PathBuf::from(env::var("KEYPROOF_PYTHON")?);
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = python.parent().map(Path::to_owned).into_iter().chain(env::split_paths(&path));
    let mut shell = Command::new("sh");
    let done = shell.args(["-c", packages::SEARCH]).env("PATH", env::join_paths(folders)?).output()?;
    let found = String::from_utf8(done.stdout)?;
    let has = |file: &str| found.lines().any(|line| line.ends_with(file));
    let right = has("django/core/signing.py") && has("django/contrib/auth/tokens.py") && !has("django/urls/base.py");
    if right { Ok(()) } else { Err(found.into()) }
}

/// Whether the answer is of this version.
fn is(answer: &Value, written: &str) -> bool {
    let version = answer["version"].as_str().unwrap_or_default();
    version == written || [version, ".0"].concat() == written
}

/// Holds the facts against an answer; how many there are.
fn hold(package: &'static Package, answer: &Value, wrong: &mut Vec<String>) -> Result<usize, Failed> {
    let run = format!("{} {} with Django {}", package.id, answer["version"], answer["django"]);
    if let Some(failed) = answer["failed"].as_str() {
        wrong.push(format!("{run}: {failed}"));
        return Ok(0);
    }
    let found: BTreeMap<String, bool> = serde_json::from_value(answer["found"].clone())?;
    let Some(version) = package.tried.iter().find(|version| is(answer, &packages::written(**version))) else {
        wrong.push(format!("{run}: the page does not say that it was tried"));
        return Ok(0);
    };
    for fact in package.facts {
        let so = found.get(fact.id).copied();
        if so != Some(fact.holds(*version)) {
            wrong.push(format!("{run}: {}: {so:?}: {}", fact.id, fact.sentence));
        }
        record(
            &json!({ "package": package.id, "version": answer["version"], "django": answer["django"], "fact": fact.id, "so": so }),
        );
    }
    for id in found.keys().filter(|id| !package.facts.iter().any(|fact| fact.id == **id)) {
        wrong.push(format!("{run}: {id} is no fact"));
    }
    Ok(found.len())
}
