//! A cookie of `set_signed_cookie`, whose salt says where the cookie's own salt ends.
//!
//! `value:1xWMuY:TG0uESc…`; the salt is `django.http.cookies.v2:1:sname` for a cookie `name` with the
//! salt `s`.
//!
//! Django 6.1, `django/core/signing.py`; since 5.2.15 and 6.0.6, which mend CVE-2026-6873. The cookie's
//! name is a part of the salt: where it is not known, usual ones are tried.

use super::{KEPT, Kind};
use crate::inspect::{Asked, COOKIES, Found};

pub(super) const KIND: Kind =
    Kind { id: "signed-cookie", label: "a cookie by set_signed_cookie", lasts: None, rotation: KEPT, find };

fn find(asked: &Asked<'_>) -> Option<Found> {
    let whole = asked.question.salt.filter(|salt| salt.starts_with("django.http.cookies.v2:"));
    if let Some(found) = whole.and_then(|salt| asked.timed(COOKIES, salt, true)) {
        return Some(found);
    }
    names(asked).into_iter().find_map(|[name, salt]| {
        let count = salt.chars().count().to_string();
        asked.timed(COOKIES, &["django.http.cookies.v2:", &count, ":", salt, name].concat(), true)
    })
}

/// Names that signed cookies often have, in case that none is known.
const USUAL: &str = "user user_id userid username remember remember_me remember_token token auth auth_token session \
     session_id sid uid id name key value data cart cart_id basket device device_id email prefs preferences settings \
     theme language lang currency visitor visitor_id consent referral ref trusted_device otp mfa";

/// The names and salts that the cookie may have.
pub(super) fn names<'a>(asked: &Asked<'a>) -> Vec<[&'a str; 2]> {
    let mut names = Vec::new();
    let salt = asked.question.salt;
    for name in asked.question.cookie.into_iter().chain(asked.value.name.as_deref()) {
        names.extend(salt.map(|salt| [name, salt]));
        names.push([name, ""]);
    }
    // The salt may be the name of a cookie that has none.
    names.extend(salt.map(|salt| [salt, ""]));
    // No more than is done in a moment.
    let affordable = asked.for_names / asked.question.cost().max(1);
    names.extend(USUAL.split(' ').take(affordable).map(|name| [name, salt.unwrap_or_default()]));
    names
}
