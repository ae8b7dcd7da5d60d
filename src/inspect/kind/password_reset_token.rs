//! The token of a link to reset a password: the time, and half of a signature.
//!
//! `dimioq-dc64fe8eee51b1d64ccbc7a0a956e9e1`; the signature covers the user's id, password hash, last
//! login, the time and the e-mail address, so that it holds once.
//!
//! Django 6.1, `django/contrib/auth/tokens.py`; since 3.1, where the e-mail address was not yet in it.

use super::{KEPT, Kind, RESET};
use crate::{
    check::encoded_text::base64,
    inspect::{
        Asked, Found, Sought,
        mac::{Digest, Mac},
        signed::{hex, number},
        time::{Time, YEAR_2001},
    },
};

pub(super) const KIND: Kind =
    Kind { id: "password-reset-token", label: "a password-reset token", lasts: Some(RESET), rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    found(asked, Digest::Sha256)
}

const SALT: &str = "django.contrib.auth.tokens.PasswordResetTokenGenerator";

/// Whether a text is such a token, new or old.
pub(in crate::inspect) fn is_one(text: &str) -> bool {
    [Digest::Sha256, Digest::Sha1].into_iter().any(|digest| parts(text, digest).is_some())
}

/// The time, as it counts, and every second digit of the signature's hex.
fn parts(text: &str, digest: Digest) -> Option<(i64, Mac)> {
    let (time, half) = text.split_once('-')?;
    let (_, mac) = hex(half, true).filter(|(other, _)| *other == digest)?;
    // As Django writes it: no zeros in front.
    Some((number(time.as_bytes(), 36).filter(|_| !time.starts_with('0'))?, mac))
}

/// The token, if it is by one of the keys for the user.
pub(super) fn found(asked: &Asked<'_>, digest: Digest) -> Option<Found> {
    let user = &asked.question.user;
    let (time, mac) = parts(asked.text(), digest).filter(|_| !user.password.is_empty())?;
    // In a link, the user's id stands before the token.
    let id =
        if user.id.is_empty() { String::from_utf8(base64(&asked.value.before)?).ok()? } else { user.id.to_owned() };
    let (login, number) = (login(user.last_login), time.to_string());
    let found = [user.email, ""].into_iter().find_map(|email| {
        let message = [id.as_str(), user.password, &login, &number, email].concat();
        let message = message.as_bytes();
        asked.signer(&Sought { known: 0xF0, empty: true, ..Sought::salted(digest, mac, SALT, message) })
    })?;
    // Until Django 3.0 it counts days. Three digits of seconds would be of the first of January 2001.
    let is_day = digest == Digest::Sha1 && time < 36 * 36 * 36;
    let made = if is_day { Time::Day(YEAR_2001 + time * 86_400) } else { Time::Local(YEAR_2001 + time) };
    Some(Found { made: made.within(), ..found })
}

/// The last login as Python writes a time without its zone and its microseconds.
fn login(text: &str) -> String {
    let text = text.trim();
    if ["none", "null", "never"].iter().any(|none| text.eq_ignore_ascii_case(none)) {
        return String::new();
    }
    let end = text.char_indices().nth(19).map_or(text.len(), |(end, _)| end);
    text[..end].replace('T', " ")
}
