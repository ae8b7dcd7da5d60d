//! django-encrypted-model-fields, which has keys of its own.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "encrypted_model_fields",
    name: "django-encrypted-model-fields",
    module: "encrypted_model_fields",
    tried: &[[0, 6, 5]],
    facts: &[fact("encrypted-model-stays", About::Stays, OWN_SOURCE)],
    source: "encrypted_model_fields/",
};
