//! django-allauth: mails, and the tokens of its headless part. Logins are Django's own.

use super::{About, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "allauth",
    name: "django-allauth",
    module: "allauth",
    tried: &[[65, 21, 1]],
    facts: &[
        fact("allauth-mail-ends", About::Ends, "links that confirm an address. SECRET_KEY_FALLBACKS keeps them."),
        fact(
            "allauth-refresh-ends",
            About::Ends,
            "every refresh token of headless JWTs, whatever signs them, and with HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED every access token: SECRET_KEY encrypts the session’s number in them, and SECRET_KEY_FALLBACKS doesn’t help.",
        ),
        fact(
            "allauth-jwt-ends",
            About::Ends,
            "every access token with HS256, unless HEADLESS_JWT_PRIVATE_KEY is set. SECRET_KEY_FALLBACKS doesn’t help.",
        ),
        fact(
            "allauth-jwt-forges",
            About::Leak,
            "can be any user of the API, superusers too, with HS256; not with a HEADLESS_JWT_PRIVATE_KEY or HEADLESS_JWT_STATEFUL_VALIDATION_ENABLED.",
        ),
    ],
    source: "allauth/headless/tokens/strategies/jwt/internal.py",
};
