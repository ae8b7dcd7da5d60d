//! `cargo xtask test`: sets up what the tests need and runs all of them.
//!
//! Every part runs even if one before it failed. At the end stands what each of them came to, what
//! was not run and why, and on the very last line the sum: `N passed, N failed`.

use std::{
    env,
    fs::{self, File},
    io::{self, BufRead, BufReader, IsTerminal, Write},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::{
    tables,
    tools::{self, SetUp, Tools, cargo},
};

mod tally;

use tally::Tally;

/// What `cargo xtask test` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Run this part only. May be given more than once, or with commas.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Part>,

    /// The seed of the generator of files for the loaders; each run prints its own.
    #[arg(long)]
    seed: Option<u64>,

    /// How many files are generated for each loader.
    #[arg(long)]
    files: Option<u64>,

    /// Of the loaders', stores' and browsers' tests those only that have this in their name.
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// A part of the tests, in the order in which they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The source's format, by rustfmt.
    Format,
    /// Clippy, natively and for the browser; warnings are errors.
    Lint,
    /// What `cargo deny` says of all that others wrote.
    Supply,
    /// Unit and property tests, the probe's, and the examples in the documentation.
    Unit,
    /// A chi-square test over ten million characters of each preset.
    Uniformity,
    /// Each loader's model against the real loader, rotation and signatures against real Django, and the
    /// stores' commands with their programs.
    Loaders,
    /// The page as one file, its policy and its imports.
    Build,
    /// The page in Chromium, Firefox and WebKit.
    Browsers,
}

/// Runs the tests. Whether all went well.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask is in the project's folder")?;
    env::set_current_dir(root)?;
    let wanted = |part: &Part| options.only.is_empty() || options.only.contains(part);
    let parts: Vec<_> = Part::value_variants().iter().copied().filter(wanted).collect();
    tools::rust()?;
    let mut set_up = SetUp::start(root, parts.contains(&Part::Loaders), parts.contains(&Part::Browsers))?;

    let mut results = Vec::new();
    for part in parts {
        println!("\n== {}", part.name());
        let begin = Instant::now();
        let mut step = Step { part, tally: Tally::default(), log: part.log()? };
        if let Err(error) = step.run(options, &mut set_up) {
            eprintln!("{error:#}");
            step.tally += Tally::of(false);
        }
        let time = begin.elapsed();
        println!("== {}: {} in {:.1} s", part.name(), step.tally, time.as_secs_f64());
        results.push((part, step.tally, time));
    }
    Ok(sum_up(&results))
}

