//! A key that was shortened for display, as pages, logs and commands show it.
//!
//! `abc123…`, `abc123...`, `abcd********wxyz`
//!
//! What to do: copy the whole key from its source.
//!
//! Chance: all else is letters and digits. Of 50 random characters of letters, digits and four signs, one in a million ends
//! in three points; four asterisks beside letters and digits alone are rarer than that.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check =
    Check { id: "shortened", source: "kubectl, Heroku and the pages of stores: how they show a secret", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let left_out = |mark: &str| {
        let (before, after) = core.split_once(mark)?;
        let after = after.trim_start_matches(mark.chars().next()?);
        let is_plain = [before, after].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let is_hex = || [before, after].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let is_told = mark != "..." || after.is_empty() || is_hex();
        (is_plain && is_told && before.len() + after.len() >= 4 && !before.is_empty()).then_some(before.len())
    };
    let at = ["****", "••••", "...", "…"].into_iter().find_map(left_out)?;
    let start = subject.core_start + at;
    Hit::broken(
        start..start + core[at..].chars().next()?.len_utf8(),
        "This is a key as something shows it, with a part left out.",
        "Copy the whole key from its source.",
    )
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn what_is_left_out() {
        for (text, verdict) in [
            ("q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz...", Verdict::Broken),
            ("q7Rw2Zt9XcV4bN8mLk3Jh6Gf1DsA5pOiUyTeWqEz…", Verdict::Broken),
            ("1f8fce0a129003821be5...c4bf57d04c87582da44c", Verdict::Broken),
            ("q7Rw2Zt9********pOiUyTeWqEz", Verdict::Broken),
            ("q7Rw2Zt9XcV4bN8mL...Jh6Gf1DsA5pOiUyTeWqEz", Verdict::Fit),
            ("3k$w9(q!z3#p0@l_r8dh5t+n4s****yb1c*gjaue2wq7m&x2k9", Verdict::Fit),
        ] {
            assert_eq!(judge(text)[0].verdict, verdict, "{text}");
        }
    }
}
