//! pydantic-settings with `env_file=".env"`: python-dotenv reads the file, and `k` is `K`.
//!
//! Modelled from pydantic-settings 2.16.3, `pydantic_settings/sources/providers/dotenv.py`, and
//! python-dotenv 1.2.4.

use super::{
    Django, Environment, Loader, Precedence,
    python_dotenv::{self, Into, Rules},
};
use crate::{
    name::VariableName,
    reading::{Bound, Loaded},
};

pub(super) const LOADER: Loader = Loader {
    id: "pydantic-settings",
    label: "pydantic-settings",
    version: "2.16.3, python-dotenv 1.2.4",
    source: "pydantic_settings/sources/providers/dotenv.py; dotenv/parser.py",
    load,
    precedence: Precedence::FileAlone,
    django: Django::Pydantic,
    with: None,
    ..python_dotenv::LOADER
};

fn load<'f>(file: &'f str, environment: &Environment<'_>, name: &VariableName) -> Loaded<'f> {
    // The host's variables are looked through as the file's are: `parse_env_vars` in `sources/utils.py`.
    let same = |(set, _): &&(&str, &str)| set.eq_ignore_ascii_case(name.as_str());
    let rules = Rules { into: Into::Map, ignore_case: true, ..Rules::LOAD_DOTENV };
    let mut loaded = python_dotenv::load(file, environment, name, &rules);
    if let Some((_, value)) = environment.variables.iter().rfind(same) {
        loaded.bind(name.as_str().to_owned(), Bound::Text((*value).to_owned().into()));
        loaded.notes.clear();
    }
    loaded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("K=a #b\n", Value("a")),
                ("k=a\n", Value("a")),
                ("K=a\nk=b\n", Value("b")),
                ("k=b\nK=a\n", Value("a")),
                ("J=x\nk=${J}y\n", Value("xy")),
                ("'J=H'=a\nK=b\n", Value("b")),
                ("J=a\n", Missing),
            ],
        );
    }

    #[test]
    fn the_host_is_asked_in_any_case() {
        let name = VariableName::parse("k").expect("a name");
        let host = Environment::new(&[("K", "host")]);
        assert!(LOADER.read("k=a\n", &name, &host).is(&"host".into()));
    }
}
