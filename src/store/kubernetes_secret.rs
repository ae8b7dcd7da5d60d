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
        "kubectl create secret generic {name} --from-file {var}={in} '--dry-run=client' --output yaml | kubectl replace --filename '-'",
    ),
    replaced: "Kubernetes doesn’t keep the previous key. Pods have it until they are restarted (kubectl rollout restart).",
    read_back: Step::Runs("kubectl get secret {name} --output 'go-template={{.data.{var} | base64decode}}'"),
    starts: Some((
        "the container, in the Deployment",
        "env:\n  - name: {var}\n    valueFrom:\n      secretKeyRef:\n        name: \"{name}\"\n        key: {var}\n",
    )),
    settings: ENVIRON,
    pitfalls: "\
        In a manifest, data: is base64 and stringData: is not. echo | base64 puts a newline at the key’s end.\n\
        base64 is no encryption: who may read Secrets, or a committed manifest, has the key.\n\
        A mounted file changes by itself after a while, a variable does not; Django reads either once.\n\
        What else the Secret held is gone after replace.",
    windows: true,
    proof: Proof::Proven("kubectl 1.37.1, dry run"),
    source: "https://kubernetes.io/docs/concepts/configuration/secret/",
};
