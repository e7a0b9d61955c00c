use crate::action::{DownloadId, ListId};
use crate::input::ConnectionId;
use crate::transfer::TransferId;
use imap_client::{CloseReason, Connection, ConnectionConfig, Event, Priority, Request, RequestId};
use mail_model::{FileSlice, MailboxName, Map, Problem, Timestamp, Uid, UidValidity};
use std::collections::VecDeque;

/// What a request was submitted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Login,
    Mailboxes,
    Select(Target),
    Uids(ListId),
    /// What a view other than the mailbox as it is shows.
    View(ListId),
    Rows(ListId),
    /// The row of a message that is to be opened and not in the list's view.
    MessageRow(ListId, Uid),
    Flags(ListId),
    /// A content for reading, now or soon.
    Section,
    Download(DownloadId),
    /// The row of a message that another is begun from.
    ComposeRow,
    Export(TransferId),
    Import(TransferId, Uid),
    /// A mailbox is made, renamed, deleted or subscribed to.
    TreeChange,
    /// Something of a mailbox that comes as an event, if it comes.
    Fact,
    /// Who may do what with a mailbox.
    Acl(MailboxName),
    /// The person's own annotations, read or written.
    Metadata,
    /// A step of reading and keeping what the person has set.
    Settings,
    /// Contacts are read or written.
    Contacts,
    /// What is looked for in several mailboxes.
    Sweep,
    /// A step of something that is done to messages.
    Operation,
    Status,
    Noop,
    /// The server looks what is in the mailbox before something is done there.
    Look,
    Logout,
}

/// A server's look at the mailbox that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// It was asked to.
    UnderWay,
    /// At this moment it had told what there is.
    Done(Timestamp),
}

/// Why a mailbox is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Its list is shown.
    List(ListId, MailboxName),
    /// Something waits to be done in it.
    Errand(MailboxName),
}

impl Target {
    /// Which mailbox that is.
    pub(crate) fn mailbox(&self) -> &MailboxName {
        match self {
            Self::List(_, mailbox) | Self::Errand(mailbox) => mailbox,
        }
    }
}

/// A connection to the upstream, and what its requests are for.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) id: ConnectionId,
    /// The server let us in.
    pub(crate) is_authenticated: bool,
    /// The server tells the counts of mailboxes by itself, but of those whose
    /// names begin so. `None` where it does not.
    pub(crate) unwatched: Option<Vec<String>>,
    /// The mailboxes were asked for.
    pub(crate) has_asked_mailboxes: bool,
    /// How much room there is was asked for.
    pub(crate) has_asked_quota: bool,
    /// How many requests were submitted, so that one can tell whether any was.
    pub(crate) submissions: u64,
    /// `None` while the transport is being opened.
    connection: Option<Connection>,
    purposes: Map<RequestId, Purpose>,
    /// Requests that nobody waits for any more.
    cancelled: Vec<RequestId>,
    /// SELECTs that were not answered yet, in their order.
    selects: VecDeque<(RequestId, Target)>,
    /// What is selected: to this the mailbox's events belong.
    active: Option<Target>,
    /// The validity of its UIDs.
    uid_validity: Option<UidValidity>,
    /// The mailbox that could not be opened last, and why.
    refusal: Option<(MailboxName, Problem)>,
    /// The server's last look at what is open.
    look: Option<Look>,
    /// When a mailbox was selected last.
    selected_at: Option<Timestamp>,
}

/// What became of a request.
pub(crate) struct Ended {
    /// What it was for.
    pub(crate) purpose: Purpose,
    /// Nobody waited for it any more.
    pub(crate) was_cancelled: bool,
}

