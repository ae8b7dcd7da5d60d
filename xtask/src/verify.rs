//! `cargo xtask verify`: whether a page is what a commit of the source makes.
//!
//! The commit is built anew, in a clone of its own outside of this folder, with nothing of this
//! folder's that is not committed. Where the bytes differ, the parts of the page that do are named.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::{
    build::{Compiler, root},
    bundle::sha256,
};

/// What `cargo xtask verify` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The page: a file, or only its SHA-256.
    #[arg(value_name = "FILE-OR-SHA256")]
    page: String,

    /// The commit or tag that it should be made from; else the one that it names, or the one that is
    /// checked out.
    #[arg(long)]
    commit: Option<String>,
}

/// Verifies. Whether the bytes are the same.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let page = Page::of(&options.page)?;
    let named = page.text.as_deref().and_then(commit_of);
    let wanted = options.commit.as_deref().or(named).unwrap_or("HEAD");
    let commit =
        git(root()?, &["rev-parse", "--verify", "--quiet", &format!("{wanted}^{{commit}}")]).with_context(|| {
            format!("There is no commit {wanted} here; run `git fetch --tags`, or name one by --commit.")
        })?;
    println!("page      SHA-256 {}", page.sha256);
    println!("commit    {commit}{}", if named == Some(&*commit) { ", as the page says" } else { "" });
    let here = Compiler::ask()?.version;
    let meant = named_compiler(&git(root()?, &["show", &format!("{commit}:Cargo.toml")])?);
    println!("compiler  {here}");
    if let Some(meant) = meant.as_deref().filter(|meant| *meant != here) {
        println!("          The release is made by {meant}. Another makes other bytes:");
        println!("          what differs below may be no more than that.");
    }

    let clone = Clone::of(&commit)?;
    let built = clone.build()?;
    println!("built     SHA-256 {}", sha256(&built));
    if sha256(&built) == page.sha256 {
        println!("The same bytes: this page is what that commit makes.");
        return Ok(true);
    }
    println!("Not the same bytes.");
    match &page.text {
        Some(text) => {
            for difference in differences(text, &String::from_utf8_lossy(&built)) {
                println!("  {difference}");
            }
        }
        None => println!("  Give the file itself to see which part of it differs."),
    }
    Ok(false)
}

/// The compiler that `manifest`, a `Cargo.toml`, names as that of the release.
pub(crate) fn named_compiler(manifest: &str) -> Option<String> {
    let line = manifest.lines().find_map(|line| line.strip_prefix("compiler = \""))?;
    line.strip_suffix('"').map(str::to_owned)
}

/// What is to be verified.
struct Page {
    sha256: String,
    /// The page itself, if there is more than its digest.
    text: Option<String>,
}

impl Page {
    fn of(given: &str) -> Result<Self> {
        // `sha256sum` writes small letters, others write capitals.
        let digest = given.to_ascii_lowercase();
        if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self { sha256: digest, text: None });
        }
        let bytes = fs::read(given).with_context(|| format!("{given} is neither a file nor a SHA-256"))?;
        Ok(Self { sha256: sha256(&bytes), text: Some(String::from_utf8_lossy(&bytes).into_owned()) })
    }
}

/// The commit that a page says it is made from.
fn commit_of(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<code id=\"commit\">")?;
    let commit = rest.get(..40)?;
    commit.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(commit)
}

/// What `git` says in `folder`.
fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new("git").current_dir(folder).args(arguments).output().context("git does not start")?;
    ensure!(output.status.success(), "git {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
}

/// A clone of one commit, in a folder that goes when this does.
struct Clone(PathBuf);

impl Clone {
    fn of(commit: &str) -> Result<Self> {
        let folder = env::temp_dir().join(format!("keyproof-verify-{}", std::process::id()));
        let clone = Self(folder);
        let [from, to] = [root()?, &clone.0].map(|path| path.to_string_lossy().into_owned());
        git(root()?, &["clone", "--quiet", "--shared", "--no-checkout", &from, &to])?;
        git(&clone.0, &["checkout", "--quiet", "--detach", commit])?;
        Ok(clone)
    }

    /// Builds the page there, and gives its bytes.
    fn build(&self) -> Result<Vec<u8>> {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.0).args(["run", "--locked", "--package", "xtask", "--", "build"]);
        // What is set here for this folder's builds is not for that one.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            let of_cargo = text.starts_with("CARGO_") && text != "CARGO_HOME";
            if of_cargo || matches!(&*text, "RUSTFLAGS" | "RUSTC_WRAPPER" | "RUSTC_WORKSPACE_WRAPPER") {
                cargo.env_remove(name);
            }
        }
        ensure!(cargo.status()?.success(), "The commit does not build; see above.");
        Ok(fs::read(self.0.join("dist/index.html"))?)
    }
}

