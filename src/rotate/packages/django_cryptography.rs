//! django-cryptography: fields that are encrypted, and signed with the key whatever encrypts them.

use super::{About, DUMP, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "django_cryptography",
    name: "django-cryptography",
    module: "django_cryptography",
    tried: &[[1, 1, 0]],
    facts: &[
        fact(
            "django_cryptography-ends",
            About::Ends,
            "encrypted fields, whatever CRYPTOGRAPHY_KEY is: SECRET_KEY signs them, and reading one gives BadSignature.",
        ),
        fact("django_cryptography-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "django_cryptography-reads",
            About::Leak,
            "reads the encrypted fields in a copy of the database, unless CRYPTOGRAPHY_KEY is set.",
        ),
        fact("django_cryptography-first", About::First, DUMP),
    ],
    source: "django_cryptography/core/signing.py, FernetSigner",
};
