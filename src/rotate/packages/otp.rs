//! django-otp, whose secrets are rows.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "otp",
    name: "django-otp",
    module: "django_otp",
    tried: &[[1, 7, 5]],
    facts: &[fact("otp-stays", About::Stays, OWN_SOURCE)],
    source: "django_otp/",
};
