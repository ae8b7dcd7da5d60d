//! What the tests need that is not Rust: found, installed or built, and told to the tests.
//!
//! Programs come from the system's packages, see [`debian`]. What is built or downloaded for this
//! project lies in a cache folder outside of it (`keyproof` in the user's cache folder, or what
//! `KEYPROOF_CACHE` names), under a digest of what pins it, so that a second clone finds it there. What
//! the models are held against stands in `tests/lock.tsv`, and is compared with what is here, see [`lock`].
//!
//! The tests find the real things through these variables of the environment. Set one yourself, and
//! that part of the set-up is left out.
//!
//! | variable | what it holds |
//! | --- | --- |
//! | `KEYPROOF_ORACLES` | `1`: the real loaders are there, and a test that does not find one fails |
//! | `KEYPROOF_PYTHON` | the Python that has the loaders of `tests/loaders/requirements.txt` |
//! | `KEYPROOF_OLDER_PYTHON_DOTENV` | the python-dotenv of `tests/loaders/older-requirements.txt` |
//! | `KEYPROOF_DJANGOS` | the packages of `tests/rotation/requirements`, a folder for each file there |
//! | `KEYPROOF_STORES_PYTHON` | the Python that has the programs and libraries of `tests/stores` |
//! | `KEYPROOF_GLAB` | GitLab's program |
//! | `KEYPROOF_SIGNING_DJANGOS` | a folder for each Django of `tests/inspect/requirements.txt` |
//! | `KEYPROOF_WORDLIST` | the list of published keys in that Python's flask-unsign-wordlist |
//! | `NODE_PATH` | the packages of `tests/loaders/package.json` |
//! | `KEYPROOF_COMPOSE` | Docker Compose, version 2 |
//! | `KEYPROOF_PODMAN` | Podman, or its client |
//! | `KEYPROOF_LIBRARIES`, `KEYPROOF_OLDER_LIBRARIES` | libraries of Ruby, PHP and Go out of Debian's packages |
//! | `GECKODRIVER` | Firefox's WebDriver |
//! | `KEYPROOF_AXE` | `axe.min.js` of axe-core |
//! | `KEYPROOF_PAGE` | `dist/index.html` |
//! | `PATH` | the clients `docker` and `kubectl` of these versions come first |
//! | `KEYPROOF_OTHERS` | a line for each loader or store of which another version is here: its id, a tab, a sentence |
//! | `KEYPROOF_MISSING` | a line for what the tests that need something that is not here have in their names |
//! | `KEYPROOF_SEED`, `KEYPROOF_FILES` | the options `--seed` and `--files` |
//! | `KEYPROOF_RECORD` | a file in which the loaders' tests write down what they count |

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    thread::{self, JoinHandle},
};

use anyhow::{Context, Result, anyhow, ensure};

mod cache;
mod debian;
mod lock;
mod node;
mod python;

use cache::{Cache, Log};
use debian::Program;
pub(crate) use debian::{System, newest, on_path};
use lock::{Had, Other};
pub(crate) use node::npm;

/// What the page is compiled for.
const WASM: &str = "wasm32-unknown-unknown";

/// The version that is built if the system has none.
const GECKODRIVER: &str = "0.37.1";

const LOADERS: &[Program] = &[
    Program { any_of: &["bash"], packages: &["bash"], tests: SHELLS },
    Program { any_of: &["dash"], packages: &["dash"], tests: SHELLS },
    Program { any_of: &["zsh"], packages: &["zsh"], tests: SHELLS },
    Program { any_of: &["mksh"], packages: &["mksh"], tests: &["mksh"] },
    Program { any_of: &["yash"], packages: &["yash"], tests: &["yash"] },
    Program { any_of: &["fish"], packages: &["fish"], tests: &["fish"] },
    Program { any_of: &["direnv"], packages: &["direnv"], tests: &["direnv"] },
    Program { any_of: &["busybox"], packages: &["busybox"], tests: &["busybox"] },
    Program { any_of: &["python3"], packages: &["python3", "python3-venv"], tests: PYTHON },
    // It comes with the libraries that are asked.
    Program { any_of: &["systemd-analyze"], packages: &["systemd"], tests: &["systemd"] },
    Program { any_of: &["foreman"], packages: &["ruby", "ruby-foreman"], tests: &["procfile_foreman"] },
    Program { any_of: &["ruby"], packages: &["ruby"], tests: RUBY },
    Program { any_of: &["php"], packages: &["php-cli", "php-mbstring"], tests: PHP },
    Program { any_of: &["git"], packages: &["git"], tests: &["rotation::git", "gitlab_ci::real"] },
    Program { any_of: &["gh"], packages: &["gh"], tests: &["github_actions::real"] },
    Program { any_of: &["gpg"], packages: &["gpg", "gpg-agent"], tests: PASS },
    Program { any_of: &["pass"], packages: &["pass"], tests: PASS },
    Program { any_of: &["make"], packages: &["make"], tests: &["make_include"] },
    Program { any_of: &["uwsgi"], packages: &["uwsgi-core"], tests: &["uwsgi_ini"] },
    Program { any_of: &["cron"], packages: &["cron"], tests: &["crontab"] },
    Program { any_of: &["apache2"], packages: &["apache2-bin"], tests: &["apache_setenv"] },
];

