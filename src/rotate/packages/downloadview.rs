//! django-downloadview, with its signed addresses.

use super::{About, FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "downloadview",
    name: "django-downloadview",
    module: "django_downloadview",
    tried: &[[2, 5, 0]],
    facts: &[
        fact("downloadview-ends", About::Ends, "signed addresses of files."),
        fact("downloadview-fallback", About::Fallback, FALLBACK),
        fact("downloadview-forges", About::Leak, "makes the address of any file."),
    ],
    source: "django_downloadview/storage.py",
};
