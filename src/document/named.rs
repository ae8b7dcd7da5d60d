//! Keys behind their name in a text of a kind that is not known: JSON and TOML, a server's
//! configuration, a command's options, other languages.
//!
//! `{"SECRET_KEY": "abc…"}`, `SetEnv SECRET_KEY abc…`, `settings.configure(SECRET_KEY='abc…')`
//!
//! The name tells, whatever stands round it: a random key holds these ten characters less than once in
//! 10^15.

use std::ops::Range;

use super::{
    Found, Kind, MOST, Role,
    line::{closing, comment_cut, is_reference, is_secret},
};

/// The keys that stand behind a name in `text`, which looks like `kind` as a whole. Where the name has not
/// come through whole, or is a part of the key, there is none: that is a fault of the key.
pub(super) fn find(text: &str, kind: Option<Kind>) -> Vec<Found> {
    let mut found = Vec::new();
    let lone = !text.trim().contains('\n');
    if text.starts_with('\u{feff}') {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        let mut at = start;
        while let Some(name) = name(text, at..end).filter(|_| found.len() < MOST) {
            at = name.end;
            let lead = text[start..name.start].trim();
            let apart = below(text, lead, &name);
            let (lead, after) = match apart {
                Some(after) => ("-", after),
                None => (lead, name.end..end),
            };
            // A name in small letters may stand in a sentence.
            let lone = lone && !text[name.clone()].contains(|letter: char| letter.is_ascii_lowercase());
            if let Some((kind, span)) = value(text, lead, after, kind, lone) {
                at = span.end;
                let (span, role) = match text[span.clone()].find(":-").filter(|_| text[span.clone()].starts_with("${"))
                {
                    Some(dash) => (span.start + dash + 2..span.end - 1, Role::Default),
                    None => (span, Role::Key),
                };
                found.push(Found { kind, name: Some(name), span, role, code: None });
            }
        }
        start += line.len();
    }
    found
}

/// No name has so many characters before or behind.
const LONGEST: usize = 128;

/// Whether the name of a key is in `text`.
pub(super) fn is_in(text: &str) -> bool {
    name(text, 0..text.len()).is_some()
}

/// The first name of a key in `within`: `SECRET_KEY`, `secretKey` or `secret-key`, with more before or behind.
fn name(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let bytes = text.as_bytes().get(within.clone())?;
    let mut from = 0;
    loop {
        let place = from + bytes[from..].windows(6).position(|part| part.eq_ignore_ascii_case(b"secret"))?;
        from = place + 6;
        let rest = &bytes[from..];
        let sign = usize::from(matches!(rest.first(), Some(b'_' | b'-')));
        if !rest.get(sign..sign + 3).is_some_and(|part| part.eq_ignore_ascii_case(b"key")) {
            continue;
        }
        let end = from + sign + 3;
        // `SECRET_KEYS`, `secretKeyRef`
        let behind = bytes[end..].iter().take(LONGEST);
        let behind = behind.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let before = bytes[..place].iter().rev().take(LONGEST).take_while(|byte| is_of_name(**byte)).count();
        if before + behind >= LONGEST {
            from = end;
            continue;
        }
        let before =
            bytes[place - before..place].iter().take_while(|byte| b"-.".contains(byte)).count().abs_diff(before);
        let name = within.start + place - before..within.start + end + behind;
        let words = text[name.clone()].to_ascii_uppercase().replace(['-', '.'], "_");
        let goes_on = behind > 0 && bytes[end] != b'_';
        let refers = text[..name.start].ends_with(['$', '{']) || words.starts_with("SECRETS_");
        if !goes_on && !refers && is_secret(&words.replace("SECRETKEY", "SECRET_KEY")) {
            return Some(name);
        }
        from = end;
    }
}

