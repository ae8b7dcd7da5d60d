//! When something was signed.

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
        let (day, time) = (seconds / DAY, seconds % DAY);
        // Days since 1 March of the year 0, so that a leap day is a year's last: four hundred years
        // have 146,097 days, and from March on the months have 153 days in five.
        let day = day + 719_468;
        let (era, day) = (day / 146_097, day % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (year, month) = (era * 400 + year + month / 10, (month + 2) % 12 + 1);
        let mut text = String::with_capacity(20);
        number(&mut text, "", year, 1000);
        number(&mut text, "-", month, 10);
        number(&mut text, "-", day, 10);
        if !matches!(self, Self::Day(_)) {
            number(&mut text, between, time / 3_600, 10);
            number(&mut text, ":", time / 60 % 60, 10);
            number(&mut text, ":", time % 60, 10);
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

/// Appends a number with leading zeros; `place` is what its first digit counts.
fn number(text: &mut String, before: &str, number: i64, mut place: i64) {
    text.push_str(before);
    while place > 0 {
        text.push(u32::try_from(number / place % 10).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('0'));
        place /= 10;
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
