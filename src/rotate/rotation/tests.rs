use super::*;
use crate::{
    name::VariableName,
    random::RandomError,
    rotate::{
        packages,
        steps::{ALL, At, Code},
    },
};

const KEY: &str = "a-new-key-0123456789-abcdefghijklmnopqrstuvwxyz-0123";

fn current(destination: &str) -> Current {
    Current {
        destination: Destination::find(destination).expect("a destination"),
        name: VariableName::parse("SECRET_KEY").expect("a name"),
        version: None,
        key: Ok(Secret::from(KEY)),
        replace: None,
    }
}

fn today() -> Date {
    Date::parse("2026-11-26").expect("a day")
}

fn opened(cause: Cause, current: Current) -> Rotation {
    let mut rotation = Rotation::new(current);
    rotation.open(cause, today());
    rotation
}

fn planned() -> Rotation {
    opened(Cause::Planned, current("python-decouple"))
}

fn in_store(piece: Piece) -> Current {
    Current { replace: Some(("A Store", piece)), ..current("anywhere") }
}

#[track_caller]
fn written(rotation: &Rotation, part: Part, wanted: Option<&str>) {
    assert_eq!(rotation.written(part).map(|line| line.text.expose().to_owned()).as_deref(), wanted);
    assert_eq!(rotation.copied(part).map(|text| text.expose().to_owned()).as_deref(), wanted);
}

#[track_caller]
fn shown(rotation: &Rotation, part: Part) -> Shown {
    rotation.shown(part).expect("it is shown")
}

#[track_caller]
fn secret(rotation: &Rotation, part: Part, place: &str, copy: &str, is_there: bool, problem: &str) {
    let content = Content::Secret { is_there, problem: problem.to_owned() };
    let wanted = Shown { place: place.to_owned(), content, copy: rotation.shown(part).map_or("", |shown| shown.copy) };
    assert_eq!(shown(rotation, part), wanted);
    assert_eq!(wanted.copy, copy);
}

#[test]
fn nothing_is_shown_before_a_door_is_chosen() {
    let mut rotation = Rotation::new(current("anywhere"));
    rotation.choose(Select::Engine, 1);
    rotation.typed(Text::Own, "60".to_owned());
    rotation.toggle_rolling();
    rotation.old_keys(Secret::from("an-old-key"));
    assert!(rotation.plan().is_none());
    for part in ALL.iter().flat_map(|step| step.parts) {
        assert_eq!(rotation.shown(*part), None);
        written(&rotation, *part, None);
    }
    assert_eq!(rotation.entry(today(), crate::make::Maker::default().random()), Err(Said::NoDay));
}

#[test]
fn a_door_brings_its_lines() {
    let rotation = planned();
    let new = format!("SECRET_KEY={KEY}");
    let next = format!("SECRET_KEY_FALLBACK={KEY}");
    written(&rotation, Part::New, Some(&new));
    written(&rotation, Part::NewAsFallback, Some(&next));
    written(&rotation, Part::Old, None);
    secret(&rotation, Part::New, ".env", "Copy line", true, "");
    secret(&rotation, Part::NewAsFallback, ".env", "Copy fallback line", true, "");
    secret(&rotation, Part::Old, ".env", "Copy old key’s line", false, "");
    let labels = [Code::Settings, Code::Rename, Code::Count, Code::Search].map(|code| {
        let shown = shown(&rotation, Part::Code(code));
        assert!(matches!(shown.content, Content::Code(text) if !text.is_empty()));
        shown.copy
    });
    assert_eq!(labels, ["Copy the lines", "Copy the name", "Copy the command", "Copy the command"]);
    assert_eq!(rotation.shown(Part::Store), None);
}

#[test]
fn the_other_door_keeps_what_was_chosen() {
    let mut rotation = planned();
    rotation.choose(Select::Engine, Select::Engine.options().len() - 1);
    rotation.typed(Text::Day, "2026-12-01".to_owned());
    rotation.open(Cause::Leaked, today());
    let plan = rotation.plan().expect("a plan");
    assert_eq!(
        (plan.cause, plan.engine, rotation.text(Text::Day)),
        (Cause::Leaked, Engine::SignedCookies, "2026-12-01")
    );
    // There is nothing to clear.
    assert_eq!(rotation.shown(Part::Code(Code::Clear)), None);
}

