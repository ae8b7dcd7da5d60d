//! Each fact on the page is an assertion of `project.py`, in each version of Django.

use std::{collections::BTreeMap, path::PathBuf};

use keyproof::{
    line::Destination,
    rotate::{
        Cause, Engine, Plan,
        facts::{self, Version},
        steps::{self, Code},
    },
    secret::Secret,
};
use libtest_mimic::Failed;
use serde_json::json;

use crate::{ask, djangos, plan, record};

/// A version of Django that is asked.
pub(crate) struct Tried {
    pub(crate) name: &'static str,
    version: Version,
    /// Its folder; none for the loaders' own.
    folder: Option<&'static str>,
}

pub(crate) const VERSIONS: &[Tried] = &[
    Tried { name: "3.2", version: [3, 2, 25], folder: Some("django-3.2.25") },
    Tried { name: "4.1.7", version: [4, 1, 7], folder: Some("django-4.1.7") },
    Tried { name: "4.1.8", version: [4, 1, 8], folder: Some("django-4.1.8") },
    Tried { name: "4.2", version: [4, 2, 30], folder: Some("django-4.2.30") },
    Tried { name: "5.2", version: [5, 2, 19], folder: None },
    Tried { name: "6.0", version: [6, 0, 10], folder: Some("django-6.0.10") },
    Tried { name: "6.1", version: [6, 1, 3], folder: Some("django-6.1.3") },
];

/// Assertions that back the steps' own words, and no fact of the lists.
const OF_STEPS: &[&str] = &["count-during", "count-after"];

/// What backs the words of each step: assertions of `project.py`, or other tests here.
const BACKED: &[(&str, &[&str])] = &[
    ("upgrade", &["fallbacks-do-nothing", "fallback-ends-login", "fallback-keeps-login"]),
    ("quiet", &["login-ends", "reset-link-ends", "signing-ends"]),
    ("settings", &["old-instance-refuses", "first-step-accepts", "empty-fallback-forges"]),
    ("new", &["login-ends", "leaked-fallback-forges", "new-key-refuses", "old-instance-refuses"]),
    ("old", &["fallback-keeps-login", "fallback-keeps-session"]),
    ("arrived", &["count-during"]),
    ("wait", &["idle-session-waits", "login-moves"]),
    ("drop", &["count-after", "login-moves"]),
    (
        "clear",
        &["clear-db", "clear-file", "clear-cache", "clear-cached-db", "clear-signed-cookies", "cache-session-stays"],
    ),
    ("out-of-code", &[]),
    ("revoke", &[]),
    ("look-back", &["leak-runs-code"]),
    ("search", &[]),
    ("rewrite", &[]),
    ("caches", &[]),
];

/// Each step is backed, by assertions that there are, or by the tests of settings and of git.
pub(crate) fn steps() -> Result<(), Failed> {
    let ids: Vec<_> = steps::ALL.iter().map(|step| step.id).collect();
    let backed: Vec<_> = BACKED.iter().map(|(id, _)| *id).collect();
    if ids != backed {
        return Err(format!("the steps are {ids:?}").into());
    }
    for id in BACKED.iter().flat_map(|(_, ids)| *ids) {
        if !OF_STEPS.contains(id) && !facts::ALL.iter().any(|fact| fact.id == *id) {
            return Err(format!("{id} is no assertion").into());
        }
    }
    Ok(())
}

/// Runs the project under this version: every fact is an assertion and every assertion a fact, each true
/// in the versions that the fact names and in no other.
pub(crate) fn run(tried: &Tried) -> Result<(), Failed> {
    let folder = djangos()?;
    let paths: Vec<PathBuf> = tried.folder.map(|django| folder.join(django)).into_iter().collect();
    let found: BTreeMap<String, bool> = serde_json::from_str(&ask("project.py", &questions()?, &paths)?)?;
    let mut wrong = Vec::new();
    for fact in facts::ALL {
        let so = found.get(fact.id).copied();
        if so != Some(fact.holds(tried.version)) {
            wrong.push(format!("{}: {so:?}: {}", fact.id, fact.sentence));
        }
        record(&json!({ "fact": fact.id, "django": tried.name, "so": so }));
    }
    for (id, so) in &found {
        if OF_STEPS.contains(&&**id) {
            if !so {
                wrong.push(id.clone());
            }
        } else if !facts::ALL.iter().any(|fact| fact.id == id) {
            wrong.push(format!("{id} is no fact"));
        }
    }
    println!("Django {}: {} assertions, {} wrong", tried.name, found.len(), wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// What the project is given: the very lines and commands of the page.
fn questions() -> Result<String, Failed> {
    let plan = plan(Destination::find("python-decouple").ok_or("a loader")?);
    let form = plan.destination.form();
    let [old, new] =
        ["o-ld#key$with'all\"\\of it=0123456789-abcdefghijklm", "n-ew)key(with&all%{of}it=0123456789-abcdefghijklm"];
    let key = |key: &str| {
        Ok::<_, Failed>(plan.destination.write(&plan.name, &Secret::from(key))?.text(form).expose().to_owned() + "\n")
    };
    let fallback = |key: &str| {
        let line = plan.new_as_fallback(&Secret::from(key)).ok_or("a line")?;
        Ok::<_, Failed>(line.text(form).expose().to_owned() + "\n")
    };
    let code = |plan: &Plan, code: Code| plan.code(code).map(|(_, text)| text);
    let clear = |engine: &Engine| {
        let leaked = Plan { cause: Cause::Leaked, engine: *engine, ..plan.clone() };
        Some((engine.label(), code(&leaked, Code::Clear)?))
    };
    let before = Plan { cause: Cause::Leaked, ..plan.clone() }.settings();
    // What the page warns of.
    let naive = format!("{before}import os\nSECRET_KEY_FALLBACKS = os.environ.get(\"NONE\", \"\").split(\",\")\n");
    let question = json!({
        "old": old,
        "new": new,
        "plain": before,
        "settings": plan.settings(),
        "naive": naive,
        "stages": {
            "before": key(old)?,
            "first": key(old)? + &fallback(new)?,
            "swapped": key(new)? + &fallback(old)?,
            "replaced": key(new)?,
        },
        "count": code(&plan, Code::Count),
        "clear": Engine::ALL.iter().filter_map(clear).collect::<BTreeMap<_, _>>(),
    });
    Ok(question.to_string())
}
