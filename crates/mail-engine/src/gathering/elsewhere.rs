//! What of a conversation lies in other mailboxes: where that is, what is looked
//! for there, and over which connection.

use super::Name;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::{Purpose, Target};
use crate::pool::{Carrier, Job};
use crate::row::Row;
use imap_client::{Priority, Request, RequestId, RowSelection};
use mail_model::{MailboxName, MessageId, SearchKey, SpecialUse, UidSet, UidValidity};

/// Answers to so many of the conversation's latest messages are looked for, beside
/// what names its first.
const MOST_ANSWERED: usize = 8;
/// Where mail lies that belongs to a conversation.
const PLACES: [SpecialUse; 3] = [SpecialUse::Inbox, SpecialUse::Sent, SpecialUse::Archive];

/// Another mailbox.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) mailbox: MailboxName,
    pub(super) key: SearchKey,
    pub(super) phase: Phase,
    pub(super) under_way: Option<(RequestId, ConnectionId)>,
    /// What is under way brings rows.
    pub(super) is_fetching: bool,
    pub(super) uid_validity: Option<UidValidity>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It is to be searched, or is.
    Searched,
    /// These rows are to be fetched, or are.
    Found(UidSet),
    /// All has come that will.
    Done,
}

/// What of other mailboxes belongs to a conversation: what names its first
/// message, and what answers one of its latest.
fn key_of(rows: &[Row], headers: &[mime_message::Header]) -> Option<SearchKey> {
    let named = headers.first().and_then(|header| {
        let above = header.references.iter().chain(&header.in_reply_to);
        above.chain(&header.message_id).next()
    });
    let first = named.cloned()?;
    let field = |name: &str, id: &MessageId| SearchKey::Header {
        name: name.to_owned(),
        text: id.0.clone(),
    };
    let mut keys = vec![field("References", &first), field("Message-ID", &first)];
    let latest = rows.iter().rev().take(MOST_ANSWERED);
    let answered = latest.filter_map(|row| row.summary.message_id.as_ref());
    keys.extend(answered.map(|id| field("In-Reply-To", id)));
    Some(SearchKey::Or(keys))
}

impl Engine {
    /// Asks for what lies in other mailboxes.
    pub(super) fn want_elsewhere(&mut self) {
        let is_begun = self.account.gathering.as_ref();
        if is_begun.is_some_and(|gathering| gathering.stages.is_none()) {
            let stages = self.stages();
            if let Some(gathering) = &mut self.account.gathering {
                gathering.stages = stages;
            }
        }
        if !self.pool.has_workers() {
            return self.want_next_stage();
        }
        let count = self.account.gathering.as_ref();
        let count = count.and_then(|g| g.stages.as_ref()).map_or(0, Vec::len);
        for place in 0..count {
            self.want_stage(place, Job::Long);
        }
    }
    /// The first connection goes to one mailbox after the other, and stays there
    /// until it has answered. It does not leave its own while something comes from it.
    fn want_next_stage(&mut self) {
        let stages = self.account.gathering.iter().flat_map(|g| &g.stages);
        let mut stages = stages.flatten().enumerate();
        let next = stages.find(|(_, stage)| stage.phase != Phase::Done);
        let (Some((place, stage)), Some(link)) = (next, &self.link) else {
            return;
        };
        let mailbox = stage.mailbox.clone();
        let is_at_list = matches!(link.target(), Some(Target::List(..)));
        let is_awaited = |purpose: &Purpose| {
            matches!(
                purpose,
                Purpose::Rows(_) | Purpose::View(_) | Purpose::Section | Purpose::Select(_)
            )
        };
        // Once it is on its way it goes there.
        let is_going = self.pool.errand() == Some(&mailbox);
        if is_at_list && !is_going && link.is_under_way(is_awaited) {
            return;
        }
        if stage.under_way.is_none() {
            self.want_stage(place, Job::Short);
        }
        self.pool.stay_at(mailbox);
    }
    /// The other mailboxes and what to look for there, once that is known.
    fn stages(&self) -> Option<Vec<Stage>> {
        let list = self.account.list.as_ref()?;
        let members = self.members_here();
        let rows = members.iter().map(|uid| list.row(*uid).cloned());
        let mut rows = rows.collect::<Option<Vec<Row>>>()?;
        if rows.is_empty() {
            // What was looked for may be what the message was before it was read.
            let reading = self.account.reading.as_ref();
            rows.extend(reading.and_then(|reading| reading.row().cloned()));
        }
        if rows.is_empty() || self.account.tree.is_empty() {
            return None;
        }
        let headers = rows.iter().take(1);
        let headers = headers.map(|row| mime_message::parse_header(&row.header, &*self.charsets));
        let name = match &self.account.gathering.as_ref()?.name {
            Name::Known(name) => name.clone().map(SearchKey::ThreadId),
            Name::Unknown | Name::Asked(..) => None,
        };
        let key = name.or_else(|| key_of(&rows, &headers.collect::<Vec<_>>()));
        let tree = &self.account.tree;
        let places = match tree.special(SpecialUse::All) {
            // There everything is.
            Some(all) => vec![all],
            None => {
                let places = PLACES.iter().filter_map(|purpose| tree.special(*purpose));
                places.collect()
            }
        };
        let others = places
            .into_iter()
            .filter(|mailbox| **mailbox != list.mailbox);
        // What was looked for is not all of a conversation.
        let here = list.shown_view().query.map(|_| &list.mailbox);
        let others = others.chain(here);
        let stages = others.filter_map(|mailbox| {
            Some(Stage {
                mailbox: mailbox.clone(),
                key: key.clone()?,
                phase: Phase::Searched,
                under_way: None,
                is_fetching: false,
                uid_validity: None,
            })
        });
        Some(stages.collect())
    }
    fn want_stage(&mut self, place: usize, job: Job) {
        let stage = self.account.gathering.as_ref();
        let stage = stage.and_then(|g| g.stages.as_ref()?.get(place));
        let Some(stage) = stage.filter(|stage| stage.under_way.is_none()) else {
            return;
        };
        let (mailbox, validity) = (stage.mailbox.clone(), stage.uid_validity);
        let request = match &stage.phase {
            Phase::Searched => Request::Search(stage.key.clone()),
            Phase::Found(uids) => Request::FetchRows(RowSelection::Uids(uids.clone())),
            Phase::Done => return,
        };
        let asked = match self.carrier(job, Some(&mailbox), validity) {
            Carrier::Ready(connection) => {
                if matches!(request, Request::Search(_)) && !self.has_looked(connection) {
                    return;
                }
                let priority = Priority::Interactive;
                let request = self.submit_on(connection, request, priority, Purpose::Sweep);
                request.map(|request| (request, connection))
            }
            Carrier::Later => return,
            Carrier::Gone(_) => None,
        };
        self.on_stage(place, |stage| {
            stage.under_way = asked;
            stage.is_fetching = matches!(stage.phase, Phase::Found(_));
            if asked.is_none() {
                stage.phase = Phase::Done;
            }
        });
    }
    fn on_stage(&mut self, place: usize, change: impl FnOnce(&mut Stage)) {
        let gathering = self.account.gathering.as_mut();
        let stage = gathering.and_then(|g| g.stages.as_mut()?.get_mut(place));
        if let Some(stage) = stage {
            change(stage);
        }
    }
}
