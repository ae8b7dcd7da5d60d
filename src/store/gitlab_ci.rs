//! A variable of GitLab CI/CD.
//!
//! `glab` takes standard input, without the blanks at both its ends (`GetValue` in
//! `internal/commands/variable/variableutils/value.go`).

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "gitlab-ci",
    label: "GitLab CI/CD variable",
    name: "",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, "glab variable set {var} --masked --raw"),
    replace: Step::Takes(Hand::Plain, "glab variable update {var} --masked --raw"),
    replaced: "GitLab doesn’t keep the previous key. Save it until you no longer need it. Jobs that run have the old one.",
    read_back: Step::Runs("glab variable get {var}"),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        Unless it is raw (“Expand variable reference” is off), $NAME in the key is replaced.\n\
        Masked keys have 8 characters or more and no blanks; if expanded, few special characters: make it raw rather than unmasked.\n\
        A protected variable is there on protected branches and tags only.\n\
        Of type File, it is the path of a file with the key.",
    windows: true,
    proof: Proof::Proven("glab 1.53.0"),
    source: "https://docs.gitlab.com/ci/variables/",
};
