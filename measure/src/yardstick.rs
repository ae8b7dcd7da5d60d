//! `cargo xtask yardstick`: how many weak keys of each family are caught, and how many random ones are
//! called weak, by Keyproof, by zxcvbn, by Django's own check, and by a meter that multiplies.
//!
//! The corpora are split in two by a hash of each key. The models are tuned on one half only
//! (`--half tuning`); the table is of the other. `--others FOLDER` measures keys that others' lists and programs
//! made instead, as `measure/others.py` writes them: nothing is tuned on those. With `--beside PYTHON` the Python
//! zxcvbn and the real Django are asked about the same keys.

use std::{collections::BTreeMap, fmt::Write, fs, path::PathBuf};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use fastrand::Rng;
use keyproof::check::{Checker, Verdict};

use crate::corpora::{RANDOM, WEAK};

mod others;

/// What `cargo xtask yardstick` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How many keys of each family are made; about half of them are in each half.
    #[arg(long, default_value_t = 4_000)]
    keys: usize,

    /// The half that is looked at.
    #[arg(long, value_enum, default_value = "kept")]
    half: Half,

    /// Print what was missed.
    #[arg(long)]
    misses: bool,

    /// Leave out zxcvbn, which takes nearly all the time.
    #[arg(long)]
    quick: bool,

    /// Write the table into README.md, and every miss into measure/misses.md, or of others' keys into
    /// measure/others.md.
    #[arg(long)]
    write: bool,

    /// Measure the keys of this folder instead: a file for each family, a key on each line.
    #[arg(long)]
    others: Option<PathBuf>,

    /// A Python with Django and zxcvbn, which are asked about the same keys; see measure/beside.py.
    #[arg(long, requires = "others")]
    beside: Option<PathBuf>,
}

/// One half of the corpora.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Half {
    /// For tuning the models.
    Tuning,
    /// Never looked at while tuning.
    Kept,
}

/// The half that a key is in, by the FNV-1a hash of its bytes.
fn half(key: &str) -> Half {
    let hash = key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    if (hash >> 33).is_multiple_of(2) { Half::Tuning } else { Half::Kept }
}

/// How many of some keys each judge calls weak.
#[derive(Default)]
struct Counts {
    keys: usize,
    keyproof: usize,
    zxcvbn: usize,
    asked: usize,
    django: usize,
    meter: usize,
}

/// zxcvbn is asked about so many keys of each family at most: it is slow with long ones.
const ASKED: usize = 500;

/// Makes the table, prints it, and writes it into the README if it was told to.
pub(crate) fn run(options: &Options) -> Result<()> {
    if let Some(folder) = &options.others {
        return others::run(options, folder);
    }
    let mut table = String::from(HEAD);
    let mut misses = String::from(MISSES);
    for (title, families) in [("weak, caught", WEAK), ("random, called weak", RANDOM)] {
        let mut all = Counts::default();
        for (name, make) in families {
            let mut random = Rng::with_seed(20_261_125);
            let keys = (0..options.keys).map(|_| make(&mut random)).filter(|key| half(key) == options.half);
            let (counts, unseen) = count(options, title.starts_with("weak"), name, keys);
            if !unseen.is_empty() {
                writeln!(misses, "\n## {name}: {} of {}\n```", unseen.len(), counts.keys)?;
                for key in unseen {
                    writeln!(misses, "{key}")?;
                }
                misses.push_str("```\n");
            }
            row(&mut table, name, &counts)?;
            all.add(&counts);
        }
        row(&mut table, &format!("**all {title}**"), &all)?;
    }
    println!("{table}");
    if options.write {
        between_marks("yardstick", &table)?;
        fs::write("measure/misses.md", misses)?;
    }
    Ok(())
}

