//! Flask-Login, with its cookie that remembers.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "flask_login",
    name: "flask-login",
    module: "flask_login",
    tried: &[[0, 6, 3]],
    facts: &[
        fact("flask-login-ends", About::Ends, "cookies that remember a login."),
        fact("flask-login-fallback", About::Fallback, NO_FALLBACK),
        fact("flask-login-forges", About::Leak, "makes a cookie that logs in as anyone whose id they know."),
    ],
    source: "flask_login/utils.py, _secret_key",
};
