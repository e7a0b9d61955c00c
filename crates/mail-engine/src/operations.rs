//! What is done to messages, to few and to many: how it is meant, and who
//! carries it. How it ends is in `ended`.

mod destination;
mod ended;
pub(crate) mod shares;

use crate::action::{Appended, Deed, OperationId, Selection};
use crate::change::OperationState;
use crate::engine::Engine;
use crate::later::Told;
use crate::link::{Purpose, Target};
use crate::list::MessageList;
use crate::operation::{Errand, Kind, Operation, Returned, Step};
use crate::pool::{Carrier, Job};
use crate::trace;
use crate::{Change, ConnectionId, LaterChange};
use imap_client::{NewMessage, Priority, Request};
use mail_model::{
    Flag, MailboxName, MessageRef, Problem, ProblemKind, SearchKey, Uid, UidSet, UidValidity,
};

/// What is about more messages than this is carried where it does not stand in
/// the way of a click.
const MANY: u32 = 2_000;

/// Where an operation is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// On the first connection, in the mailbox that is open there.
    Here,
    /// Wherever somebody carries it.
    Elsewhere,
}

/// What becomes of a wish: an operation, or nothing where nothing is to be done.
type Meant = Result<Option<Operation>, ProblemKind>;

impl Engine {
    // Wishes.

    /// Does something to messages of the open mailbox.
    pub(crate) fn operate(&mut self, id: OperationId, selection: &Selection, deed: Deed) {
        if self.operate_on_hits(id, selection, &deed) {
            return;
        }
        let meant = self.meant(selection, deed);
        self.begin_as(id, meant);
    }
    /// Sets or clears a flag, and tells only if that fails.
    pub(crate) fn set_flag(&mut self, uids: &UidSet, flag: Flag, value: bool) {
        if self.set_flag_of_hits(uids, &flag, value) {
            return;
        }
        let Some((list, uid_validity)) = self.valid_list() else {
            return;
        };
        let uids = self.without_flag(uids, &flag, value);
        if uids.is_empty() {
            return;
        }
        let meant = if list.is_read_only {
            Err(ProblemKind::ChangeRefused)
        } else {
            let mailbox = list.mailbox.clone();
            let kind = Kind::Flag { flag, value };
            Ok(Operation::new(kind, mailbox, Some(uid_validity), uids))
        };
        match meant {
            Ok(operation) => self.begin_operation(operation),
            Err(kind) => self.changes.push_back(Change::Notice(Problem::new(kind))),
        }
    }
    /// Removes all messages of a mailbox for ever.
    pub(crate) fn empty_mailbox(&mut self, id: OperationId, mailbox: MailboxName) {
        if self.shows_all_of(&mailbox) {
            self.operate(id, &Selection::All, Deed::Delete { for_ever: true });
            return;
        }
        let mut operation = Operation::new(Kind::Expunge, mailbox, None, UidSet::new());
        operation.step = Step::Find(SearchKey::All);
        self.begin_as(id, Ok(Some(operation)));
    }
    /// Marks all messages of a mailbox as read.
    pub(crate) fn mark_all_read(&mut self, id: OperationId, mailbox: MailboxName) {
        let (flag, value) = (Flag::Seen, true);
        if self.shows_all_of(&mailbox) {
            self.operate(id, &Selection::All, Deed::SetFlag { flag, value });
            return;
        }
        let unseen = self.account.tree.counts(&mailbox).map(|c| c.unseen);
        let kind = Kind::Flag { flag, value };
        let mut operation = Operation::new(kind, mailbox, None, UidSet::new());
        let unread = SearchKey::Not(Box::new(SearchKey::Flag(Flag::Seen)));
        operation.step = Step::Find(unread);
        operation.reads_all = true;
        operation.unseen = unseen.unwrap_or(0);
        self.begin_as(id, Ok(Some(operation)));
    }
    /// Whether the open list shows all of a mailbox: it may show only a part of it.
    fn shows_all_of(&self, mailbox: &MailboxName) -> bool {
        let place = self.account.place.as_ref();
        place.is_some_and(|at| at.mailbox == *mailbox && at.view.is_plain())
            && self
                .valid_list()
                .is_some_and(|(l, _)| l.mailbox == *mailbox)
    }
    /// Puts messages into a mailbox.
    pub(crate) fn append(
        &mut self,
        id: OperationId,
        mailbox: MailboxName,
        messages: Vec<Appended>,
    ) {
        let unseen = messages.iter().filter(|m| !m.flags.is_seen()).count();
        let kind = Kind::Append {
            messages: messages.into_iter().map(NewMessage::from).collect(),
        };
        let mut operation = Operation::new(kind, mailbox, None, UidSet::new());
        operation.unseen = u32::try_from(unseen).unwrap_or(u32::MAX);
        let meant = (operation.count() > 0).then_some(operation);
        self.begin_as(id, Ok(meant));
    }
    /// Puts a message in place of another.
    pub(crate) fn replace(&mut self, id: OperationId, message: MessageRef, by: Appended) {
        let unseen = u32::from(!by.flags.is_seen());
        let kind = Kind::Replace {
            by: Box::new(by.into()),
        };
        let uids = UidSet::from_iter([message.uid]);
        let validity = Some(message.uid_validity);
        let mut operation = Operation::new(kind, message.mailbox, validity, uids);
        operation.unseen = unseen;
        self.begin_as(id, Ok(Some(operation)));
    }
    /// Takes an operation back.
    pub(crate) fn undo(&mut self, id: OperationId) {
        for share in self.shares_of(id).unwrap_or_default() {
            self.undo(share);
        }
        if let Some(inverse) = self.account.journal.take(id) {
            self.begin_operation(inverse);
            return;
        }
        let Some(place) = self.account.overlay.named(id) else {
            return;
        };
        match self.account.overlay.at(place) {
            // Whether it has happened is found out first.
            Some(operation) if operation.is_doubtful() => operation.is_unwanted = true,
            Some(operation) if operation.request.is_some() => {
                operation.is_unwanted = true;
                self.cancel_operation(id);
            }
            Some(operation) if operation.is_undoing => {}
            _ => self.drop_operation(place),
        }
    }
    /// Stops an operation.
    pub(crate) fn cancel_operation(&mut self, id: OperationId) {
        for share in self.shares_of(id).unwrap_or_default() {
            self.cancel_operation(share);
        }
        let Some(place) = self.account.overlay.named(id) else {
            return;
        };
        let Some(operation) = self.account.overlay.at(place) else {
            return;
        };
        match operation.request {
            Some(request) => self.cancel_request(request),
            None if operation.is_doubtful() => {}
            None => self.drop_operation(place),
        }
    }
    /// Nothing was done for it yet, and nothing will be.
    fn drop_operation(&mut self, place: usize) {
        if let Some(operation) = self.account.overlay.take(place) {
            self.show_without(&operation);
            if operation.is_undoing {
                // What was to be taken back stays as it is, and can still be.
                self.tell_operation(&operation, OperationState::Done { can_undo: true });
                self.account.journal.put_back(operation);
            } else {
                self.tell_operation(&operation, OperationState::Undone);
            }
        }
    }

