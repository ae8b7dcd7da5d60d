//! Celery, which signs messages with certificates if asked to.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "celery",
    name: "celery",
    module: "celery",
    tried: &[[5, 7, 0]],
    facts: &[fact("celery-stays", About::Stays, OWN_SOURCE)],
    source: "celery/",
};
