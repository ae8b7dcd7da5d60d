//! Programs from the packages of Debian and Ubuntu.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use super::{COMPOSE, Cache, DOCKER, GLAB, KUBECTL, LIBRARIES, Log, PODMAN, Tools};

/// A program, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    /// Its name; any of these will do.
    pub(super) any_of: &'static [&'static str],
    /// The package that has it, and those without which it is of no use.
    pub(super) packages: &'static [&'static str],
    /// What the tests that need it have in their names.
    pub(super) tests: &'static [&'static str],
}

impl Program {
    pub(super) fn find(&self) -> Option<PathBuf> {
        self.any_of.iter().find_map(|name| on_path(name))
    }

    pub(super) fn advice(&self) -> String {
        format!("{} is missing; on Debian: sudo apt-get install {}", self.any_of[0], self.packages.join(" "))
    }
}

/// Where a program of this name is.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Installs what is missing, if this may be done without asking anybody. What is still missing
/// afterwards is for the caller to see.
pub(super) fn install(programs: &[Program], log: &Log) {
    let mut packages: Vec<_> =
        programs.iter().filter(|program| program.find().is_none()).flat_map(|program| program.packages).collect();
    // Python may be there without the part of it that makes virtual environments.
    let ensurepip = || Command::new("python3").args(["-c", "import ensurepip"]).output();
    if programs.iter().any(|program| program.any_of == ["python3"]) && !ensurepip().is_ok_and(|it| it.status.success())
    {
        packages.push(&"python3-venv");
    }
    packages.dedup();
    if packages.is_empty() || on_path("apt-get").is_none() {
        return;
    }
    let succeeds = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if !root && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        return;
    }
    let apt = |arguments: &[&str], packages: &[&&str]| {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        if !root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]).args(arguments);
        log.run(command.args(packages.iter().copied()))
    };
    let install = ["install", "--no-install-recommends"];
    eprintln!("set-up: packages");
    let all = apt(&["update"], &[]).and_then(|()| apt(&install, &packages));
    if all.is_err() {
        // One that this system does not have must not keep back the others.
        for package in packages {
            let _ = apt(&install, &[package]);
        }
    }
}

/// Folders in which Docker looks for its plugins, of which Compose is one.
const PLUGINS: &[&str] =
    &["/usr/local/lib/docker/cli-plugins", "/usr/libexec/docker/cli-plugins", "/usr/lib/docker/cli-plugins"];

/// Packages to unpack: the name of their folder in the cache, those of a newer Debian, and Ubuntu's
/// own.
type Packages = (&'static str, &'static [&'static str], &'static [&'static str]);

const CLIENT: Packages = ("docker", &["docker-cli", "docker-compose"], &["docker.io", "docker-compose-v2"]);
const GITLAB: Packages = ("glab", &["glab"], &["glab"]);
// Ubuntu has no kubectl.
const KUBERNETES: Packages = ("kubernetes", &["kubectl"], &[]);
// It needs a newer C library than the system's.
const REMOTE: Packages = ("podman", &["podman-remote", "libc6", "libsqlite3-0"], &["podman"]);

/// The programs that start containers, or their clients: the system's, or unpacked from packages that
/// are not installed.
pub(super) fn containers(tools: &mut Tools, cache: &Cache, log: &Log) {
    let mut folders: Vec<_> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    for (program, packages, tests) in [("docker", CLIENT, DOCKER), ("kubectl", KUBERNETES, KUBECTL)] {
        if on_path(program).is_none() {
            tools.set("PATH", tests, || {
                folders.push(unpacked(cache, log, packages)?.join("usr/bin"));
                Ok(env::join_paths(&folders)?)
            });
        }
    }
    tools.give("KEYPROOF_GLAB", GLAB, || match on_path("glab") {
        Some(path) => Ok(path),
        None => Ok(unpacked(cache, log, GITLAB)?.join("usr/bin/glab")),
    });
    tools.give("KEYPROOF_PODMAN", PODMAN, || match on_path("podman-remote").or_else(|| on_path("podman")) {
        Some(path) => Ok(path),
        None => podman(&unpacked(cache, log, REMOTE)?),
    });
    tools.give("KEYPROOF_COMPOSE", COMPOSE, || {
        let home = env::home_dir().map(|home| home.join(".docker/cli-plugins"));
        let plugin = |folder: &Path| Some(folder.join("docker-compose")).filter(|path| path.is_file());
        let found = home.iter().map(PathBuf::as_path).chain(PLUGINS.iter().map(Path::new)).find_map(plugin);
        match found {
            Some(path) => Ok(path),
            None => plugin(&unpacked(cache, log, CLIENT)?.join("usr/libexec/docker/cli-plugins"))
                .context("Compose is missing"),
        }
    });
}

/// Podman in an unpacked folder: by a script that gives it the C library that lies beside it.
fn podman(root: &Path) -> Result<PathBuf> {
    let remote = root.join("usr/bin/podman-remote");
    if !remote.is_file() {
        return Some(root.join("usr/bin/podman")).filter(|path| path.is_file()).context("Podman is missing");
    }
    let script = root.join("podman");
    let libraries = root.join("usr/lib").join(format!("{}-linux-gnu", env::consts::ARCH));
    let linker = fs::read_dir(&libraries)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"ld-linux-")))
        .context("the C library is missing")?;
    let line =
        format!("exec '{}' --library-path '{}' '{}' \"$@\"", linker.display(), libraries.display(), remote.display());
    fs::write(&script, format!("#!/bin/sh\n{line}\n"))?;
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(script)
}

