//! When something was signed.

use crate::date::{Date, two_digits};

/// A time, as seconds since 1970, by the clock that it was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// In UTC.
    Utc(i64),
    /// By the server's own clock and time zone.
    Local(i64),
    /// The day by the server's own calendar.
    Day(i64),
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Seconds from 1970 to 2001, where reset tokens begin to count.
pub(super) const YEAR_2001: i64 = 978_307_200;

/// The last second of the year 9999: Python's calendar knows no later.
const END: i64 = 253_402_300_799;

impl Time {
    /// `2026-11-26T00:10:52Z`; without the `Z` for a server's own clock, and the date alone for a day.
    pub fn iso(self) -> String {
        self.text("T", "Z")
    }

    /// With this between the date and the time, and this after a time in UTC.
    pub fn text(self, between: &str, utc: &str) -> String {
        let (Self::Utc(seconds) | Self::Local(seconds) | Self::Day(seconds)) = self;
        let seconds = seconds.clamp(0, END);
        let mut text = Date::of(seconds / DAY).written("-");
        let time = seconds % DAY;
        if !matches!(self, Self::Day(_)) {
            for (before, number) in [(between, time / 3_600), (":", time / 60 % 60), (":", time % 60)] {
                text.push_str(before);
                text.push_str(&two_digits(number));
            }
        }
        if matches!(self, Self::Utc(_)) {
            text.push_str(utc);
        }
        text
    }

    /// That many seconds later.
    #[must_use]
    pub const fn plus(self, more: u32) -> Self {
        let more = more as i64;
        match self {
            Self::Utc(seconds) => Self::Utc(seconds.saturating_add(more)),
            Self::Local(seconds) => Self::Local(seconds.saturating_add(more)),
            Self::Day(seconds) => Self::Day(seconds.saturating_add(more)),
        }
    }

    /// The time, if a calendar has it.
    pub(super) fn within(self) -> Option<Self> {
        let (Self::Utc(seconds) | Self::Local(seconds) | Self::Day(seconds)) = self;
        (0..=END).contains(&seconds).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (seconds, iso) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (YEAR_2001, "2001-01-01T00:00:00Z"),
            (1_795_651_852, "2026-11-26T00:10:52Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (END, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Time::Utc(seconds).iso(), iso);
        }
        assert_eq!(Time::Local(1_795_651_852).iso(), "2026-11-26T00:10:52");
        assert_eq!(Time::Day(1_795_651_852).plus(259_200).iso(), "2026-11-29");
        assert_eq!((Time::Utc(-1).within(), Time::Utc(END + 1).within()), (None, None));
    }
}