#[test]
fn each_list_has_what_the_plan_has() {
    let mut rotation = planned();
    for list in Select::ALL {
        for at in (0..list.options().len()).rev() {
            rotation.choose(list, at);
            assert_eq!(list.chosen(rotation.plan().expect("a plan")), at, "{list:?}");
        }
        rotation.choose(list, 99);
        assert_eq!(list.chosen(rotation.plan().expect("a plan")), 0, "{list:?}");
    }
    assert!(rotation.is_unfolded() && !planned().is_unfolded());
}

#[test]
fn the_set_up_says_which_django() {
    let with =
        |version| opened(Cause::Planned, Current { version, ..current("anywhere") }).plan.map(|plan| plan.django);
    assert_eq!(with(Some("3.2")), Some(Django::Before41));
    assert_eq!(with(None), Some(Django::Later));
}

#[test]
fn without_overlap_no_instance_has_to_know_the_key_first() {
    let mut rotation = planned();
    rotation.toggle_rolling();
    assert_eq!(rotation.shown(Part::NewAsFallback), None);
    rotation.toggle_rolling();
    assert!(rotation.shown(Part::NewAsFallback).is_some());
}

#[test]
fn a_store_is_given_the_key_alone() {
    let rotation = opened(Cause::Planned, in_store(Piece::Code("put it there\n".to_owned())));
    written(&rotation, Part::New, Some(KEY));
    written(&rotation, Part::NewAsFallback, Some(KEY));
    secret(&rotation, Part::New, "A Store", "Copy key", true, "");
    secret(&rotation, Part::NewAsFallback, "A Store, as SECRET_KEY_FALLBACK", "Copy key as fallback", true, "");
    let command = rotation.copied(Part::Store).map(|text| text.expose().to_owned());
    assert_eq!(command.as_deref(), Some("put it there\n"));
    assert_eq!(shown(&rotation, Part::Store).copy, "Copy the command that replaces");
    // Its lines of settings.py read the environment, whoever reads the file.
    assert!(rotation.plan().is_some_and(|plan| plan.settings().contains("os.environ")));
    assert!(rotation.of_store().is_some_and(|words| words.contains("asks A Store itself")));
    assert_eq!(planned().of_store(), None);
    let by_hand = opened(Cause::Planned, in_store(Piece::Words("Paste it.".to_owned())));
    let content = Content::Words("Paste it.".to_owned());
    assert_eq!(shown(&by_hand, Part::Store), Shown { place: "A Store".to_owned(), content, copy: "" });
    assert!(by_hand.copied(Part::Store).is_none());
}

#[test]
fn why_there_is_no_line() {
    let why = |key| {
        let rotation = opened(Cause::Planned, Current { key, ..current("anywhere") });
        written(&rotation, Part::New, None);
        match shown(&rotation, Part::New).content {
            Content::Secret { is_there: false, problem } => problem,
            other => panic!("{other:?}"),
        }
    };
    assert!(why(Err(NoLine::Own)).starts_with("Press New key on Make first."));
    assert_eq!(why(Err(NoLine::NoKey("Enter a length.".to_owned()))), "Enter a length.");
    // Split at commas, it would be two; and with a newline no line of a file has it.
    let mut rotation = opened(Cause::Planned, Current { key: Ok(Secret::from("a,b")), ..current("anywhere") });
    rotation.choose(Select::Carry, 1);
    let problem = "Give each old key its own variable. This key doesn’t get through a list.";
    secret(&rotation, Part::New, ".env", "Copy line", false, problem);
    rotation.open(Cause::Leaked, today());
    secret(&rotation, Part::New, ".env", "Copy line", true, "");
    assert!(why(Ok(Secret::from("a\nb'\"`"))).starts_with("Use another key."));
}

#[test]
fn old_keys_have_lines_or_a_reason() {
    let mut rotation = planned();
    rotation.old_keys(Secret::from("old-one\nold-two"));
    written(&rotation, Part::Old, Some("SECRET_KEY_FALLBACK=old-one\nSECRET_KEY_FALLBACK_2=old-two"));
    secret(&rotation, Part::Old, ".env", "Copy old key’s line", true, "");
    assert!(rotation.plan().is_some_and(|plan| plan.settings().contains("FALLBACK_2")));
    rotation.old_keys(Secret::from("1\n2\n3\n4\n5\n6"));
    secret(&rotation, Part::Old, ".env", "Copy old key’s line", false, &NotAList::TooMany.to_string());
    // Another loader, and the keys that are typed are written for that.
    rotation.old_keys(Secret::from("o,ne"));
    rotation.choose(Select::Carry, 1);
    assert!(rotation.written(Part::Old).is_some());
    rotation.follow(current("anywhere"));
    secret(&rotation, Part::Old, ".env", "Copy old key’s line", false, &NotAList::Comma.to_string());
    rotation.old_keys(Secret::from(""));
    secret(&rotation, Part::Old, ".env", "Copy old key’s line", false, "");
}

