//! Doppler: `doppler run` starts Django with the secrets as variables.

use super::{ENVIRON, Hand, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "doppler",
    label: "Doppler",
    name: "",
    scope: ("", ""),
    create: Step::Takes(Hand::Plain, SET),
    replace: Step::Takes(Hand::Plain, SET),
    replaced: "The config’s log keeps each change, and can roll it back.",
    read_back: Step::Runs("doppler secrets get {var} --plain"),
    starts: Some(("where Django is started", "doppler run -- gunicorn project.wsgi\n")),
    settings: ENVIRON,
    pitfalls: "\
        ${NAME} in a value refers to another secret, and is replaced.\n\
        Without --silent the CLI prints what it has set.\n\
        doppler run keeps an encrypted copy under ~/.doppler for when the service cannot be reached; it may hold an old key.",
    windows: true,
    proof: Proof::Proven("doppler 3.77.1"),
    source: "https://docs.doppler.com/docs/cli",
};

const SET: &str = "doppler secrets set {var} --silent";
