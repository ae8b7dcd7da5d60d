//! Dates, years and times.
//!
//! There are some 36,000 days in a century: a date is worth 15 bits, and not the 26 of eight digits.
//!
//! `19900101-19851215-…`
//!
//! What to do: make a new key.
//!
//! Chance: below 1 in a thousand million, see [`super::guess`].

use super::{Check, Hit, Severity, Subject, guess::Way};

pub(super) const CHECK: Check = Check { id: "date", source: "the number of days in a century", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if !subject.guess.shows(Way::Date) {
        return None;
    }
    Hit::core(Severity::Weak, subject, "This key is made of dates or times.")
}