    // What is meant.

    fn meant(&self, selection: &Selection, deed: Deed) -> Meant {
        let (list, uid_validity) = self.valid_list().ok_or(ProblemKind::MailboxUnavailable)?;
        let mailbox = list.mailbox.clone();
        let is_all = !matches!(selection, Selection::Uids(_));
        let spared = match selection {
            Selection::AllBut(others) => list.with_folded(others),
            _ => UidSet::new(),
        };
        let (uids, is_whole) = list.selected(selection);
        let uids = uids.without(&self.account.overlay.hidden(&mailbox));
        let unchanged_since = match deed {
            // Of what was changed when it is not known.
            Deed::SetFlagUnlessChanged { .. } => {
                Some(list.flags_since().ok_or(ProblemKind::NotOffered)?)
            }
            _ => None,
        };
        let (kind, before) = self.kind(&mailbox, deed)?;
        if list.is_read_only && !matches!(kind, Kind::Copy { .. }) {
            return Err(ProblemKind::ChangeRefused);
        }
        let mut operation = Operation::new(kind, mailbox, Some(uid_validity), uids);
        operation.before = before;
        operation.unchanged_since = unchanged_since;
        if operation.destination() == Some(&operation.mailbox) {
            return Ok(None);
        }
        let mut query = match is_whole {
            true => Vec::new(),
            false => vec![list.shown_view().query.unwrap_or(SearchKey::All)],
        };
        if !is_whole && !spared.is_empty() {
            let spared = SearchKey::Uids(spared.clone());
            query.push(SearchKey::Not(Box::new(spared)));
        }
        if let Some((flag, value)) = operation.flag().map(|(flag, value)| (flag.clone(), value)) {
            operation.uids = self.without_flag(&operation.uids, &flag, value);
            // Of rows that are not known here the server says whether they change:
            // only those that do are changed back.
            if list.known_of(&operation.uids).len() < operation.uids.len() as usize {
                let has = SearchKey::Flag(flag);
                query.push(match value {
                    true => SearchKey::Not(Box::new(has)),
                    false => has,
                });
            }
        }
        operation.step = match query.is_empty() {
            true => operation.first_step(),
            false => Step::Find(SearchKey::And(query)),
        };
        if !is_whole {
            // They are all named by the server.
            operation.uids = UidSet::new();
        }
        let is_unknown = matches!(operation.step, Step::Find(_));
        operation.unseen = list.unseen_of(&operation.uids);
        let is_plain = list.shown_view().is_plain();
        operation.reads_all = is_all
            && is_plain
            && spared.is_empty()
            && operation.flag() == Some((&Flag::Seen, true));
        if is_all
            && is_plain
            && let Some(counts) = self.account.tree.counts(&operation.mailbox)
        {
            let unseen = counts.unseen.saturating_sub(list.unseen_of(&spared));
            operation.unseen = operation.unseen.max(unseen.min(operation.count()));
        }
        Ok((is_unknown || !operation.uids.is_empty()).then_some(operation))
    }
    fn valid_list(&self) -> Option<(&MessageList, UidValidity)> {
        let list = self.account.list.as_ref()?;
        Some((list, list.uid_validity?))
    }
    /// Those that do not show a flag as wished yet, as far as that is known.
    fn without_flag(&self, uids: &UidSet, flag: &Flag, value: bool) -> UidSet {
        let known = self.known_of(uids).into_iter();
        let done: UidSet = known
            .filter(|uid| {
                let flags = self.shown_flags(*uid);
                flags.is_some_and(|flags| flags.contains(flag) == value)
            })
            .collect();
        uids.without(&done)
    }

