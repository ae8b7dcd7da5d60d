//! djangorestframework-api-key, whose keys are hashed.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "api_key",
    name: "djangorestframework-api-key",
    module: "rest_framework_api_key",
    tried: &[[3, 1, 0]],
    facts: &[fact("api-key-stays", About::Stays, OWN_SOURCE)],
    source: "rest_framework_api_key/",
};
