//! pass: a file for each secret, encrypted with GnuPG.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "pass",
    label: "pass",
    name: "django/secret-key",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, "pass insert --multiline {name}"),
    replace: Step::Takes(Hand::Plain, "pass insert --multiline --force {name}"),
    replaced: "If the store is a git repository, its history has the previous key, encrypted.",
    read_back: Step::Runs("pass show {name}"),
    starts: Some((
        "where Django is started",
        "{var}=\"$(pass show '{name}')\" && export {var} && exec gunicorn project.wsgi\n",
    )),
    settings: ENVIRON,
    pitfalls: "\
        Without --multiline, pass asks twice.\n\
        export NAME=\"$(pass show …)\" goes on with an empty key if pass fails; the line above stops.\n\
        Names of secrets are not encrypted: they are the names of the files.",
    windows: false,
    proof: Proof::Proven("pass 1.7.4"),
    source: "https://www.passwordstore.org/",
};
