//! Ends of requests: for whom each was, and what its end means.

use crate::backoff::asked_pause;
use crate::engine::Engine;
use crate::later::Told;
use crate::link::{Ended, Link, Purpose, Target};
use crate::list::Sync;
use crate::session::COUNTS_EVERY;
use crate::timers::Timer;
use crate::{Change, LaterChange};
use imap_client::{Outcome, Refusal, RequestId};
use mail_model::{Problem, ProblemKind};

impl Engine {
    pub(super) fn done(&mut self, request: RequestId, outcome: Outcome) {
        let Some(link) = self.link_of(request) else {
            return;
        };
        let id = link.id;
        let is_login_open = !link.is_authenticated;
        let Some(ended) = link.ended(request) else {
            return;
        };
        let first = self.link.as_ref();
        let is_on_first = first.is_some_and(|link| link.id.carries(request));
        let Ended {
            purpose,
            was_cancelled,
        } = ended;
        // What a server has no time for now is asked of it on the next connection,
        // as if this one had ended before.
        let (outcome, busy) = match outcome {
            Err(refusal)
                if purpose != Purpose::Login && asked_pause(&refusal.problem).is_some() =>
            {
                let lost = Refusal {
                    problem: Problem::new(ProblemKind::ConnectionLost),
                    is_certain: refusal.is_certain,
                };
                (Err(lost), Some(refusal.problem))
            }
            outcome => (outcome, None),
        };
        // What the connection's end took with it is asked again on the next one.
        let is_lost = outcome.as_ref().is_err_and(is_of_connection);
        match purpose {
            Purpose::Login if !is_on_first => self.worker_logged_in(request, outcome),
            Purpose::Login => match outcome {
                Ok(()) => self.authenticated(),
                Err(refusal) => self.login_refused(refusal.problem),
            },
            Purpose::Import(transfer, uid) => {
                self.tell_later(Told::ImportEnded((transfer, uid), outcome, is_lost));
            }
            Purpose::Settings => self.tell_later(Told::SettingsEnded(request, outcome)),
            Purpose::Contacts => {
                self.tell_later(Told::ContactsEnded(request, outcome, is_lost));
            }
            Purpose::Sweep => {
                self.tell_later(Told::SweepEnded(request, outcome, is_lost));
            }
            Purpose::Operation => {
                self.tell_later(Told::OperationEnded(request, outcome, was_cancelled));
            }
            // Behind a refused login everything is refused, and the login says why;
            // what the server does not offer is known before.
            _ if is_lost || (is_login_open && outcome.as_ref().is_err_and(is_of_login)) => {}
            Purpose::Select(target) if !is_on_first => {
                if let (Err(refusal), false) = (outcome, was_cancelled) {
                    self.worker_refused(request, &target, refusal.problem);
                }
            }
            Purpose::Select(target) => {
                if let (Err(refusal), false) = (outcome, was_cancelled) {
                    self.select_refused(&target, refusal.problem);
                }
            }
            Purpose::Uids(list) => {
                if let Some(open) = self.account.list.as_mut().filter(|open| open.id == list) {
                    open.has_no_uids = open.sync() == Sync::Behind || !open.placement().has_uids();
                    if open.sync() == Sync::Behind {
                        self.restart_list(None);
                        if let Some(anew) = &mut self.account.list {
                            anew.has_no_uids = true;
                        }
                    }
                }
            }
            Purpose::Rows(list) => {
                if let Some(open) = self.account.list.as_mut().filter(|open| open.id == list) {
                    open.answered(request, was_cancelled);
                }
            }
            Purpose::View(_) => {
                self.tell_later(Told::ViewEnded(request, outcome, was_cancelled));
            }
            Purpose::MessageRow(_, uid) => {
                let problem = outcome.err().map(|refusal| refusal.problem);
                if !was_cancelled {
                    self.message_row_ended(uid, problem);
                }
            }
            Purpose::Section => {
                self.tell_later(Told::SectionEnded(request, outcome, was_cancelled));
            }
            Purpose::ComposeRow => self.tell_later(Told::ComposeRowEnded(request, outcome)),
            Purpose::Download(download) => {
                self.tell_later(Told::DownloadEnded(download, request, outcome));
            }
            Purpose::Export(transfer) => {
                self.tell_later(Told::ExportEnded(transfer, request, outcome));
            }
            Purpose::Flags(list) => {
                if let (Some(open), false) = (&mut self.account.list, was_cancelled) {
                    match outcome {
                        Ok(()) if open.id == list => open.flags_refreshed(),
                        Ok(()) => {}
                        // Rows whose flags can't be brought up to date are asked for anew.
                        Err(_) => open.forget_rows(),
                    }
                }
            }
            Purpose::Status if outcome.is_err() => {
                self.timers
                    .set_once(Timer::OpenCounts, self.now + COUNTS_EVERY);
            }
            Purpose::TreeChange => self.tree_change_ended(request, outcome),
            Purpose::Mailboxes | Purpose::Acl(_) | Purpose::Metadata => {
                if let Err(refusal) = outcome {
                    if purpose == Purpose::Mailboxes && self.account.tree.is_empty() {
                        self.give_up_choosing(&refusal.problem);
                        self.account.tree.early.clear();
                    }
                    self.changes.push_back(Change::Notice(refusal.problem));
                }
            }
            Purpose::Look => {
                let now = self.now;
                if let Some(link) = self.link_of(request) {
                    link.looked(now);
                }
            }
            Purpose::Fact | Purpose::Status | Purpose::Noop | Purpose::Logout => {}
        }
        if let Some(problem) = busy {
            self.leave_alone(id, problem);
        }
    }

    fn select_refused(&mut self, target: &Target, problem: Problem) {
        self.link.as_mut().map(Link::deselected);
        let problem = Problem {
            kind: ProblemKind::MailboxUnavailable,
            ..problem
        };
        match target {
            Target::List(id, _) => {
                let list = self.account.list.as_ref();
                if list.is_some_and(|list| list.id == *id) {
                    self.account.is_list_refused = true;
                    // Another client may have given it another name.
                    self.ask_mailboxes();
                    self.changes.push_back(Change::ListFailed {
                        list: *id,
                        problem: problem.clone(),
                    });
                    if let Some(reading) = &mut self.account.reading {
                        reading.is_gone = true;
                        let uid = reading.uid;
                        self.changes
                            .push_back(Change::Later(LaterChange::MessageFailed { uid, problem }));
                    }
                }
            }
            Target::Errand(mailbox) => {
                if let Some(link) = &mut self.link {
                    link.refused(mailbox.clone(), problem);
                }
            }
        }
    }
}

/// Whether a request that was submitted before the login had ended may have been
/// refused because the login was.
fn is_of_login(refusal: &Refusal) -> bool {
    refusal.problem.kind != ProblemKind::NotOffered
}

/// Whether a request ended because the connection did.
pub(crate) fn is_of_connection(refusal: &Refusal) -> bool {
    matches!(
        refusal.problem.kind,
        ProblemKind::ConnectionLost
            | ProblemKind::ServerSilent
            | ProblemKind::ServerGoodbye
            | ProblemKind::NotImap
            | ProblemKind::ServerUnreachable
            | ProblemKind::CertificateInvalid
            | ProblemKind::StartTlsFailed
            | ProblemKind::UnknownUpstream
            | ProblemKind::ProxyUnreachable
            | ProblemKind::ProxyRefused
    )
}
