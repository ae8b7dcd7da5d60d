//! A timestamp: seconds or smaller parts since 1970, or what a program prints of the time.
//!
//! There are some thirty million seconds in a year.
//!
//! `1700000000`, `Fri May 17 12:34:56 UTC 2024`
//!
//! What to do: make a new key.
//!
//! Chance: texts of so few digits are too short anyway, and no usual format has the blanks and colons of the other.

use super::{Check, Hit, Severity, Subject};
use crate::date::MONTHS;

pub(super) const CHECK: Check =
    Check { id: "timestamp", source: "POSIX, seconds since the Epoch, and `date`; RFC 5322", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let (sentence, bits) = if is_counted(subject.core) {
        ("This key is a point in time, in seconds or smaller units since 1970.", 25.0)
    } else if is_printed(subject.core) {
        ("This key is a point in time, as programs print it.", 30.0)
    } else {
        return None;
    };
    let mut hit = Hit::core(Severity::Weak, subject, sentence)?;
    hit.bits = Some((bits, "points in time"));
    Some(hit)
}

fn is_counted(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let now = whole.len() >= 10 && whole.starts_with('1') && whole.as_bytes()[1].is_ascii_digit();
    now && matches!(whole.len(), 10 | 13 | 16 | 19) && digits(whole) && digits(part) && part.len() <= 9
}

/// Whether it is a month by its name, a year, a time of day, and nothing that such do not have beside them.
fn is_printed(text: &str) -> bool {
    if !text.contains(':') {
        return false;
    }
    let (mut month, mut year, mut time, mut names) = (false, false, false, 0);
    let mut parts = text.split([' ', ',', '_', '-']).filter(|part| !part.is_empty());
    let is_so = parts.all(|part| {
        let numbers: Vec<_> = part.split(':').collect();
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
        month |= letters >= 3
            && MONTHS.iter().any(|name| part.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(&name[..3])));
        year |= digits == 4 && part.len() == 4;
        time |= numbers.len() > 1 && numbers.iter().all(|number| (1..=2).contains(&number.len())) && digits > 2;
        names += usize::from(letters > 0);
        letters == part.len() && letters < 10 || digits + numbers.len() - 1 + part.matches('+').count() == part.len()
    });
    // The day's name, the month's, the zone's, and which half of the day.
    is_so && month && year && time && names <= 4
}

#[cfg(test)]
mod tests {
    use crate::check::judge;

    #[test]
    fn points_in_time() {
        for text in [
            "1715949296",
            "Fri May 17 12:34:56 UTC 2024",
            "Sat, 17 May 2025 12:34:56 GMT",
            "Sat, 17 May 2025 12:34:56 +0200",
            "Monday-18-November-2024-09:05:00",
        ] {
            let judged = judge(&format!("SECRET_KEY = '{text}'"));
            assert!(judged[0].findings.iter().any(|finding| finding.id == "timestamp"), "{text}: {judged:?}");
        }
        let judged = judge("SECRET_KEY = 'May the 4:05 be with 2024 of you'");
        assert!(judged[0].findings.iter().all(|finding| finding.id != "timestamp"), "{judged:?}");
    }
}
