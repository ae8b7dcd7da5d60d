//! cron: the variables that stand in a crontab above a job.
//!
//! `K=a#b "c"` is `a#b "c"`, and `K='a'` is `a`. Quotes count at both ends only, and twice: `K="'a'"` is `a`, too.
//! There are no escapes, no comments behind a value, and no `$`. A line that is neither a variable nor a job, such as
//! `export K=a` or `K=` with nothing behind, makes cron ignore the whole crontab; so does a last line without an end.
//!
//! Modelled from Debian's cron 3.0pl1-162, `env.c`, `load_env`, and `user.c`, `load_user`.

use std::ops::Range;

use super::{Django, Family, FileKind, Form, Loader, Precedence, Snippet, Tested, common};
use crate::{
    name::VariableName,
    quoting,
    reading::{Bound, Loaded, Notes as _, Reason, Stop},
};

pub(super) const LOADER: Loader = Loader {
    id: "crontab",
    label: "cron (crontab)",
    family: Family::Service,
    version: "3.0pl1",
    source: "Debian's cron: env.c, load_env; user.c, load_user",
    place: "crontab",
    form: Form { file: FileKind::Own, ..Form::ASSIGNMENT },
    tested: Tested::Real,
    quotings: &[quoting::BARE, quoting::SINGLE, quoting::DOUBLE],
    cannot_carry: &[],
    with: None,
    load: |file, _, name| load(file, name),
    precedence: Precedence::FileAlone,
    django: Django::Environ,
    starts: Some(Snippet {
        place: "crontab, below that line",
        text: "17 3 * * * cd /srv/shop && python3 manage.py clearsessions\n",
    }),
};

/// How much of a line is read, `MAX_ENVSTR` less two.
const LONGEST_LINE: usize = 998;

fn load<'f>(file: &'f str, name: &VariableName) -> Loaded<'f> {
    let mut loaded = Loaded::default();
    let mut found: Option<Range<usize>> = None;
    let mut start = 0;
    for line in file.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let whole = line.trim_start_matches([' ', '\t']);
        let text = whole.trim_end_matches('\n');
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let begin = start - whole.len();
        let span = begin..begin + text.len();
        if whole.len() == text.len() {
            return Stop::refused(span, Reason::LastLine).into();
        }
        let mut end = text.len().min(LONGEST_LINE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let Some(Assignment { key, value, taken }) = assignment(text) else {
            if text.ends_with(['\'', '"']) && is_cut(text) {
                return Stop::unknown(span, Reason::Unclosed).into();
            }
            if is_job(text) {
                continue;
            }
            return Stop::refused(span, Reason::Syntax).into();
        };
        let place = |range: &Range<usize>| begin + range.start..begin + range.end;
        if key == name.as_str() {
            if let Some(earlier) = found.replace(place(&taken)) {
                loaded.notes.add(earlier, Reason::Overridden);
            }
            if value.len() < taken.len() {
                let quoted = text[taken.clone()].starts_with(['\'', '"']);
                loaded.notes.add(place(&taken), if quoted { Reason::Quotes } else { Reason::Trimmed });
            }
        } else {
            loaded.notes.extend(common::hidden_name(file, at..begin + key.len(), name));
        }
        loaded.bind(key, Bound::Text(text[value].into()));
    }
    loaded
}

/// A variable of a line.
struct Assignment<'t> {
    key: &'t str,
    /// Where its value is, and where that with quotes and the blanks behind it.
    value: Range<usize>,
    taken: Range<usize>,
}

/// C's `isspace`.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

fn quote(text: &str) -> Option<char> {
    text.chars().next().filter(|first| matches!(first, '\'' | '"'))
}

