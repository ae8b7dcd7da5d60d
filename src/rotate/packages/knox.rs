//! django-rest-knox, whose tokens are rows.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "knox",
    name: "django-rest-knox",
    module: "knox",
    tried: &[[5, 1, 0]],
    facts: &[fact("knox-stays", About::Stays, OWN_SOURCE)],
    source: "knox/",
};
