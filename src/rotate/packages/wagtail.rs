//! Wagtail, with its addresses of dynamic images.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "wagtail",
    name: "wagtail",
    module: "wagtail",
    tried: &[[6, 3, 8], [8, 0, 1]],
    facts: &[
        fact("wagtail-image-ends", About::Ends, "addresses of dynamic images."),
        fact("wagtail-image-fallback", About::Fallback, NO_FALLBACK),
        fact("wagtail-image-forges", About::Leak, "makes addresses of images in any size."),
    ],
    source: "wagtail/images/utils.py, generate_signature",
};
