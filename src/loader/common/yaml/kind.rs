//! What a scalar without quotes is: a text, a number, a truth, or nothing.

use super::Version;

/// What a plain scalar may be for YAML instead of a text.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::loader) enum Kind {
    Text,
    Nothing,
    /// A number, or true or false, or something that looks like it.
    Other,
    /// An infinite number, or none at all, which JSON cannot hold.
    Infinite,
    /// A text for some readers, and something else for others.
    Unsure,
}

/// What a plain scalar is for YAML; version 2 of go-yaml follows YAML 1.1, where `yes` and `on` are truths, too.
pub(in crate::loader) fn kind(text: &str, version: Version) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Nothing,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return Kind::Other,
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "n" | "N" | "no" | "No" | "NO" | "off" | "Off"
        | "OFF" => return if version == Version::Two { Kind::Other } else { Kind::Text },
        "<<" => return Kind::Unsure,
        _ => {}
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Kind::Infinite;
    }
    // Only what begins so is looked at.
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Kind::Text;
    }
    let plain = unsigned.replace('_', "");
    let (radix, longest, digits) = match plain.get(..2) {
        Some("0x" | "0X") => (16, 15, &plain[2..]),
        Some("0o" | "0O") => (8, 20, &plain[2..]),
        Some("0b" | "0B") => (2, 62, &plain[2..]),
        _ => (10, 300, &plain[..]),
    };
    if !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix)) {
        return if digits.len() > longest { Kind::Unsure } else { Kind::Other };
    }
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let numeric = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if radix == 10
        && numeric(whole)
        && numeric(part)
        && numeric(exponent)
        && !exponent.is_empty()
        && whole.len() + part.len() > 0
    {
        let unsure = exponent.len() > 2 || whole.len() > 200 || text.starts_with('.') && text.contains('_');
        return if unsure { Kind::Unsure } else { Kind::Other };
    }
    // A date, 2001-01-01, or a time.
    let is_of_time = |byte: u8| byte.is_ascii_digit() || b"-:.+TtZ ".contains(&byte);
    let date = text.as_bytes().get(..5).is_some_and(|year| year[..4].iter().all(u8::is_ascii_digit) && year[4] == b'-')
        && text.bytes().all(is_of_time);
    if date && version != Version::Two { Kind::Unsure } else { Kind::Text }
}

/// What Go prints of a number or a truth, as Compose does: `017` is 15, and `1.50` is 1.5. None, if that is not
/// known for sure.
pub(in crate::loader) fn printed(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if matches!(&lower[..], "true" | "false") {
        return Some(lower);
    }
    let plain = lower.replace('_', "");
    let (sign, digits) = match plain.strip_prefix(['+', '-']) {
        Some(digits) if plain.starts_with('-') => ("-", digits),
        Some(digits) => ("", digits),
        None => ("", &plain[..]),
    };
    let is_octal = || digits.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
    let (radix, inside) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        Some(_) if digits.starts_with('0') && is_octal() => (8, &digits[1..]),
        _ => (10, digits),
    };
    if !text.contains('_')
        && let Ok(number) = u64::from_str_radix(inside, radix)
        && number < 1 << 53
    {
        return Some([if number == 0 && text != "-0" { "" } else { sign }, &number.to_string()].concat());
    }
    None
}
