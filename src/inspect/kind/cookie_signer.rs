//! What `signing.get_cookie_signer` made, with its own salt.
//!
//! `value:1xWMuY:TrHKN6Um…`
//!
//! Django 6.1, `django/core/signing.py`.

use super::{KEPT, Kind};
use crate::inspect::{Asked, COOKIES, Found};

pub(super) const KIND: Kind =
    Kind { id: "cookie-signer", label: "a value by get_cookie_signer", lasts: None, rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    asked.timed(COOKIES, "django.core.signing.get_cookie_signer", true)
}
