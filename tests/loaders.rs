//! Every loader's model against the real loader, over generated files and generated keys.
//!
//! Run by `cargo xtask test`, which sets the real loaders up. Variables of the environment:
//! `KEYPROOF_ORACLES=1` (they are there), `KEYPROOF_OTHERS` (of which another version is here), `KEYPROOF_FILES` and `KEYPROOF_KEYS` (how many),
//! `KEYPROOF_PRESET` (keys of one preset only),
//! `KEYPROOF_NAIVE` (how many of the keys are written in the naive ways, too),
//! `KEYPROOF_SEED` (of the generators; printed, so that a run can be had again).

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with what it expected")]

#[path = "loaders/asked.rs"]
mod asked;
#[path = "loaders/by_hand.rs"]
mod by_hand;
#[path = "loaders/damage.rs"]
mod damage;
#[path = "loaders/django.rs"]
mod django;
#[path = "loaders/generate.rs"]
mod generate;
#[path = "loaders/oracle.rs"]
mod oracle;
#[path = "loaders/projects.rs"]
mod projects;
#[path = "loaders/repair.rs"]
mod repair;
#[path = "loaders/settings.rs"]
mod settings;
#[path = "loaders/settings_files.rs"]
mod settings_files;
#[path = "loaders/shrink.rs"]
mod shrink;
#[path = "loaders/slow.rs"]
mod slow;
#[path = "loaders/story.rs"]
mod story;

use std::{collections::BTreeMap, env, fs, io::Write as _, process::ExitCode, time::Instant};

use keyproof::{
    key::{Limits, PRESETS},
    line::{Destination, Line},
    loader::{self, Environment, Family, FileKind, Loader},
    name::VariableName,
    quoting::{BARE, DOUBLE, SINGLE},
    random::{Random, RandomError, Source},
    reading::{Reading, Reason},
    secret::Secret,
};
use libtest_mimic::{Arguments, Failed, Trial};

