//! SOPS: an encrypted file in the repository.
//!
//! The commands are those of `cmd/sops/main.go`, version 3.13.2.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "sops",
    label: "SOPS",
    name: "",
    scope: ("File", "secret-key.json"),
    create: SET,
    replace: SET,
    replaced: "The repository’s history has the previous key, encrypted.",
    read_back: Step::Runs("sops decrypt {scope}"),
    starts: Some(("where Django is started", "sops exec-env '{scope}' 'gunicorn project.wsgi'\n")),
    settings: ENVIRON,
    pitfalls: "\
        Without a rule in .sops.yaml for the file’s name, sops refuses.\n\
        --output replaces the file. sops set --value-stdin changes one value, given as JSON, of a larger one.\n\
        In a .env file sops encrypts the text after =, quotes and all.\n\
        Removing a recipient does not take back what was committed before: make another key.",
    windows: true,
    proof: Proof::Documentation("the source of sops 3.13.2, 2026-06"),
    source: "https://getsops.io/docs/",
};

const SET: Step =
    Step::Takes(Hand::Json(&["{\"{var}\": ", "}"]), "sops encrypt --filename-override {scope} --output {scope} {in}");
