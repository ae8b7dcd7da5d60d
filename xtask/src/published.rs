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
const ROOM: usize = 8_620;

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
mod tests {
    use std::io::Read;

    use base64::{Engine, prelude::BASE64_STANDARD};
    use flate2::read::DeflateDecoder;
    use keyproof::check::{Checker, Verdict};

    use super::*;

    /// The package's list, if the set-up of the tests has it.
    fn list() -> Option<String> {
        env::var_os("KEYPROOF_WORDLIST").map(|_| word_list().expect("the list is there"))
    }

    fn shipped() -> Vec<u8> {
        fs::read(root().expect("a folder").join(SHIPPED)).expect("the digests are there")
    }

    /// The keys of both lists that the page knows, as far as their text is there.
    fn keys() -> Vec<String> {
        let gathered = gathered().expect("a list");
        let room = ROOM - gathered.len();
        let list = list().unwrap_or_default();
        let mut keys: Vec<_> = picked(&list).into_iter().take(room).map(|(key, _)| key.to_owned()).collect();
        keys.extend(gathered.into_iter().filter_map(|gathered| gathered.key));
        keys
    }

    #[test]
    fn the_shipped_digests_are_those_of_the_lists() {
        let gathered = gathered().expect("a list");
        assert!(gathered.len() >= 150, "{}", gathered.len());
        let shipped = shipped();
        for key in &gathered {
            assert!(Filter(&shipped).holds(&key.known.digest));
        }
        if let Some(list) = list() {
            let made = make(&list, &gathered).expect("digests");
            assert!(made == shipped, "run `cargo xtask published`");
            let told = fs::read_to_string(root().expect("a folder").join(PRODUCTS)).expect("the products are there");
            assert!(products(&gathered) == told, "run `cargo xtask published`");
        }
    }

    #[test]
    fn every_key_is_found_however_it_is_wrapped() {
        let shipped = shipped();
        let filter = Filter(&shipped);
        for key in keys() {
            for (how, text) in wrapped(&key) {
                let found = Form::of(&text).is_some_and(|form| {
                    filter.holds(&form.sha256()) || form.pieces().any(|piece| filter.holds(&piece))
                });
                assert!(found, "{how}: {key} as {text}");
            }
        }
    }

    #[test]
    fn a_key_is_found_wherever_it_stands() {
        let checker = Checker::default();
        // Each 20th, for a judgement takes its time; those that are sure to be found within quotes and blanks.
        let sure = |key: &String| !key.contains(['\'', '"', ' ', '#', '\\']);
        for key in keys().into_iter().filter(sure).step_by(20) {
            for text in [
                format!("SECRET_KEY: {key}"),
                format!("{{\n  \"DEBUG\": true,\n  \"SECRET_KEY\": \"{key}\"\n}}"),
                format!("SetEnv DJANGO_SECRET_KEY {key}"),
                format!("settings.configure(DEBUG=True, SECRET_KEY='{key}')"),
                format!("Take {key} for it."),
            ] {
                let judged = checker.judge(&text);
                let found = judged.iter().any(|judged| judged.findings.iter().any(|finding| finding.id == "published"));
                assert!(found, "{text}");
            }
        }
    }

    /// Cut before its sixteenth character a key has no digest, for there would have to be one of each beginning. What
    /// is left holds 85 bits at most, and is called cut or too short.
    #[test]
    fn what_is_left_of_a_key_cut_early_is_not_fit() {
        let checker = Checker::default();
        for key in keys() {
            let plain = plain(&key);
            for cut in ['#', '$'] {
                let Some((kept, _)) = plain.split_once(cut).filter(|(kept, _)| !kept.is_empty()) else { continue };
                for judged in checker.judge(kept) {
                    assert_ne!(judged.verdict, Verdict::Fit, "{key} cut at {cut}");
                }
            }
        }
    }

    /// A key as Django has it: some stand in the lists as they stood in code or in a web page.
    fn plain(key: &str) -> String {
        let bare = key.trim_matches(['\'', '"']);
        bare.strip_prefix("django-insecure-").unwrap_or(bare).replace("&amp;", "&")
    }

