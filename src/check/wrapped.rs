//! What stood round the key where it was copied, or where code put it: the end of a literal, the brackets of a list, a
//! comma that makes a tuple of it, Markdown's asterisks.
//!
//! Django takes them for a part of the key.
//!
//! `['abc…']`, `abc…',`, `\"abc…\"`, `**abc…**`, `SECRET_KEY = 'abc…',`
//!
//! What to do: take them off on every host.
//!
//! Chance: between them there are letters and digits alone, or Django's symbols: of 24 random printable characters that
//! is so in 3 of a million keys, and of usual lengths far more rarely. Brackets without quotes count where they are a pair,
//! and one quote where a key of a usual length is left.

use super::{Check, Hit, Subject, is_djangos, place_of, quotes};
use crate::document::{Kind, Role};

pub(super) const CHECK: Check =
    Check { id: "wrapped", source: "Django 5.2, django/conf/__init__.py: a key is used as it is", find };

/// No key has fewer characters between the signs.
const LEAST: usize = 16;

/// The same, where only a pair of brackets or of asterisks is round it.
const LEAST_IN_PAIR: usize = 24;

/// The lengths of keys as they are made: by Django, in hexadecimal, and of 16 to 64 bytes in base64.
const LENGTHS: [usize; 15] = [22, 24, 32, 40, 43, 44, 48, 50, 56, 64, 66, 67, 86, 88, 128];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let text = subject.text.trim();
    let start = place_of(text, subject.text);
    if is_tuple(subject) {
        return Hit::broken(
            start..start + text.len(),
            "A comma follows the key, so that Python makes a tuple of it, and Django a key with brackets and quotes.",
            "Remove the comma.",
        );
    }
    // Of quotes alone their own check tells.
    if quotes::find(subject).is_some() {
        return None;
    }
    let inside = inside(text)?;
    let before = place_of(inside, text);
    let span = if before > 0 { start..start + before } else { start + inside.len()..start + text.len() };
    Hit::broken(
        span,
        "This key includes signs that stood round it where it was copied, and Django keeps them.",
        "Remove the signs before and behind the key.",
    )
}

/// What stands between such signs, if any are there and it looks like a key.
fn inside(text: &str) -> Option<&str> {
    if let Some(key) = text.strip_prefix(": ").or_else(|| text.strip_prefix("= ")) {
        return (key.len() >= LEAST && !key.contains(' ')).then_some(key);
    }
    let opens = |sign: char| "[({\"'`*\\".contains(sign);
    let closes = |sign: char| "])}\"'`*\\,;".contains(sign);
    let inside = text.trim_start_matches(opens).trim_end_matches(closes);
    let lead = &text[..place_of(inside, text)];
    let tail = &text[lead.len() + inside.len()..];
    let is_plain = inside.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_quotes = [lead, tail].iter().any(|signs| signs.contains(['"', '\'', '`']));
    let is_like_a_key = inside.len() >= LEAST && (is_plain || inside.bytes().all(is_djangos))
        || inside.len() >= 32 && inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    // One sign at one end may be the key's own: what `pwgen -y` and apg make has but one in all.
    let is_lone = lead.len() + tail.len() == 1 && !LENGTHS.contains(&inside.len());
    let is_pair = matches!((lead, tail), ("[", "]") | ("{", "}") | ("**", "**")) && inside.len() >= LEAST_IN_PAIR;
    (has_quotes && is_like_a_key && !is_lone || is_pair && is_plain).then_some(inside)
}

/// Whether `NAME = 'abc…',` stands in a line of its own.
fn is_tuple(subject: &Subject<'_>) -> bool {
    if subject.kind != Kind::Settings || subject.role != Role::Key {
        return false;
    }
    let at = place_of(subject.text, subject.around);
    let (Some(before), Some(after)) = (subject.around.get(..at), subject.around.get(at + subject.text.len()..)) else {
        return false;
    };
    let line = before.rsplit('\n').next().unwrap_or_default();
    let Some(quote) = line.chars().next_back().filter(|quote| matches!(quote, '\'' | '"')) else { return false };
    let name = line.trim_end_matches(quote).trim_end().strip_suffix('=').map(str::trim_end);
    let is_assigned = name
        .is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
    let rest = after.lines().next().unwrap_or_default().trim_start_matches(quote);
    let rest = rest.split('#').next().unwrap_or_default();
    is_assigned && rest.trim() == ","
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn what_stands_round_a_key() {
        let plain = "q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz";
        let django = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        for (before, after) in [
            ("['", "']"),
            ("('", "',)"),
            ("", "',"),
            ("", "'"),
            ("\"", ""),
            ("\\\"", "\\\""),
            ("SECRET_KEY = \"['", "']\""),
            ("SECRET_KEY = '", "',"),
            ("SECRET_KEY = '", "',  # production"),
        ] {
            for key in [plain, django] {
                let text = [before, key, after].concat();
                assert_eq!(judge(&text)[0].verdict, Verdict::Broken, "{text}");
            }
        }
        for (before, after) in [("[", "]"), ("**", "**"), (": ", "")] {
            let text = [before, plain, after].concat();
            assert_eq!(judge(&text)[0].verdict, Verdict::Broken, "{text}");
        }
        for text in [
            "(3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k)",
            "*3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k*",
            "dict(\n    SECRET_KEY='q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz',\n)",
            "xuw9paudoot6zahbaebooM9eeghoh3Jo4diepeik3Avi2ihoo\"",
            "PiZudyaffyogfoydWaryantUdnivKackghamtik`",
            "SECRETS = {\n    'SECRET_KEY': 'q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz',\n}",
        ] {
            assert_eq!(judge(text)[0].verdict, Verdict::Fit, "{text}");
        }
    }
}
