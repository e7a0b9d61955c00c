//! How much of what a manifest says of a message is shown to a person.

use crate::corpus::{Case, collapsed, expected};
use serde_json::Value;
use std::collections::BTreeMap;

/// What of each fact must be shown right, in per cent.
const BARS: [(&str, f64); 5] = [
    ("subject", 99.0),
    ("sender", 98.0),
    ("attachment count", 96.0),
    ("attachment names", 95.0),
    ("first words", 95.0),
];

/// An open message as a person sees it.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The subject; empty where there is none.
    pub subject: String,
    /// The senders, with their names and addresses.
    pub sender: String,
    /// The names of what is attached.
    pub attachments: Vec<String>,
    /// The text, or what is read of the HTML.
    pub words: String,
    /// The plain text, where there is one to choose over the HTML.
    pub plain: String,
}

/// Facts shown right and wrong, by kind.
#[derive(Default)]
pub struct Score {
    right: BTreeMap<&'static str, u32>,
    wrong: BTreeMap<&'static str, Vec<String>>,
}

impl Score {
    /// Compares a message with what its manifest says of it.
    pub fn add(&mut self, case: &Case, shown: &Shown) {
        if case.manifest["stretch"].is_string() {
            return;
        }
        for (fact, wrong) in facts(case, shown) {
            match wrong {
                None => *self.right.entry(fact).or_default() += 1,
                Some(wrong) => {
                    let line = format!("{}: {wrong}", case.id);
                    self.wrong.entry(fact).or_default().push(line);
                }
            }
        }
    }

    /// Right, and all.
    fn counts(&self, fact: &str) -> (u32, u32) {
        let right = self.right.get(fact).copied().unwrap_or(0);
        let wrong = self.wrong.get(fact).map_or(0, Vec::len);
        (right, right + u32::try_from(wrong).unwrap_or(u32::MAX))
    }

    /// Whether every fact was shown right.
    pub fn is_perfect(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Those kinds of facts of which too few were shown right.
    pub fn below_the_bar(&self) -> Vec<String> {
        let shares = BARS.iter().map(|(fact, bar)| (fact, bar, self.share(fact)));
        shares
            .filter(|(_, bar, share)| share < bar)
            .map(|(fact, bar, share)| format!("{fact}: {share:.1} %, and {bar} % must be"))
            .collect()
    }

    fn share(&self, fact: &str) -> f64 {
        let (right, all) = self.counts(fact);
        f64::from(right) * 100.0 / f64::from(all.max(1))
    }
}

/// The score by kind, and each fact that was shown wrong.
impl core::fmt::Display for Score {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let facts = self.right.keys().chain(self.wrong.keys());
        for fact in facts.collect::<std::collections::BTreeSet<_>>() {
            let (right, all) = self.counts(fact);
            writeln!(f, "{fact}: {right} of {all} ({:.1} %)", self.share(fact))?;
            for line in self.wrong.get(fact).into_iter().flatten() {
                writeln!(f, "  {line}")?;
            }
        }
        Ok(())
    }
}

/// Each fact that the manifest states, with what is shown instead if that is wrong.
fn facts(case: &Case, shown: &Shown) -> Vec<(&'static str, Option<String>)> {
    let mut facts = Vec::new();
    let mut note = |fact, is_right: bool, wanted: &Value, there: &dyn core::fmt::Debug| {
        let wrong = (!is_right).then(|| format!("{wanted} but {there:.120?}"));
        facts.push((fact, wrong));
    };
    let subject = collapsed(&shown.subject);
    if let Some(wanted) = expected(case, "subject") {
        let is_right = wanted
            .as_str()
            .is_some_and(|wanted| same(&subject, &collapsed(wanted)));
        note("subject", is_right, wanted, &subject);
    }
    if let Some(wanted) = expected(case, "subject_any") {
        let is_right = strings(wanted).iter().any(|wanted| same(&subject, wanted));
        note("subject", is_right, wanted, &subject);
    }
    for key in ["from", "from_name"] {
        if let Some(wanted) = expected(case, key) {
            let there = collapsed(&shown.sender).to_lowercase();
            let text = collapsed(wanted.as_str().unwrap_or("")).to_lowercase();
            note("sender", contains(&there, &text), wanted, &there);
        }
    }
    let there = &shown.attachments;
    // What a container of Outlook's holds is listed in its place.
    let inside = expected(case, "tnef_contents").map(strings);
    let inside = inside.filter(|inside| !inside.is_empty());
    if let Some(inside) = &inside {
        let is_right = are_among(inside, there);
        note("attachment names", is_right, &inside.clone().into(), there);
    }
    for key in ["attachments", "attachments_only"] {
        if let Some(wanted) = expected(case, key) {
            let mut count = wanted.as_u64().unwrap_or(u64::MAX) as usize;
            if let Some(inside) = &inside {
                count = count.saturating_sub(1) + inside.len();
            }
            note("attachment count", there.len() == count, wanted, there);
        }
    }
    for key in ["attachment_names", "attachment_names_include"] {
        if let Some(wanted) = expected(case, key) {
            let is_right = are_among(&strings(wanted), there);
            note("attachment names", is_right, wanted, there);
        }
    }
    for key in ["text_starts", "text_first_words", "text_contains"] {
        if let Some(wanted) = expected(case, key) {
            let text = bare(wanted.as_str().unwrap_or(""));
            let words = [&shown.words, &shown.plain].map(|words| bare(words));
            let is_right = words.iter().any(|words| contains(words, &text));
            note("first words", is_right, wanted, &words);
        }
    }
    facts
}

/// Whether each of `wanted` is among `there`, as often as it is wanted.
fn are_among(wanted: &[String], there: &[String]) -> bool {
    let mut there: Vec<String> = there.iter().map(|name| collapsed(name)).collect();
    wanted.iter().all(|name| {
        let found = there.iter().position(|there| same(there, name));
        found.map(|found| there.swap_remove(found)).is_some()
    })
}

/// The text without what an HTML part and its plain twin show differently:
/// white space, and the marks of quotes.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '>')
        .collect()
}

/// Whether `there` is `wanted`. What the manifest's source could not decode
/// itself (U+FFFD) may be any character.
fn same(there: &str, wanted: &str) -> bool {
    begins_with(there, wanted) && there.chars().count() == wanted.chars().count()
}

fn contains(there: &str, wanted: &str) -> bool {
    let mut starts = there.char_indices().map(|(at, _)| at);
    wanted.is_empty() || starts.any(|at| begins_with(&there[at..], wanted))
}

fn begins_with(there: &str, wanted: &str) -> bool {
    let mut there = there.chars();
    let mut wanted = wanted.chars();
    wanted.all(|c| {
        let next = there.next();
        next == Some(c) || (c == char::REPLACEMENT_CHARACTER && next.is_some())
    })
}

fn strings(list: &Value) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(collapsed).collect()
}
