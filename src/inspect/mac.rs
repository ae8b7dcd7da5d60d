//! Signatures: HMACs over what was signed, with a key that is made of the secret.
//!
//! Django 6.1, `salted_hmac` in `django/utils/crypto.py`; itsdangerous 2.2, `derive_key` in
//! `itsdangerous/signer.py`.

use hmac::{EagerHash, Hmac, KeyInit, Mac as _};
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};

/// The digest that a signature was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// Where a project asks for it.
    Md5,
    /// Django's until 3.0, and that of itsdangerous.
    Sha1,
    /// Where a project asks for it.
    Sha224,
    /// From Django 3.1 on, and most JWTs.
    Sha256,
    /// HS384, or where a project asks for it.
    Sha384,
    /// HS512, or where a project asks for it.
    Sha512,
}

/// Those that a signer may be given, the usual ones first.
pub(super) const DIGESTS: [Digest; 6] =
    [Digest::Sha256, Digest::Sha1, Digest::Sha512, Digest::Sha384, Digest::Sha224, Digest::Md5];

impl Digest {
    /// As Python's hashlib calls it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// As people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// How many bytes it gives.
    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// The bytes of a signature, and zeros after those of a shorter one.
pub(super) type Mac = [u8; 64];

/// How the key of a signature is made of the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Derive {
    /// The digest of the salt and the secret: Django's way, and that of itsdangerous.
    Digest,
    /// The HMAC of the salt with the secret: Flask's sessions.
    Hmac,
    /// The secret itself: JWTs.
    Plain,
}

/// The HMAC of a message, with a key that is made of a salt in two pieces and a secret in two.
pub(super) fn mac(digest: Digest, derive: Derive, salt: [&[u8]; 2], secret: [&[u8]; 2], message: &[u8]) -> Option<Mac> {
    fn run<D: hmac::digest::Digest + EagerHash>(
        derive: Derive,
        salt: [&[u8]; 2],
        secret: [&[u8]; 2],
        message: &[u8],
    ) -> Option<Mac> {
        let key = if derive == Derive::Digest {
            let mut key = D::new();
            for piece in [salt, secret].as_flattened() {
                key.update(piece);
            }
            key.finalize().to_vec()
        } else {
            secret.concat()
        };
        let mut mac = hmac::<D>(&key, if derive == Derive::Hmac { salt } else { [message, &[]] })?;
        if derive == Derive::Hmac {
            let length = <D as hmac::digest::Digest>::output_size();
            mac = hmac::<D>(&mac[..length], [message, &[]])?;
        }
        Some(mac)
    }
    fn hmac<D: EagerHash>(key: &[u8], message: [&[u8]; 2]) -> Option<Mac> {
        let mut hmac = Hmac::<D>::new_from_slice(key).ok()?;
        for piece in message {
            hmac.update(piece);
        }
        let mut mac = [0; 64];
        mac.iter_mut().zip(hmac.finalize().as_bytes().iter()).for_each(|(to, from)| *to = *from);
        Some(mac)
    }
    match digest {
        Digest::Md5 => run::<Md5>(derive, salt, secret, message),
        Digest::Sha1 => run::<Sha1>(derive, salt, secret, message),
        Digest::Sha224 => run::<Sha224>(derive, salt, secret, message),
        Digest::Sha256 => run::<Sha256>(derive, salt, secret, message),
        Digest::Sha384 => run::<Sha384>(derive, salt, secret, message),
        Digest::Sha512 => run::<Sha512>(derive, salt, secret, message),
    }
}

/// Whether the `known` bits of two signatures are the same, in a time that does not tell where they differ.
pub(super) fn same(ours: &Mac, theirs: &Mac, known: u8) -> bool {
    ours.iter().zip(theirs).fold(0, |odd, (ours, theirs)| odd | (ours ^ theirs) & known) == 0
}

/// Bytes as a signature, if there are as many as the digest gives.
pub(super) fn of_bytes(digest: Digest, bytes: &[u8]) -> Option<Mac> {
    let mut mac = [0; 64];
    mac.get_mut(..bytes.len()).filter(|_| bytes.len() == digest.bytes())?.copy_from_slice(bytes);
    Some(mac)
}
