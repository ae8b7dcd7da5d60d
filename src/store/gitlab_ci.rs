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
    replaced: "GitLab keeps no former key: keep it yourself until nothing needs it. Jobs that run have the old one.",
    read_back: Step::Runs("glab variable get {var}"),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        Unless it is raw (“Expand variable reference” is off), $NAME in the key is replaced by another variable, or by nothing.\n\
        Masked keys are one line of at least 8 characters without blanks. If the variable is expanded as well, most special characters are refused, too: make it raw rather than unmasked.\n\
        A protected variable is there on protected branches and tags only; elsewhere Django finds none.\n\
        With the type File the variable is the path of a file with the key.",
    windows: true,
    proof: Proof::Proven("glab 1.53.0"),
    source: "https://docs.gitlab.com/ci/variables/",
};
