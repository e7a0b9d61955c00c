//! How a letter is written and submitted.

use super::record::Stage;
use super::{Item, Keeping, Step, envelope, queued};
use crate::engine::Engine;
use crate::input::{ConnectionId, JobId};
use crate::kept::KeepId;
use crate::outgoing::{OutgoingId, OutgoingState};
use crate::{Effect, ReaderJob, ReaderMade};
use core::time::Duration;
use mail_model::{EnvelopeAddress, Problem, ProblemKind};
use mime_message::Stamp;
use submission_client::{ConnectionConfig, News, Order, Outcome, Submission};

/// A lost line is made again soon, a service's refusal lasts a while (RFC 5321 §4.5.4.1).
const SOON: Duration = Duration::from_secs(1);
const LATER: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// So many refusals are enough. A line that is not there is waited for.
const MOST_TRIES: u32 = 12;

impl Engine {
    /// Does what is due of the outgoing mail.
    pub(crate) fn want_outbox(&mut self) {
        let now = self.now;
        self.wake_letters();
        let items = self.account.outbox.0.iter();
        let due = items.filter(|(_, item)| item.due().is_some_and(|at| at <= now));
        let due: Vec<OutgoingId> = due.map(|(id, _)| *id).collect();
        for id in due {
            let Some(item) = self.account.outbox.0.get(&id) else {
                continue;
            };
            match (&item.record.stage, &item.message) {
                (Stage::Waiting { .. } | Stage::Sent { .. }, None) => self.write_letter(id),
                (Stage::Waiting { .. }, Some(_)) => self.prepare_letter(id),
                (Stage::Unknown(_), _) => self.trace_letter(id),
                (Stage::Sent { .. }, Some(_)) => self.finish_letter(id),
                (Stage::Submitting | Stage::Failed { .. }, _) => {}
            }
        }
    }
    /// Letters that wait because a line was lost go on once there is another.
    fn wake_letters(&mut self) {
        let line = self.link.as_ref().filter(|link| link.is_authenticated);
        let Some(line) = line.map(|link| link.id) else {
            return;
        };
        for item in self.account.outbox.0.values_mut() {
            if item.lost_with.is_some_and(|lost| lost != line) {
                (item.lost_with, item.not_before) = (None, None);
            }
        }
    }
    fn write_letter(&mut self, id: OutgoingId) {
        self.jobs += 1;
        let job = JobId(self.jobs);
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.step = Step::Writing(job);
            let record = &item.record;
            let stamp = Stamp {
                now: record.written,
                message_id: record.message_id.clone(),
                draft: None,
            };
            let letter = Box::new(record.outgoing.letter.clone());
            let job = Effect::Perform(job, ReaderJob::Letter(letter, stamp));
            self.effects.push_back(job);
        }
    }
    /// A letter was written, or could not be. Tells whether the job was that.
    pub(crate) fn letter_written(
        &mut self,
        job: JobId,
        made: &Result<ReaderMade, Problem>,
    ) -> bool {
        let Some(id) = self.account.outbox.by_step(Step::Writing(job)) else {
            return false;
        };
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return true;
        };
        item.step = Step::Idle;
        let is_sent = matches!(item.record.stage, Stage::Sent { .. });
        match made {
            Ok(ReaderMade::Letter(Some(message))) => {
                item.message = Some(message.clone());
                item.tries = 0;
            }
            // The copy waits, and is tried again.
            made if is_sent => {
                let problem = made.as_ref().err().cloned();
                let problem = problem.unwrap_or_else(|| Problem::new(ProblemKind::Internal));
                self.copy_refused(id, problem);
            }
            Ok(_) => self.fail_letter(id, Problem::new(ProblemKind::Internal), Vec::new()),
            Err(problem) => self.postpone_letter(id, problem.clone()),
        }
        true
    }
    /// Before a letter goes out it is kept that it does: one at a time, once it is
    /// known that the login is right.
    fn prepare_letter(&mut self, id: OutgoingId) {
        // What waits for a browser that does not answer keeps no other letter waiting.
        let is_silent = self.account.keeping.is_silent();
        let is_out = |item: &Item| match item.step {
            Step::Keeping(_) => !is_silent,
            step => matches!(step, Step::Submitting(_)),
        };
        let is_busy = self.account.outbox.0.values().any(is_out);
        if is_busy || self.session.is_offline() || self.session.proven_login().is_none() {
            return;
        }
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        item.record.stage = Stage::Submitting;
        let keep = self.keep_letter(id);
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        match keep {
            Some(keep) => item.step = Step::Keeping(keep),
            None => return self.submit_letter(id),
        }
        if self.account.keeping.is_silent() {
            self.letters_go_unkept();
        }
    }
    /// Something is kept now, or can't be. What is nowhere kept goes out all the same.
    pub(crate) fn letter_kept(&mut self, keep: KeepId, is_kept: bool) {
        for item in self.account.outbox.0.values_mut() {
            if item.keeping == Keeping::Asked(keep) {
                item.keeping = match is_kept {
                    true => Keeping::Waiting,
                    false => Keeping::Not,
                };
            }
        }
        let Some(id) = self.account.outbox.by_step(Step::Keeping(keep)) else {
            return;
        };
        if !is_kept && self.may_be_kept_waiting(id) {
            return self.hold_unkept(id);
        }
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.keeping = Keeping::Not;
        }
        self.submit_letter(id);
    }
    /// The browser does not say what it keeps: letters that it does not keep go out
    /// all the same, the others once it does.
    pub(crate) fn letters_go_unkept(&mut self) {
        let items = self.account.outbox.0.iter();
        let about_to_go = items.filter(|(_, item)| matches!(item.step, Step::Keeping(_)));
        for id in about_to_go.map(|(id, _)| *id).collect::<Vec<_>>() {
            match self.may_be_kept_waiting(id) {
                true => {
                    let problem = Problem::new(ProblemKind::NotKept);
                    self.tell_outgoing(id, queued(None, None, Some(problem)));
                }
                false => self.submit_letter(id),
            }
        }
    }
    /// It waits until the browser keeps that it goes out, however long that takes.
    fn hold_unkept(&mut self, id: OutgoingId) {
        let at = self.now + LATER;
        let problem = Problem::new(ProblemKind::NotKept);
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.record.stage = Stage::Waiting { held_until: None };
            item.step = Step::Idle;
            item.not_before = Some(at);
            item.problem = Some(problem.clone());
        }
        let retry_at = self.clock.in_browser(at);
        self.tell_outgoing(id, queued(None, Some(retry_at), Some(problem)));
    }
    fn submit_letter(&mut self, id: OutgoingId) {
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let (Some(item), Some(login)) = (
            self.account.outbox.0.get_mut(&id),
            self.session.proven_login(),
        ) else {
            return;
        };
        let Ok(envelope) = envelope(&item.record.outgoing, item.record.notices) else {
            return;
        };
        item.step = Step::Submitting(connection);
        let message = item.message.clone().unwrap_or_default();
        let total = message.length();
        let order = Order {
            config: ConnectionConfig {
                entropy: connection.own(self.entropy),
            },
            credentials: login.credentials(),
            submission: Some(Submission {
                envelope,
                message,
                allows_partial: false,
            }),
        };
        let upstream = login.upstream.clone();
        self.effects
            .push_back(Effect::Submit(connection, upstream, Box::new(order)));
        self.tell_outgoing(id, OutgoingState::Submitting { sent: 0, total });
    }
    /// What becomes of a submission.
    pub(crate) fn submission_told(&mut self, connection: ConnectionId, news: News) {
        let Some(id) = self.account.outbox.by_step(Step::Submitting(connection)) else {
            return;
        };
        match news {
            News::Offers(largest) => self.service_offers(largest),
            News::Progress(sent, total) => {
                self.tell_outgoing(id, OutgoingState::Submitting { sent, total });
            }
            News::Ended(outcome) => self.submission_ended(id, outcome),
        }
    }
    fn submission_ended(&mut self, id: OutgoingId, outcome: Outcome) {
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.step = Step::Idle;
        }
        match outcome {
            Ok(_) => self.letter_sent(id),
            Err(refusal) if !refusal.is_certain => self.letter_unknown(id, refusal.problem),
            Err(refusal) if refusal.is_temporary => self.postpone_letter(id, refusal.problem),
            Err(refusal) => {
                let refused = refusal.refused.into_iter();
                let recipients = refused.map(|refusal| (refusal.recipient, refusal.problem));
                self.fail_letter(id, refusal.problem, recipients.collect());
            }
        }
    }
    /// It is tried again later, for it may go well then.
    fn postpone_letter(&mut self, id: OutgoingId, problem: Problem) {
        let line = self.link.as_ref().map(|link| link.id);
        let Some(item) = self.account.outbox.0.get_mut(&id) else {
            return;
        };
        item.tries += 1;
        let is_of_the_way = is_of_the_way(&problem);
        if item.tries >= MOST_TRIES && !is_of_the_way {
            return self.fail_letter(id, problem, Vec::new());
        }
        let at = self.now + wait(item.tries, &problem);
        item.record.stage = Stage::Waiting { held_until: None };
        item.not_before = Some(at);
        item.lost_with = line.filter(|_| is_of_the_way);
        item.problem = Some(problem.clone());
        let retry_at = self.clock.in_browser(at);
        self.keep_letter(id);
        self.tell_outgoing(id, queued(None, Some(retry_at), Some(problem)));
    }
    fn fail_letter(
        &mut self,
        id: OutgoingId,
        problem: Problem,
        recipients: Vec<(EnvelopeAddress, Problem)>,
    ) {
        if let Some(item) = self.account.outbox.0.get_mut(&id) {
            item.record.stage = Stage::Failed {
                problem: problem.clone(),
                recipients: recipients.clone(),
            };
            if let Some(draft) = item.record.draft {
                self.draft_failed_to_go(draft);
            }
        }
        self.keep_letter(id);
        let state = OutgoingState::Failed {
            problem,
            recipients,
        };
        self.tell_outgoing(id, state);
    }
}

/// How long to wait after so many tries: twice as long each time.
pub(super) fn wait(tries: u32, problem: &Problem) -> Duration {
    let first = if is_of_the_way(problem) { SOON } else { LATER };
    first
        .saturating_mul(1 << tries.saturating_sub(1).min(16))
        .min(LONGEST_WAIT)
}

fn is_of_the_way(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::ConnectionLost
            | ProblemKind::ServerGoodbye
            | ProblemKind::ServerUnreachable
            | ProblemKind::ProxyUnreachable
    )
}
