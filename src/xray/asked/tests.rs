//! Texts, and what is found out of them.

use super::*;
use crate::{check::Verdict, loader};

/// What is found out of `text`, all asked to the end.
fn asked(text: &str, destination: &str) -> Asked {
    let destination = Destination::find(destination).expect("a destination");
    let mut asked = Asked::new(Maker::default(), destination);
    asked.text(text);
    while asked.go_on(text) {}
    asked
}

fn fixed(asked: &Asked) -> Option<&str> {
    match asked.fixed()? {
        Fixed::Text(text) => Some(text.expose()),
        Fixed::Refused(_) => None,
    }
}

#[test]
fn who_is_asked_and_what_is_said() {
    let one = asked("SECRET_KEY='ab'\n", "python-decouple");
    assert_eq!(one.status(), "python-decouple reads the key as it is written.");
    assert!(one.unasked() > 40 && !one.differs());
    let two = asked("SECRET_KEY=a$b\n", "python-decouple+python-dotenv+compose-env-file");
    assert_eq!(two.heading(0), "python-decouple, python-dotenv read");
    assert!(two.differs());
    assert_eq!(fixed(&two), Some("SECRET_KEY='a$b'\n"));
    let plain = asked("SECRET_KEY=abc\n", "anywhere");
    assert!(!plain.differs() && plain.status().contains("want another form of line"), "{}", plain.status());
    let services = |other: &str| {
        let service = |name: &str, key: &str| format!("  {name}:\n    environment:\n      SECRET_KEY: {key}\n");
        asked(&["services:\n", &service("web", "ab"), &service("worker", other)].concat(), "compose-yaml")
    };
    assert_eq!(services("ab").status(), "compose.yaml reads the key as it is written.");
    let uneven = "compose.yaml reads another value for some services or containers than for others.";
    assert_eq!(services("cd").status(), uneven);
    assert!(services("cd").services_differ() && !services("ab").services_differ());
    let none = asked("hello", "anywhere");
    assert!(none.names().is_empty() && none.status().is_empty());
}

#[test]
fn only_what_arrives_is_good() {
    let standing = |text: &str, destination: &str| asked(text, destination).standing();
    assert_eq!(standing("SECRET_KEY=abc\n", "anywhere"), Standing::Alike);
    assert_eq!(standing("SECRET_KEY='ab'\n", "python-decouple"), Standing::Alike);
    assert_eq!(standing("SECRET_KEY=a$b\n", "python-decouple+python-dotenv+compose-env-file"), Standing::Differ);
    // It does more than set a variable, or the value is elsewhere.
    assert_eq!(standing("SECRET_KEY=$(pwgen 50)\n", "bash"), Standing::Open);
    let compose = "services:\n  web:\n    environment:\n      SECRET_KEY: ";
    let with = |value: &str| standing(&[compose, value, "\n"].concat(), "compose-yaml");
    assert_eq!(with("${SECRET_KEY}"), Standing::Open);
    assert_eq!(with("\"abc$$def$GHI0123456789012345678901234567890123456789\""), Standing::Changed);
    assert_eq!(with("abcdef"), Standing::Alike);
    assert_eq!(Asked::default().standing(), Standing::Alike);
    let mut begun = Asked::new(Maker::default(), Destination::Anywhere);
    begun.text("SECRET_KEY=abc\n");
    assert_eq!(begun.standing(), Standing::Open);
    let classes = [Standing::Alike, Standing::Open, Standing::Changed].map(Standing::class);
    assert_eq!(classes, ["reads", "reads open", "reads differ"]);
}

#[test]
fn a_good_key_that_is_read_differently_is_not_said_to_arrive() {
    let headline = |text: &str, destination: &str, verdict| {
        let headline = asked(text, destination).headline(verdict);
        (headline.sign(), headline.title(), headline.advice().unwrap_or_default())
    };
    let strong = ("✓", "Looks strong", "");
    assert_eq!(headline("SECRET_KEY=abc\n", "anywhere", Verdict::Fit), strong);
    let (differ, of) = ("Strong, but read differently", "python-decouple+python-dotenv+compose-env-file");
    let fixed = "Use the text below. All of them read it the same way.";
    assert_eq!(headline("SECRET_KEY=a$b\n", of, Verdict::Fit), ("!", differ, fixed));
    let services = "services:\n  web:\n    environment:\n      SECRET_KEY: ab\n  worker:\n    environment:\n      SECRET_KEY: cd\n";
    let same = "Give all that run Django the same value.";
    assert_eq!(headline(services, "compose-yaml", Verdict::Fit), ("!", differ, same));
    assert_eq!(headline(services, "compose-yaml", Verdict::Weak), ("!", "Weak", ""));
    assert_eq!(headline(services, "compose-yaml", Verdict::Broken), ("✗", "Broken", ""));
    let unfixed = asked("A=`pwd`\nSECRET_KEY=\"a'b$c\"\n", "anywhere").headline(Verdict::Fit);
    assert_eq!(unfixed.advice(), Some("See below what each one reads."));
}

#[test]
fn what_is_meant_is_what_the_lines_carry() {
    let text = "SECRET_KEY=a#b\n";
    let mut asked = asked(text, "python-decouple+npm-dotenv-17");
    assert_eq!(asked.is_meant(0), None);
    let cut = (0..asked.groups().len()).find(|at| asked.value_of(*at).is_some_and(|value| value.expose() == "a"));
    asked.mean(cut.expect("a group"));
    while asked.go_on(text) {}
    assert_eq!(fixed(&asked), Some("SECRET_KEY=a\n"));
    let other = (0..2).find(|at| asked.is_meant(*at) == Some(false)).expect("the other");
    assert_eq!(asked.difference(other).expect("they differ").carets(), " ^^");
    let (lines, helpless) = asked.lines(other);
    assert_eq!(lines.as_ref().map(Secret::expose), Some("# python-decouple\nSECRET_KEY=a\n"));
    assert!(helpless.is_empty());
}

#[test]
fn what_runs_comes_first() {
    let asked = asked("SECRET_KEY=\"a`b`#c\"\n", "posix-shell+python-dotenv");
    assert_eq!(asked.reasons()[0].reason, Reason::Runs);
    assert_eq!(asked.labels(&asked.runs()), loader::find("posix-shell").expect("a loader").label);
}

/// A long text is read in turns.
#[test]
fn a_turn_is_short() {
    let text = ["SECRET_KEY=abc\n", &"A=b\n".repeat(100_000)].concat();
    let mut asked = Asked::new(Maker::default(), Destination::Anywhere);
    asked.text(&text);
    assert!(asked.go_on(&text));
    assert!(asked.status().starts_with("Checking SECRET_KEY in "));
}
