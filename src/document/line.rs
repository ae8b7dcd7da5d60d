//! The secrets that a line assigns, and how far what is assigned goes: it differs between Python, YAML, a
//! shell and lines of `NAME=value`.

use std::ops::Range;

use super::{Found, Kind, Look, MOST, Role, named};
use crate::python::{self, File};

/// Whether a variable of this name holds a secret key.
pub(super) fn is_secret(name: &str) -> bool {
    let capitals = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let other = ["PUBLIC", "PUBLISHABLE", "KEY_ID", "ACCESS_KEY", "KEY_PREFIX", "KEYBOARD", "KEY_FILE", "KEY_PATH"];
    let others = [
        "KEYSTONE",
        "KEYGEN",
        "KEYRING",
        "KEYCLOAK",
        "KEYSPACE",
        "KEYVAULT",
        "KEY_VAULT",
        "KEY_NAME",
        "KEY_LENGTH",
        "KEY_ARN",
        "KEY_FUNC",
        "ROUTING_KEY",
        "MONITOR_KEY",
        "CACHE_KEY",
        "PRIMARY_KEY",
        "SORT_KEY",
        "SECRETS_MANAGER",
        "SECRETSMANAGER",
        "SECRET_NAME",
        "SECRET_ID",
        "SECRET_ARN",
        "SECRET_FILE",
        "SKIP_",
        "_CHECK",
    ];
    let is_other = |part: &&str| name.contains(*part);
    capitals
        && (name.contains("KEY") || name.contains("SECRET"))
        && !other.iter().any(is_other)
        && !others.iter().any(is_other)
}

/// Whether what stands there is no key but says where one is, or how one is made: a reference, a YAML alias,
/// or a text that was encrypted.
pub(super) fn is_reference(value: &str) -> bool {
    let starts = ["ENC[", "encrypted:", "!vault", "$ANSIBLE_VAULT", "op://", "{{", "{%", "*", "&"];
    let of_yaml = |rest: &str| {
        rest.split(' ').next().is_some_and(|name| {
            !name.is_empty()
                && name.len() < 24
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"_-".contains(&byte))
        })
    };
    value == "{"
        || value == "["
        || starts.iter().any(|start| match value.strip_prefix(start) {
            Some(rest) if matches!(*start, "*" | "&") => of_yaml(rest),
            Some(rest) if *start == "{{" => rest.contains("}}"),
            Some(_) => *start != "op://",
            None => false,
        })
}

/// The secrets that a line assigns. A name may stand before `=` or `:`; in files where several stand
/// in a line, before each.
pub(super) fn of_line(text: &str, line: Range<usize>, look: Look, found: &mut Vec<Found>) {
    let yaml = matches!(look.kind, Some(Kind::Compose | Kind::Ci));
    let words = matches!(look.kind, Some(Kind::Dockerfile | Kind::Shell)) || yaml;
    let mut at = line.start;
    while let Some(sign) = text[at..line.end].find(['=', ':', ' ']).map(|place| at + place) {
        at = sign + 1;
        // Blanks after a blank tell nothing new, and there may be a million.
        if sign > line.start && text.as_bytes()[sign] == b' ' && text.as_bytes()[sign - 1] == b' ' {
            continue;
        }
        let before = text[line.start..sign].trim_end();
        let name_end = line.start + before.trim_end_matches(['\'', '"']).len();
        let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let name_start = line.start + text[line.start..name_end].trim_end_matches(is_of_name).len();
        let name = name_start..name_end;
        if !is_secret(&text[name.clone()]) {
            continue;
        }
        let lead = text[line.start..name_start].trim();
        // `${NAME:?}`
        if lead.ends_with('$') || lead.ends_with("${") {
            continue;
        }
        let is_yaml =
            text.as_bytes()[sign] == b':' && (yaml || look.kind == Some(Kind::Settings) && lead.ends_with(['\'', '"']));
        let is_env = look.kind == Some(Kind::Dockerfile) && text.as_bytes()[sign] == b' ' && lead == "ENV";
        let annotated = text.as_bytes()[sign] == b':' && lead.is_empty() && text[sign..line.end].contains(" = ");
        if annotated {
            continue;
        }
        let typed = text[name_end..sign].starts_with(": ");
        let assigns = text.as_bytes()[sign] == b'=' || is_yaml || is_env || typed;
        if !assigns {
            continue;
        }
        // A lone file of assignments has its name first.
        if !words && !is_yaml && !matches!(lead, "" | "export" | "set" | "$env:") {
            continue;
        }
        // An item of a list goes to the line's end.
        if yaml && lead == "-" && text.as_bytes()[sign] == b'=' {
            return value(text, name, sign + 1..line.end, Look { kind: look.kind }, true, found);
        }
        value(text, name, sign + 1..line.end, look, is_yaml, found);
        if !words {
            return;
        }
        at = found.last().map_or(at, |last| last.span.end.max(at)).min(line.end);
    }
    // `NAME: str = "…"`
    if look.kind.is_none_or(|kind| kind == Kind::Settings) {
        annotated(text, &line, found);
    }
}

