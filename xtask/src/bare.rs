//! `cargo xtask bare`: both of the README's commands in an empty system, made for the purpose.
//!
//! The system is the smallest Debian that `debootstrap` makes, in a folder, with git, a C linker
//! (without which Rust's toolchain links nothing) and this machine's Rust toolchain. Of this machine it
//! has nothing else but what its clients need to reach their registries: certificates, settings and
//! variables of the environment. The commit that is checked out here is cloned into root's home there,
//! which nobody else may enter.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::{build::root, tools::System};

/// What `cargo xtask bare` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Leaves the system where it is, to look round in it.
    #[arg(long)]
    keep: bool,

    /// A folder for the system; it is made, and must not be there.
    #[arg(long)]
    folder: Option<PathBuf>,

    /// What `cargo xtask test` is told there: nothing, as the README has it, unless something follows `--`.
    #[arg(last = true)]
    test: Vec<String>,
}

/// The release of Debian that is made: the one whose programs `tests/lock.tsv` names.
const RELEASE: &str = "bookworm";

/// What is in it beside what every Debian has.
const PACKAGES: &str = "ca-certificates,git,gcc,libc6-dev";

/// Variables that say how registries are reached, by what their names begin with, or end with.
const CARRIED: [&[&str]; 2] = [
    &[
        "CARGO_HTTP_",
        "CARGO_NET_",
        "CARGO_REGISTRIES_",
        "CARGO_SOURCE_",
        "NODE_EXTRA_CA_CERTS",
        "PIP_",
        "SSL_CERT_",
        "RUSTUP_DIST_",
    ],
    &["_proxy", "_PROXY"],
];

/// Files that say the same, under the root or the home folder.
const SETTINGS: [&str; 6] = [
    "~/.cargo/config.toml",
    "~/.npmrc",
    "/etc/npmrc",
    "/etc/pip.conf",
    "~/.config/pip/pip.conf",
    "/etc/ssl/certs/ca-certificates.crt",
];

/// Runs both commands. Whether both went well.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    ensure!(is_root, "This makes a system in a folder and changes into it, which only root may: run it as root.");
    let begin = Instant::now();
    let folder = match &options.folder {
        Some(folder) => std::path::absolute(folder)?,
        None => env::temp_dir().join(format!("keyproof-bare-{}", std::process::id())),
    };
    ensure!(!folder.exists(), "{} is there already; remove it, or name another --folder", folder.display());
    let result = make(&folder).and_then(|()| {
        println!("bare: made in {:.0} s", begin.elapsed().as_secs_f64());
        both(&folder, &options.test)
    });
    if options.keep {
        println!("bare: the system is in {}", folder.display());
    } else {
        fs::remove_dir_all(&folder)?;
    }
    result
}

/// Makes the system, with the toolchain and the clone in it.
fn make(folder: &Path) -> Result<()> {
    let system = System::read().context("this is neither Debian nor Ubuntu")?;
    if crate::tools::on_path("debootstrap").is_none() {
        let install = ["-y", "-q", "install", "--no-install-recommends", "debootstrap"];
        run_quietly(Command::new("apt-get").args(["-q", "update"]))?;
        run_quietly(Command::new("apt-get").args(install)).context("debootstrap is missing; install it")?;
    }
    println!("bare: an empty Debian ({RELEASE}) with {PACKAGES}");
    let mut debootstrap = Command::new("debootstrap");
    debootstrap.args(["--variant=minbase", &format!("--include={PACKAGES}"), RELEASE]).arg(folder);
    run_quietly(debootstrap.args(system.debian_mirror()))?;
    let sources = system.all_sources(RELEASE);
    if !sources.is_empty() {
        fs::write(folder.join("etc/apt/sources.list"), sources)?;
    }
    // How this machine's apt reaches them, in words that apt reads.
    let apt = Command::new("apt-config").args(["dump", "Acquire"]).output()?.stdout;
    fs::write(folder.join("etc/apt/apt.conf.d/90reach"), apt)?;
    let home = env::home_dir().context("no home")?;
    for setting in SETTINGS {
        let (from, to) = match setting.strip_prefix("~/") {
            Some(path) => (home.join(path), folder.join("root").join(path)),
            None => (PathBuf::from(setting), folder.join(&setting[1..])),
        };
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a folder")?)?;
            fs::copy(&from, &to)?;
        }
    }
    for file in ["etc/resolv.conf", "etc/hosts"] {
        fs::copy(Path::new("/").join(file), folder.join(file))?;
    }
    toolchain(folder)?;
    let commit = output(Command::new("git").current_dir(root()?).args(["rev-parse", "HEAD"]))?;
    println!("bare: a clone of {commit}");
    if !output(Command::new("git").current_dir(root()?).args(["status", "--porcelain"]))?.is_empty() {
        println!("bare: what is not committed here is not in it");
    }
    let clone = folder.join("root/keyproof");
    run_quietly(Command::new("git").args(["clone", "-q", "--no-local", "--no-checkout"]).arg(root()?).arg(&clone))?;
    run_quietly(Command::new("git").current_dir(&clone).args(["checkout", "-q", &commit]))
}

