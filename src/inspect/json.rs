//! What is looked for in an object of JSON: the values of its own names.

/// The value of `name` in the object, as it is written: a text with its quotes. Names and texts with
/// escapes in them are compared as they are written.
pub(super) fn value<'a>(object: &'a str, name: &str) -> Option<&'a str> {
    let (mut depth, mut rest) = (0_u32, object);
    while let Some(at) = rest.find(['{', '[', '}', ']', '"']) {
        let here = &rest[at..];
        let length = if here.starts_with('"') { text_length(here)? } else { 1 };
        let (piece, after) = here.split_at(length);
        match piece {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.checked_sub(1)?,
            _ if depth == 1 && piece.get(1..length - 1) == Some(name) => {
                if let Some(value) = after.trim_start().strip_prefix(':') {
                    let value = value.trim_start();
                    let end = if value.starts_with('"') { text_length(value)? } else { value.find([',', '}'])? };
                    return Some(value[..end].trim_end());
                }
            }
            _ => {}
        }
        rest = after;
    }
    None
}

/// The text that is the value of `name`, without its quotes.
pub(super) fn text<'a>(object: &'a str, name: &str) -> Option<&'a str> {
    value(object, name)?.strip_prefix('"')?.strip_suffix('"')
}

/// The whole number that is the value of `name`; what follows its point is left out.
pub(super) fn number(object: &str, name: &str) -> Option<i64> {
    value(object, name)?.split('.').next()?.parse().ok()
}

/// How long the text at the beginning is, with its quotes.
fn text_length(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at + 1),
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_an_object() {
        let object = "{\"a\": {\"exp\": 1}, \"b\":[\"exp\", {\"exp\":2}], \"c\":\"\\\"exp\\\":3,\", \"exp\" : 4.5 , \"é\":\"ü\",\"exp\":6}";
        assert_eq!(number(object, "exp"), Some(4));
        assert_eq!(text(object, "é"), Some("ü"));
        assert_eq!((value(object, "d"), text(object, "exp"), number(object, "c")), (None, None, None));
        for broken in ["", "{", "\"", "{\"exp", "{\"exp\"", "{\"exp\":", "{\"exp\":\"", "}}", "exp", "{\"exp\":1"] {
            assert_eq!(value(broken, "exp"), None, "{broken}");
        }
    }
}