fn annotated(text: &str, line: &Range<usize>, found: &mut Vec<Found>) {
    let Some((head, _)) = text[line.clone()].split_once(" = ") else { return };
    let Some((name, _)) = head.split_once(':') else { return };
    if is_secret(name.trim()) && !name.starts_with(' ') {
        let look = Look { kind: Some(Kind::Settings) };
        let value_start = line.start + head.len() + 3;
        value(text, line.start..line.start + name.trim().len(), value_start..line.end, look, false, found);
    }
}

/// Adds what stands after the sign of an assignment.
fn value(text: &str, name: Range<usize>, after: Range<usize>, look: Look, is_yaml: bool, found: &mut Vec<Found>) {
    let raw = &text[after.clone()];
    let start = after.start + (raw.len() - raw.trim_start().len());
    // A blank and `#` begin a comment wherever lines are assignments.
    let value = Some(raw.trim()).filter(|value| !(value.starts_with('#') && start > after.start)).unwrap_or_default();
    let fallbacks = text[name.clone()].ends_with("FALLBACKS");
    let role = if fallbacks { Role::Fallback } else { Role::Key };
    let spaced = text[..after.start - 1].ends_with(' ') || raw.starts_with(' ') && !is_yaml && !value.is_empty();
    let python = look.kind == Some(Kind::Settings) || look.kind.is_none() && spaced && is_python(value);
    let kind = if python { Kind::Settings } else { look.kind.unwrap_or(Kind::Env) };
    if python {
        // An expression may begin on the next line, behind a backslash.
        let (start, after) = if value == "\\" {
            let next = text[after.end..].trim_start();
            let start = text.len() - next.len();
            (start, start..start + next.lines().next().map_or(0, str::len))
        } else {
            (start, after)
        };
        let mut add = |span: Range<usize>, role, code: Option<Range<usize>>| {
            let code = code.or_else(|| escaped(text, &span));
            found.push(Found { kind, name: Some(name.clone()), span, role, code });
        };
        if let Some((span, code)) = joined(text, start).filter(|_| !fallbacks) {
            return add(span, role, Some(code));
        }
        if MAKES.iter().any(|function| value.contains(&[function, "("].concat())) && !value.starts_with(['\'', '"']) {
            return add(start..start + comment_cut(value), Role::Made, None);
        }
        return python_value(text, start..after.end, fallbacks, &mut |span, role| add(span, role, None));
    }
    let mut add =
        |span: Range<usize>, role| found.push(Found { kind, name: Some(name.clone()), span, role, code: None });
    let end = start + value.len();
    let quote = value.chars().next().filter(|first| matches!(first, '\'' | '"'));
    let words = matches!(kind, Kind::Dockerfile | Kind::Shell) || kind != Kind::Env && !is_yaml;
    let closed = quote.and_then(|quote| closing(value, quote)).map(|length| start + 1..start + length);
    let is_quoted = closed.is_some();
    // `"NAME=value"`: the quote is round both.
    let outer = text[..name.start].chars().next_back().filter(|before| matches!(before, '\'' | '"'));
    let span = match closed {
        // In a file of assignments, nothing else may follow.
        Some(span) if words || is_yaml || ends_line(&text[span.end + 1..end]) => span,
        _ if words => {
            let stop = |character: char| outer.map_or(character.is_whitespace(), |quote| character == quote);
            start..start + value.find(stop).unwrap_or(value.len())
        }
        // Most loaders take what stands behind a blank and `#` for a comment.
        _ => start..start + comment_cut(value),
    };
    let inside = &text[span.clone()];
    let is_encrypted = inside.starts_with("encrypted:") || inside.starts_with("ENC[AES");
    if is_encrypted || !is_quoted && is_reference(value) {
        return;
    }
    // `${{ secrets.NAME || 'default' }}`
    if kind != Kind::Env && value.starts_with("${{") {
        if let Some(at) = value.find("||")
            && let Some(default) = literal(text, start + at..end)
        {
            add(default, Role::Default);
        }
        return;
    }
    // `${NAME:-default}` holds a default, `${NAME}` and `${NAME:?}` nothing.
    if kind != Kind::Env && inside.starts_with('$') {
        if inside.ends_with(":-}") {
            return add(span.end - 1..span.end - 1, Role::Key);
        }
        if let Some(dash) = inside
            .find('-')
            .filter(|dash| inside.starts_with("${") && inside.ends_with('}') && !inside[..*dash].contains('?'))
        {
            add(span.start + dash + 1..span.end - 1, Role::Default);
        }
        return;
    }
    if !fallbacks {
        return add(span, role);
    }
    // Whether a variable that is empty gives an empty fallback is the code's doing.
    if span.is_empty() {
        return;
    }
    let mut at = span.start;
    for part in text[span].split(',') {
        add(at..at + part.len(), role);
        at += part.len() + 1;
    }
}

