//! drf-jwt: tokens of an API.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "drf_jwt",
    name: "drf-jwt",
    module: "rest_framework_jwt",
    tried: &[[1, 19, 2]],
    facts: &[
        fact("drf-jwt-ends", About::Ends, "every token, unless JWT_SECRET_KEY is set."),
        fact("drf-jwt-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "drf-jwt-forges",
            About::Leak,
            "can be any user of the API, superusers too, with the key alone; not with a JWT_SECRET_KEY.",
        ),
        fact(
            "drf-jwt-keep",
            About::Keep,
            "To keep its tokens, set JWT_SECRET_KEY of JWT_AUTH to the old key, in a variable of its own, unless that key leaked.",
        ),
    ],
    source: "rest_framework_jwt/settings.py, DEFAULTS",
};
