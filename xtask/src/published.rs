//! `cargo xtask published`: the digests by which the page knows published keys.
//!
//! They are made from two lists, always with the same result:
//! - `flask-unsign-wordlist`, pinned in `tests/loaders/requirements.txt` (MIT): keys and much else
//!   that was found in code on the web. Of these, what only a list can tell from a good key, as
//!   many as the page has room for, the likeliest to be Django's first.
//! - `xtask/published/keys.tsv`: keys that products, templates, tutorials and tests ship, gathered by
//!   hand, each with its address. All of these.

use std::{
    collections::HashSet,
    env,
    ffi::OsStr,
    fs,
    io::{self, BufRead},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use keyproof::check::published::{FALSE_MATCHES, Filter, Form};

use crate::build::root;

/// What `cargo xtask published` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Compare with the file that is there, and write nothing.
    #[arg(long)]
    check: bool,

    /// Write nothing, and turn lines of a key, a tab and its source into lines with a digest in its place.
    #[arg(long)]
    digest: bool,
}

/// Where the digests go, and what products they belong to.
const SHIPPED: &str = "static/published.bin";
const PRODUCTS: &str = "static/products.tsv";

/// The keys gathered by hand.
const GATHERED: &str = "xtask/published/keys.tsv";

/// As many digests as fit into the weight that the page has for them.
const ROOM: usize = 8_637;

/// Makes the digests and writes them, or compares them with those that are there.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.digest {
        return digest(io::stdin().lock());
    }
    let list = word_list()?;
    let gathered = gathered()?;
    let made = make(&list, &gathered)?;
    for (name, bytes) in [(SHIPPED, made.as_slice()), (PRODUCTS, products(&gathered).as_bytes())] {
        let path = root()?.join(name);
        if options.check {
            ensure!(fs::read(&path)? == bytes, "{name} is not what its lists make; run `cargo xtask published`");
        } else {
            fs::write(&path, bytes)?;
        }
        println!("{}", path.display());
    }
    let count = Filter(&made).count();
    println!("  {} bytes, {count} digests, {} of keys gathered by hand", made.len(), gathered.len());
    println!("  a random key is found with a probability of {FALSE_MATCHES:.2e}");
    Ok(())
}

/// Prints lines with digests in the place of keys.
fn digest(lines: impl BufRead) -> Result<()> {
    for line in lines.lines() {
        let line = line?;
        let (key, source) = line.split_once('\t').context("a key, a tab and its source")?;
        let Known { is_piece, digest } = Known::of(key).context("the key is too short")?;
        print!("{}", if is_piece { PIECE } else { WHOLE });
        for byte in digest {
            print!("{byte:02x}");
        }
        println!("\t{source}");
    }
    Ok(())
}

/// In front of the digest of a key's form, and of that of a piece of it.
const WHOLE: &str = "sha256:";
const PIECE: &str = "piece:";

/// What a key is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    /// Whether it is a piece of the key.
    is_piece: bool,
    /// The SHA-256.
    digest: [u8; 32],
}

impl Known {
    /// A key that looks random is known by a piece, for nothing else holds that. Any other is known as a
    /// whole: a piece of it may be words.
    fn of(key: &str) -> Option<Self> {
        let form = Form::of(key)?;
        let piece = shape(key).and_then(|_| form.pieces().next());
        Some(match piece {
            Some(digest) => Self { is_piece: true, digest },
            None => Self { is_piece: false, digest: form.sha256() },
        })
    }
}

/// The package's list: the file that `KEYPROOF_WORDLIST` names, or that of the package in the Python
/// that `KEYPROOF_PYTHON` names.
fn word_list() -> Result<String> {
    let path = if let Some(path) = env::var_os("KEYPROOF_WORDLIST") {
        PathBuf::from(path)
    } else {
        let python = env::var_os("KEYPROOF_PYTHON").context(
            "Set KEYPROOF_PYTHON to a Python that has tests/loaders/requirements.txt; see xtask/src/tools.rs",
        )?;
        package(&python)?
    };
    // What is not UTF-8 in it is no key.
    Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned())
}

/// The list in the package that a Python has.
pub(crate) fn package(python: &OsStr) -> Result<PathBuf> {
    let ask = "import flask_unsign_wordlist as w, sys; sys.stdout.write(w.__path__[0])";
    let output = Command::new(python).args(["-c", ask]).output().context("Python does not start")?;
    ensure!(output.status.success(), "that Python has no flask-unsign-wordlist");
    Ok(Path::new(&String::from_utf8(output.stdout)?).join("wordlists/all.txt"))
}

/// A key that was gathered by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gathered {
    /// What it is known by.
    known: Known,
    /// The key, where it is told.
    key: Option<String>,
    /// The well-known product that it came with, and when.
    product: Option<String>,
}

fn gathered() -> Result<Vec<Gathered>> {
    let text = fs::read_to_string(root()?.join(GATHERED))?;
    let lines = text.lines().filter(|line| !line.starts_with("# ") && *line != "#");
    lines.map(|line| gathered_in(line).with_context(|| format!("{GATHERED}: {line}"))).collect()
}

