//! Reads the messages of the shared corpus and compares what a person would
//! see with what its manifest says must be read out of them.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test's panic and its table are its report"
)]

mod encoding;

use encoding::EncodingTables;
use mime_message::{
    Container, Message, ReadingPlan, container, decode_text, file_name, parse_message,
    plan_reading, unpack, unreferenced_inline,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What share of each fact must be read right, in per cent: what was reached once.
const THRESHOLDS: [(&str, f64); 9] = [
    ("subject", 100.0),
    ("from", 99.2),
    ("from_name", 100.0),
    ("date", 100.0),
    ("attachments", 98.3),
    ("attachment_names", 98.2),
    ("text", 98.3),
    ("html", 100.0),
    ("tnef", 87.5),
];

#[test]
fn the_corpus_reads_as_its_manifest_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/eml");
    let Ok(manifest) = std::fs::read_to_string(folder.join("manifest.json")) else {
        println!("skipped: there is no corpus at {}", folder.display());
        return;
    };
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let mut score = Score::default();
    for entry in manifest.as_array().unwrap() {
        score.add(&folder, entry);
    }
    score.print();
    for (fact, threshold) in THRESHOLDS {
        let reached = score.percentage(fact);
        assert!(
            reached >= threshold,
            "{fact}: {reached:.1} %, and {threshold} % must be"
        );
    }
    assert!(
        score.slowest.0 < Duration::from_secs(2),
        "{} took {:?}",
        score.slowest.1,
        score.slowest.0
    );
}

/// Right and wrong readings by fact.
#[derive(Default)]
struct Score {
    right: BTreeMap<String, usize>,
    wrong: BTreeMap<String, Vec<String>>,
    slowest: (Duration, String),
}

impl Score {
    fn add(&mut self, folder: &Path, entry: &Value) {
        let id = entry["id"].as_str().unwrap();
        let path: PathBuf = folder.join(entry["file"].as_str().unwrap());
        let bytes = std::fs::read(path).unwrap();
        let start = Instant::now();
        let seen = Seen::read(&bytes);
        let time = start.elapsed();
        if time > self.slowest.0 {
            self.slowest = (time, id.to_owned());
        }
        if !entry["stretch"].is_null() {
            return;
        }
        for (key, expected) in expectations(entry) {
            let Some((fact, is_right, found)) = seen.judge(&key, &expected) else {
                continue;
            };
            if is_right {
                *self.right.entry(fact.to_owned()).or_default() += 1;
            } else {
                let line = format!("{id}: {key} {expected} but {found}");
                self.wrong.entry(fact.to_owned()).or_default().push(line);
            }
        }
    }

    fn counts(&self, fact: &str) -> (usize, usize) {
        let right = self.right.get(fact).copied().unwrap_or(0);
        let wrong = self.wrong.get(fact).map_or(0, Vec::len);
        (right, right + wrong)
    }

    fn percentage(&self, fact: &str) -> f64 {
        let (right, all) = self.counts(fact);
        100.0 * right as f64 / all.max(1) as f64
    }

    fn print(&self) {
        for lines in self.wrong.values() {
            for line in lines {
                println!("  {line}");
            }
        }
        let facts: std::collections::BTreeSet<&String> =
            self.right.keys().chain(self.wrong.keys()).collect();
        for fact in facts {
            let (right, all) = self.counts(fact);
            println!("{fact} {right}/{all} {:.1} %", self.percentage(fact));
        }
        println!("slowest: {} {:?}", self.slowest.1, self.slowest.0);
    }
}

/// What is expected: by construction over by its source over by agreement.
fn expectations(entry: &Value) -> BTreeMap<String, Value> {
    let mut expected = BTreeMap::new();
    for level in ["consensus", "upstream", "self"] {
        if let Some(facts) = entry["expect"][level].as_object() {
            expected.extend(
                facts
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone())),
            );
        }
    }
    expected
}

/// What a person would see of a message.
struct Seen {
    message: Message,
    plan: ReadingPlan,
    text: String,
    html: String,
    names: Vec<String>,
    /// How many inline parts the HTML does not show.
    unseen: usize,
}

impl Seen {
    fn read(bytes: &[u8]) -> Self {
        let message = parse_message(bytes, &EncodingTables);
        let plan = plan_reading(&message.structure, &EncodingTables);
        let text_of = |path| {
            let part = message.structure.part(path).unwrap();
            let body = message.body(path).unwrap();
            (part, decode_text(part, body, &EncodingTables).value)
        };
        let (mut text, mut html) = (String::new(), String::new());
        for path in plan.text.iter().chain(&plan.html).chain(&plan.more_text) {
            let (part, content) = text_of(path);
            let target = if part.media_type == "text/html" {
                &mut html
            } else {
                &mut text
            };
            target.push_str(&content);
            target.push('\n');
        }
        let unseen = unreferenced_inline(&plan, &message.structure, &html).len();
        let names = plan
            .attachments
            .iter()
            .chain(&plan.inline)
            .filter_map(|path| file_name(message.structure.part(path).unwrap(), &EncodingTables))
            .collect();
        Self {
            message,
            plan,
            text,
            html,
            names,
            unseen,
        }
    }

    /// The files in the containers that Outlook writes.
    fn outlook_files(&self) -> Vec<String> {
        let leaves = self.message.structure.leaves().into_iter();
        leaves
            .filter(|part| container(part, &EncodingTables) == Some(Container::Tnef))
            .filter_map(|part| {
                let bytes = self.message.body(&part.path)?;
                unpack(Container::Tnef, part, bytes, &EncodingTables)
            })
            .flat_map(|unpacked| unpacked.files)
            .map(|file| file.name.unwrap_or_default())
            .collect()
    }

