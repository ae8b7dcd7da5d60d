//! How a key arrives changed: what it is at Django, if it was pasted as it was meant, and the reverse.

use crate::{check::encoded_text::base64, quoting::BASE64, secret::Secret};

/// What a key became, and how; none where it stays as it is.
pub(super) type Change = fn(&str) -> Option<Secret>;

/// How a key is in the line that it was pasted in: that is no damage.
pub const IN_A_LINE: &str = "what stands after the =, without quotes";

/// The words go on from "Django has this key".
pub(super) const ALL: &[(&str, Change)] = &[
    ("without the quotes round it", |key| some(unquoted(key)?)),
    (IN_A_LINE, |key| {
        let (_, value) = key.split_once('=')?;
        some(unquoted(value.trim()).unwrap_or(value.trim()))
    }),
    ("without the blanks round it", |key| some(key.trim()).filter(|trimmed| trimmed.expose() != key)),
    ("with double quotes round it", |key| quoted("\"", key, "\"")),
    ("with single quotes round it", |key| quoted("'", key, "'")),
    ("with a line break at its end", |key| quoted("", key, "\n")),
    ("with a carriage return at its end", |key| quoted("", key, "\r")),
    ("with both characters of a Windows line break at its end", |key| quoted("", key, "\r\n")),
    ("with $$ for each $", |key| replaced(key, "$", "$$")),
    ("with $ for each $$", |key| replaced(key, "$$", "$")),
    ("without what follows a $, which was taken for a variable", without_variables),
    ("cut off at its first #", |key| some(key.split_once('#')?.0)),
    ("cut off at its first $", |key| some(key.split_once('$')?.0)),
    ("without its backslashes", |key| replaced(key, "\\", "")),
    ("decoded from base64", |key| {
        let text = String::from_utf8(base64(key)?).ok()?;
        some(text.trim_end_matches('\n'))
    }),
    ("written in base64", |key| Some(BASE64.apply(&Secret::from(key))).filter(|text| !text.expose().is_empty())),
];

fn some(key: &str) -> Option<Secret> {
    (!key.is_empty()).then(|| Secret::from(key))
}

fn unquoted(key: &str) -> Option<&str> {
    let quote = key.chars().next().filter(|first| matches!(first, '"' | '\'' | '`'))?;
    key.strip_prefix(quote)?.strip_suffix(quote)
}

fn quoted(before: &str, key: &str, after: &str) -> Option<Secret> {
    (!key.is_empty()).then(|| Secret::new([before, key, after].concat()))
}

fn replaced(key: &str, this: &str, by: &str) -> Option<Secret> {
    key.contains(this).then(|| key.replace(this, by)).filter(|changed| !changed.is_empty()).map(Secret::new)
}

/// What Compose and others leave of `a$bc-d`: `a-d`.
fn without_variables(key: &str) -> Option<Secret> {
    let mut parts = key.split('$');
    let mut changed = String::with_capacity(key.len());
    changed.push_str(parts.next()?);
    for part in parts {
        let name = part.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let is_name = part.bytes().next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_');
        if !is_name {
            changed.push('$');
        }
        changed.push_str(if is_name { &part[name..] } else { part });
    }
    some(&changed).filter(|changed| changed.expose() != key)
}
