//! `cargo xtask probe`, asked through a real process.

#![allow(clippy::expect_used, reason = "a test stops where it is surprised")]

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    thread,
};

use serde_json::{Value, json};

fn start() -> Child {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("probe")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the probe starts")
}

/// What the probe answers when it is sent all of `input` at once.
fn answers(input: impl Into<Vec<u8>>) -> Vec<Value> {
    let mut probe = start();
    let mut stdin = probe.stdin.take().expect("piped");
    let input = input.into();
    let writer = thread::spawn(move || stdin.write_all(&input).expect("the probe reads all of it"));
    let output = probe.wait_with_output().expect("the probe ends with its input");
    writer.join().expect("all is written");
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).expect("UTF-8");
    output.lines().map(|line| serde_json::from_str(line).expect("an answer is JSON")).collect()
}

#[track_caller]
fn answer(question: &Value) -> Value {
    let [answer] = answers(question.to_string()).try_into().expect("one answer");
    answer
}

/// The sentence of an answer that is an error and nothing else.
#[track_caller]
fn error(answer: &Value) -> &str {
    let fields = answer.as_object().expect("an object");
    assert_eq!(fields.len(), 1, "{answer}");
    fields["error"].as_str().expect("a sentence")
}

#[test]
fn makes_keys() {
    let answer = answer(&json!({"op": "make", "preset": "django", "length": 50, "count": 3}));
    assert_eq!(answer["bits"], 282.19);
    let keys = answer["keys"].as_array().expect("keys");
    let mut keys: Vec<_> = keys.iter().map(|key| key.as_str().expect("a text")).collect();
    assert!(keys.iter().all(|key| key.len() == 50));
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 3);
}

#[test]
fn a_key_made_for_a_destination_is_carried_there() {
    let listed = answer(&json!({"op": "loaders"}));
    let loaders = listed["loaders"].as_array().expect("loaders").iter().map(|loader| &loader["id"]);
    for loader in loaders.chain([&json!("anywhere")]) {
        let made = answer(&json!({
            "op": "make", "preset": "custom", "alphabet": "$'\"\\#{}`!abcdefgh", "count": 500, "loader": loader
        }));
        let keys = made["keys"].as_array().unwrap_or_else(|| panic!("{loader}: {made}"));
        let ask = |key| json!({"op": "write", "loader": loader, "name": "K", "key": key}).to_string();
        let written = answers(keys.iter().map(ask).collect::<Vec<_>>().join("\n"));
        assert_eq!(written.len(), 500);
        for (key, written) in keys.iter().zip(written) {
            assert!(written["line"].is_string(), "{loader}: {key}: {written}");
        }
    }
}

#[test]
fn writes_and_reads_back() {
    let key = "a#b$c'd";
    let written = answer(&json!({"op": "write", "loader": "python-decouple", "name": "K", "key": key}));
    assert_eq!(written, json!({"line": "K=a#b$c'd"}));
    let file = format!("J=1\n{}\n", written["line"].as_str().expect("a line"));
    let read = |name| answer(&json!({"op": "read", "loader": "python-decouple", "name": name, "text": file}));
    assert_eq!(read("K"), json!({"value": key}));
    assert_eq!(read("L"), json!({"missing": true}));
}

#[test]
fn what_cannot_be_carried_is_refused_with_a_reason() {
    let written = answer(&json!({"op": "write", "loader": "python-decouple", "name": "K", "key": "a\nb"}));
    assert_eq!(
        written,
        json!({"refused": "Use another key. No way of writing this one is read back unchanged by python-decouple."})
    );
}

#[test]
fn lists_the_loaders_in_their_order() {
    let listed = answer(&json!({"op": "loaders"}));
    let ids: Vec<_> = listed["loaders"].as_array().expect("a list").iter().map(|loader| &loader["id"]).collect();
    let expected: Vec<_> = keyproof::loader::ALL.iter().map(|loader| loader.id).collect();
    assert_eq!(ids, expected);
    assert_eq!(listed["loaders"][0]["label"], "python-decouple");
    assert_eq!(listed["loaders"][0]["version"], "3.8");
}

#[test]
fn every_loader_is_asked_for_its_reading_and_why() {
    let rays = answer(&json!({"op": "xray", "text": "A=1\nDJANGO_SECRET_KEY='a' #b\n"}));
    let of = |id: &str| {
        let readings = rays["readings"].as_array().expect("a list");
        readings.iter().find(|reading| reading["loader"] == id).unwrap_or_else(|| panic!("{id} is asked")).clone()
    };
    let notes = json!([{"start": 22, "end": 25, "id": "quotes"}, {"start": 26, "end": 28, "id": "comment"}]);
    assert_eq!(of("python-dotenv"), json!({"loader": "python-dotenv", "value": "a", "notes": notes}));
    let remedy = json!({"line": "DJANGO_SECRET_KEY=a"});
    let expected = json!({"loader": "python-decouple", "value": "'a' #b", "notes": [], "remedy": remedy});
    assert_eq!(of("python-decouple"), expected);
    let missing = answer(&json!({"op": "xray", "text": "A=1\n"}));
    assert_eq!(error(&missing), "No variable of the text is named like a secret key; give its \"name\".");
}