/// Python alone, which brings Node and npm.
const PYTHON_ITSELF: &[Program] =
    &[Program { any_of: &["python3"], packages: &["python3", "python3-venv"], tests: PYTHON }];

const BROWSERS: &[Program] = &[
    Program { any_of: &["chromium", "google-chrome"], packages: &["chromium", "fonts-liberation"], tests: CHROMIUM },
    Program { any_of: &["chromedriver"], packages: &["chromium-driver"], tests: CHROMIUM },
    Program { any_of: &["firefox-esr", "firefox"], packages: &["firefox-esr"], tests: FIREFOX },
    Program { any_of: &["WebKitWebDriver"], packages: &["webkit2gtk-driver", "fonts-dejavu-core"], tests: WEBKIT },
    // The network of the tests' own.
    Program { any_of: &["ip"], packages: &["iproute2"], tests: &["bad_rust"] },
    Program { any_of: &["unshare"], packages: &["util-linux"], tests: &["bad_rust"] },
    Program { any_of: &["xvfb-run"], packages: &["xvfb", "xauth"], tests: WEBKIT },
];

// What the tests that need something have in their names.
// Most loaders are asked by a Python program, and what stands round the others is Python's too.
const PYTHON: &[&str] = &["::"];
const NODE: &[&str] =
    &["npm_dotenv", "dotenv_expand", "dotenvx", "next_env", "vite", "node_env_file", "node_foreman", "bun::"];
const SHELLS: &[&str] =
    &["posix_shell", "os_environ", "bash", "dash", "zsh", "direnv_envrc", "xargs", "::text", "::real", "shells::"];
const DOCKER: &[&str] = &["docker_env_file", "docker_secret::real"];
const COMPOSE_1: &[&str] = &["compose_1"];
const COMPOSE: &[&str] = &["compose_env_file", "compose_project_env", "compose_yaml", "story::sets"];
const PODMAN: &[&str] = &["podman_env_file"];
const KUBECTL: &[&str] = &["kubectl_env_file", "kustomize_envs", "kubernetes_secret", "kubernetes::real"];
const FROM_PYPI: &[&str] = &["deno_env_file", "just_dotenv", "task_dotenv"];
const RUBY: &[&str] = &["ruby_dotenv"];
const PHP: &[&str] = &["phpdotenv"];
const KEPT_LIBRARIES: &[&str] = &["ruby_dotenv::", "phpdotenv::"];
const OLDER_LIBRARIES: &[&str] = &["ruby_dotenv_2::", "godotenv", "phpdotenv_5_4"];
const DJANGOS: &[&str] = &["rotation::"];
const STORES: &[&str] = &["::real", "shells::interactive", "settings::all"];
const GLAB: &[&str] = &["gitlab_ci::real"];
const PASS: &[&str] = &["pass::real"];
const PUBLISHED: &[&str] = &["published"];
const SIGNING_DJANGOS: &[&str] = &["::signatures"];
const CHROMIUM: &[&str] = &["chromium"];
const FIREFOX: &[&str] = &["firefox"];
const WEBKIT: &[&str] = &["webkit"];
const AXE: &[&str] = &["axe"];

/// What the tests of a part are given.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tools {
    /// Variables of the environment.
    pub(crate) variables: Vec<(&'static str, OsString)>,
    /// What could not be had.
    pub(crate) missing: Vec<Missing>,
    /// What is here of that which the lock names.
    had: Vec<Had>,
}

/// Something that could not be had.
#[derive(Debug, Clone)]
pub(crate) struct Missing {
    /// What the tests that need it have in their names.
    pub(crate) tests: &'static [&'static str],
    /// What it is, and what to do about it.
    pub(crate) why: String,
}

