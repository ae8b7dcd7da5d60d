//! djangorestframework-simplejwt: the tokens of most Django APIs.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "simplejwt",
    name: "djangorestframework-simplejwt",
    module: "rest_framework_simplejwt",
    tried: &[[5, 5, 1]],
    facts: &[
        fact("simplejwt-ends", About::Ends, "every token, unless SIGNING_KEY is set."),
        fact("simplejwt-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "simplejwt-forges",
            About::Leak,
            "is any user of the API, superusers too, with the key alone; not with CHECK_REVOKE_TOKEN or a SIGNING_KEY.",
        ),
    ],
    source: "rest_framework_simplejwt/settings.py, DEFAULTS",
};
