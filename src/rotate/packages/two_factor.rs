//! django-two-factor-auth, with its cookies of remembered devices.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "two_factor",
    name: "django-two-factor-auth",
    module: "two_factor",
    tried: &[[1, 18, 1]],
    facts: &[
        fact("two-factor-ends", About::Ends, "cookies of remembered devices."),
        fact("two-factor-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "two-factor-forges",
            About::Leak,
            "makes the cookie of a remembered device, but only of someone whose password hash they have.",
        ),
    ],
    source: "two_factor/views/utils.py, hash_remember_device_cookie_value",
};
