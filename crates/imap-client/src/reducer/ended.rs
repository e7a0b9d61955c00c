//! The end of a command: what it was the end of, and what must go again.

use crate::connection::Connection;
use crate::event::Refusal;
use crate::pipeline::{Access, InFlight, TaskKind};
use crate::problem::{problem, refusal, refuses_all};
use crate::response::{Code, Status, StatusKind};
use mail_model::{Problem, ProblemKind};

impl Connection {
    pub(super) fn end_command(&mut self, tag: &str, status: &Status) {
        // It answers before it has the whole message, and what would follow could
        // be the rest of that, or commands: nobody knows what it takes it for.
        let is_half_sent = self.sender.is_within_message() && self.sender.tag_within() == tag;
        self.sender.abandon(tag);
        self.session.watch.rows_came();
        if status.kind == StatusKind::Bye {
            return self.close(problem(status, ProblemKind::ServerGoodbye));
        }
        if self.rest.ended(tag, status.is_ok()) {
            return;
        }
        let position = self
            .pipeline
            .in_flight
            .iter()
            .position(|sent| sent.tag == tag);
        let Some(position) = position else {
            // A tag that we never gave, or gave up.
            return;
        };
        let mut sent = self.pipeline.in_flight.remove(position);
        self.answered_round_trip = self.answered_round_trip.max(sent.round_trip);
        self.seek_riders(position, &mut sent);
        if self.minds_parameters(&sent, status) {
            self.select_plainly(sent);
            return;
        }
        if self.is_to_be_sent_again(&sent, status) {
            self.send_rider_again(sent);
            return;
        }
        let was_authenticated = self.session.is_authenticated();
        let is_logout = self.is_logout(&sent);
        self.apply_mailbox_code(sent.command.access, status);
        self.complete(&sent, status);
        if is_half_sent {
            self.close(Problem::new(ProblemKind::ConnectionLost));
        }
        if !matches!(status.code, Some(Code::ReadOnly | Code::ReadWrite)) {
            self.apply_code(status);
        }
        if status.is_ok() {
            self.alert(status);
        }
        if is_logout {
            self.close(Problem::with_words(
                ProblemKind::ServerGoodbye,
                &status.text,
            ));
        }
        if !was_authenticated && self.session.is_authenticated() {
            self.after_authentication();
        }
    }

    pub(super) fn is_logout(&self, sent: &InFlight) -> bool {
        let task = self.pipeline.tasks.get(&sent.task);
        task.is_some_and(|task| task.kind == TaskKind::Logout)
    }

    /// Tells the work, and ends it if that was its end.
    fn complete(&mut self, sent: &InFlight, status: &Status) {
        let Some(task) = self.pipeline.tasks.get_mut(&sent.task) else {
            return;
        };
        task.outstanding = task.outstanding.saturating_sub(1);
        // The state must follow SELECT and LOGIN even if nobody waits for them.
        let is_state = matches!(sent.command.access, Access::Border | Access::Exclusive);
        if !is_state && refuses_all(status) {
            let is_certain = task.commands == 1;
            let refusal = Refusal {
                is_certain,
                ..refusal(status, ProblemKind::ServerBusy)
            };
            return self.finish(sent.task, Err(refusal));
        }
        if !task.is_cancelled || is_state {
            task.work.complete(
                sent.command.label,
                status,
                &mut self.session,
                &mut self.events,
            );
        }
        if task.outstanding > 0 {
            return;
        }
        let outcome = if task.is_cancelled {
            Some(Ok(()))
        } else {
            task.work.outcome()
        };
        if let Some(outcome) = outcome {
            self.finish(sent.task, outcome);
        }
    }

    /// Whether a refused command only rode behind a login that succeeded: some
    /// servers mind, and take it when it comes by itself.
    fn is_to_be_sent_again(&self, sent: &InFlight, status: &Status) -> bool {
        let is_definite = status.code == Some(Code::Other("NONEXISTENT".to_owned()));
        let is_rider = sent.is_rider && self.session.is_authenticated();
        is_rider
            && !status.is_ok()
            && !is_definite
            && !refuses_all(status)
            && match sent.command.access {
                // A search behind SELECT means nothing without it.
                Access::Border => sent.command.opens.is_some(),
                Access::Connection => true,
                // Refused only because the SELECT before it was.
                Access::Selected => self.session.selected.is_none(),
                Access::Upload | Access::Change | Access::Enable | Access::Exclusive => false,
            }
    }

    /// Whether a SELECT was refused, and perhaps only for what it asks beyond
    /// opening: BAD is what servers say to that.
    fn minds_parameters(&self, sent: &InFlight, status: &Status) -> bool {
        let opening = sent.command.opens.as_ref();
        status.kind == StatusKind::Bad
            && !refuses_all(status)
            && self.session.is_authenticated()
            && opening.is_some_and(|opening| opening.plainly.is_some())
    }

    /// SELECT goes again without its parameters, and behind it what rode there.
    fn select_plainly(&mut self, mut sent: InFlight) {
        self.session.enabled.refuses_parameters = true;
        if let Some(opening) = &mut sent.command.opens {
            opening.catches_up = false;
            sent.command.wording = opening.plainly.take().unwrap_or(sent.command.wording);
        }
        let riders = self.pipeline.in_flight.iter_mut();
        for rider in riders.filter(|rider| rider.command.access == Access::Selected) {
            rider.is_rider = true;
        }
        self.send_rider_again(sent);
    }

    pub(crate) fn send_rider_again(&mut self, sent: InFlight) {
        if sent.command.access == Access::Border {
            self.session.selected = None;
        }
        if let Some(task) = self.pipeline.tasks.get_mut(&sent.task) {
            task.outstanding = task.outstanding.saturating_sub(1);
            if task.is_cancelled {
                self.finish(sent.task, Ok(()));
                return;
            }
        }
        self.pipeline.again.push_back((sent.task, sent.command));
    }
}
