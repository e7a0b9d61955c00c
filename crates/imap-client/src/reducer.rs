//! Every response, asked for or not, becomes state here, and the events that
//! tell of it.

mod ended;

use crate::command::{Answer, Events, FetchUids, rows};
use crate::connection::Connection;
use crate::decode::{Decoded, decode};
use crate::event::Event;
use crate::extension::esearch::Esearch;
use crate::extension::qresync::Vanished;
use crate::extension::status::StatusData;
use crate::fetch_data::FetchData;
use crate::mailbox_name::NameForm;
use crate::pipeline::{Access, TaskKey, TaskKind};
use crate::problem::problem;
use crate::response::{Code, Fact, Response, Status};
use crate::session::Stage;
use crate::wire::Message;
use core::num::NonZeroU32;
use mail_model::{ModSeq, Problem, ProblemKind, UidNext, UidValidity};

/// How many different ALERTs are told.
const ALERT_LIMIT: usize = 64;
/// How many namespaces are looked into.
const NAMESPACE_LIMIT: usize = 64;

impl Connection {
    pub(crate) fn handle_message(&mut self, message: &Message) {
        let Decoded {
            mut response,
            is_odd,
        } = decode(&message.bytes);
        if is_odd {
            self.keep_undecoded(&message.bytes);
        }
        if let Response::Fetch(data) = &mut response {
            data.is_damaged |= message.is_truncated;
            data.is_truncated = message.is_truncated;
        }
        if self.session.stage == Stage::Greeting {
            self.greet(response, &message.bytes);
        } else {
            self.reduce(response);
        }
    }

    fn greet(&mut self, response: Response, bytes: &[u8]) {
        let status = match response {
            Response::Untagged(status) => {
                self.session.stage = Stage::NotAuthenticated;
                // Cyrus (3.6): when AUTHENTICATE has succeeded it begins to read
                // the packet from its start again. LOGIN does not do that.
                self.session.garbles_riders = status.text.contains("Cyrus");
                self.session.answers_at_once = status.text.contains("Dovecot");
                status
            }
            Response::PreAuth(status) => {
                self.session.stage = Stage::Authenticated;
                self.events.push_back(Event::Authenticated);
                self.apply_code(&status);
                self.after_authentication();
                return;
            }
            Response::Bye(status) => return self.say_goodbye(&status),
            Response::Capability(_) | Response::Ignored => return,
            _ => {
                let line = crate::reader::text(bytes);
                return self.close(Problem::with_words(ProblemKind::NotImap, &line));
            }
        };
        self.apply_code(&status);
        self.alert(&status);
    }

    fn reduce(&mut self, response: Response) {
        match response {
            Response::Continuation(challenge) => self.go_on(&challenge),
            Response::Tagged { tag, status } => self.end_command(&tag, &status),
            Response::Untagged(status) | Response::PreAuth(status) => {
                self.apply_code(&status);
                self.alert(&status);
                self.offer(&mut Answer::Status(&status));
            }
            Response::Bye(status) => self.say_goodbye(&status),
            Response::Capability(list) => self.tell_capabilities(list),
            Response::List(entry) => {
                if !self.offer(&mut Answer::List(&entry)) {
                    self.mailboxes_changed();
                }
            }
            Response::Lsub(entry) => {
                if !self.offer(&mut Answer::Lsub(&entry)) {
                    self.mailboxes_changed();
                }
            }
            Response::MailboxStatus(status) => self.count(&status),
            Response::Namespace(mut namespaces) => {
                namespaces.others.truncate(NAMESPACE_LIMIT);
                namespaces.shared.truncate(NAMESPACE_LIMIT);
                self.session.namespaces = Some(namespaces);
            }
            Response::Search(numbers) => {
                self.offer(&mut Answer::Search(&numbers));
            }
            Response::Sort(numbers) => {
                self.offer(&mut Answer::Sort(&numbers));
            }
            Response::Thread(mut threads) => {
                self.offer(&mut Answer::Threads(&mut threads));
            }
            Response::Esearch(esearch) => self.answer_search(&esearch),
            Response::Exists(exists) => self.count_messages(exists),
            Response::Expunge(sequence) => {
                if let Some(selected) = &mut self.session.selected {
                    selected.expunge(sequence, &mut self.events);
                }
            }
            Response::Vanished(vanished) => self.vanish(&vanished),
            Response::Fact(fact) => self.hear_fact(&fact),
            Response::Enabled(names) => {
                let enabled = &mut self.session.enabled;
                enabled.has_condstore |= names.iter().any(|name| name == "CONDSTORE");
                enabled.has_qresync |= names.iter().any(|name| name == "QRESYNC");
                // Unasked it is no answer, and what is under way is worded otherwise.
                if names.iter().any(|name| name == "UTF8=ACCEPT")
                    && self.session.names.form() == NameForm::Undecided
                {
                    self.session.names.set_form(NameForm::Utf8);
                }
            }
            Response::Fetch(data) => self.fetch(*data),
            Response::Ignored | Response::Undecodable => {}
        }
    }