fn assignment(text: &str) -> Option<Assignment<'_>> {
    let (key, rest) = match quote(text) {
        Some(quote) => text[1..].split_once(quote).filter(|(key, _)| !key.contains('='))?,
        None => text.split_at(text.find(|c| c == '=' || is_space(c))?),
    };
    let rest = rest.trim_start_matches(is_space).strip_prefix('=')?.trim_start_matches(is_space);
    let start = text.len() - rest.len();
    let taken = start..text.len();
    let Some(quote) = quote(rest) else {
        let value = rest.trim_end_matches(is_space);
        return Some(Assignment { key, value: start..start + value.len(), taken }).filter(|_| !rest.is_empty());
    };
    let (inside, behind) = rest[1..].split_once(quote)?;
    if !behind.chars().all(is_space) {
        return None;
    }
    // Blanks go at the end of what was in quotes, too, and then quotes once more.
    let inside = inside.trim_end_matches(is_space);
    let mut value = start + 1..start + 1 + inside.len();
    let again = |quote: char| inside.len() > 1 && inside.starts_with(quote) && inside.ends_with(quote);
    if again('\'') || again('"') {
        value = value.start + 1..value.end - 1;
    }
    Some(Assignment { key, value, taken })
}

/// Whether a name or a value is nothing but a quote: cron reads on in what the lines before it have left behind.
fn is_cut(text: &str) -> bool {
    let value = text.split_once('=').map_or(text, |(_, value)| value).trim_start_matches(is_space);
    text.len() == 1 || value.len() == 1
}

/// Whether the line begins as a job does, which cron then looks at.
fn is_job(text: &str) -> bool {
    const WORDS: &str = "reboot yearly annually monthly weekly daily midnight hourly";
    if let Some(rest) = text.strip_prefix('@') {
        let word = rest.split([' ', '\t']).next().unwrap_or_default();
        return rest.len() > word.len() && WORDS.split(' ').any(|known| known == word);
    }
    let mut words = text.split([' ', '\t']).filter(|word| !word.is_empty());
    let field = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"*,-/".contains(&byte));
    text.starts_with(|first: char| first.is_ascii_digit() || first == '*')
        && words.by_ref().take(5).filter(|word| field(word)).count() == 5
        && words.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        notes, reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a\n", Value("a")),
                ("K=a", Refused),
                ("K=a\n  #c", Value("a")),
                (" K = a#b $J %c\\ \n", Value("a#b $J %c\\")),
                ("K=\"a b\" \n", Value("a b")),
                ("K='a\"b'\n", Value("a\"b")),
                ("K=a\"b'\n", Value("a\"b'")),
                ("K=\"'a'\"\n", Value("a")),
                ("K='\"a'\n", Value("\"a")),
                ("K=\"a \"\n", Value("a")),
                ("K=\" a\"\n", Value(" a")),
                ("K=\"a\" b\n", Refused),
                ("K=\"a\n", Refused),
                ("K=\n", Refused),
                ("K=\"\"\n", Value("")),
                ("K=\"''\"\n", Value("")),
                ("K='''\n", Refused),
                ("K=\"\n", Unknown),
                ("K\n", Refused),
                ("export K=a\n", Refused),
                ("K=a\nJ\n", Refused),
                ("K=a\nK=b\r\n", Value("b")),
                ("K=a\n\r\n", Refused),
                ("K=a\n17 * * * * root true\n@daily root true\nJ=1\n", Value("a")),
                ("@any root true\nK=a\n", Refused),
                ("\"K\"=a\n", Value("a")),
                ("\"K=J\"=a\n", Refused),
                ("=a\n'J H'=b\nK=c\n", Value("c")),
                ("#K=a\n\n", Missing),
                ("\u{feff}K=a\n", Missing),
                ("K=\u{a0}a\u{a0}\n", Value("\u{a0}a\u{a0}")),
            ],
        );
    }

    #[test]
    fn what_is_noted() {
        notes(
            &LOADER,
            &[
                ("K='a' \n", &[("'a' ", Reason::Quotes)]),
                ("K=a \nK=b\n", &[("a ", Reason::Trimmed), ("a ", Reason::Overridden)]),
                ("K=a", &[("K=a", Reason::LastLine)]),
                ("export K=a\n", &[("export K=a", Reason::Syntax)]),
                ("\u{feff}K=a\n", &[("\u{feff}K", Reason::ByteOrderMark)]),
            ],
        );
    }
}
