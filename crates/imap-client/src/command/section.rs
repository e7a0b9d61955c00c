//! A section of one message; a large one in slices, so that what a person
//! clicks on slips in between.

use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome, Refusal};
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Map, Problem, ProblemKind, Section, Uid};

/// Octets of a slice; sections up to this size come in one go.
const SLICE: u32 = 256 << 10;
/// How many slices are asked for ahead.
const SLICES_UNDER_WAY: usize = 2;

/// Asks for a section.
#[derive(Debug)]
pub(crate) struct FetchSection {
    id: RequestId,
    uid: Uid,
    section: Section,
    /// The section as the server names it in its answers.
    name: String,
    size: Option<u64>,
    /// Where it goes on.
    from: u64,
    /// It is asked for without its transfer encoding (BINARY, RFC 3516 §4.2),
    /// where the server can take it off.
    is_binary: bool,
    /// The server could not take it off: once all is answered that is under
    /// way, it is asked for as it is.
    is_falling_back: bool,
    /// It is asked for whole, not in slices.
    is_whole: bool,
    /// Where the next slice to be asked for begins.
    ask_at: u64,
    /// Where the next slice to be handed on begins.
    next_at: u64,
    /// Slices that came before their turn.
    early: Map<u64, Vec<u8>>,
    under_way: Map<u32, u64>,
    is_complete: bool,
    /// It was answered without the section and is asked for once more.
    is_retried: bool,
    refused: Option<Refusal>,
}

impl FetchSection {
    pub(crate) fn new(
        id: RequestId,
        uid: Uid,
        section: Section,
        size: Option<u64>,
        from: u64,
    ) -> Self {
        Self {
            id,
            uid,
            name: name(&section),
            section,
            size,
            from,
            is_binary: false,
            is_falling_back: false,
            is_whole: from == 0 && size.is_some_and(|size| size <= u64::from(SLICE)),
            ask_at: from,
            next_at: from,
            early: Map::new(),
            under_way: Map::new(),
            is_complete: false,
            is_retried: false,
            refused: None,
        }
    }

    /// The server may take the transfer encoding off.
    pub(crate) fn decoded_if(mut self, may_decode: bool) -> Self {
        let is_leaf = matches!(&self.section, Section::Part(path) if !path.0.is_empty());
        self.is_binary = may_decode && is_leaf;
        self
    }

    /// Hands on what has its turn. A slice shorter than asked for is the last:
    /// the size that the server told beforehand may be wrong, this can't be.
    fn hand_on(&mut self, events: &mut Events) {
        while let Some(bytes) = self.early.remove(&self.next_at) {
            let length = bytes.len() as u64;
            let is_last = self.is_whole || length != u64::from(SLICE);
            events.push_back(Event::Slice {
                request: self.id,
                uid: self.uid,
                section: self.section.clone(),
                offset: self.next_at,
                bytes,
                is_last,
                is_decoded: self.is_binary,
            });
            self.next_at += length;
            if is_last {
                self.is_complete = true;
                self.early.clear();
                return;
            }
        }
    }

    /// Whether it can be had as it is where the server could not decode it
    /// (UNKNOWN-CTE, or whatever it has against it): not behind slices that
    /// were decoded.
    fn fall_back(&mut self) -> bool {
        let may = self.is_binary && self.next_at == self.from;
        self.is_falling_back |= may;
        may
    }

    fn refuse(&mut self, kind: ProblemKind) {
        self.refused.get_or_insert(Refusal {
            problem: Problem::new(kind),
            is_certain: true,
        });
    }
}

/// The section as servers name it, in upper case.
fn name(section: &Section) -> String {
    match section {
        Section::Whole => String::new(),
        Section::Header => "HEADER".to_owned(),
        Section::Part(path) if path.0.is_empty() => "TEXT".to_owned(),
        Section::Part(path) => path.to_string(),
        Section::PartMime(path) | Section::PartHeader(path) if path.0.is_empty() => {
            "HEADER".to_owned()
        }
        Section::PartMime(path) => format!("{path}.MIME"),
        Section::PartHeader(path) => format!("{path}.HEADER"),
    }
}

/// Whether there may be such a section: no part has the number 0.
fn is_possible(section: &Section) -> bool {
    match section {
        Section::Whole | Section::Header => true,
        Section::Part(path) | Section::PartMime(path) | Section::PartHeader(path) => {
            !path.0.contains(&0)
        }
    }
}

