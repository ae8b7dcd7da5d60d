//! What packages do with the key, in the versions that were run.
//!
//! Each package is a file, and each [`Fact`] an assertion of the same id in `tests/rotation/packages/`,
//! which runs the real package with an old key, a new one, and the old one as a fallback. A fact must
//! be so in the versions that it names, and not in the others that are tried.

use super::facts::Version;

mod allauth;
mod django_cryptography;
mod django_q2;
mod simplejwt;
mod wagtail;

/// A package that signs, encrypts or derives with the key.
#[derive(Debug)]
pub struct Package {
    /// How the tests call it: the name of its file here and there.
    pub id: &'static str,
    /// What the index calls it, in small letters and with hyphens.
    pub name: &'static str,
    /// What `INSTALLED_APPS` and `import` call it.
    pub module: &'static str,
    /// The versions that were run, oldest first.
    pub tried: &'static [Version],
    /// What is so.
    pub facts: &'static [Fact],
    /// Where in its source it stands.
    pub source: &'static str,
}

/// Something that a package does, in some of its versions.
#[derive(Debug)]
pub struct Fact {
    /// How the test calls it.
    pub id: &'static str,
    /// What it is about.
    pub about: About,
    /// The first version in which it is so.
    pub since: Version,
    /// The first version in which it is no longer so.
    pub until: Version,
    /// What the user reads.
    pub sentence: &'static str,
}

/// What a fact is about, in the page's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// What a new key ends.
    Ends,
    /// What comes of it with the old key as a fallback.
    Fallback,
    /// What whoever has the key can do.
    Leak,
    /// What to do before the key is replaced, lest data are lost.
    First,
    /// What can be done before, so that nothing ends.
    Keep,
}

impl About {
    /// The words that the sentence goes on from.
    pub const fn lead(self) -> &'static str {
        match self {
            Self::Ends => "A new key ends ",
            Self::Leak => "Anyone who has the key ",
            Self::Fallback | Self::First | Self::Keep => "",
        }
    }
}

/// Every package, as the page lists them.
pub const ALL: &[&Package] =
    &[&simplejwt::PACKAGE, &allauth::PACKAGE, &wagtail::PACKAGE, &django_cryptography::PACKAGE, &django_q2::PACKAGE];

const FIRST: Version = [0; 3];
const EVER: Version = [u16::MAX; 3];

impl Package {
    /// Its versions that were run, in words.
    pub fn versions(&self) -> String {
        let versions: Vec<_> = self.tried.iter().map(|version| written(*version)).collect();
        versions.join(", ")
    }
}

/// A version as people write it.
pub fn written([major, minor, patch]: Version) -> String {
    format!("{major}.{minor}.{patch}")
}

impl Fact {
    /// Whether it is so in this version of the package.
    pub fn holds(&self, version: Version) -> bool {
        self.since <= version && version < self.until
    }
}

const fn fact(id: &'static str, about: About, sentence: &'static str) -> Fact {
    Fact { id, about, since: FIRST, until: EVER, sentence }
}

// Sentences that several packages share.

/// Fallbacks are not asked.
const NO_FALLBACK: &str = "SECRET_KEY_FALLBACKS doesn’t help.";

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn each_has_a_file_here_and_in_the_tests_and_ids_of_its_own() {
        let files = |folder: &str, end: &str| {
            let files = fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).expect("a folder");
            let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
            let mut names: Vec<_> = names.filter_map(|name| Some(name.strip_suffix(end)?.to_owned())).collect();
            names.sort_unstable();
            names
        };
        let mut ids: Vec<_> = ALL.iter().map(|package| package.id.to_owned()).collect();
        ids.sort_unstable();
        assert_eq!(ids, files("src/rotate/packages", ".rs"));
        assert_eq!(ids, files("tests/rotation/packages", ".py"));
        let mut facts: Vec<_> = ALL.iter().flat_map(|package| package.facts).map(|fact| fact.id).collect();
        facts.sort_unstable();
        let count = facts.len();
        facts.dedup();
        assert_eq!(facts.len(), count);
    }

    #[test]
    fn each_fact_is_so_in_some_version_that_was_run() {
        for package in ALL {
            assert!(package.tried.is_sorted(), "{}", package.id);
            for fact in package.facts {
                assert!(package.tried.iter().any(|version| fact.holds(*version)), "{}", fact.id);
            }
        }
    }
}
