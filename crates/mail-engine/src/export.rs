//! Whole messages on their way out of the account, as fast as they are taken.

use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::pool::{Carrier, Job};
use crate::transfer::TransferId;
use crate::{Change, LaterChange};
use imap_client::{FetchedRow, Outcome, Priority, Request, RequestId, RowSelection};
use mail_model::{
    Flags, MailboxName, Map, Problem, ProblemKind, Section, Timestamp, Uid, UidSet, UidValidity,
};

/// So many transfers run at once.
const MOST_EXPORTS: usize = 8;
/// The facts of so many messages are asked for at once.
const FACTS_AT_ONCE: u32 = 50;
/// So many octets may be on their way to the other account; one message always may.
const MOST_IN_HAND: u64 = 4 * 1024 * 1024;
/// So many messages may be on their way to the other account.
const MOST_MESSAGES: usize = 50;
/// The largest message: it is held in memory until it is whole.
const LARGEST: u64 = 64 * 1024 * 1024;

/// All exports.
#[derive(Debug, Default)]
pub(crate) struct Exports(Map<TransferId, Export>);

#[derive(Debug)]
struct Export {
    mailbox: MailboxName,
    uid_validity: UidValidity,
    /// Messages of which nothing was asked yet.
    waiting: UidSet,
    /// The request for the facts of some, and whose are still to come.
    facts_asked: Option<(RequestId, UidSet)>,
    /// Messages whose facts are known, and that have not been handed out.
    ready: Map<Uid, Message>,
    /// Messages handed out and not known to have arrived, with their sizes.
    in_hand: Map<Uid, u64>,
    /// Messages that have arrived and are to be removed here.
    moved: UidSet,
    /// The request that removes some, and which.
    removal: Option<(RequestId, UidSet)>,
}

#[derive(Debug)]
struct Message {
    flags: Flags,
    received: Option<Timestamp>,
    size: u64,
    bytes: Vec<u8>,
    request: Option<RequestId>,
    is_complete: bool,
}

/// What an export asks for next.
enum Wish {
    Facts(UidSet),
    Message(Uid),
    Removal(UidSet),
}

impl Exports {
    /// A connection is gone: what it carried is asked of another.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        for export in self.0.values_mut() {
            if let Some((_, uids)) = take_carried(&mut export.facts_asked, connection) {
                export.waiting = export.waiting.union(&uids);
            }
            if let Some((_, uids)) = take_carried(&mut export.removal, connection) {
                export.moved = export.moved.union(&uids);
            }
            for message in export.ready.values_mut() {
                if message.request.is_some_and(|r| connection.carries(r)) {
                    message.request = None;
                }
            }
        }
    }
}

fn take_carried(
    asked: &mut Option<(RequestId, UidSet)>,
    connection: ConnectionId,
) -> Option<(RequestId, UidSet)> {
    asked.take_if(|(request, _)| connection.carries(*request))
}

impl Export {
    /// What may be asked for now: one wish at a time.
    fn wish(&self) -> Option<Wish> {
        if self.removal.is_none() && !self.moved.is_empty() {
            return Some(Wish::Removal(self.moved.clone()));
        }
        let coming = self.ready.values().filter(|m| m.request.is_some());
        let octets: u64 = coming.clone().map(|m| m.size).sum();
        let octets = octets + self.in_hand.values().sum::<u64>();
        let count = coming.count() + self.in_hand.len();
        let next = self.ready.iter().find(|(_, m)| m.request.is_none());
        if let Some((uid, message)) = next {
            let is_room = octets.saturating_add(message.size) <= MOST_IN_HAND;
            return (count == 0 || (is_room && count < MOST_MESSAGES))
                .then_some(Wish::Message(*uid));
        }
        (self.facts_asked.is_none() && !self.waiting.is_empty())
            .then(|| Wish::Facts(self.waiting.slice(0..FACTS_AT_ONCE)))
    }
    fn is_over(&self) -> bool {
        let is_idle = self.facts_asked.is_none() && self.removal.is_none();
        let is_empty = self.waiting.is_empty() && self.ready.is_empty();
        is_idle && is_empty && self.in_hand.is_empty() && self.moved.is_empty()
    }
    fn requests(&self) -> impl Iterator<Item = RequestId> {
        let messages = self.ready.values().filter_map(|message| message.request);
        let facts = self.facts_asked.as_ref().map(|(request, _)| *request);
        messages.chain(facts)
    }
}

