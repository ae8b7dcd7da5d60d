//! What the tests need that is not Rust: found, installed or built, and told to the tests.
//!
//! Programs come from the system's packages, see [`debian`]. What is built or downloaded for this
//! project lies in a cache folder outside of it (`keyproof` in the user's cache folder, or what
//! `KEYPROOF_CACHE` names), under a version or a hash of the file that pins it, so that a second
//! clone finds it there.
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
//! | `PATH` | the clients `docker` and `kubectl` are found here if they were not before |
//! | `KEYPROOF_SEED`, `KEYPROOF_FILES` | the options `--seed` and `--files` |
//! | `KEYPROOF_RECORD` | a file in which the loaders' tests write down what they count |

use std::{
    collections::hash_map::DefaultHasher,
    env,
    ffi::{OsStr, OsString},
    fs::{self, File},
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::{self, JoinHandle},
};

use anyhow::{Context, Result, anyhow, ensure};

mod debian;

use debian::Program;

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
    Program { any_of: &["npm"], packages: &["npm"], tests: NODE },
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
];

const BROWSERS: &[Program] = &[
    Program { any_of: &["chromium", "google-chrome"], packages: &["chromium", "fonts-liberation"], tests: CHROMIUM },
    Program { any_of: &["chromedriver"], packages: &["chromium-driver"], tests: CHROMIUM },
    Program { any_of: &["firefox-esr", "firefox"], packages: &["firefox-esr"], tests: FIREFOX },
    Program { any_of: &["WebKitWebDriver"], packages: &["webkit2gtk-driver"], tests: WEBKIT },
    Program { any_of: &["xvfb-run"], packages: &["xvfb", "xauth"], tests: WEBKIT },
    Program { any_of: &["npm"], packages: &["nodejs", "npm"], tests: AXE },
];

// What the tests that need something have in their names.
// Most loaders are asked by a Python program, and what stands round the others is Python's too.
const PYTHON: &[&str] = &["::"];
const NODE: &[&str] = &["npm_dotenv", "dotenv_expand", "dotenvx", "next_env", "vite", "node_env_file"];
const SHELLS: &[&str] =
    &["posix_shell", "os_environ", "bash", "dash", "zsh", "direnv_envrc", "::text", "::real", "shells::"];
const DOCKER: &[&str] = &["docker_env_file", "docker_secret::real"];
const COMPOSE_1: &[&str] = &["compose_1"];
const COMPOSE: &[&str] = &["compose_env_file", "compose_project_env", "compose_yaml"];
const PODMAN: &[&str] = &["podman_env_file"];
const KUBECTL: &[&str] = &["kubectl_env_file", "kustomize_envs", "kubernetes_secret", "kubernetes::real"];
const RUBY: &[&str] = &["ruby_dotenv"];
const PHP: &[&str] = &["phpdotenv"];
const LIBRARIES: &[&str] = &["ruby_dotenv", "godotenv", "phpdotenv"];
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
#[derive(Debug, Default)]
pub(crate) struct Tools {
    /// Variables of the environment.
    pub(crate) variables: Vec<(&'static str, OsString)>,
    /// What could not be had.
    pub(crate) missing: Vec<Missing>,
}

/// Something that could not be had.
#[derive(Debug)]
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

    fn programs(&mut self, programs: &[Program]) {
        let missing = programs.iter().filter(|program| program.find().is_none());
        self.missing.extend(missing.map(|program| Missing { tests: program.tests, why: program.advice() }));
    }
}

