//! A key of the user's own: one that cannot be changed, or that was checked. It is carried as one that is made here
//! is, and never altered on the way.

use std::fmt;

use super::{Made, MakeError, Maker};
use crate::{
    check::Verdict,
    key::Limits,
    line::{Destination, Line},
    listed::Listed,
    loader::{self, FileKind, Loader},
    name::VariableName,
    quoting::BARE,
    secret::Secret,
};

/// Longer texts are no keys, in bytes. A key that is read from a file may be a long one: a private key has some
/// 3,300.
const LONGEST_OWN: usize = 4096;

/// Why a key of the user's own is not carried. The text is the sentence the user sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotGive {
    /// It has a line break or another control character in it.
    NotOneLine,
    /// It is too long to be one.
    TooLong,
    /// No one line suits everyone: so many loaders can be given a line of their own, of so many.
    NotForAll(usize, usize),
    /// These read it back from no line.
    Loader(&'static str),
}

impl fmt::Display for CannotGive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOneLine => f.write_str(
                "Paste a key of one line. This one has a line break or another control character in it, and few loaders and stores get that through.",
            ),
            Self::TooLong => write!(f, "Paste the key alone. This has more than {LONGEST_OWN} bytes."),
            Self::NotForAll(some, all) => write!(
                f,
                "Choose your loader above. No one line brings this key to every loader unchanged; {some} of {all} can be given one of their own."
            ),
            Self::Loader(who) => write!(f, "Choose another loader above. No line brings this key to {who} unchanged."),
        }
    }
}

/// What is given in a field, and whether a line break at its end was left out; none if nothing is.
pub fn of_a_field(text: &str) -> Option<(&str, bool)> {
    let key = text.strip_suffix('\n').map_or(text, |key| key.strip_suffix('\r').unwrap_or(key));
    (!key.is_empty()).then_some((key, key.len() < text.len()))
}

