//! How `settings.py` gets a variable: the lines, by library.

use crate::{listed::Listed, name::VariableName};

/// How `settings.py` gets a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Django {
    /// From `os.environ`, where whatever starts Django has put it.
    Environ,
    /// The same, where `manage.py` and `wsgi.py` fill it by django-dotenv.
    DjangoDotenv,
    /// By python-dotenv, through `os.environ`.
    Dotenv {
        /// Whether `${NAME}` is replaced, as it is unless switched off.
        interpolate: bool,
    },
    /// By python-decouple's `config`.
    Decouple,
    /// By django-environ's `Env`.
    DjangoEnviron {
        /// Whether a `\$` at the beginning stands for a `$`.
        escape_proxy: bool,
    },
    /// By environs' `Env`.
    Environs {
        /// Whether `$NAME` is replaced.
        expand_vars: bool,
    },
    /// As a field of pydantic-settings' `BaseSettings`.
    Pydantic,
    /// By Starlette's `Config`.
    Starlette,
    /// From a `Dynaconf` that has each variable.
    Dynaconf,
}

/// What is wanted of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Its text: without it the project does not start.
    Text,
    /// Its text, or an empty one.
    TextOrEmpty,
    /// A list of texts, or an empty one.
    List,
}

impl Django {
    /// The lines that take the key from this variable, and fail loudly when it is missing.
    pub fn settings(self, name: &VariableName) -> String {
        let [imports, set_up] = self.beginning(&[(name, Wanted::Text)]);
        [&imports, &set_up, "SECRET_KEY = ", &self.read(name, Wanted::Text), "\n"].concat()
    }

    /// What stands before the first of these variables is read: the imports, and what loads the file. Each ends
    /// with the blank lines that belong behind it.
    pub fn beginning(self, variables: &[(&VariableName, Wanted)]) -> [String; 2] {
        let list = variables.iter().any(|(_, wanted)| *wanted == Wanted::List);
        let (imports, set_up) = match self {
            Self::Environ | Self::DjangoDotenv => ("import os\n\n", ""),
            Self::Dotenv { interpolate: true } => {
                ("import os\n\nfrom dotenv import load_dotenv\n\n", "load_dotenv(BASE_DIR / \".env\")\n\n")
            }
            Self::Dotenv { interpolate: false } => (
                "import os\n\nfrom dotenv import load_dotenv\n\n",
                "load_dotenv(BASE_DIR / \".env\", interpolate=False)\n\n",
            ),
            Self::Decouple if list => ("from decouple import Csv, config\n\n", ""),
            Self::Decouple => ("from decouple import config\n\n", ""),
            Self::DjangoEnviron { escape_proxy: false } => {
                ("import environ\n\n", "env = environ.Env()\nenv.read_env(BASE_DIR / \".env\")\n\n")
            }
            Self::DjangoEnviron { escape_proxy: true } => (
                "import environ\n\n",
                "env = environ.Env()\nenv.escape_proxy = True\nenv.read_env(BASE_DIR / \".env\")\n\n",
            ),
            Self::Environs { expand_vars: false } => {
                ("from environs import Env\n\n", "env = Env()\nenv.read_env(BASE_DIR / \".env\")\n\n")
            }
            Self::Environs { expand_vars: true } => {
                ("from environs import Env\n\n", "env = Env(expand_vars=True)\nenv.read_env(BASE_DIR / \".env\")\n\n")
            }
            Self::Pydantic => {
                return [
                    "from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\n".to_owned(),
                    class(variables),
                ];
            }
            Self::Starlette if list => (
                "from starlette.config import Config\nfrom starlette.datastructures import CommaSeparatedStrings\n\n",
                "",
            ),
            Self::Starlette => ("from starlette.config import Config\n\n", ""),
            Self::Dynaconf => (
                "from dynaconf import Dynaconf\n\n",
                "env = Dynaconf(envvar_prefix=False, load_dotenv=True, dotenv_path=BASE_DIR / \".env\")\n\n",
            ),
        };
        [imports.to_owned(), set_up.to_owned()]
    }

