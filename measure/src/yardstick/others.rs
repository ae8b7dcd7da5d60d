//! The same measure of keys that others' word lists and programs made, beside the Python zxcvbn and the real Django.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::{Counts, Options, between_marks, count, share};

/// What is written with `--write`.
const WRITTEN: &str = "measure/others.md";

/// The head of both tables.
const HEAD: &str = "| keys | of them | Keyproof | zxcvbn | Django’s check |\n| --- | --: | --: | --: | --: |\n";

/// What stands above the table of all families and what is missed of them.
const ABOUT: &str = "\
# Keys that others' lists and programs make
Written by `cargo xtask yardstick` as `measure/beside.py` tells: of each family, which is named as `measure/others.py`
names it, how many keys are called anything but fit by Keyproof, are told with fewer than 2^80 guesses by zxcvbn, and
are warned of by Django's own check. Each was asked about the same keys. `weak-…` hold 80 bits at most, so that all of
them should be caught; of `good-…` none. Below the table stands every weak key that is called fit, and every good one
that is not.

";

/// Prints the table of the families in `folder`: those whose names begin with `weak` should be caught, and of the
/// others none.
pub(super) fn run(options: &Options, folder: &Path) -> Result<()> {
    let mut files: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.sort();
    let mut beside = options.beside.as_deref().map(Beside::start).transpose()?;
    let (mut table, mut listed) = (HEAD.to_owned(), String::new());
    let mut groups: BTreeMap<(bool, String), Counts> = BTreeMap::new();
    for path in files {
        let name = path.file_stem().and_then(|name| name.to_str()).context("the name of a family is no text")?;
        let keys: Vec<_> = fs::read_to_string(&path)?.lines().map(str::to_owned).collect();
        let is_weak = name.starts_with("weak");
        let (mut counts, missed) = count(options, is_weak, name, keys.iter().cloned());
        if let Some(beside) = &mut beside {
            (counts.asked, counts.zxcvbn, counts.django) = (keys.len(), 0, 0);
            for key in &keys {
                let [zxcvbn, django] = beside.refuse(key)?;
                counts.zxcvbn += usize::from(zxcvbn);
                counts.django += usize::from(django);
            }
        }
        row(&mut table, name, &counts)?;
        groups.entry((!is_weak, group(name))).or_default().add(&counts);
        if !missed.is_empty() {
            writeln!(listed, "\n## {name}: {} of {}\n```\n{}\n```", missed.len(), counts.keys, missed.join("\n"))?;
        }
    }
    let mut short = HEAD.to_owned();
    for ((is_good, group), counts) in &groups {
        row(&mut short, &format!("{}{group}", if *is_good { "good: " } else { "" }), counts)?;
    }
    println!("{table}\n{short}");
    if options.write {
        between_marks("others", &short)?;
        fs::write(WRITTEN, format!("{ABOUT}{table}{listed}"))?;
    }
    Ok(())
}

fn row(table: &mut String, name: &str, counts: &Counts) -> Result<()> {
    let (keyproof, zxcvbn) = (share(counts.keyproof, counts.keys), share(counts.zxcvbn, counts.asked));
    writeln!(table, "| {name} | {} | {keyproof} | {zxcvbn} | {} |", counts.keys, share(counts.django, counts.keys))?;
    Ok(())
}

/// What a family is of, in words, so that those of one kind are one row.
fn group(name: &str) -> String {
    let name = name.strip_prefix("weak-").or_else(|| name.strip_prefix("good-")).unwrap_or(name);
    let Some((of, how)) = name.rsplit_once('-') else { return name.to_owned() };
    let how = match how {
        "joined" => "small letters",
        "Capitals" => "a capital each",
        "signs" => "signs between",
        _ => return name.to_owned(),
    };
    match (of.strip_prefix("sentence-"), of.rsplit_once('-')) {
        (Some("en"), _) => format!("English sentences, {how}"),
        (Some(_), _) => format!("sentences in other languages, {how}"),
        (_, Some((list, number))) => {
            let is_english = ["en_", "xkcdpass-eff", "xkcdpass-legacy"].iter().any(|start| list.starts_with(start));
            format!("{number} words of {} lists, {how}", if is_english { "English" } else { "other" })
        }
        _ => name.to_owned(),
    }
}

/// `measure/beside.py`, which answers for zxcvbn and for Django.
struct Beside {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Beside {
    fn start(python: &Path) -> Result<Self> {
        let mut command = Command::new(python);
        command.arg("measure/beside.py").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().context("that Python does not start")?;
        let questions = process.stdin.take().context("it has no input")?;
        let answers = BufReader::new(process.stdout.take().context("it has no output")?);
        Ok(Self { process, questions, answers })
    }

    /// Whether zxcvbn and Django refuse this key.
    fn refuse(&mut self, key: &str) -> Result<[bool; 2]> {
        writeln!(self.questions, "{key}")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let digits = answer.trim_end().as_bytes();
        ensure!(digits.len() == 2, "beside.py answers {answer:?}: does that Python have Django and zxcvbn?");
        Ok([digits[0] == b'1', digits[1] == b'1'])
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It ends with its input, or is no longer needed.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_of_one_kind_are_one_row() {
        for (name, expected) in [
            ("weak-en_eff-4-joined", "4 words of English lists, small letters"),
            ("weak-xkcdpass-eff-long-6-Capitals", "6 words of English lists, a capital each"),
            ("good-pt-br-10-signs", "10 words of other lists, signs between"),
            ("weak-sentence-en-joined", "English sentences, small letters"),
            ("weak-sentence-pt_BR-signs", "sentences in other languages, signs between"),
            ("good-pwgen-s-y-50", "pwgen-s-y-50"),
        ] {
            assert_eq!(group(name), expected);
        }
    }
}
