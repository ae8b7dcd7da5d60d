//! A session of the engine `signed_cookies`: all of it, in the cookie `sessionid`.
//!
//! `.eJx…:1xWMuY:Bvh_…`, made by `signing.dumps`, compressed where that is shorter.
//!
//! Django 6.1, `django/contrib/sessions/backends/signed_cookies.py`; the same salt since 1.4.

use super::{KEPT, Kind, SESSION};
use crate::inspect::{Asked, Found};

pub(super) const KIND: Kind = Kind {
    id: "signed-cookies-session",
    label: "a session kept in a signed cookie",
    lasts: Some(SESSION),
    rotation: KEPT,
    find,
};

fn find(asked: &Asked<'_>) -> Option<Found> {
    asked.dumped("", "django.contrib.sessions.backends.signed_cookies")
}
