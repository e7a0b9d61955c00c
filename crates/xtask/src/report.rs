//! What a chain of steps says while it goes on, and at its end.

use anyhow::Result;
use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// How many checks went how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Counts {
    /// One check that passed.
    pub(crate) const PASS: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };

    /// One check that failed.
    pub(crate) const FAIL: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };

    /// `N passed, N failed`, and `, N skipped` where something was.
    pub(crate) fn summary(self) -> String {
        let mut line = format!("{} passed, {} failed", self.passed, self.failed);
        if self.skipped > 0 {
            line.push_str(&format!(", {} skipped", self.skipped));
        }
        line
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Names a step, does it, and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let begin = Instant::now();
    println!("==> {name}");
    let result = work();
    let outcome = if result.is_ok() { "done" } else { "FAILED" };
    println!("    {outcome} in {:.1} s", begin.elapsed().as_secs_f64());
    result
}

/// Steps that are all done, whatever becomes of the others.
#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<(String, Counts, Duration)>,
}

impl Report {
    /// Does a step that counts its checks. One that cannot be done is a failed check.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) {
        let begin = Instant::now();
        let counts = step(name, work).unwrap_or_else(|error| {
            println!("    {error:#}");
            Counts::FAIL
        });
        self.lines.push((name.to_owned(), counts, begin.elapsed()));
    }

    /// Prints every step's result; the last line is the count of all. Whether all passed.
    pub(crate) fn finish(self) -> bool {
        let mut all = Counts::default();
        println!();
        for (name, counts, time) in &self.lines {
            all += *counts;
            let mark = if counts.failed == 0 { "ok  " } else { "FAIL" };
            println!(
                "{mark} {name:<60} {:>6.1} s  {}",
                time.as_secs_f64(),
                counts.summary()
            );
        }
        println!("{}", all.summary());
        all.failed == 0
    }
}

/// Reads the counts out of what a test runner prints, line by line.
#[derive(Default)]
pub(crate) struct Tally {
    counts: Counts,
    is_seen: bool,
}

impl Tally {
    /// Looks at a line: the summary of cargo-nextest, or of one libtest program. What
    /// cargo-nextest shows of a program is indented, and in its own summary already,
    /// where a test that passed at its second try has passed.
    pub(crate) fn note(&mut self, line: &str) {
        let plain = without_colours(line);
        let summary = plain.strip_prefix("test result:").or_else(|| {
            let summary = plain.trim().strip_prefix("Summary");
            summary.filter(|summary| summary.contains(" run: "))
        });
        let Some(summary) = summary else { return };
        self.is_seen = true;
        let summary = summary.rsplit(" run: ").next().unwrap_or(summary);
        let words: Vec<&str> = summary
            .split([' ', ',', ';', '.', '(', ')'])
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let [number, what] = pair else { continue };
            let Ok(number) = number.parse::<u32>() else {
                continue;
            };
            match *what {
                "passed" => self.counts.passed += number,
                "failed" | "timed" => self.counts.failed += number,
                _ => {}
            }
        }
    }

    /// What was counted; none if the runner never came to its summary.
    pub(crate) fn counts(&self) -> Option<Counts> {
        self.is_seen.then_some(self.counts)
    }
}

/// The line without the terminal's escape sequences (ECMA-48 SGR).
fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::{Counts, Tally};

    #[test]
    fn both_runners_are_understood() {
        for (line, passed, failed) in [
            (
                "     Summary [   1.838s] 11 tests run: 11 passed, 0 skipped",
                11,
                0,
            ),
            (
                "     Summary [  12.0s] 9 tests run: 5 passed (1 slow), 3 failed, 1 timed out, 2 skipped",
                5,
                4,
            ),
            (
                "     Summary [ 900.0s] 348 tests run: 348 passed (1 flaky), 5 skipped",
                348,
                0,
            ),
            (
                "\u{1b}[32;1m     Summary\u{1b}[0m [ 1.8s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, 0 skipped",
                2,
                0,
            ),
            (
                "test result: FAILED. 7 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out",
                7,
                1,
            ),
            ("test result: ok. 0 passed; 0 failed", 0, 0),
        ] {
            let mut tally = Tally::default();
            tally.note(line);
            let wanted = Counts {
                passed,
                failed,
                skipped: 0,
            };
            assert_eq!(tally.counts(), Some(wanted), "{line}");
        }
        for line in [
            "running 3 tests: Summary of nothing",
            "    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
        ] {
            let mut tally = Tally::default();
            tally.note(line);
            assert_eq!(tally.counts(), None, "{line}");
        }
    }

    #[test]
    fn the_last_line_says_what_was_skipped_only_if_something_was() {
        let mut counts = Counts::PASS;
        counts += Counts::FAIL;
        assert_eq!(counts.summary(), "1 passed, 1 failed");
        counts.skipped = 2;
        assert_eq!(counts.summary(), "1 passed, 1 failed, 2 skipped");
    }
}
