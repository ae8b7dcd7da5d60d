//! An environment variable of Render.

use super::{ENVIRON, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "render",
    label: "Render",
    name: "",
    scope: ("", ""),
    create: Step::Words(
        "In the dashboard: the service, Environment, Add Environment Variable. Name it {var}, paste the key, and save with a deploy.",
    ),
    replace: Step::Words("In the same place: edit {var}, paste the new key, and save with a deploy."),
    replaced: "Render doesn’t keep the previous key. Save it until you no longer need it.",
    read_back: Step::Words("In the same place: the eye beside {var} shows it."),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        Saving alone does not change a running service: deploy it.\n\
        generateValue: true in render.yaml makes a fit key of 256 bits, once, without your seeing it.\n\
        The service’s own variable wins over that of an environment group.",
    windows: true,
    proof: Proof::Documentation("2026-11"),
    source: "https://render.com/docs/configure-environment-variables",
};
