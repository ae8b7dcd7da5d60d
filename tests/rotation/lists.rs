//! Old keys, one a variable or in a list, get through the real loader and the page's own lines of
//! `settings.py` as they are.

use fastrand::Rng;
use keyproof::{
    key::{Limits, PRESETS},
    line::{Destination, Line},
    loader::{Django, Loader},
    random::{Random, RandomError, Source},
    rotate::{
        Carry, Plan,
        fallbacks::{self, NotAList},
    },
    secret::Secret,
};
use libtest_mimic::Failed;
use serde_json::{Value, json};

use crate::{
    ask,
    oracle::{self, Answer},
    plan,
    slow::Started,
};

/// Without any variable the lines fail, and say which is missing; with the key alone there are no
/// fallbacks, and with all of them there are those, in order.
pub(crate) fn settings(loader: &'static Loader) -> Result<(), Failed> {
    let mut asked = Vec::new();
    let mut expected = Vec::new();
    for carry in [Carry::Each, Carry::List] {
        for count in [1, 3] {
            let plan = Plan { carry, old: count, ..plan(Destination::Loader(loader)) };
            let old: Vec<_> = (0..count).map(|at| Secret::new(format!("old-{at}-key"))).collect();
            let lines = fallbacks::lines(plan.destination, &plan.name, carry, &old)?;
            let key = plan.destination.write(&plan.name, &Secret::from("new-key"))?;
            let settings = plan.settings();
            asked.push(question(loader, &settings, &[]));
            expected.push(None);
            asked.push(question(loader, &settings, &[&key]));
            expected.push(Some(Vec::new()));
            let all: Vec<_> = std::iter::once(&key).chain(&lines).collect();
            asked.push(question(loader, &settings, &all));
            expected.push(Some(old));
        }
    }
    let answers = answers(&asked)?;
    for ((asked, expected), answer) in asked.iter().zip(expected).zip(answers) {
        let right = match &expected {
            Some(old) => is(&answer, "new-key", old),
            None => answer["error"].as_str().is_some_and(|error| error.to_uppercase().contains("DJANGO_SECRET_KEY")),
        };
        if !right {
            return Err(format!("{asked} gives {answer}").into());
        }
    }
    Ok(())
}

/// The question to `read_settings.py`: these lines are all that the loader gets.
fn question(loader: &Loader, settings: &str, lines: &[&Line]) -> Value {
    if !loader.django.reads_the_file() {
        // What loads the file is no part of this: the values as it gives them are in the environment.
        let value = |line: &&Line| match line.read_by(loader) {
            keyproof::reading::Reading::Value { text, .. } => (line.name.as_str().to_owned(), json!(text.expose())),
            _ => (line.name.as_str().to_owned(), Value::Null),
        };
        let environ: serde_json::Map<_, _> = lines.iter().map(value).collect();
        return json!({ "settings": settings, "file": "", "text": "", "environ": environ });
    }
    json!({ "settings": settings, "file": loader.place, "text": file(loader, lines), "environ": {} })
}

/// The key's line, and the others below it.
fn file(loader: &Loader, lines: &[&Line]) -> String {
    let form = |at: usize| if at == 0 { loader.form } else { loader.form.further() };
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(line.text(form(at)).expose());
        text.push('\n');
    }
    text
}

fn answers(asked: &[Value]) -> Result<Vec<Value>, Failed> {
    let lines: Vec<_> = asked.iter().map(Value::to_string).collect();
    let answers = ask("read_settings.py", &lines.join("\n"), &[])?;
    let answers = answers.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    if answers.len() == asked.len() { Ok(answers) } else { Err("not every question was answered".into()) }
}

/// Whether the settings have this key and these fallbacks.
fn is(answer: &Value, key: &str, old: &[Secret]) -> bool {
    let old: Vec<_> = old.iter().map(Secret::expose).collect();
    answer["key"] == key && answer["fallbacks"] == json!(old)
}

/// Keys as people have them: Django's, portable ones, and any printable characters.
fn old_keys(random: &mut Rng, source: &mut Random<Seeded>) -> Result<Vec<Secret>, Failed> {
    let count = random.usize(1..4);
    let hostile = ["'", "\"", "\\", "#", ",", " ", "$", "\\'", "a,b", "${A}", "é", "%", "=", "\\\"", "`", ";", "\t"];
    (0..count)
        .map(|_| match random.usize(..4) {
            kind @ (0 | 1) => {
                let preset = &PRESETS[kind];
                Ok(preset.recipe(preset.length, &Limits::NONE)?.make(source)?)
            }
            2 => Ok(Secret::new((0..random.usize(1..60)).map(|_| random.char('!'..='~')).collect())),
            _ => Ok(Secret::new((0..random.usize(1..12)).map(|_| hostile[random.usize(..hostile.len())]).collect())),
        })
        .collect()
}