impl Drop for Clone {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The parts of a page: what each is called, and what stands before and after it.
const PARTS: [(&str, &str, &str); 8] = [
    ("the policy", "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\">"),
    ("the icon", "<link rel=\"icon\" href=\"", "\">"),
    ("the guide", "<div id=\"answers\">", "</div>\n</section>"),
    ("the style", "<style>", "</style>"),
    ("its own digest", "data-digest=\"", "\""),
    ("the WASM", "data-digest=\"\">", "</script>"),
    ("the small WASM", "<script id=\"first\" type=\"application/octet-stream\">", "</script>"),
    ("the script", "<script>", "</script>"),
];

/// Which parts of two pages differ, in words.
fn differences(page: &str, built: &str) -> Vec<String> {
    let (page, built) = (parts(page), parts(built));
    let differs = |((name, one), (_, other)): (&(&'static str, String), &(&str, String))| {
        (one != other).then(|| {
            let at = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
            format!("{name}: {} bytes, and {} as built; they part at byte {at} of it", one.len(), other.len())
        })
    };
    page.iter().zip(&built).filter_map(differs).collect()
}

/// The parts of a page by name; the rest is the markup.
fn parts(page: &str) -> Vec<(&'static str, String)> {
    let mut rest = page.to_owned();
    let mut parts = Vec::new();
    for (name, before, after) in PARTS {
        let mut part = String::new();
        // The last one that there is: what comes first may be the same words in the guide.
        if let Some(start) = rest.rfind(before).map(|start| start + before.len())
            && let Some(length) = rest[start..].find(after)
        {
            part.push_str(&rest[start..start + length]);
            rest.replace_range(start..start + length, "");
        }
        parts.push((name, part));
    }
    parts.push(("the markup", rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"a\"><link rel=\"icon\" href=\"b\"><style>c</style>\
        <body><div id=\"answers\">d<style></div>\n</section><code id=\"commit\">0123456789012345678901234567890123456789</code>\
        <script id=\"first\" type=\"application/octet-stream\">h</script><script>g</script>\
        <script id=\"wasm\" type=\"application/octet-stream\" data-digest=\"e\">f</script></body>";

    #[test]
    fn the_part_that_differs_is_named() {
        for (byte, name) in [
            ("\"a\"", "the policy"),
            ("\"b\"", "the icon"),
            (">c<", "the style"),
            (">d<", "the guide"),
            ("\"e\"", "its own digest"),
            (">f<", "the WASM"),
            (">g<", "the script"),
            (">h<", "the small WASM"),
            ("<body>", "the markup"),
        ] {
            let changed = PAGE.replace(byte, &byte.replace(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], "x"));
            let found = differences(&changed, PAGE);
            assert!(found.len() == 1 && found[0].starts_with(name), "{byte}: {found:?}");
        }
        assert!(differences(PAGE, PAGE).is_empty());
    }

    #[test]
    fn the_commit_is_read_from_the_page() {
        assert_eq!(commit_of(PAGE), Some("0123456789012345678901234567890123456789"));
        assert_eq!(commit_of("<code id=\"commit\">unknown</code>"), None);
    }

    /// The compiler and its image are those of `Cargo.toml` wherever they stand, and actions are pinned.
    #[test]
    fn the_workflows_take_what_is_named() {
        let root = root().expect("a folder");
        let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("readable");
        let compiler = named_compiler(&manifest).expect("it is named");
        let image = manifest.lines().find_map(|line| line.strip_prefix("image = \"")?.strip_suffix('"'));
        let image = image.expect("it is named");
        let version = compiler.split(' ').nth(1).expect("a version");
        assert!(image.starts_with(&format!("rust:{version}-")) && image.contains("@sha256:"), "{image}");
        for workflow in fs::read_dir(root.join(".github/workflows")).expect("a folder") {
            let workflow = workflow.expect("readable").path();
            for line in fs::read_to_string(&workflow).expect("readable").lines() {
                let line = line.trim_start_matches([' ', '-']);
                if let Some(used) = line.strip_prefix("container: ") {
                    assert!(
                        used == image || used == "${{ needs.tag.outputs.image }}",
                        "{}: {used}",
                        workflow.display()
                    );
                }
                if let Some((_, commit)) = line.strip_prefix("uses: ").and_then(|used| used.split_once('@')) {
                    let pinned = commit.split(" # v").next().is_some_and(|commit| commit.len() == 40);
                    assert!(pinned, "{}: {commit}", workflow.display());
                }
            }
        }
    }
}