use asked::{Asked, Counts, answers};
use oracle::Answer;
use slow::Started;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if env::var_os("KEYPROOF_ORACLES").is_none() && !arguments.list {
        println!("not run: the loaders' models against the real loaders: `cargo xtask test` sets these up");
        return ExitCode::from(u8::from(env::var("CI").is_ok_and(|ci| ci == "true")));
    }
    let seed = number("KEYPROOF_SEED").unwrap_or(SEED);
    println!("The seed is {seed}; KEYPROOF_SEED={seed} makes the same files and keys.");
    let mut trials = Vec::new();
    for loader in loader::ALL {
        let name = loader.id.replace('-', "_");
        // What cannot be run here is held against its own test cases only.
        if loader.tested == loader::Tested::Real {
            trials.push(Trial::test(format!("{name}::files"), move || with_version(loader, files(loader, seed))));
            trials.push(Trial::test(format!("{name}::keys"), move || with_version(loader, keys(loader, seed))));
            trials
                .push(Trial::test(format!("{name}::damage"), move || with_version(loader, damage::run(loader, seed))));
            if knows_hosts(loader) {
                trials.push(Trial::test(format!("{name}::host"), move || with_version(loader, host(loader, seed))));
            }
        }
        trials.push(Trial::test(format!("{name}::settings"), move || settings::run(loader)));
    }
    trials.push(Trial::test("settings::projects", settings::projects));
    trials.push(Trial::test("story::sets", story::sets));
    trials.push(Trial::test("django_check::keys", move || django::keys(seed)));
    trials.push(Trial::test("django_check::settings", move || django::settings(seed)));
    trials.push(Trial::test("by_hand::made_again", move || by_hand::made_again(seed)));
    trials.push(Trial::test("settings_repair::shapes", repair::shapes_of_files));
    trials.push(Trial::test("settings_repair::projects", projects::shapes_of_projects));
    trials.push(Trial::test("settings_repair::development", repair::keys_for_development));
    trials.push(Trial::test("settings_repair::made_up", move || repair::made_up_files(seed)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What a failure of this loader's tests may come of: that another version is here than the model's.
fn with_version(loader: &Loader, result: Result<(), Failed>) -> Result<(), Failed> {
    let others = env::var("KEYPROOF_OTHERS").unwrap_or_default();
    let sentence = |line: &str| Some(line.split_once('\t').filter(|(id, _)| *id == loader.id)?.1.to_owned());
    let sentences: Vec<_> = others.lines().filter_map(sentence).collect();
    result.map_err(|failed| match failed.message() {
        Some(message) if !sentences.is_empty() => format!("{message}\n{}", sentences.join("\n")).into(),
        _ => failed,
    })
}

/// The same files and keys in every run, so that a change is what makes a test fail. Other seeds find
/// other files: set `KEYPROOF_SEED`.
const SEED: u64 = 20_261_124;

/// A number from the environment.
fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
}

/// The model and the real loader make the same of every generated file, for each of its names.
fn files(loader: &'static Loader, seed: u64) -> Result<(), Failed> {
    let usual = if Started::of(loader) == Started::Once { 20_000 } else { 2_000 };
    let count = number("KEYPROOF_FILES").unwrap_or(usual);
    let begin = Instant::now();
    let mut random = fastrand::Rng::with_seed(seed);
    let files: Vec<_> = (0..count).map(|_| generate::file(&mut random, loader)).collect();
    let asked = Asked::of(&files, loader, &Environment::EMPTY, &mut random)?;
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for (asked, answers) in asked.iter().zip(answers(loader, &asked, &[])) {
        for ((name, reading), answer) in asked.readings().zip(&answers) {
            counts.entry(name.as_str()).or_default().add(reading);
            if !agree(loader, reading, answer) {
                let (smallest, answer) = shrink::shrink(loader, name, asked.file);
                let model = describe(&loader.read(&smallest, name, &Environment::EMPTY));
                return Err(format!(
                    "{} {}: the model reads {model} for {name} of {smallest:?}, the real one {answer:?} (seed {seed})",
                    loader.label, loader.version
                )
                .into());
            }
        }
    }
    let all = counts.values().fold(Counts::default(), |all, each| all + *each);
    println!(
        "{} {}: {count} files, {} names compared, 0 disagreements; {} values, {} missing, {} errors, {} unknown ({:.1} %); {:.0} s",
        loader.id,
        loader.version,
        all.sum(),
        all.values,
        all.missing,
        all.errors,
        all.unknown,
        100.0 * all.unknown as f64 / all.sum() as f64,
        begin.elapsed().as_secs_f64()
    );
    record(&serde_json::json!({ "loader": loader.id, "files": count, "disagreements": 0, "seed": seed }));
    // Each name by itself, for the names that are seldom set would make the share of all small. Of few files,
    // many may be so by chance.
    let many = |each: &Counts| each.sum() >= 2_000 && each.unknown * 100 > each.sum() * 15;
    match counts.iter().find(|(_, each)| many(each)) {
        Some((name, each)) => {
            let (unknown, sum) = (each.unknown, each.sum());
            Err(format!("the model does not know {unknown} of {sum} readings of {name}: more than 15 %").into())
        }
        None => Ok(()),
    }
}

/// What is set on the hosts that the files are read on.
const HOSTS: [&[(&str, &str)]; 3] =
    [&[("H", "h$L"), ("K2", "")], &[("J", ""), ("H", "${K2}")], &[("K", "k${H}'\\$H"), ("J", "j#")]];

/// The model and the real loader make the same of generated files on hosts where variables are set: who wins,
/// and what is looked up.
fn host(loader: &'static Loader, seed: u64) -> Result<(), Failed> {
    let usual = if Started::of(loader) == Started::Once { 2_000 } else { 300 };
    let count = number("KEYPROOF_FILES").unwrap_or(usual).div_ceil(3);
    let begin = Instant::now();
    let mut random = fastrand::Rng::with_seed(seed);
    let mut compared = 0;
    for host in HOSTS {
        let files: Vec<_> = (0..count).map(|_| generate::file(&mut random, loader)).collect();
        let asked = Asked::of(&files, loader, &Environment::new(host), &mut random)?;
        for (asked, answers) in asked.iter().zip(answers(loader, &asked, host)) {
            for ((name, reading), answer) in asked.readings().zip(&answers) {
                compared += 1;
                if !agree(loader, reading, answer) {
                    let (model, file) = (describe(reading), asked.file);
                    return Err(format!(
                        "{}: where {host:?} is set, the model reads {model} for {name} of {file:?}, the real one {answer:?} (seed {seed})",
                        loader.label
                    )
                    .into());
                }
            }
        }
    }
    println!(
        "{}: {} files on hosts with variables, {compared} names compared, 0 disagreements; {:.0} s",
        loader.id,
        count * 3,
        begin.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Whether the model's reading of a file is what the real loader answered. An unknown reading
/// agrees with all: a shell's file can be a program, a service's placeholders stand for something of
/// the host, and only names may be letters that the model leaves open.
fn agree(loader: &Loader, reading: &Reading, answer: &Answer) -> bool {
    match (reading, answer) {
        (Reading::Value { text, .. }, Answer::Value(value)) => text.expose() == value,
        (Reading::Missing { .. }, Answer::Missing) | (Reading::Refused(_), Answer::Error(_)) => true,
        (Reading::Unknown(note), Answer::Runs) => note.reason == Reason::Runs,
        (Reading::Unknown(note), _) => {
            generate::is_program(loader)
                || note.reason == Reason::Letter
                || note.reason == Reason::Toml
                || loader.id == "crontab" && note.reason == Reason::Unclosed
                || note.reason == Reason::Template
                || loader.family == Family::Service && note.reason == Reason::Placeholder
                || loader.form.file == FileKind::Yaml && matches!(note.reason, Reason::Structure | Reason::NotText)
        }
        _ => false,
    }
}

fn describe(reading: &Reading) -> String {
    match reading {
        Reading::Value { text, .. } => format!("{:?}", text.expose()),
        Reading::Missing { .. } => "nothing".to_owned(),
        Reading::Refused(note) => format!("an error ({})", note.reason.id()),
        Reading::Unknown(note) => format!("something unknown ({})", note.reason.id()),
    }
}

/// Whether the program of this loader can be asked about a host on which variables are set.
fn knows_hosts(loader: &Loader) -> bool {
    slow::says(loader, "HOST")
}

/// Every key that is made for a loader is written, and the real loader reads it back; so are keys
/// of all presets that were not made for it, but for those that it cannot carry; and so is the one
/// line for anywhere. Naive lines are counted beside, to show what writing is for.
fn keys(loader: &'static Loader, seed: u64) -> Result<(), Failed> {
    let count = number("KEYPROOF_KEYS").unwrap_or(500);
    // A process for each takes its time.
    let count = if Started::of(loader) == Started::Each { count.div_ceil(12) } else { count };
    let begin = Instant::now();
    // Some programs can read several files in one call if each has a name of its own.
    let mut names = (0..).map_while(|number| VariableName::parse(&format!("KEY_{number}")).ok());
    let mut name = || names.next().ok_or("a name");
    let mut random = Random::start(Seeded(fastrand::Rng::with_seed(seed)))?;
    let only = env::var("KEYPROOF_PRESET").ok();
    let presets: Vec<_> = PRESETS.iter().filter(|preset| only.as_ref().is_none_or(|only| preset.id == only)).collect();
    let (mut refusals, mut groups) = (Vec::new(), Vec::new());
    for preset in &presets {
        let recipe = preset.recipe(preset.length, &Limits::NONE)?;
        let limited = preset.recipe(preset.length, &Destination::Loader(loader).limits(preset.symbols()))?;
        let anywhere = preset.recipe(preset.length, &Destination::Anywhere.limits(preset.symbols()))?;
        let mut refused = 0_u32;
        let mut lines = Vec::new();
        for _ in 0..count {
            let key = recipe.make(&mut random)?;
            match Destination::Loader(loader).write(&name()?, &key) {
                Ok(line) => lines.push((key, line)),
                Err(_) => refused += 1,
            }
            let key = limited.make(&mut random)?;
            let line = Destination::Loader(loader).write(&name()?, &key)?;
            lines.push((key, line));
            if !Destination::Anywhere.includes(loader) {
                continue;
            }
            let key = anywhere.make(&mut random)?;
            let line = Destination::Anywhere.write(&name()?, &key)?;
            lines.push((key, line));
        }
        refusals.push(refused);
        groups.push(lines);
        // A few are enough for a percentage.
        let some = (0..count.min(number("KEYPROOF_NAIVE").unwrap_or(200)))
            .map(|_| recipe.make(&mut random))
            .collect::<Result<Vec<_>, _>>()?;
        for quoting in [BARE, SINGLE, DOUBLE] {
            let mut lines = Vec::new();
            for key in &some {
                let line = Line { name: name()?, quoting, value: quoting.apply(key) };
                lines.push((Secret::from(key.expose()), line));
            }
            groups.push(lines);
        }
    }
    // All at once: some loaders take longer to start than to read thousands of files.
    let changed = changed(loader, &groups);
    let share = |group: usize| 100.0 * changed[group] as f64 / groups[group].len() as f64;
    for (at, (preset, refused)) in presets.into_iter().zip(refusals).enumerate() {
        let of_preset = at * 4;
        let (lines, changed) = (groups[of_preset].len(), changed[of_preset]);
        let naive = [1, 2, 3].map(|quoting| share(of_preset + quoting));
        println!(
            "{}, {}: {count} keys as they come, {refused} refused; {} lines in all, {changed} changed; naive lines changed: bare {:.1} %, single quotes {:.1} %, double quotes {:.1} %",
            loader.id, preset.id, lines, naive[0], naive[1], naive[2]
        );
        record(&serde_json::json!({
            "loader": loader.id, "preset": preset.id, "keys": count, "refused": 100.0 * f64::from(refused) / count as f64,
            "changed": share(of_preset), "bare": naive[0], "single": naive[1], "double": naive[2],
        }));
        if changed > 0 {
            return Err(format!("{changed} keys of {} arrive changed at {}", preset.id, loader.id).into());
        }
        // Refused only where the loader takes a key for something else, whatever the quotes: a
        // leading `$` for django-environ, `$(…)`, which dotenv-expand 1000 runs, and `@(…)`, for which
        // uWSGI reads a file.
        let takes = matches!(loader.id, "django-environ" | "dotenv-expand-1000" | "uwsgi-ini");
        let expected = match loader.id {
            // To PAM a `#` begins a comment wherever it stands.
            "pam-environment" if preset.id == "django" => 1.0,
            _ if preset.id == "django" && takes => 0.04,
            _ => 0.0,
        };
        if f64::from(refused) > expected * count as f64 {
            return Err(format!("{refused} of {count} keys of {} refused for {}", preset.id, loader.id).into());
        }
    }
    println!("{}: {:.0} s", loader.id, begin.elapsed().as_secs_f64());
    Ok(())
}

/// How many of the keys of each group the real loader does not read back.
fn changed(loader: &Loader, groups: &[Vec<(Secret, Line)>]) -> Vec<usize> {
    let lines = || groups.iter().flatten();
    let files: Vec<_> = lines().map(|(_, line)| line.text(loader.form).expose().to_owned() + "\n").collect();
    let asked: Vec<_> = lines().zip(&files).map(|((_, line), file)| Asked::one(file, &line.name, loader)).collect();
    let mut answers = answers(loader, &asked, &[]).into_iter().flatten();
    let same = |((key, _), answer): &(&(Secret, Line), Answer)| matches!(answer, Answer::Value(value) if value == key.expose());
    groups.iter().map(|lines| lines.len() - lines.iter().zip(answers.by_ref()).filter(same).count()).collect()
}

/// Writes down what was counted, where `KEYPROOF_RECORD` says: for `cargo xtask tables`.
fn record(counted: &serde_json::Value) {
    if let Some(path) = env::var_os("KEYPROOF_RECORD") {
        let mut file = fs::File::options().create(true).append(true).open(path).expect("a file to write to");
        // In one piece: other tests write at the same time.
        file.write_all(format!("{counted}\n").as_bytes()).expect("a file to write to");
    }
}

/// A source of randomness that can be had again.
struct Seeded(fastrand::Rng);

impl Source for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        self.0.fill(bytes);
        Ok(())
    }
}