/// Where name and value stand apart, as in a list of variables of a manifest: what follows `value` behind the name.
fn below(text: &str, lead: &str, name: &Range<usize>) -> Option<Range<usize>> {
    let signs = [' ', '\t', '"', '\'', '=', ':'];
    let lead = lead.trim_end_matches(signs);
    if !lead.ends_with("name") && !lead.ends_with("key") {
        return None;
    }
    let rest = text[name.end..].trim_start_matches(['"', '\'', ',', ' ', '\t', '\r', '\n']);
    let rest = rest.strip_prefix("value")?;
    let rest = rest.trim_start_matches(['"', '\'']);
    let rest = rest.trim_start_matches([' ', '\t']);
    let start = text.len() - rest.len();
    Some(start..start + rest.lines().next()?.trim_end().len()).filter(|_| rest.starts_with([':', '=']))
}

/// What stands at `after`, which is from a name to its line's end, with `lead` before it; and what that
/// makes of the line.
fn value(text: &str, lead: &str, after: Range<usize>, kind: Option<Kind>, lone: bool) -> Option<(Kind, Range<usize>)> {
    let rest = &text[after.clone()];
    let quote = lead.chars().next_back().filter(|last| matches!(last, '\'' | '"' | '`'));
    let unquoted = quote.map_or(rest, |quote| rest.strip_prefix(quote).unwrap_or(rest));
    // Quotes round the whole line: it was put in the key's place.
    if quote.is_some() && unquoted.len() == rest.len() && lead.len() == 1 && lone {
        return None;
    }
    let of_table = |letter: char| letter == '|' && lead.starts_with('|');
    let bare = unquoted.trim_start_matches(|letter: char| " \t=:?>,]".contains(letter) || of_table(letter));
    let signs = &unquoted[..unquoted.len() - bare.len()];
    let start = after.end - bare.len();
    let is_code = kind == Some(Kind::Settings);
    let kind = match lead {
        "" | "-" if signs.starts_with(':') => Kind::Compose,
        _ => kind.filter(|kind| *kind != Kind::Settings).unwrap_or(Kind::Line),
    };
    let opened = bare.chars().next().filter(|first| !signs.is_empty() && matches!(first, '\'' | '"' | '`'));
    if let Some(length) = opened.and_then(|quote| closing(bare, quote)) {
        let template = |span: &Range<usize>| {
            let inside = &text[span.clone()];
            let has_default = inside.starts_with("${") && inside.ends_with('}') && inside.contains(":-");
            inside.contains('}') && !is_text(inside) && !has_default
        };
        return Some((kind, start + 1..start + length))
            .filter(|(_, span)| !template(span) || bare[1..].starts_with('}'));
    }
    // Without quotes, in code and in sentences, it is something else.
    let commands = ["set -x", "set -gx", "set -Ux", "SetEnv", "setx", "ENV", "fastcgi_param"];
    let assigned = signs.contains(['=', ':']) || signs.contains('|') || commands.iter().any(|end| lead.ends_with(end));
    let follows = || lone && !signs.is_empty() && (!lead.is_empty() || !bare.contains(char::is_whitespace));
    if is_code || signs.contains([',', ']']) || !assigned && !follows() {
        return None;
    }
    let length = if matches!(lead, "" | "-" | "export") {
        comment_cut(bare)
    } else {
        let stop = |character: char| quote.map_or(character.is_whitespace(), |quote| character == quote);
        bare[..bare.find(stop).unwrap_or(bare.len())].trim_end_matches([';', ',']).len()
    };
    // Several variables in one: `--set-env-vars=A=b,C=d`
    let length = match bare[..length].find(',') {
        Some(comma) if lead.contains("--") && bare[comma..length].contains('=') => comma,
        _ => length,
    };
    Some((kind, start..start + length)).filter(|_| length > 0 && is_text(bare) && !is_reference(&bare[..length]))
}

/// Whether it is a text, and not the name of one.
fn is_text(value: &str) -> bool {
    !["--", "${", "$(", "{{", "}", "$SECRET", "$DJANGO"].iter().any(|start| value.starts_with(start)) && !is_call(value)
}

