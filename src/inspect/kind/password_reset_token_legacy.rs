//! The token of a link to reset a password, with SHA-1: until Django 3.0, and where 3.1 and 3.2 are
//! asked for it.
//!
//! `7as-0e84fae23073aa4905e9`; the time is a day, or seconds from Django 3.1 on.
//!
//! Django 3.0, `django/contrib/auth/tokens.py`; Django 4.0 no longer reads it.

use super::{ENDS, Kind, RESET, password_reset_token::found};
use crate::inspect::{Asked, Found, mac::Digest};

pub(super) const KIND: Kind = Kind {
    id: "password-reset-token-legacy",
    label: "a password-reset token with SHA-1",
    lasts: Some(RESET),
    rotation: ENDS,
    find,
};

fn find(asked: &Asked<'_>) -> Option<Found> {
    found(asked, Digest::Sha1)
}
