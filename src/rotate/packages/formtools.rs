//! django-formtools: forms in several steps.

use super::{About, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "formtools",
    name: "django-formtools",
    module: "formtools",
    tried: &[[2, 7, 0]],
    facts: &[
        fact(
            "formtools-preview-ends",
            About::Ends,
            "previews that wait for their second step. SECRET_KEY_FALLBACKS doesn’t help.",
        ),
        fact(
            "formtools-wizard-ends",
            About::Ends,
            "wizards that keep their steps in a cookie. SECRET_KEY_FALLBACKS keeps them.",
        ),
        fact(
            "formtools-forges",
            About::Leak,
            "skips the preview, and goes to any step of a wizard that uses a cookie.",
        ),
    ],
    source: "formtools/utils.py, form_hmac; formtools/wizard/storage/cookie.py",
};
