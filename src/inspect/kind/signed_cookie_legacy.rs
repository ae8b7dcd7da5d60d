//! A cookie of `set_signed_cookie` whose salt is the cookie's name and its own salt in one.
//!
//! `value:1xWMuY:TrHKN6Um…`; the salt is `names` for a cookie `name` with the salt `s`.
//!
//! Django 5.2.14 and 6.0.5 and before, `django/http/response.py`. Later ones still read it, unless
//! `SIGNED_COOKIE_LEGACY_SALT_FALLBACK` is off (CVE-2026-6873). The wizard of django-formtools keeps
//! its steps in such a cookie.

use super::{Kind, signed_cookie::names};
use crate::inspect::{Asked, COOKIES, Found};

pub(super) const KIND: Kind = Kind {
    id: "signed-cookie-legacy",
    label: "a cookie by set_signed_cookie of Django 5.2.14, 6.0.5 or before",
    lasts: None,
    rotation: "A new key ends it, unless this one stays as a fallback. Django 6.1 refuses it with any key, unless SIGNED_COOKIE_LEGACY_SALT_FALLBACK is True.",
    find,
};

fn find(asked: &Asked<'_>) -> Option<Found> {
    names(asked).into_iter().find_map(|[name, salt]| asked.timed(COOKIES, &[name, salt].concat(), true))
}
