//! kustomize's `secretGenerator:` with `envs:`, also as `kubectl apply -k`.
//!
//! As `kubectl create secret --from-env-file` reads it, but a name without `=` is set to nothing,
//! and kustomize itself takes any name; the cluster refuses those that kubectl would.
//!
//! Modelled from kustomize 5.8.1, `api/kv/kv.go`, `keyValuesFromLine`.

use super::{
    Loader, Precedence, Snippet,
    docker_env_file::{self, Alone, Rules},
    kubectl_env_file,
};

pub(super) const LOADER: Loader = Loader {
    id: "kustomize-envs",
    label: "kustomize envs",
    version: "5.8.1, kubectl 1.37.1",
    source: "api/kv/kv.go, keyValuesFromLine",
    place: ".env, named in kustomization.yaml under envs:",
    load: |file, environment, name| docker_env_file::load(file, environment, name, &RULES),
    precedence: Precedence::FileAlone,
    starts: Some(Snippet {
        place: "kustomization.yaml, and the container in the deployment's YAML",
        text: concat!("secretGenerator:\n- name: django\n  envs: [.env]\n", kubectl_env_file::container!()),
    }),
    ..docker_env_file::LOADER
};

const RULES: Rules = Rules { name: |_| true, alone: Alone::Empty, ..kubectl_env_file::RULES };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::tests::{
        Expected::{Missing, Refused, Unknown, Value},
        reads,
    };

    #[test]
    fn cases() {
        reads(
            &LOADER,
            &[
                ("\u{feff}K='a' #b $c\r\n", Value("'a' #b $c")),
                ("K\n", Value("")),
                ("K=a\nK=b\n", Refused),
                ("export K=a\n", Missing),
                ("~=a\nK=a\n", Unknown),
                ("12=a\nK=a\n", Unknown),
                ("J\u{85}=a\nK=a\n", Refused),
                ("\u{a0}=é\nJ\u{a0}\u{1}=é\nK=a\n", Value("a")),
                ("=b\n=c\nK=a\n", Value("a")),
            ],
        );
    }
}
