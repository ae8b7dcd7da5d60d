//! What packages sign with Django's signers and a salt of their own.
//!
//! `MQ:1xWMuY:7tIg7hV4…`; the salt says whose it is.
//!
//! django-allauth 65.21.1, `account/app_settings.py`; django-registration 5.2.1,
//! `backends/activation`; dj-rest-auth 7.2.0, `mfa`; django-sesame 3.2.5, `tokens_v1.py`.

use super::{KEPT, Kind};
use crate::inspect::{Asked, Found};

pub(super) const KIND: Kind =
    Kind { id: "package-salt", label: "a value that a package signed", lasts: None, rotation: KEPT, find };

const SALTS: &[(&str, &str)] = &[
    ("account", "django-allauth’s link that confirms an address"),
    ("registration", "django-registration’s link that activates an account"),
    ("dj-rest-auth-mfa", "dj-rest-auth’s token between password and second factor"),
    ("dj-rest-auth-mfa-activation", "dj-rest-auth’s token for a new second factor"),
    ("sesame", "django-sesame’s first version of links that log in"),
];

/// What they sign is short: a longer value is not worth the time.
const LONGEST: usize = 512;

fn find(asked: &Asked<'_>) -> Option<Found> {
    let signed = asked.signed.first().filter(|signed| signed.separator == ":" && signed.message.len() <= LONGEST)?;
    SALTS.iter().find_map(|(salt, what)| {
        let timed = signed.time().is_some();
        Some(Found { what: Some(what), ..asked.by(signed, "", salt, timed, false)? })
    })
}