/// Where in `value`, which begins with `quote`, that closes. In double quotes, one behind a backslash does
/// not.
pub(super) fn closing(value: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    let closes = |(_, character): &(usize, char)| {
        let closes = *character == quote && !is_escaped;
        is_escaped = quote == '"' && *character == '\\' && !is_escaped;
        closes
    };
    Some(value.char_indices().skip(1).find(closes)?.0)
}

/// How long `value` is without the comment behind it.
pub(super) fn comment_cut(value: &str) -> usize {
    value.find(" #").map_or(value.len(), |cut| value[..cut].trim_end().len())
}

/// Whether what is assigned is an expression of Python, and no key without quotes.
fn is_python(value: &str) -> bool {
    let literal = value.trim_start_matches(['r', 'b', 'u', 'f', 'R', 'B', 'U', 'F']);
    let is_literal = |text: &str| text.is_empty() || text.starts_with(['\'', '"', '#', '\\']);
    let in_bracket = || value.strip_prefix(['[', '(']).is_some_and(|rest| is_literal(rest.trim_start()));
    is_literal(literal) && value.len() - literal.len() < 3
        || in_bracket()
        || named::is_call(value)
        || value.contains(" or ")
}

/// Whether `rest`, the rest of a line behind a value, is blank, an end of a statement or a comment.
fn ends_line(rest: &str) -> bool {
    let trimmed = rest.trim_start();
    matches!(trimmed, "" | ";" | ",") || trimmed.starts_with('#') && trimmed.len() < rest.len()
}

/// Python that makes a key at each start.
pub(super) const MAKES: &[&str] =
    &["get_random_secret_key", "get_random_string", "token_urlsafe", "token_hex", "uuid4", "urandom"];

