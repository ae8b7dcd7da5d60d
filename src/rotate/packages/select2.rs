//! django-select2: fields that ask the server.

use super::{About, FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "select2",
    name: "django-select2",
    module: "django_select2",
    tried: &[[8, 4, 8]],
    facts: &[
        fact("select2-ends", About::Ends, "fields on pages that are open: they find nothing."),
        fact("select2-fallback", About::Fallback, FALLBACK),
    ],
    source: "django_select2/views.py",
};