/// Copies the toolchain that is in use here, and rustup if that has it.
fn toolchain(folder: &Path) -> Result<()> {
    let sysroot = PathBuf::from(output(Command::new("rustc").args(["--print", "sysroot"]))?);
    let name = sysroot.file_name().context("a toolchain")?.to_owned();
    let to = folder.join("root/.rustup/toolchains");
    fs::create_dir_all(&to)?;
    fs::create_dir_all(folder.join("root/.cargo/bin"))?;
    run_quietly(Command::new("cp").arg("-a").arg(&sysroot).arg(&to))?;
    let bin = folder.join("root/.cargo/bin");
    match crate::tools::on_path("rustup") {
        Some(rustup) => {
            fs::copy(fs::canonicalize(rustup)?, bin.join("rustup"))?;
            for proxy in ["cargo", "rustc", "rustdoc", "rustfmt", "cargo-fmt", "cargo-clippy", "clippy-driver"] {
                std::os::unix::fs::symlink("rustup", bin.join(proxy))?;
            }
            let settings =
                format!("version = \"12\"\ndefault_toolchain = \"{}\"\nprofile = \"minimal\"\n", name.display());
            fs::write(folder.join("root/.rustup/settings.toml"), settings)?;
        }
        // Without rustup the toolchain's own programs are called.
        None => {
            for program in fs::read_dir(to.join(&name).join("bin"))? {
                let program = program?.file_name();
                let target = Path::new("/root/.rustup/toolchains").join(&name).join("bin").join(&program);
                std::os::unix::fs::symlink(target, bin.join(program))?;
            }
        }
    }
    Ok(())
}

/// The first command serves the page, and ends when it is interrupted. (A shell's own `/dev/tcp` asks for
/// the page: there is nothing else there to ask with.)
const SERVE: &str = r"
cargo xtask run >/root/run.log 2>&1 &
run=$!
until address=$(grep -om1 'http://127.0.0.1:[0-9]*/keyproof/' /root/run.log); do
  kill -0 $run 2>/dev/null || { cat /root/run.log; echo 'bare: `cargo xtask run` ended by itself'; exit 1; }
  sleep 1
