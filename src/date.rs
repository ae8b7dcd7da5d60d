//! Days of the calendar.

use std::fmt;

/// A day. Later days are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Days since 1 January 1970.
    day: i64,
}

/// The months’ names in English, January first.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

/// The last day of a four-digit year.
const LAST: i64 = 2_932_896;

impl Date {
    /// The day that is this many days after 1 January 1970, up to the end of the year 9999.
    pub const fn of(day: i64) -> Self {
        Self {
            day: if day < 0 {
                0
            } else if day > LAST {
                LAST
            } else {
                day
            },
        }
    }

    /// The day of a time in milliseconds since 1 January 1970, as clocks of browsers count.
    #[allow(clippy::cast_possible_truncation, reason = "what is out of range becomes the nearest day")]
    pub fn of_milliseconds(time: f64) -> Self {
        Self::of((time / 86_400_000.0) as i64)
    }

    /// `2026-11-26` as a day, if there is such a day from 1970 on.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let mut number = |length: usize| -> Option<i64> {
            let part = parts.next()?;
            let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse().ok() } else { None }
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() || year < 1970 {
            return None;
        }
        let date = Self { day: days(year, month, day) };
        // What is no day of its month is another day, counted on.
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// The day that comes so many days later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self::of(self.day.saturating_add(days))
    }

    /// Year, month and day, each counted from 1. (Howard Hinnant's "civil_from_days".)
    fn parts(self) -> (i64, i64, i64) {
        let shifted = self.day + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        // Months from March on, so that the day that some years have comes last.
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + i64::from(month <= 2), month, day)
    }

    /// With this between the year, the month and the day: `2026-11-26`, `20261126`.
    pub fn written(self, between: &str) -> String {
        let (year, month, day) = self.parts();
        [&year.to_string(), between, &two_digits(month), between, &two_digits(day)].concat()
    }
}

/// A number below 100 with a leading zero.
pub(crate) fn two_digits(number: i64) -> String {
    // A hundred more, less its first digit.
    (number + 100).to_string().split_off(1)
}

/// Thursday, 26 November 2026
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        let name = |names: &[&'static str], at: i64| usize::try_from(at).ok().and_then(|at| names.get(at).copied());
        f.write_str(name(&WEEKDAYS, self.day.rem_euclid(7)).unwrap_or_default())?;
        f.write_str(", ")?;
        day.fmt(f)?;
        f.write_str(" ")?;
        f.write_str(name(&MONTHS, month - 1).unwrap_or_default())?;
        f.write_str(" ")?;
        year.fmt(f)
    }
}

/// The days from 1 January 1970 to a day that may be none of its month.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(text: &str, words: &str) {
        assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(words), "{text}");
    }

    #[test]
    fn days_and_their_words() {
        is("1970-01-01", "Thursday, 1 January 1970");
        is("2026-11-26", "Thursday, 26 November 2026");
        is("2028-02-29", "Tuesday, 29 February 2028");
        is("2000-12-31", "Sunday, 31 December 2000");
        is("9999-12-31", "Friday, 31 December 9999");
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "26-11-26",
            "2026-1-1",
            "2026-11-26-1",
            "1969-12-31",
            "+026-11-26",
            "2026-11-aa",
            "99999-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn counting_on() {
        let date = Date::parse("2026-12-30").expect("a day");
        assert_eq!(date.plus(15).written("-"), "2027-01-14");
        assert_eq!(date.plus(i64::MAX).written(""), "99991231");
        assert_eq!(Date::of_milliseconds(1_795_651_200_000.0).written("-"), "2026-11-26");
        assert_eq!(Date::of_milliseconds(f64::NAN), Date::of(0));
    }

    proptest::proptest! {
        #[test]
        fn every_day_is_read_back(day in 0..LAST) {
            let date = Date::of(day);
            proptest::prop_assert_eq!(Date::parse(&date.written("-")), Some(date));
        }
    }
}
