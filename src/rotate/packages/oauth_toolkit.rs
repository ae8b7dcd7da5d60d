//! django-oauth-toolkit, whose tokens are rows.

use super::{About, OWN_SOURCE, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "oauth_toolkit",
    name: "django-oauth-toolkit",
    module: "oauth2_provider",
    tried: &[[3, 4, 1]],
    facts: &[fact("oauth-toolkit-stays", About::Stays, OWN_SOURCE)],
    source: "oauth2_provider/",
};