    fn count_messages(&mut self, exists: u32) {
        let Some(selected) = &mut self.session.selected else {
            return;
        };
        if selected.is_open && exists > selected.exists {
            self.session.watch.await_rows(self.now);
        }
        if !selected.set_exists(exists, &mut self.events) {
            self.refresh_uids();
        }
    }

    /// The server is ready for the rest of a command, waits for an answer, or has
    /// begun to idle.
    fn go_on(&mut self, challenge: &[u8]) {
        let tag = if self.sender.continue_command() {
            self.sender.tag_within().to_owned()
        } else if let Some(tag) = self.answer_challenge(challenge) {
            tag
        } else {
            self.rest.acknowledged(self.now);
            return;
        };
        let waiting = self.pipeline.in_flight.iter_mut();
        for sent in waiting.filter(|sent| sent.tag == tag) {
            sent.round_trip += 1;
            self.traffic.round_trips = self.traffic.round_trips.max(sent.round_trip);
        }
    }

    /// Answers a challenge of the login's dialogue; the tag of the login if one
    /// is under way that had an answer.
    fn answer_challenge(&mut self, challenge: &[u8]) -> Option<String> {
        let sent = self.pipeline.in_flight.iter();
        let login = sent.rev().find(|sent| sent.command.is_login)?;
        let task = self.pipeline.tasks.get_mut(&login.task)?;
        let answer = task.work.answer_challenge(challenge)?;
        self.sender.write(answer.reveal().as_bytes());
        self.sender.write(b"\r\n");
        Some(login.tag.clone())
    }

    fn vanish(&mut self, vanished: &Vanished) {
        let Some(selected) = &mut self.session.selected else {
            return;
        };
        if !selected.is_open {
            // Without EARLIER it is of the mailbox before.
            if let Some(catch_up) = selected.catch_up.as_mut().filter(|_| vanished.is_earlier) {
                catch_up.vanish(vanished);
            }
        } else if !selected.vanish(vanished, &mut self.events) {
            self.refresh_uids();
        }
    }

    /// What a message's data says about the state; the rest is for whoever asked.
    fn fetch(&mut self, mut data: FetchData) {
        let Some(mailbox) = &mut self.session.selected else {
            return;
        };
        if !mailbox.is_open {
            if let Some(catch_up) = &mut mailbox.catch_up {
                catch_up.change(data.sequence, data.uid, data.flags);
            }
            return;
        }
        if data.sequence >= mailbox.exists {
            self.session.watch.rows_came();
        }
        let uid = data.uid.or_else(|| mailbox.uid_at(data.sequence));
        if let Some(uid) = data.uid
            && !mailbox.learn(data.sequence, uid)
        {
            self.refresh_uids();
        }
        let is_answer = self.offer(&mut Answer::Fetch(&mut data, uid));
        let is_news = !is_answer && is_whole_row(&data) && self.session.watch.tells_rows();
        if let (Some(uid), true) = (uid, is_news) {
            rows::tell(data.sequence, uid, data, &self.session, &mut self.events);
            return;
        }
        // Servers tell changed flags along with what was asked for (Cyrus): whoever
        // has no use for them leaves them.
        if let (Some(uid), Some(flags)) = (uid, data.flags) {
            self.events.push_back(Event::Flags { uid, flags });
            if let Some(size) = data.size {
                self.events.push_back(Event::Size { uid, size });
            }
        }
    }

