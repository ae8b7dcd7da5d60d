//! The hash in a session that ties it to a login: `_auth_user_hash`.
//!
//! `3b037f55b7e556769c7c656c0437ee32e5b716d7` until Django 3.0, 64 digits since; it covers the user's
//! password hash, so that a new password ends the sessions.
//!
//! Django 6.1, `get_session_auth_hash` in `django/contrib/auth/base_user.py`.

use super::Kind;
use crate::inspect::{Asked, Found, Sought, signed::hex};

pub(super) const KIND: Kind =
    Kind { id: "session-auth-hash", label: "the hash that ties a session to a login", lasts: None, find };

const SALT: &str = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";

/// Whether a text may be such a hash.
pub(in crate::inspect) fn is_one(text: &str) -> bool {
    hex(text, false).is_some()
}

fn find(asked: &Asked<'_>) -> Option<Found> {
    let password = asked.question.user.password;
    let (digest, mac) = hex(asked.text(), false).filter(|_| !password.is_empty())?;
    let (prefix, salt, message) = ("", [SALT, ""], password.as_bytes());
    asked.signer(&Sought { digest, mac, known: 0xFF, salt, prefix, message, empty: true })
}
