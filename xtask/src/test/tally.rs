//! Counting what passed, from what test runners print.

use std::{fmt, ops::AddAssign};

/// How many tests passed and failed, and what was not run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    /// What was not run, each with the reason.
    pub(crate) not_run: Vec<String>,
    /// What somebody who looks at a failure should know.
    pub(crate) notes: Vec<String>,
    /// Whether a runner counted, if only to nothing.
    counted: bool,
}

impl Tally {
    /// A part that is a test as a whole.
    pub(crate) fn of(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into(), ..Self::default() }
    }

    /// Takes in a line of a test's output. A test that finds a part of itself impossible says so on
    /// a line of its own: `not run: what: why`; `left out: …` where no set-up could bring what it needs, so that it is
    /// no fault of this machine.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(what) = line.trim().strip_prefix("left out: ") {
            self.notes.push(what.to_owned());
        }
        if let Some(what) = line.trim().strip_prefix("not run: ") {
            self.not_run.push(what.to_owned());
        }
        // test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; …
        let Some((_, counts)) = line.split_once("test result: ") else { return };
        let count = |of: &str| {
            let words: Vec<_> = counts.split([' ', ';']).collect();
            let at = words.iter().position(|word| *word == of)?;
            words.get(at.checked_sub(1)?)?.parse::<usize>().ok()
        };
        self.counted = true;
        self.passed += count("passed").unwrap_or(0);
        self.failed += count("failed").unwrap_or(0);
        match count("ignored") {
            None | Some(0) => {}
            Some(ignored) => self.not_run.push(format!("{ignored} tests that are marked as ignored")),
        }
    }

    /// Takes in how the command ended. One that failed has a failure even if it counted none, and
    /// one that is no test runner is a test by itself.
    pub(crate) fn end(&mut self, succeeded: bool) {
        if !succeeded && self.failed == 0 {
            self.failed = 1;
        } else if !self.counted {
            self.passed = 1;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.not_run.is_empty() { Ok(()) } else { write!(f, ", {} not run", self.not_run.len()) }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.not_run.extend(other.not_run);
        self.notes.extend(other.notes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str], succeeded: bool) -> (usize, usize, usize) {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally.end(succeeded);
        (tally.passed, tally.failed, tally.not_run.len())
    }

    #[test]
    fn counts_are_those_of_the_runners() {
        let ok = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        let failed = "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 4 filtered out; finished in 1s";
        assert_eq!(tally(&["running 12 tests", ok, ok], true), (24, 0, 0));
        assert_eq!(tally(&[ok, failed], false), (15, 2, 1));
        assert_eq!(tally(&[ok, "error: could not compile"], false), (12, 1, 0));
        assert_eq!(tally(&["Finished"], true), (1, 0, 0));
        assert_eq!(tally(&["test result: ok. 0 passed; 0 failed; 0 ignored"], true), (0, 0, 0));
        assert_eq!(tally(&[], false), (0, 1, 0));
        assert_eq!(tally(&[ok, "not run: webkit: no driver"], true), (12, 0, 1));
        assert_eq!(tally(&[ok, "left out: gcloud"], true), (12, 0, 0));
    }
}
