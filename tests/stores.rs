//! The texts of every store: through the real shells, and by them to the real programs.
//!
//! `ID::text` runs the commands in dash, bash and zsh, with a program in the CLI's place that writes
//! down its arguments and what it is handed: the key arrives to the byte, and no process has it among
//! its arguments. `ID::real` runs them with the real CLI, against a stand-in for the service, and reads
//! the key back, by the CLI and by the lines of `settings.py`. Run by `cargo xtask test`, which sets the
//! real programs up. `KEYPROOF_STORE_KEYS` says how many keys each store gets: 334 for a thousand of
//! Django's and a thousand hostile ones through the shells, 1000 for as many through a program.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with what it expected")]

#[path = "stores/keys.rs"]
mod keys;
#[path = "stores/real.rs"]
mod real;
#[path = "stores/text.rs"]
mod text;

use std::{env, fs, io::Write as _, process::ExitCode};

use keyproof::{
    name::VariableName,
    store::{self, Names, Part, Piece, Proof, Shell, Step, Store},
};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    if env::var_os("KEYPROOF_STAND_IN").is_some() {
        return text::stand_in();
    }
    let arguments = Arguments::from_args();
    if env::var_os("KEYPROOF_ORACLES").is_none() && !arguments.list {
        println!("not run: the stores' commands through real shells and programs: `cargo xtask test` sets these up");
        return ExitCode::from(u8::from(env::var("CI").is_ok_and(|ci| ci == "true")));
    }
    let mut trials = vec![
        Trial::test("shells::names", text::names),
        Trial::test("shells::interactive", real::interactive),
        Trial::test("settings::all", real::settings),
    ];
    for store in store::ALL {
        let name = store.id.replace('-', "_");
        if matches!(store.create, Step::Takes(..)) {
            trials.push(Trial::test(format!("{name}::text"), move || text::run(store)));
        }
        if real::has_program(store) {
            trials.push(Trial::test(format!("{name}::real"), move || real::run(store)));
        } else {
            assert!(!matches!(store.proof, Proof::Proven(_)), "{} is proven by no test", store.id);
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// How many keys: as many as the environment says, or this.
fn count(usual: usize) -> usize {
    env::var("KEYPROOF_STORE_KEYS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

fn variable() -> VariableName {
    VariableName::parse("DJANGO_SECRET_KEY").expect("a name")
}

/// The command of a part, under the usual names.
fn code(store: &Store, part: Part, variable: &VariableName) -> Option<String> {
    code_for(store, part, &store.names("", "", variable).expect("usual names are names"))
}

fn code_for(store: &Store, part: Part, names: &Names<'_>) -> Option<String> {
    match store.piece(part, names, Shell::Posix) {
        Some(Piece::Code(code)) => Some(code),
        _ => None,
    }
}

/// Writes down what was counted, where `KEYPROOF_RECORD` says: for `cargo xtask tables`.
fn record(counted: &serde_json::Value) {
    if let Some(path) = env::var_os("KEYPROOF_RECORD") {
        let mut file = fs::File::options().create(true).append(true).open(path).expect("a file to write to");
        // In one piece: other tests write at the same time.
        file.write_all(format!("{counted}\n").as_bytes()).expect("a file to write to");
    }
}
