//! What a `Signer` made of a text, or of an object by `sign_object`: no time is in it.
//!
//! `value:7tIg7hV4…`; the signer may have a salt and a separator of its own.
//!
//! Django 6.1, `django/core/signing.py`.

use super::{KEPT, Kind};
use crate::inspect::{Asked, Found};

pub(super) const KIND: Kind = Kind { id: "signer", label: "a value by Signer", lasts: None, rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    asked.signed.iter().find_map(|signed| {
        let mut salts = ["django.core.signing.Signer"].into_iter().chain(asked.question.salt);
        salts.find_map(|salt| asked.by(signed, "", salt, false, true))
    })
}