impl Work for FetchSection {
    fn access(&self) -> Access {
        Access::Selected
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.is_falling_back && self.under_way.is_empty() {
            self.is_falling_back = false;
            self.is_binary = false;
            self.ask_at = self.from;
            self.early.clear();
        }
        if self.ask_at == self.from {
            self.is_binary &= session.capabilities.has("BINARY");
        }
        let ahead = match self.size {
            Some(size) if !self.is_whole && self.ask_at < size => SLICES_UNDER_WAY,
            // Beyond the size that was told, or without one, step by step.
            _ => 1,
        };
        let is_asked = self.is_whole && self.ask_at > 0;
        if self.is_complete
            || self.refused.is_some()
            || self.is_falling_back
            || is_asked
            || self.under_way.len() >= ahead
        {
            return Step::Wait;
        }
        let Some(label) = u32::try_from(self.ask_at)
            .ok()
            .filter(|_| is_possible(&self.section))
        else {
            self.refuse(ProblemKind::LimitExceeded);
            return Step::Wait;
        };
        self.under_way.insert(label, self.ask_at);
        self.ask_at += u64::from(SLICE);
        let mut words = Words::new("UID FETCH ");
        words.number(self.uid.value());
        words.push(" (UID ");
        words.push(match self.is_binary {
            true => "BINARY.PEEK[",
            false => "BODY.PEEK[",
        });
        // All of the message has no name; the others' are numbers and words.
        let _ = words.atom(&self.name);
        words.push("]");
        if !self.is_whole {
            words.push("<");
            words.number(label);
            words.push(".");
            words.number(SLICE);
            words.push(">");
        }
        words.push(")");
        Step::Send(Command::new(label, Access::Selected, Wording::Words(words)))
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, events: &mut Events) -> bool {
        let Answer::Fetch(data, Some(uid)) = answer else {
            return false;
        };
        if *uid != self.uid || self.under_way.is_empty() || self.is_complete {
            return false;
        }
        let Some(index) = data.sections.iter().position(|section| {
            let offset = section.origin.unwrap_or(0);
            section.section == self.name
                && section.is_decoded == self.is_binary
                && self.under_way.values().any(|at| *at == offset)
        }) else {
            return false;
        };
        let section = data.sections.swap_remove(index);
        if data.is_truncated {
            self.refuse(ProblemKind::LimitExceeded);
        }
        if data.is_damaged {
            // Half a section is none: it is asked for once more.
            return true;
        }
        // Without an origin it is the whole section, slices or not.
        self.is_whole |= section.origin.is_none();
        self.early
            .insert(section.origin.unwrap_or(0), section.bytes);
        self.hand_on(events);
        true
    }

    fn complete(&mut self, label: u32, status: &Status, _: &mut Session, _: &mut Events) {
        let Some(at) = self.under_way.remove(&label) else {
            return;
        };
        if self.is_complete || self.refused.is_some() {
            return;
        }
        if !status.is_ok() && self.fall_back() {
            return;
        }
        if !status.is_ok() {
            self.refused = Some(refusal(status, ProblemKind::ServerRefused));
            return;
        }
        // OK without the section: some servers forget it once; else the
        // message is gone, and half a body is no body.
        if self.next_at <= at && !self.early.contains_key(&at) {
            if self.fall_back() {
                return;
            }
            if at == self.next_at && self.under_way.is_empty() && !self.is_retried {
                self.is_retried = true;
                self.ask_at = at;
            } else {
                self.refuse(ProblemKind::MessageGone);
            }
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        if !self.under_way.is_empty() {
            return None;
        }
        match &self.refused {
            Some(refused) => Some(Err(refused.clone())),
            None => self.is_complete.then_some(Ok(())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_model::PartPath;

    #[test]
    fn sections_are_named_as_servers_name_them() {
        let path = PartPath(vec![2, 1]);
        for (section, expected) in [
            (Section::Whole, ""),
            (Section::Header, "HEADER"),
            (Section::Part(path.clone()), "2.1"),
            (Section::PartMime(path.clone()), "2.1.MIME"),
            (Section::PartHeader(path), "2.1.HEADER"),
            (Section::Part(PartPath::default()), "TEXT"),
        ] {
            assert_eq!(name(&section), expected);
            assert!(is_possible(&section));
        }
        assert!(!is_possible(&Section::Part(PartPath(vec![0]))));
    }
}
