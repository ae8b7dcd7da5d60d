//! A placeholder: text that stands where a key should stand.
//!
//! Templates and tutorials have one, and everyone who has read them knows it.
//!
//! `change-me`, `your-secret-key-here`, `${SECRET_KEY}`, `{{ secret_key }}`, `<secret>`
//!
//! What to do: put a new key in its place.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "placeholder", source: "words that templates and tutorials put in the place of a key", find };

/// Words of placeholders, without what stands between them.
const WORDS: &[&str] = &[
    "changeme",
    "changethis",
    "replaceme",
    "replacethis",
    "placeholder",
    "yoursecretkey",
    "secretkey",
    "mysecret",
    "supersecret",
    "topsecret",
    "secret",
    "djangokey",
    "insecure",
    "notsecure",
    "unsafe",
    "example",
    "dummy",
    "sample",
    "default",
    "password",
    "passwort",
    "django",
    "foobar",
    "testing",
    "production",
    "development",
    "please",
    "generate",
    "something",
    "random",
    "string",
    "insert",
    "your",
    "here",
    "todo",
    "fixme",
    "test",
    "dev",
    "key",
    "this",
    "with",
    "change",
    "replace",
    "very",
    "long",
    "not",
    "use",
    "for",
    "the",
    "my",
    "in",
    "me",
    "to",
    "do",
    "a",
];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    if !is_template(core) && !is_words(core) {
        return None;
    }
    Some(Hit {
        severity: Severity::Unsafe,
        span: subject.core_span(),
        sentence: "It is a placeholder: text that stands where a key should stand.".to_owned(),
        remedy: "Put a new key in its place.",
        bits: Some(0.0),
    })
}

/// Whether a program should have put a value here.
fn is_template(text: &str) -> bool {
    [("${", "}"), ("{{", "}}"), ("<", ">"), ("%(", ")s"), ("[", "]")].iter().any(|(open, close)| {
        let inside = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inside.is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b"_- .".contains(&b))
        })
    })
}

/// Whether words of placeholders make up most of the text, and one of them is more than filler.
fn is_words(text: &str) -> bool {
    let letters: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let (mut at, mut known, mut long) = (0, 0, false);
    while at < letters.len() {
        // The list is ordered by length where one word begins another.
        if let Some(word) = WORDS.iter().filter(|word| letters[at..].starts_with(**word)).max_by_key(|word| word.len())
        {
            known += word.len();
            long |= word.len() >= 5;
            at += word.len();
        } else {
            at += 1;
        }
    }
    long && known * 3 >= letters.len() * 2
}
