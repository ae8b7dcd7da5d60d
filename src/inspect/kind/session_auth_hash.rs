//! The hash in a session that ties it to a login: `_auth_user_hash`.
//!
//! `3b037f55b7e556769c7c656c0437ee32e5b716d7` until Django 3.0, 64 digits since; it covers the user's
//! password hash, so that a new password ends the sessions.
//!
//! Django 6.1, `get_session_auth_hash` in `django/contrib/auth/base_user.py`.

use super::Kind;
use crate::inspect::{
    Asked, Found, Sought,
    mac::{Digest, Mac},
    signed::hex,
};

pub(super) const KIND: Kind = Kind {
    id: "session-auth-hash",
    label: "the hash that ties a session to a login",
    lasts: None,
    rotation: "A new key ends the login, unless this one stays as a fallback and Django is 4.1.8 or later.",
    find,
};

const SALT: &str = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";

/// Whether a text may be such a hash.
pub(in crate::inspect) fn is_one(text: &str) -> bool {
    parts(text).is_some()
}

fn parts(text: &str) -> Option<(Digest, Mac)> {
    hex(text, false).filter(|(digest, _)| matches!(digest, Digest::Sha1 | Digest::Sha256))
}

fn find(asked: &Asked<'_>) -> Option<Found> {
    let password = asked.question.user.password;
    let (digest, mac) = parts(asked.text()).filter(|_| !password.is_empty())?;
    asked.signer(&Sought { empty: true, ..Sought::salted(digest, mac, SALT, password.as_bytes()) })
}
