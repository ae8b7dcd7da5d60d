//! `cargo xtask test`: sets up what the tests need and runs all of them.
//!
//! Every part runs even if one before it failed. The browsers, which are mostly waited for, run beside
//! the loaders, and what they print comes after. At the end stands what each of them came to, what
//! was not run and why, and on the very last line the sum: `N passed, N failed`.

use std::{
    env,
    fs::{self, File},
    io::{self, BufRead, BufReader, IsTerminal, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::{
    tables,
    tools::{self, SetUp, Tools, cargo},
};

mod changed;
mod tally;

use changed::Touched;
use tally::Tally;

/// What `cargo xtask test` can be told.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Run this part only. May be given more than once, or with commas.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Part>,

    /// What the change touches that is not on `main` yet, or not committed: its unit tests, its loaders, its
    /// stores, the check's corpora, the page in Chromium.
    #[arg(long, conflicts_with = "only")]
    changed: bool,

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
    /// Unit and property tests, the probe's, and the examples in the documentation.
    Unit,
    /// A chi-square test over ten million characters of each preset.
    Uniformity,
    /// What `cargo deny` says of all that others wrote.
    Supply,
    /// The page as one file, its policy and its imports.
    Build,
    /// Each loader's model against the real loader, rotation and signatures against real Django, and the
    /// stores' commands with their programs.
    Loaders,
    /// The page in Chromium, Firefox and WebKit.
    Browsers,
    /// What a change touches.
    #[value(skip)]
    Changed,
}

/// Runs the tests. Whether all went well.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask is in the project's folder")?;
    env::set_current_dir(root)?;
    let touched = if options.changed { Some(changed::touched(root, &changed::files(root)?)) } else { None };
    let wanted = |part: &Part| options.only.is_empty() || options.only.contains(part);
    let parts: Vec<_> = match touched {
        Some(_) => vec![Part::Format, Part::Changed],
        None => Part::value_variants().iter().copied().filter(wanted).collect(),
    };
    tools::rust()?;
    let loaders = touched.as_ref().is_some_and(|touched| !touched.loaders.is_empty() || !touched.stores.is_empty());
    let browsers = touched.as_ref().is_some_and(|touched| touched.page);
    let mut set_up =
        SetUp::start(root, loaders || parts.contains(&Part::Loaders), browsers || parts.contains(&Part::Browsers))?;

    let begin = Instant::now();
    let mut results = Vec::new();
    let beside = parts.contains(&Part::Loaders) && parts.contains(&Part::Browsers);
    for part in parts {
        match part {
            Part::Browsers if beside => {}
            Part::Loaders if beside => {
                set_up.finish()?;
                let mut both = [Step::new(Part::Loaders)?, Step::new(Part::Browsers)?];
                let [loaders, browsers] = &mut both;
                browsers.held = Some(Vec::new());
                let (mut for_browsers, touched) = (set_up.clone(), touched.as_ref());
                thread::scope(|scope| {
                    scope.spawn(|| browsers.run_whole(options, &mut for_browsers, touched));
                    loaders.run_whole(options, &mut set_up, touched);
                });
                io::stdout().write_all(&both[1].held.take().unwrap_or_default())?;
                results.extend(both);
            }
            _ => {
                let mut step = Step::new(part)?;
                step.run_whole(options, &mut set_up, touched.as_ref());
                results.push(step);
            }
        }
    }
    Ok(sum_up(&results, begin.elapsed()))
}

/// Prints what all came to. Whether all went well.
fn sum_up(results: &[Step], all: Duration) -> bool {
    let mut sum = Tally::default();
    let line =
        |name: &str, time: Duration, tally: &Tally| println!("{name:<11}{:>7.1} s   {tally}", time.as_secs_f64());
    println!("\n== summary; what each part printed is in target/test");
    for step in results {
        line(&step.part.name(), step.time, &step.tally);
        sum += step.tally.clone();
    }
    line("all", all, &sum);
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
        self.to_possible_value().map_or_else(|| "changed".to_owned(), |value| value.get_name().to_owned())
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
    time: Duration,
    log: File,
    /// What it has printed, where that is kept back.
    held: Option<Vec<u8>>,
}

