//! The cookie `messages` until Django 3.0, and where 3.1 and 3.2 are asked for SHA-1.
//!
//! `296ecea794e633b31855912687445228fcd1a824$[["__json_message",0,20,"hi"]]`
//!
//! Django 3.0, `django/contrib/messages/storage/cookie.py`; Django 4.0 no longer reads it.

use super::Kind;
use crate::inspect::{
    Asked, Found,
    signed::{Content, Digest, hex, salted_hmac, same},
};

pub(super) const KIND: Kind =
    Kind { id: "messages-cookie-legacy", label: "a cookie with messages, by Django 3.0 or before", lasts: None, find };

const SALT: &str = "django.contrib.messages";

fn find(asked: &Asked<'_>) -> Option<Found> {
    let (mac, message) = asked.text().split_once('$')?;
    let (Digest::Sha1, mac) = hex(mac)? else { return None };
    let signer = asked.question.keys.iter().position(|key| {
        // Django 3 does not start with an empty key.
        !key.expose().is_empty()
            && salted_hmac(Digest::Sha1, [SALT, ""], ["", key.expose()], &[message.as_bytes()])
                .is_some_and(|ours| same(&ours, &mac))
    })?;
    let content = Content::bytes(message.as_bytes());
    Some(Found { signer, salt: SALT.to_owned(), digest: Digest::Sha1, made: None, content })
}
