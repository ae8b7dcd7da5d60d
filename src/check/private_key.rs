//! A private key or a certificate in PEM, or a key of SSH, pasted by mistake.
//!
//! `-----BEGIN PRIVATE KEY-----`
//!
//! What to do: make a key for Django, and replace the private key if it was shown to anyone.
//!
//! Chance: a random key does not begin so.

use super::{Check, Hit, Severity, Subject};

pub(super) const CHECK: Check = Check { id: "private-key", source: "RFC 7468", find };

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let begins = |start: &str| super::begins(subject.core, start);
    if !(begins("-----BEGIN ") || begins("ssh-rsa AAAA") || begins("ssh-ed25519 AAAA") || begins("---- BEGIN SSH2")) {
        return None;
    }
    let mut hit = Hit::core(Severity::Broken, subject, "This is a key or certificate of another kind, not Django’s.")?;
    hit.remedy = "Generate a key for Django, and replace the private key if anyone has seen it.";
    Some(hit)
}
