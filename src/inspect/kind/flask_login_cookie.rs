//! The cookie `remember_token` of Flask-Login: the user's id and its signature.
//!
//! `1|9f86d081…`, 128 digits.
//!
//! Flask-Login 0.6.3, `flask_login/utils.py`, `encode_cookie`.

use super::{ALWAYS_ENDS, Kind};
use crate::{
    inspect::{
        Asked, Content, Found, Sought,
        mac::{Derive, Digest},
        signed::hex,
    },
    secret::Secret,
};

pub(super) const KIND: Kind = Kind {
    id: "flask-login-cookie",
    label: "Flask-Login’s cookie that remembers a user",
    lasts: None,
    rotation: ALWAYS_ENDS,
    find,
};

fn find(asked: &Asked<'_>) -> Option<Found> {
    let (user, mac) = asked.text().rsplit_once('|')?;
    let (digest, mac) = hex(mac, false).filter(|(digest, _)| *digest == Digest::Sha512)?;
    let sought = Sought { derive: Derive::Plain, ..Sought::salted(digest, mac, "", user.as_bytes()) };
    Some(Found { content: Content::Text(Secret::from(user)), ..asked.signer(&sought)? })
}
