//! What `signing.dumps` made: an object, the time, and the signature.
//!
//! `WzFd:1xWMuY:7tIg7hV4…`
//!
//! Django 6.1, `django/core/signing.py`. With a salt of its own, if that is given.

use super::{KEPT, Kind};
use crate::inspect::{Asked, Content, Found};

pub(super) const KIND: Kind =
    Kind { id: "signing-dumps", label: "an object by signing.dumps", lasts: None, rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    asked.dumped("", "django.core.signing").or_else(|| {
        let signed = asked.signed.first()?;
        let (value, _) = signed.time()?;
        asked.dumped("", asked.given_salt(signed).filter(|_| Content::is_object(value))?)
    })
}
