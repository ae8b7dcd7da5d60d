//! An environment variable of DigitalOcean's App Platform.

use super::{ENVIRON, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "digitalocean",
    label: "DigitalOcean App Platform",
    name: "",
    scope: ("", ""),
    create: Step::Words(
        "In the control panel: the app, Settings, the component, Environment Variables, Edit. Name it {var}, paste the key, tick Encrypt, and save. Saving deploys the app.",
    ),
    replace: Step::Words("In the same place: edit {var}, and paste the new key. Saving deploys the app."),
    replaced: "An encrypted value isn’t shown again: save the previous key until you no longer need it.",
    read_back: Step::Words("An encrypted value is not shown. In the component’s console: printenv {var}"),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        ${NAME} in a value refers to another variable, and is replaced.\n\
        EV[…] in the app’s specification is an encrypted value, and means nothing to another app.\n\
        Without Encrypt, the specification shows the key.\n\
        A component’s variable wins over the app’s.",
    windows: true,
    proof: Proof::Documentation("2026-11"),
    source: "https://docs.digitalocean.com/products/app-platform/how-to/use-environment-variables/",
};