/// The key or digest in a line, which names a source after it.
fn gathered_in(line: &str) -> Result<Gathered> {
    let fields: Vec<_> = line.split('\t').collect();
    let (3..=4, Some(key)) = (fields.len(), fields.first()) else {
        bail!("there have to be a key, a repository, a path, and the product if it is well known");
    };
    let product = fields.get(3).map(|product| (*product).to_owned());
    let (is_piece, hex) = match (key.strip_prefix(WHOLE), key.strip_prefix(PIECE)) {
        (Some(hex), _) => (false, hex),
        (_, Some(hex)) => (true, hex),
        _ => {
            let known = Known::of(key).context("the key is too short")?;
            return Ok(Gathered { known, key: Some((*key).to_owned()), product });
        }
    };
    let mut digest = [0; 32];
    ensure!(hex.len() == 64 && hex.is_ascii(), "a SHA-256 has 64 digits");
    for (byte, at) in digest.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&hex[at..at + 2], 16)?;
    }
    Ok(Gathered { known: Known { is_piece, digest }, key: None, product })
}

/// The lines by which the page knows the products, those of one product together.
fn products(gathered: &[Gathered]) -> String {
    let told = gathered.iter().filter_map(|key| Some((key.product.as_ref()?, key.known.digest)));
    let mut told: Vec<_> = told.collect();
    told.sort_unstable();
    told.into_iter()
        .map(|(product, [a, b, c, d, ..])| format!("{a:02x}{b:02x}{c:02x}{d:02x}\t{product}\n"))
        .collect::<Vec<_>>()
        .concat()
}

/// The filter of all that is known.
fn make(list: &str, gathered: &[Gathered]) -> Result<Vec<u8>> {
    let mut seen = HashSet::new();
    let gathered = gathered.iter().map(|key| key.known.digest);
    let picked = picked(list).into_iter().map(|(_, digest)| digest);
    let digests: Vec<_> = gathered.chain(picked).filter(|digest| seen.insert(*digest)).take(ROOM).collect();
    // The smallest that is found with few tries.
    let least = digests.len().div_ceil(8);
    let tables = (least..least + least / 8 + 64).flat_map(|column| (0..4).map(move |attempt| (column, attempt)));
    let mut tables = tables.filter_map(|(column, attempt)| Filter::pack(&digests, column, attempt));
    tables.next().context("no table is found")
}

/// The entries of the package's list that only a list can tell from good keys, best first, and the
/// digests by which they are known.
fn picked(list: &str) -> Vec<(&str, [u8; 32])> {
    let mut picked: Vec<_> = list
        .lines()
        .filter_map(|entry| {
            let shape = shape(entry)?;
            let digest = Known::of(entry)?.digest;
            Some((shape, entry, digest))
        })
        .collect();
    // Within a shape by digest, so that the choice has no pattern.
    picked.sort_unstable_by_key(|(shape, _, digest)| (*shape, *digest));
    picked.dedup_by_key(|(_, _, digest)| *digest);
    picked.into_iter().map(|(_, entry, digest)| (entry, digest)).collect()
}

/// What an entry looks like, the likeliest to be a key of Django's first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// Symbols of Django's own keys, which stand in few other places.
    Django,
    /// Letters and digits, or base64, as long as Django wants keys.
    Long,
    /// The same, as short as keys of `openssl rand` and the like are.
    Short,
}

/// Words that random letters do not hold, in text that is no key.
const WORDS: &[&str] = &[
    "secret", "password", "passwd", "token", "django", "flask", "http", "www", "client", "example", "change", "random",
    "string", "api_key", "apikey", "your", "test", "_key", "key_", "key=", "user", "auth", "google", "amazon",
    "config", "session", "debug", "value", "super", "error", "name", "this", "with",
];

fn shape(entry: &str) -> Option<Shape> {
    let key = entry.trim_matches(|c: char| c.is_whitespace() || "'\"`".contains(c));
    // Some were taken from web pages.
    let key = key.replace("&amp;", "&");
    let tail = key.strip_prefix("django-insecure-").unwrap_or(&key);
    let lower = tail.to_ascii_lowercase();
    let count = |of: fn(&u8) -> bool| tail.bytes().filter(of).count();
    let (length, digits) = (tail.len(), count(u8::is_ascii_digit));
    let symbols = length - count(u8::is_ascii_alphanumeric);
    let distinct = lower.bytes().collect::<HashSet<_>>().len();
    // A template, a path, a sentence, a pattern, a word: other checks know these, or they are no key.
    let odd = !tail.is_ascii() || tail.contains([' ', '<', '>', '{', '}', '\\', ';', '"', '\'']);
    if odd || digits < 2 || distinct < 10 || WORDS.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let letters = |text: &str| text.split(|c: char| !c.is_ascii_alphabetic()).map(str::len).max().unwrap_or(0);
    let is_django =
        tail.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"!@#$%^&*(-_=+)".contains(&b));
    if is_django && (32..=64).contains(&length) && symbols >= 4 && distinct >= 16 && letters(tail) < 12 {
        return Some(Shape::Django);
    }
    let base64 = tail.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=-_.".contains(&b)) && symbols * 8 <= length;
    let hex = tail.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let mixed = count(u8::is_ascii_lowercase) > 2 && count(u8::is_ascii_uppercase) > 2 && digits * 20 >= length;
    if !(hex || base64 && (mixed || digits * 6 >= length)) {
        return None;
    }
    match length {
        50..=128 => Some(Shape::Long),
        32..50 => Some(Shape::Short),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
