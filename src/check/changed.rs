//! A key that does not arrive as it is written: the loader of the file that it stands in replaces or cuts a
//! part of it, or stops.
//!
//! `SECRET_KEY: '3k$w9…'` in a compose file: Compose looks for a variable `w9`, and puts nothing in its place.
//!
//! What to do: write it as that loader wants it.
//!
//! Chance: it is about the place, and not about the key.

use super::{Check, Hit, Subject};

pub(super) const CHECK: Check =
    Check { id: "changed", source: "The loader’s model: what it reads of this file", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let loader = subject.changed_by?;
    if loader.is_empty() {
        return Hit::broken(
            0..subject.text.len(),
            "It is a command and not what it prints: what reads it as a value has the command for a key.",
            "Run it, and put what it prints here.",
        );
    }
    let sentence =
        ["What arrives is not what stands here: ", loader, " replaces or cuts a part of it, or stops."].concat();
    Hit::broken(
        0..subject.text.len(),
        &sentence,
        "Take the line that Carry writes for that loader: it is read back to the letter.",
    )
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn what_a_loader_changes_is_told() {
        let key = "3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";
        let compose = |value: &str| format!("services:\n  web:\n    environment:\n      SECRET_KEY: '{value}'\n");
        for (text, expected) in [
            (compose(key), Verdict::Broken),
            (compose(&key.replace('$', "$$")), Verdict::Fit),
            (format!("FROM a\nENV SECRET_KEY={key}\n"), Verdict::Broken),
            (format!("FROM a\nENV SECRET_KEY='{key}'\n"), Verdict::Fit),
        ] {
            assert_eq!(judge(&text)[0].verdict, expected, "{text}");
        }
    }
}
