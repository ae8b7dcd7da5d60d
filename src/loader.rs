//! The loaders: programs that read `NAME=value` files, each modelled in a file of its own.
//!
//! A loader is a plain [`Loader`] in the registry [`ALL`], and adding one is its file and its two
//! lines here. Everything that is shown about loaders is derived from the registry. Each model
//! follows one version of the real loader, and `tests/loaders.rs` runs both over the same files.

use std::fmt;

pub use self::common::{
    django::{Django, Wanted},
    samples,
};
use crate::{
    name::VariableName,
    quoting::Quoting,
    reading::{Loaded, Reading, Stop},
};

mod common;

mod apache_setenv;
mod bash;
mod bun;
mod busybox_sh;
mod circus;
mod compose_1;
mod compose_env_file;
mod compose_project_env;
mod compose_yaml;
mod crontab;
mod dash;
mod deno_env_file;
mod direnv_dotenv;
mod direnv_envrc;
mod django_dotenv;
mod django_environ;
mod django_environ_escape_proxy;
mod docker_env_file;
mod docker_swarm;
mod dockerfile_env;
mod dotenv_expand_1000;
mod dotenv_expand_11;
mod dotenv_expand_12;
mod dotenvx;
mod dotenvy;
mod dynaconf;
mod environs;
mod environs_expand_vars;
mod export_grep_xargs;
mod export_xargs;
mod fish;
mod github_env;
mod godotenv;
mod honcho;
mod jetbrains_envfile;
mod just_dotenv;
mod kubectl_env_file;
mod kubernetes_pod_env;
mod kubernetes_secret_data;
mod kubernetes_secret_stringdata;
mod kustomize_envs;
mod make_include;
mod mksh;
mod next_env;
mod node_env_file;
mod node_foreman;
mod npm_dotenv_16;
mod npm_dotenv_17;
mod npm_dotenv_18;
mod os_environ;
mod pam_environment;
mod phpdotenv;
mod phpdotenv_5_4;
mod podman_compose;
mod podman_env_file;
mod posix_shell;
mod powershell;
mod procfile_foreman;
mod pydantic_settings;
mod python_decouple;
mod python_decouple_ini;
mod python_dotenv;
mod python_dotenv_plain;
mod ruby_dotenv;
mod ruby_dotenv_2;
mod ruby_dotenv_2_8;
mod starlette;
mod supervisord;
mod systemd_environment;
mod systemd_environment_file;
mod task_dotenv;
mod uv_env_file;
mod uwsgi_ini;
mod vite_6;
mod vite_7;
mod vite_8;
mod vscode_python;
mod yash;
mod zsh;

/// Every loader, in the order the page shows them.
pub const ALL: &[Loader] = &[
    python_decouple::LOADER,
    python_decouple_ini::LOADER,
    django_environ::LOADER,
    django_environ_escape_proxy::LOADER,
    python_dotenv::LOADER,
    python_dotenv_plain::LOADER,
    django_dotenv::LOADER,
    environs::LOADER,
    environs_expand_vars::LOADER,
    pydantic_settings::LOADER,
    starlette::LOADER,
    dynaconf::LOADER,
    honcho::LOADER,
    uv_env_file::LOADER,
    vscode_python::LOADER,
    jetbrains_envfile::LOADER,
    npm_dotenv_16::LOADER,
    npm_dotenv_17::LOADER,
    npm_dotenv_18::LOADER,
    dotenv_expand_11::LOADER,
    dotenv_expand_12::LOADER,
    dotenv_expand_1000::LOADER,
    dotenvx::LOADER,
    node_env_file::LOADER,
    deno_env_file::LOADER,
    bun::LOADER,
    next_env::LOADER,
    vite_6::LOADER,
    vite_7::LOADER,
    vite_8::LOADER,
    compose_env_file::LOADER,
    compose_project_env::LOADER,
    compose_1::LOADER,
    podman_compose::LOADER,
    compose_yaml::LOADER,
    docker_env_file::LOADER,
    docker_swarm::LOADER,
    podman_env_file::LOADER,
    kubectl_env_file::LOADER,
    kustomize_envs::LOADER,
    kubernetes_secret_stringdata::LOADER,
    kubernetes_secret_data::LOADER,
    kubernetes_pod_env::LOADER,
    dockerfile_env::LOADER,
    posix_shell::LOADER,
    bash::LOADER,
    dash::LOADER,
    zsh::LOADER,
    mksh::LOADER,
    yash::LOADER,
    busybox_sh::LOADER,
    export_xargs::LOADER,
    export_grep_xargs::LOADER,
    fish::LOADER,
    powershell::LOADER,
    direnv_envrc::LOADER,
    direnv_dotenv::LOADER,
    os_environ::LOADER,
    systemd_environment_file::LOADER,
    systemd_environment::LOADER,
    pam_environment::LOADER,
    crontab::LOADER,
    supervisord::LOADER,
    circus::LOADER,
    uwsgi_ini::LOADER,
    apache_setenv::LOADER,
    procfile_foreman::LOADER,
    node_foreman::LOADER,
    just_dotenv::LOADER,
    task_dotenv::LOADER,
    dotenvy::LOADER,
    ruby_dotenv::LOADER,
    ruby_dotenv_2_8::LOADER,
    ruby_dotenv_2::LOADER,
    godotenv::LOADER,
    phpdotenv::LOADER,
    phpdotenv_5_4::LOADER,
    make_include::LOADER,
    github_env::LOADER,
];

