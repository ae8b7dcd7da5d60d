//! What itsdangerous signed: Flask's sessions, tokens in links, and any text.
//!
//! `eyJjYXJ0IjoiZnVsbCJ9.aRkq5g.mWBXIhjhgnX9sUozydeyUnb16Tg`: the object, the time, the signature;
//! `.eJx…` is compressed.
//!
//! itsdangerous 2.2, `signer.py`, `timed.py` and `url_safe.py`; Flask 3.1.3, `sessions.py`; Flask-WTF
//! 1.3, `csrf.py`.

use super::{ALWAYS_ENDS, Kind};
use crate::{
    check::encoded_text::base64,
    inspect::{
        Asked, Content, Found, Sought,
        mac::Derive,
        signed::{Signed, is_canonical},
        time::Time,
    },
    secret::Secret,
};

pub(super) const KIND: Kind = Kind {
    id: "itsdangerous",
    label: "a value by itsdangerous",
    lasts: None,
    rotation: "A new key ends it, unless the signer is given a list that has this one, too, from itsdangerous 2.0 on.",
    find,
};

/// A salt, how the key is made with it, and what it is then.
const SALTS: &[(&str, Derive, &str, Option<&str>)] = &[
    (
        "cookie-session",
        Derive::Hmac,
        "a session of Flask",
        Some("A new key ends it, unless this one stays in SECRET_KEY_FALLBACKS, from Flask 3.1 on."),
    ),
    ("wtf-csrf-token", Derive::Digest, "a CSRF token of Flask-WTF", Some(ALWAYS_ENDS)),
    ("itsdangerous", Derive::Digest, "a value by a serializer of itsdangerous", None),
    ("itsdangerous.Signer", Derive::Digest, "a value by a signer of itsdangerous", None),
];

fn find(asked: &Asked<'_>) -> Option<Found> {
    let readings = Signed::readings(asked.text(), Some("."));
    let signed = readings.first()?;
    let given = asked
        .question
        .salt
        .into_iter()
        .flat_map(|salt| [Derive::Digest, Derive::Hmac].map(|derive| (salt, derive, KIND.label, None)));
    SALTS.iter().copied().chain(given).find_map(|(salt, derive, what, rotation)| {
        let sought = Sought {
            derive,
            salt: [salt, if derive == Derive::Digest { "signer" } else { "" }],
            ..Sought::salted(signed.digest, signed.mac, salt, signed.message.as_bytes())
        };
        let found = asked.signer(&sought)?;
        let (value, made) = time(signed).map_or((signed.message, None), |(value, made)| (value, Some(made)));
        Some(Found { what: Some(what), made, rotation, content: content(value), ..found })
    })
}

/// The value without its time, and that: seconds as bytes, the highest first, in base64.
fn time<'a>(signed: &Signed<'a>) -> Option<(&'a str, Time)> {
    let (value, time) = signed.message.rsplit_once('.')?;
    let bytes = base64(time)
        .filter(|bytes| (4..=5).contains(&bytes.len()) && is_canonical(time) && !time.contains(['+', '/', '=']))?;
    let seconds = bytes.iter().fold(0, |sum, byte| sum << 8 | i64::from(*byte));
    // From the year 2001 on: what is smaller may be a part of the value.
    Some((value, Time::Utc(seconds).within().filter(|_| seconds >= 1_000_000_000)?))
}

/// An object of JSON as base64, where it is one, or compressed; or else the text that was signed.
fn content(value: &str) -> Content {
    if value.starts_with(['{', '[', '"']) {
        return Content::of(value, true);
    }
    let object = base64(value).filter(|bytes| is_canonical(value) && matches!(bytes.first(), Some(b'{' | b'[' | b'"')));
    match object.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(text) if !text.contains(char::is_control) => Content::Text(Secret::new(text)),
        _ => Content::of(value, false),
    }
}