/// The insides of literals side by side, or put together by signs, with the expression that they are.
fn joined(text: &str, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    let file = File::first(text.get(start..)?)?;
    let whole = 0..file.tokens.len();
    let mut literals = file.tokens.iter().filter(|token| token.kind == python::Kind::Text);
    let (first, last) = (literals.next()?, literals.next_back()?);
    file.evaluate(&whole)?;
    let [first, last] = [first, last].map(|token| python::inside(file.text, token.span.clone()).1);
    let code = file.span(&whole);
    Some((start + first.start..start + last.end, start + code.start..start + code.end))
}

/// The literal with its quotes and its prefix, if what stands in it is written with escapes.
fn escaped(text: &str, inside: &Range<usize>) -> Option<Range<usize>> {
    if !text[inside.clone()].contains('\\') {
        return None;
    }
    let before = text[..inside.start].trim_end_matches(['\'', '"']);
    let width = (inside.start - before.len()).min(3);
    let width = if width == 2 { 1 } else { width };
    let prefix = text[..inside.start - width].trim_end_matches(|letter: char| "rRbBuUfF".contains(letter));
    Some(prefix.len()..inside.end + width)
}

/// Adds the texts in a Python expression that are keys: a literal, those in a list, a default.
fn python_value(text: &str, at: Range<usize>, fallbacks: bool, add: &mut impl FnMut(Range<usize>, Role)) {
    let expression = &text[at.clone()];
    let is_env = expression.contains("env") || expression.contains("config(");
    if is_env && !expression.starts_with(['\'', '"']) {
        let Some(first) = literal(text, at.clone()) else { return };
        if let Some(default) = literal(text, first.end + 1..at.end) {
            let between = text[first.end + 1..default.start].trim_start();
            if fallbacks && (default.is_empty() || expression.contains(".split(")) && between.starts_with(',') {
                return add(default, Role::FallbackDefault);
            }
            let is_default = between.starts_with(',') || between.contains(" or ") || between.contains("else");
            if is_default && !default.is_empty() && !between.contains("split") {
                add(default, Role::Default);
            }
        }
        return;
    }
    if expression.starts_with(['[', '(']) {
        // A list may go over many lines.
        let close = if expression.starts_with('[') { ']' } else { ')' };
        let mut from = at.start + 1;
        for _ in 0..MOST {
            let Some(next) = literal(text, from..text.len().min(from + 4096)) else { return };
            if text[from..next.start].contains(close) || text[from..next.start].contains('=') {
                return;
            }
            let triple = next.start.checked_sub(3).and_then(|start| text.get(start..next.start));
            from = next.end + if matches!(triple, Some("\"\"\"" | "'''")) { 3 } else { 1 };
            add(next, if fallbacks { Role::Fallback } else { Role::Key });
            if !fallbacks {
                return;
            }
        }
        return;
    }
    let quoted = expression.trim_start_matches(['r', 'b', 'u', 'R', 'B', 'U']);
    let is_text = quoted.starts_with(['\'', '"']) && expression.len() - quoted.len() < 3;
    if let Some(span) = literal(text, at).filter(|_| is_text) {
        add(span, if fallbacks { Role::Fallback } else { Role::Key });
    }
}

/// The inside of the first Python text in `at`; comments are no texts.
fn literal(text: &str, at: Range<usize>) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = at.start;
    loop {
        match bytes.get(start).filter(|_| start < at.end)? {
            b'\'' | b'"' => break,
            b'#' => start += text[start..].find('\n')?,
            _ => start += 1,
        }
    }
    let quote = bytes[start];
    let triple = bytes[start..].starts_with(&[quote; 3]);
    let width = if triple { 3 } else { 1 };
    let mut end = start + width;
    while end < text.len() && (triple || bytes[end] != b'\n') {
        match bytes[end] {
            b'\\' => end += 1,
            byte if byte == quote && (!triple || bytes[end..].starts_with(&[quote; 3])) => {
                return text.get(start + width..end).map(|_| start + width..end);
            }
            _ => {}
        }
        end += 1;
    }
    None
}
