//! The tables of sets, and what holds of any files.

use super::*;

#[path = "sets.rs"]
mod sets;

use sets::{HELD, Set, TUNING};

/// Told of any set.
const USUAL: [&str; 4] = ["sets", "reads", "gives", "without"];

fn given(set: &Set) -> Vec<Given<'static>> {
    set.files.iter().map(|(name, text)| Given { name, text }).collect()
}

fn words(story: &Story) -> String {
    let clauses = story.clauses.iter().map(|clause| &clause.text);
    [&story.sentence].into_iter().chain(clauses).cloned().collect::<Vec<_>>().join("\n  ")
}

fn wrong(set: &Set, checker: &Checker) -> Option<String> {
    let story = tell(&given(set), checker);
    let got = |way: &Way| match &way.got {
        Got::Key(key) => key.expose().to_owned(),
        Got::Made => "made".to_owned(),
        Got::Stops => "-".to_owned(),
        Got::Unknown => "?".to_owned(),
    };
    let ways: Vec<_> = story.ways.iter().map(|way| (way.service.as_deref().unwrap_or("alone"), got(way))).collect();
    let mut ids: Vec<_> =
        story.clauses.iter().map(|clause| clause.topic.id()).filter(|id| !USUAL.contains(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    let names: Vec<_> = set.files.iter().map(|(name, _)| name).collect();
    let told = format!("{} {names:?}\n  {}", story.verdict.id(), words(&story));
    println!("{told}\n");
    let is_right = story.verdict.id() == set.verdict
        && ways.iter().map(|(service, got)| (*service, &got[..])).eq(set.ways.iter().copied())
        && ids == set.ids;
    (!is_right).then(|| format!("not {}, {:?}, {:?}: {ways:?} {ids:?} {told}", set.verdict, set.ways, set.ids))
}

fn right(table: &'static str) {
    let checker = Checker::default();
    let sets = sets::sets(table);
    let wrong: Vec<_> = sets.iter().filter_map(|set| wrong(set, &checker)).collect();
    println!("{} of {} sets are told right", sets.len() - wrong.len(), sets.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), sets.len(), wrong.join("\n"));
}

#[test]
fn the_sets_that_were_looked_at_are_told_right() {
    right(TUNING);
}

#[test]
fn the_sets_that_were_held_back_are_told_right() {
    right(HELD);
}

#[test]
fn no_key_is_in_the_words() {
    let checker = Checker::default();
    for set in [TUNING, HELD].into_iter().flat_map(sets::sets) {
        let story = tell(&given(&set), &checker);
        let words = words(&story);
        for way in &story.ways {
            let Got::Key(key) = &way.got else { continue };
            for piece in key.expose().as_bytes().windows(8) {
                assert!(!words.as_bytes().windows(8).any(|other| other == piece), "{words}");
            }
        }
    }
}

#[test]
fn what_files_are_told_to_be() {
    let kinds = |files: &[(&str, &str)]| {
        let given: Vec<_> = files.iter().map(|(name, text)| Given { name, text }).collect();
        told(&given).into_iter().map(|(name, kind)| format!("{name} {kind:?}")).collect::<Vec<_>>().join(", ")
    };
    let env = "SECRET_KEY=a\n";
    let compose = "services:\n  web:\n    environment:\n      SECRET_KEY: a\n";
    let settings = "SECRET_KEY = config('SECRET_KEY')\n";
    assert_eq!(
        kinds(&[("", env), ("", compose), ("", settings), ("", env), ("", "a b")]),
        ".env Env, compose.yaml Compose, settings.py Python, .env (2) Env, pasted text Other"
    );
    assert_eq!(
        kinds(&[(".env.prod", env), ("prod.env", env), ("docker-compose.yml", compose), ("prod.py", "A = 1\n")]),
        ".env.prod Env, prod.env Env, docker-compose.yml Compose, prod.py Python"
    );
    assert_eq!(
        kinds(&[("manifest.yml", "kind: Secret\n"), ("Dockerfile", env)]),
        "manifest.yml Other, Dockerfile Other"
    );
    assert_eq!(kinds(&[(".env", env), ("", env)]), ".env Env, .env (2) Env");
    assert_eq!(kinds(&[(".env", &"A=b\n".repeat(20_000))]), ".env Other");
}

#[test]
fn files_of_one_name_are_not_told_apart() {
    let env = |text| Given { name: ".env", text };
    let settings =
        Given { name: "settings.py", text: "from decouple import config\nSECRET_KEY = config('SECRET_KEY')\n" };
    let story = tell(&[env("SECRET_KEY=a"), env("SECRET_KEY=b"), settings], &Checker::default());
    assert_eq!(story.verdict, Verdict::Unknown);
    assert!(story.clauses.iter().any(|clause| clause.topic == Topic::TwiceNamed), "{}", words(&story));
}

/// What makes them agree is a line, and with it they do.
#[test]
fn the_line_makes_them_agree() {
    let checker = Checker::default();
    let mut count = 0;
    for set in sets::sets(TUNING) {
        let files = given(&set);
        let story = tell(&files, &checker);
        let Some(line) = &story.line else { continue };
        let file = [line.text.expose(), "\n"].concat();
        let mended: Vec<_> = files
            .iter()
            .enumerate()
            .map(|(at, given)| if at == line.file { Given { text: &file, ..*given } } else { *given })
            .collect();
        let mended = tell(&mended, &checker);
        assert!(matches!(mended.verdict, Verdict::Agree | Verdict::One), "{}", words(&mended));
        count += 1;
    }
    assert!(count >= 3, "{count}");
}

proptest::proptest! {
    #[test]
    fn any_files_are_told_of(
        pieces in proptest::collection::vec(
            (
                proptest::sample::select(&["", ".env", "a.env", "compose.yaml", "settings.py", "b.py", "Dockerfile"][..]),
                proptest::collection::vec(
                    proptest::sample::select(&[
                        "SECRET_KEY", "=", ": ", "\n", "services:\n  web:\n", "    env_file: ", "a.env", "    environment:\n",
                        "      ", "- ", "${SECRET_KEY}", "$a", "'", "import os\n", "os.environ[", "]", "load_dotenv(", ")",
                        "from decouple import config\n", "config('SECRET_KEY')", " = ", "\u{e9}", "a", "if a:\n  ", "#",
                    ][..]),
                    0..12,
                ),
            ),
            0..5,
        ),
    ) {
        let files: Vec<(&str, String)> = pieces.iter().map(|(name, text)| (*name, text.concat())).collect();
        let given: Vec<_> = files.iter().map(|(name, text)| Given { name, text }).collect();
        let story = tell(&given, &Checker::default());
        proptest::prop_assert!(!story.sentence.is_empty());
    }
}
