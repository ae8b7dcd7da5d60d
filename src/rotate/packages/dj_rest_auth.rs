//! dj-rest-auth, with its second factors. Its tokens are those of SimpleJWT or of rest_framework.authtoken.

use super::{About, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "dj_rest_auth",
    name: "dj-rest-auth",
    module: "dj_rest_auth",
    tried: &[[7, 2, 0]],
    facts: &[
        fact(
            "rest-auth-ends",
            About::Ends,
            "the second factor of everyone who uses an authenticator app with dj_rest_auth.mfa: what the app shows is refused, with BadSignature. Logins that wait for it end, too.",
        ),
        fact(
            "rest-auth-fallback",
            About::Fallback,
            "SECRET_KEY_FALLBACKS keeps both, but only while the old key is there: nothing signs the stored secrets anew.",
        ),
        fact(
            "rest-auth-forges",
            About::Leak,
            "skips the password of a user who has a second factor, and needs only the code.",
        ),
        fact(
            "rest-auth-first",
            About::First,
            "The stored secrets of authenticator apps must be signed anew. In a manage.py shell that has the new key, and the old one as a fallback: for each Authenticator of type TOTP, TOTP.activate(user, TOTP.get_secret(user)).",
        ),
    ],
    source: "dj_rest_auth/mfa/totp.py",
};
