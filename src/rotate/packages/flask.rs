//! Flask, beside Django. Its SECRET_KEY is in its own config.

use super::{About, NO_FALLBACK, Package, fact, since, until};

pub(super) const PACKAGE: Package = Package {
    id: "flask",
    name: "flask",
    module: "flask",
    tried: &[[3, 0, 3], [3, 1, 3]],
    facts: &[
        fact("flask-ends", About::Ends, "every session of the Flask app that has this SECRET_KEY."),
        until([3, 1, 0], fact("flask-no-fallback", About::Fallback, NO_FALLBACK)),
        since(
            [3, 1, 0],
            fact("flask-fallback", About::Fallback, "SECRET_KEY_FALLBACKS of the app’s config keeps them."),
        ),
        fact("flask-forges", About::Leak, "makes a session that holds anything."),
    ],
    source: "flask/sessions.py, get_signing_serializer",
};
