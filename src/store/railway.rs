//! A variable of Railway.
//!
//! `--stdin` drops line breaks at the end and nothing else (`read_value_from_stdin` in
//! `src/commands/variable.rs` of the CLI 5.43.1).

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "railway",
    label: "Railway",
    name: "",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, SET),
    replace: Step::Takes(Hand::Plain, SET),
    replaced: "Railway doesn’t keep the previous key. Save it until you no longer need it. The service is deployed again.",
    read_back: Step::Runs("railway variable list --kv"),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        ${{ … }} in a value refers to another variable, and is replaced.\n\
        A sealed variable reaches the service, and nobody else.\n\
        railway variable set NAME=key shows the key in the shell’s history and the list of processes.\n\
        Changes made in the dashboard are staged: they count once they are deployed.",
    windows: true,
    proof: Proof::Documentation("the source of railway 5.43.1, 2026-08"),
    source: "https://docs.railway.com/variables",
};

const SET: &str = "railway variable set {var} --stdin";
