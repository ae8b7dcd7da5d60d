//! django-fernet-fields-v2: encrypted fields.

use super::{About, DUMP, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "fernet_fields",
    name: "django-fernet-fields-v2",
    module: "fernet_fields",
    tried: &[[0, 9, 0]],
    facts: &[
        fact(
            "fernet-fields-ends",
            About::Ends,
            "encrypted fields, unless FERNET_KEYS is set: reading one gives InvalidToken.",
        ),
        fact("fernet-fields-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "fernet-fields-reads",
            About::Leak,
            "reads the encrypted fields in a copy of the database, unless FERNET_KEYS is set.",
        ),
        fact(
            "fernet-fields-keep",
            About::Keep,
            "If FERNET_KEYS isn’t set, set it to a list of a new key and the old SECRET_KEY. What is saved from then on uses the new one.",
        ),
        fact("fernet-fields-first", About::First, DUMP),
    ],
    source: "fernet_fields/fields.py, keys",
};
