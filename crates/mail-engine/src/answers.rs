//! The person's own answers, told with the conversations of a list: a number that
//! leaves them out is not the conversation's.
//!
//! They are the newest of the mailbox for sent mail, whose headers are read once in
//! a session, behind the list and on a connection beside the first, where
//! conversations have one row each; what is sent later is read as it is counted
//! there. A letter belongs to a conversation that has the message it answers, or
//! another answer to that, or an answer to it.

use crate::ListId;
use crate::digest::digest;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::Purpose;
use crate::list::Sync;
use crate::pool::{Carrier, Job};
use crate::row::Row;
use imap_client::{Priority, Request, RequestId};
use mail_model::{
    Address, MailboxCounts, MailboxName, Map, Set, SpecialUse, Timestamp, Uid, UidNext, UidRange,
    UidSet, UidValidity,
};
use mime_message::{CharsetDecoder, Header};

/// So many of the newest letters are read.
const MOST_LETTERS: u32 = 400;
/// What is read of them.
const FIELDS: [&str; 3] = ["From", "Message-ID", "In-Reply-To"];
/// What so many rows name is remembered, and then begun anew.
const MOST_ROWS: usize = 2_000;
/// So many of the identifiers that a message names are looked up: the latest.
const MOST_NAMED: usize = 50;

/// The person's letters, as far as they were read.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// How far.
    read: Option<Extent>,
    /// What is on its way, and how far it leads.
    asked: Option<(RequestId, ConnectionId, Extent)>,
    letters: Vec<Letter>,
    /// Which letters have or name an identifier, by its number.
    by_name: Map<u64, Vec<usize>>,
    /// What rows of this list have and name.
    list: ListId,
    rows: Map<Uid, Names>,
}

/// How much of a mailbox is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Extent {
    mailbox: MailboxName,
    uid_validity: UidValidity,
    /// Everything below this.
    next: UidNext,
    /// So many messages there were.
    messages: u32,
}

impl Extent {
    fn new(mailbox: &MailboxName, counts: &MailboxCounts) -> Option<Self> {
        Some(Self {
            mailbox: mailbox.clone(),
            uid_validity: counts.uid_validity?,
            next: counts.uid_next?,
            messages: counts.messages,
        })
    }
    /// Whether what was read up to `before` holds, so that only the new is to come.
    fn continues(&self, before: &Self) -> bool {
        self.mailbox == before.mailbox
            && self.uid_validity == before.uid_validity
            && self.next >= before.next
            && self.messages >= before.messages
    }
    /// The UIDs that are to be read where it was read up to `before`.
    fn beyond(&self, before: Option<&Self>) -> Option<UidRange> {
        let next = self.next.0.get();
        let last = Uid::new(next.checked_sub(1)?)?;
        let first = next.saturating_sub(MOST_LETTERS).max(1);
        let first = before.map_or(first, |before| first.max(before.next.0.get()));
        (first < next).then_some(UidRange::new(Uid::new(first)?, last))
    }
}

/// When an answer was written, and by whom.
pub(crate) type Answer<'a> = (Timestamp, Option<&'a Address>);

/// A letter.
#[derive(Debug)]
struct Letter {
    uid: Uid,
    written: Timestamp,
    from: Option<Address>,
    names: Names,
}

/// The identifiers of a message, as numbers: its own, and those it names.
#[derive(Debug, Default)]
struct Names {
    own: Option<u64>,
    above: Vec<u64>,
}

impl Names {
    fn of(header: &Header) -> Self {
        let above = header.references.iter().rev().chain(&header.in_reply_to);
        Self {
            own: header.message_id.as_ref().map(|id| digest(&id.0)),
            above: above.take(MOST_NAMED).map(|id| digest(&id.0)).collect(),
        }
    }
    fn all(&self) -> impl Iterator<Item = u64> + '_ {
        self.own.iter().chain(&self.above).copied()
    }
}

