//! What packages do with the key, in the versions that were run.
//!
//! Each package is a file, and each [`Fact`] an assertion of the same id in `tests/rotation/packages/`,
//! which runs the real package with an old key, a new one, and the old one as a fallback. A fact must
//! be so in the versions that it names, and not in the others that are tried.

use super::facts::Version;
use crate::listed::Listed;

mod allauth;
mod api_key;
mod axes;
mod celery;
mod channels;
mod channels_redis;
mod dj_rest_auth;
mod django_cryptography;
mod django_cryptography_5;
mod django_cryptography_django5;
mod django_q2;
mod djoser;
mod downloadview;
mod drf_jwt;
mod encrypted_model_fields;
mod fernet_encrypted_fields;
mod fernet_fields;
mod flask;
mod flask_jwt_extended;
mod flask_login;
mod flask_wtf;
mod formtools;
mod graphql_jwt;
mod hashid_field;
mod knox;
mod loginas;
mod mirage;
mod ninja_jwt;
mod oauth_toolkit;
mod otp;
mod registration;
mod select2;
mod sesame;
mod simplejwt;
mod social_auth;
mod two_factor;
mod unicorn;
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
#[derive(Debug, Clone, Copy)]
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
    /// What it does without the key.
    Stays,
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
            Self::Stays => "A new key leaves alone ",
            Self::Fallback | Self::First | Self::Keep => "",
        }
    }

    /// Its name in the probe's answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ends => "ends",
            Self::Stays => "stays",
            Self::Fallback => "fallback",
            Self::Leak => "leak",
            Self::First => "first",
            Self::Keep => "keep",
        }
    }
}

/// Every package, as the page lists them.
pub const ALL: &[&Package] = &[
    &simplejwt::PACKAGE,
    &ninja_jwt::PACKAGE,
    &drf_jwt::PACKAGE,
    &graphql_jwt::PACKAGE,
    &dj_rest_auth::PACKAGE,
    &allauth::PACKAGE,
    &djoser::PACKAGE,
    &registration::PACKAGE,
    &sesame::PACKAGE,
    &two_factor::PACKAGE,
    &loginas::PACKAGE,
    &wagtail::PACKAGE,
    &django_cryptography::PACKAGE,
    &django_cryptography_5::PACKAGE,
    &django_cryptography_django5::PACKAGE,
    &fernet_encrypted_fields::PACKAGE,
    &fernet_fields::PACKAGE,
    &mirage::PACKAGE,
    &django_q2::PACKAGE,
    &unicorn::PACKAGE,
    &formtools::PACKAGE,
    &select2::PACKAGE,
    &downloadview::PACKAGE,
    &flask::PACKAGE,
    &flask_login::PACKAGE,
    &flask_wtf::PACKAGE,
    &flask_jwt_extended::PACKAGE,
    &oauth_toolkit::PACKAGE,
    &knox::PACKAGE,
    &api_key::PACKAGE,
    &otp::PACKAGE,
    &social_auth::PACKAGE,
    &axes::PACKAGE,
    &channels::PACKAGE,
    &channels_redis::PACKAGE,
    &celery::PACKAGE,
    &encrypted_model_fields::PACKAGE,
    &hashid_field::PACKAGE,
];

pub(super) const FIRST: Version = [0; 3];
const EVER: Version = [u16::MAX; 3];

impl Package {
    /// Its versions that were run, in words.
    pub fn versions(&self) -> String {
        let versions: Vec<_> = self.tried.iter().map(|version| written(*version)).listed();
        versions.join(", ")
    }
}

/// A version as people write it.
pub fn written([major, minor, patch]: Version) -> String {
    format!("{major}.{minor}.{patch}")
}

/// Lists the files of installed packages that name the key or sign with it.
pub const SEARCH: &str = "grep -rlE --include='*.py' 'SECRET_KEY|core.signing|salted_hmac|signed_cookie|default_token_generator' \"$(python -c \"import sysconfig; print(sysconfig.get_path('purelib'))\")\"\n";

impl Fact {
    /// Whether it is so in this version of the package.
    pub fn holds(&self, version: Version) -> bool {
        self.since <= version && version < self.until
    }
}

/// So from this version on.
const fn since(since: Version, fact: Fact) -> Fact {
    Fact { since, ..fact }
}

/// So before this version.
const fn until(until: Version, fact: Fact) -> Fact {
    Fact { until, ..fact }
}

const fn fact(id: &'static str, about: About, sentence: &'static str) -> Fact {
    Fact { id, about, since: FIRST, until: EVER, sentence }
}

// Sentences that several packages share.

/// Fallbacks are not asked.
const NO_FALLBACK: &str = "SECRET_KEY_FALLBACKS doesn’t help.";

/// Fallbacks are asked.
const FALLBACK: &str = "SECRET_KEY_FALLBACKS keeps them.";

/// Nothing in it names the key.
const OWN_SOURCE: &str = "everything of its own: its source names neither the key nor what Django signs with.";

/// How encrypted fields outlive the key.
const DUMP: &str = "Stop the site. With the old key, run manage.py dumpdata APP.MODEL --output=plain.json for each model with such a field; with the new one, manage.py loaddata plain.json. Then delete the file: nothing in it is encrypted.";

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