    /// The ways in which keys are pasted.
    fn wrapped(key: &str) -> Vec<(&'static str, String)> {
        let tail = key.strip_prefix("django-insecure-").unwrap_or(key);
        let percent = |only: &str| -> String {
            key.chars().map(|c| if only.contains(c) { format!("%{:02X}", c as u32) } else { c.to_string() }).collect()
        };
        let html = key.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let mut ways = vec![
            ("as it is", key.to_owned()),
            ("in single quotes", format!("'{key}'")),
            ("in double quotes", format!("\"{key}\"")),
            ("in both", format!("\"'{key}'\"")),
            ("with blanks", format!(" {key} \n")),
            ("with a name", format!("SECRET_KEY={key}")),
            ("with a name and quotes", format!("export DJANGO_SECRET_KEY=\"{key}\"\r\n")),
            ("in Python", format!("SECRET_KEY = '{key}'")),
            ("in YAML", format!("- SECRET_KEY: '{key}'")),
            ("with the prefix", format!("django-insecure-{tail}")),
            ("with the prefix in quotes", format!("'django-insecure-{tail}'")),
            ("without the prefix", tail.to_owned()),
            ("in capitals", key.to_ascii_uppercase()),
            ("in small letters", key.to_ascii_lowercase()),
            ("escaped for Compose", key.replace('$', "$$")),
            ("escaped for a shell", key.replace('$', "\\$")),
            ("escaped for double quotes", key.replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`")),
            ("escaped for an ini file", key.replace('%', "%%")),
            ("with %24", percent("$")),
            ("with % for all but letters", percent("!@#$%^&*(=+)/")),
            ("escaped for HTML", html.clone()),
            ("escaped for HTML twice", html.replace('&', "&amp;")),
            ("with quotes escaped for HTML", html.replace('"', "&quot;").replace('\'', "&#x27;")),
            ("with a byte order mark", format!("\u{feff}{key}")),
            ("with a zero-width space", format!("{}\u{200b}{}", &key[..1], &key[1..])),
            ("over two lines", format!("{}\n{}", &key[..6], &key[6..])),
        ];
        let plain = plain(key);
        // What looks like an escape, such as `%44` or `$$`, is shorter in the form.
        let enough = |kept: &str| {
            let shorter = 2 * kept.matches('%').count() + kept.matches("$$").count();
            kept.len() >= Form::LEAST + shorter.min(9)
        };
        for (how, cut) in [("cut at its first #", '#'), ("cut at its first $", '$')] {
            if let Some((kept, _)) = plain.split_once(cut).filter(|(kept, _)| enough(kept)) {
                ways.push((how, kept.to_owned()));
                ways.push((how, format!("django-insecure-{kept}")));
            }
        }
        ways
    }

    /// What is in the page is not what it knows.
    #[test]
    fn the_page_carries_no_key() {
        let Ok(page) = fs::read_to_string(root().expect("a folder").join("dist/index.html")) else { return };
        let (_, rest) = page.split_once("data-digest=\"").expect("the WASM is there");
        let (wasm, _) = rest.split_once('>').and_then(|(_, rest)| rest.split_once('<')).expect("an element");
        let mut inflated = Vec::new();
        let deflated = BASE64_STANDARD.decode(wasm).expect("base64");
        DeflateDecoder::new(&deflated[..]).read_to_end(&mut inflated).expect("deflated");
        // By their first eight bytes, so that each place is looked at once.
        let keys = keys();
        let starts: HashSet<_> = keys.iter().filter_map(|key| key.as_bytes().first_chunk::<8>()).collect();
        for (at, start) in inflated.windows(8).enumerate() {
            if starts.contains(&<[u8; 8]>::try_from(start).expect("eight")) {
                let key = keys.iter().find(|key| inflated[at..].starts_with(key.as_bytes()));
                assert_eq!(key, None, "the page carries a key");
            }
        }
    }

    #[test]
    fn a_line_of_the_list() {
        let hex = "00ff".repeat(16);
        let digest = [0, 255].repeat(16).try_into().expect("32 bytes");
        for (start, is_piece) in [("sha256:", false), ("piece:", true)] {
            let expected = Gathered { known: Known { is_piece, digest }, key: None, product: None };
            assert_eq!(gathered_in(&format!("{start}{hex}\ta/b\tc.py")).expect("a line"), expected);
        }
        let line = gathered_in(&format!("piece:{hex}\ta/b\tc.py\tA (since 2019)")).expect("a line");
        assert_eq!(products(&[line]), "00ff00ff\tA (since 2019)\n");
        assert!(gathered_in("some-key-of-a-product\ta/b\tc.py").expect("a line").key.is_some());
        for wrong in ["some-key-of-a-product\ta/b", "short\ta/b\tc.py", "sha256:00\ta/b\tc.py"] {
            assert!(gathered_in(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_only_a_list_knows() {
        for (entry, expected) in [
            ("'3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1c*gjaue2wq7m&x2k9d'", Some(Shape::Django)),
            ("3k$w9(q!z3#p0@l_r8dh5t+n4s=f6yb1&amp;gjaue2wq7m&amp;x2k9d", Some(Shape::Django)),
            ("8f42a73054b1749f8f58848be5e6502c94b1f2a0aabbccddee", Some(Shape::Long)),
            ("8f42a73054b1749f8f58848be5e6502c94b1f2a0", Some(Shape::Short)),
            ("8f42a73054b1749f8f58848be5e6502c", Some(Shape::Short)),
            ("8f42a73054b1749f", None),
            ("my_super_secret_key_1234567890_abcdefgh!@#$%^&*", None),
            ("Activar mensaxes privadas 0123456789 y otras cosas", None),
            ("00000000000000000000000000000000000000000000000000", None),
        ] {
            assert_eq!(shape(entry), expected, "{entry}");
        }
    }
}
