//! The account's connections beside the first. The first is the person's: it
//! shows the list and hears the news. What would stand in the way of a click
//! there, or belongs to another mailbox, is carried by a worker: a connection
//! that is opened when it is needed and closed when it has been idle.

mod life;

use crate::backoff::Backoff;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::link::{Link, Purpose, Target};
use core::time::Duration;
use imap_client::{Event, Priority, Request, RequestId};
use mail_model::{MailboxName, Problem, ProblemKind, Timestamp, UidValidity};

/// A worker must be logged in by then.
const OPENING_LIMIT: Duration = Duration::from_secs(20);
/// A worker that has had nothing to do for so long is closed.
const IDLE_LIMIT: Duration = Duration::from_secs(30);
/// So many losses in a row are waited out before all goes over the first connection.
const WORTH_WAITING: u32 = 3;
/// What brings more octets than this stands in the way of a click.
pub(crate) const LONG: u64 = 256 * 1024;

/// What is to be carried, as far as it decides on which connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// Soon over: it goes on the first connection where its mailbox is open there.
    Short,
    /// It would stand in the way of what the person clicks on.
    Long,
}

/// Which connection carries a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// This one: its mailbox is open there. Submit by [`Engine::submit_on`], at once.
    Ready(ConnectionId),
    /// One is being made ready, or all are busy: ask again in the next round.
    Later,
    /// None: the mailbox can't be opened, or its UIDs mean other messages now.
    Gone(Problem),
}

/// All connections but the first.
#[derive(Debug)]
pub(crate) struct Pool {
    workers: Vec<Worker>,
    /// Connections that a LOGOUT is still under way on, and until when it is waited for.
    leaving: Vec<(Link, Timestamp)>,
    /// So many connections the account may have, the first one among them.
    limit: usize,
    /// So many as the server let us have.
    granted: Option<usize>,
    backoff: Backoff,
    /// No worker is opened before: one was just lost.
    not_before: Option<Timestamp>,
    /// The mailbox that the first connection leaves the list for, as no worker can.
    errand: Option<MailboxName>,
    /// The same, as asked for in this round.
    next_errand: Option<MailboxName>,
}

/// A connection that works beside the first.
#[derive(Debug)]
struct Worker {
    link: Link,
    /// What it opens first.
    mailbox: Option<MailboxName>,
    /// By when it must be logged in.
    open_until: Timestamp,
    /// Since when nothing was asked of it.
    idle_since: Option<Timestamp>,
}

impl Worker {
    fn new(id: ConnectionId, mailbox: Option<MailboxName>, now: Timestamp) -> Self {
        Self {
            link: Link::new(id),
            mailbox,
            open_until: now + OPENING_LIMIT,
            idle_since: None,
        }
    }
    /// Which mailbox is open on it, or will be.
    fn mailbox(&self) -> Option<&MailboxName> {
        match self.link.target() {
            Some(target) => Some(target.mailbox()),
            None if self.link.is_open() => None,
            None => self.mailbox.as_ref(),
        }
    }
    fn poll_timeout(&self) -> Option<Timestamp> {
        let opening = (!self.link.is_authenticated).then_some(self.open_until);
        let idle = self.idle_since.map(|since| since + IDLE_LIMIT);
        [self.link.poll_timeout(), opening, idle]
            .into_iter()
            .flatten()
            .min()
    }
}

impl Pool {
    /// No connections yet, and at most `limit` with the first.
    pub(crate) fn new(limit: usize, seed: u64) -> Self {
        Self {
            workers: Vec::new(),
            leaving: Vec::new(),
            limit: limit.max(1),
            granted: None,
            backoff: Backoff::new(seed),
            not_before: None,
            errand: None,
            next_errand: None,
        }
    }
    /// All of its connections.
    pub(crate) fn links(&mut self) -> impl Iterator<Item = &mut Link> {
        let workers = self.workers.iter_mut().map(|worker| &mut worker.link);
        workers.chain(self.leaving.iter_mut().map(|(link, _)| link))
    }
    /// When the engine must look after it next.
    pub(crate) fn poll_timeout(&self) -> Option<Timestamp> {
        let workers = self.workers.iter().filter_map(Worker::poll_timeout);
        let leaving = self.leaving.iter().map(|(_, until)| *until);
        workers.chain(leaving).chain(self.not_before).min()
    }
    /// How many requests were submitted to workers that are there.
    pub(crate) fn submissions(&self) -> u64 {
        let workers = self.workers.iter();
        workers.map(|worker| worker.link.submissions).sum()
    }
    /// The mailbox that something must be done in on the first connection.
    pub(crate) fn errand(&self) -> Option<&MailboxName> {
        self.errand.as_ref()
    }
    /// A round of wishes begins: the errand is what was asked for in the last one.
    pub(crate) fn begin_round(&mut self) {
        self.errand = self.next_errand.take();
    }
    /// Whether the next round has another errand.
    pub(crate) fn has_other_errand(&self) -> bool {
        self.next_errand != self.errand
    }
    /// The first connection stays in a mailbox that it went to, or goes there, for
    /// one round more.
    pub(crate) fn stay_at(&mut self, mailbox: MailboxName) {
        self.next_errand.get_or_insert(mailbox);
    }
    /// The first connection holds: what the server granted before is void.
    pub(crate) fn grant_anew(&mut self) {
        self.granted = None;
    }
    /// Whether there may be connections beside the first.
    pub(crate) fn has_workers(&self) -> bool {
        self.granted.unwrap_or(self.limit).min(self.limit) > 1
    }
    fn worker(&mut self, id: ConnectionId) -> Option<&mut Worker> {
        self.workers.iter_mut().find(|worker| worker.link.id == id)
    }
    fn next_event(&mut self) -> Option<(ConnectionId, Event)> {
        let links = self.workers.iter_mut().map(|worker| &mut worker.link);
        let mut events = links.filter_map(|link| Some((link.id, link.poll_event()?)));
        events.next()
    }
    fn has_room(&self, now: Timestamp) -> bool {
        let limit = self.granted.unwrap_or(self.limit).min(self.limit);
        1 + self.workers.len() + self.leaving.len() < limit
            && self.not_before.is_none_or(|at| at <= now)
    }
    /// Whether a worker was just lost and is worth waiting for: its loss may be
    /// the first that is heard of the network's.
    fn is_pausing(&self, now: Timestamp) -> bool {
        let is_worth_it = self.backoff.tries() <= WORTH_WAITING && self.granted.is_none();
        is_worth_it && self.not_before.is_some_and(|at| at > now)
    }
}