/// Whether code begins so: a call, or something taken out of a mapping.
pub(super) fn is_call(value: &str) -> bool {
    let rest =
        value.trim_start_matches(|character: char| character.is_ascii_alphanumeric() || "_.".contains(character));
    let of_code = ["()", "(\"", "('", "[\"", "['"];
    rest.len() < value.len()
        && rest.starts_with(['(', '['])
        && (rest.ends_with([')', ']', '(']) || of_code.iter().any(|signs| rest.contains(signs)))
}

#[cfg(test)]
mod tests {
    use crate::document::{Kind, read};

    #[track_caller]
    fn holds(text: &str, expected: Option<(Kind, &str)>) {
        let found = read(text);
        let found: Vec<_> = found.iter().map(|found| (found.kind, &text[found.span.clone()])).collect();
        match expected {
            Some(expected) => assert_eq!(found, [expected], "{text:?}"),
            None => assert!(found.iter().all(|(kind, _)| *kind == Kind::Key), "{text:?}: {found:?}"),
        }
    }

    #[test]
    fn names_and_what_stands_behind_them() {
        for (text, kind, key) in [
            ("SECRET_KEY: a#b c # d", Kind::Compose, "a#b c"),
            ("  - SECRET_KEY: 'a'\n", Kind::Compose, "a"),
            ("secret_key=a b", Kind::Line, "a b"),
            ("django_secret_key = \"a\\\"b\"", Kind::Line, "a\\\"b"),
            ("{\"SECRET_KEY\": \"a\"}", Kind::Line, "a"),
            ("{\n  \"DEBUG\": true,\n  \"SECRET_KEY\": \"a\",\n}\n", Kind::Line, "a"),
            ("- SECRET_KEY=a b", Kind::Line, "a b"),
            ("-e SECRET_KEY=a b", Kind::Line, "a"),
            ("Environment=\"SECRET_KEY=a b\"", Kind::Line, "a b"),
            ("SetEnv SECRET_KEY a", Kind::Line, "a"),
            ("setx SECRET_KEY \"a b\"", Kind::Line, "a b"),
            ("fastcgi_param SECRET_KEY a;", Kind::Line, "a"),
            ("const SECRET_KEY = 'a';", Kind::Line, "a"),
            ("'SECRET_KEY' => 'a',", Kind::Line, "a"),
            ("app.config['SECRET_KEY'] = 'a'", Kind::Line, "a"),
            ("settings.configure(DEBUG=True, SECRET_KEY='a')", Kind::Line, "a"),
            ("import os\nos.environ.setdefault('SECRET_KEY', 'a')\n", Kind::Line, "a"),
            ("SECRET_KEY a", Kind::Line, "a"),
            ("env:\n- name: SECRET_KEY\n  value: 'a'\n", Kind::Compose, "a"),
            ("> SECRET_KEY=a", Kind::Line, "a"),
            ("[settings]\nSECRET_KEY = a(b\n", Kind::Env, "a(b"),
            ("# SECRET_KEY=a", Kind::Line, "a"),
        ] {
            holds(text, Some((kind, key)));
        }
    }

    #[test]
    fn what_is_no_key() {
        for text in [
            "\u{feff}SECRET_KEY=a",
            "\"SECRET_KEY=a\"",
            "SECRET_KEY: ${SECRET_KEY}",
            "SECRET_KEY: ${{ secrets.SECRET_KEY }}",
            "SECRET_KEY = os.environ['SECRET_KEY']",
            "SECRET_KEY = get_key()",
            "import os\nSECRET_KEY = KEY\n",
            "import os\nSECRET_KEY = env('SECRET_KEY', cast=str)\n",
            "import os\nif not SECRET_KEY:\n    raise E('SECRET_KEY is missing')\n",
            "from .base import SECRET_KEY, b",
            "my_secret_key",
            "gh secret set SECRET_KEY --body a",
            "my secret_key is",
            "- name: SECRET_KEY\n  valueFrom:\n    secretKeyRef: b\n",
        ] {
            holds(text, None);
        }
    }
}
