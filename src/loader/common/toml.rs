//! What a text comes to as a value of TOML: what dynaconf asks of each variable.
//!
//! Source: dynaconf 3.3.5, `dynaconf/vendor/tomllib/_parser.py` and `_re.py`.

/// What TOML makes of `key=` and a text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::loader) enum Toml {
    /// It is none.
    Not,
    /// This text.
    Text(String),
    /// A number, a date, or `true` and `false`.
    Other,
    /// It begins like more of TOML than is followed here: a list, a table, a text of several lines, other keys.
    More,
}

/// What TOML makes of `key=` and this text.
pub(in crate::loader) fn read(text: &str) -> Toml {
    let text = &text.replace("\r\n", "\n");
    let text = text.trim_start_matches(BLANKS);
    for (open, close) in [("\"\"\"", "\"\"\""), ("'''", "'''"), ("[", "]"), ("{", "}")] {
        if let Some(rest) = text.strip_prefix(open) {
            return if rest.contains(close) { Toml::More } else { Toml::Not };
        }
    }
    let (value, length) = match text.as_bytes().first() {
        Some(b'"') => match basic(text) {
            Some((value, length)) => (Toml::Text(value), length),
            None => return Toml::Not,
        },
        Some(b'\'') => match text[1..].find('\'') {
            Some(length) if !text[1..=length].contains(is_control) => {
                (Toml::Text(text[1..=length].to_owned()), length + 2)
            }
            _ => return Toml::Not,
        },
        _ => match scalar(text) {
            0 => return Toml::Not,
            length => (Toml::Other, length),
        },
    };
    let mut lines = text[length..].split('\n');
    if !lines.next().is_some_and(is_comment) {
        return Toml::Not;
    }
    for line in lines {
        let begin = |c: char| c.is_ascii_alphanumeric() || "-_\"'[".contains(c);
        let line = line.trim_start_matches(BLANKS);
        if line.starts_with(begin) && line.contains(['=', '[']) {
            return Toml::More;
        }
        if !is_comment(line) {
            return Toml::Not;
        }
    }
    value
}

const BLANKS: [char; 2] = [' ', '\t'];

/// Whether a line has nothing but a comment, if that.
fn is_comment(line: &str) -> bool {
    let rest = line.trim_start_matches(BLANKS);
    rest.is_empty() || rest.starts_with('#') && !rest.contains(is_control)
}

/// What stands in no text, and in no comment.
fn is_control(c: char) -> bool {
    c.is_ascii_control() && c != '\t'
}