#[test]
fn the_day_on_which_the_old_key_goes() {
    let mut rotation = planned();
    assert_eq!(rotation.drop_words(), "Remove the old key on or after Friday, 11 December 2026.");
    assert_eq!(
        Text::ALL.map(|text| rotation.hint(text)).map(Option::unwrap_or_default),
        ["", "14 days", "3 days", "none"]
    );
    rotation.typed(Text::Own, "60 * 60 * 24 * 30".to_owned());
    assert_eq!(rotation.drop_words(), "Remove the old key on or after Sunday, 27 December 2026.");
    assert!(
        rotation.entry(today(), crate::make::Maker::default().random()).is_ok_and(|entry| entry.contains("20261227"))
    );
    // What is no number leaves no day: with the ages of before it would be too early.
    rotation.typed(Text::Own, "60 days".to_owned());
    assert_eq!(rotation.drop_words(), "Type each time in seconds.");
    assert!(rotation.hint(Text::Own).is_some_and(|hint| hint.starts_with("Seconds, as in settings.py")));
    assert_eq!(rotation.entry(today(), crate::make::Maker::default().random()), Err(Said::NoDay));
    rotation.typed(Text::Own, "86399".to_owned());
    assert_eq!(rotation.hint(Text::Own).as_deref(), Some("less than a day"));
    rotation.typed(Text::Own, "86400".to_owned());
    assert_eq!(rotation.hint(Text::Own).as_deref(), Some("1 day"));
    rotation.typed(Text::Day, "tomorrow".to_owned());
    assert_eq!(rotation.drop_words(), "Type the day as 2026-01-31.");
}

#[test]
fn packages_say_what_comes_first() {
    let mut rotation = planned();
    let first = |rotation: &Rotation, id| {
        let package = packages::ALL.iter().find(|package| package.id == id).expect("a package");
        rotation.before(package).is_some()
    };
    assert!(!first(&rotation, "django_cryptography") && rotation.yours().is_none());
    assert!(rotation.no_packages().is_none());
    for (pasted, is_said) in
        [("hello, here is my key", true), ("django==5.2\n", true), (" \n", false), ("wagtail", false)]
    {
        rotation.packages(pasted);
        assert_eq!(rotation.no_packages().is_some(), is_said, "{pasted}");
    }
    rotation.packages("django-cryptography==1.1\nwagtail\ndjango-nobody-knows==1\nrequests==2\n");
    assert!(first(&rotation, "django_cryptography") && !first(&rotation, "wagtail"));
    let yours = rotation.yours().expect("packages");
    assert_eq!(
        yours.summary(),
        "2 packages are known here. Not known here, so not said to be safe: django-nobody-knows 1.0.0. Not looked at: 1 with other names."
    );
    assert!(yours.known.iter().all(|known| known.told().count() > 0));
    let told = yours.known.iter().map(|known| known.told().count()).sum::<usize>();
    assert!(told < yours.known.iter().map(|known| known.facts().count()).sum());
}

#[test]
fn each_part_has_a_place_of_its_own() {
    let mut seen = Vec::new();
    for (step, what) in ALL.iter().enumerate() {
        for (number, part) in what.parts.iter().enumerate() {
            let at = At::new(step, number);
            assert_eq!((At::of(at.number()), at.part()), (at, Some(*part)));
            assert!(!seen.contains(&at));
            seen.push(at);
        }
    }
    assert_eq!(At::first(Part::Day).part(), Some(Part::Day));
    assert_eq!(At::new(99, 0).part(), None);
}

/// A browser without randomness.
struct Broken;
impl Source for Broken {
    fn fill(&mut self, _: &mut [u8]) -> Result<(), RandomError> {
        Err(RandomError::Missing)
    }
}

#[test]
fn what_a_press_came_to() {
    assert_eq!(
        [(true, false), (false, true), (false, false)].map(|(done, is)| Said::copied(done, is)),
        [Said::Copied, Said::Selected, Said::NotCopied]
    );
    assert!(Said::Saved.words().contains(Said::FILE));
    assert_eq!(planned().entry(today(), Broken), Err(Said::NoRandom(RandomError::Missing)));
}
