//! An escape that was left in: `$$`, `\$`, `%24`, `&amp;`.
//!
//! Compose wants `$$` for a `$`, a shell `\$`, an address `%24`, a web page `&amp;`. Where the escape is
//! not undone it becomes a part of the key, and the host that undoes it has another key.
//!
//! What to do: undo the escape, or make a key without such characters.
//!
//! Chance: only a text that becomes exactly 50 characters of Django's alphabet without its escapes is
//! taken for one; random keys of other formats do so less than once in 10^12.

use super::{Check, Hit, Subject, is_djangos};

pub(super) const CHECK: Check = Check {
    id: "escape-left",
    source: "Django’s keys have 50 characters; Compose, shells, URLs and HTML escape some",
    find,
};

/// An escape, and what it stands for.
const ESCAPES: &[(&str, char)] = &[
    ("&amp;", '&'),
    ("&#38;", '&'),
    ("&#x26;", '&'),
    ("%21", '!'),
    ("%40", '@'),
    ("%23", '#'),
    ("%24", '$'),
    ("%25", '%'),
    ("%5E", '^'),
    ("%5e", '^'),
    ("%26", '&'),
    ("%2A", '*'),
    ("%2a", '*'),
    ("%28", '('),
    ("%3D", '='),
    ("%3d", '='),
    ("%2B", '+'),
    ("%2b", '+'),
    ("%29", ')'),
    ("%%", '%'),
    ("$$", '$'),
    ("\\$", '$'),
    ("\\#", '#'),
    ("\\&", '&'),
    ("\\(", '('),
    ("\\)", ')'),
    ("\\!", '!'),
    ("\\*", '*'),
    ("\\=", '='),
    ("\\^", '^'),
    ("\\@", '@'),
    ("\\%", '%'),
    ("\\-", '-'),
    ("\\+", '+'),
];

/// Those that stand in no key by chance, whatever stands round them: fewer than one of 10^8 of printable characters.
const ENTITIES: &[&str] = &["&amp;", "&quot;", "&#39;", "&#x27;", "&#34;", "&apos;"];

/// The end of a line as code writes it, behind letters and digits.
const ENDS: &[&str] = &["\\r\\n", "\\n", "\\r", "\\t"];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let end = ENDS.iter().find_map(|end| Some(core.strip_suffix(end)?.len()));
    if let Some(end) = end.filter(|end| *end >= 24 && core[..*end].bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return Hit::broken(
            subject.core_start + end..subject.core_start + core.len(),
            "This key ends in an escape for the end of a line.",
            "Remove it.",
        );
    }
    of_django(subject).or_else(|| {
        let (at, entity) = ENTITIES.iter().find_map(|entity| Some((core.find(entity)?, entity)))?;
        Hit::broken(
            subject.core_start + at..subject.core_start + at + entity.len(),
            "This key has an escape of HTML left in it.",
            "Copy the key from its source, not from the code of a page.",
        )
    })
}

/// An escape in one of Django's keys.
fn of_django(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    if core.len() <= 50 || !core.bytes().any(|byte| b"&%$\\".contains(&byte)) {
        return None;
    }
    // Each family of escapes by itself: a key may hold `$$` by chance, and is then 50 characters long.
    for family in ["&", "%2345", "%%", "$", "\\"] {
        let belongs = |escape: &str| match family {
            "%2345" => escape.starts_with('%') && escape != "%%",
            "%%" => escape == "%%",
            _ => escape.starts_with(family),
        };
        let (mut at, mut length, mut first, mut clean) = (0, 0, None, true);
        while let Some(next) = core[at..].chars().next() {
            let escape = ESCAPES.iter().find(|(escape, _)| belongs(escape) && core[at..].starts_with(escape));
            let (width, real) = escape.map_or((next.len_utf8(), next), |(escape, real)| (escape.len(), *real));
            if escape.is_some() && first.is_none() {
                first = Some(at..at + width);
            }
            clean &= u8::try_from(real).is_ok_and(is_djangos);
            at += width;
            length += 1;
            if length > 50 || !clean {
                break;
            }
        }
        if let (true, 50, Some(span)) = (clean, length, first) {
            let span = subject.core_start + span.start..subject.core_start + span.end;
            let hit = Hit::broken(
                span,
                "This key has an escape left in it. Without the escape, it is one of Django’s keys of 50 characters.",
                "Undo the escape where the key is read, or generate a key that needs none.",
            )?;
            return Some(match family {
                "$" => hit.by_loaders("$$ is kept by", "ab$$cd", "ab$$cd"),
                "%%" => hit.by_loaders("%% is kept by", "ab%%cd", "ab%%cd"),
                "\\" => hit.by_loaders("A backslash is kept by", "ab\\$cd", "ab\\$cd"),
                _ => hit,
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::check::judge;

    #[test]
    fn what_was_left_in() {
        let key = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        for text in [
            key.replace('$', "$$"),
            key.replace('$', "\\$"),
            key.replace('$', "%24"),
            key.replace('&', "&amp;"),
            "q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOi\\n".to_owned(),
            "3f(aq#8#cu74g9l8%#f9&amp;&lt;j^tv&amp;wvl0p2m4n6b8v".to_owned(),
            key.replace('$', "%24").replace('#', "%23").replace('&', "%26"),
        ] {
            let judgement = &judge(&text)[0];
            assert_eq!(judgement.findings[0].id, "escape-left", "{text}: {judgement:?}");
        }
        assert!(judge(key)[0].findings.is_empty());
        let doubled = "3$$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        assert!(judge(doubled)[0].findings.is_empty());
    }
}
