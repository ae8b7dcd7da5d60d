//! A key that was cut or changed on the way: Django's characters, but not its fifty.
//!
//! Some readers take `#` for the beginning of a comment and `$` for the name of a variable. What is
//! left is shorter, and looks like a key.
//!
//! `3k$w9(q!z3#p0…` arrives as `3k$w9(q!z3`
//!
//! What to do: see on the other tab how the line has to be written, and take the key from its source.
//!
//! In a line that loaders read differently the length says little: what is to be said of that line is said by those
//! who read it, and the length is a note.
//!
//! A strong one with none of `(-_=+)` gets the note, too: of the passwords of 20 characters that password managers make,
//! one in ten thousand has no capital, and 8 in a hundred of Django's keys cut to 20 have none of these signs.
//!
//! Chance: only texts of Django's alphabet, signs among them, that have not 50 characters are taken for
//! one. A key that was made so on purpose, of fewer than 50, cannot be told from one that was cut: the length is all
//! there is to see. So it is said to look cut, and that it is strong if it was meant to be so: to ask about a good key
//! costs a look at its source, and to pass a cut one costs the difference between two hosts.

use zeroize::Zeroizing;

use super::{Check, Hit, Severity, Subject, is_djangos, loaders};
use crate::document::Kind;

pub(super) const CHECK: Check = Check {
    id: "cut",
    source: "Django 5.2, django/core/management/utils.py, get_random_secret_key: 50 characters of 50",
    find,
};

/// Those of Django's signs that password managers seldom use.
const DJANGO_ALONE: [char; 6] = ['(', ')', '-', '_', '=', '+'];

/// A key of 50 of Django's characters has fewer of those signs that others have not once in twenty keys, and what pwgen makes
/// hardly ever as many.
const LEAST_SIGNS: usize = 6;

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    // Whoever knows what follows `django-insecure-` knows it cut or whole, and that is worse.
    if super::insecure_prefix::find(subject).is_some() {
        return None;
    }
    if core.len() > 60 {
        return None;
    }
    let length = core.chars().count();
    // Nearly half of Django's characters are no letters: what has hardly any was not made by it.
    let no_letters = core.chars().filter(|character| !character.is_ascii_lowercase()).count();
    if length >= 20 && no_letters * 6 < length {
        return None;
    }
    // Of Django's signs, those that other alphabets have not.
    let signs = core
        .bytes()
        .filter(|byte| matches!(byte, b'!' | b'@' | b'#' | b'$' | b'%' | b'^' | b'&' | b'*' | b'(' | b')'))
        .count();
    let (mut others, mut other) = (0, 0..0);
    for (place, character) in core.char_indices() {
        if !u8::try_from(character).is_ok_and(is_djangos) {
            others += 1;
            if others > 1 {
                return None;
            }
            other = subject.core_start + place..subject.core_start + place + character.len_utf8();
        }
    }
    if others == 0 && length < 50 && signs > 0 && length >= 8 && !subject.guess.is_weak() {
        let end = subject.core_span().end;
        let strong = subject.guess.high >= super::guess::ENOUGH;
        let is_in_doubt = subject.kind == Kind::Env && loaders::differ(subject.text) && !was_whole(subject);
        if strong && (is_in_doubt || !core.contains(DJANGO_ALONE)) {
            return Some(Hit {
                severity: Severity::Note,
                ..Hit::broken(
                    end..end,
                    "This key has fewer characters than Django’s keys, which have 50. It may have been cut before it was written here.",
                    "Compare it with its source, if Django generated it.",
                )?
            });
        }
        let mut hit = Hit::broken(
            end..end,
            "This key looks like one of Django’s, which have 50 characters, cut on the way.",
            if strong {
                "Copy the key from its source again, and use quotes its loader understands. If it was made this short on purpose, it is strong enough."
            } else {
                "Copy the key from its source again, and use quotes its loader understands, or generate a new one."
            },
        )?;
        // What is left of a key ends before the sign at which it was cut.
        if !core.contains('#') {
            hit = hit.by_loaders("At a # it is cut by", "ab#cd", "ab");
        }
        if !core.contains('$') {
            hit = hit.by_loaders("At a $ it is cut by", "ab$cd", "ab");
        }
        return Some(hit);
    }
    if others == 1 && signs >= LEAST_SIGNS && (46..=56).contains(&length) && core.is_ascii() {
        return Hit::broken(
            other,
            "This key looks like one of Django’s, except for a character Django never uses.",
            "Compare it with its source. Something was added or changed on the way.",
        );
    }
    None
}

/// Whether its fifty characters stand there, and the loader of the file takes two of them for one.
fn was_whole(subject: &Subject<'_>) -> bool {
    let less = 50_usize.saturating_sub(subject.core.chars().count());
    !subject.around.contains(subject.core)
        && [("$$", "$"), ("%%", "%")].into_iter().any(|(written, read)| {
            subject.core.matches(read).count() >= less
                && Zeroizing::new(subject.around.replace(written, read)).contains(subject.core)
        })
}

#[cfg(test)]
mod tests {
    use crate::check::{Checker, Verdict};

    #[test]
    fn what_looks_cut() {
        let checker = Checker::default();
        for (key, verdict) in [
            ("3k$w9(q!z3#p0@l_r8dh5t+n4s=f", Verdict::Broken),
            // A password manager's, by chance without capitals.
            ("7b0t781vxlekt9%226z*82jhx&oc@8qq", Verdict::Fit),
            ("Ush5ti6oor8loh8lei6so@uhah1shoh8shie8ie^d!ongee3sh", Verdict::Fit),
            // What apg makes has a sign or two.
            ("neccosh#heackkitgheserus", Verdict::Fit),
            ("jilpyoghjeam7quofcequij)", Verdict::Fit),
        ] {
            let judged = checker.judge(key);
            assert_eq!(judged[0].verdict, verdict, "{key}");
        }
    }
}
