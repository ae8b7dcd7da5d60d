//! A secret of Fly.io, which becomes a variable of its machines.
//!
//! How `fly secrets import` reads: `parseSecrets` in `internal/command/secrets/parser.go` of flyctl.
//! Three quotes on each side keep `#` and the other quotes.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "fly",
    label: "Fly.io",
    name: "",
    scope: ("App", "my-app"),
    create: Step::Takes(Hand::Line, SET),
    replace: Step::Takes(Hand::Line, SET),
    replaced: "Fly.io doesn’t keep the previous key. Save it until you no longer need it. Machines restart one after the other; with --stage, by the next fly deploy.",
    read_back: Step::Words("Fly.io does not give it back; fly secrets list shows a digest."),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        In fly secrets import, # and what follows is cut off without quotes.\n\
        With \" before # in the key it is cut even so. Django’s own keys have no \".\n\
        fly secrets set NAME=key shows the key in the shell’s history and the list of processes.\n\
        While the image is built (collectstatic), there are no secrets.",
    windows: true,
    proof: Proof::Documentation("flyctl’s source, 2026-08"),
    source: "https://fly.io/docs/apps/secrets/",
};

const SET: &str = "fly secrets import --app {scope}";
