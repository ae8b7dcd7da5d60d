//! What has to be installed for the lines of `settings.py` that a loader has.

/// The id of a loader, and its package on PyPI.
const PACKAGES: &[(&str, &str)] = &[
    ("python-decouple", "python-decouple"),
    ("python-decouple-ini", "python-decouple"),
    ("django-environ", "django-environ"),
    ("django-environ-escape-proxy", "django-environ"),
    ("python-dotenv", "python-dotenv"),
    ("python-dotenv-plain", "python-dotenv"),
    ("django-dotenv", "django-dotenv"),
    ("environs", "environs"),
    ("environs-expand-vars", "environs"),
    ("pydantic-settings", "pydantic-settings"),
    ("starlette", "starlette"),
];

/// The package of the loader with this id.
pub(crate) fn name(id: &str) -> Option<&'static str> {
    PACKAGES.iter().find(|(loader, _)| *loader == id).map(|(_, package)| *package)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{loader, name::VariableName};

    /// These are the packages with which the differential tests import the lines.
    #[test]
    fn what_is_imported_is_installed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/loaders/requirements.in");
        let installed = std::fs::read_to_string(path).expect("the packages of the tests");
        for loader in loader::ALL {
            let settings = loader.settings(&VariableName::usual());
            let imports = settings.lines().any(|line| line.starts_with("from ") || line.starts_with("import environ"));
            // django-dotenv is imported where Django is started.
            let starts = loader.starts.is_some_and(|snippet| snippet.text.contains("import dotenv"));
            assert_eq!(name(loader.id).is_some(), imports || starts, "{}", loader.id);
            if let Some(package) = name(loader.id) {
                assert!(installed.lines().any(|line| line.split("==").next() == Some(package)), "{package}");
            }
        }
    }
}