/// Puts a table into README.md, where the marks of this name stand.
fn between_marks(name: &str, table: &str) -> Result<()> {
    let readme = fs::read_to_string("README.md")?;
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = readme.split_once(&begin).context("README.md has no mark for the table")?;
    let (_, after) = rest.split_once(&end).context("README.md has no end mark for the table")?;
    fs::write("README.md", format!("{before}{begin}{table}{end}{after}"))?;
    Ok(())
}

/// The head of the table.
const HEAD: &str = "| keys | of each | Keyproof | zxcvbn | Django’s check | length × symbols |\n| --- | --: | --: | --: | --: | --: |\n";

/// What stands above the misses, and explains them.
const MISSES: &str = "\
# What is missed
Written by `cargo xtask yardstick -- --write`: every weak key of the half never looked at that is called fit, and
every random one that is not.

A weak key is missed where what the models know of it saves fewer bits than chance may save: 12 to 22, by its length and letters
(`by_chance` in `src/check/guess.rs`). That is the price of never calling a random key weak. In numbers: a word that is
in a list saves some 8 bits and one that is in none some 4, so seven short words of a language of which the lists have
few are missed, and so are such words with every second letter swapped, for that makes each letter dearer to tell. Longer
lists would catch them, and weigh more in the page. Filler of random digits leaves a short placeholder too few letters
of its own. Text in base64 is held to the same measure once it is decoded.
";

/// What was counted, and what was missed.
fn count(options: &Options, is_weak: bool, name: &str, keys: impl Iterator<Item = String>) -> (Counts, Vec<String>) {
    let mut missed = Vec::new();
    let checker = Checker::default();
    let mut counts = Counts::default();
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys {
        counts.keys += 1;
        let judged = checker.judge(&key);
        let fit = judged.len() == 1 && judged[0].verdict == Verdict::Fit;
        counts.keyproof += usize::from(!fit);
        for finding in judged.iter().flat_map(|one| &one.findings) {
            *findings.entry(finding.id).or_default() += 1;
        }
        if fit == is_weak {
            if options.misses {
                println!("{name}: {key:?} {:?}", judged.first().map(|one| (one.bits, &one.model)));
            }
            missed.push(key.clone());
        }
        counts.django += usize::from(judged.first().is_some_and(|one| !one.django.is_empty()));
        counts.meter += usize::from(meter(&key) < 112.0);
        if !options.quick && counts.asked < ASKED {
            counts.asked += 1;
            counts.zxcvbn += usize::from(u8::from(zxcvbn::zxcvbn(&key, &[]).score()) < 4);
        }
    }
    if options.misses {
        println!("{name}: {findings:?}");
    }
    (counts, missed)
}

/// What a plain meter says: the length times the bits of the kinds of characters in it.
fn meter(key: &str) -> f64 {
    let has = |test: fn(&char) -> bool| key.chars().any(|character| test(&character));
    let kinds = [
        (has(char::is_ascii_lowercase), 26.0),
        (has(char::is_ascii_uppercase), 26.0),
        (has(char::is_ascii_digit), 10.0),
        (has(char::is_ascii_punctuation), 32.0),
        (key.chars().any(|character| !character.is_ascii_graphic()), 100.0),
    ];
    let symbols: f64 = kinds.iter().filter(|(has, _)| *has).map(|(_, count)| count).sum();
    key.chars().count() as f64 * symbols.max(1.0).log2()
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.keys += other.keys;
        self.keyproof += other.keyproof;
        self.zxcvbn += other.zxcvbn;
        self.asked += other.asked;
        self.django += other.django;
        self.meter += other.meter;
    }
}

fn share(part: usize, all: usize) -> String {
    if all == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * part as f64 / all as f64) }
}

fn row(table: &mut String, name: &str, counts: &Counts) -> Result<()> {
    writeln!(
        table,
        "| {name} | {} | {} | {} | {} | {} |",
        counts.keys,
        share(counts.keyproof, counts.keys),
        share(counts.zxcvbn, counts.asked),
        share(counts.django, counts.keys),
        share(counts.meter, counts.keys)
    )?;
    Ok(())
}
