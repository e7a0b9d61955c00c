//! A link to a message outlives the message's place: it says its name, too, which
//! mostly is its Message-ID (see [`crate::naming`]). Where the message is not, or
//! another one has its UID, the one of that name is looked for in all mailboxes,
//! those first in which it most likely is, and opened where it was found.
//!
//! Servers look for a text within a field (RFC 9051 §6.4.4), so what is found is
//! held against the name once more when its row has come: it is opened as a link's
//! message is, and if it is another, the next one is tried.

use crate::action::{Place, View};
use crate::engine::Engine;
use crate::naming;
use crate::operation::{Errand, Kind, Operation, Returned, Step};
use crate::reading::Reading;
use crate::{Change, LaterChange};
use mail_model::{MailboxName, MessageId, SearchKey, SpecialUse, Uid, UidSet};

/// So many mailboxes are searched at a time, where there are connections for it.
const AT_ONCE: usize = 3;
/// In no more mailboxes than these is looked.
const MOST_MAILBOXES: usize = 200;
/// Of one mailbox so many of those found are looked at, the latest.
const MOST_OF_ONE: u32 = 5;
/// Longer names stand in no header's line (RFC 5322 §2.1.1).
const LONGEST_ID: usize = 998;
/// Where a message that was moved most likely is; what is for all mail holds what
/// all others do.
const LIKELY: [SpecialUse; 6] = [
    SpecialUse::Inbox,
    SpecialUse::Archive,
    SpecialUse::All,
    SpecialUse::Trash,
    SpecialUse::Sent,
    SpecialUse::Junk,
];

/// What a link names, and how far the look for it is.
#[derive(Debug)]
pub(crate) struct Seeking {
    id: MessageId,
    /// The mailboxes in the order in which one of them is believed; `None` until
    /// it is known which there are.
    stages: Option<Vec<Stage>>,
    /// Where the person was led already.
    tried: Vec<(MailboxName, Uid)>,
    /// What was told of it, since the place is what it is.
    told: Option<bool>,
}

#[derive(Debug)]
struct Stage {
    mailbox: MailboxName,
    answer: Answer,
}

#[derive(Debug)]
enum Answer {
    Unasked,
    /// By an operation on this errand.
    Awaited(u32),
    Found(UidSet),
}

/// What follows from what has been answered.
enum Next {
    /// It may be this one.
    Try(MailboxName, Uid),
    /// More is to come.
    Wait,
    /// It is nowhere.
    Nowhere,
}

impl Seeking {
    fn new(id: MessageId) -> Self {
        Self {
            id,
            stages: None,
            tried: Vec::new(),
            told: None,
        }
    }
    /// A mailbox is believed when all before it have answered: who has the message
    /// in the archive and a copy in the trash is led to the archive.
    fn next(&self) -> Next {
        let Some(stages) = &self.stages else {
            return Next::Wait;
        };
        for stage in stages {
            let Answer::Found(uids) = &stage.answer else {
                return Next::Wait;
            };
            let is_new = |uid: &Uid| {
                let mut tried = self.tried.iter();
                !tried.any(|(mailbox, tried)| *mailbox == stage.mailbox && tried == uid)
            };
            let latest = uids.slice(uids.len().saturating_sub(MOST_OF_ONE)..uids.len());
            if let Some(uid) = latest.iter().rfind(is_new) {
                return Next::Try(stage.mailbox.clone(), uid);
            }
        }
        Next::Nowhere
    }
    /// The mailbox that is to be asked now, if fewer than so many are.
    fn unasked(&mut self, at_once: usize) -> Option<&mut Stage> {
        let stages = self.stages.as_mut()?;
        let is_awaited = |stage: &&Stage| matches!(stage.answer, Answer::Awaited(_));
        if stages.iter().filter(is_awaited).count() >= at_once {
            return None;
        }
        let mut stages = stages.iter_mut();
        stages.find(|stage| matches!(stage.answer, Answer::Unasked))
    }
}

