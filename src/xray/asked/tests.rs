//! Texts, and what is found out of them.

use super::*;
use crate::loader;

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
