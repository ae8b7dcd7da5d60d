//! django-loginas: being another user for a while.

use super::{About, FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "loginas",
    name: "django-loginas",
    module: "loginas",
    tried: &[[0, 3, 14]],
    facts: &[
        fact("loginas-ends", About::Ends, "the way back for a superuser who is someone else just now: BadSignature."),
        fact("loginas-fallback", About::Fallback, FALLBACK),
    ],
    source: "loginas/utils.py",
};