impl Tools {
    /// Sets `variable` to what `make` gives, unless it is set already.
    fn give<T: Into<OsString>>(
        &mut self,
        variable: &'static str,
        tests: &'static [&'static str],
        make: impl FnOnce() -> Result<T>,
    ) {
        if env::var_os(variable).is_none() {
            self.set(variable, tests, make);
        }
    }

    /// Sets `variable` to what `make` gives.
    fn set<T: Into<OsString>>(
        &mut self,
        variable: &'static str,
        tests: &'static [&'static str],
        make: impl FnOnce() -> Result<T>,
    ) {
        match make() {
            Ok(value) => self.variables.push((variable, value.into())),
            Err(error) => self.missing.push(Missing { tests, why: format!("{error:#}") }),
        }
    }

    /// Gives `variable` another value.
    pub(crate) fn replace(&mut self, variable: &'static str, value: impl Into<OsString>) {
        self.variables.retain(|(name, _)| *name != variable);
        self.variables.push((variable, value.into()));
    }

    /// Puts a folder before all others in which programs are looked for.
    pub(crate) fn first_in_path(&mut self, folder: &Path) -> Result<()> {
        let given = self.variables.iter().find(|(name, _)| *name == "PATH").map(|(_, path)| path.clone());
        let path = given.or_else(|| env::var_os("PATH")).unwrap_or_default();
        let folders = [folder.to_owned()].into_iter().chain(env::split_paths(&path));
        self.replace("PATH", env::join_paths(folders)?);
        Ok(())
    }

    /// What is here in another version than that which a model is held against.
    pub(crate) fn others(&self) -> Vec<Other> {
        lock::compare(&self.had)
    }

    fn programs(&mut self, programs: &[Program]) {
        let missing = programs.iter().filter(|program| program.find().is_none());
        self.missing.extend(missing.map(|program| Missing { tests: program.tests, why: program.advice() }));
    }
}

/// The set-up, under way beside the parts that do not need it; a clone of one that is finished has what
/// that has.
#[derive(Debug)]
pub(crate) struct SetUp {
    /// The loaders' tools and the browsers'.
    tools: Option<JoinHandle<Result<(Tools, Tools)>>>,
    loaders: Tools,
    browsers: Tools,
    /// What `KEYPROOF_WORDLIST` is, once the loaders' tools are there.
    pub(crate) word_list: Option<OsString>,
    /// Takes longest, so it has a thread of its own.
    geckodriver: Option<JoinHandle<Tools>>,
}

impl Clone for SetUp {
    fn clone(&self) -> Self {
        let (loaders, browsers) = (self.loaders.clone(), self.browsers.clone());
        Self { tools: None, loaders, browsers, word_list: self.word_list.clone(), geckodriver: None }
    }
}

impl SetUp {
    /// Begins to set up what is missing for the loaders' tests and the browsers'.
    pub(crate) fn start(root: &Path, loaders: bool, browsers: bool) -> Result<Self> {
        let log = Log::create(&root.join("target/test/set-up.log"))?;
        let cache = Cache::find()?;
        let geckodriver = browsers.then(|| {
            let (log, cache) = (log.try_clone(), cache.clone());
            thread::spawn(move || {
                let mut tools = Tools::default();
                tools.give("GECKODRIVER", FIREFOX, || geckodriver(&cache, &log?));
                tools
            })
        });
        let root = root.to_owned();
        let tools = thread::spawn(move || {
            let mut tools = Tools::default();
            debian::install(if loaders { LOADERS } else { PYTHON_ITSELF }, &log);
            // Packages are unpacked while others are downloaded.
            thread::scope(|scope| {
                let for_browsers = scope.spawn(|| {
                    if browsers {
                        debian::install(BROWSERS, &log);
                    }
                });
                tools.give("KEYPROOF_PYTHON", PYTHON, || python::loaders(&root, &cache, &log));
                if loaders {
                    set_up_loaders(&mut tools, &root, &cache, &log);
                }
                for_browsers.join().map_err(|_| anyhow!("the set-up stopped"))
            })?;
            let mut for_browsers = Tools::default();
            if browsers {
                for_browsers.programs(BROWSERS);
                for_browsers.give("KEYPROOF_AXE", AXE, || {
                    let packages = node::packages("axe", "tests/page", &tools, &root, &cache, &log)?;
                    Ok(packages.join("axe-core/axe.min.js"))
                });
                for_browsers.variables.push(("KEYPROOF_PAGE", root.join("dist/index.html").into()));
            }
            Ok((tools, for_browsers))
        });
        let (loaders, browsers) = (Tools::default(), Tools::default());
        Ok(Self { tools: Some(tools), loaders, browsers, word_list: None, geckodriver })
    }

