//! A session as the database holds it until Django 3.0, and where 3.1 and 3.2 are asked for SHA-1.
//!
//! `MzIwMWVj…`: the base64 of `hexsha1:{"a":1}`
//!
//! Django 3.0, `django/contrib/sessions/backends/base.py`; Django 4.0 no longer reads it.

use super::{ENDS, Kind, SESSION};
use crate::{
    check::encoded_text::base64,
    inspect::{
        Asked, Content, Found, Sought,
        signed::{hex, is_canonical},
    },
};

pub(super) const KIND: Kind = Kind {
    id: "session-row-legacy",
    label: "a session stored by Django 3.0 or before",
    lasts: Some(SESSION),
    rotation: ENDS,
    find,
};

const SALT: &str = "django.contrib.sessionsSessionStore";

fn find(asked: &Asked<'_>) -> Option<Found> {
    let text = asked.text();
    let bytes =
        base64(text).filter(|_| text.len().is_multiple_of(4) && !text.contains(['-', '_']) && is_canonical(text))?;
    let (digest, mac) = hex(std::str::from_utf8(bytes.get(..40)?).ok()?, false)?;
    let message = bytes[40..].strip_prefix(b":")?;
    // Django 3 does not start with an empty key.
    let found = asked.signer(&Sought::salted(digest, mac, SALT, message))?;
    Some(Found { content: Content::bytes(message), ..found })
}