/// The set-up, under way beside the parts that do not need it.
#[derive(Debug)]
pub(crate) struct SetUp {
    /// The loaders' tools and the browsers'.
    tools: Option<JoinHandle<(Tools, Tools)>>,
    browsers: Tools,
    /// What `KEYPROOF_WORDLIST` is, once the loaders' tools are there.
    pub(crate) word_list: Option<OsString>,
    /// Takes longest, so it has a thread of its own.
    geckodriver: Option<JoinHandle<Tools>>,
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
            let wanted = [if loaders { LOADERS } else { &[] }, if browsers { BROWSERS } else { &[] }].concat();
            debian::install(&wanted, &log);
            let (mut for_loaders, mut for_browsers) = (Tools::default(), Tools::default());
            if loaders {
                for_loaders.programs(LOADERS);
                for_loaders.give("KEYPROOF_PYTHON", PYTHON, || python(&root, &cache, &log));
                for_loaders
                    .give("KEYPROOF_OLDER_PYTHON_DOTENV", COMPOSE_1, || older_python_dotenv(&root, &cache, &log));
                let djangos = djangos(&for_loaders, &root, &cache, &log);
                for_loaders.give("KEYPROOF_DJANGOS", DJANGOS, || djangos);
                for_loaders.give("KEYPROOF_STORES_PYTHON", STORES, || stores_python(&root, &cache, &log));
                for_loaders.give("KEYPROOF_SIGNING_DJANGOS", SIGNING_DJANGOS, || signing_djangos(&root, &cache, &log));
                let list = word_list(&for_loaders);
                for_loaders.give("KEYPROOF_WORDLIST", PUBLISHED, || list);
                for_loaders.give("NODE_PATH", NODE, || npm("node", "tests/loaders", &root, &cache, &log));
                debian::containers(&mut for_loaders, &cache, &log);
                debian::libraries(&mut for_loaders, &cache, &log);
                for_loaders.variables.push(("KEYPROOF_ORACLES", "1".into()));
            }
            if browsers {
                for_browsers.programs(BROWSERS);
                for_browsers.give("KEYPROOF_AXE", AXE, || {
                    Ok(npm("axe", "tests/page", &root, &cache, &log)?.join("axe-core/axe.min.js"))
                });
                for_browsers.variables.push(("KEYPROOF_PAGE", root.join("dist/index.html").into()));
            }
            (for_loaders, for_browsers)
        });
        Ok(Self { tools: Some(tools), browsers: Tools::default(), word_list: None, geckodriver })
    }

    /// Waits for what the loaders' tests need.
    pub(crate) fn loaders(&mut self) -> Result<Tools> {
        let Some(thread) = self.tools.take() else { return Ok(Tools::default()) };
        let (loaders, browsers) = thread.join().map_err(|_| anyhow!("the set-up stopped"))?;
        self.browsers = browsers;
        let list = loaders.variables.iter().find(|(name, _)| *name == "KEYPROOF_WORDLIST");
        self.word_list = list.map(|(_, value)| value.clone());
        Ok(loaders)
    }

    /// Waits for what the browsers' tests need.
    pub(crate) fn browsers(&mut self) -> Result<Tools> {
        self.loaders()?;
        let mut tools = std::mem::take(&mut self.browsers);
        if let Some(thread) = self.geckodriver.take() {
            let more = thread.join().map_err(|_| anyhow!("the set-up stopped"))?;
            tools.variables.extend(more.variables);
            tools.missing.extend(more.missing);
        }
        Ok(tools)
    }
}

/// Firefox's WebDriver: the system's, or built from its published source.
fn geckodriver(cache: &Cache, log: &Log) -> Result<PathBuf> {
    if let Some(path) = debian::on_path("geckodriver") {
        return Ok(path);
    }
    let folder = cache.folder("geckodriver", &GECKODRIVER, |folder| {
        // Not optimized, which takes half as long to build: it waits for Firefox, not the reverse.
        let install = ["install", "--debug", "--locked", "geckodriver", "--version", GECKODRIVER, "--root"];
        // Away from the project, whose settings are not meant for it.
        log.run(cargo().current_dir(folder).args(install).arg(folder))
    })?;
    Ok(folder.join("bin/geckodriver"))
}

/// A call of that Python's pip, which installs nothing without a digest that is pinned.
fn pip_install(python: impl AsRef<OsStr>) -> Command {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]);
    pip
}

/// A virtual environment with the loaders that are Python packages.
fn python(root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let pins = root.join("tests/loaders/requirements.txt");
    let python = debian::on_path("python3").context("python3 is missing")?;
    let version = Command::new(&python).arg("--version").output()?.stdout;
    let folder = cache.folder("python", &(fs::read(&pins).context("no requirements.txt")?, version), |folder| {
        log.run(Command::new(&python).args(["-m", "venv"]).arg(folder))?;
        log.run(pip_install(folder.join("bin/python")).arg("-r").arg(&pins))
    })?;
    Ok(folder.join("bin/python"))
}

