//! The calendar entry for the day on which the old key goes, as RFC 5545 has it.

use crate::date::Date;

/// A file with one entry: all of that day. Its id is made of `random` and of nothing else, and no key
/// is anywhere in it. `made` is the day on which the file is made.
pub fn entry(day: Date, made: Date, random: u64, name: &str) -> String {
    let id = random.to_string();
    let [made, day, next] = [made, day, day.plus(1)].map(|day| day.written(""));
    let lines = [
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Keyproof//Rotation//EN\nBEGIN:VEVENT\nUID:",
        &id,
        "@keyproof.invalid\nDTSTAMP:",
        &made,
        "T000000Z\nDTSTART;VALUE=DATE:",
        &day,
        "\nDTEND;VALUE=DATE:",
        &next,
        "\nTRANSP:TRANSPARENT\nSUMMARY:Drop the old Django secret key\n\
         DESCRIPTION:Nothing that the old key signed is still wanted. Remove the variable ",
        name,
        " and deploy to every instance. settings.py stays as it is.\nEND:VEVENT\nEND:VCALENDAR",
    ];
    let mut text = String::new();
    for line in lines.concat().lines() {
        fold(&mut text, line);
    }
    text
}

/// Adds a line, broken after 75 bytes at most. What is written here is ASCII, without `,`, `;` and `\`
/// in its texts.
fn fold(text: &mut String, mut line: &str) {
    let mut most = 75;
    while line.len() > most {
        let (part, rest) = line.split_at(most);
        text.push_str(part);
        text.push_str("\r\n ");
        line = rest;
        // The blank counts.
        most = 74;
    }
    text.push_str(line);
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry() {
        let day = Date::parse("2026-12-31").expect("a day");
        let made = Date::parse("2026-12-16").expect("a day");
        let text = entry(day, made, 255, "DJANGO_SECRET_KEY_FALLBACK");
        assert_eq!(
            text,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Keyproof//Rotation//EN\r\nBEGIN:VEVENT\r\n\
             UID:255@keyproof.invalid\r\nDTSTAMP:20261216T000000Z\r\n\
             DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nTRANSP:TRANSPARENT\r\n\
             SUMMARY:Drop the old Django secret key\r\n\
             DESCRIPTION:Nothing that the old key signed is still wanted. Remove the var\r\n \
             iable DJANGO_SECRET_KEY_FALLBACK and deploy to every instance. settings.py\r\n  \
             stays as it is.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
    }
}
