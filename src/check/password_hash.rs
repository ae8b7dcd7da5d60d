//! The hash of a password, as Django, another program or a system stores it.
//!
//! `pbkdf2_sha256$1000000$…`, `$2b$12$…`, `scrypt:32768:8:1$…`
//!
//! What to do: make a key. Whoever sees the hash can try passwords on it.
//!
//! Chance: below 1 in 10^9: the short prefixes count only before characters of base64 alone, and the shortest hash, of
//! LDAP's SHA-1, has 33 characters. Those of databases have one length, and digits alone behind their mark.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check = Check {
    id: "password-hash",
    source: "Django 5.2, django/contrib/auth/hashers.py, crypt(5), and what Werkzeug 3.1 and passlib 1.7.4 make",
    find,
};

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
    "{SSHA",
    "{SHA}",
    "{PBKDF2",
    "{CRYPT}",
    "{ARGON2}",
    "$scrypt$",
    "$sha1$",
    "$gy$",
    "$P$",
    "$H$",
    "$S$",
    // Werkzeug's.
    "scrypt:",
    "pbkdf2:sha",
    // PostgreSQL's.
    "SCRAM-SHA-256$",
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
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"./$=,+-_{}:".contains(&byte);
    let is_named = || PREFIXES.iter().any(|prefix| super::begins(text, prefix)) && text.bytes().all(usual);
    text.len() >= 33 && (is_named() || is_of_database(text))
}

/// MySQL's, of an asterisk and forty digits, and PostgreSQL's old ones, of a name and 32.
fn is_of_database(text: &str) -> bool {
    let digits = |digit: fn(u8) -> bool, length: usize| {
        move |rest: &&str| rest.len() == length && rest.bytes().all(|byte| byte.is_ascii_digit() || digit(byte))
    };
    text.strip_prefix('*').filter(digits(|byte| matches!(byte, b'A'..=b'F'), 40)).is_some()
        || text.strip_prefix("md5").filter(digits(|byte| matches!(byte, b'a'..=b'f'), 32)).is_some()
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn hashes_as_programs_store_them() {
        let digits = "92a271e5c79773d58da694273d5d425435fcf3a99e1ced0a451ebee7da5ef5a5";
        for text in [
            format!("scrypt:32768:8:1$qLNOfsDYmDE5fbcX${digits}{digits}"),
            format!("pbkdf2:sha256:600000$qLNOfsDYmDE5fbcX${digits}"),
            "$P$B55D6LjfHDkINU5wF.v2BuuzO0/XPk/".to_owned(),
            "$H$9aaaaaSXBjgypwqm.JsMssPLiS8YQ00".to_owned(),
            "$S$DIgeIo.VOqdEP1KqHFJ2zqWPPCjEuIYx/oc5aVXSLFOx/cQ1wNqf".to_owned(),
            "*6BB4837EB74329105EE4568DDA7DC67ED2CA2AD9".to_owned(),
            "{SHA}q7Rw2Zt9XcV4bN8mLk3Jh6Gf1Ds=".to_owned(),
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=".to_owned(),
            format!("md5{}", &digits[..32]),
        ] {
            let judged = &judge(&text)[0];
            assert_eq!(judged.verdict, Verdict::Broken, "{text}: {judged:?}");
            assert!(judged.findings.iter().any(|finding| finding.id == "password-hash"), "{text}: {judged:?}");
        }
    }
}
