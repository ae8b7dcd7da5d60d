//! What the loaders' own tests say of how a file is read, held against the models, and against the real
//! loaders where they are there (`KEYPROOF_ORACLES=1`). `KEYPROOF_UPSTREAM` runs the suites alone that have
//! this in their name.
//!
//! Each suite is a file of `tests/upstream`, whose README says what stands on its lines.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, Write as _},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::Value as Json;

use super::{super::*, oracle};

/// A file, on a host, and what upstream says that is read from it.
struct Case {
    suite: usize,
    loaders: Arc<Vec<&'static Loader>>,
    /// The model leaves open what upstream knows.
    open: bool,
    file: String,
    host: Vec<(String, String)>,
    reads: Vec<(String, Read)>,
}

/// What is read for a variable.
#[derive(Debug, PartialEq, Eq)]
enum Read {
    Value(String),
    Missing,
    Refused,
    Unknown,
}

/// A suite, and what is counted of it.
struct Suite {
    name: String,
    version: String,
    /// Its cases are those of other suites, told again.
    again: bool,
    /// How many assertions of it are about something else than how a file is read.
    left_out: u64,
    files: usize,
    cases: usize,
    open: usize,
    by_models: usize,
    by_real_ones: usize,
    loaders: BTreeSet<&'static str>,
}

#[test]
fn upstream_reads_them_so() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/upstream");
    let only = env::var("KEYPROOF_UPSTREAM").unwrap_or_default();
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "jsonl") && path.to_string_lossy().contains(&only));
    paths.sort();
    let (mut suites, mut cases) = (Vec::new(), Vec::new());
    for path in &paths {
        suite(path, &mut suites, &mut cases);
    }
    let mut rounds = Vec::new();
    for loader in ALL {
        let mut hosts: BTreeMap<&[(String, String)], Vec<&Case>> = BTreeMap::new();
        for case in cases.iter().filter(|case| case.loaders.contains(&loader)) {
            hosts.entry(&case.host).or_default().push(case);
        }
        for (host, cases) in hosts {
            let host: Vec<_> = host.iter().map(|(name, value)| (&name[..], &value[..])).collect();
            rounds.push(Round { loader, host, cases });
        }
    }
    let (next, held) = (AtomicUsize::new(0), Mutex::new(Held::default()));
    // The real loaders are mostly waited for.
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(round) = rounds.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let its = round.hold();
                    let mut held = held.lock().expect("no other has stopped");
                    held.by_models.extend(its.by_models);
                    held.by_real_ones.extend(its.by_real_ones);
                    held.failures.extend(its.failures);
                }
            });
        }
    });
    let Held { by_models, by_real_ones, failures } = held.into_inner().expect("none has stopped");
    for suite in by_models {
        suites[suite].by_models += 1;
    }
    for suite in by_real_ones {
        suites[suite].by_real_ones += 1;
    }
    say(&suites);
    assert!(failures.is_empty(), "{} readings are others than upstream's:\n{}", failures.len(), failures.join("\n"));
}

/// The cases of a loader on one host.
struct Round<'c> {
    loader: &'static Loader,
    host: Vec<(&'c str, &'c str)>,
    cases: Vec<&'c Case>,
}

/// What was read as upstream has it: the suite of each reading; and what was not.
#[derive(Default)]
struct Held {
    by_models: Vec<usize>,
    by_real_ones: Vec<usize>,
    failures: Vec<String>,
}

impl Round<'_> {
    fn hold(&self) -> Held {
        let mut held = Held::default();
        self.by_model(&mut held);
        if env::var_os("KEYPROOF_ORACLES").is_some() && self.is_asked() {
            self.by_real_one(&mut held);
        }
        held
    }

    /// Whether the real loader is there and can be asked on such a host.
    fn is_asked(&self) -> bool {
        let id = self.loader.id.replace('-', "_");
        let program = |kind| format!("{}/tests/loaders/{id}.{kind}", env!("CARGO_MANIFEST_DIR"));
        let knows = |kind| fs::read_to_string(program(kind)).is_ok_and(|text| text.contains("HOST"));
        let missing = env::var("KEYPROOF_MISSING").unwrap_or_default();
        let is_here = missing.lines().all(|name| !format!("{id}::upstream").contains(name));
        let knows_host = self.host.is_empty() || ["py", "js", "rb"].into_iter().any(knows);
        self.loader.tested == Tested::Real && is_here && knows_host
    }

    fn by_model(&self, held: &mut Held) {
        for case in &self.cases {
            for (name, expected) in &case.reads {
                let name_asked = VariableName::of_file(name);
                let read = match self.loader.read(&case.file, &name_asked, &Environment::new(&self.host)) {
                    Reading::Value { text, .. } => Read::Value(text.expose().to_owned()),
                    Reading::Missing { .. } => Read::Missing,
                    Reading::Refused(_) => Read::Refused,
                    Reading::Unknown(_) => Read::Unknown,
                };
                if &read != (if case.open { &Read::Unknown } else { expected }) {
                    held.failures.push(case.differs("the model of", self.loader, name, expected, &read));
                } else if !case.open {
                    held.by_models.push(case.suite);
                }
            }
        }
    }

    fn by_real_one(&self, held: &mut Held) {
        let names: Vec<Vec<_>> =
            self.cases.iter().map(|case| case.reads.iter().map(|(name, _)| &name[..]).collect()).collect();
        let loads = |case: &Case| case.reads.iter().all(|(_, read)| matches!(read, Read::Value(_) | Read::Missing));
        let questions = self.cases.iter().zip(&names);
        let questions: Vec<_> =
            questions.map(|(case, names)| oracle::Question { names, file: &case.file, loads: loads(case) }).collect();
        for (case, answers) in self.cases.iter().zip(oracle::ask_each(self.loader.id, &questions, &self.host)) {
            for ((name, expected), answer) in case.reads.iter().zip(answers) {
                let read = match answer {
                    oracle::Answer::Value(value) => Read::Value(value),
                    oracle::Answer::Missing => Read::Missing,
                    oracle::Answer::Error(_) => Read::Refused,
                    oracle::Answer::Runs => Read::Unknown,
                };
                if read == *expected {
                    held.by_real_ones.push(case.suite);
                } else if *expected != Read::Unknown {
                    held.failures.push(case.differs("the real", self.loader, name, expected, &read));
                }
            }
        }
    }
}

