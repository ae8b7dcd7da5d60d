//! django-unicorn, whose components carry a checksum.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "unicorn",
    name: "django-unicorn",
    module: "django_unicorn",
    tried: &[[0, 67, 0]],
    facts: &[
        fact("unicorn-ends", About::Ends, "components on pages that are open: their checksum is refused."),
        fact("unicorn-fallback", About::Fallback, NO_FALLBACK),
        fact("unicorn-forges", About::Leak, "makes the checksum of any component’s data."),
    ],
    source: "django_unicorn/utils.py, generate_checksum",
};