    /// The expression that reads this variable.
    pub fn read(self, name: &VariableName, wanted: Wanted) -> String {
        let (before, after) = match (self, wanted) {
            (Self::Environ | Self::DjangoDotenv | Self::Dotenv { .. }, Wanted::Text) => ("os.environ[\"", "\"]"),
            (Self::Environ | Self::DjangoDotenv | Self::Dotenv { .. }, Wanted::TextOrEmpty) => {
                ("os.environ.get(\"", "\", \"\")")
            }
            (Self::Environ | Self::DjangoDotenv | Self::Dotenv { .. }, Wanted::List) => {
                ("os.environ.get(\"", "\", \"\").split(\",\")")
            }
            (Self::Decouple, Wanted::Text) => ("config(\"", "\")"),
            (Self::Decouple, Wanted::TextOrEmpty) => ("config(\"", "\", default=\"\")"),
            (Self::Decouple, Wanted::List) => ("config(\"", "\", default=\"\", cast=Csv())"),
            (Self::DjangoEnviron { .. }, Wanted::Text) => ("env(\"", "\")"),
            (Self::DjangoEnviron { .. }, Wanted::TextOrEmpty) => ("env(\"", "\", default=\"\")"),
            (Self::Environs { .. }, Wanted::Text) => ("env.str(\"", "\")"),
            (Self::Environs { .. }, Wanted::TextOrEmpty) => ("env.str(\"", "\", default=\"\")"),
            (Self::DjangoEnviron { .. } | Self::Environs { .. }, Wanted::List) => ("env.list(\"", "\", default=[])"),
            (Self::Starlette, Wanted::Text) => ("Config(BASE_DIR / \".env\")(\"", "\")"),
            (Self::Starlette, Wanted::TextOrEmpty) => ("Config(BASE_DIR / \".env\")(\"", "\", default=\"\")"),
            (Self::Starlette, Wanted::List) => {
                ("Config(BASE_DIR / \".env\")(\"", "\", default=\"\", cast=CommaSeparatedStrings)")
            }
            (Self::Dynaconf, Wanted::Text) => ("env[\"", "\"]"),
            (Self::Dynaconf, Wanted::TextOrEmpty) => ("env.get(\"", "\", \"\")"),
            (Self::Dynaconf, Wanted::List) => ("env.get(\"", "\", \"\").split(\",\")"),
            (Self::Pydantic, _) => return ["Environment().", &field(name)].concat(),
        };
        [before, name.as_str(), after].concat()
    }

    /// Whether its library reads the file, and not what starts Django.
    pub const fn reads_the_file(self) -> bool {
        !matches!(self, Self::Environ | Self::DjangoDotenv)
    }

    /// The package on PyPI that has to be installed for it; none where it is Python's own.
    pub const fn package(self) -> Option<&'static str> {
        match self {
            Self::Environ => None,
            Self::DjangoDotenv => Some("django-dotenv"),
            Self::Dotenv { .. } => Some("python-dotenv"),
            Self::Decouple => Some("python-decouple"),
            Self::DjangoEnviron { .. } => Some("django-environ"),
            Self::Environs { .. } => Some("environs"),
            Self::Pydantic => Some("pydantic-settings"),
            Self::Starlette => Some("starlette"),
            Self::Dynaconf => Some("dynaconf"),
        }
    }
}

/// What pydantic-settings reads the variables into.
fn class(variables: &[(&VariableName, Wanted)]) -> String {
    let fields = variables.iter().map(|(name, wanted)| {
        let kind = match wanted {
            Wanted::Text => ": str\n",
            Wanted::TextOrEmpty => ": str = \"\"\n",
            Wanted::List => ": list[str] = []\n",
        };
        ["    ", &field(name), kind].concat()
    });
    let fields = fields.listed().concat();
    [
        "class Environment(BaseSettings):\n    model_config = SettingsConfigDict(env_file=BASE_DIR / \".env\", extra=\"ignore\")\n",
        &fields,
        "\n\n",
    ]
    .concat()
}

/// The field of a variable, whose case does not matter.
fn field(name: &VariableName) -> String {
    name.as_str().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader;

    /// These are the packages with which the differential tests import the lines.
    #[test]
    fn what_is_imported_is_installed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/loaders/requirements.in");
        let installed = std::fs::read_to_string(path).expect("the packages of the tests");
        for package in loader::ALL.iter().filter_map(|loader| loader.django.package()) {
            assert!(installed.lines().any(|line| line.split("==").next() == Some(package)), "{package}");
        }
    }

    #[test]
    fn lines_of_settings() {
        let name = VariableName::usual();
        assert_eq!(
            Django::Pydantic.settings(&name),
            "from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\nclass Environment(BaseSettings):\n    \
             model_config = SettingsConfigDict(env_file=BASE_DIR / \".env\", extra=\"ignore\")\n    \
             django_secret_key: str\n\n\nSECRET_KEY = Environment().django_secret_key\n"
        );
        assert_eq!(
            Django::Dotenv { interpolate: true }.settings(&name),
            "import os\n\nfrom dotenv import load_dotenv\n\nload_dotenv(BASE_DIR / \".env\")\n\n\
             SECRET_KEY = os.environ[\"DJANGO_SECRET_KEY\"]\n"
        );
    }
}
