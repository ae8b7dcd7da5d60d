//! social-auth-app-django, and social-auth-core.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "social_auth",
    name: "social-auth-app-django",
    module: "social_django",
    tried: &[[8, 0, 0]],
    facts: &[fact("social-auth-stays", About::Stays, OWN_SOURCE)],
    source: "social_django/",
};
