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
    replaced: "The file is written anew; the former key is in the repository’s history, encrypted. To go back, take it from there.",
    read_back: Step::Runs("sops decrypt {scope}"),
    starts: Some(("where Django is started", "sops exec-env '{scope}' 'gunicorn project.wsgi'\n")),
    settings: ENVIRON,
    pitfalls: "\
        The rules in .sops.yaml say who can decrypt; without one that suits the file’s name, sops refuses.\n\
        The file holds this variable only: --output replaces it. sops set changes one value of a larger file, and takes it from --value-stdin as JSON.\n\
        In a .env file sops encrypts the text after =, quotes and all.\n\
        Whoever left the team still has what was committed before: removing a recipient does not take the key back. Make another.",
    windows: true,
    proof: Proof::Documentation("the source of sops 3.13.2, 2026-06"),
    source: "https://getsops.io/docs/",
};

const SET: Step =
    Step::Takes(Hand::Json(&["{\"{var}\": ", "}"]), "sops encrypt --filename-override {scope} --output {scope} {in}");