    fn count(&mut self, status: &StatusData) {
        self.session.garbles_mailbox_ids |= status.is_damaged;
        if let Some(limit) = status.append_limit {
            self.session.limit_appends(&status.mailbox, limit);
        }
        if self.offer(&mut Answer::MailboxStatus(status)) {
            return;
        }
        let counts = status.counts;
        let mailbox = self.session.names.recognised(&status.mailbox);
        if status.is_whole || !self.count_later(&mailbox) {
            self.events.push_back(Event::Counts { mailbox, counts });
        }
    }

    /// A line about a mailbox that nobody asked for: somebody made, deleted,
    /// renamed or subscribed to one.
    fn mailboxes_changed(&mut self) {
        if self.session.watch.tells_mailboxes() {
            self.events.push_back(Event::MailboxesChanged);
        }
    }

    /// What is told of a mailbox beside its messages. Rights and room are state,
    /// asked for or not; the rest is for whoever asked.
    fn hear_fact(&mut self, fact: &Fact) {
        if let Fact::Rights(mailbox, rights) = fact {
            let mailbox = self.session.names.decoded(mailbox);
            let rights = rights.clone();
            self.events.push_back(Event::Rights { mailbox, rights });
        } else if !self.offer(&mut Answer::Fact(fact))
            && let Fact::Quota(root) = fact
        {
            let roots = vec![root.clone()];
            self.events.push_back(Event::Quota {
                request: None,
                roots,
            });
        }
    }

    /// Offers an answer to the works with commands under way, the eldest first.
    fn offer(&mut self, answer: &mut Answer<'_>) -> bool {
        let mut keys: Vec<TaskKey> = self
            .pipeline
            .in_flight
            .iter()
            .map(|sent| sent.task)
            .collect();
        keys.dedup();
        keys.into_iter().any(|key| self.offer_to(key, answer))
    }

    fn offer_to(&mut self, key: TaskKey, answer: &mut Answer<'_>) -> bool {
        match self.pipeline.tasks.get_mut(&key) {
            Some(task) if !task.is_cancelled => {
                task.work.observe(answer, &self.session, &mut self.events)
            }
            // What does not say which command it answers must not be taken for
            // an answer to the next: these are taken, and nothing is made of them.
            Some(task) if answer.is_anonymous() || task.work.could_be_mistaken() => {
                task.work.observe(answer, &self.session, &mut Events::new())
            }
            _ => false,
        }
    }

    /// ESEARCH says by tag which command it answers.
    fn answer_search(&mut self, esearch: &Esearch) {
        let mut answer = Answer::Esearch(esearch);
        match &esearch.tag {
            None => {
                self.offer(&mut answer);
            }
            Some(tag) => {
                let sent = self.pipeline.in_flight.iter().find(|sent| sent.tag == *tag);
                if let Some(key) = sent.map(|sent| sent.task) {
                    self.offer_to(key, &mut answer);
                }
            }
        }
    }

    fn apply_code(&mut self, status: &Status) {
        match &status.code {
            Some(Code::Capability(list)) => self.tell_capabilities(list.clone()),
            Some(Code::UidValidity(validity)) => self.validate(*validity),
            Some(Code::UidNext(next)) => {
                if let Some(selected) = &mut self.session.selected {
                    selected.uid_next = NonZeroU32::new(*next).map(UidNext);
                }
            }
            Some(Code::Other(name)) if name == "NOTIFICATIONOVERFLOW" => self.watch_overflowed(),
            Some(Code::Other(name)) if name == "UIDNOTSTICKY" => {
                if let Some(selected) = &mut self.session.selected {
                    selected.has_passing_uids = true;
                }
            }
            Some(Code::ReadWrite) => self.set_read_only(false),
            Some(Code::Closed) => {
                let opening = self.session.selected.as_mut();
                if let Some(catch_up) = opening.and_then(|opening| opening.catch_up.as_mut()) {
                    catch_up.begin();
                }
            }
            Some(Code::HighestModSeq(highest)) => self.is_in_step(*highest),
            Some(Code::InProgress { tag, done, total }) => {
                self.tell_progress(tag.as_deref(), *done, *total);
            }
            Some(Code::ReadOnly) => self.set_read_only(true),
            _ => {}
        }
    }

    /// What a tagged code says of the open mailbox is told before the request's
    /// end. (A NO to another mailbox's change may have the same code.)
    fn apply_mailbox_code(&mut self, access: Access, status: &Status) {
        let is_of_mailbox = access != Access::Connection;
        match status.code {
            Some(Code::HighestModSeq(highest)) => self.is_in_step(highest),
            Some(Code::ReadOnly) if is_of_mailbox => self.set_read_only(true),
            Some(Code::ReadWrite) if is_of_mailbox => self.set_read_only(false),
            _ => {}
        }
    }

