//! What the models are held to, and what each must keep.

mod upstream;

use proptest::strategy::Strategy as _;

use super::*;
use crate::reading::{Bound, Note, Reason, Stop};

/// What a case expects: as [`Reading`], without the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Value(&'static str),
    Missing,
    Refused,
    Unknown,
}

/// Holds `loader`'s reading of the variable `K` against what each case expects. With
/// `KEYPROOF_ORACLES=1` the real loader has to give the same (a shell is asked only where the
/// model knows).
#[track_caller]
pub(crate) fn reads(loader: &Loader, cases: &[(&str, Expected)]) {
    let name = VariableName::parse("K").expect("a name");
    for (file, expected) in cases {
        let got = match loader.read(file, &name, &Environment::EMPTY) {
            Reading::Value { text, .. } => oracle::Answer::Value(text.expose().to_owned()),
            Reading::Missing { .. } => oracle::Answer::Missing,
            Reading::Refused(_) => oracle::Answer::Error(String::new()),
            Reading::Unknown(_) => {
                assert_eq!(*expected, Expected::Unknown, "{file:?}");
                continue;
            }
        };
        assert_ne!(*expected, Expected::Unknown, "{got:?} of {file:?}");
        expected.hold(&got, file);
    }
    if loader.tested == Tested::Real && std::env::var_os("KEYPROOF_ORACLES").is_some() {
        let files: Vec<_> = cases.iter().map(|(file, _)| (*file).to_owned()).collect();
        for ((file, expected), answer) in cases.iter().zip(oracle::ask(loader.id, "K", &files)) {
            expected.hold(&answer, &format!("the real loader, of {file:?}"));
        }
    }
}

/// Holds the notes of `loader`'s reading of the variable `K` against what each case expects: the
/// part of the file that each is about, and why.
#[track_caller]
pub(crate) fn notes(loader: &Loader, cases: &[(&str, &[(&str, Reason)])]) {
    let name = VariableName::parse("K").expect("a name");
    for (file, expected) in cases {
        let notes = all_notes(loader.read(file, &name, &Environment::EMPTY));
        let notes: Vec<_> = notes.iter().map(|note| (&file[note.span.clone()], note.reason)).collect();
        assert_eq!(notes, *expected, "{file:?}");
    }
}

fn all_notes(reading: Reading) -> Vec<Note> {
    match reading {
        Reading::Value { notes, .. } | Reading::Missing { notes } => notes,
        Reading::Refused(note) | Reading::Unknown(note) => vec![note],
    }
}

