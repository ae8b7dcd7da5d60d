//! Settings files in the shapes of real projects: what Check finds in them, what Repair makes of them, and how both
//! files do on many hosts.

use std::{collections::BTreeMap, ops::Range};

use keyproof::{
    document, loader,
    name::VariableName,
    repair::settings::{self, Repaired},
};
use libtest_mimic::Failed;

use crate::oracle::{self, Answer};

/// A file, and what may come of it.
struct Shape {
    name: &'static str,
    wanted: Vec<&'static str>,
    text: String,
    /// Its keys.
    keys: Vec<Range<usize>>,
}

fn shapes() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for piece in include_str!("projects.txt").split("\n=== ").skip(1) {
        let (head, marked) = piece.split_once('\n').unwrap_or((piece, ""));
        let (name, wanted) = head.split_once(" | ").unwrap_or_else(|| panic!("{head}"));
        let (mut text, mut keys, mut open) = (String::new(), Vec::new(), Vec::new());
        for letter in marked.trim_end_matches('\n').chars() {
            match letter {
                '«' => open.push(text.len()),
                '»' => keys.push(open.pop().unwrap_or_else(|| panic!("{name}"))..text.len()),
                _ => text.push(letter),
            }
        }
        text.push('\n');
        keys.sort_by_key(|key| (key.start, key.end));
        shapes.push(Shape { name, wanted: wanted.split(" or ").collect(), text, keys });
    }
    shapes
}

fn question(shape: &Shape, repaired: &Repaired) -> String {
    serde_json::json!({
        "before": shape.text,
        "after": repaired.text.expose(),
        "variable": repaired.variable.as_str(),
        "fallbacks": repaired.fallbacks.iter().map(|(name, key)| (name.as_str(), key.expose())).collect::<BTreeMap<_, _>>(),
    })
    .to_string()
}

/// What is right comes of every shape, and is no worse on any host.
pub(crate) fn shapes_of_projects() -> Result<(), Failed> {
    let shapes = shapes();
    let name = VariableName::parse("SECRET_KEY")?;
    let (mut wrong, mut questions, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for shape in &shapes {
        let mut found: Vec<_> = document::read(&shape.text).into_iter().map(|found| found.span).collect();
        found.sort_by_key(|key| (key.start, key.end));
        if found != shape.keys {
            let words: Vec<_> = found.iter().map(|span| &shape.text[span.clone()]).collect();
            wrong.push(format!("{}: Check finds {words:?}", shape.name));
        }
        for id in ["os-environ", "python-decouple", "django-environ"] {
            let loader = loader::find(id).ok_or(id)?;
            let outcome = match settings::repair(&shape.text, loader, &name) {
                Ok(repaired) => {
                    questions.push(question(shape, &repaired));
                    asked.push(format!("{} for {id}", shape.name));
                    if repaired.is_changed() { "repaired".to_owned() } else { "right".to_owned() }
                }
                Err(refused) => format!("refused {refused:?}"),
            };
            let is_wanted = shape.wanted.iter().any(|wanted| outcome.starts_with(wanted));
            if !is_wanted {
                wrong.push(format!("{} for {id}: {outcome}, not {}", shape.name, shape.wanted.join(" or ")));
            }
            if id == "os-environ" {
                *counts.entry(if is_wanted { outcome } else { format!("wrong: {outcome}") }).or_default() += 1;
            }
        }
    }
    for (at, answer) in oracle::ask("settings-hosts", "PROJECT", &questions).iter().enumerate() {
        if *answer != Answer::Value("no worse".to_owned()) {
            let question: serde_json::Value = serde_json::from_str(&questions[at])?;
            let after = question["after"].as_str().unwrap_or_default();
            wrong.push(format!("{}: {answer:?}\n{after}", asked[at]));
        }
    }
    for (outcome, count) in counts {
        println!("projects: {count:4} {outcome}");
    }
    if !wrong.is_empty() {
        return Err(format!("{} wrong\n{}", wrong.len(), wrong.join("\n")).into());
    }
    println!("projects: {} shapes, {} files asked, 0 wrong", shapes.len(), questions.len());
    Ok(())
}
