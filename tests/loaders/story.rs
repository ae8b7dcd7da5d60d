//! The story of several files against the real Compose, and the real libraries in the settings file: what Django gets in
//! each way is what the story says, and so they agree or not.

use keyproof::{
    check::Checker,
    story::{self, Given, Got, Kind, Verdict},
};
use libtest_mimic::Failed;

use crate::oracle::{self, Answer, Question};

#[path = "../../src/story/sets.rs"]
mod sets;

/// What Django gets from each set of the tables.
pub(crate) fn sets() -> Result<(), Failed> {
    let checker = Checker::default();
    let all: Vec<_> = [sets::TUNING, sets::HELD].into_iter().flat_map(sets::sets).collect();
    let (mut asked, mut told) = (Vec::new(), Vec::new());
    for set in &all {
        let given: Vec<_> = set.files.iter().map(|(name, text)| Given { name, text }).collect();
        let story = story::tell(&given, &checker);
        let ways = story.ways.iter().map(|way| way.service.clone().unwrap_or_else(|| "alone".to_owned()));
        // A container does not have to have the files.
        let ways: Vec<_> =
            ways.flat_map(|way| if way == "alone" { vec![way] } else { vec![way.clone(), way + " bare"] }).collect();
        let of = |kind| story.files.iter().filter(move |(_, told)| *told == kind).map(|(name, _)| name);
        let binds =
            |name: &&String| set.files.iter().any(|(other, text)| other == *name && text.contains("SECRET_KEY ="));
        let question = serde_json::json!({
            "files": set.files,
            "project": of(Kind::Compose).next(),
            "settings": of(Kind::Python).find(binds).map(|name| name.trim_end_matches(".py")),
            "name": "SECRET_KEY",
        });
        asked.push((ways, question.to_string()));
        told.push(story);
    }
    let names: Vec<Vec<&str>> = asked.iter().map(|(ways, _)| ways.iter().map(String::as_str).collect()).collect();
    let questions = names.iter().zip(&asked).filter(|(names, _)| !names.is_empty());
    let questions: Vec<_> = questions.map(|(names, (_, file))| Question { names, file, loads: true }).collect();
    let mut answers = oracle::ask_each("story", &questions, &[]).into_iter();
    let (mut wrong, mut compared, mut unknown) = (Vec::new(), 0, 0);
    for ((set, story), names) in all.iter().zip(&told).zip(&names) {
        if names.is_empty() {
            continue;
        }
        let answers = answers.next().ok_or("an answer for each set")?;
        let mut keys = Vec::new();
        for (way, answer) in names.iter().zip(&answers) {
            let service = way.split(' ').next().filter(|way| *way != "alone");
            let got = story.ways.iter().find(|way| way.service.as_deref() == service).ok_or("the way")?;
            let is_so = match (&got.got, answer) {
                (Got::Unknown, _) => {
                    unknown += 1;
                    continue;
                }
                (Got::Key(key), Answer::Value(real)) => key.expose() == real,
                // Of a key that is made at each start, that it starts is all there is.
                (Got::Stops, Answer::Error(_) | Answer::Missing) | (Got::Made, Answer::Value(_)) => true,
                (Got::Stops, Answer::Value(real)) => real.is_empty(),
                _ => false,
            };
            compared += 1;
            if !is_so {
                wrong.push(format!("{way}: {answer:?} of {}, {:?}: {}", set.verdict, set.files, story.sentence));
            }
            keys.push(answer);
        }
        let is_same = keys.windows(2).all(|two| two[0] == two[1]);
        if story.verdict == Verdict::Agree && !is_same || story.verdict == Verdict::Differ && is_same {
            wrong.push(format!("{keys:?} of {:?}: {}", set.files, story.sentence));
        }
    }
    if !wrong.is_empty() {
        return Err(format!("{} wrong\n{}", wrong.len(), wrong.join("\n")).into());
    }
    println!("story: {} sets, {compared} ways as the real ones, {unknown} not told", all.len());
    Ok(())
}
