//! Settings files, repaired, against Python and Django.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use keyproof::{
    loader::{self, Environment, Loader},
    name::VariableName,
    reading::Reading,
    repair::settings::{self, Held},
};
use libtest_mimic::Failed;

use crate::{
    number,
    oracle::{self, Answer},
    settings_files,
};

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
    loader::ALL.iter().filter(|loader| texts.insert(loader.django.settings(&name))).collect()
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
    // Whether the repaired file reads in the loader's words.
    let in_process = matches!(loader.place, ".env" | "settings.ini") && reads(loader, text, repaired);
    Ok(serde_json::json!({
        "before": text,
        "after": repaired.text.expose(),
        "changed": changed,
        "variable": repaired.variable.as_str(),
        "key": key,
        "held": matches!(repaired.held, Held::One(_)),
        "fallbacks": fallbacks,
        "file": (in_process && of_key && loader.django.reads_the_file())
            .then(|| (loader.place, env.expose())),
        "changed_at_all": repaired.is_changed(),
        // It asks for no variable: its key comes from a file, or it is for tests.
        "elsewhere": !text.contains(repaired.variable.as_str()),
        // Only a file's line can be escaped.
        "in_environment": std::iter::once((repaired.variable.as_str(), key))
            .chain(fallbacks.iter().copied())
            .all(|(name, value)| is_as_the_host_has_it(loader, name, value)),
        "real": is_real,
    })
    .to_string())
}

/// Whether the loader's model reads this of the host's variables as it is, where it knows them: some expand what stands
/// there, or read it as TOML.
fn is_as_the_host_has_it(loader: &Loader, name: &str, value: &str) -> bool {
    let parsed = VariableName::parse(name).expect("a name that was repaired to");
    match loader.read("", &parsed, &Environment::new(&[(name, value)])) {
        Reading::Value { text, .. } => text.expose() == value,
        Reading::Missing { .. } => true,
        Reading::Refused(_) | Reading::Unknown(_) => false,
    }
}

