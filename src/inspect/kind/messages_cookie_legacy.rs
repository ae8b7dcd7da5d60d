//! The cookie `messages` until Django 3.0, and where 3.1 and 3.2 are asked for SHA-1.
//!
//! `296ecea794e633b31855912687445228fcd1a824$[["__json_message",0,20,"hi"]]`
//!
//! Django 3.0, `django/contrib/messages/storage/cookie.py`; Django 4.0 no longer reads it.

use super::{ENDS, Kind};
use crate::inspect::{Asked, Content, Found, Sought, signed::hex};

pub(super) const KIND: Kind = Kind {
    id: "messages-cookie-legacy",
    label: "a cookie with messages, by Django 3.0 or before",
    lasts: None,
    rotation: ENDS,
    find,
};

const SALT: &str = "django.contrib.messages";

fn find(asked: &Asked<'_>) -> Option<Found> {
    let (mac, message) = asked.text().split_once('$').filter(|(mac, _)| mac.len() == 40)?;
    let (digest, mac) = hex(mac, false)?;
    let message = message.as_bytes();
    // Django 3 does not start with an empty key.
    let found = asked.signer(&Sought::salted(digest, mac, SALT, message))?;
    Some(Found { content: Content::bytes(message), ..found })
}
