//! django-ninja-jwt: SimpleJWT for Django Ninja.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "ninja_jwt",
    name: "django-ninja-jwt",
    module: "ninja_jwt",
    tried: &[[5, 4, 5]],
    facts: &[
        fact("ninja-jwt-ends", About::Ends, "every token, unless SIGNING_KEY is set."),
        fact("ninja-jwt-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "ninja-jwt-forges",
            About::Leak,
            "can be any user of the API, superusers too, with the key alone; not with a SIGNING_KEY.",
        ),
        fact(
            "ninja-jwt-keep",
            About::Keep,
            "To keep its tokens, set SIGNING_KEY of NINJA_JWT to the old key, in a variable of its own, unless that key leaked.",
        ),
    ],
    source: "ninja_jwt/settings.py, NinjaJWTSettings",
};
