//! django-registration, with its links.

use super::{About, FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "registration",
    name: "django-registration",
    module: "django_registration",
    tried: &[[5, 2, 1]],
    facts: &[
        fact("registration-ends", About::Ends, "links that activate an account."),
        fact("registration-fallback", About::Fallback, FALLBACK),
        fact("registration-forges", About::Leak, "makes a link that activates any account."),
    ],
    source: "django_registration/backends/activation/views.py",
};
