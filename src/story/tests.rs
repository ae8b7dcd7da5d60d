//! Sets of files with the right story: of each half of the table, the first was looked at while the rules were written.

use super::*;

const TUNING: &str = include_str!("sets_tuning.txt");

/// A set of files, and what is right of it.
struct Set<'a> {
    verdict: &'a str,
    ways: Vec<(&'a str, &'a str)>,
    ids: Vec<&'a str>,
    files: Vec<Given<'a>>,
}

fn sets(table: &'static str) -> Vec<Set<'static>> {
    let set = |text: &'static str| {
        let mut parts = text.split("\n== ");
        let mut head = parts.next().unwrap_or_default().lines();
        let verdict = head.next().unwrap_or_default();
        let mut set = Set { verdict, ways: Vec::new(), ids: Vec::new(), files: Vec::new() };
        for line in head {
            match line.split_once(' ') {
                Some(("?", way)) => set.ways.push(way.split_once(" = ").expect("a way")),
                Some(("!", ids)) => set.ids.extend(ids.split(' ')),
                _ => panic!("{line}"),
            }
        }
        set.ids.sort_unstable();
        for part in parts {
            let (name, text) = part.split_once('\n').expect("a file");
            set.files.push(Given { name, text });
        }
        set
    };
    table.split("%% ").skip(1).map(set).collect()
}

/// Told of any set.
const USUAL: [&str; 4] = ["sets", "reads", "gives", "without"];

fn wrong(set: &Set<'_>, checker: &Checker) -> Option<String> {
    let story = tell(&set.files, checker);
    let got = |way: &Way| match &way.got {
        Got::Key(key) => key.expose().to_owned(),
        Got::Made => "made".to_owned(),
        Got::Stops => "-".to_owned(),
        Got::Unknown => "?".to_owned(),
    };
    let ways: Vec<_> = story.ways.iter().map(|way| (way.service.as_deref().unwrap_or("alone"), got(way))).collect();
    let mut ids: Vec<_> = story.clauses.iter().map(|clause| clause.id).filter(|id| !USUAL.contains(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    let told: Vec<_> = story.clauses.iter().map(|clause| clause.text.clone()).collect();
    let told = [&[story.sentence.clone()][..], &told].concat().join("\n  ");
    if std::env::var_os("TOLD").is_some() {
        println!("{}: {:?}\n  {told}\n", story.verdict.id(), set.files.iter().map(|file| file.name).collect::<Vec<_>>());
    }
    let is_right = story.verdict.id() == set.verdict
        && ways.iter().map(|(service, got)| (*service, &got[..])).eq(set.ways.iter().copied())
        && ids == set.ids;
    (!is_right).then(|| {
        format!("{}, not {}; {ways:?}, not {:?}; {ids:?}, not {:?}\n  {told}", story.verdict.id(), set.verdict, set.ways, set.ids)
    })
}

fn right(table: &'static str) {
    let checker = Checker::default();
    let sets = sets(table);
    let wrong: Vec<_> = sets.iter().filter_map(|set| wrong(set, &checker)).collect();
    println!("{} of {} sets are told right", sets.len() - wrong.len(), sets.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), sets.len(), wrong.join("\n"));
}

#[test]
fn the_sets_that_were_looked_at_are_told_right() {
    right(TUNING);
}