impl Maker {
    /// `key` and its line. With a store, which is given the key alone, no loader is asked.
    pub fn carry(
        &self,
        destination: Destination,
        name: &VariableName,
        key: Secret,
        is_in_store: bool,
    ) -> Result<Made, MakeError> {
        let refused = |why| Err(MakeError::Given(why));
        if key.expose().len() > LONGEST_OWN {
            return refused(CannotGive::TooLong);
        }
        if key.expose().chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
            return refused(CannotGive::NotOneLine);
        }
        let line = if is_in_store {
            Line { name: name.clone(), quoting: BARE, value: Secret::from(key.expose()) }
        } else {
            match destination.write(name, &key) {
                Ok(line) => line,
                Err(_) if destination == Destination::Anywhere => {
                    let all: Vec<_> = loader::ALL.iter().filter(|loader| loader.form.file == FileKind::Env).listed();
                    let can = |loader: &&&'static Loader| Destination::Loader(loader).write(name, &key).is_ok();
                    return refused(CannotGive::NotForAll(all.iter().filter(can).count(), all.len()));
                }
                Err(_) => return refused(CannotGive::Loader(destination.who())),
            }
        };
        Ok(Made { key, recipe: None, limits: Limits::NONE, line })
    }

    /// What the check says of a key of the user's own: the verdict and, where it is against the key, what was
    /// found. It repeats no part of the key.
    pub fn opinion(&self, key: &Secret) -> (Verdict, String) {
        let judged = self.checker().judge_key(key.expose());
        let mut words = [judged.verdict.label(), ". ", &judged.reason].concat();
        if judged.verdict != Verdict::Fit
            && let Some(worst) = judged.findings.first()
        {
            words.push(' ');
            words.push_str(&worst.sentence);
        }
        (judged.verdict, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        key::PRESETS,
        make::{Kind, Outcome, Wish},
    };

    const FIT: &str = "w3$x9k(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d";

    fn carry(id: &str, key: &str, is_in_store: bool) -> Result<Made, MakeError> {
        let destination = Destination::find(id).expect("a destination");
        Maker::default().carry(destination, &VariableName::usual(), key.into(), is_in_store)
    }

    #[track_caller]
    fn refuses(id: &str, key: &str, words: &str) {
        let error = carry(id, key, false).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains(words), "{error}");
    }

    #[test]
    fn a_key_is_carried_as_it_is() {
        for loader in loader::ALL {
            for key in [FIT, "change-me", "'quoted'", "a b", "django-insecure-3k#w9"] {
                let Ok(made) = carry(loader.id, key, false) else {
                    assert!(Destination::Loader(loader).write(&VariableName::usual(), &key.into()).is_err());
                    continue;
                };
                assert_eq!(made.key.expose(), key);
                assert_eq!(made.measure(), format!("{} characters. ", key.chars().count()));
                let proof = made.proofs(Destination::Loader(loader)).find(|proof| proof.loader == loader);
                assert_eq!(proof.map(|proof| proof.outcome), Some(Outcome::Identical), "{} {key}", loader.id);
            }
        }
    }

    #[test]
    fn what_no_line_carries_is_refused_with_the_reason() {
        refuses("anywhere", "it's $w9 \"so\"", "Choose your loader above");
        refuses("anywhere", "a\nb", "one line");
        refuses("anywhere", "a\u{85}b", "one line");
        refuses("python-decouple", &"a".repeat(LONGEST_OWN + 1), "more than 4096");
        refuses("docker-env-file+compose-project-env", "$a'b\"c`d\\", "all of these loaders");
        // A store is given the key alone.
        assert!(carry("anywhere", "it's $w9 \"so\"", true).is_ok());
        assert!(carry("anywhere", "a\nb", true).is_err());
    }

    #[test]
    fn the_loaders_that_are_counted_can_be_given_a_line() {
        let key = "it's $w9 \"so\"";
        let Err(MakeError::Given(CannotGive::NotForAll(some, all))) = carry("anywhere", key, false) else {
            panic!("one line suits all");
        };
        let env = loader::ALL.iter().filter(|loader| loader.form.file == FileKind::Env);
        assert_eq!(some, env.clone().filter(|loader| carry(loader.id, key, false).is_ok()).count());
        assert_eq!(all, env.count());
        assert!(0 < some && some < all);
    }

    #[test]
    fn a_line_break_at_the_end_is_of_the_file() {
        for (text, key) in [
            ("", None),
            ("\n", None),
            ("a", Some(("a", false))),
            ("a\r\n", Some(("a", true))),
            ("a\n\n", Some(("a\n", true))),
            (" a ", Some((" a ", false))),
        ] {
            assert_eq!(of_a_field(text), key, "{text:?}");
        }
    }

    #[test]
    fn it_is_told_what_the_key_is_worth() {
        let maker = Maker::default();
        for (key, verdict, words) in [
            (FIT, Verdict::Fit, "Looks strong. No problems found"),
            ("change-me", Verdict::Unsafe, "Unsafe. "),
            ("summer-rain-2019", Verdict::Weak, "Weak. "),
            ("SECRET_KEY=w3$x9k(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq", Verdict::Broken, "Broken. "),
        ] {
            let (found, told) = maker.opinion(&key.into());
            assert_eq!(found, verdict, "{key}: {told}");
            assert!(told.starts_with(words) && !told.contains(key), "{told}");
        }
        for preset in PRESETS {
            let wish = Wish {
                destination: Destination::Anywhere,
                kind: Kind::Preset(preset),
                length: preset.length,
                name: VariableName::usual(),
            };
            let made = maker.make(&wish).expect("a key");
            assert_eq!(maker.opinion(&made.key).0, Verdict::Fit, "{}", preset.id);
        }
    }

    #[test]
    fn the_key_that_was_checked_is_the_one_that_is_carried() {
        let checker = crate::check::Checker::default();
        for (text, key) in [
            (FIT.to_owned(), Some(FIT)),
            (format!("DEBUG=1\nSECRET_KEY={FIT}\n"), None),
            (format!("SECRET_KEY = '{FIT}'\n"), Some(FIT)),
            ("SECRET_KEY=change-me\n".to_owned(), Some("change-me")),
            ("SECRET_KEY = 'w3' 'x9k'\n".to_owned(), Some("w3x9k")),
            ("SECRET_KEY=$(openssl rand -hex 32)\n".to_owned(), None),
            (String::new(), None),
        ] {
            let found = checker.key(&text, 0);
            if key.is_some() || !text.contains(FIT) {
                assert_eq!(found.as_ref().map(Secret::expose), key, "{text}");
            }
        }
    }
}
