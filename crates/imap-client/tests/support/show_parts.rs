//! What events hold, as transcripts write it.

use imap_client::Outcome;
use mail_model::{BodyStructure, Flag, Flags, Problem, Thread, UidSet};

pub(super) fn show_outcome(outcome: &Outcome) -> String {
    match outcome {
        Ok(()) => "ok".to_owned(),
        Err(refusal) => format!(
            "{}{}",
            show_problem(&refusal.problem),
            if refusal.is_certain { "" } else { " (perhaps)" }
        ),
    }
}

pub(super) fn show_problem(problem: &Problem) -> String {
    if problem.words.is_empty() {
        format!("{:?}", problem.kind)
    } else {
        format!("{:?}: {}", problem.kind, problem.words)
    }
}

pub(super) fn show_flags(flags: &Flags) -> String {
    let shown: Vec<String> = flags
        .iter()
        .map(|flag| match flag {
            Flag::Keyword(keyword) => keyword.as_str().to_owned(),
            flag => format!("{flag:?}").to_lowercase(),
        })
        .collect();
    if shown.is_empty() {
        "-".to_owned()
    } else {
        shown.join(",")
    }
}

pub(super) fn show_structure(structure: &BodyStructure) -> String {
    match structure {
        BodyStructure::Leaf(part) => part.media_type.clone(),
        BodyStructure::Multipart {
            subtype, children, ..
        } => {
            let children: Vec<String> = children.iter().map(show_structure).collect();
            format!("{subtype}({})", children.join("+"))
        }
    }
}

/// `2.0` is message 2 at depth 0, `-.0` one that is not there.
pub(super) fn show_thread(thread: &Thread) -> String {
    let members = thread.members.iter().map(|member| {
        let uid = member
            .uid
            .map_or("-".to_owned(), |uid| uid.value().to_string());
        format!("{uid}.{}", member.depth)
    });
    members.collect::<Vec<_>>().join(" ")
}

pub(super) fn show_set(uids: &UidSet) -> String {
    let shown: Vec<String> = uids
        .ranges()
        .iter()
        .map(|range| {
            if range.first() == range.last() {
                range.first().value().to_string()
            } else {
                format!("{}:{}", range.first().value(), range.last().value())
            }
        })
        .collect();
    shown.join(",")
}
