//! Header fields by which messages are sorted and threaded here, for servers
//! that can do neither.

use super::set::Pieces;
use super::{Answer, Command, Events, Step, Work};
use crate::event::{Event, Outcome};
use crate::extension::{gmail, object_id};
use crate::pipeline::Access;
use crate::problem::refusal;
use crate::request::RequestId;
use crate::response::Status;
use crate::session::Session;
use crate::wire::Wording;
use crate::words::Words;
use mail_model::{Map, ProblemKind, Uid, UidSet};

/// How many messages one command asks about.
const PIECE: u32 = 500;
/// How many commands are under way.
const PIECES_UNDER_WAY: usize = 2;
/// So many octets of the fields are enough to compare them by. Asked for as a
/// part of the section, the answers are not mistaken for those to a list.
const LENGTH: u32 = 8_192;

/// Asks for header fields, dates and sizes.
#[derive(Debug)]
pub(crate) struct FetchHeaders {
    id: RequestId,
    total: u32,
    waiting: Pieces,
    /// The fields' names, in upper case.
    fields: Vec<String>,
    under_way: Map<u32, UidSet>,
    next_label: u32,
    done: u32,
    refused: Option<Outcome>,
}

impl FetchHeaders {
    /// Fields whose names no header can have are left out.
    pub(crate) fn new(id: RequestId, uids: UidSet, fields: &[String]) -> Self {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let fields = fields
            .iter()
            .filter(|name| !name.is_empty() && name.bytes().all(is_part));
        Self {
            id,
            total: uids.len(),
            waiting: Pieces::new(uids),
            fields: fields.map(|name| name.to_ascii_uppercase()).collect(),
            under_way: Map::new(),
            next_label: 0,
            done: 0,
            refused: None,
        }
    }
}

impl Work for FetchHeaders {
    fn access(&self) -> Access {
        Access::Selected
    }

    fn next_command(&mut self, session: &Session) -> Step {
        if self.under_way.len() >= PIECES_UNDER_WAY || self.refused.is_some() {
            return Step::Wait;
        }
        let Some(piece) = self.waiting.next(session, PIECE) else {
            return Step::Wait;
        };
        let mut words = Words::new("UID FETCH ");
        words.uids(&piece);
        words.push(" (UID INTERNALDATE RFC822.SIZE");
        if !self.fields.is_empty() {
            words.push(" BODY.PEEK[HEADER.FIELDS (");
            for (index, field) in self.fields.iter().enumerate() {
                words.push(if index > 0 { " " } else { "" });
                // Their names were looked at.
                let _ = words.atom(field);
            }
            words.push(")]<0.");
            words.number(LENGTH);
            words.push(">");
        }
        // Who has no THREAD may know all the same what belongs together.
        if object_id::is_offered(&session.capabilities) {
            words.push(object_id::THREAD);
        } else if gmail::is_offered(&session.capabilities) {
            words.push(gmail::THREAD);
        }
        words.push(")");
        let label = self.next_label;
        self.next_label += 1;
        self.under_way.insert(label, piece);
        let wording = Wording::Words(words);
        Step::Send(Command::new(label, Access::Selected, wording))
    }

    fn observe(&mut self, answer: &mut Answer<'_>, _: &Session, events: &mut Events) -> bool {
        let Answer::Fetch(data, Some(uid)) = answer else {
            return false;
        };
        let uid: Uid = *uid;
        if !self.under_way.values().any(|piece| piece.contains(uid)) {
            return false;
        }
        let of_section = |name: &str| name.starts_with("HEADER.FIELDS");
        let index = data.sections.iter().position(|s| of_section(&s.section));
        let header = match index {
            Some(index) => data.sections.swap_remove(index).bytes,
            // Some servers do not say that what they give is a part.
            None if data.header.is_some() && data.flags.is_none() => {
                data.header.take().unwrap_or_default()
            }
            None if self.fields.is_empty() && data.size.is_some() => Vec::new(),
            None => return false,
        };
        for piece in self.under_way.values_mut() {
            piece.remove(uid);
        }
        events.push_back(Event::Header {
            request: self.id,
            uid,
            received: data.received,
            size: data.size,
            header,
            thread_id: data.thread_id.take(),
        });
        true
    }

    /// On servers that do not say that what they give is a part, it looks like a row's.
    fn could_be_mistaken(&self) -> bool {
        true
    }

    fn complete(&mut self, label: u32, status: &Status, _: &mut Session, events: &mut Events) {
        let Some(left) = self.under_way.remove(&label) else {
            return;
        };
        // What did not come is gone, or can't be told: the request's owner has
        // every message's UID, and places it without.
        if !status.is_ok() && self.refused.is_none() {
            self.refused = Some(Err(refusal(status, ProblemKind::ServerRefused)));
            self.waiting.clear();
        }
        drop(left);
        self.done = self.total.saturating_sub(self.waiting.count());
        let under_way: u32 = self.under_way.values().map(UidSet::len).sum();
        events.push_back(Event::Progress {
            request: self.id,
            done: self.done.saturating_sub(under_way),
            total: Some(self.total),
        });
    }

    fn outcome(&self) -> Option<Outcome> {
        let is_done = self.under_way.is_empty() && self.waiting.is_empty();
        is_done.then(|| self.refused.clone().unwrap_or(Ok(())))
    }
}