impl Engine {
    // For whoever has something to be carried.

    /// Which connection carries a job in a mailbox, or one that needs no mailbox.
    /// Where there is none yet, one is made ready. Under another validity than
    /// `uid_validity` nothing is carried.
    pub(crate) fn carrier(
        &mut self,
        job: Job,
        mailbox: Option<&MailboxName>,
        uid_validity: Option<UidValidity>,
    ) -> Carrier {
        let leads_there = |link: &Link| match mailbox {
            Some(mailbox) => link.target().map(Target::mailbox) == Some(mailbox),
            None => link.is_authenticated,
        };
        let first = self.link.as_mut().filter(|link| link.is_authenticated);
        if let (Some(link), Some(mailbox)) = (first, mailbox)
            && let Some(problem) = link.take_refusal(mailbox)
        {
            self.pool.errand = None;
            return Carrier::Gone(problem);
        }
        let is_at_first = self.link.as_ref().is_some_and(leads_there);
        if let (Some(link), Job::Short, true) = (&self.link, job, is_at_first) {
            let carrier = readiness(link, mailbox, uid_validity);
            if let (Carrier::Later, Some(Target::Errand(errand))) = (&carrier, link.target()) {
                self.pool.next_errand.get_or_insert_with(|| errand.clone());
            }
            return carrier;
        }
        // A worker that is there already, one that has nothing to do, a new one.
        let workers = &mut self.pool.workers;
        if let Some(worker) = workers
            .iter_mut()
            .find(|worker| mailbox.is_none() || worker.mailbox() == mailbox)
        {
            return readiness(&worker.link, mailbox, uid_validity);
        }
        if let Some(mailbox) = mailbox {
            let refused = workers.iter_mut();
            if let Some(problem) = refused.filter_map(|w| w.link.take_refusal(mailbox)).next() {
                return Carrier::Gone(problem);
            }
            let idle = workers
                .iter_mut()
                .find(|worker| worker.idle_since.is_some());
            if let Some(worker) = idle {
                worker.idle_since = None;
                open_mailbox(&mut worker.link, mailbox.clone(), self.now);
                return Carrier::Later;
            }
        }
        if self.open_worker(mailbox) {
            return Carrier::Later;
        }
        match (&self.link, mailbox) {
            // A worker will be there in a moment.
            _ if job == Job::Long && self.pool.is_pausing(self.now) => Carrier::Later,
            (Some(link), _) if is_at_first => readiness(link, mailbox, uid_validity),
            // The first connection leaves its list for a moment.
            (Some(link), Some(mailbox)) if job == Job::Short && link.is_authenticated => {
                let errand = &mut self.pool.next_errand;
                errand.get_or_insert_with(|| mailbox.clone());
                Carrier::Later
            }
            _ => Carrier::Later,
        }
    }
    /// Submits a request to the connection that carries it.
    pub(crate) fn submit_on(
        &mut self,
        connection: ConnectionId,
        request: Request,
        priority: Priority,
        purpose: Purpose,
    ) -> Option<RequestId> {
        let now = self.now;
        if let Some(worker) = self.pool.worker(connection) {
            worker.idle_since = None;
        }
        let link = self.links().find(|link| link.id == connection)?;
        link.submit(request, priority, purpose, now)
    }
    /// Nobody waits for a request any more, whichever connection carries it.
    pub(crate) fn cancel_request(&mut self, request: RequestId) {
        if let Some(link) = self.link_of(request) {
            link.cancel(request);
        }
    }
    /// The connection that carries a request.
    pub(crate) fn link_of(&mut self, request: RequestId) -> Option<&mut Link> {
        self.links().find(|link| link.id.carries(request))
    }
}

/// Whether a connection that leads to a mailbox is there yet.
fn readiness(
    link: &Link,
    mailbox: Option<&MailboxName>,
    uid_validity: Option<UidValidity>,
) -> Carrier {
    if mailbox.is_none() {
        return match link.is_authenticated {
            true => Carrier::Ready(link.id),
            false => Carrier::Later,
        };
    }
    let is_there = link.is_authenticated && link.active() == link.target();
    match uid_validity {
        _ if !is_there => Carrier::Later,
        Some(meant) if link.uid_validity() != Some(meant) => {
            Carrier::Gone(Problem::new(ProblemKind::UidValidityChanged))
        }
        _ => Carrier::Ready(link.id),
    }
}

fn open_mailbox(link: &mut Link, mailbox: MailboxName, now: Timestamp) {
    let target = Target::Errand(mailbox.clone());
    let select = Request::Select {
        mailbox,
        known: None,
    };
    link.submit(select, Priority::Interactive, Purpose::Select(target), now);
}
