//! The page in real browsers: every case in Chromium, Firefox and WebKit, each from `file://` and
//! over http under a sub-path, watched from outside: in a network of their own, where names, connections
//! and datagrams are seen (`wire.rs`), or, where there can be none, through a proxy (`observer.rs`).
//!
//! A test is called for its browser, address and case: `firefox::http::copy_gives_exactly_the_line`.
//! Run some of them with `cargo test --test page -- copy`, or `-- webkit::file`. The page under test
//! is `dist/index.html`, which `cargo xtask build` makes, or what `KEYPROOF_PAGE` names.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod bench;
mod browser;
mod cases;
mod engine;
mod keyproof;
mod observer;
mod wire;

use std::{
    env, fs,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use libtest_mimic::{Arguments, Failed, Trial};

use self::{
    browser::{Browser, Transport},
    cases::Case,
    engine::Engine,
};

fn main() -> ExitCode {
    if let Some(code) = wire::enter() {
        return code;
    }
    let mut arguments = Arguments::from_args();
    // A browser is mostly waited for: one test at a time for each of the three.
    arguments.test_threads.get_or_insert(3);
    if env::var_os("KEYPROOF_BENCH").is_some_and(|wanted| wanted == "1") {
        let page = page().unwrap_or_else(|error| panic!("{error:?}"));
        bench::work(&page);
        bench::run(&page);
        return ExitCode::SUCCESS;
    }
    let begin = Instant::now();
    let mut not_run: Vec<_> = Engine::ALL.into_iter().filter_map(Engine::missing).collect();
    if wire::wire().is_none() {
        not_run.push(wire::MISSING.to_owned());
    }
    let engines = Engine::ALL.into_iter().filter(|engine| engine.missing().is_none());
    let sessions: Vec<_> = Transport::ALL
        .into_iter()
        .flat_map(|transport| engines.clone().map(move |engine| (engine, transport)))
        .collect();
    let sessions: Vec<Arc<Session>> = sessions.into_iter().map(Session::new).map(Arc::new).collect();

    // Case by case rather than browser by browser, so that no test waits for another's browser.
    let by_transport = sessions.chunk_by(|one, other| one.transport == other.transport);
    let trials = by_transport.flat_map(|sessions| {
        cases::all().flat_map(move |case| {
            let able = sessions.iter().filter(move |session| case.engines.contains(&session.engine));
            able.map(move |session| session.trial(case))
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());

    let mut quiet = true;
    if !arguments.list {
        for session in &sessions {
            quiet &= session.end();
        }
        for what in wire::wire().iter().flat_map(|wire| wire.unexpected()) {
            quiet = false;
            println!("on the wire: {what}   <- unexpected");
        }
        println!(
            "{} browser tests in {:.0} s",
            conclusion.num_passed + conclusion.num_failed,
            begin.elapsed().as_secs_f64()
        );
        for what in &not_run {
            println!("not run: {what}");
        }
    }
    let complete = not_run.is_empty() || env::var_os("CI").is_none_or(|ci| ci != "true");
    if conclusion.has_failed() || !quiet || !complete { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// One browser at one kind of address, started by the first test that needs it.
struct Session {
    engine: Engine,
    transport: Transport,
    browser: Mutex<Option<Browser>>,
}

impl Session {
    fn new((engine, transport): (Engine, Transport)) -> Self {
        Self { engine, transport, browser: Mutex::new(None) }
    }

    fn trial(self: &Arc<Self>, case: &'static Case) -> Trial {
        let session = Arc::clone(self);
        let name = format!("{}::{}::{}", self.engine.id(), self.transport.id(), case.name);
        Trial::test(name, move || {
            // A test that failed leaves a browser that the next one can use: each loads the page.
            let mut browser = session.browser.lock().unwrap_or_else(PoisonError::into_inner);
            let mut again = false;
            loop {
                let running = match browser.take() {
                    Some(running) => running,
                    None => Browser::start(session.engine, session.transport, &page()?),
                };
                let running = browser.insert(running);
                let result = panic::catch_unwind(AssertUnwindSafe(|| (case.run)(running)));
                let Err(failure) = result else { return Ok(()) };
                // A browser that has crashed says nothing of the page: once, a new one is asked. What it sent
                // before counts all the same.
                if running.is_up() || again || !session.is_quiet(running) {
                    panic::resume_unwind(failure);
                }
                again = true;
                println!("{} crashed, and is started again", session.engine.id());
                *browser = None;
            }
        })
    }

    /// Closes the browser. Whether it was quiet.
    fn end(&self) -> bool {
        let browser = self.browser.lock().unwrap_or_else(PoisonError::into_inner).take();
        browser.is_none_or(|browser| self.is_quiet(&browser))
    }

    /// Prints what the observer saw. Whether it was only what the tests opened themselves.
    fn is_quiet(&self, browser: &Browser) -> bool {
        let log = browser.observer.log(0);
        let mut counted: Vec<(&String, usize)> = Vec::new();
        for request in &log {
            match counted.iter_mut().find(|(other, _)| *other == request) {
                Some((_, count)) => *count += 1,
                None => counted.push((request, 1)),
            }
        }
        println!("requests of {} from {}: {} in all", self.engine.id(), self.transport.id(), log.len());
        let mut quiet = true;
        for (request, count) in counted {
            let expected = cases::network::is_expected(browser, request);
            quiet &= expected;
            println!("  {count:>4} × {request}{}", if expected { "" } else { "   <- unexpected" });
        }
        quiet
    }
}

/// The page under test.
fn page() -> Result<Vec<u8>, Failed> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = env::var_os("KEYPROOF_PAGE").map_or_else(|| root.join("dist/index.html"), PathBuf::from);
    Ok(fs::read(&path).map_err(|error| format!("{}: {error}. Run `cargo xtask build` first.", path.display()))?)
}
