//! A comment behind the key, in the same line of a `.env` file.
//!
//! Most loaders leave it out. Some read the whole line, so that the key is another one there.
//!
//! `SECRET_KEY='abc…' # production`
//!
//! What to do: put the comment on a line of its own.
//!
//! Chance: it is about the line, and not about the key.

use super::{Check, Hit, Severity, Subject, place_of};
use crate::document::Kind;

pub(super) const CHECK: Check =
    Check { id: "comment", source: "The loaders' models: what they read of such a line", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if subject.kind != Kind::Env {
        return None;
    }
    let after = subject.around.get(place_of(subject.text, subject.around) + subject.text.len()..)?;
    let rest = after.lines().next()?.trim_start_matches(['\'', '"']);
    if !rest.trim_start().starts_with('#') {
        return None;
    }
    let written = match after.chars().next()? {
        '\'' => "'ab' # c",
        '"' => "\"ab\" # c",
        _ => "ab # c",
    };
    let hit = Hit {
        severity: Severity::Note,
        span: 0..subject.text.len(),
        sentence: "A comment follows the key.".to_owned(),
        remedy: "Put the comment on a line of its own.",
        bits: None,
    };
    Some(hit.by_loaders("It is read as a part of the key by", written, written))
}

#[cfg(test)]
mod tests {
    use crate::check::judge;

    #[test]
    fn who_reads_a_comment_is_named() {
        let key = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        for (line, reads_it) in [
            (format!("SECRET_KEY='{key}' # b"), Some("python-decouple")),
            (format!("A=1\nSECRET_KEY={key} # b\nB=2\n"), Some("python-decouple")),
            (format!("SECRET_KEY=\"{key}\"\n# b"), None),
            (format!("SECRET_KEY={key}"), None),
            (format!("SECRET_KEY = '{key}' # b"), None),
        ] {
            let judgements = judge(&line);
            let found = judgements[0].findings.iter().find(|finding| finding.id == "comment");
            assert_eq!(found.is_some(), reads_it.is_some(), "{line}");
            if let Some((found, loader)) = found.zip(reads_it) {
                assert!(found.sentence.contains(loader), "{}", found.sentence);
            }
            assert_eq!(judgements[0].verdict, crate::check::Verdict::Fit, "{line}");
        }
    }
}