#[test]
fn one_line_is_written_for_several_loaders() {
    let ask =
        |loaders: &[&str], key: &str| answer(&json!({"op": "write_for", "loaders": loaders, "name": "K", "key": key}));
    assert_eq!(
        ask(&["posix-shell", "python-decouple"], "a$b"),
        json!({"line": "K='a$b'", "works": ["python-decouple", "posix-shell"], "fails": []})
    );
    let written = ask(&["docker-env-file", "posix-shell"], "a$b");
    assert_eq!((&written["works"], &written["fails"]), (&json!(["docker-env-file"]), &json!(["posix-shell"])));
}

#[test]
fn one_value_of_a_file_is_fixed() {
    let ask = |loaders: &[&str]| {
        answer(&json!({"op": "fix", "text": "A=1\nK=x\n", "name": "K", "key": "a$b", "loaders": loaders}))
    };
    assert_eq!(ask(&["posix-shell", "python-decouple"]), json!({"text": "A=1\nK='a$b'\n"}));
    let refused = ask(&["docker-env-file", "posix-shell"]);
    assert!(refused["refused"].as_str().expect("a sentence").contains("No way of writing this key"), "{refused}");
    assert_eq!(error(&ask(&["hunter2"])), "There is no such loader; the op loaders lists them.");
}