/// The text in double quotes with which `text` begins, and how long it is with them.
fn basic(text: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut rest = &text[1..];
    loop {
        let at = rest.find(|c| matches!(c, '"' | '\\') || is_control(c))?;
        value.push_str(&rest[..at]);
        if rest[at..].starts_with('"') {
            return Some((value, text.len() - rest.len() + at + 1));
        }
        let escape = rest[at..].strip_prefix('\\')?;
        let mut length = 1;
        value.push(match escape.as_bytes().first()? {
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'"' => '"',
            b'\\' => '\\',
            letter @ (b'u' | b'U') => {
                length = if *letter == b'u' { 5 } else { 9 };
                let digits = escape.get(1..length).filter(|all| all.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        });
        rest = &escape[length..];
    }
}

/// How long the number, date, time or word is with which `text` begins; 0 if it is none.
fn scalar(text: &str) -> usize {
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = text.len() - bare.len();
    for (word, signed) in [("true", false), ("false", false), ("inf", true), ("nan", true)] {
        if bare.starts_with(word) && (signed || sign == 0) {
            return sign + word.len();
        }
    }
    let bytes = text.as_bytes();
    match date(bytes) {
        Some(length) => length,
        None => match time(bytes) {
            0 => number(bytes, sign),
            length => length,
        },
    }
}

/// How long the date is with which these bytes begin, with its time: 0 of one that is in no calendar, none if it
/// is no date.
fn date(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize, to: usize| {
        bytes.get(from..to)?.iter().try_fold(0, |sum, byte| Some(sum * 10 + char::from(*byte).to_digit(10)?))
    };
    let is = |at: usize, signs: &str| bytes.get(at).is_some_and(|byte| signs.contains(char::from(*byte)));
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    if !is(4, "-") || !is(7, "-") || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if year == 0 || day > last {
        return Some(0);
    }
    let clock = if is(10, "Tt ") { bytes.get(11..).map_or(0, time) } else { 0 };
    if clock == 0 {
        return Some(10);
    }
    let end = 11 + clock;
    let offset =
        || Some(is(end, "+-") && digits(end + 1, end + 3)? < 24 && is(end + 3, ":") && digits(end + 4, end + 6)? < 60);
    Some(
        end + if is(end, "Zz") {
            1
        } else if offset() == Some(true) {
            6
        } else {
            0
        },
    )
}

/// How long the time of day is with which these bytes begin; 0 if it is none.
fn time(bytes: &[u8]) -> usize {
    let digits = |at: usize, most: u8| {
        let two = bytes.get(at..at + 2).filter(|two| two.iter().all(u8::is_ascii_digit));
        two.is_some_and(|two| (two[0] - b'0') * 10 + two[1] - b'0' < most)
    };
    let is = |at: usize, sign: u8| bytes.get(at) == Some(&sign);
    if !(digits(0, 24) && is(2, b':') && digits(3, 60) && is(5, b':') && digits(6, 60)) {
        return 0;
    }
    let fraction = if is(8, b'.') { run(&bytes[9..], u8::is_ascii_digit) } else { 0 };
    if fraction > 0 { 9 + fraction } else { 8 }
}

/// How many of these bytes are so, from the first on.
fn run(bytes: &[u8], is: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| is(byte)).count()
}

/// How long the digits are with which these bytes begin; one `_` may stand between two.
fn digits(bytes: &[u8], is: fn(&u8) -> bool) -> usize {
    let mut length = run(bytes, is);
    while length > 0 && bytes.get(length) == Some(&b'_') && bytes.get(length + 1).is_some_and(is) {
        length += 1 + run(&bytes[length + 1..], is);
    }
    length
}

/// How long the number is with which these bytes begin, the sign with it; 0 if it is none.
fn number(bytes: &[u8], sign: usize) -> usize {
    let decimal = |at: usize| digits(bytes.get(at..).unwrap_or_default(), u8::is_ascii_digit);
    let based: Option<fn(&u8) -> bool> = match bytes.get(..2) {
        Some(b"0x") => Some(u8::is_ascii_hexdigit),
        Some(b"0o") => Some(|byte| matches!(byte, b'0'..=b'7')),
        Some(b"0b") => Some(|byte| matches!(byte, b'0' | b'1')),
        _ => None,
    };
    if let Some(is) = based {
        let length = digits(&bytes[2..], is);
        return if length > 0 { 2 + length } else { 1 };
    }
    let whole = if bytes.get(sign) == Some(&b'0') { 1 } else { decimal(sign) };
    if whole == 0 {
        return 0;
    }
    let mut end = sign + whole;
    if bytes.get(end) == Some(&b'.') && decimal(end + 1) > 0 {
        end += 1 + decimal(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        if decimal(end + 1 + signed) > 0 {
            end += 1 + signed + decimal(end + 1 + signed);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Held against the real one with dynaconf's files.
    #[test]
    fn values() {
        for text in
            ["true", "false ", "inf", "-nan#x", "0", "-1", "+1_000", "1.5e-3", "1e5", "0x1F", "0b1", "7\n\n#a\n"]
        {
            assert_eq!(read(text), Toml::Other, "{text:?}");
        }
        for text in ["1979-05-27", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5-07:00 # x", "07:32:00", "2024-02-29"]
        {
            assert_eq!(read(text), Toml::Other, "{text:?}");
        }
        for text in [
            "",
            "a",
            "+true",
            "01",
            "1_",
            "_1",
            "1.",
            ".5",
            "1e",
            "0x",
            "1 2",
            "1\rb",
            "1979-13-01",
            "1979-02-29",
            "0000-01-01",
            "1979-05-27T",
            "24:00:00",
            "07:32",
            "1\nb",
            "\"a",
            "\"a\\x\"",
            "\"a\"b",
            "'a",
            "\"\\ud800\"",
            "[1",
            "{a=1",
            "'''a''",
            "1#\u{7f}",
            "\n1",
        ] {
            assert_eq!(read(text), Toml::Not, "{text:?}");
        }
        for (text, value) in [("\"a\\\"\\u0024\\\\\"", "a\"$\\"), (" 'a\\' # b", "a\\"), ("\"\"", ""), ("''\n", "")] {
            assert_eq!(read(text), Toml::Text(value.to_owned()), "{text:?}");
        }
        for text in ["[1]", "{}", "'''a'''", "1\nb=2", "1\n[b]"] {
            assert_eq!(read(text), Toml::More, "{text:?}");
        }
    }
}