/// A folder with the python-dotenv that docker-compose 1 comes with.
fn older_python_dotenv(root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let pins = root.join("tests/loaders/older-requirements.txt");
    let python = debian::on_path("python3").context("python3 is missing")?;
    cache.folder("older-python-dotenv", &fs::read(&pins).context("no older-requirements.txt")?, |folder| {
        // A bare python3 may have no pip, but a virtual environment has.
        let venv = folder.join("venv");
        log.run(Command::new(&python).args(["-m", "venv"]).arg(&venv))?;
        log.run(pip_install(venv.join("bin/python")).arg("--target").arg(folder).arg("-r").arg(&pins))?;
        Ok(fs::remove_dir_all(venv)?)
    })
}

/// A folder with a folder for each file of requirements of the tests of rotation: other versions of
/// Django, and packages that the loaders' tests do not need.
fn djangos(tools: &Tools, root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let python = loaders_python(tools)?;
    let mut pins: Vec<_> = fs::read_dir(root.join("tests/rotation/requirements"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    pins.sort();
    let read = pins.iter().map(|pin| Ok(fs::read(pin)?)).collect::<Result<Vec<_>>>()?;
    cache.folder("djangos", &(&python, read), |folder| {
        for pin in &pins {
            let target = folder.join(pin.file_stem().context("a file")?);
            // Django 6 wants a newer Python; what of it is missed stands in tests/rotation/newer.
            let install = ["--no-deps", "--ignore-requires-python", "--target"];
            log.run(pip_install(&python).args(install).arg(target).arg("-r").arg(pin))?;
        }
        Ok(())
    })
}

/// A virtual environment with the programs of stores that are Python's, and the libraries of others.
fn stores_python(root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let pins = ["requirements.txt", "azure-cli.txt"].map(|name| root.join("tests/stores").join(name));
    let python = debian::on_path("python3").context("python3 is missing")?;
    let version = Command::new(&python).arg("--version").output()?.stdout;
    let read: Result<Vec<_>, _> = pins.iter().map(fs::read).collect();
    let folder = cache.folder("stores", &(read.context("no requirements.txt")?, version), |folder| {
        log.run(Command::new(&python).args(["-m", "venv"]).arg(folder))?;
        let python = folder.join("bin/python");
        pins.iter().try_for_each(|pins| log.run(pip_install(&python).args(["--no-deps", "-r"]).arg(pins)))
    })?;
    Ok(folder.join("bin/python"))
}

/// A folder with a folder for each Django whose signatures are looked at, and what it needs in it.
fn signing_djangos(root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let pins = fs::read_to_string(root.join("tests/inspect/requirements.txt")).context("no requirements.txt")?;
    let python = debian::on_path("python3").context("python3 is missing")?;
    cache.folder("signing-djangos", &pins, |folder| {
        // A bare python3 may have no pip, but a virtual environment has.
        let venv = folder.join("venv");
        log.run(Command::new(&python).args(["-m", "venv"]).arg(&venv))?;
        let (djangos, needs): (Vec<_>, Vec<_>) = pins.lines().partition(|line| line.starts_with("Django=="));
        for django in djangos {
            let version = django.split([' ', '=']).nth(2).context("Django==VERSION")?;
            let pin = folder.join("requirements.txt");
            fs::write(&pin, format!("{django}\n{}\n", needs.join("\n")))?;
            // The tests know how to start each with a Python that is newer, or older, than it wants.
            let wheels = ["--no-deps", "--ignore-requires-python", "--only-binary=:all:", "--no-compile", "--target"];
            let mut pip = pip_install(venv.join("bin/python"));
            log.run(pip.args(wheels).arg(folder.join(version)).arg("-r").arg(&pin))?;
        }
        Ok(fs::remove_dir_all(venv)?)
    })
}

/// The Python that has the loaders.
fn loaders_python(tools: &Tools) -> Result<OsString> {
    let made = tools.variables.iter().find(|(name, _)| *name == "KEYPROOF_PYTHON").map(|(_, python)| python.clone());
    env::var_os("KEYPROOF_PYTHON").or(made).context("there is no Python")
}

/// The list of keys that flask-unsign-wordlist is, in the Python that has the loaders.
fn word_list(tools: &Tools) -> Result<PathBuf> {
    crate::published::package(&loaders_python(tools)?)
}

/// A folder with the packages that the `package.json` in `pinned` names.
fn npm(tool: &str, pinned: &str, root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let pins = ["package.json", "package-lock.json"].map(|name| root.join(pinned).join(name));
    let read: Result<Vec<_>, _> = pins.iter().map(fs::read).collect();
    let folder = cache.folder(tool, &read.context("no package-lock.json")?, |folder| {
        for pin in &pins {
            fs::copy(pin, folder.join(pin.file_name().context("a file")?))?;
        }
        log.run(Command::new("npm").current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
    })?;
    Ok(folder.join("node_modules"))
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

/// The folder of what is built or downloaded.
#[derive(Debug, Clone)]
struct Cache(PathBuf);

impl Cache {
    fn find() -> Result<Self> {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let folder = set("KEYPROOF_CACHE")
            .or_else(|| Some(set("XDG_CACHE_HOME")?.join("keyproof")))
            .or_else(|| Some(env::home_dir()?.join(".cache/keyproof")))
            .context("there is no home for a cache; set KEYPROOF_CACHE to a folder")?;
        Ok(Self(std::path::absolute(folder)?))
    }

    /// The folder of a tool, for this `pin`; filled by `make` if it is not there in full.
    fn folder(&self, tool: &str, pin: &impl Hash, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let mut hasher = DefaultHasher::new();
        pin.hash(&mut hasher);
        let folder = self.0.join(format!("{tool}-{:016x}", hasher.finish()));
        let complete = folder.join("complete");
        if !complete.exists() {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            fs::create_dir_all(&folder)?;
            eprintln!("set-up: {tool}");
            make(&folder).with_context(|| format!("{tool} could not be set up"))?;
            File::create(complete)?;
        }
        Ok(folder)
    }
}

/// Where the set-up's own output goes.
#[derive(Debug)]
struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    fn create(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, "")?;
        Ok(Self { path: path.to_owned(), file: File::options().append(true).open(path)? })
    }

    fn try_clone(&self) -> Result<Self> {
        Ok(Self { path: self.path.clone(), file: self.file.try_clone()? })
    }

    /// Runs a command to its end, quietly.
    fn run(&self, command: &mut Command) -> Result<()> {
        let program = command.get_program().to_owned();
        let status = command
            .stdin(Stdio::null())
            .stdout(self.file.try_clone()?)
            .stderr(self.file.try_clone()?)
            .status()
            .with_context(|| format!("{} cannot be started", program.display()))?;
        ensure!(status.success(), "{} failed, see {}", program.display(), self.path.display());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_made_once_for_each_pin_and_anew_after_a_failure() {
        let cache = Cache(env::temp_dir().join(format!("keyproof-test-{}", std::process::id())));
        let made = |pin: &str, fails: bool| {
            let mut made = false;
            let folder = cache.folder("tool", &pin, |folder| {
                made = true;
                assert_eq!(fs::read_dir(folder)?.count(), 0, "nothing is left of an attempt that failed");
                fs::write(folder.join("file"), pin)?;
                ensure!(!fails, "no network");
                Ok(())
            });
            let file = folder.and_then(|folder| Ok(fs::read_to_string(folder.join("file"))?));
            (made, file.map_err(|error| format!("{error:#}")))
        };
        let failed = "tool could not be set up: no network".to_owned();
        assert_eq!(made("1", true), (true, Err(failed)));
        assert_eq!(made("1", false), (true, Ok("1".to_owned())));
        assert_eq!(made("1", false), (false, Ok("1".to_owned())));
        assert_eq!(made("2", false), (true, Ok("2".to_owned())));
        fs::remove_dir_all(&cache.0).expect("it was there");
    }
}
