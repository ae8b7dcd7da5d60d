//! django-cryptography: fields that are encrypted, and signed with the key whatever encrypts them.

use super::{About, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "django_cryptography",
    name: "django-cryptography",
    module: "django_cryptography",
    tried: &[[1, 1, 0]],
    facts: &[
        fact(
            "cryptography-field-ends",
            About::Ends,
            "encrypted fields, whatever CRYPTOGRAPHY_KEY is: SECRET_KEY signs them, and reading one gives BadSignature.",
        ),
        fact("cryptography-field-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "cryptography-field-reads",
            About::Leak,
            "reads the encrypted fields in a copy of the database, unless CRYPTOGRAPHY_KEY is set.",
        ),
    ],
    source: "django_cryptography/core/signing.py, FernetSigner",
};
