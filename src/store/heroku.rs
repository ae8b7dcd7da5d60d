//! A config var of Heroku.
//!
//! Why not the CLI: `config:set` takes the key as an argument, and `config:edit` prints both keys and
//! cannot make a new variable (`dist/commands/config/edit.js` of heroku 11.10.0).

use super::{ENVIRON, Proof, Step, Store};

pub(super) const STORE: Store = Store {
    id: "heroku",
    label: "Heroku",
    name: "",
    scope: ("App", "my-app"),
    create: Step::Words(
        "In the dashboard: the app, Settings, Reveal Config Vars. Add {var} and paste the key. Saving restarts the app.",
    ),
    replace: Step::Words("In the same place: edit {var}, and paste the new key. Saving restarts the app."),
    replaced: "heroku releases lists each change without its value: save the previous key until you no longer need it.",
    read_back: Step::Runs("heroku config:get {var} --app {scope}"),
    starts: None,
    settings: ENVIRON,
    pitfalls: "\
        heroku config:set NAME=key shows the key in the shell’s history and the list of processes, and the shell changes $, ! and quotes in it. heroku config:edit prints the old and the new key.\n\
        Old dynos reject what new ones sign. New ones accept old signatures only if SECRET_KEY_FALLBACKS has the old key.\n\
        Review apps have config vars of their own.",
    windows: true,
    proof: Proof::Documentation("the source of heroku 11.10.0, 2026-11"),
    source: "https://devcenter.heroku.com/articles/config-vars",
};