/// Prints what all came to. Whether all went well.
fn sum_up(results: &[(Part, Tally, Duration)]) -> bool {
    let mut sum = Tally::default();
    let line =
        |name: &str, time: Duration, tally: &Tally| println!("{name:<11}{:>7.1} s   {tally}", time.as_secs_f64());
    println!("\n== summary; what each part printed is in target/test");
    for (part, tally, time) in results {
        line(&part.name(), *time, tally);
        sum += tally.clone();
    }
    line("all", results.iter().map(|(.., time)| *time).sum(), &sum);
    for note in &sum.notes {
        println!("note: {note}");
    }
    for what in &sum.not_run {
        println!("not run: {what}");
    }
    // Where nobody reads this, a test that is left out must not go unnoticed.
    if env::var_os("CI").is_some_and(|ci| ci == "true") {
        sum.failed += sum.not_run.len();
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    sum.failed == 0
}

impl Part {
    /// As `--only` has it.
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    fn log(self) -> Result<File> {
        let folder = Path::new("target/test");
        fs::create_dir_all(folder)?;
        Ok(File::create(folder.join(self.name()).with_extension("log"))?)
    }
}

/// A part under way.
struct Step {
    part: Part,
    tally: Tally,
    log: File,
}

impl Step {
    fn run(&mut self, options: &Options, set_up: &mut SetUp) -> Result<()> {
        match self.part {
            Part::Format => self.cargo(&["fmt", "--all", "--check"]),
            Part::Lint => {
                let native = ["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"];
                let core =
                    ["clippy", "--package=keyproof", "--no-default-features", "--all-targets", "--", "-Dwarnings"];
                let browser = ["clippy", "--package=keyproof", "--target=wasm32-unknown-unknown", "--", "-Dwarnings"];
                self.cargo(&native)?;
                self.cargo(&core)?;
                self.cargo(&browser)
            }
            Part::Supply => self.command(xtask()?.arg("supply")),
            Part::Unit => {
                self.cargo(&["test", "--package=keyproof", "--lib"])?;
                self.cargo(&["test", "--package=keyproof", "--doc"])?;
                self.cargo(&["test", "--package=keyproof", "--test", "fuzz"])?;
                self.cargo(&["test", "--package=xtask"])
            }
            Part::Uniformity => self.command(xtask()?.arg("uniformity")),
            Part::Loaders => {
                let mut tools = set_up.loaders()?;
                self.tally.notes.extend(tools.others().into_iter().map(|other| other.sentence));
                let numbers = [("KEYPROOF_SEED", options.seed), ("KEYPROOF_FILES", options.files)];
                let numbers = numbers.into_iter().filter_map(|(name, value)| Some((name, value?.to_string().into())));
                tools.variables.extend(numbers);
                // For the tables of the README: see `cargo xtask tables --again`.
                let _ = fs::remove_file(tables::RECORD);
                tools.variables.push(("KEYPROOF_RECORD", env::current_dir()?.join(tables::RECORD).into()));
                let name = options.name.as_ref();
                if name.is_none() {
                    self.with_tools(&["--package=keyproof", "--lib", "loader::"], &tools, name)?;
                }
                self.with_tools(&["--package=keyproof", "--test", "loaders"], &tools, name)?;
                self.with_tools(&["--package=keyproof", "--test", "rotation"], &tools, name)?;
                self.with_tools(&["--package=keyproof", "--test", "stores"], &tools, name)?;
                self.with_tools(&["--package=keyproof", "--test", "inspect"], &tools, name)?;
                if name.is_none() {
                    // The list of published keys is a package of Python, too.
                    self.with_tools(&["--package=xtask", "published::"], &tools, name)?;
                }
                Ok(())
            }
            Part::Build => {
                self.command(xtask()?.arg("build"))?;
                let mut test = cargo();
                test.args(["test", "--package=xtask", "the_page_carries_no_key"]);
                if let Some(list) = &set_up.word_list {
                    test.env("KEYPROOF_WORDLIST", list);
                }
                self.command(&mut test)
            }
            Part::Browsers => {
                self.command(xtask()?.arg("attacks"))?;
                let tools = set_up.browsers()?;
                self.with_tools(&["--package=keyproof", "--test", "page"], &tools, options.name.as_ref())
            }
        }
    }

    /// Runs some of the project's tests with all that could be had, and leaves out what could not.
    fn with_tools(&mut self, tests: &[&str], tools: &Tools, name: Option<&String>) -> Result<()> {
        let mut command = tests_with(tests, tools);
        command.args(name);
        for missing in &tools.missing {
            let not_run = format!("{}: {}", missing.tests.join(", "), missing.why);
            if !self.tally.not_run.contains(&not_run) {
                self.tally.not_run.push(not_run);
            }
        }
        self.command(&mut command)
    }

    fn cargo(&mut self, arguments: &[&str]) -> Result<()> {
        self.command(cargo().args(arguments))
    }

    /// Runs a command, shows and keeps what it prints, and counts its tests: as one if it is none
    /// that counts.
    fn command(&mut self, command: &mut Command) -> Result<()> {
        if io::stdout().is_terminal() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        let (reader, writer) = io::pipe()?;
        let mut child = command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer).spawn()?;
        // The command holds the pipe's other end, and the output ends when nobody does.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut tally = Tally::default();
        let (mut output, mut line) = (BufReader::new(reader), Vec::new());
        while output.read_until(b'\n', &mut line)? > 0 {
            io::stdout().write_all(&line)?;
            self.log.write_all(&line)?;
            tally.read(&String::from_utf8_lossy(&line));
            line.clear();
        }
        tally.end(child.wait()?.success());
        self.tally += tally;
        Ok(())
    }
}

/// Some of the project's tests, told what could be had; those that need what could not are left out.
pub(crate) fn tests_with(tests: &[&str], tools: &Tools) -> Command {
    let mut command = cargo();
    command.arg("test").args(tests).args(["--", "--nocapture"]);
    command.envs(tools.variables.iter().map(|(name, value)| (name, value)));
    for missing in &tools.missing {
        command.args(missing.tests.iter().flat_map(|test| ["--skip", test]));
    }
    command
}

/// This very program.
fn xtask() -> Result<Command> {
    Ok(Command::new(env::current_exe()?))
}