impl Answers {
    /// Of this list is told from now on.
    pub(crate) fn turn_to(&mut self, list: ListId) {
        if self.list != list || self.rows.len() >= MOST_ROWS {
            self.rows.clear();
        }
        self.list = list;
    }
    /// The letters that belong to a conversation and are none of its members.
    pub(crate) fn to(
        &mut self,
        members: &[(Uid, &Row)],
        charsets: &dyn CharsetDecoder,
    ) -> Vec<Answer<'_>> {
        if self.letters.is_empty() {
            return Vec::new();
        }
        let (mut seen, mut own): (Set<u64>, Set<u64>) = (Set::new(), Set::new());
        for (uid, row) in members {
            let read = || Names::of(&mime_message::parse_header(&row.header, charsets));
            let names = self.rows.get_or_insert_with(*uid, read);
            own.extend(names.own);
            seen.extend(names.all());
        }
        let mut next: Vec<u64> = seen.iter().copied().collect();
        let mut found: Set<usize> = Set::new();
        while let Some(name) = next.pop() {
            for place in self.by_name.get(&name).into_iter().flatten() {
                if let Some(letter) = self.letters.get(*place).filter(|_| found.insert(*place)) {
                    next.extend(letter.names.all().filter(|name| seen.insert(*name)));
                }
            }
        }
        let found = found.iter().filter_map(|place| self.letters.get(*place));
        let others = found.filter(|letter| letter.names.own.is_none_or(|id| !own.contains(&id)));
        others
            .map(|letter| (letter.written, letter.from.as_ref()))
            .collect()
    }
    /// A connection is gone: what it carried is asked of another.
    pub(crate) fn interrupt(&mut self, connection: ConnectionId) {
        let _ = self.asked.take_if(|(_, on, _)| *on == connection);
    }
    fn is_asked(&self, request: RequestId) -> bool {
        self.asked
            .as_ref()
            .is_some_and(|(asked, ..)| *asked == request)
    }
    fn learn(&mut self, letter: Letter) {
        if self.letters.iter().any(|known| known.uid == letter.uid) {
            return;
        }
        for name in letter.names.all() {
            self.by_name.get_or_default(name).push(self.letters.len());
        }
        self.letters.push(letter);
    }
    fn forget_letters(&mut self) {
        self.read = None;
        self.letters.clear();
        self.by_name.clear();
    }
}

impl Engine {
    /// Where answers lie that belong to what is shown; nowhere where the list has
    /// other rows than conversations of a mailbox.
    fn mailbox_of_answers(&self) -> Option<&MailboxName> {
        let list = self.account.list.as_ref().filter(|list| list.is_folded());
        let list = list.filter(|list| list.shown_view().query.is_none())?;
        let is_quiet = list.sync() == Sync::Live && self.account.sweep.is_none();
        let sent = self.account.tree.special(SpecialUse::Sent)?;
        // Where everything lies in one mailbox, they are members.
        let all = self.account.tree.special(SpecialUse::All);
        let is_elsewhere = list.mailbox != *sent && Some(&list.mailbox) != all;
        (is_quiet && is_elsewhere).then_some(sent)
    }
    /// Reads what the person has sent, as far as it is not known.
    pub(crate) fn want_answers(&mut self) {
        // The first connection does not leave its list for that.
        if self.account.answers.asked.is_some() || !self.pool.has_workers() {
            return;
        }
        let Some(mailbox) = self.mailbox_of_answers().cloned() else {
            return;
        };
        let counts = self.account.tree.counts(&mailbox);
        let Some(meant) = counts.and_then(|counts| Extent::new(&mailbox, counts)) else {
            return;
        };
        let answers = &mut self.account.answers;
        if answers.read.as_ref() == Some(&meant) {
            return;
        }
        let before = answers.read.as_ref();
        if before.is_some_and(|before| !meant.continues(before)) {
            answers.forget_letters();
        }
        let Some(range) = meant.beyond(answers.read.as_ref()) else {
            answers.read = Some(meant);
            return;
        };
        match self.carrier(Job::Long, Some(&mailbox), Some(meant.uid_validity)) {
            Carrier::Ready(on) => {
                let mut uids = UidSet::new();
                uids.insert_range(range);
                let request = Request::FetchHeaders {
                    uids,
                    fields: FIELDS.map(str::to_owned).to_vec(),
                };
                let (priority, purpose) = (Priority::Background, Purpose::Sweep);
                let request = self.submit_on(on, request, priority, purpose);
                self.account.answers.asked = request.map(|request| (request, on, meant));
            }
            Carrier::Later => {}
            Carrier::Gone(_) => self.account.answers.read = Some(meant),
        }
    }
    /// The header of a letter.
    pub(crate) fn answers_header(
        &mut self,
        request: RequestId,
        uid: Uid,
        received: Option<Timestamp>,
        header: &[u8],
    ) {
        if self.account.answers.is_asked(request) {
            let header = mime_message::parse_header(header, &*self.charsets);
            let letter = Letter {
                uid,
                written: received.unwrap_or_default(),
                names: Names::of(&header),
                from: header.from.into_iter().next(),
            };
            self.account.answers.learn(letter);
        }
    }
    /// What was asked for has come, or will not.
    pub(crate) fn answers_ended(&mut self, request: RequestId, is_lost: bool) {
        let answers = &mut self.account.answers;
        let ended = answers.asked.take_if(|(asked, ..)| *asked == request);
        if let Some((_, _, meant)) = ended.filter(|_| !is_lost) {
            answers.read = Some(meant);
        }
    }
    /// A letter lies among the sent mail now: the server is asked how much that is,
    /// if anybody counts.
    pub(crate) fn count_answers(&mut self) {
        let mailbox = self.mailbox_of_answers().cloned();
        self.ask_counts(mailbox.into_iter().collect());
    }
}