/// Whether the file has all of the loader's lines now that set it up.
fn reads(loader: &Loader, before: &str, repaired: &settings::Repaired) -> bool {
    let own = settings::has(before).and_then(|has| has.loader);
    if own.is_some_and(|own| own.id != loader.id)
        || ["RepositoryEnv", "configurations", "BaseSettings"].iter().any(|own| before.contains(own))
    {
        return false;
    }
    let text = repaired.text.expose();
    let lines = loader.django.settings(&repaired.variable);
    let set_up = lines.lines().filter(|line| line.contains("read_env(") || line.contains("load_dotenv("));
    lines.contains(&repaired.expression)
        && set_up.filter_map(|line| line.split('(').next()).all(|call| text.contains(call))
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
        // Else the page would not offer to repair it.
        if settings::has(&shape.text).is_none() != matches!(shape.told, "NoKey" | "NotPython") {
            wrong.push(format!("{} is not taken for what it is", shape.name));
        }
        for loader in loaders() {
            for (is_real, text) in variants(&shape.text) {
                let what = format!("{} for {}", shape.name, loader.id);
                match settings::repair(&text, loader, &name) {
                    Ok(repaired) => {
                        let outcome = if repaired.is_changed() { "repaired" } else { "right" };
                        let told: Vec<_> = repaired.told.iter().map(|told| format!("{:?}", told.change)).collect();
                        let told = told.join(" ");
                        let usual = shape.told.replace('?', "");
                        if outcome != shape.outcome || told != usual {
                            wrong.push(format!("{what}: {outcome} {told}, not {} {}", shape.outcome, shape.told));
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
        // The first of each shape.
        let count = wrong.len();
        let mut told = BTreeSet::new();
        wrong.retain(|one| told.insert(one.split(" for ").next().unwrap_or_default().to_owned()));
        return Err(format!("{count} wrong\n{}", wrong[..wrong.len().min(60)].join("\n")).into());
    }
    println!("repair: {} shapes, {} files repaired or left, 0 wrong", shapes.len(), questions.len());
    Ok(())
}

fn after(question: &str) -> String {
    let question: serde_json::Value = serde_json::from_str(question).unwrap_or_default();
    question["after"].as_str().unwrap_or_default().to_owned()
}

/// The same for 10,000 files that were made up.
pub(crate) fn made_up_files(seed: u64) -> Result<(), Failed> {
    let begin = Instant::now();
    let count = number("KEYPROOF_FILES").unwrap_or(10_000);
    let mut random = fastrand::Rng::with_seed(seed);
    let names = ["DJANGO_SECRET_KEY", "SECRET_KEY"].map(VariableName::parse);
    let loaders = loaders();
    let mut questions = Vec::new();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for number in 0..count {
        let text = settings_files::file(&mut random);
        let loader = loaders[random.usize(..loaders.len())];
        let name = names[random.usize(..2)].as_ref()?;
        let repaired = match settings::repair(&text, loader, name) {
            Ok(repaired) => repaired,
            Err(refused) => {
                *counts.entry(format!("refused: {refused:?}")).or_default() += 1;
                if matches!(
                    refused,
                    settings::Refusal::NotPython(_) | settings::Refusal::NotProven | settings::Refusal::NoKey
                ) {
                    return Err(format!("file {number} is refused, {refused:?}:\n{text}").into());
                }
                continue;
            }
        };
        let again = settings::repair(repaired.text.expose(), loader, name);
        if again.map_or(true, |again| again.is_changed() || again.text.expose() != repaired.text.expose()) {
            return Err(format!(
                "file {number} is not the same when it is repaired again:\n{text}\n=> {}\n{}",
                loader.id,
                repaired.text.expose()
            )
            .into());
        }
        let outcome = match &repaired.held {
            _ if !repaired.is_changed() => "right",
            Held::One(_) => "repaired, with its key",
            Held::None => "repaired, without a key",
            Held::Several => "repaired, with several keys",
            Held::Unknown => "repaired, with an unknown key",
        };
        match question(&text, loader, &repaired, false) {
            Ok(question) => {
                *counts.entry(outcome.to_owned()).or_default() += 1;
                questions.push((loader.id, question));
            }
            Err(why) => *counts.entry(format!("the key cannot be written: {}", &why[..20])).or_default() += 1,
        }
    }
    let texts: Vec<_> = questions.iter().map(|(_, question)| question.clone()).collect();
    let answers = oracle::ask("settings-repair", "REPAIR", &texts);
    let mut wrong: Vec<_> =
        (0..answers.len()).filter(|at| answers[*at] != Answer::Value("as it should be".to_owned())).collect();
    if !wrong.is_empty() {
        let mut text = format!("{} of {count} wrong\n", wrong.len());
        // The smallest of each kind.
        let mut told = BTreeSet::new();
        wrong.sort_by_key(|at| texts[*at].len());
        for at in wrong {
            let answer = format!("{:?}", answers[at]);
            if told.len() < 5 && told.insert(answer.chars().take(28).collect::<String>()) {
                let question: serde_json::Value = serde_json::from_str(&texts[at])?;
                let before = question["before"].as_str().unwrap_or_default();
                let parts = [questions[at].0, ": ", &answer, "\n", before, "\n=>\n", &after(&texts[at]), "\n\n"];
                text.push_str(&parts.concat());
            }
        }
        return Err(text.into());
    }
    for (what, many) in &counts {
        println!("repair: {many:6} {what}");
    }
    println!(
        "repair: {count} files made up, {} asked, 0 wrong (seed {seed}); {:.0} s",
        texts.len(),
        begin.elapsed().as_secs_f64()
    );
    if (texts.len() as u64) < count * 3 / 4 {
        return Err("more than a quarter of the files is refused".into());
    }
    Ok(())
}

/// What is offered for development: with `DEBUG` on there is a key, and production stops without the
/// variable; the repair has nothing to say against either.
pub(crate) fn keys_for_development() -> Result<(), Failed> {
    let loader = loader::find("os-environ").ok_or("os-environ")?;
    let name = VariableName::usual();
    let mut questions = Vec::new();
    for (way, different) in settings::WAYS.iter().zip([1, 9]) {
        let debug = "import os\nDEBUG = os.environ.get(\"DEBUG\") == \"1\"\n";
        let text = [debug, &way.text("os.environ[\"DJANGO_SECRET_KEY\"]")].concat();
        let repaired = settings::repair(&text, loader, &name)?;
        if repaired.is_changed() || !repaired.told.iter().any(|told| told.change == settings::Change::DevelopmentOnly) {
            return Err(format!("{}: {:?}", way.label, repaired.told).into());
        }
        questions
            .push(serde_json::json!({ "text": text, "variable": name.as_str(), "different": different }).to_string());
    }
    let answers = oracle::ask("settings-repair", "DEVELOPMENT", &questions);
    for (way, answer) in settings::WAYS.iter().zip(&answers) {
        if *answer != Answer::Value("as it should be".to_owned()) {
            return Err(format!("{}: {answer:?}", way.label).into());
        }
    }
    Ok(())
}
