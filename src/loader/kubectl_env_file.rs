//! `kubectl create secret generic --from-env-file`.
//!
//! As `docker` reads it: all that follows the first `=` is the value, to the letter. Names are
//! letters, digits, `_`, `-` and `.`, and one that is there twice fails the whole command.
//!
//! Modelled from kubectl 1.36.4, `pkg/cmd/util/env_file.go`, `processEnvFileLine`, and
//! `pkg/cmd/create/create_secret.go`.

use super::{
    Loader, Precedence, Snippet,
    docker_env_file::{self, Alone, Rules},
};

/// A container's stanza that does not start when the secret or the name in it is missing.
macro_rules! container {
    () => {
        "\nenv:\n- name: {var}\n  valueFrom:\n    secretKeyRef: {name: django, key: {var}}\n"
    };
}
pub(super) use container;

pub(super) const LOADER: Loader = Loader {
    id: "kubectl-env-file",
    label: "kubectl --from-env-file",
    version: "1.37.1",
    source: "k8s.io/kubectl, pkg/cmd/util/env_file.go, processEnvFileLine",
    load: |file, environment, name| docker_env_file::load(file, environment, name, &RULES),
    precedence: Precedence::FileAlone,
    starts: Some(Snippet {
        place: "a terminal, and the container in the deployment's YAML",
        text: concat!("kubectl create secret generic django --from-env-file=.env\n", container!()),
    }),
    ..docker_env_file::LOADER
};

pub(super) const RULES: Rules =
    Rules { drops_mark: true, blank: char::is_whitespace, name: is_name, alone: Alone::InheritsOrEmpty, once: true };

/// Whether Kubernetes takes it for the name of a variable and for a key of a secret.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && name != "."
        && !name.starts_with("..")
        && name.len() <= 253
}

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
                ("\t K='a' #b $c \\\r\n", Value("'a' #b $c \\")),
                ("K\n", Value("")),
                ("K=a\nK=b\n", Refused),
                ("K=a\nJ\nJ=b\n", Refused),
                ("export K=a\n", Refused),
                ("K =a\n", Refused),
                ("1=a\nK=a\n", Refused),
                ("..J=a\nK=a\n", Refused),
                (".J=a\nK=a\n", Value("a")),
            ],
        );
    }
}
