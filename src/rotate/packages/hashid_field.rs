//! django-hashid-field, whose salt is a setting of its own.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "hashid_field",
    name: "django-hashid-field",
    module: "hashid_field",
    tried: &[[3, 4, 1]],
    facts: &[fact("hashid-stays", About::Stays, OWN_SOURCE)],
    source: "hashid_field/",
};
