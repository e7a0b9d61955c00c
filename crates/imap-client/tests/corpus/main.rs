//! Recorded and invented servers of `../shared/corpus/imap`, where that folder
//! is present: each is met as its `good-client` line says, and the score is told.
//!
//! `table.rs` says of each what a good client is seen to do, and who sees it:
//! a judgement here, or a test of the layer whose business it is. Of what the
//! table does not name, facts are compared (`facts.rs`), and everything else must
//! complete or be survived with its row in sight (`usual.rs`). So the folder may
//! hold others tomorrow.
#![expect(clippy::panic, reason = "in a test a panic is the report")]

mod admitting;
mod changing;
mod facts;
mod fragments;
mod hearing;
mod odd;
mod reading;
mod script;
mod server;
mod session;
mod table;
mod usual;

use script::{Script, Variation};
use std::collections::BTreeMap;
use std::path::Path;
use table::Weight;

/// What was seen of the client; where it is not what it should be, in words.
pub(crate) type Judgement = Result<(), String>;

/// Says what should have been so.
pub(crate) fn hold(is_so: bool, what: &str) -> Judgement {
    if is_so { Ok(()) } else { Err(what.to_owned()) }
}

/// Says what something is, and what it should have been.
#[expect(
    clippy::needless_pass_by_value,
    reason = "what is compared is mostly made for that"
)]
pub(crate) fn same<T: PartialEq + core::fmt::Debug>(is: T, should_be: T, what: &str) -> Judgement {
    let words = || format!("{what}: {is:?}, not {should_be:?}");
    if is == should_be {
        Ok(())
    } else {
        Err(words())
    }
}

fn scripts() -> Option<Vec<Script>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/imap");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let scripts = paths
        .iter()
        .filter_map(|path| Script::read(&std::fs::read_to_string(path).ok()?));
    Some(scripts.collect())
}

fn judge(script: &Script) -> (Weight, Judgement) {
    let line = table::line(&script.id);
    let weight = line.map_or(Weight::Usual, |line| line.weight);
    let judgement = usual::is_met(script)
        .and_then(|()| facts::are_read(script))
        .and_then(|()| line.map_or(Ok(()), |line| (line.judge)(script)))
        .and_then(|()| line.map_or(Ok(()), table::Line::is_judged_elsewhere));
    (weight, judgement)
}

/// How many of how many are as they should be.
#[derive(Default)]
struct Score {
    held: u32,
    of: u32,
}

impl Score {
    fn count(&mut self, holds: bool) {
        self.held += u32::from(holds);
        self.of += 1;
    }

    fn percent(&self) -> f64 {
        100.0 * f64::from(self.held) / f64::from(self.of.max(1))
    }
}

/// A wasm module has a stack of 1 MiB; a test that is not optimized needs more
/// for the same calls, so with no more than that all the more holds there.
const STACK: usize = 1 << 20;

#[test]
fn every_recorded_server_is_met_as_a_good_client_would() {
    let Some(scripts) = scripts() else {
        println!("skipped: no corpus");
        return;
    };
    let judged = std::thread::Builder::new().stack_size(STACK).spawn(|| {
        let mut judged = Vec::new();
        for script in scripts {
            let (weight, judgement) = judge(&script);
            judged.push((script, weight, judgement));
        }
        judged
    });
    let Ok(Ok(judged)) = judged.map(std::thread::JoinHandle::join) else {
        panic!("a judgement broke off");
    };
    let mut all = Score::default();
    let mut grave = Score::default();
    let mut kinds: BTreeMap<String, Score> = BTreeMap::new();
    for (script, weight, judgement) in &judged {
        let holds = judgement.is_ok();
        if let Err(words) = judgement {
            println!("{}: {words}", script.id);
        }
        all.count(holds);
        kinds.entry(script.category()).or_default().count(holds);
        if *weight != Weight::Usual {
            grave.count(holds);
            let kind = format!("{weight:?}").to_lowercase();
            kinds.entry(format!("- {kind}")).or_default().count(holds);
        }
    }
    for (kind, score) in &kinds {
        println!("{:>4} of {:>3}  {kind}", score.held, score.of);
    }
    println!("{} of {} as good-client says", all.held, all.of);
    assert!(all.percent() >= 95.0, "{:.1} % of all", all.percent());
    assert_eq!(grave.held, grave.of, "security, loss, faults and limits");
}

#[test]
fn what_is_judged_elsewhere_is_judged_there() {
    for line in table::LINES {
        if let Err(words) = line.is_judged_elsewhere() {
            panic!("{}: {words}", line.id);
        }
    }
}

/// What servers do beside what they are about.
#[test]
fn however_a_server_words_it_and_the_network_cuts_it_it_is_judged_alike() {
    let Some(scripts) = scripts() else {
        println!("skipped: no corpus");
        return;
    };
    let mut failures = Vec::new();
    for variation in [
        Variation::InPieces(1),
        Variation::InPieces(7),
        Variation::InLowerCase,
        Variation::WithLineFeedsAlone,
        Variation::WithSpacesAtTheEnd,
    ] {
        let mut score = Score::default();
        // What is long is cut by the tests of the stream.
        let all = scripts.iter();
        for script in all.filter(|script| script.all_from_server().len() < 20_000) {
            let (_, judgement) = judge(&script.clone().varied(variation));
            score.count(judgement.is_ok());
            if let Err(words) = judgement {
                failures.push(format!("{variation:?} {}: {words}", script.id));
            }
        }
        println!("{:>4} of {:>3}  {variation:?}", score.held, score.of);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