    fn set_read_only(&mut self, is_read_only: bool) {
        if let Some(selected) = &mut self.session.selected
            && core::mem::replace(&mut selected.is_read_only, is_read_only) != is_read_only
            && selected.is_open
        {
            self.events.push_back(Event::ReadOnly(is_read_only));
        }
    }

    /// How far the command with this tag has come; without a tag, the only one.
    fn tell_progress(&mut self, tag: Option<&str>, done: u32, total: Option<u32>) {
        let mut meant = self.pipeline.in_flight.iter();
        let sent = match tag {
            Some(tag) => meant.find(|sent| sent.tag == tag),
            None => meant.next().filter(|_| meant.next().is_none()),
        };
        let Some((_, request)) = sent.map(|sent| sent.task) else {
            return;
        };
        let tasks = self.pipeline.tasks.iter();
        let mut tasks = tasks.filter(|((_, id), _)| *id == request);
        if tasks.any(|(_, task)| task.kind != TaskKind::Internal) {
            self.events.push_back(Event::Progress {
                request,
                done,
                total,
            });
        }
    }

    /// All changes up to `highest` were told. Of a mailbox that is open, only
    /// servers of QRESYNC mean that: they say a lower number while they hold
    /// something back (RFC 7162 §3.2).
    fn is_in_step(&mut self, highest: ModSeq) {
        let has_qresync = self.session.enabled.has_qresync;
        let Some(selected) = &mut self.session.selected else {
            return;
        };
        if !selected.is_open {
            selected.highest_mod_seq = Some(highest);
        } else if has_qresync && selected.highest_mod_seq.replace(highest) != Some(highest) {
            self.events.push_back(Event::HighestModSeq(highest));
        }
    }

    /// The validity of the mailbox's UIDs. If it changes under an open mailbox,
    /// everything known of it means other messages: a hard border.
    fn validate(&mut self, validity: u32) {
        let Some(selected) = &mut self.session.selected else {
            return;
        };
        let validity = NonZeroU32::new(validity).map(UidValidity);
        let is_changed = selected.uid_validity.is_some() && selected.uid_validity != validity;
        if selected.is_open && is_changed {
            self.close(Problem::new(ProblemKind::UidValidityChanged));
        } else {
            selected.uid_validity = validity;
        }
    }

    fn tell_capabilities(&mut self, list: Vec<String>) {
        self.session.capabilities.tell(list);
        let list = self.session.capabilities.to_vec();
        self.events.push_back(Event::Capabilities(list));
        // Such a server takes nothing before it (RFC 6855 §6).
        let session = &self.session;
        let is_unasked = session.names.form() == NameForm::Encoded && !session.enabled.is_asked;
        if session.capabilities.has("UTF8=ONLY")
            && session.is_authenticated()
            && session.open_mailbox().is_none()
            && is_unasked
        {
            self.enable();
        }
    }

    /// An ALERT must be shown (RFC 9051 §7.1); once is enough.
    fn alert(&mut self, status: &Status) {
        if status.code == Some(Code::Alert)
            && self.alerts.len() < ALERT_LIMIT
            && self.alerts.insert(status.text.clone())
        {
            let problem = Problem::with_words(ProblemKind::ServerAlert, &status.text);
            self.events.push_back(Event::Notice(problem));
        }
    }

    fn say_goodbye(&mut self, status: &Status) {
        // During LOGOUT the tagged OK is still to come.
        let is_logging_out = self
            .pipeline
            .in_flight
            .iter()
            .any(|sent| self.is_logout(sent));
        if !is_logging_out {
            self.close(problem(status, ProblemKind::ServerGoodbye));
        }
    }

    /// What was known of the UIDs proved wrong: all are asked for anew.
    fn refresh_uids(&mut self) {
        let Some(mailbox) = self.session.open_mailbox_mut() else {
            return;
        };
        if mailbox.may_refresh(self.now) {
            self.submit_internal(Box::new(FetchUids::default()));
        }
    }
}

/// Whether it tells all that a row needs.
fn is_whole_row(data: &FetchData) -> bool {
    data.header.is_some() && data.flags.is_some() && !data.is_damaged
}
