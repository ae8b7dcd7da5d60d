//! What a `TimestampSigner` made of a text, or of an object by `sign_object`.
//!
//! `value:1xWMuY:7tIg7hV4…`; the signer may have a salt and a separator of its own.
//!
//! Django 6.1, `django/core/signing.py`.

use super::{KEPT, Kind};
use crate::inspect::{Asked, Found};

pub(super) const KIND: Kind =
    Kind { id: "timestamp-signer", label: "a value by TimestampSigner", lasts: None, rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    asked.signed.iter().find_map(|signed| {
        let mut salts = ["django.core.signing.TimestampSigner"].into_iter().chain(asked.given_salt(signed));
        salts.find_map(|salt| asked.by(signed, "", salt, true, true))
    })
}
