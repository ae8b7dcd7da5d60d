//! Asks the real loaders, each through a program in `tests/loaders/`, in the language that it has a
//! library for.
//!
//! The program reads JSON lines, `{"names":["K","J"],"text":"the whole file","loads":true}`, and answers
//! each by one line, a list with an answer for each name in the order of the names: `{"value":"…"}`,
//! `{"missing":true}`, `{"error":"…"}`, or `{"runs":true}` where the value hangs on what a command prints
//! that the file makes the loader run. An error of the whole file is every name's. One process answers
//! thousands of files, and the real loader reads each of them once for all names where it can.

use std::{
    env, fs,
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    process::{self, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// What the real loader makes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Value(String),
    Missing,
    Error(String),
    /// It hangs on what a command prints.
    Runs,
}

/// What is asked of a real loader.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    /// The variables' names.
    pub(crate) names: &'a [&'a str],
    pub(crate) file: &'a str,
    /// Whether the file is expected to be read without an error: only for speed, see `batches.py`.
    pub(crate) loads: bool,
}

/// What the real loader with this id reads for the variable `name` of each of `files`.
pub(crate) fn ask(loader: &str, name: &str, files: &[String]) -> Vec<Answer> {
    let names = [name];
    let questions: Vec<_> = files.iter().map(|file| Question { names: &names, file, loads: true }).collect();
    ask_each(loader, &questions, &[]).into_iter().flatten().collect()
}

/// What the real loader with this id reads for each variable and of the file of each question, on a host where
/// these variables are set.
pub(crate) fn ask_each(loader: &str, questions: &[Question<'_>], host: &[(&str, &str)]) -> Vec<Vec<Answer>> {
    if loader == "dotenvy" {
        return questions.iter().map(|question| dotenvy(question.names, question.file)).collect();
    }
    let python = env::var("KEYPROOF_PYTHON").expect("KEYPROOF_PYTHON is set by cargo xtask test");
    // Node is a package of Python's, so that it is the same version everywhere.
    let node = Path::new(&python).with_file_name("node").display().to_string();
    let program = program(loader).unwrap_or_else(|| panic!("tests/loaders has no program that asks {loader}"));
    let interpreter = match program.kind {
        "py" => &python,
        "js" => &node,
        "rb" => "ruby",
        kind => kind,
    };
    let kept = ["PATH", "HOME", "TMPDIR", "NODE_PATH", "KEYPROOF_COMPOSE", "KEYPROOF_PODMAN"];
    let kept =
        kept.into_iter().chain(["KEYPROOF_LIBRARIES", "KEYPROOF_OLDER_LIBRARIES", "KEYPROOF_OLDER_PYTHON_DOTENV"]);
    // Thousands of small files are written: in memory, where that is to be had.
    let memory = env::var_os("TMPDIR").is_none() && Path::new("/dev/shm").is_dir();
    let folder = Folder::new(&if memory { PathBuf::from("/dev/shm") } else { env::temp_dir() });
    let mut child = Command::new(interpreter)
        .arg(program.path)
        // Some loaders look round where they are started, as a user who may not enter every home.
        .current_dir(&folder.0)
        .env_clear()
        .envs(kept.filter_map(|name| Some((name, env::var_os(name)?))))
        .envs(memory.then_some(("TMPDIR", "/dev/shm")))
        .env("KEYPROOF_HOST", host.iter().copied().collect::<serde_json::Value>().to_string())
        .envs([("PYTHONUTF8", "1"), ("PYTHONDONTWRITEBYTECODE", "1"), ("LC_ALL", "C.UTF-8")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the loader's program starts");
    let mut input = BufWriter::new(child.stdin.take().expect("its input is piped"));
    let output = BufReader::new(child.stdout.take().expect("its output is piped"));
    let line = |Question { names, file, loads }: &Question<'_>| {
        serde_json::json!({"names": names, "text": file, "loads": loads}).to_string()
    };
    let lines: Vec<_> = questions.iter().map(line).collect();
    // The program may answer while it is being asked.
    let asking = thread::spawn(move || {
        for line in lines {
            writeln!(input, "{line}").expect("the loader's program listens");
        }
        input.flush().expect("the loader's program listens");
    });
    let answers: Vec<_> = output.lines().map(|line| answers(&line.expect("its answers are UTF-8"))).collect();
    asking.join().expect("all was asked");
    assert!(child.wait().expect("it has started").success(), "the program of {loader} failed");
    let names = |question: &Question<'_>| question.names.len();
    assert!(
        answers.iter().map(Vec::len).eq(questions.iter().map(names)),
        "the program of {loader} answers each name of each file once"
    );
    answers
}

/// The program that asks a real loader.
#[derive(Debug)]
pub(crate) struct Program {
    /// How its name ends: `py`, `js`, `rb` or `php`.
    pub(crate) kind: &'static str,
    pub(crate) path: PathBuf,
}

/// The program that asks the real loader with this id; none for those that are crates, or not asked.
pub(crate) fn program(loader: &str) -> Option<Program> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/loaders");
    let program = |kind| Program { kind, path: folder.join(loader.replace('-', "_")).with_extension(kind) };
    ["py", "js", "rb", "php"].into_iter().map(program).find(|program| program.path.exists())
}

/// An empty folder, removed afterwards, in which a loader's program is started.
struct Folder(PathBuf);

impl Folder {
    fn new(parent: &Path) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = parent.join(format!("keyproof-loader-{}-{number}", process::id()));
        fs::create_dir(&folder).expect("a folder that is writable");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// This loader is a crate: it is asked here.
fn dotenvy(names: &[&str], file: &str) -> Vec<Answer> {
    match dotenvy_oracle::read(file, names) {
        Ok(values) => values.into_iter().map(|value| value.map_or(Answer::Missing, Answer::Value)).collect(),
        Err(error) => vec![Answer::Error(error); names.len()],
    }
}

fn answers(line: &str) -> Vec<Answer> {
    let list: Vec<serde_json::Value> = serde_json::from_str(line).expect("the answers are a list of JSON");
    list.iter().map(answer).collect()
}

fn answer(json: &serde_json::Value) -> Answer {
    match (json["value"].as_str(), json["missing"].as_bool(), json["error"].as_str()) {
        (Some(value), ..) => Answer::Value(value.to_owned()),
        (_, Some(true), _) => Answer::Missing,
        (.., Some(error)) => Answer::Error(error.to_owned()),
        _ if json["runs"].as_bool() == Some(true) => Answer::Runs,
        _ => panic!("not an answer: {json}"),
    }
}
