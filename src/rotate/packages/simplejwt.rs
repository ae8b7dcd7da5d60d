//! djangorestframework-simplejwt: the tokens of most Django APIs.

use super::{About, NO_FALLBACK, Package, fact, since, until};

pub(super) const PACKAGE: Package = Package {
    id: "simplejwt",
    name: "djangorestframework-simplejwt",
    module: "rest_framework_simplejwt",
    tried: &[[5, 2, 2], [5, 5, 1]],
    facts: &[
        fact("simplejwt-ends", About::Ends, "every token, unless SIGNING_KEY is set."),
        fact("simplejwt-fallback", About::Fallback, NO_FALLBACK),
        since(
            [5, 5, 1],
            fact(
                "simplejwt-forges",
                About::Leak,
                "can be any user of the API, superusers too, with the key alone; not with CHECK_REVOKE_TOKEN or a SIGNING_KEY.",
            ),
        ),
        until(
            [5, 5, 1],
            fact(
                "simplejwt-forges-older",
                About::Leak,
                "can be any user of the API, superusers too, with the key alone; not with a SIGNING_KEY.",
            ),
        ),
        fact(
            "simplejwt-keep",
            About::Keep,
            "To keep its tokens, set SIGNING_KEY of SIMPLE_JWT to the old key, in a variable of its own, unless that key leaked.",
        ),
    ],
    source: "rest_framework_simplejwt/settings.py, DEFAULTS",
};