impl Engine {
    // What the transfer wants.

    /// Begins to hand out messages.
    pub(crate) fn begin_export(
        &mut self,
        transfer: TransferId,
        mailbox: MailboxName,
        uid_validity: UidValidity,
        uids: UidSet,
    ) {
        let exports = &mut self.account.exports.0;
        if exports.contains_key(&transfer) || exports.len() >= MOST_EXPORTS {
            self.export_failed(transfer, None, Problem::new(ProblemKind::LimitExceeded));
            self.changes
                .push_back(Change::Later(LaterChange::ExportEnded { transfer }));
            return;
        }
        let export = Export {
            mailbox,
            uid_validity,
            waiting: uids,
            facts_asked: None,
            ready: Map::new(),
            in_hand: Map::new(),
            moved: UidSet::new(),
            removal: None,
        };
        exports.insert(transfer, export);
    }
    /// A message is done with: it has arrived, and where it was moved it goes.
    pub(crate) fn export_arrived(&mut self, transfer: TransferId, uid: Uid, remove: bool) {
        let export = self.account.exports.0.get_mut(&transfer);
        if let Some(export) = export
            && export.in_hand.remove(&uid).is_some()
            && remove
        {
            export.moved.insert(uid);
        }
    }
    /// A message was lost on its way, and is handed out once more.
    pub(crate) fn export_again(&mut self, transfer: TransferId, uid: Uid) {
        let export = self.account.exports.0.get_mut(&transfer);
        if let Some(export) = export
            && export.in_hand.remove(&uid).is_some()
        {
            export.waiting.insert(uid);
        }
    }
    /// Nothing more is handed out.
    pub(crate) fn cancel_export(&mut self, transfer: TransferId) {
        if let Some(export) = self.account.exports.0.remove(&transfer) {
            for request in export.requests().collect::<Vec<_>>() {
                self.cancel_request(request);
            }
            self.changes
                .push_back(Change::Later(LaterChange::ExportEnded { transfer }));
        }
    }

    // What is asked of the server for it.

    /// Asks for what the transfers can take.
    pub(crate) fn want_exports(&mut self) {
        let transfers: Vec<TransferId> = self.account.exports.0.keys().copied().collect();
        for transfer in transfers {
            while let Some(export) = self.account.exports.0.get(&transfer) {
                if export.is_over() {
                    self.account.exports.0.remove(&transfer);
                    self.changes
                        .push_back(Change::Later(LaterChange::ExportEnded { transfer }));
                    break;
                }
                let Some(wish) = export.wish() else {
                    break;
                };
                let (mailbox, uid_validity) = (export.mailbox.clone(), export.uid_validity);
                match self.carrier(Job::Long, Some(&mailbox), Some(uid_validity)) {
                    Carrier::Ready(connection) => self.submit_export(transfer, wish, connection),
                    Carrier::Later => break,
                    Carrier::Gone(problem) => {
                        self.export_failed(transfer, None, problem);
                        self.cancel_export(transfer);
                    }
                }
            }
        }
    }
    fn submit_export(&mut self, transfer: TransferId, wish: Wish, connection: ConnectionId) {
        let Some(export) = self.account.exports.0.get(&transfer) else {
            return;
        };
        let request = match &wish {
            Wish::Facts(uids) => Request::FetchRows(RowSelection::Uids(uids.clone())),
            Wish::Removal(uids) => Request::Expunge(uids.clone()),
            Wish::Message(uid) => {
                let message = export.ready.get(uid);
                Request::FetchSection {
                    uid: *uid,
                    section: Section::Whole,
                    size: message.map(|message| message.size),
                    from: message.map_or(0, |message| message.bytes.len() as u64),
                    may_decode: false,
                }
            }
        };
        let purpose = Purpose::Export(transfer);
        let request = self.submit_on(connection, request, Priority::Background, purpose);
        let export = self.account.exports.0.get_mut(&transfer);
        let (Some(export), Some(request)) = (export, request) else {
            return;
        };
        match wish {
            Wish::Facts(uids) => {
                export.waiting = export.waiting.without(&uids);
                export.facts_asked = Some((request, uids));
            }
            Wish::Removal(uids) => {
                export.moved = UidSet::new();
                export.removal = Some((request, uids));
            }
            Wish::Message(uid) => {
                if let Some(message) = export.ready.get_mut(&uid) {
                    message.request = Some(request);
                }
            }
        }
    }

