//! django-environ with `env.escape_proxy = True`: `K=\\$abc` is `$abc`.
//!
//! The file is read as without the option. A value that begins with `$` is still the name of another variable;
//! a backslash before a `$` keeps it from being one, wherever it stands, and is dropped.
//!
//! Modelled from django-environ 0.14.0, `environ/environ.py`, `Env.get_value`.

use super::{Django, Loader, Precedence, django_environ};
use crate::quoting;

pub(super) const LOADER: Loader = Loader {
    id: "django-environ-escape-proxy",
    label: "django-environ, escape_proxy=True",
    quotings: &[quoting::BARE, quoting::BARE_DOLLAR, quoting::SINGLE, quoting::SINGLE_DOLLAR],
    with: None,
    load: |file, environment, name| django_environ::load(file, environment, name, true),
    precedence: Precedence::FileAlone,
    django: Django::DjangoEnviron { escape_proxy: true },
    ..django_environ::LOADER
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Refused, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a\n", Value("a")),
                ("K=$b\n", Refused),
                ("K=\\$b\n", Value("$b")),
                ("K='\\$b'\n", Value("$b")),
                ("K=a$b\\$c\n", Value("a$b$c")),
                ("K=a\\\\$b\n", Value("a\\$b")),
                ("J=a\\\\$b\nK=$J\n", Value("a$b")),
                ("J=\\$b\nK=$J\n", Value("$b")),
                ("K=\"\\$b\"\n", Refused),
            ],
        );
    }
}
