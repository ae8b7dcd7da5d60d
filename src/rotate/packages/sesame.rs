//! django-sesame: links that log in.

use super::{About, NO_FALLBACK, Package, fact, since, until};

pub(super) const PACKAGE: Package = Package {
    id: "sesame",
    name: "django-sesame",
    module: "sesame",
    tried: &[[2, 4, 0], [3, 2, 5]],
    facts: &[
        fact("sesame-ends", About::Ends, "links that log in, whatever SESAME_KEY is."),
        until([3, 2, 5], fact("sesame-no-fallback", About::Fallback, NO_FALLBACK)),
        since([3, 2, 5], fact("sesame-fallback", About::Fallback, "SECRET_KEY_FALLBACKS keeps them.")),
        fact(
            "sesame-forges",
            About::Leak,
            "makes a link that logs in as anyone whose password hash they have, and without the hash if SESAME_INVALIDATE_ON_PASSWORD_CHANGE is False; not with a SESAME_KEY.",
        ),
    ],
    source: "sesame/settings.py",
};
