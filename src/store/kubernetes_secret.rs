//! A Secret of Kubernetes, which becomes a variable of the pod.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "kubernetes",
    label: "Kubernetes Secret",
    name: "django",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, "kubectl create secret generic {name} --from-file {var}={in}"),
    replace: Step::Takes(
        Hand::Plain,
        "kubectl create secret generic {name} --from-file {var}={in} --dry-run=client --output yaml | kubectl replace --filename -",
    ),
    replaced: "Kubernetes keeps no former key. Pods have the old one until they are restarted: kubectl rollout restart deployment.",
    read_back: Step::Runs("kubectl get secret {name} --output go-template='{{.data.{var} | base64decode}}'"),
    starts: Some((
        "the container, in the Deployment",
        "env:\n  - name: {var}\n    valueFrom:\n      secretKeyRef:\n        name: \"{name}\"\n        key: {var}\n",
    )),
    settings: ENVIRON,
    pitfalls: "\
        In a manifest, data: is base64 and stringData: is not. What echo pipes into base64 ends with a newline, and so does the key then.\n\
        base64 is no encryption: whoever may read Secrets, or the manifest in the repository, has the key.\n\
        A pod takes variables when it starts. A mounted file changes later, by itself, and Django does not read it again.\n\
        replace puts this key alone into the Secret: what else it held is gone.",
    windows: true,
    proof: Proof::Proven("kubectl 1.32.4, dry run"),
    source: "https://kubernetes.io/docs/concepts/configuration/secret/",
};
