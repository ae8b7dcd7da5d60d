//! Flask-JWT-Extended: tokens of an API.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "flask_jwt_extended",
    name: "flask-jwt-extended",
    module: "flask_jwt_extended",
    tried: &[[4, 7, 4]],
    facts: &[
        fact("flask-jwt-ends", About::Ends, "every token, unless JWT_SECRET_KEY is set."),
        fact("flask-jwt-fallback", About::Fallback, NO_FALLBACK),
        fact("flask-jwt-forges", About::Leak, "makes a token of anyone; not with a JWT_SECRET_KEY."),
        fact(
            "flask-jwt-keep",
            About::Keep,
            "To keep its tokens, set JWT_SECRET_KEY to the old key, in a variable of its own, unless that key leaked.",
        ),
    ],
    source: "flask_jwt_extended/config.py",
};