impl Link {
    /// A link whose transport is being opened.
    pub(crate) fn new(id: ConnectionId) -> Self {
        Self {
            id,
            is_authenticated: false,
            unwatched: None,
            has_asked_mailboxes: false,
            has_asked_quota: false,
            submissions: 0,
            connection: None,
            purposes: Map::new(),
            cancelled: Vec::new(),
            selects: VecDeque::new(),
            active: None,
            uid_validity: None,
            refusal: None,
            look: None,
            selected_at: None,
        }
    }
    /// Whether the server has told this very moment all that is in its mailbox;
    /// `None` while it is at it.
    pub(crate) fn has_looked(&self, now: Timestamp) -> Option<bool> {
        match self.look {
            Some(Look::UnderWay) => None,
            Some(Look::Done(at)) => Some(at == now),
            None => Some(false),
        }
    }
    /// A mailbox was selected this very moment.
    pub(crate) fn begins_afresh(&mut self, now: Timestamp) {
        self.selected_at = Some(now);
    }
    /// Whether the server has told this very moment what is in the mailbox, by
    /// opening it.
    pub(crate) fn is_fresh(&self, now: Timestamp) -> bool {
        self.selected_at == Some(now)
    }
    /// It was asked to look.
    pub(crate) fn looks(&mut self) {
        self.look = Some(Look::UnderWay);
    }
    /// It has looked.
    pub(crate) fn looked(&mut self, now: Timestamp) {
        self.look = Some(Look::Done(now));
    }
    /// The transport is open.
    pub(crate) fn open(&mut self, config: ConnectionConfig, now: Timestamp) {
        if self.connection.is_none() {
            self.connection = Some(Connection::new(config, now));
        }
    }
    /// Whether the transport is open.
    pub(crate) fn is_open(&self) -> bool {
        self.connection.is_some()
    }
    /// Bytes came.
    pub(crate) fn handle_input(&mut self, bytes: &[u8], now: Timestamp) {
        if let Some(connection) = &mut self.connection {
            connection.handle_input(bytes, now);
        }
    }
    /// Time passed, or the machine woke up.
    pub(crate) fn handle_timeout(&mut self, now: Timestamp) {
        if let Some(connection) = &mut self.connection {
            connection.handle_timeout(now);
        }
    }
    /// The transport ended. `false` where it had never been open, so that
    /// no event will tell of it.
    pub(crate) fn handle_closed(&mut self, reason: CloseReason, now: Timestamp) -> bool {
        match &mut self.connection {
            Some(connection) => {
                connection.handle_closed(reason, now);
                true
            }
            None => false,
        }
    }
    pub(crate) fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.connection.as_mut()?.poll_transmit()
    }
    /// The stretch of a file that a message on its way needs.
    pub(crate) fn poll_need(&mut self) -> Option<FileSlice> {
        self.connection.as_mut()?.poll_need()
    }
    /// That stretch, or why it can't be read.
    pub(crate) fn supply(&mut self, stretch: Result<Vec<u8>, Problem>, now: Timestamp) {
        if let Some(connection) = &mut self.connection {
            connection.supply(stretch, now);
        }
    }
    pub(crate) fn poll_event(&mut self) -> Option<Event> {
        self.connection.as_mut()?.poll_event()
    }
    pub(crate) fn poll_timeout(&self) -> Option<Timestamp> {
        self.connection.as_ref()?.poll_timeout()
    }

    /// Submits a request; `None` while the transport is not open.
    pub(crate) fn submit(
        &mut self,
        request: Request,
        priority: Priority,
        purpose: Purpose,
        now: Timestamp,
    ) -> Option<RequestId> {
        let id = self.connection.as_mut()?.submit(request, priority, now);
        self.submissions += 1;
        if let Purpose::Select(target) = &purpose {
            self.selects.push_back((id, target.clone()));
            self.refusal = None;
        }
        self.purposes.insert(id, purpose);
        Some(id)
    }
    /// Nobody waits for a request any more.
    pub(crate) fn cancel(&mut self, request: RequestId) {
        let is_known = self.purposes.contains_key(&request);
        if let (Some(connection), true) = (&mut self.connection, is_known)
            && !self.cancelled.contains(&request)
        {
            self.cancelled.push(request);
            connection.cancel(request);
        }
    }
    /// Cancels all requests for certain purposes.
    pub(crate) fn cancel_all(&mut self, is_meant: impl Fn(&Purpose) -> bool) {
        let meant: Vec<RequestId> = self
            .purposes
            .iter()
            .filter(|(_, purpose)| is_meant(purpose))
            .map(|(request, _)| *request)
            .collect();
        for request in meant {
            self.cancel(request);
        }
    }
    /// Whether a request for a certain purpose is under way.
    pub(crate) fn is_under_way(&self, is_meant: impl Fn(&Purpose) -> bool) -> bool {
        self.purposes
            .iter()
            .any(|(request, purpose)| is_meant(purpose) && !self.cancelled.contains(request))
    }
    /// Whether the server is still at something for a certain purpose that nobody
    /// waits for any more: it can't be told to stop.
    pub(crate) fn is_busy_in_vain(&self, is_meant: impl Fn(&Purpose) -> bool) -> bool {
        let mut cancelled = self.cancelled.iter();
        cancelled.any(|request| self.purposes.get(request).is_some_and(&is_meant))
    }
    /// Whether nothing is asked of it.
    pub(crate) fn is_idle(&self) -> bool {
        self.purposes.is_empty()
    }
    /// What a request is for.
    pub(crate) fn purpose(&self, request: RequestId) -> Option<&Purpose> {
        self.purposes.get(&request)
    }
    /// A request ended.
    pub(crate) fn ended(&mut self, request: RequestId) -> Option<Ended> {
        let purpose = self.purposes.remove(&request)?;
        let was_cancelled = self.cancelled.contains(&request);
        self.cancelled.retain(|cancelled| *cancelled != request);
        self.selects.retain(|(select, _)| *select != request);
        Some(Ended {
            purpose,
            was_cancelled,
        })
    }

    /// What is selected once everything submitted so far is done: what is
    /// submitted now is for that.
    pub(crate) fn target(&self) -> Option<&Target> {
        match self.selects.back() {
            Some((_, target)) => Some(target),
            None => self.active.as_ref(),
        }
    }
    /// What is selected now: what the server tells now is of that.
    pub(crate) fn active(&self) -> Option<&Target> {
        self.active.as_ref()
    }
    /// Whether requests submitted now are for this list.
    pub(crate) fn leads_to(&self, list: ListId) -> bool {
        matches!(self.target(), Some(Target::List(id, _)) if *id == list)
    }
    /// Whether what the server tells now is of this list.
    pub(crate) fn is_at(&self, list: ListId) -> bool {
        matches!(self.active(), Some(Target::List(id, _)) if *id == list)
    }
    /// A mailbox was selected. Tells for what.
    pub(crate) fn selected(
        &mut self,
        mailbox: &MailboxName,
        uid_validity: UidValidity,
    ) -> Option<&Target> {
        self.uid_validity = Some(uid_validity);
        if let Some((_, target)) = self.selects.front() {
            self.active = Some(target.clone());
        }
        if self.active.as_ref().is_some_and(|t| t.mailbox() != mailbox) {
            self.active = None;
        }
        self.active.as_ref()
    }
    /// A SELECT was refused: nothing is selected (RFC 9051 §6.3.2).
    pub(crate) fn deselected(&mut self) {
        self.active = None;
    }
    /// The validity of the open mailbox's UIDs.
    pub(crate) fn uid_validity(&self) -> Option<UidValidity> {
        self.uid_validity
    }
    /// A mailbox can't be opened: whoever wants something of it must know.
    pub(crate) fn refused(&mut self, mailbox: MailboxName, problem: Problem) {
        self.deselected();
        self.refusal = Some((mailbox, problem));
    }
    /// Whether the mailbox was refused, and nobody was told yet.
    pub(crate) fn has_refused(&self, mailbox: &MailboxName) -> bool {
        self.refusal.as_ref().is_some_and(|(of, _)| of == mailbox)
    }
    /// Why the mailbox could not be opened: told once.
    pub(crate) fn take_refusal(&mut self, mailbox: &MailboxName) -> Option<Problem> {
        let refusal = self.refusal.take_if(|(of, _)| of == mailbox);
        refusal.map(|(_, problem)| problem)
    }
    /// A list goes on under another name.
    pub(crate) fn rename(&mut self, from: ListId, to: ListId) {
        for purpose in self.purposes.values_mut() {
            if *purpose == Purpose::Flags(from) {
                *purpose = Purpose::Flags(to);
            }
        }
        let targets = self.selects.iter_mut().map(|(_, target)| target);
        for target in targets.chain(&mut self.active) {
            if let Target::List(id, _) = target
                && *id == from
            {
                *id = to;
            }
        }
    }
}
