//! Escapes as in C, as systemd's `cunescape_one` reads them.

use super::Placed;

/// The bytes that the escape after a backslash stands for, and how many characters it has.
pub(super) fn escape(text: &[Placed]) -> Option<(Vec<u8>, usize)> {
    let number = |start: usize, digits: usize, radix: u32| {
        let digits = text.get(start..start + digits)?.iter();
        digits.map(|(_, c)| c.to_digit(radix)).try_fold(0, |number, digit| Some(number * radix + digit?))
    };
    let byte = match text.first()?.1 {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        's' => b' ',
        c @ ('\\' | '"' | '\'') => c as u8,
        'x' => return Some((vec![u8::try_from(number(1, 2, 16).filter(|byte| *byte > 0)?).ok()?], 3)),
        '0'..='7' => return Some((vec![u8::try_from(number(0, 3, 8).filter(|byte| *byte > 0)?).ok()?], 3)),
        c @ ('u' | 'U') => {
            let digits = if c == 'u' { 4 } else { 8 };
            let code = number(1, digits, 16).filter(|code| *code > 0)?;
            // Half a pair makes bytes that are no text.
            let bytes = match char::from_u32(code) {
                Some(c) => c.to_string().into_bytes(),
                None if c == 'u' => vec![0xff],
                None => return None,
            };
            return Some((bytes, 1 + digits));
        }
        _ => return None,
    };
    Some((vec![byte], 1))
}
