//! A pass-phrase: words with a sign between them.
//!
//! Words that dice drew from a list of 7776 hold 12.9 bits each, however long they are: nine of them are
//! enough. Words that a person thought up hold less.
//!
//! `correct-horse-battery-staple`
//!
//! What to do: throw the dice for nine words at least, or make a key.
//!
//! Chance: a random key has no four words of letters with one sign between them.

use super::{Check, Hit, Severity, Subject, guess::ENOUGH};

pub(super) const CHECK: Check =
    Check { id: "pass-phrase", source: "EFF’s long list of words for dice, eff.org/dice", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let phrase = subject.guess.phrase.filter(|phrase| phrase.is_drawn())?;
    let enough = subject.guess.high >= ENOUGH;
    let mut hit = Hit::core(if enough { Severity::Note } else { Severity::Weak }, subject, "")?;
    hit.sentence = format!(
        "This key is a phrase of {} words. If dice drew them it holds at most {} bits{}",
        phrase.words,
        crate::key::Bits(subject.guess.high),
        if enough { "; if you chose them it holds less." } else { ", and nine words are enough." }
    );
    hit.remedy =
        if enough { "Use it if dice chose the words." } else { "Roll the dice for nine words, or generate a key." };
    Some(hit)
}
