//! Programs from the packages of Debian and Ubuntu.

use std::{
    env,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow, bail, ensure};

use super::{
    COMPOSE, DOCKER, FROM_PYPI, GLAB, KEPT_LIBRARIES, KUBECTL, Missing, OLDER_LIBRARIES, PODMAN, Tools,
    cache::{Cache, Log},
    lock::{self, Had},
};
use crate::bundle::sha256;

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
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
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

/// The release of Debian whose clients bring no engine. Stable: its versions stay.
const STABLE: &str = "trixie";

/// A release of Debian with older libraries, which differ. Stable as well.
const OLDER: &str = "bookworm";

/// The release that becomes the next one: for `cargo xtask newest` only.
const NEXT: &str = "testing";

/// The programs that start containers, or their clients, and others of that kind. Podman's needs a
/// newer C library than the system's.
const CLIENTS: &[&str] = &["docker-cli", "glab", "podman-remote", "libc6", "libsqlite3-0"];

/// The same from Ubuntu.
const UBUNTU_CLIENTS: &[&str] = &["docker.io", "glab", "podman"];

const PHP_LIBRARIES: [&str; 3] = ["php-vlucas-phpdotenv", "php-graham-campbell-result-type", "php-phpoption"];

/// The programs that start containers, or their clients, unpacked from packages that are not
/// installed: always these, for another version may be installed. `pypi` is a folder with those that
/// PyPI has.
pub(super) fn clients(tools: &mut Tools, pypi: &Result<PathBuf>, cache: &Cache, log: &Log) {
    let unpacked = || {
        let system = System::read()?;
        match &system.id[..] {
            "debian" => unpack(cache, log, "debian-clients", &system, STABLE, CLIENTS),
            "ubuntu" => unpack(cache, log, "ubuntu-clients", &system, &system.codename, UBUNTU_CLIENTS),
            _ => bail!("this is neither Debian nor Ubuntu: install the clients of Docker, GitLab and Podman"),
        }
    };
    let unpacked = unpacked();
    if let Ok(folder) = &unpacked {
        tools.had.extend(had(folder, STABLE));
    }
    // Its own, or one that somebody has installed where the packages of this system cannot be had.
    let client = |name: &str| match &unpacked {
        Ok(folder) => {
            Some(folder.join("root/usr/bin").join(name)).filter(|path| path.is_file()).context(format!("no {name}"))
        }
        Err(error) => on_path(name).with_context(|| format!("{name} is missing: {error:#}")),
    };
    let from_pypi = |name: &str| match pypi {
        Ok(folder) => Ok(folder.join("bin").join(name)),
        Err(error) => Err(anyhow!("{name} is missing: {error:#}")),
    };
    // The folder with kubectl has Deno, just and Task, too.
    for (program, tests) in
        [(client("docker"), DOCKER), (from_pypi("kubectl"), KUBECTL), (from_pypi("just"), FROM_PYPI)]
    {
        let first = program.and_then(|path| tools.first_in_path(path.parent().context("a folder")?));
        if let Err(error) = first {
            tools.missing.push(Missing { tests, why: format!("{error:#}") });
        }
    }
    tools.give("KEYPROOF_GLAB", GLAB, || client("glab"));
    tools.give("KEYPROOF_PODMAN", PODMAN, || match &unpacked {
        Ok(folder) => podman(&folder.join("root")),
        Err(_) => client("podman-remote").or_else(|_| client("podman")),
    });
    tools.give("KEYPROOF_COMPOSE", COMPOSE, || from_pypi("docker-compose"));
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

/// Folders with libraries of other languages out of Debian's packages, which hold nothing but their
/// sources: the newer ones, which no stable release has and the project keeps, and the older ones.
pub(super) fn libraries(tools: &mut Tools, root: &Path, cache: &Cache, log: &Log) {
    let kept = kept(root, cache, log);
    if let Ok(folder) = &kept {
        tools.had.extend(had(folder, KEPT));
    }
    tools.give("KEYPROOF_LIBRARIES", KEPT_LIBRARIES, || Ok(kept?.join("root")));
    let older = || {
        let system = System::read()?;
        ensure!(system.id == "debian", "the older libraries of Ruby, PHP and Go come from Debian's packages");
        let packages = [&PHP_LIBRARIES[..], &["ruby-dotenv", "golang-github-joho-godotenv-dev"]].concat();
        unpack(cache, log, "older-libraries", &system, OLDER, &packages)
    };
    let older = older();
    if let Ok(folder) = &older {
        tools.had.extend(had(folder, OLDER));
    }
    tools.give("KEYPROOF_OLDER_LIBRARIES", OLDER_LIBRARIES, || Ok(older?.join("root")));
}

/// What the lock calls the packages in `tests/loaders/packages`.
const KEPT: &str = "kept";

/// A folder with what is in the packages that the project keeps, each of which is what the lock says.
fn kept(root: &Path, cache: &Cache, log: &Log) -> Result<PathBuf> {
    let rows: Vec<_> = lock::rows().filter(|row| row.from == KEPT).collect();
    let pins: Vec<_> = rows.iter().map(|row| row.digest).collect();
    cache.folder("libraries", &pins, |folder| {
        for row in &rows {
            let package = root.join(format!("tests/loaders/packages/{}_{}_all.deb", row.package, row.version));
            ensure!(
                sha256(&fs::read(&package)?) == row.digest,
                "{} is not what tests/lock.tsv says",
                package.display()
            );
            unpack_one(&package, folder, log)?;
        }
        Ok(())
    })
}

/// The newest of what comes from Debian, for `cargo xtask newest`: gives what is newer than the lock's.
pub(crate) fn newest(folder: &Path, tools: &mut Tools) -> Result<Vec<String>> {
    let log = Log::create(&folder.join("debian.log"))?;
    let system = System::read()?;
    ensure!(system.id == "debian", "the newest of Debian's packages are looked at on Debian only");
    let packages = [CLIENTS, &PHP_LIBRARIES, &["ruby-dotenv"]].concat();
    download(folder, &log, &system, NEXT, &packages)?;
    let root = folder.join("root");
    tools.first_in_path(&root.join("usr/bin"))?;
    tools.replace("KEYPROOF_PODMAN", podman(&root)?);
    tools.replace("KEYPROOF_LIBRARIES", root.into_os_string());
    let newer = had(folder, KEPT).into_iter().filter_map(|had| {
        let locked = lock::rows().find(|row| row.package == had.package && row.from != OLDER && !row.ids.is_empty())?;
        let (before, after) = (lock::upstream(locked.version), lock::upstream(&had.version));
        (before != after).then(|| format!("{} {before} -> {after}", had.package))
    });
    Ok(newer.collect())
}

/// What system this is, and where it has its packages from.
pub(crate) struct System {
    id: String,
    codename: String,
    uri: Option<String>,
    /// Each place and release.
    sources: Vec<(String, String)>,
}

impl System {
    pub(crate) fn read() -> Result<Self> {
        let release = fs::read_to_string("/etc/os-release")?;
        let line = |name| release.lines().find_map(|line| Some(line.strip_prefix(name)?.trim_matches('"').to_owned()));
        let (id, codename) = (line("ID=").unwrap_or_default(), line("VERSION_CODENAME=").unwrap_or_default());
        let targets = ["indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Identifier: Packages"];
        let targets = String::from_utf8(Command::new("apt-get").args(targets).output()?.stdout)?;
        let targets = targets.lines().filter_map(|target| target.split_once(' '));
        let mut sources: Vec<_> = targets.map(|(uri, release)| (uri.to_owned(), release.to_owned())).collect();
        sources.dedup();
        let uri = sources.iter().find(|(_, release)| *release == codename).map(|(uri, _)| uri.clone());
        Ok(Self { id, codename, uri, sources })
    }

    /// Where this Debian has its packages from; nothing on another system.
    pub(crate) fn debian_mirror(&self) -> Option<String> {
        self.uri.clone().filter(|_| self.id == "debian")
    }

    /// The lines of apt's that name a release, what was mended in it, and what is safer than it, as far
    /// as this system has them.
    pub(crate) fn all_sources(&self, release: &str) -> String {
        let of = |(_, it): &&(String, String)| {
            self.id == "debian"
                && it.strip_prefix(release).is_some_and(|rest| matches!(rest, "" | "-updates" | "-security"))
        };
        self.sources
            .iter()
            .filter(of)
            .map(|(uri, release)| format!("deb {uri} {release} main\n"))
            .collect::<Vec<_>>()
            .concat()
    }

    /// The line of apt's that names a release.
    fn sources(&self, release: &str, component: &str) -> String {
        let (id, uri) = (&self.id, self.uri.as_deref().unwrap_or_default());
        format!("deb [signed-by=/usr/share/keyrings/{id}-archive-keyring.gpg] {uri} {release} {component}\n")
    }
}

/// A folder with what is in these packages of a release, which are not installed: in the versions of
/// the lock, if the release still has them.
fn unpack(cache: &Cache, log: &Log, tool: &str, system: &System, release: &str, packages: &[&str]) -> Result<PathBuf> {
    let versions = packages.iter().map(|package| lock::version(release, package).unwrap_or_default());
    let pins: Vec<_> = [release].into_iter().chain(packages.iter().copied()).chain(versions).collect();
    cache.folder(tool, &pins, |folder| download(folder, log, system, release, packages))
}

/// Fills a folder with what is in these packages of a release.
fn download(folder: &Path, log: &Log, system: &System, release: &str, packages: &[&str]) -> Result<()> {
    let component = if system.id == "ubuntu" { "main universe" } else { "main" };
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
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false".to_owned(),
            // An old list will do, as long as it is signed.
            "Acquire::Check-Valid-Until=false".to_owned(),
            // The cache may be in a home that apt's own user cannot enter.
            "APT::Sandbox::User=root".to_owned(),
        ];
        let settings = settings.iter().flat_map(|setting| ["-o", setting]);
        log.run(Command::new("apt-get").current_dir(folder).arg("-q").args(settings).args(arguments))
    };
    apt(&["update"])?;
    for package in packages {
        let locked = lock::version(release, package).map(|version| format!("{package}={version}"));
        // A release may have mended it meanwhile, and then has only that.
        if locked.is_none_or(|locked| apt(&["download", &locked]).is_err()) {
            apt(&["download", package])?;
        }
    }
    for entry in fs::read_dir(folder)? {
        let package = entry?.path();
        if package.extension().is_some_and(|extension| extension == "deb") {
            unpack_one(&package, folder, log)?;
            fs::remove_file(package)?;
        }
    }
    fs::remove_dir_all(folder.join("lists"))?;
    Ok(())
}

/// The file in which a folder says what was unpacked into it.
const UNPACKED: &str = "unpacked.tsv";

/// Unpacks a package into a folder, and writes down there what it is.
fn unpack_one(package: &Path, folder: &Path, log: &Log) -> Result<()> {
    log.run(Command::new("dpkg-deb").arg("-x").arg(package).arg(folder.join("root")))?;
    let about = "${Package}\t${Version}\t${Architecture}\t";
    let about = Command::new("dpkg-deb").args(["-W", "--showformat", about]).arg(package).output()?.stdout;
    let line = format!("{}{}\n", String::from_utf8(about)?, sha256(&fs::read(package)?));
    Ok(File::options().create(true).append(true).open(folder.join(UNPACKED))?.write_all(line.as_bytes())?)
}

/// What was unpacked into a folder.
fn had(folder: &Path, from: &'static str) -> Vec<Had> {
    let lines = fs::read_to_string(folder.join(UNPACKED)).unwrap_or_default();
    let read = |line: &str| {
        let [package, version, architecture, digest] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        let [package, version, architecture, digest] = [package, version, architecture, digest].map(str::to_owned);
        Some(Had { from, package, version, architecture, digest })
    };
    lines.lines().filter_map(read).collect()
}