impl Case {
    fn differs(&self, which: &str, loader: &Loader, name: &str, expected: &Read, read: &Read) -> String {
        let host = if self.host.is_empty() { String::new() } else { format!(" where {:?} is set", self.host) };
        format!("{which} {} reads {read:?}, not {expected:?}, for {name} of {:?}{host}", loader.id, self.file)
    }
}

/// Prints what was counted, though nothing failed.
fn say(suites: &[Suite]) {
    let line = |suite: &Suite| {
        let Suite { name, version, again, left_out, files, cases, open, by_models, by_real_ones, loaders } = suite;
        let loaders = loaders.iter().copied().collect::<Vec<_>>().join(", ");
        let cases = if *again { format!("{cases} cases told again") } else { format!("{cases} cases") };
        format!(
            "{name} {version}: {cases} in {files} files, {open} of them open to the model, {left_out} left out; held \
             {by_models} times by models, {by_real_ones} by real loaders ({loaders})"
        )
    };
    let mut lines: Vec<_> = suites.iter().map(line).collect();
    let counted = || suites.iter().filter(|suite| !suite.again);
    let sum = |count: fn(&Suite) -> usize| counted().map(count).sum::<usize>();
    lines.push(format!(
        "{} suites of upstream: {} cases, {} open; held {} times by models, {} by real loaders\n",
        counted().count(),
        sum(|suite| suite.cases),
        sum(|suite| suite.open),
        sum(|suite| suite.by_models),
        sum(|suite| suite.by_real_ones)
    ));
    // Not `print`, which is kept back where a test passes.
    io::stdout().write_all(lines.join("\n").as_bytes()).expect("somebody listens");
}

/// Reads a suite's file.
fn suite(path: &Path, suites: &mut Vec<Suite>, cases: &mut Vec<Case>) {
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(path).expect("a file");
    let mut lines = text.lines().map(|line| match serde_json::from_str(line) {
        Ok(json) => json,
        Err(error) => panic!("{name}: {error}: {line}"),
    });
    let header: Json = lines.next().expect("a header");
    for field in ["address", "version", "licence", "loaders"] {
        assert!(!header[field].is_null(), "{name}: no {field}");
    }
    let version = header["version"].as_str().expect("a text").to_owned();
    let left_out = header["left out"].as_object().into_iter().flatten();
    let left_out = left_out.map(|(_, count)| count.as_u64().expect("a number")).sum();
    let at = suites.len();
    let all = |json: &Json| -> Arc<Vec<_>> {
        let ids = json.as_array().expect("a list").iter().map(|id| id.as_str().expect("an id"));
        Arc::new(ids.map(|id| find(id).unwrap_or_else(|| panic!("{name}: no loader {id}"))).collect())
    };
    let (mut loaders, mut open) = (all(&header["loaders"]), false);
    let mut suite = Suite {
        name: name.clone(),
        version,
        again: header["again"].as_bool().unwrap_or_default(),
        left_out,
        files: 0,
        cases: 0,
        open: 0,
        by_models: 0,
        by_real_ones: 0,
        loaders: BTreeSet::new(),
    };
    let mut seen = BTreeSet::new();
    // Each fact, and whether it is held against a model.
    let mut facts: BTreeMap<_, bool> = BTreeMap::new();
    for line in lines {
        let [file, reads, rest @ ..] = &line.as_array().map_or(&[][..], |line| line) else {
            if line.get("loaders").is_some() {
                loaders = all(&line["loaders"]);
            }
            open = line["open"].as_bool().unwrap_or_default();
            continue;
        };
        let text = |json: &Json| json.as_str().expect("a text").to_owned();
        let read = |json: &Json| match json {
            Json::Null => Read::Missing,
            Json::Bool(false) => Read::Refused,
            Json::Bool(true) => Read::Unknown,
            value => Read::Value(text(value)),
        };
        let pairs = |json: &Json| json.as_object().expect("names with values").clone().into_iter();
        let host: Vec<_> = rest.iter().flat_map(pairs).map(|(name, value)| (name, text(&value))).collect();
        let reads: Vec<_> = pairs(reads).map(|(name, json)| (name, read(&json))).collect();
        let file = text(file);
        for (name, _) in &reads {
            for loader in &*loaders {
                let new = seen.insert((loader.id, file.clone(), host.clone(), name.clone()));
                assert!(new, "{}: twice for {}: {name} of {file:?}", suite.name, loader.id);
            }
        }
        suite.loaders.extend(loaders.iter().map(|loader| loader.id));
        for (name, read) in &reads {
            let fact = (file.clone(), host.clone(), name.clone(), format!("{read:?}"));
            let held = facts.entry(fact).or_default();
            *held |= !open;
        }
        cases.push(Case { suite: at, loaders: Arc::clone(&loaders), open, file, host, reads });
    }
    suite.cases = facts.len();
    suite.open = facts.values().filter(|held| !**held).count();
    suite.files = facts.keys().map(|(file, host, ..)| (file, host)).collect::<BTreeSet<_>>().len();
    assert!(suite.cases > 0, "{name}: no cases");
    suites.push(suite);
}
