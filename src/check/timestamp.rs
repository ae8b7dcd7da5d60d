//! A timestamp: seconds or smaller parts since 1970.
//!
//! There are some thirty million seconds in a year.
//!
//! `1700000000`
//!
//! What to do: make a new key.
//!
//! Chance: texts of so few digits are too short anyway.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check = Check { id: "timestamp", source: "POSIX, seconds since the Epoch", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let (whole, part) = core.split_once('.').unwrap_or((core, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let now = whole.len() >= 10 && whole.starts_with('1') && whole.as_bytes()[1].is_ascii_digit();
    if !now || !matches!(whole.len(), 10 | 13 | 16 | 19) || !digits(whole) || !digits(part) || part.len() > 9 {
        return None;
    }
    let mut hit =
        Hit::core(Severity::Weak, subject, "This key is a point in time, in seconds or smaller units since 1970.")?;
    hit.bits = Some((25.0, "points in time"));
    Some(hit)
}