impl Expected {
    #[track_caller]
    fn hold(&self, answer: &oracle::Answer, what: &str) {
        match (self, answer) {
            (Self::Value(expected), oracle::Answer::Value(value)) => assert_eq!(value, expected, "{what}"),
            (Self::Missing, oracle::Answer::Missing)
            | (Self::Refused, oracle::Answer::Error(_))
            | (Self::Unknown, _) => {}
            _ => panic!("{self:?} was expected of {what}, not {answer:?}"),
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_noted_within_its_characters(
        pieces in proptest::collection::vec(
            proptest::prop_oneof![
                proptest::sample::select(&["K", "=", "'", "\"", "`", "$", "{", "}", "#", "\\", " ", "\t", "\r",
                    "\n", "\u{feff}", "export ", "K=", ":", "-", "(", ")", "é", "\u{a0}", "\0", "%", "[", "]"][..])
                    .prop_map(str::to_owned),
                ".{0,4}",
            ],
            0..24,
        ),
    ) {
        let file = pieces.concat();
        let name = VariableName::parse("K").expect("a name");
        for loader in ALL {
            for note in all_notes(loader.read(&file, &name, &Environment::EMPTY)) {
                proptest::prop_assert!(file.get(note.span.clone()).is_some(), "{}: {note:?} in {file:?}", loader.id);
            }
        }
    }
}

proptest::proptest! {
    /// Asked for one variable, a model says the same of every other as when it is asked for that, and leaves out none.
    #[test]
    fn any_file_is_read_whole(
        lines in proptest::collection::vec(
            (proptest::sample::select(&["K", "J", "H", "J2", "export K", "set -x J", "J=a H", "J+"][..]),
                "(=|: |=\"|='|==| = ){1}", "[ab$ #'\"{}\\\\%`KJH-]{0,6}", 0..3_usize, proptest::bool::ANY),
            0..7,
        ),
        form in 0..ALL.len(),
    ) {
        let ends = ["\n", "'\n", "\"\n"];
        let form = ALL[form].form;
        let mut before = form.first;
        let line = |(name, between, value, end, own): &(&str, String, String, usize, bool)| match own {
            true => [std::mem::replace(&mut before, form.further), name, form.between, value, form.after, "\n"].concat(),
            false => [name, &between[..], value, ends[*end]].concat(),
        };
        let lines: Vec<_> = lines.iter().map(line).collect();
        for file in [lines.concat(), [form.head, &lines.concat()].concat()] {
            for loader in ALL {
                let ask = |name: &str| (loader.load)(&file, &Environment::EMPTY, &VariableName::of_file(name));
                let whole = ask("K");
                for name in whole.bindings.iter().map(|binding| &*binding.name).chain(["J", "H", "J2", "zz"]) {
                    let same = match (&whole.end, ask(name)) {
                        (Some(stop), asked) => asked.end.as_ref() == Some(stop),
                        // Where case is of no matter, it has the others' names in small letters.
                        (None, asked) => {
                            let whole = whole.get(name).or_else(|| whole.get(&name.to_ascii_lowercase()));
                            asked.end.is_none() && alike(asked.get(name), whole)
                        }
                    };
                    proptest::prop_assert!(same, "{}: {name} of {file:?}", loader.id);
                }
            }
        }
    }
}

/// Whether the same is said of a variable; where a stop is seen may hang on which one was asked for.
fn alike(one: Option<&Bound<'_>>, other: Option<&Bound<'_>>) -> bool {
    let reason = |stop: &Stop| match stop {
        Stop::Refused(note) | Stop::Unknown(note) => note.reason,
    };
    match (one, other) {
        (Some(Bound::Stops(one)), Some(Bound::Stops(other))) => reason(one) == reason(other),
        _ => one == other,
    }
}

/// Values that refer to each other, each twice or a thousand times to the one before.
#[test]
fn values_grow_no_further_than_the_file_is_long() {
    let name = VariableName::parse("K").expect("a name");
    for loader in ALL {
        let form = loader.form;
        for (before, after) in [("$", ""), ("${", "}"), ("%(", ")s"), ("$(", ")"), ("${", ":-x}"), ("${{", "}}")] {
            for (deep, wide, long) in [(60, 2, 3000), (9, 3, 3000), (2, 1000, 20_000), (9, 40, 1)] {
                let mut file = form.head.to_owned();
                for number in 0..=deep {
                    let refer = [before, &format!("A{}", number.max(1) - 1), after, "."].concat();
                    let value = if number == 0 { "x".repeat(long) } else { refer.repeat(wide) };
                    let key = if number == deep { "K".to_owned() } else { format!("A{number}") };
                    let begin = if number == 0 { form.first } else { form.further };
                    file += &[begin, &key, form.between, "\"", &value, "\"", form.after, "\n"].concat();
                }
                if let Reading::Value { text, .. } = loader.read(&file, &name, &Environment::EMPTY) {
                    let most = 16 * common::most(&file);
                    assert!(text.expose().len() <= most, "{}: {}", loader.id, text.expose().len());
                }
            }
        }
    }
}

#[test]
fn every_file_of_the_folder_is_registered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/loader");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.replace('_', "-")))
        .filter(|id| id != "common" && id != "tests")
        .collect();
    let mut ids: Vec<_> = ALL.iter().map(|loader| loader.id).collect();
    files.sort_unstable();
    ids.sort_unstable();
    assert_eq!(files, ids);
}
