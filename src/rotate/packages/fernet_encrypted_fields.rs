//! django-fernet-encrypted-fields: fields encrypted with the key and SALT_KEY.

use super::{About, DUMP, NO_FALLBACK, Package, fact, since, until};

pub(super) const PACKAGE: Package = Package {
    id: "fernet_encrypted_fields",
    name: "django-fernet-encrypted-fields",
    module: "encrypted_fields",
    tried: &[[0, 1, 3], [0, 4, 0]],
    facts: &[
        fact(
            "fernet-encrypted-ends",
            About::Ends,
            "encrypted fields, without an error: they read as their ciphertext, and saving a row then loses the value.",
        ),
        until([0, 4, 0], fact("fernet-encrypted-no-fallback", About::Fallback, NO_FALLBACK)),
        since(
            [0, 4, 0],
            fact(
                "fernet-encrypted-fallback",
                About::Fallback,
                "SECRET_KEY_FALLBACKS keeps them readable, but only while the old key is there.",
            ),
        ),
        fact("fernet-encrypted-first", About::First, DUMP),
    ],
    source: "encrypted_fields/fields.py, EncryptedFieldMixin",
};
