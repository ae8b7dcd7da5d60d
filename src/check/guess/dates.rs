//! Dates in a text: how they are written, and what one holds.

/// How dates are written, and the bits of one between 1940 and 2040: of days, months, years, seconds. `s`
/// is one and the same of three signs.
pub(super) const DATES: [(&[u8], f32); 9] = [
    (b"YYYYMMDD", 15.2),
    (b"DDMMYYYY", 15.2),
    (b"MMDDYYYY", 15.2),
    (b"YYYYsMMsDD", 16.8),
    (b"DDsMMsYYYY", 16.8),
    (b"MMsDDsYYYY", 16.8),
    (b"DDMMyy", 15.2),
    (b"HHNNNN", 16.5),
    (b"YYYY", 6.7),
];

/// Whether `text` is a date of this pattern.
pub(super) fn is_date(text: &[u8], pattern: &[u8]) -> bool {
    let mut sign = None;
    let fits = text.iter().zip(pattern).all(|(byte, kind)| {
        if *kind == b's' {
            matches!(byte, b'-' | b'/' | b'.') && *sign.get_or_insert(*byte) == *byte
        } else {
            byte.is_ascii_digit()
        }
    });
    if !fits {
        return false;
    }
    let number = |letter: u8| {
        let mut sum = None;
        for (byte, kind) in text.iter().zip(pattern) {
            if *kind == letter {
                sum = Some(sum.unwrap_or(0) * 10 + u32::from(byte - b'0'));
            }
        }
        sum
    };
    let within = |letter: u8, least: u32, most: u32| number(letter).is_none_or(|n| (least..=most).contains(&n));
    within(b'Y', 1940, 2039)
        && within(b'M', 1, 12)
        && within(b'D', 1, 31)
        && within(b'H', 0, 23)
        && number(b'N').is_none_or(|n| n / 100 < 60 && n % 100 < 60)
}
