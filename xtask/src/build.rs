//! `cargo xtask build`: the page's WASM, and from it the one file.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{bundle, verify};

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// How the WASM is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What is shipped.
    Release,
    /// What `trunk serve` shows while someone works on the page.
    Debug,
}

/// The project's folder.
pub(crate) fn root() -> Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask is in the project's folder")
}

/// Builds the page, writes `dist/index.html`, and prints what it weighs. Gives the file's path.
pub(crate) fn run() -> Result<PathBuf> {
    let root = root()?;
    let programs = compile(Profile::Release)?;
    // Kept out of `dist`, where `trunk serve` leaves pages that are not to be shipped.
    let bundled = root.join("target/page/index.html");
    // By what they hold: cargo puts an older file back where the source is as it was.
    let parts = digest_of_parts(&programs)?;
    let made_from = root.join("target/page/made-from");
    if bundled.exists() && fs::read_to_string(&made_from).is_ok_and(|known| known == parts) {
        println!("Nothing has changed since the last build.");
    } else {
        println!("Bundling…");
        fs::write(&bundled, bundle::make(&programs, Profile::Release, None)?)?;
        fs::write(&made_from, parts)?;
    }
    let html = fs::read(&bundled)?;
    let page = root.join("dist/index.html");
    fs::create_dir_all(root.join("dist"))?;
    fs::write(&page, &html)?;
    // As a release calls it.
    fs::write(root.join(concat!("dist/keyproof-", env!("CARGO_PKG_VERSION"), ".html")), &html)?;
    println!("{}", page.display());
    println!("  {} bytes, {} gzipped", html.len(), bundle::gzipped(&html)?);
    println!("  SHA-256 {}", bundle::sha256(&html));
    let (here, release) = (Compiler::ask()?.version, verify::named_compiler(MANIFEST).unwrap_or_default());
    println!("  compiled by {here}; another version makes other bytes");
    if here != release {
        println!("  (a release is compiled by {release})");
    }
    Ok(page)
}

/// `cargo xtask bundle`, which Trunk runs: writes the page where Trunk wants it.
pub(crate) fn for_trunk() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .context("This is for Trunk's hook. Use `cargo xtask build`, `trunk build` or `trunk serve`.")?;
    let page = Path::new(&folder).join("index.html");
    let profile = if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        Profile::Release
    } else {
        Profile::Debug
    };
    let staged = fs::read_to_string(&page).context("Trunk has staged no page")?;
    fs::write(page, bundle::make(&compile(profile)?, profile, Some(&staged))?)?;
    Ok(())
}

/// The project's manifest, which names the version and the compiler of a release.
const MANIFEST: &str = include_str!("../../Cargo.toml");