    // The server's answers.

    /// A row came on a connection where `mailbox` is open: it has the facts.
    pub(crate) fn export_row(&mut self, connection: ConnectionId, row: &FetchedRow) {
        let mut exports = self.account.exports.0.values_mut();
        let export = exports.find(|export| {
            let asked = export.facts_asked.as_ref();
            asked.is_some_and(|(r, uids)| connection.carries(*r) && uids.contains(row.uid))
        });
        let Some(export) = export else {
            return;
        };
        if let Some((_, missing)) = &mut export.facts_asked {
            missing.remove(row.uid);
        }
        let message = Message {
            flags: row.flags.clone(),
            received: row.received,
            // Of unknown size it goes alone.
            size: row.size.unwrap_or(MOST_IN_HAND),
            bytes: Vec::new(),
            request: None,
            is_complete: false,
        };
        export.ready.get_or_insert_with(row.uid, || message);
    }
    /// Bytes of a message came.
    pub(crate) fn export_slice(
        &mut self,
        request: RequestId,
        offset: u64,
        bytes: &[u8],
        is_last: bool,
    ) {
        let mut exports = self.account.exports.0.values_mut();
        let message = exports.find_map(|export| {
            let mut ready = export.ready.values_mut();
            ready.find(|message| message.request == Some(request))
        });
        // What does not fit leaves the message incomplete, and so does what is too much.
        if let Some(message) = message
            && offset == message.bytes.len() as u64
            && offset.saturating_add(bytes.len() as u64) <= LARGEST
        {
            message.bytes.extend_from_slice(bytes);
            message.is_complete = is_last;
        }
    }
    /// A request of an export ended.
    pub(crate) fn export_ended(
        &mut self,
        transfer: TransferId,
        request: RequestId,
        outcome: Outcome,
    ) {
        let Some(export) = self.account.exports.0.get_mut(&transfer) else {
            return;
        };
        let is_this = |(asked, _): &mut (RequestId, UidSet)| *asked == request;
        if let Some((_, missing)) = export.facts_asked.take_if(is_this) {
            let problem = outcome.err().map(|refusal| refusal.problem);
            let problem = problem.unwrap_or_else(|| Problem::new(ProblemKind::MessageGone));
            for uid in missing.iter() {
                self.export_failed(transfer, Some(uid), problem.clone());
            }
        } else if export.removal.take_if(is_this).is_some() {
            if let Err(refusal) = outcome {
                self.export_failed(transfer, None, refusal.problem);
            }
        } else {
            self.message_ended(transfer, request, outcome);
        }
    }
    fn message_ended(&mut self, transfer: TransferId, request: RequestId, outcome: Outcome) {
        let Some(export) = self.account.exports.0.get_mut(&transfer) else {
            return;
        };
        let mut ready = export.ready.iter();
        let of_this = ready.find(|(_, message)| message.request == Some(request));
        let Some(uid) = of_this.map(|(uid, _)| *uid) else {
            return;
        };
        let Some(message) = export.ready.remove(&uid) else {
            return;
        };
        match outcome {
            Ok(()) if message.is_complete => {
                export.in_hand.insert(uid, message.bytes.len() as u64);
                self.changes.push_back(Change::Later(LaterChange::Exported {
                    transfer,
                    uid,
                    flags: message.flags,
                    received: message.received,
                    bytes: message.bytes,
                }));
            }
            Ok(()) => {
                let problem = Problem::new(ProblemKind::LimitExceeded);
                self.export_failed(transfer, Some(uid), problem);
            }
            Err(refusal) => self.export_failed(transfer, Some(uid), refusal.problem),
        }
    }
    fn export_failed(&mut self, transfer: TransferId, uid: Option<Uid>, problem: Problem) {
        self.changes
            .push_back(Change::Later(LaterChange::ExportFailed {
                transfer,
                uid,
                problem,
            }));
    }
}