/// A loader: what it is called, how it reads a file, and how it may be written to.
#[derive(Clone, Copy)]
pub struct Loader {
    /// How the probe, the tests and the page's preferences call it: kebab case.
    pub id: &'static str,
    /// How the page calls it.
    pub label: &'static str,
    /// What kind of program it is.
    pub family: Family,
    /// The version modelled, which the differential test installs.
    pub version: &'static str,
    /// Where in the loader's own source the rules stand.
    pub source: &'static str,
    /// Where the line goes: a file's name, or a place such as a terminal.
    pub place: &'static str,
    /// What stands round the name and the value.
    pub form: Form,
    /// Whether the model is held against the real loader.
    pub tested: Tested,
    /// The ways to write a value for it, best first.
    pub quotings: &'static [Quoting],
    /// Texts of two symbols or more that no quoting carries. (What it does with single symbols is
    /// found out by asking the model: see `line::Destination::limits`.)
    pub cannot_carry: &'static [&'static str],
    /// The id of the loader that is this one with an option of its own, which carries what this one cannot.
    pub with: Option<&'static str>,
    /// What it makes of a file.
    pub load: Load,
    /// What holds where the host sets a variable, too.
    pub precedence: Precedence,
    /// How `settings.py` gets the value.
    pub django: Django,
    /// How the program that starts Django is told of the file, where it has to be.
    pub starts: Option<Snippet>,
}

/// What a loader makes of a file, whole, where it is started with this environment; with notes about one variable.
type Load = for<'f> fn(file: &'f str, environment: &Environment<'_>, notes_for: &VariableName) -> Loaded<'f>;

/// What holds where the host, too, sets a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// What the host sets stays.
    Host,
    /// What the file sets; the host, where the file does not set it.
    File,
    /// What the file sets, and nothing else.
    FileAlone,
}

impl Loader {
    /// What the loader makes of `file` for the variable `name`, where it is started with this environment.
    pub fn read(&self, file: &str, name: &VariableName, environment: &Environment<'_>) -> Reading {
        let loaded = (self.load)(file, environment, name);
        let host = environment.get(name.as_str()).filter(|_| loaded.end.is_none());
        match (self.precedence, host) {
            (Precedence::Host, Some(value)) => Reading::of(value),
            (Precedence::File, Some(value)) if loaded.get(name.as_str()).is_none() => Reading::of(value),
            _ => loaded.reading(name.as_str()),
        }
    }

    /// The version modelled and where its rules stand, in words.
    pub fn origin(&self) -> String {
        ["Version ", self.version, ": ", self.source].concat()
    }

    /// Other words by which it is found, in lower case: programs that read a file with it.
    pub fn also(&self) -> &'static str {
        common::also::words(self.id)
    }
}

/// What a model is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tested {
    /// The real loader, over generated files.
    Real,
    /// Its source only: the real one cannot be run here.
    FromSource,
}

/// A piece of a file of the user's.
#[derive(Debug, Clone, Copy)]
pub struct Snippet {
    /// The file's name, or another place.
    pub place: &'static str,
    /// The piece, with `{var}` for the variable's name.
    pub text: &'static str,
}

impl Snippet {
    /// The piece for a variable of this name.
    pub fn text(&self, name: &VariableName) -> String {
        self.text.replace("{var}", name.as_str())
    }
}

impl fmt::Debug for Loader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Loader").field(&self.id).finish()
    }
}

impl PartialEq for Loader {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The loader with this `id`.
pub fn find(id: &str) -> Option<&'static Loader> {
    ALL.iter().find(|loader| loader.id == id)
}

pub use common::{
    environment::Environment,
    form::{FileKind, Form},
};

pub(crate) use common::{span_of, yaml::Place};
pub(crate) use compose_yaml::{Service, Variable, services};

/// Where `file` sets `name`, for a loader that reads YAML; none for any other.
pub(crate) fn places(loader: &Loader, file: &str, name: &VariableName) -> Option<Result<Vec<Place>, Stop>> {
    Some(match loader.id {
        "compose-yaml" => compose_yaml::places(file, name),
        "kubernetes-secret-stringdata" => kubernetes_secret_stringdata::places(file, name, "stringData"),
        "kubernetes-secret-data" => kubernetes_secret_stringdata::places(file, name, "data"),
        "kubernetes-pod-env" => kubernetes_pod_env::places(file, name),
        _ => return None,
    })
}

/// Kinds of loaders, as the page groups them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Libraries and programs of Python.
    Python,
    /// Those of JavaScript, where a front end shares the file.
    JavaScript,
    /// Shells that source the file.
    Shell,
    /// Programs that start containers.
    Container,
    /// Programs that start and watch services.
    Service,
    /// Libraries of other languages that share the file.
    Other,
}

impl Family {
    /// Every family, in the order the page shows them.
    pub const ALL: [Self; 6] =
        [Self::Python, Self::JavaScript, Self::Shell, Self::Container, Self::Service, Self::Other];

    /// How the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
            Self::Shell => "Shells",
            Self::Container => "Containers",
            Self::Service => "Services",
            Self::Other => "Other languages",
        }
    }
}

#[cfg(test)]
#[path = "../tests/loaders/oracle.rs"]
pub(crate) mod oracle;

#[cfg(test)]
pub(crate) mod tests;