/// A release of Debian with version 2 of Compose, with clients that bring no engine, and with newer
/// libraries.
const NEWER: &str = "forky";

/// A release of Debian with older libraries, which differ.
const OLDER: &str = "bookworm";

/// A folder with what is in packages: Ubuntu's own, and on Debian those of a newer release, which apt
/// checks against the keys that the system has.
fn unpacked(cache: &Cache, log: &Log, (tool, newer, own): Packages) -> Result<PathBuf> {
    let advice = format!("{tool} is missing: install its clients (for Docker, Compose version 2, too)");
    let advice = || advice.clone();
    let system = System::read().with_context(advice)?;
    match system.id.as_str() {
        "debian" => unpack(cache, log, tool, &system, (NEWER, "main"), newer),
        "ubuntu" if !own.is_empty() => unpack(cache, log, tool, &system, (&system.codename, "universe"), own),
        _ => bail!(advice()),
    }
    .with_context(advice)
}

/// Folders with libraries of other languages out of Debian's packages, which hold nothing but their
/// sources: the newer ones, and the older ones.
pub(super) fn libraries(tools: &mut Tools, cache: &Cache, log: &Log) {
    let advice = "the libraries of Ruby, Go and PHP come from Debian's packages; run these tests on Debian";
    let folder = |tool, release, packages: &[&str]| {
        let system = System::read().context(advice)?;
        ensure!(system.id == "debian", advice);
        unpack(cache, log, tool, &system, (release, "main"), packages).context(advice)
    };
    let common = ["php-vlucas-phpdotenv", "php-graham-campbell-result-type", "php-phpoption", "ruby-dotenv"];
    tools.give("KEYPROOF_LIBRARIES", LIBRARIES, || {
        folder("libraries", NEWER, &[&common[..], &["golang-github-joho-godotenv-dev"]].concat())
    });
    tools.give("KEYPROOF_OLDER_LIBRARIES", LIBRARIES, || folder("older-libraries", OLDER, &common));
}

/// What system this is, and where it has its packages from.
struct System {
    id: String,
    codename: String,
    uri: Option<String>,
}

impl System {
    fn read() -> Result<Self> {
        let release = fs::read_to_string("/etc/os-release")?;
        let line = |name| release.lines().find_map(|line| Some(line.strip_prefix(name)?.trim_matches('"').to_owned()));
        let (id, codename) = (line("ID=").unwrap_or_default(), line("VERSION_CODENAME=").unwrap_or_default());
        let targets = ["indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Identifier: Packages"];
        let targets = String::from_utf8(Command::new("apt-get").args(targets).output()?.stdout)?;
        let mut targets = targets.lines().filter_map(|target| target.split_once(' '));
        let uri = targets.find(|(_, release)| *release == codename).map(|(uri, _)| uri.to_owned());
        Ok(Self { id, codename, uri })
    }

    /// The line of apt's that names a release.
    fn sources(&self, release: &str, component: &str) -> String {
        let (id, uri) = (&self.id, self.uri.as_deref().unwrap_or_default());
        format!("deb [signed-by=/usr/share/keyrings/{id}-archive-keyring.gpg] {uri} {release} {component}\n")
    }
}

/// A folder with what is in these packages of a release, which are not installed.
fn unpack(
    cache: &Cache,
    log: &Log,
    tool: &str,
    system: &System,
    (release, component): (&str, &str),
    packages: &[&str],
) -> Result<PathBuf> {
    let folder = cache.folder(tool, &(release, packages), |folder| {
        let sources = folder.join("sources.list");
        fs::write(&sources, system.sources(release, component))?;
        fs::create_dir_all(folder.join("lists/partial"))?;
        fs::create_dir_all(folder.join("archives/partial"))?;
        let apt = |arguments: &[&str]| {
            let settings = [
                format!("Dir::Etc::SourceList={}", sources.display()),
                "Dir::Etc::SourceParts=-".to_owned(),
                format!("Dir::State::Lists={}", folder.join("lists").display()),
                // Not what the system has already, be it an older version.
                "Dir::State::Status=/dev/null".to_owned(),
                format!("Dir::Cache={}", folder.display()),
                "Acquire::Languages=none".to_owned(),
                // An old list will do, as long as it is signed.
                "Acquire::Check-Valid-Until=false".to_owned(),
                // The cache may be in a home that apt's own user cannot enter.
                "APT::Sandbox::User=root".to_owned(),
            ];
            let settings = settings.iter().flat_map(|setting| ["-o", setting]);
            log.run(Command::new("apt-get").current_dir(folder).arg("-q").args(settings).args(arguments))
        };
        apt(&["update"])?;
        apt(&[&["download"][..], packages].concat())?;
        for entry in fs::read_dir(folder)? {
            let package = entry?.path();
            if package.extension().is_some_and(|extension| extension == "deb") {
                log.run(Command::new("dpkg-deb").arg("-x").arg(&package).arg(folder.join("root")))?;
                fs::remove_file(package)?;
            }
        }
        fs::remove_dir_all(folder.join("lists"))?;
        Ok(())
    })?;
    Ok(folder.join("root"))
}
