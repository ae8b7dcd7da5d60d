//! Flask-WTF, with its CSRF tokens.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "flask_wtf",
    name: "flask-wtf",
    module: "flask_wtf",
    tried: &[[1, 3, 0]],
    facts: &[
        fact("flask-wtf-ends", About::Ends, "forms that are open, unless WTF_CSRF_SECRET_KEY is set."),
        fact("flask-wtf-fallback", About::Fallback, NO_FALLBACK),
    ],
    source: "flask_wtf/csrf.py",
};
