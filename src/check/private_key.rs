//! A private key or a certificate in PEM or in base64 alone, or a key of SSH or of a wallet, pasted by mistake.
//!
//! `-----BEGIN PRIVATE KEY-----`
//!
//! What to do: make a key for Django, and replace the private key if it was shown to anyone.
//!
//! Chance: a random key does not begin so. In base64 its first bytes say how long it is and what follows: of random
//! bytes some one in 2^37 does. A wallet's key has four bytes of a digest.

use sha2::{Digest, Sha256};

use super::{
    Check, Hit, Severity, Subject,
    encoded_text::{base58, base64},
};

pub(super) const CHECK: Check = Check {
    id: "private-key",
    source: "RFC 7468, RFC 5208, RFC 5280, RFC 4253 and Bitcoin’s wallet import format",
    find,
};

/// How they begin: in PEM, that in base64, SSH's public ones and private ones in base64, and a wallet's extended ones.
const STARTS: &[&str] = &[
    "-----BEGIN ",
    "---- BEGIN SSH2",
    "LS0tLS1CRUdJTi",
    "ssh-rsa AAAA",
    "ssh-ed25519 AAAA",
    "ecdsa-sha2-nistp",
    "AAAAB3NzaC1yc2E",
    "AAAAC3NzaC1lZDI1NTE5",
    "b3BlbnNzaC1rZXktdjEA",
];

fn find(subject: &Subject<'_>) -> Option<Hit> {
    let core = subject.core;
    let is_extended = || core.len() == 111 && (super::begins(core, "xprv") || super::begins(core, "xpub"));
    if !STARTS.iter().any(|start| super::begins(core, start)) && !is_extended() && !is_der(core) && !is_of_wallet(core)
    {
        return None;
    }
    let mut hit = Hit::core(Severity::Broken, subject, "This is a key or certificate of another kind, not Django’s.")?;
    hit.remedy = "Generate a key for Django, and replace the private key if anyone has seen it.";
    Some(hit)
}

/// Whether it is the base64 of a structure in DER, as keys and certificates are: of the whole length, and with a version,
/// an algorithm or another structure first.
fn is_der(text: &str) -> bool {
    // The tag of a sequence, and of most what says that two bytes of its length follow.
    let Some(bytes) = text.starts_with('M').then(|| base64(text)).flatten() else { return false };
    let (length, inside) = match bytes[..] {
        [0x30, length @ ..=0x7F, ref inside @ ..] | [0x30, 0x81, length, ref inside @ ..] => {
            (usize::from(length), inside)
        }
        [0x30, 0x82, high, low, ref inside @ ..] => (usize::from(high) << 8 | usize::from(low), inside),
        _ => return false,
    };
    let is_first = match *inside {
        // A version.
        [0x02, 0x01, 0x00..=0x03, ..] => true,
        // An algorithm, in a sequence of its own.
        [0x30, length, 0x06, name, ..] => length < 0x20 && name < length,
        // What a certificate's signature is of.
        [0x30, 0x82, high, low, ..] => (usize::from(high) << 8 | usize::from(low)) < length,
        _ => false,
    };
    length == inside.len() && is_first
}

/// Whether it is a private key in Bitcoin's wallet import format: base58 of a version, 32 bytes, perhaps a mark, and the
/// first four bytes of their digest.
fn is_of_wallet(text: &str) -> bool {
    if !matches!((text.len(), text.as_bytes().first()), (51, Some(b'5')) | (52, Some(b'K' | b'L'))) {
        return false;
    }
    let Some(bytes) = base58(text) else { return false };
    bytes.split_last_chunk::<4>().is_some_and(|(bytes, digest)| {
        matches!(bytes.len(), 33 | 34) && Sha256::digest(Sha256::digest(bytes))[..4] == digest[..]
    })
}

#[cfg(test)]
mod tests {
    use crate::check::{Verdict, judge};

    #[test]
    fn keys_of_other_kinds() {
        for text in [
            "-----BEGIN PRIVATE KEY-----",
            // Ed25519 in PKCS #8, and its public half.
            "MC4CAQAwBQYDK2VwBCIEIOIUeHXbpbfqlCbIkSvB7PZwTnc5kA6e952GP905Jtk9",
            "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
            // Bitcoin's wiki and BIP 32.
            "5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hS",
            "L1aW4aubDFB7yfras2S1mN3bqg9nwySY8nkoLmJebSLD5BWv3ENZ",
            "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
        ] {
            let judged = &judge(text)[0];
            assert_eq!(judged.verdict, Verdict::Broken, "{text}: {judged:?}");
            assert!(judged.findings.iter().any(|finding| finding.id == "private-key"), "{text}: {judged:?}");
        }
        // One character changed: no digest of it.
        assert_eq!(judge("5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hT")[0].verdict, Verdict::Fit);
    }
}