done
port=${address#http://127.0.0.1:}; port=${port%%/*}
exec 3<>/dev/tcp/127.0.0.1/$port
printf 'GET /keyproof/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3
cat <&3 >/root/page.http
kill -INT $run
wait $run || { echo 'bare: `cargo xtask run` does not end well'; exit 1; }
head -1 /root/page.http | grep -q ' 200 ' && grep -q 'Content-Security-Policy' /root/page.http || {
  echo 'bare: `cargo xtask run` serves something else'; head -c 500 /root/page.http; exit 1; }
tail -1 /root/run.log | grep -q Ended
";

/// Runs the two commands, shows what they print, and sums up.
fn both(folder: &Path, test: &[String]) -> Result<bool> {
    let logs = root()?.join("target/bare");
    fs::create_dir_all(&logs)?;
    let packages = || output(&mut inside(folder, "dpkg-query -W -f '${Package}\\n'"));
    let before = packages()?;
    let begin = Instant::now();
    let served = watch(&mut inside(folder, SERVE), &logs.join("run.log"))?.0;
    let run_time = begin.elapsed().as_secs_f64();
    println!("bare: `cargo xtask run`: {} in {run_time:.0} s", if served { "serves and ends" } else { "fails" });

    let begin = Instant::now();
    let arguments = test.iter().map(|argument| format!(" '{argument}'")).collect::<Vec<_>>().concat();
    let command = format!("CI=true cargo xtask test{arguments}");
    let (tested, lines) = watch(&mut inside(folder, &command), &logs.join("test.log"))?;
    let test_time = begin.elapsed().as_secs_f64();

    let after = packages()?;
    let added: Vec<_> = after.lines().filter(|package| !before.lines().any(|one| one == *package)).collect();
    println!("\n== bare: summary; all that was printed is in target/bare");
    println!(
        "{}, {}",
        output(&mut inside(folder, ". /etc/os-release; echo \"$PRETTY_NAME\""))?,
        output(&mut inside(folder, "rustc --version"))?
    );
    println!("missing at first, and installed by the tests' set-up: {} packages of Debian's", added.len());
    println!(
        "`cargo xtask run`: {} ({run_time:.0} s, of which most is compiling)",
        if served { "serves and ends" } else { "fails" }
    );
    println!("`cargo xtask test{arguments}`: {} ({test_time:.0} s)", if tested { "passes" } else { "fails" });
    let summary =
        lines.iter().rposition(|line| line.starts_with("== summary")).unwrap_or(lines.len().saturating_sub(20));
    for line in &lines[summary..] {
        println!("{line}");
    }
    Ok(served && tested)
}

/// A command line in the system, as root in the clone, with mounts and processes of its own, which end
/// with it. Its root is that of its mounts, as everywhere else, and not that of `chroot` alone: only so can
/// namespaces of mounts and of users be made in it.
fn inside(folder: &Path, line: &str) -> Command {
    let enter = r#"
set -e
mount --bind "$0" "$0"
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
mount -t tmpfs tmpfs "$0/dev/shm"
cd "$0"
pivot_root . mnt
exec chroot . /bin/bash -c "umount -l /mnt; cd /root/keyproof; $1"
"#;
    let mut command = Command::new("unshare");
    command.args(["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]);
    command.args(["/bin/sh", "-c", enter]).arg(folder).arg(line);
    command.env_clear().envs([
        ("PATH", "/root/.cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        ("HOME", "/root"),
        ("LANG", "C.UTF-8"),
    ]);
    let [begin, end] = CARRIED;
    let is_carried =
        |name: &str| begin.iter().any(|it| name.starts_with(it)) || end.iter().any(|it| name.ends_with(it));
    let carried = env::vars_os().filter(|(name, _)| name.to_str().is_some_and(is_carried));
    command.envs(carried.collect::<Vec<(OsString, OsString)>>());
    command
}

/// Shows and keeps what a command prints. Whether it ended well, and its lines.
fn watch(command: &mut Command, log: &Path) -> Result<(bool, Vec<String>)> {
    let (reader, writer) = std::io::pipe()?;
    let mut child = command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer).spawn()?;
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let (mut log, mut lines) = (File::create(log)?, Vec::new());
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        writeln!(log, "{line}")?;
        lines.push(line);
    }
    Ok((child.wait()?.success(), lines))
}

fn run_quietly(command: &mut Command) -> Result<()> {
    let done = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?}"))?;
    if !done.status.success() {
        bail!("{command:?} fails: {}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    }
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let done = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?}"))?;
    ensure!(done.status.success(), "{command:?} fails: {}", String::from_utf8_lossy(&done.stderr));
    Ok(String::from_utf8(done.stdout)?.trim().to_owned())
}