    // Beginning.

    fn begin_as(&mut self, id: OperationId, meant: Meant) {
        match meant {
            Ok(Some(mut operation)) => {
                operation.id = Some(id);
                self.begin_operation(operation);
            }
            Ok(None) => self
                .changes
                .push_back(Change::Later(LaterChange::Operation {
                    operation: id,
                    state: OperationState::Done { can_undo: false },
                })),
            Err(kind) => self
                .changes
                .push_back(Change::Later(LaterChange::Operation {
                    operation: id,
                    state: OperationState::Failed(Problem::new(kind)),
                })),
        }
    }
    pub(crate) fn begin_operation(&mut self, operation: Operation) {
        let uids = operation.uids.clone();
        let pending = OperationState::Pending {
            done: 0,
            total: (operation.count() > 0).then_some(operation.count()),
        };
        self.tell_operation(&operation, pending);
        self.telling_flags(&uids, |engine| {
            let (id, errand) = (operation.id, operation.errand);
            if !engine.account.overlay.push(operation) {
                let problem = Problem::new(ProblemKind::LimitExceeded);
                match errand {
                    Some(errand) => engine.return_from(errand, Returned::Failed(problem)),
                    None => engine.tell_failure(id, problem),
                }
            }
        });
    }
    pub(super) fn tell_operation(&mut self, operation: &Operation, state: OperationState) {
        if let Some(errand) = operation.errand {
            return match state {
                OperationState::Pending { .. } => {}
                OperationState::Done { .. } | OperationState::Undone => {
                    self.return_from(errand, Returned::Done(operation.appended.clone()));
                }
                OperationState::Failed(problem) => {
                    self.return_from(errand, Returned::Failed(problem));
                }
            };
        }
        if let Some(operation) = operation.id {
            self.changes
                .push_back(Change::Later(LaterChange::Operation { operation, state }));
        }
    }