#[test]
fn a_bad_line_is_answered_and_the_next_one_too() {
    let good = r#"{"op":"make","preset":"hex","count":0}"#;
    for (bad, expected) in [
        (&b""[..], "The line is empty."),
        (b"nonsense", "The line is not JSON from column 2 on."),
        (b"\"hunter2\"", "The line is not a JSON object."),
        (b"{\"op\":\"make\"", "The line is not JSON from column 12 on."),
        (b"{\"op\":\"\xff\"}", "The line is not UTF-8."),
        (b"{}", "The field \"op\" is missing."),
        (
            b"{\"op\":\"hunter2\"}",
            "There is no such op; use make, write, read, check, xray, write_for, fix, repair, inspect, packages or loaders.",
        ),
        (
            br#"{"op":"write","loader":"anywhere","name":"K","key":"\ud800"}"#,
            "The field \"key\" must be a Unicode text.",
        ),
        (br#"{"op":"write","loader":"anywhere","name":"K"}"#, "The field \"key\" is missing."),
        (
            br#"{"op":"write","loader":"anywhere","name":"K-","key":"a"}"#,
            "A variable’s name cannot hold “-”; use letters, digits and _ only.",
        ),
        (
            br#"{"op":"read","loader":"hunter2","name":"K","text":""}"#,
            "There is no such loader; the op loaders lists them.",
        ),
        (br#"{"op":"make","preset":"hex","length":-1}"#, "The field \"length\" must be a whole number."),
        (
            br#"{"op":"make","preset":"hex","length":8}"#,
            "Too short to be safe from guessing; use at least 32 characters.",
        ),
        (br#"{"op":"make","preset":"hex","lenght":64}"#, "The line has a field that this op does not take."),
        (
            br#"{"op":"make","preset":"hex","count":100001}"#,
            "One line makes at most 100000 keys; ask for fewer, and again.",
        ),
        (br#"{"op":"make","preset":"custom"}"#, "A custom key needs an \"alphabet\"."),
        (
            br#"{"op":"make","preset":"hunter2"}"#,
            "There is no such preset; use portable, django, django-bare, hex, base64url or custom.",
        ),
    ] {
        let answers = answers([bad, b"\n", good.as_bytes()].concat());
        assert_eq!(answers.len(), 2, "{}", bad.escape_ascii());
        assert_eq!(error(&answers[0]), expected);
        assert_eq!(answers[1], json!({"keys": [], "bits": 256.0}));
    }
}

#[test]
fn a_key_is_judged_as_the_page_judges_it() {
    let answers = answers(
        "{\"op\":\"check\",\"text\":\"changeme\"}\n{\"op\":\"check\",\"text\":\" \"}\n{\"op\":\"check\",\"text\":\"SECRET_KEY=7c1f9e02b85d4a63f0e1972cd3ba5846\\nAPI_KEY=x\"}\n",
    );
    assert_eq!(answers[0]["verdict"], "unsafe");
    assert_eq!(answers[0]["took_for"], "key");
    assert_eq!(answers[0]["django"], json!({"w009": ["length"]}));
    assert_eq!(answers[0]["findings"][0], json!({"id": "placeholder", "severity": "unsafe", "start": 0, "end": 8}));
    assert!(error(&answers[1]).starts_with("There is no key in it: "));
    // Where Django's key has its name, other secrets are none of its business.
    assert_eq!(answers[2]["took_for"], "env");
    assert_eq!(answers[2]["bits"], json!({"low": 128.0, "high": 128.0}));
}

#[test]
fn deep_nesting_and_huge_lines_are_answered() {
    let deep = format!("{{\"op\":{}", "[".repeat(1 << 20));
    let huge = "x".repeat(50_000_000);
    let answers = answers(format!("{deep}\n{huge}\n{{\"op\":\"{huge}\"}}\n{{\"op\":\"loaders\"}}\n"));
    assert_eq!(answers.len(), 4);
    assert_eq!(error(&answers[0]), "The line is not JSON from column 1048582 on.");
    for answer in &answers[1..3] {
        assert_eq!(error(answer), "The line is too long; send at most 16777216 bytes.");
    }
    assert!(answers[3]["loaders"].is_array());
}

#[test]
fn one_line_is_answered_before_the_next_is_sent() {
    let mut probe = start();
    let mut stdin = probe.stdin.take().expect("piped");
    let mut stdout = BufReader::new(probe.stdout.take().expect("piped"));
    // The second question is begun before the first is answered.
    stdin.write_all(b"{\"op\":\"loaders\"}\n{\"op\":").expect("read");
    let mut answer = String::new();
    stdout.read_line(&mut answer).expect("an answer");
    assert!(answer.starts_with("{\"loaders\":[") && answer.ends_with("]}\n"), "{answer}");
    stdin.write_all(b"1}").expect("read");
    drop(stdin);
    answer.clear();
    stdout.read_line(&mut answer).expect("an answer");
    assert_eq!(answer, "{\"error\":\"The field \\\"op\\\" must be a Unicode text.\"}\n");
    assert!(probe.wait().expect("it ends").success());
}

#[test]
fn it_ends_quietly_when_nobody_listens() {
    let mut probe = start();
    drop(probe.stdout.take());
    let mut stdin = probe.stdin.take().expect("piped");
    // The probe may be gone before all is written: that is the point.
    let _ = stdin.write_all("{\"op\":\"loaders\"}\n".repeat(10_000).as_bytes());
    drop(stdin);
    assert!(probe.wait().expect("it ends").success());
}

#[test]
fn settings_are_repaired_or_refused() {
    let repair = |text: &str| {
        answer(&json!({"op": "repair", "text": text, "loader": "python-decouple", "name": "DJANGO_SECRET_KEY"}))
    };
    // What the file reads with, it goes on reading with.
    assert_eq!(
        repair("import os\nSECRET_KEY = os.environ.get('SECRET_KEY', 'hunter2')\nDEBUG = True\n"),
        json!({
            "text": "import os\nSECRET_KEY = os.environ['SECRET_KEY']\nDEBUG = True\n",
            "env": "SECRET_KEY=hunter2",
        })
    );
    assert_eq!(
        repair("import os\nSECRET_KEY = 'hunter2'\nDEBUG = True\n"),
        json!({
            "text": "import os\nfrom decouple import config\nSECRET_KEY = config(\"DJANGO_SECRET_KEY\")\nDEBUG = True\n",
            "env": "DJANGO_SECRET_KEY=hunter2",
        })
    );
    let refused = repair("DEBUG = True\n");
    assert_eq!(refused, json!({"refused": "Paste the file that sets SECRET_KEY. Nothing in this one does."}));
}

#[test]
fn tells_which_key_signed() {
    for line in include_str!("../../tests/inspect/vectors.jsonl").lines() {
        let vector: Value = serde_json::from_str(line).expect("JSON");
        let mut question =
            json!({"op": "inspect", "token": vector["token"], "keys": ["no", vector["key"]], "salt": null});
        question["salt"] = vector["given_salt"].clone();
        question["cookie"] = vector["cookie"].clone();
        for (field, value) in vector["user"].as_object().into_iter().flatten() {
            question[field] = value.clone();
        }
        let found = answer(&question);
        assert_eq!(found["signer"], 1, "{question}");
        for field in ["kind", "salt", "digest", "made_at"] {
            assert_eq!(found[field], vector[field], "{field}: {question}");
        }
        assert!(found["what"].is_string() && found["rotation"].is_string(), "{found}");
        question["keys"] = json!(["no", ""]);
        assert_eq!(answer(&question), json!({"signer": null}), "{question}");
    }
    let question = json!({"op": "inspect", "token": "a", "keys": "k"});
    assert_eq!(error(&answer(&question)), "The field \"keys\" must be a list of texts.");
    let question = json!({"op": "inspect", "token": "a".repeat(1_000_000), "keys": vec!["k"; 100]});
    assert!(error(&answer(&question)).starts_with("This is too much to try"));
}
