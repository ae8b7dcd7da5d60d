//! djoser, with its links. Its tokens are those of SimpleJWT or of rest_framework.authtoken.

use super::{About, FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "djoser",
    name: "djoser",
    module: "djoser",
    tried: &[[2, 3, 5]],
    facts: &[
        fact("djoser-ends", About::Ends, "links that activate an account or set a new password."),
        fact("djoser-fallback", About::Fallback, FALLBACK),
        fact("djoser-forges", About::Leak, "makes such a link, but only for someone whose password hash they have."),
    ],
    source: "djoser/views.py, token_generator",
};