    /// Whoever sent it on its errand hears how that ended.
    pub(super) fn return_from(&mut self, errand: Errand, returned: Returned) {
        self.tell_later(Told::Returned(errand, returned));
    }

    // Carrying.

    /// Submits what may be submitted now: what belongs on the first connection
    /// into the mailbox that is open, or all else.
    pub(crate) fn want_operations(&mut self, reach: Reach) {
        self.choose_destinations();
        let mut ended = Vec::new();
        for place in self.account.overlay.waiting() {
            if self.reach(place) == reach
                && let Some(problem) = self.submit_operation(place)
            {
                ended.push((place, problem));
            }
        }
        for (place, problem) in ended.into_iter().rev() {
            if let Some(operation) = self.account.overlay.take(place) {
                self.fail(&operation, problem);
            }
        }
    }
    /// Submits an operation, if somebody is there to carry it. Tells why it never will be.
    fn submit_operation(&mut self, place: usize) -> Option<Problem> {
        let operation = self.account.overlay.at(place)?;
        if operation.step == Step::Lost {
            return Some(Problem::new(ProblemKind::ConnectionLost));
        }
        if operation.hides() && matches!(operation.step, Step::Do | Step::Look) {
            // All of them are other messages now.
            if operation.uids.is_empty() {
                return Some(Problem::new(ProblemKind::MessageGone));
            }
            let mailbox = operation.mailbox.clone();
            if self.is_identifying(&mailbox) {
                return None;
            }
        }
        let operation = self.account.overlay.at(place)?;
        let job = match operation.count() > MANY || operation.is_large() {
            true => Job::Long,
            false => Job::Short,
        };
        let (mailbox, uid_validity) = (operation.place().cloned(), operation.place_validity());
        let carrier = match self.reach(place) {
            Reach::Here => self.here(mailbox.as_ref()),
            Reach::Elsewhere => self.carrier(job, mailbox.as_ref(), uid_validity),
        };
        let connection = match carrier {
            Carrier::Ready(connection) => connection,
            Carrier::Later => return None,
            Carrier::Gone(problem) => return Some(problem),
        };
        let operation = self.account.overlay.at(place)?;
        // What was moved or copied has just come to where it is looked for or
        // taken back. Flags have not, and must not be overtaken by later wishes.
        let is_about_news = operation.step == Step::Trace
            || operation.kind == Kind::Find
            || (operation.is_undoing && operation.flag().is_none());
        let highest = operation.uids.last();
        let is_on_first = self.link.as_ref().map(|link| link.id) == Some(connection);
        // What was found in several mailboxes may have come, or come back, to the open
        // one before the first connection was told of it.
        let is_told = !is_on_first || self.is_told_up_to(highest);
        let is_about_news = is_about_news || !is_told;
        if (is_about_news || !is_on_first)
            && let Some(mailbox) = mailbox
            && !self.has_looked(connection)
        {
            // The first connection does not go back to its list meanwhile.
            if is_on_first && self.pool.errand() == Some(&mailbox) {
                self.pool.stay_at(mailbox);
            }
            return None;
        }
        let mut links = self.links();
        let told = links.find(|link| link.id == connection)?.uid_validity();
        drop(links);
        let operation = self.account.overlay.at(place)?;
        let is_tracing = operation.step == Step::Trace;
        if is_tracing
            && let (Some(told), Some(meant)) = (told, operation.trace_validity)
            && told != meant
        {
            // Somebody has made the mailbox anew: all that is in it has come since.
            operation.trace = operation.trace.take().map(trace::without_bound);
            operation.trace_validity = Some(told);
        }
        if operation.place().is_some() && operation.uid_validity.is_none() && !is_tracing {
            operation.uid_validity = told;
        }
        let request = operation.request()?;
        let priority = match job {
            Job::Short => Priority::Interactive,
            Job::Long => Priority::Prefetch,
        };
        if !is_tracing {
            self.keep_trace(place);
        }
        let request = self.submit_on(connection, request, priority, Purpose::Operation);
        self.account.overlay.at(place)?.request = request;
        None
    }
    /// Whether the open list has been told of messages up to this one.
    fn is_told_up_to(&self, uid: Option<Uid>) -> bool {
        let list = self.account.list.as_ref();
        list.is_some_and(|list| uid <= list.placement().highest())
    }
    /// Whether the open list is still to be told by sizes that its UIDs mean the
    /// messages that they did. Servers without modification sequences have given
    /// UIDs to other messages in silence (Proton's bridge), so what takes messages
    /// away waits for that.
    fn is_identifying(&self, mailbox: &MailboxName) -> bool {
        let list = self.account.list.as_ref();
        let list = list.filter(|list| list.mailbox == *mailbox && list.flags_since().is_none());
        let (Some(list), Some(link)) = (list, &self.link) else {
            return false;
        };
        let flags = Purpose::Flags(list.id);
        self.account.needs_flags || link.is_under_way(|purpose| *purpose == flags)
    }
    /// Whether a connection's server has told it all that is in its mailbox; if it
    /// has not, it is asked to. Servers know of no message that they have not told
    /// a session of, and say OK to what they did to none. Dovecot takes its look
    /// behind whatever is sent in the same write, so its end is waited for.
    pub(crate) fn has_looked(&mut self, connection: ConnectionId) -> bool {
        let now = self.now;
        let mut links = self.links();
        let has_looked = links
            .find(|link| link.id == connection)
            .and_then(|link| link.has_looked(now));
        drop(links);
        if has_looked == Some(false) {
            let priority = Priority::Interactive;
            let request = self.submit_on(connection, Request::Noop, priority, Purpose::Look);
            let mut links = self.links();
            if let Some(link) = links.find(|link| request.is_some() && link.id == connection) {
                link.looks();
            }
        }
        has_looked == Some(true)
    }
    /// Before messages go somewhere: what will find them there.
    fn keep_trace(&mut self, place: usize) {
        let overlay = &mut self.account.overlay;
        let to = overlay.at(place).and_then(|o| o.destination().cloned());
        let counts = to.as_ref().and_then(|to| self.account.tree.counts(to));
        let (told, validity) = counts.map_or((None, None), |c| (c.uid_next, c.uid_validity));
        let came = to.as_ref().and_then(|to| overlay.next(to, validity));
        // What came by an operation before is not looked for, even if the server
        // has not told since what comes next.
        let next = told.map(|told| came.map_or(told, |came| came.max(told)));
        let Some(operation) = overlay.at(place) else {
            return;
        };
        let list = self.account.list.as_ref();
        let list = list.filter(|list| list.mailbox == operation.mailbox);
        let of_row = |uid| {
            let row = list?.row(uid)?;
            // The server's own name of a message finds it wherever it is, and needs no
            // Message-ID (RFC 8474 §5.1).
            if let Some(id) = &row.email_id {
                return Some(SearchKey::EmailId(id.clone()));
            }
            let size = u32::try_from(row.summary.size).ok()?;
            trace::of_row(row.summary.message_id.as_ref()?, &row.header, size)
        };
        if let (Step::Do, None, Some(next)) = (&operation.step, &operation.trace, next) {
            operation.trace_validity = validity;
            operation.trace = match &operation.kind {
                Kind::Append { messages } => {
                    let messages = messages.iter();
                    let keys = messages.map(|m| trace::of_message(&m.message, &*self.charsets));
                    trace::of_all(keys, next)
                }
                Kind::Replace { by } => {
                    trace::of_all([trace::of_message(&by.message, &*self.charsets)], next)
                }
                _ => trace::of_all(operation.uids.iter().map(of_row), next),
            };
        }
    }
    /// Where an operation is carried.
    fn reach(&mut self, place: usize) -> Reach {
        let open = self.account.list.as_ref().map(|list| &list.mailbox);
        let Some(operation) = self.account.overlay.at(place) else {
            return Reach::Elsewhere;
        };
        let is_short = operation.count() <= MANY && !operation.is_large();
        if operation.place().is_some() && operation.place() == open && is_short {
            Reach::Here
        } else {
            Reach::Elsewhere
        }
    }
    /// The first connection, once SELECT has told that the mailbox's UIDs mean
    /// what they did, and unless the next SELECT is out already.
    fn here(&self, mailbox: Option<&MailboxName>) -> Carrier {
        match &self.link {
            Some(link)
                if link.is_open()
                    && link.active().map(Target::mailbox) == mailbox
                    && link.active() == link.target() =>
            {
                Carrier::Ready(link.id)
            }
            _ => Carrier::Later,
        }
    }
}
