//! The hash of a password, as Django or a system stores it.
//!
//! `pbkdf2_sha256$1000000$…`, `$2b$12$…`, `$argon2id$…`
//!
//! What to do: make a key. Whoever sees the hash can try passwords on it.
//!
//! Chance: below 1 in 10^9: the short prefixes count only before characters of base64 alone, and the shortest hash,
//! of MD5, has 34 characters.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check =
    Check { id: "password-hash", source: "Django 5.2, django/contrib/auth/hashers.py, and crypt(5)", find };

const PREFIXES: &[&str] = &[
    "pbkdf2_sha256$",
    "pbkdf2_sha1$",
    "argon2$argon2",
    "$argon2",
    "bcrypt_sha256$",
    "bcrypt$$2",
    "scrypt$",
    "md5$",
    "sha1$",
    "$pbkdf2",
    "$2a$",
    "$2b$",
    "$2y$",
    "$1$",
    "$5$",
    "$6$",
    "$7$",
    "$y$",
    "$apr1$",
    "{SSHA}",
];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    if !is_one(subject.core) {
        return None;
    }
    let mut hit = Hit::core(Severity::Broken, subject, "This is the hash of a password, not a key.")?;
    hit.remedy = "Generate a key for Django, and change the password if anyone has seen the hash.";
    Some(hit)
}

/// Whether a text is such a hash.
pub(crate) fn is_one(text: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"./$=,+-_{}".contains(&byte);
    text.len() >= 34 && PREFIXES.iter().any(|prefix| super::begins(text, prefix)) && text.bytes().all(usual)
}