/// What the page says of where it comes from: a place in `index.html`, and what is put there.
pub(crate) fn origin() -> Result<[(&'static str, String); 4]> {
    // The folder may be another user's, as in a container.
    let git = |arguments: &[&str]| -> Option<String> {
        let mut git = Command::new("git");
        git.current_dir(root().ok()?).env("TZ", "UTC").args(["-c", "safe.directory=*"]).args(arguments);
        let output = git.output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
    };
    let unknown = || "unknown".to_owned();
    let mut commit = git(&["rev-parse", "HEAD"]).unwrap_or_else(unknown);
    if git(&["status", "--porcelain", "--untracked-files=no"]).is_some_and(|changes| !changes.is_empty()) {
        commit.push_str(", with changes");
    }
    let date = git(&["log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d"]).unwrap_or_else(unknown);
    let compiler = verify::named_compiler(MANIFEST).context("Cargo.toml names the compiler of a release")?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok([("{version}", version), ("{commit}", commit), ("{date}", date), ("{compiler}", compiler)])
}

/// The digests of all that the page is made from, and where it comes from.
fn digest_of_parts(programs: &Programs) -> Result<String> {
    let mut parts =
        vec![programs.page.clone(), programs.first.clone(), env::current_exe()?, root()?.join("index.html")];
    for entry in fs::read_dir(root()?.join("static"))? {
        parts.push(entry?.path());
    }
    parts.sort();
    let digests: Result<Vec<_>> = parts.iter().map(|part| Ok(bundle::sha256(&fs::read(part)?))).collect();
    Ok([digests?, origin()?.map(|(_, text)| text).to_vec()].concat().join("\n"))
}

/// Where the page's two programs are, as WASM.
#[derive(Debug)]
pub(crate) struct Programs {
    /// The small one that makes the first key.
    pub(crate) first: PathBuf,
    /// All of the page.
    pub(crate) page: PathBuf,
}

/// Compiles the WASM, and gives its paths.
fn compile(profile: Profile) -> Result<Programs> {
    let root = root()?;
    add_target()?;
    println!("Compiling the page…");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args([
        "build",
        "--locked",
        "--package",
        "keyproof",
        "--bin",
        "keyproof",
        "--bin",
        "first",
        "--target",
        TARGET,
    ]);
    // A folder of its own: other flags than those of the lints would compile everything anew.
    let folder = root.join("target/page");
    cargo.arg("--target-dir").arg(&folder);
    let folder = folder.join(TARGET);
    let folder = match profile {
        Profile::Release => {
            cargo.arg("--release");
            cargo.env("CARGO_ENCODED_RUSTFLAGS", rustflags(root, &Compiler::ask()?)?);
            folder.join("release")
        }
        Profile::Debug => folder.join("debug"),
    };
    ensure!(cargo.status()?.success(), "The page does not compile; see above.");
    Ok(Programs { first: folder.join("first.wasm"), page: folder.join("keyproof.wasm") })
}

/// Flags that keep this machine's paths out of the WASM, so that it is the same wherever it is
/// built.
fn rustflags(root: &Path, compiler: &Compiler) -> Result<String> {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
        .context("Set CARGO_HOME: there is no home folder")?;
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags = vec![
        // SHA-256 as a loop: half the size, and one short text is nothing to it.
        "--cfg=sha2_backend_soft=\"compact\"".to_owned(),
        remap(&cargo_home, "/cargo"),
        remap(&compiler.sysroot, "/rust"),
        remap(root, "/keyproof"),
        // Where the component rust-src is installed, the standard library's own paths, which are
        // these, are replaced by those of that component.
        remap(&compiler.sysroot.join("lib/rustlib/src/rust"), &format!("/rustc/{}", compiler.commit)),
    ];
    // The folder of a registry is named after its address, which is a mirror's on some machines.
    // Of several prefixes the last that fits counts.
    if let Ok(registries) = fs::read_dir(cargo_home.join("registry/src")) {
        for registry in registries {
            flags.push(remap(&registry?.path(), "/crates"));
        }
    }
    Ok(flags.join("\u{1f}"))
}

/// The compiler that cargo uses.
pub(crate) struct Compiler {
    /// Such as `rustc 1.95.0 (59807616e 2026-04-14)`.
    pub(crate) version: String,
    commit: String,
    sysroot: PathBuf,
}

impl Compiler {
    pub(crate) fn ask() -> Result<Self> {
        let rustc = |arguments: &[&str]| -> Result<String> {
            let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).args(arguments).output();
            let output = output.context("rustc does not start")?;
            Ok(String::from_utf8(output.stdout)?.trim().to_owned())
        };
        let about = rustc(&["-vV"])?;
        let commit = about.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown").to_owned();
        let version = about.lines().next().unwrap_or_default().to_owned();
        Ok(Self { version, commit, sysroot: rustc(&["--print", "sysroot"])?.into() })
    }
}

/// Installs the WASM target, unless it is there.
pub(crate) fn add_target() -> Result<()> {
    let list = Command::new("rustup").args(["target", "list", "--installed"]).output();
    let Ok(list) = list else {
        // Rust from elsewhere than rustup may have the target; cargo will say so if not.
        return Ok(());
    };
    if !String::from_utf8_lossy(&list.stdout).lines().any(|line| line == TARGET) {
        println!("Adding the {TARGET} target…");
        if !Command::new("rustup").args(["target", "add", TARGET]).status()?.success() {
            bail!("The target could not be added. Run `rustup target add {TARGET}` and try again.");
        }
    }
    Ok(())
}
