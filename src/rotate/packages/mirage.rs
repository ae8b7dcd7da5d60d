//! django-mirage-field: encrypted fields.

use super::{About, DUMP, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "mirage",
    name: "django-mirage-field",
    module: "mirage",
    tried: &[[1, 4, 0]],
    facts: &[
        fact(
            "mirage-ends",
            About::Ends,
            "encrypted fields, unless MIRAGE_SECRET_KEY is set. There is no error: they read as their ciphertext.",
        ),
        fact("mirage-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "mirage-reads",
            About::Leak,
            "reads the encrypted fields in a copy of the database, unless MIRAGE_SECRET_KEY is set.",
        ),
        fact(
            "mirage-keep",
            About::Keep,
            "If MIRAGE_SECRET_KEY isn’t set, set it to the old SECRET_KEY: the fields stay readable, also with a new SECRET_KEY.",
        ),
        fact("mirage-first", About::First, DUMP),
    ],
    source: "mirage/crypto.py, Crypto",
};