impl Step {
    fn new(part: Part) -> Result<Self> {
        Ok(Self { part, tally: Tally::default(), time: Duration::ZERO, log: part.log()?, held: None })
    }

    /// Runs the part, and says what it came to.
    fn run_whole(&mut self, options: &Options, set_up: &mut SetUp, touched: Option<&Touched>) {
        self.say(format!("\n== {}\n", self.part.name()).as_bytes());
        let begin = Instant::now();
        if let Err(error) = self.run(options, set_up, touched) {
            self.say(format!("{error:#}\n").as_bytes());
            self.tally += Tally::of(false);
        }
        self.time = begin.elapsed();
        let came_to = format!("== {}: {} in {:.1} s\n", self.part.name(), self.tally, self.time.as_secs_f64());
        self.say(came_to.as_bytes());
    }

    fn say(&mut self, text: &[u8]) {
        match &mut self.held {
            Some(held) => held.extend(text),
            // Nobody may be there who reads it.
            None => drop(io::stdout().write_all(text)),
        }
    }

    fn run(&mut self, options: &Options, set_up: &mut SetUp, touched: Option<&Touched>) -> Result<()> {
        match self.part {
            Part::Changed => touched.map_or(Ok(()), |touched| self.changed(touched, set_up)),
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
            Part::Supply => {
                // It is a package of Python's.
                set_up.finish()?;
                self.command(xtask()?.arg("supply"))
            }
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
                let every = name.is_none().then_some("loader::");
                let library: Vec<_> = ["--package=keyproof", "--lib"].into_iter().chain(every).collect();
                self.with_tools(&library, &tools, name)?;
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
                // The set-up has had its time while all this was compiled.
                set_up.finish()?;
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

    /// Runs what a change touches.
    fn changed(&mut self, touched: &Touched, set_up: &mut SetUp) -> Result<()> {
        self.say(format!("{touched:#?}\n").as_bytes());
        for module in &touched.units {
            self.cargo(&["test", "--package=keyproof", "--lib", module])?;
        }
        if touched.xtask {
            self.cargo(&["test", "--package=xtask"])?;
        }
        let mut tools = set_up.loaders()?;
        // Fewer, for this is run again and again.
        tools.variables.push(("KEYPROOF_KEYS", "60".into()));
        tools.variables.push(("KEYPROOF_STORE_KEYS", "10".into()));
        if touched.loaders.contains("::files") {
            tools.variables.push(("KEYPROOF_FILES", "100".into()));
        }
        for name in &touched.loaders {
            self.with_tools(&["--package=keyproof", "--test", "loaders"], &tools, Some(name))?;
        }
        for name in &touched.stores {
            self.with_tools(&["--package=keyproof", "--test", "stores"], &tools, Some(name))?;
        }
        if touched.corpus {
            self.command(xtask()?.args(["yardstick", "--quick"]))?;
        }
        if touched.page {
            self.command(xtask()?.arg("build"))?;
            let name = "chromium::file".to_owned();
            self.with_tools(&["--package=keyproof", "--test", "page"], &set_up.browsers()?, Some(&name))?;
        }
        Ok(())
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
            self.say(&line);
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
    // One test asks many loaders.
    let missing: Vec<_> = tools.missing.iter().flat_map(|missing| missing.tests).copied().collect();
    command.env("KEYPROOF_MISSING", missing.join("\n"));
    for missing in &tools.missing {
        command.args(missing.tests.iter().flat_map(|test| ["--skip", test]));
    }
    command
}

/// This very program.
fn xtask() -> Result<Command> {
    Ok(Command::new(env::current_exe()?))
}
