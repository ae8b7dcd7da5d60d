//! django-axes.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "axes",
    name: "django-axes",
    module: "axes",
    tried: &[[8, 3, 1]],
    facts: &[fact("axes-stays", About::Stays, OWN_SOURCE)],
    source: "axes/",
};