    /// The fact that `key` is about, whether it is right, and what was read.
    fn judge(&self, key: &str, expected: &Value) -> Option<(&'static str, bool, String)> {
        let header = &self.message.header;
        let from = header.from.first();
        let text = expected.as_str().map(collapsed).unwrap_or_default();
        let same = |found: &str| equals(&collapsed(found), &text);
        let same_address =
            |found: &str| same(found) || collapsed(found).eq_ignore_ascii_case(&text);
        Some(match key {
            "subject" => ("subject", same(&header.subject), header.subject.clone()),
            "subject_any" => {
                let is_right = expected
                    .as_array()?
                    .iter()
                    .any(|one| one.as_str().map(collapsed) == Some(collapsed(&header.subject)));
                ("subject", is_right, header.subject.clone())
            }
            "from" => {
                let found = from.map(|from| from.address.clone()).unwrap_or_default();
                (
                    "from",
                    same_address(&found) || from.is_some_and(|from| same(from.label())),
                    found,
                )
            }
            "from_name" => {
                let found = from.map(|from| from.name.clone()).unwrap_or_default();
                ("from_name", same(&found), found)
            }
            "attachments" | "attachments_only" => {
                let count = expected.as_u64()? as usize;
                // Pictures that the text shows may count or not.
                let listed = self.plan.attachments.len() + self.unseen;
                let shown = self.plan.inline.len() - self.unseen;
                let is_right = (listed..=listed + shown).contains(&count);
                ("attachments", is_right, format!("{listed} + {shown}"))
            }
            "attachment_names" => {
                let mut wanted: Vec<String> = strings(expected);
                let mut found: Vec<String> =
                    self.names.iter().map(|name| collapsed(name)).collect();
                wanted.sort();
                found.sort();
                (
                    "attachment_names",
                    wanted.len() == found.len()
                        && found
                            .iter()
                            .zip(&wanted)
                            .all(|(found, wanted)| equals(found, wanted)),
                    format!("{found:?}"),
                )
            }
            "tnef_contents" => {
                let found = self.outlook_files();
                let mut left = found.clone();
                let is_right = strings(expected).iter().all(|name| {
                    let at = left.iter().position(|found| found == name);
                    at.map(|at| left.swap_remove(at)).is_some()
                });
                ("tnef", is_right, format!("{found:?}"))
            }
            "attachment_names_include" => {
                let is_right = strings(expected)
                    .iter()
                    .all(|name| self.names.contains(name));
                ("attachment_names", is_right, format!("{:?}", self.names))
            }
            "inline_images" => {
                let is_right = expected.as_u64()? as usize == self.plan.inline.len();
                ("inline_images", is_right, format!("{:?}", self.plan.inline))
            }
            "text_starts" | "text_first_words" if !expected.is_null() => {
                let found = collapsed(&self.text);
                let is_right = begins_with(&found, &text)
                    || begins_with(&collapsed(&without_tags(&self.html)), &text);
                ("text", is_right, found.chars().take(80).collect())
            }
            "text_contains" => {
                let found = collapsed(&self.text);
                (
                    "text",
                    found.contains(&text) || collapsed(&self.html).contains(&text),
                    found.chars().take(80).collect(),
                )
            }
            "html_contains" => ("html", collapsed(&self.html).contains(&text), String::new()),
            "has_html" => {
                let is_right = expected.as_bool()? != self.html.trim().is_empty();
                ("html", is_right, String::new())
            }
            "leaf_parts" => {
                let found = self.message.structure.leaves().len();
                (
                    "leaf_parts",
                    expected.as_u64()? as usize == found,
                    found.to_string(),
                )
            }
            "date_utc" => {
                let found = header.date.map(|date| date.timestamp.0);
                (
                    "date",
                    found == moment(expected.as_str()?),
                    format!("{found:?}"),
                )
            }
            "date_fallback" => ("date", header.date.is_none(), format!("{:?}", header.date)),
            _ => return None,
        })
    }
}

/// Whether `found` begins with `wanted`. What `wanted`'s source could not decode
/// itself (U+FFFD) may be any character here.
fn begins_with(found: &str, wanted: &str) -> bool {
    let mut found = found.chars();
    wanted.chars().all(|c| {
        let next = found.next();
        next == Some(c) || (c == char::REPLACEMENT_CHARACTER && next.is_some())
    })
}

fn equals(found: &str, wanted: &str) -> bool {
    begins_with(found, wanted) && found.chars().count() == wanted.chars().count()
}

fn strings(list: &Value) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(collapsed).collect()
}

/// White space collapsed, as both sides are compared.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A rough reading of HTML, enough to compare its first words.
fn without_tags(html: &str) -> String {
    let mut is_tag = false;
    let text: String = html
        .chars()
        .filter(|&c| {
            is_tag |= c == '<';
            let is_text = !is_tag;
            is_tag &= c != '>';
            is_text
        })
        .collect();
    text.replace("&nbsp;", " ").replace("&amp;", "&")
}

/// The milliseconds of an ISO 8601 time, read by the header's own reader of dates.
fn moment(iso: &str) -> Option<i64> {
    let header = mime_message::parse_header(format!("Date: {iso}\n").as_bytes(), &EncodingTables);
    header.date.map(|date| date.timestamp.0)
}
