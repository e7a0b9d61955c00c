//! A worker's life: opened, logged in, heard, lost or left in order.

use super::{IDLE_LIMIT, Worker, open_mailbox};
use crate::Effect;
use crate::backoff::asked_pause;
use crate::engine::Engine;
use crate::input::ConnectionId;
use crate::later::Told;
use crate::link::{Link, Purpose, Target};
use crate::session::LOGOUT_LIMIT;
use imap_client::{Event, Outcome, Priority, Request, RequestId, SelectedMailbox};
use mail_model::{MailboxName, Problem, ProblemKind};

impl Engine {
    pub(super) fn open_worker(&mut self, mailbox: Option<&MailboxName>) -> bool {
        let is_online = self.link.as_ref().is_some_and(|link| link.is_authenticated);
        let upstream = self.session.upstream().filter(|_| is_online);
        let (Some(upstream), true) = (upstream, self.pool.has_room(self.now)) else {
            return false;
        };
        self.connections += 1;
        let id = ConnectionId(self.connections);
        let worker = Worker::new(id, mailbox.cloned(), self.now);
        self.pool.workers.push(worker);
        self.effects.push_back(Effect::Connect(id, upstream));
        true
    }
    /// A worker's transport is open: the login goes out, and SELECT behind it.
    pub(crate) fn worker_connected(&mut self, id: ConnectionId) {
        let Some((config, login)) = self.introduction(id, false) else {
            return;
        };
        let now = self.now;
        let Some(worker) = self.pool.worker(id) else {
            return;
        };
        let link = &mut worker.link;
        link.open(config, now);
        link.submit(login, Priority::Interactive, Purpose::Login, now);
        if let Some(mailbox) = worker.mailbox.take() {
            open_mailbox(link, mailbox, now);
        }
    }
    /// A worker's login was answered.
    pub(crate) fn worker_logged_in(&mut self, request: RequestId, outcome: Outcome) {
        let Some(link) = self.link_of(request) else {
            return;
        };
        match outcome {
            Ok(()) => link.is_authenticated = true,
            Err(refusal) => {
                let id = link.id;
                self.worker_lost(id, &refusal.problem);
            }
        }
    }
    /// A worker's SELECT was refused.
    pub(crate) fn worker_refused(&mut self, request: RequestId, target: &Target, problem: Problem) {
        if let Some(link) = self.link_of(request) {
            link.refused(target.mailbox().clone(), problem);
        }
    }
    /// A worker is of no use any more: what it carried is asked of another. Where
    /// the server did not let it in, so many are enough.
    pub(crate) fn worker_lost(&mut self, id: ConnectionId, problem: &Problem) {
        let mut workers = self.pool.workers.iter();
        let Some(place) = workers.position(|worker| worker.link.id == id) else {
            return;
        };
        let worker = self.pool.workers.remove(place);
        self.effects.push_back(Effect::Disconnect(id));
        self.account.forget_connection(id);
        let is_of_network = matches!(
            problem.kind,
            ProblemKind::ConnectionLost
                | ProblemKind::ServerSilent
                | ProblemKind::ServerUnreachable
                | ProblemKind::ProxyUnreachable
        );
        if !worker.link.is_authenticated && !is_of_network {
            self.pool.granted = Some(1 + self.pool.workers.len());
        }
        let pause = asked_pause(problem).unwrap_or_default();
        self.pool.not_before = Some(self.now + self.pool.backoff.next_wait().max(pause));
        if let Some(first) = self.link.as_mut().filter(|_| is_of_network) {
            // It may be dead as well, and not know it.
            first.handle_timeout(self.now);
        }
    }
    /// A worker's transport ended. Tells whether it was one's.
    pub(crate) fn worker_closed(
        &mut self,
        id: ConnectionId,
        reason: &imap_client::CloseReason,
    ) -> bool {
        let now = self.now;
        self.pool.leaving.retain(|(link, _)| link.id != id);
        let Some(worker) = self.pool.worker(id) else {
            return false;
        };
        if !worker.link.handle_closed(reason.clone(), now) {
            let problem = Problem::with_words(reason.kind, &reason.words);
            self.worker_lost(id, &problem);
        }
        true
    }
    /// A worker brought something: the next that is lost is replaced at once.
    pub(crate) fn worker_is_of_use(&mut self, request: RequestId) {
        let mut workers = self.pool.workers.iter();
        if workers.any(|worker| worker.link.id.carries(request)) {
            self.pool.backoff.reset();
        }
    }
    /// Hears what the workers bring. Tells whether they were quiet.
    pub(crate) fn attend_workers(&mut self) -> bool {
        let mut is_quiet = true;
        while let Some((id, event)) = self.pool.next_event() {
            self.hear_worker(id, event);
            is_quiet = false;
        }
        is_quiet
    }
    fn hear_worker(&mut self, id: ConnectionId, event: Event) {
        match event {
            Event::Authenticated => {
                if let Some(worker) = self.pool.worker(id) {
                    worker.link.is_authenticated = true;
                }
            }
            Event::Selected(SelectedMailbox {
                mailbox,
                uid_validity,
                ..
            }) => {
                let now = self.now;
                if let Some(worker) = self.pool.worker(id) {
                    worker.link.begins_afresh(now);
                    worker.link.selected(&mailbox, uid_validity);
                }
            }
            Event::Closed(problem) => self.worker_lost(id, &problem),
            // Answers name their requests, and counts their mailbox.
            Event::Counts { .. }
            | Event::Slice { .. }
            | Event::Found { .. }
            | Event::Sorted { .. }
            | Event::Threads { .. }
            | Event::Header { .. }
            | Event::Copied { .. }
            | Event::Appended { .. }
            | Event::NotStored { .. }
            | Event::Progress { .. }
            | Event::Quota { .. }
            | Event::Rights { .. }
            | Event::Acl { .. }
            | Event::Subscriptions { .. }
            | Event::Metadata { .. }
            | Event::Notice(_)
            | Event::Done { .. } => self.hear(event),
            Event::Row { row, .. } => self.tell_later(Told::Row(id, &row)),
            // The state of the open mailbox is what the first connection tells.
            _ => {}
        }
    }
    /// Notes which workers have nothing to do, after all had the chance to ask.
    pub(crate) fn note_idle(&mut self) {
        for worker in &mut self.pool.workers {
            let is_idle = worker.link.is_authenticated && worker.link.is_idle();
            worker.idle_since = is_idle.then(|| worker.idle_since.unwrap_or(self.now));
        }
    }
    /// Time passed: closes workers that were idle, and gives up those that did not open.
    pub(crate) fn workers_timeout(&mut self) {
        let now = self.now;
        self.pool.not_before = self.pool.not_before.filter(|at| *at > now);
        let is_idle = |worker: &Worker| {
            let since = worker.idle_since;
            since.is_some_and(|since| since + IDLE_LIMIT <= now)
        };
        while let Some(place) = self.pool.workers.iter().position(is_idle) {
            let worker = self.pool.workers.remove(place);
            self.account.forget_connection(worker.link.id);
            self.part_from(worker.link);
        }
        let is_late = |worker: &Worker| !worker.link.is_authenticated && worker.open_until <= now;
        while let Some(place) = self.pool.workers.iter().position(is_late) {
            let Some(id) = self.pool.workers.get(place).map(|worker| worker.link.id) else {
                return;
            };
            self.worker_lost(id, &Problem::new(ProblemKind::ServerSilent));
        }
        while let Some(place) = self
            .pool
            .leaving
            .iter()
            .position(|(_, until)| *until <= now)
        {
            let (link, _) = self.pool.leaving.remove(place);
            self.effects.push_back(Effect::Disconnect(link.id));
        }
    }
    /// The account needs no workers any more.
    pub(crate) fn part_from_workers(&mut self) {
        for worker in core::mem::take(&mut self.pool.workers) {
            self.account.forget_connection(worker.link.id);
            self.part_from(worker.link);
        }
        self.pool.granted = None;
        self.pool.not_before = None;
        self.pool.backoff.reset();
        self.pool.errand = None;
        self.pool.next_errand = None;
    }

    // Leaving in order.

    /// Logs out of a connection that nothing else is asked of any more.
    pub(crate) fn part_from(&mut self, mut link: Link) {
        if !link.is_authenticated {
            self.effects.push_back(Effect::Disconnect(link.id));
            return;
        }
        let (logout, purpose) = (Request::Logout, Purpose::Logout);
        link.submit(logout, Priority::Interactive, purpose, self.now);
        self.pool.leaving.push((link, self.now + LOGOUT_LIMIT));
    }
    /// Waits for the answers to LOGOUT on connections that nothing else is asked of.
    pub(crate) fn see_off(&mut self) {
        let effects = &mut self.effects;
        self.pool.leaving.retain_mut(|(link, _)| {
            let mut is_done = false;
            while let Some(event) = link.poll_event() {
                is_done |= match event {
                    Event::Closed(_) => true,
                    Event::Done { request, .. } => link
                        .ended(request)
                        .is_some_and(|ended| ended.purpose == Purpose::Logout),
                    _ => false,
                };
            }
            if is_done {
                effects.push_back(Effect::Disconnect(link.id));
            }
            !is_done
        });
    }
}
