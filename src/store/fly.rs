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
    replaced: "Fly.io keeps no former key: keep it yourself until nothing needs it. The machines are restarted one after the other; with --stage only by the next fly deploy.",
    read_back: Step::Words(
        "Fly.io does not give a secret back; fly secrets list shows a digest. In a running machine it is the variable {var}.",
    ),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        fly secrets import reads NAME=value lines: without quotes, # and what follows is cut off, and blanks before the value, too.\n\
        A key with both \" and # in it can be cut even so. Django’s own keys have no \".\n\
        fly secrets set NAME=key leaves the key in the shell’s history and the list of processes.\n\
        Secrets are not there while the image is built: collectstatic has to do without the key, or with another.",
    windows: true,
    proof: Proof::Documentation("flyctl’s source, 2026-08"),
    source: "https://fly.io/docs/apps/secrets/",
};

const SET: &str = "fly secrets import --app {scope}";
