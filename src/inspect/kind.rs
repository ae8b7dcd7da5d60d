//! The kinds of value that Django signs, and packages beside it: the registry.

use super::{Asked, Found};

mod cookie_signer;
mod flask_login_cookie;
mod itsdangerous;
pub(super) mod jwt;
mod messages_cookie;
mod messages_cookie_legacy;
mod package_salt;
pub(super) mod password_reset_token;
mod password_reset_token_legacy;
pub(super) mod session_auth_hash;
mod session_row;
mod session_row_legacy;
mod signed_cookie;
mod signed_cookie_legacy;
mod signed_cookies_session;
mod signer;
mod signing_dumps;
mod timestamp_signer;
mod wagtail_image;

/// A kind of value that is signed. The header of its file says how.
#[allow(missing_debug_implementations, reason = "there is nothing to see")]
pub struct Kind {
    /// Its name in the probe, and that of its file.
    pub id: &'static str,
    /// What it is, as the page says it.
    pub label: &'static str,
    /// For how long it holds, as Django is when nothing is set.
    pub lasts: Option<&'static Lasts>,
    /// What a new key does to it, in a sentence.
    pub rotation: &'static str,
    pub(super) find: fn(&Asked<'_>) -> Option<Found>,
}

/// How long something holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Lasts {
    /// The setting that says it.
    pub setting: &'static str,
    /// Its default.
    pub seconds: u32,
}

const SESSION: &Lasts = &Lasts { setting: "SESSION_COOKIE_AGE", seconds: 1_209_600 };

const RESET: &Lasts = &Lasts { setting: "PASSWORD_RESET_TIMEOUT", seconds: 259_200 };

/// What Django's signers do from 4.1 on, and what is signed with older ones is read by none.
const KEPT: &str = "A new key ends it, unless this one stays as a fallback.";

/// Of what no Django reads that has fallbacks.
const ENDS: &str = "A new key ends it: the Djangos that read it, until 3.2, have no fallbacks.";

/// Of what packages sign that know no fallbacks.
const ALWAYS_ENDS: &str = "A new key ends it, and SECRET_KEY_FALLBACKS doesn’t help.";

/// In the order in which they are tried; JSON Web Tokens, which are nothing else, first.
pub const ALL: &[Kind] = &[
    jwt::KIND,
    itsdangerous::KIND,
    signed_cookies_session::KIND,
    session_row::KIND,
    messages_cookie::KIND,
    signing_dumps::KIND,
    package_salt::KIND,
    timestamp_signer::KIND,
    signed_cookie::KIND,
    signed_cookie_legacy::KIND,
    cookie_signer::KIND,
    signer::KIND,
    wagtail_image::KIND,
    flask_login_cookie::KIND,
    session_row_legacy::KIND,
    messages_cookie_legacy::KIND,
    password_reset_token::KIND,
    password_reset_token_legacy::KIND,
    session_auth_hash::KIND,
];