    /// Waits until all is there.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let stopped = || anyhow!("the set-up stopped");
        if let Some(thread) = self.tools.take() {
            (self.loaders, self.browsers) = thread.join().map_err(|_| stopped())??;
            let list = self.loaders.variables.iter().find(|(name, _)| *name == "KEYPROOF_WORDLIST");
            self.word_list = list.map(|(_, value)| value.clone());
        }
        if let Some(thread) = self.geckodriver.take() {
            let more = thread.join().map_err(|_| stopped())?;
            self.browsers.variables.extend(more.variables);
            self.browsers.missing.extend(more.missing);
        }
        Ok(())
    }

    /// What the loaders' tests need, once it is there.
    pub(crate) fn loaders(&mut self) -> Result<Tools> {
        self.finish()?;
        Ok(self.loaders.clone())
    }

    /// What the browsers' tests need, once it is there.
    pub(crate) fn browsers(&mut self) -> Result<Tools> {
        self.finish()?;
        Ok(self.browsers.clone())
    }
}

/// What the loaders' tests need beside their Python, which is there: what can be had at the same time
/// is.
fn set_up_loaders(tools: &mut Tools, root: &Path, cache: &Cache, log: &Log) {
    tools.programs(LOADERS);
    let before = &*tools;
    let (stores, rest, clients) = thread::scope(|scope| {
        let stores = scope.spawn(|| python::stores(root, cache, log));
        let rest = scope.spawn(|| {
            let djangos = python::djangos(before, root, cache, log);
            let signing = python::signing_djangos(before, root, cache, log);
            (python::older_python_dotenv(before, root, cache, log), djangos, signing)
        });
        let clients = scope.spawn(|| {
            let clients = python::clients(before, root, cache, log);
            (clients, node::packages("node", "tests/loaders", before, root, cache, log))
        });
        (stores.join(), rest.join(), clients.join())
    });
    let stopped = || anyhow!("the set-up stopped");
    let (older, djangos, signing) = rest.unwrap_or_else(|_| (Err(stopped()), Err(stopped()), Err(stopped())));
    let (clients, node) = clients.unwrap_or_else(|_| (Err(stopped()), Err(stopped())));
    let list = python::word_list(tools);
    tools.give("KEYPROOF_OLDER_PYTHON_DOTENV", COMPOSE_1, || older);
    tools.give("KEYPROOF_DJANGOS", DJANGOS, || djangos);
    tools.give("KEYPROOF_STORES_PYTHON", STORES, || stores.unwrap_or_else(|_| Err(stopped())));
    tools.give("KEYPROOF_SIGNING_DJANGOS", SIGNING_DJANGOS, || signing);
    tools.give("KEYPROOF_WORDLIST", PUBLISHED, || list);
    tools.give("NODE_PATH", NODE, || node);
    debian::clients(tools, &clients, cache, log);
    debian::libraries(tools, root, cache, log);
    tools.had.extend(lock::installed());
    // To be copied into the lock where a model is of another version.
    let _ = lock::write(&tools.had, &root.join("target/test/lock.tsv"));
    let lines = tools.others().iter().flat_map(Other::lines).collect::<String>();
    tools.variables.push(("KEYPROOF_OTHERS", lines.into()));
    tools.variables.push(("KEYPROOF_ORACLES", "1".into()));
}

/// Firefox's WebDriver: the system's, or built from its published source.
fn geckodriver(cache: &Cache, log: &Log) -> Result<PathBuf> {
    if let Some(path) = debian::on_path("geckodriver") {
        return Ok(path);
    }
    let folder = cache.folder("geckodriver", &[GECKODRIVER], |folder| {
        // Not optimized, which takes half as long to build: it waits for Firefox, not the reverse.
        let install = ["install", "--debug", "--locked", "geckodriver", "--version", GECKODRIVER, "--root"];
        // Away from the project, whose settings are not meant for it.
        log.run(cargo().current_dir(folder).args(install).arg(folder))
    })?;
    Ok(folder.join("bin/geckodriver"))
}

/// The parts of Rust that the tests need and a small installation does not have.
pub(crate) fn rust() -> Result<()> {
    let has = |command: &str| cargo().args([command, "--version"]).output().is_ok_and(|output| output.status.success());
    if !has("clippy") || !has("fmt") {
        let status = Command::new("rustup").args(["component", "add", "clippy", "rustfmt"]).status();
        ensure!(status.is_ok_and(|status| status.success()), "clippy and rustfmt are missing; install them");
    }
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().context("rustc is missing")?.stdout;
    if !Path::new(String::from_utf8(sysroot)?.trim()).join("lib/rustlib").join(WASM).exists() {
        let status = Command::new("rustup").args(["target", "add", WASM]).status();
        ensure!(status.is_ok_and(|status| status.success()), "Rust's target {WASM} is missing; install it");
    }
    Ok(())
}

/// The Cargo that runs this.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
