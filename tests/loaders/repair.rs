//! Settings files, repaired, against Python and Django.

use std::collections::BTreeSet;

use keyproof::{
    loader::{self, Loader},
    name::VariableName,
    repair::settings::{self, Held},
};
use libtest_mimic::Failed;

use crate::oracle::{self, Answer};

/// A file, what is to come of it, and what is to be said of its places.
struct Shape {
    name: &'static str,
    outcome: &'static str,
    told: &'static str,
    text: String,
}

fn shapes() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for piece in include_str!("shapes.txt").split("\n=== ").skip(1) {
        let (head, text) = piece.split_once('\n').unwrap_or((piece, ""));
        let [name, outcome, told] = head.split(" | ").collect::<Vec<_>>()[..] else { panic!("{head}") };
        shapes.push(Shape { name, outcome, told, text: text.trim_end_matches('\n').to_owned() + "\n" });
    }
    shapes
}

/// A loader for each way of reading a variable.
fn loaders() -> Vec<&'static Loader> {
    let mut texts = BTreeSet::new();
    let name = VariableName::usual();
    loader::ALL.iter().filter(|loader| texts.insert((loader.settings)(&name))).collect()
}

/// What Python is asked of a repaired file.
fn question(
    text: &str,
    loader: &'static Loader,
    repaired: &settings::Repaired,
    is_real: bool,
) -> Result<String, String> {
    let key = match &repaired.held {
        Held::One(key) => key.expose(),
        _ => "a-key-of-its-own",
    };
    let env = repaired.lines(loader, &key.into()).map_err(|error| error.to_string())?;
    let changed: Vec<_> = repaired
        .told
        .iter()
        .filter(|told| told.change.is_change())
        .map(|told| [told.span.start, told.span.end])
        .collect();
    let fallbacks: Vec<_> = repaired.fallbacks.iter().map(|(name, key)| (name.as_str(), key.expose())).collect();
    let of_key = repaired.told.iter().any(|told| {
        told.change.is_change() && !matches!(told.change, settings::Change::Fallback | settings::Change::EmptyFallback)
    });
    let in_process = loader.place.ends_with(".env") || loader.place.ends_with(".ini");
    Ok(serde_json::json!({
        "before": text,
        "after": repaired.text.expose(),
        "changed": changed,
        "variable": repaired.variable.as_str(),
        "key": key,
        "held": matches!(repaired.held, Held::One(_)),
        "fallbacks": fallbacks,
        "file": (in_process && of_key && (loader.settings)(&repaired.variable) != loader::settings_from_environ(&repaired.variable))
            .then(|| (loader.place, env.expose())),
        "real": is_real,
    })
    .to_string())
}

/// The file as it is, with other line ends, with a byte order mark, and without its last newline.
fn variants(text: &str) -> [(bool, String); 4] {
    [
        (true, text.to_owned()),
        (false, text.replace('\n', "\r\n")),
        (false, ["\u{feff}", text].concat()),
        (false, text.trim_end().to_owned()),
    ]
}

/// Every shape is repaired as it should be, for each way of reading a variable: it parses, it gives the
/// same key, without the variable it stops, and nothing else is changed.
pub(crate) fn shapes_of_files() -> Result<(), Failed> {
    let name = VariableName::usual();
    let shapes = shapes();
    let mut questions = Vec::new();
    let mut asked = Vec::new();
    let mut wrong = Vec::new();
    for shape in &shapes {
        for loader in loaders() {
            for (is_real, text) in variants(&shape.text) {
                let what = format!("{} for {}", shape.name, loader.id);
                match settings::repair(&text, loader, &name) {
                    Ok(repaired) => {
                        let outcome = if repaired.is_changed() { "repaired" } else { "right" };
                        let told: Vec<_> = repaired.told.iter().map(|told| format!("{:?}", told.change)).collect();
                        if (outcome, &told.join(" ")[..]) != (shape.outcome, shape.told) {
                            wrong.push(format!("{what}: {outcome} {told:?}, not {} {}", shape.outcome, shape.told));
                        }
                        let again = settings::repair(repaired.text.expose(), loader, &name);
                        if again
                            .map_or(true, |again| again.is_changed() || again.text.expose() != repaired.text.expose())
                        {
                            wrong.push(format!("{what}: not the same when it is repaired again"));
                        }
                        questions.push(
                            question(&text, loader, &repaired, is_real).map_err(|error| format!("{what}: {error}"))?,
                        );
                        asked.push(what);
                    }
                    Err(refused) => {
                        let why = format!("{refused:?}");
                        let why = why.split('(').next().unwrap_or_default();
                        if ("refused", why) != (shape.outcome, shape.told) {
                            wrong.push(format!("{what}: refused {why}, not {} {}", shape.outcome, shape.told));
                        }
                    }
                }
            }
        }
    }
    let answers = oracle::ask("settings-repair", "REPAIR", &questions);
    for (at, answer) in answers.iter().enumerate() {
        if *answer != Answer::Value("as it should be".to_owned()) {
            wrong.push(format!("{}: {answer:?}\n{}", asked[at], after(&questions[at])));
        }
    }
    if !wrong.is_empty() {
        if let Ok(path) = std::env::var("KEYPROOF_WRONG") {
            std::fs::write(path, wrong.join("\n=====\n"))?;
        }
        return Err(format!("{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n")).into());
    }
    println!("repair: {} shapes, {} files repaired or left, 0 wrong", shapes.len(), questions.len());
    Ok(())
}

fn after(question: &str) -> String {
    let question: serde_json::Value = serde_json::from_str(question).unwrap_or_default();
    question["after"].as_str().unwrap_or_default().to_owned()
}