impl Engine {
    /// Whether the row that came for the place's message is another's than the
    /// place says.
    pub(crate) fn is_another(&self, reading: &Reading) -> bool {
        let place = self.account.place.as_ref();
        let place = place.filter(|place| place.message == Some(reading.uid));
        let meant = place.and_then(|place| place.message_id.as_ref());
        let row = reading.row();
        meant
            .zip(row)
            .is_some_and(|(meant, row)| naming::name_of(&row.summary).as_ref() != Some(meant))
    }
    /// Looks for the place's message where it is named and is not there.
    pub(crate) fn seek(&mut self) {
        let place = self.account.place.as_ref();
        let named = place.filter(|place| place.message.is_some());
        let Some(id) = named.and_then(|place| place.message_id.as_ref()) else {
            self.account.seeking = None;
            return;
        };
        let Some(reading) = self.account.reading.as_ref() else {
            return;
        };
        if !reading.is_gone {
            if reading.message.is_some() {
                self.account.seeking = None;
            }
            return;
        }
        let before = self.account.seeking.take();
        let seeking = before.filter(|seeking| seeking.id == *id);
        let mut seeking = seeking.unwrap_or_else(|| Box::new(Seeking::new(id.clone())));
        if seeking.stages.is_none() {
            seeking.stages = self.places_to_seek(id);
        }
        let next = seeking.next();
        let at_once = match self.pool.has_workers() {
            true => AT_ONCE,
            false => 1,
        };
        let mut asked = Vec::new();
        while let (Next::Wait, Some(stage)) = (&next, seeking.unasked(at_once)) {
            self.jobs += 1;
            stage.answer = Answer::Awaited(self.jobs);
            asked.push((stage.mailbox.clone(), self.jobs));
        }
        let is_going = !matches!(next, Next::Nowhere);
        if seeking.told != Some(is_going)
            && let Some(uid) = self.account.reading.as_ref().map(|reading| reading.uid)
        {
            seeking.told = Some(is_going);
            let change = LaterChange::MessageSought { uid, is_going };
            self.changes.push_back(Change::Later(change));
        }
        if let Next::Try(mailbox, uid) = next {
            seeking.tried.push((mailbox.clone(), uid));
            seeking.told = None;
            self.account.seeking = Some(seeking);
            self.lead_to(mailbox, uid);
        } else {
            let query = naming::query(&seeking.id);
            self.account.seeking = Some(seeking);
            for (mailbox, name) in asked {
                if let Some(query) = &query {
                    self.seek_in(mailbox, query.clone(), name);
                }
            }
        }
    }
    /// All mailboxes in which it may be, the likeliest first; `None` while it is not
    /// known which there are.
    fn places_to_seek(&self, id: &MessageId) -> Option<Vec<Stage>> {
        let tree = &self.account.tree;
        if id.0.len() > LONGEST_ID || naming::query(id).is_none() {
            return Some(Vec::new());
        }
        if tree.is_empty() {
            return None;
        }
        let here = self.account.place.as_ref().map(|place| &place.mailbox);
        let here = here.filter(|mailbox| tree.is_selectable(mailbox));
        let likely = LIKELY.iter().filter_map(|purpose| tree.special(*purpose));
        let mut mailboxes: Vec<&MailboxName> = Vec::new();
        let has_all = tree.special(SpecialUse::All).is_some();
        let rest = tree.selectable().filter(|_| !has_all);
        let rest = rest.map(|(mailbox, _)| mailbox);
        for mailbox in here.into_iter().chain(likely).chain(rest) {
            if mailboxes.len() < MOST_MAILBOXES && !mailboxes.contains(&mailbox) {
                mailboxes.push(mailbox);
            }
        }
        let stage = |mailbox: &MailboxName| Stage {
            mailbox: mailbox.clone(),
            answer: Answer::Unasked,
        };
        Some(mailboxes.into_iter().map(stage).collect())
    }
    fn seek_in(&mut self, mailbox: MailboxName, query: SearchKey, name: u32) {
        let mut operation = Operation::new(Kind::Find, mailbox, None, UidSet::new());
        operation.step = Step::Find(query);
        operation.errand = Some(Errand::Seek(name));
        self.begin_operation(operation);
    }
    /// A mailbox was searched, or could not be.
    pub(crate) fn sought(&mut self, name: u32, returned: &Returned) {
        let seeking = self.account.seeking.as_mut();
        let stages = seeking.and_then(|seeking| seeking.stages.as_mut());
        let mut stages = stages.into_iter().flatten();
        let asked = stages.find(|stage| matches!(stage.answer, Answer::Awaited(of) if of == name));
        if let Some(stage) = asked {
            stage.answer = Answer::Found(match returned {
                Returned::Found(_, uids) => uids.clone(),
                Returned::Done(_) | Returned::Failed(_) => UidSet::new(),
            });
        }
    }
    /// The place is there now; what was looked for at the link's is not.
    fn lead_to(&mut self, mailbox: MailboxName, uid: Uid) {
        let Some(before) = self.account.place.clone() else {
            return;
        };
        let place = Place {
            mailbox,
            message: Some(uid),
            view: View {
                search: None,
                ..before.view
            },
            message_id: before.message_id,
        };
        self.changes.push_back(Change::PlaceMoved(place.clone()));
        self.go(place);
    }
}