/// Every list that is written arrives, with each way of carrying it; what is refused is counted, and is
/// refused for a reason.
pub(crate) fn run(loader: &'static Loader, seed: u64) -> Result<(), Failed> {
    let mut random = Rng::with_seed(seed);
    let mut source = Random::start(Seeded(Rng::with_seed(seed)))?;
    let destination = Destination::Loader(loader);
    for carry in [Carry::Each, Carry::List] {
        let plan = Plan { carry, ..plan(destination) };
        let in_python = destination.django().reads_the_file();
        let count = if in_python {
            1_000
        } else if Started::of(loader) == Started::Once {
            100
        } else {
            10
        };
        let new = destination.write(&plan.name, &Secret::from("new-key"))?;
        let (mut lists, mut refused, mut commas) = (Vec::new(), 0, 0);
        while lists.len() < count {
            let old = old_keys(&mut random, &mut source)?;
            match fallbacks::lines(destination, &plan.name, carry, &old) {
                Ok(lines) => lists.push((old, lines)),
                Err(NotAList::Comma) => commas += 1,
                Err(_) => refused += 1,
            }
            if refused + commas > 20 * count {
                return Err(format!("{}: nearly every list is refused", loader.id).into());
            }
        }
        let changed = if in_python {
            through_settings(loader, &plan, &new, &lists)?
        } else {
            through_loader(loader, carry, &new, &lists)
        };
        println!(
            "{}, {}: {count} lists carried, {} changed; refused: {commas} for a comma, {refused} otherwise",
            loader.id,
            if carry == Carry::List { "one variable" } else { "a variable each" },
            changed.len()
        );
        if let Some(first) = changed.first() {
            return Err(format!("{}: {} lists arrive changed: {first}", loader.id, changed.len()).into());
        }
    }
    Ok(())
}

/// Old keys, and the lines that carry them.
type Written = (Vec<Secret>, Vec<Line>);

/// What arrives changed where `settings.py` itself reads the file.
fn through_settings(loader: &Loader, plan: &Plan, new: &Line, lists: &[Written]) -> Result<Vec<String>, Failed> {
    let ask = |(old, lines): &Written| {
        let settings = Plan { old: old.len(), ..plan.clone() }.settings();
        question(loader, &settings, &std::iter::once(new).chain(lines).collect::<Vec<_>>())
    };
    let asked: Vec<_> = lists.iter().map(ask).collect();
    let answers = answers(&asked)?;
    let mut changed = Vec::new();
    for (((old, _), asked), answer) in lists.iter().zip(&asked).zip(&answers) {
        if !is(answer, "new-key", old) {
            changed.push(format!("{asked} gives {answer}"));
        }
    }
    Ok(changed)
}

/// What arrives changed where another program puts the variables into the environment: the real one is
/// asked, and what `os.environ` and `split` make of its answer is Python's, see [`split`].
fn through_loader(loader: &Loader, carry: Carry, new: &Line, lists: &[Written]) -> Vec<String> {
    let mut changed = Vec::new();
    for name in [
        "DJANGO_SECRET_KEY_FALLBACK",
        "DJANGO_SECRET_KEY_FALLBACK_2",
        "DJANGO_SECRET_KEY_FALLBACK_3",
        "DJANGO_SECRET_KEY_FALLBACKS",
    ] {
        let named = |(old, lines): &Written| {
            let at = lines.iter().position(|line| line.name.as_str() == name)?;
            let expected: Vec<_> = match carry {
                Carry::Each => vec![old[at].expose().to_owned()],
                Carry::List => old.iter().map(|key| key.expose().to_owned()).collect(),
            };
            Some((expected, file(loader, &std::iter::once(new).chain(lines).collect::<Vec<_>>())))
        };
        let asked: Vec<_> = lists.iter().filter_map(named).collect();
        if asked.is_empty() {
            continue;
        }
        let files: Vec<_> = asked.iter().map(|(_, file)| file.clone()).collect();
        for ((expected, file), answer) in asked.iter().zip(oracle::ask(loader.id, name, &files)) {
            let right = match (&answer, carry) {
                (Answer::Value(value), Carry::Each) => *value == expected[0],
                (Answer::Value(value), Carry::List) => {
                    fallbacks::split(Django::Environ, value).as_ref() == Some(expected)
                }
                _ => false,
            };
            if !right {
                changed.push(format!("{file:?} gives {answer:?}"));
            }
        }
    }
    changed
}

/// What the models make of lists is what the libraries make of them, for texts of all kinds.
pub(crate) fn split(seed: u64) -> Result<(), Failed> {
    let readers = [
        ("environ", Django::Environ),
        ("decouple", Django::Decouple),
        ("starlette", Django::Starlette),
        ("django-environ", Django::DjangoEnviron { escape_proxy: false }),
        ("environs", Django::Environs { expand_vars: false }),
        ("pydantic", Django::Pydantic),
    ];
    let pieces = [
        ",", ",", "'", "\"", "\\", "#", " ", "\t", "\n", "a", "bc", "$", "é", "\u{a0}", "\u{1f}", "\u{2028}", "[\"",
        "\",\"", "\"]", ";", "=", "\r", "\u{b}", "\u{c}", "\u{85}",
    ];
    let mut random = Rng::with_seed(seed);
    let mut asked = Vec::new();
    for _ in 0..60_000 {
        let (name, reader) = readers[random.usize(..readers.len())];
        let text: String = (0..random.usize(..14)).map(|_| pieces[random.usize(..pieces.len())]).collect();
        asked.push((name, reader, text));
    }
    let lines: Vec<_> = asked.iter().map(|(name, _, text)| json!([name, text]).to_string()).collect();
    let answers = ask("read_lists.py", &lines.join("\n"), &[])?;
    let mut known = 0;
    for ((name, reader, text), answer) in asked.iter().zip(answers.lines()) {
        let real: Option<Vec<String>> = serde_json::from_str(answer)?;
        let ours = fallbacks::split(*reader, text);
        // The model of JSON knows what is written here, and refuses the rest.
        if *reader == Django::Pydantic && ours.is_none() {
            continue;
        }
        known += 1;
        if ours != real {
            return Err(format!("{name}: {text:?} is {real:?}, and the model says {ours:?}").into());
        }
    }
    println!("lists: {known} texts split, 0 disagreements");
    Ok(())
}

/// A source of randomness that can be had again.
struct Seeded(Rng);

impl Source for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        self.0.fill(bytes);
        Ok(())
    }
}
