//! django-cryptography-5, a fork for Django 5.

use super::{About, DUMP, NO_FALLBACK, Package, fact};

pub(super) const PACKAGE: Package = Package {
    id: "django_cryptography_5",
    name: "django-cryptography-5",
    module: "django_cryptography",
    tried: &[[2, 0, 3]],
    facts: &[
        fact(
            "django_cryptography_5-ends",
            About::Ends,
            "encrypted fields, whatever CRYPTOGRAPHY_KEY is: SECRET_KEY signs them, and reading one gives BadSignature.",
        ),
        fact("django_cryptography_5-fallback", About::Fallback, NO_FALLBACK),
        fact(
            "django_cryptography_5-reads",
            About::Leak,
            "reads the encrypted fields in a copy of the database, unless CRYPTOGRAPHY_KEY is set.",
        ),
        fact("django_cryptography_5-first", About::First, DUMP),
    ],
    source: "django_cryptography/core/signing.py, FernetSigner",
};
