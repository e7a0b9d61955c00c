//! Sends what may be sent: as much as the pipeline's table allows, in one write.

use crate::command::{AskCapabilities, Command, Enable, Identify, Single, Step, Work};
use crate::connection::Connection;
use crate::event::{Event, Outcome, Refusal};
use crate::extension::qresync::CatchUp;
use crate::mailbox_name::NameForm;
use crate::pipeline::{Access, InFlight, Task, TaskKey, TaskKind};
use crate::request::{Priority, RequestId};
use crate::rest::Resting;
use crate::segment::{Next, Segment};
use crate::selected::Selected;
use crate::session::Stage;
use crate::wire::{quoted, segments};
use mail_model::{FileSlice, Problem, ProblemKind, Timestamp, sort_by_key};
use std::collections::VecDeque;

/// The place of what goes before all that was submitted; no request has this number.
const BEFORE_ALL: RequestId = RequestId(0);

/// Longer pieces are written by themselves.
const CHUNK: usize = 16 * 1024;

/// Bytes on their way to the server. Not `Debug`: they hold passwords.
#[derive(Default)]
pub(crate) struct Sender {
    /// What is to be written, in chunks, so that a message is not copied for it.
    output: VecDeque<Vec<u8>>,
    /// What waits for the server's `+` before it may follow: the rest of the
    /// command whose tag is given.
    unsent: VecDeque<Segment>,
    unsent_tag: String,
    /// What the server has agreed to, and of which a file is still to be read.
    current: Option<Segment>,
    /// The stretch of it that is needed.
    need: Option<FileSlice>,
    /// Somebody has asked which that is.
    is_need_told: bool,
    last_tag: u64,
    /// The task that sends ID, once there is one.
    identity: Option<TaskKey>,
}

impl Sender {
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        match self.output.back_mut() {
            Some(last) => last.extend_from_slice(bytes),
            None => self.output.push_back(bytes.to_vec()),
        }
    }
    /// The same for a piece of a command, which may be long, or not be here yet.
    fn write_segment(&mut self, mut segment: Segment) {
        loop {
            match segment.pull() {
                Next::Octets(octets) if octets.len() < CHUNK => self.write(&octets),
                Next::Octets(octets) => self.output.push_back(octets),
                Next::Needs(slice) => {
                    self.current = Some(segment);
                    self.need = Some(slice);
                    self.is_need_told = false;
                    return;
                }
                Next::End => return,
            }
        }
    }
    /// The stretch of a file that is needed, told once.
    pub(crate) fn take_need(&mut self) -> Option<FileSlice> {
        let was_told = core::mem::replace(&mut self.is_need_told, true);
        self.need.filter(|_| !was_told)
    }
    /// The stretch that was needed; `false` where it is not as long as that.
    pub(crate) fn supply(&mut self, octets: &[u8]) -> bool {
        let need = self.need.take();
        let is_whole = need.is_some_and(|need| need.length == octets.len() as u64);
        if let Some(mut segment) = self.current.take_if(|_| is_whole) {
            segment.supply(octets);
            self.write_segment(segment);
        }
        is_whole
    }
    /// Whether a message is half sent, of which the rest must follow.
    pub(crate) fn is_within_message(&self) -> bool {
        self.current.is_some()
    }
    pub(crate) fn take_output(&mut self) -> Option<Vec<u8>> {
        self.output.pop_front()
    }
    pub(crate) fn next_tag(&mut self) -> String {
        self.last_tag += 1;
        format!("A{}", self.last_tag)
    }
    /// The server is ready for the next piece of a command; false if none waits.
    pub(crate) fn continue_command(&mut self) -> bool {
        // Within a message nothing is waited for.
        let next = match self.current {
            Some(_) => None,
            None => self.unsent.pop_front(),
        };
        let has_waited = next.is_some();
        if let Some(segment) = next {
            self.write_segment(segment);
        }
        has_waited
    }
    /// The tag of the command that is half sent.
    pub(crate) fn tag_within(&self) -> &str {
        &self.unsent_tag
    }
    /// Whether a command is half sent: nothing else may go between.
    pub(crate) fn is_within_command(&self) -> bool {
        !self.unsent.is_empty() || self.current.is_some()
    }
    /// The command ended before all of it was sent.
    pub(crate) fn abandon(&mut self, tag: &str) {
        if self.unsent_tag == tag {
            self.unsent.clear();
        }
    }
}

/// Whether a task's next command may be sent.
enum Permission {
    Granted,
    /// Not yet.
    Later,
    /// Never: the mailbox that it means is not open.
    Never,
}

impl Connection {
    /// Sends all that may be sent now.
    pub(crate) fn drive(&mut self) {
        if self.closed.is_some() || self.session.stage == Stage::Greeting {
            return;
        }
        while !self.sender.is_within_command() && self.send_next() {}
        self.settle();
    }

    /// The stretch of a file that a message on its way needs, told once: whoever
    /// hears it answers by [`Self::supply`], when the line can take more. Drained
    /// behind [`Self::poll_transmit`].
    pub fn poll_need(&mut self) -> Option<FileSlice> {
        self.sender.take_need()
    }

    /// The stretch that was needed, or why it can't be read: then its request
    /// fails. The server has been told to expect it, and what it got instead
    /// would be part of the message, so the connection ends too.
    pub fn supply(&mut self, stretch: Result<Vec<u8>, Problem>, now: Timestamp) {
        if self.closed.is_some() || !self.sender.is_within_message() {
            return;
        }
        self.now = now;
        let supplied = stretch.and_then(|octets| match self.sender.supply(&octets) {
            true => Ok(()),
            false => Err(Problem::new(ProblemKind::FileUnreadable)),
        });
        match supplied {
            Ok(()) => {
                // The line moves: the server can't answer before it has all.
                self.rest.supplied(now);
                self.drive();
            }
            Err(problem) => {
                let tag = self.sender.tag_within();
                let sent = self.pipeline.in_flight.iter().find(|sent| sent.tag == tag);
                if let Some(key) = sent.map(|sent| sent.task) {
                    let commands = self.pipeline.tasks.get(&key).map(|task| task.commands);
                    self.pipeline.in_flight.retain(|sent| sent.task != key);
                    let refusal = Refusal {
                        problem,
                        is_certain: commands == Some(1),
                    };
                    self.finish(key, Err(refusal));
                }
                self.close(Problem::new(ProblemKind::ConnectionLost));
            }
        }
    }

    /// A wish of the connection's own.
    pub(crate) fn submit_internal(&mut self, work: Box<dyn Work>) -> TaskKey {
        let id = self.next_request_id();
        let epoch = self.session.selected.as_ref().map_or(0, |s| s.epoch);
        let task = Task::new(TaskKind::Internal, work, epoch);
        let key = (Priority::Interactive, id);
        self.pipeline.tasks.insert(key, task);
        key
    }

    /// Ends a request.
    pub(crate) fn finish(&mut self, key: TaskKey, outcome: Outcome) {
        let Some(task) = self.pipeline.tasks.remove(&key) else {
            return;
        };
        let failed_login = match (&outcome, task.kind) {
            (Err(refusal), TaskKind::Login) => Some(refusal.clone()),
            _ => None,
        };
        if task.kind != TaskKind::Internal {
            self.events.push_back(Event::Done {
                request: key.1,
                outcome,
            });
        }
        if let Some(refusal) = failed_login {
            self.refuse_followers(&refusal);
        }
    }

    /// The login failed, and with it all that was to follow.
    fn refuse_followers(&mut self, refusal: &Refusal) {
        self.session.selected = None;
        self.session.enabled.is_asked = false;
        self.session.names.set_form(NameForm::Encoded);
        self.sender.identity = None;
        let followers = self.pipeline.tasks.iter();
        let mut keys: Vec<TaskKey> = followers
            .filter(|(_, task)| task.work.access() != Access::Exclusive)
            .map(|(key, _)| *key)
            .collect();
        sort_by_key(&mut keys, |(_, id)| *id);
        for key in keys {
            self.finish(key, Err(refusal.clone()));
        }
    }

    /// Sends one command; false if none may go now.
    fn send_next(&mut self) -> bool {
        // IDLE must be acknowledged before DONE may end it.
        if self.rest.is_entering() {
            return false;
        }
        // What goes again may have been refused for want of an ENABLE, or of an ID
        // (NetEase), which is known once the server has told what it can do.
        if !self.pipeline.again.is_empty() && self.session.capabilities.is_told() {
            self.identify();
            let enable = (Priority::Interactive, BEFORE_ALL);
            for key in [Some(enable), self.sender.identity].into_iter().flatten() {
                let waiting = self.pipeline.tasks.get(&key);
                if waiting.is_some_and(|task| task.commands == 0) {
                    if self.advance(key) {
                        return true;
                    }
                    // One that ended without a word holds up nothing.
                    if self.pipeline.tasks.contains_key(&key) {
                        return false;
                    }
                }
            }
            if self.send_again() {
                return true;
            }
            if !self.pipeline.again.is_empty() {
                return false;
            }
        }
        let keys: Vec<TaskKey> = self.pipeline.tasks.keys().copied().collect();
        keys.into_iter().any(|key| self.advance(key))
    }

    /// Riders go again once the last of them has been refused, in their order.
    fn send_again(&mut self) -> bool {
        if self.pipeline.in_flight.iter().any(|sent| sent.is_rider) {
            return false;
        }
        while let Some((key, command)) = self.pipeline.again.pop_front() {
            if self.pipeline.tasks.contains_key(&key) {
                self.send(key, command);
                return true;
            }
        }
        false
    }

    /// Sends a task's next command, or ends the task; true if something was sent.
    fn advance(&mut self, key: TaskKey) -> bool {
        match self.permission(key) {
            Permission::Granted => {}
            Permission::Later => return false,
            Permission::Never => {
                let refusal = Refusal {
                    problem: Problem::new(ProblemKind::MailboxUnavailable),
                    is_certain: true,
                };
                self.finish(key, Err(refusal));
                return false;
            }
        }
        let Some(task) = self.pipeline.tasks.get_mut(&key) else {
            return false;
        };
        match task.work.next_command(&self.session) {
            Step::Send(command) => {
                self.send(key, command);
                true
            }
            Step::Wait => {
                if task.outstanding == 0
                    && let Some(outcome) = task.work.outcome()
                {
                    self.finish(key, outcome);
                }
                false
            }
        }
    }

    fn permission(&self, key: TaskKey) -> Permission {
        let Some(task) = self.pipeline.tasks.get(&key) else {
            return Permission::Later;
        };
        let access = task.work.access();
        let is_possible = !task.is_cancelled
            && self.is_allowed_by_stage(access, key)
            && (task.work.is_worded_alike() || self.session.names.form() != NameForm::Undecided)
            && self.pipeline.has_room(key.0)
            && self.pipeline.in_flight.iter().all(|sent| {
                sent.task == key
                    || access.may_overlap(sent.command.access)
                    || (sent.command.takes_riders() && access.may_ride_behind_login())
            });
        if access == Access::Border {
            let is_turn = self.pipeline.is_finished_before(task.epoch);
            return if is_possible && is_turn {
                Permission::Granted
            } else {
                Permission::Later
            };
        }
        if access.needs_mailbox() {
            let is_selected = self
                .session
                .selected
                .as_ref()
                .is_some_and(|selected| selected.epoch == task.epoch);
            if !is_selected {
                return if task.outstanding > 0 || self.pipeline.is_select_pending(task.epoch) {
                    Permission::Later
                } else {
                    Permission::Never
                };
            }
        }
        if is_possible && !self.is_behind_rows(task) {
            Permission::Granted
        } else {
            Permission::Later
        }
    }

    /// Whether a task has to wait for the first rows of its mailbox.
    fn is_behind_rows(&self, task: &Task) -> bool {
        let selected = self.session.selected.as_ref();
        // What SELECT itself tells is waited for otherwise, and may be all.
        self.session.answers_at_once
            && !self.session.is_catching_up()
            && task.work.lets_rows_go_first()
            && selected.is_some_and(|selected| !selected.has_told_rows)
            && self.pipeline.tasks.iter().any(|((priority, _), other)| {
                *priority == Priority::Interactive
                    && other.epoch == task.epoch
                    && other.work.brings_rows()
            })
    }

    /// Before the login only the login itself, and behind it in the same write
    /// what may ride there; commands that depend on what the server can do ride
    /// only where that is remembered. LOGOUT comes when all before it has ended.
    fn is_allowed_by_stage(&self, access: Access, key: TaskKey) -> bool {
        let is_first = || self.pipeline.tasks.keys().all(|(_, id)| *id >= key.1);
        match (self.session.is_authenticated(), access) {
            (true, Access::Exclusive) => is_first(),
            (true, _) | (false, Access::Exclusive) => true,
            (false, _) => {
                self.pipeline
                    .is_login_under_way(self.session.garbles_riders)
                    && access.may_ride_behind_login()
                    && (access != Access::Connection || self.session.capabilities.is_usable())
            }
        }
    }

    fn send(&mut self, key: TaskKey, mut command: Command) {
        if let Resting::Idle { tag } = self.rest.state() {
            let tag = tag.clone();
            self.sender.write(b"DONE\r\n");
            self.rest.leave(tag);
        }
        let tag = self.sender.next_tag();
        let limit = self.session.capabilities.non_synchronising_limit();
        let mut segments: VecDeque<Segment> = match command.wording.take_upload() {
            Some(upload) => upload.segments(&tag, limit).into(),
            None => {
                let mut segments = segments(&tag, &command.wording, limit);
                if self.session.names.form() == NameForm::Utf8 {
                    segments = quoted(segments);
                }
                segments.into_iter().map(Segment::from).collect()
            }
        };
        if let Some(first) = segments.pop_front() {
            self.sender.write_segment(first);
        }
        self.sender.unsent = segments;
        self.sender.unsent_tag.clone_from(&tag);
        if self.pipeline.in_flight.is_empty() {
            self.rest.asked(self.now);
        }

        if let Some(task) = self.pipeline.tasks.get_mut(&key) {
            task.outstanding += 1;
            task.commands = task.commands.saturating_add(1);
            if let Some(opening) = &command.opens {
                let is_another_open = self.session.selected.is_some();
                let (mailbox, known) = (opening.mailbox.clone(), opening.known.clone());
                let mut selected = Selected::opening(mailbox, task.epoch, known);
                if opening.catches_up {
                    let known = selected.known.as_deref();
                    let catch_up = known.and_then(|known| CatchUp::new(known, is_another_open));
                    selected.catch_up = catch_up.map(Box::new);
                }
                self.session.selected = Some(selected);
            }
        }
        if command.is_login {
            self.session
                .capabilities
                .expire(&self.config.remembered_capabilities);
            self.enable();
        }
        let round_trip = self.answered_round_trip + 1;
        self.traffic.round_trips = self.traffic.round_trips.max(round_trip);
        self.pipeline.in_flight.push(InFlight {
            round_trip,
            tag,
            task: key,
            is_rider: !command.is_login && !self.session.is_authenticated(),
            command,
        });
        self.identify();
    }

    /// ENABLE goes between the login and the first SELECT (RFC 5161 §3.1), in the
    /// same write: waiting for what the server tells after the login would cost a
    /// round trip. A session without it gets by: SELECT and FETCH can ask for
    /// modification sequences too, and a server that tells none is asked for all
    /// flags.
    pub(crate) fn enable(&mut self) {
        if let Some(enable) = Enable::new(&self.session.capabilities) {
            self.session.enabled.is_asked = true;
            if enable.asks_for_utf8() {
                self.session.names.set_form(NameForm::Undecided);
            }
            let key = (Priority::Interactive, BEFORE_ALL);
            let task = Task::new(TaskKind::Internal, Box::new(enable), 0);
            self.pipeline.tasks.insert(key, task);
        }
    }

    /// The session was authenticated: asks for what the server did not tell.
    pub(crate) fn after_authentication(&mut self) {
        if !self.session.capabilities.is_told() {
            self.submit_internal(Box::new(Single::new(AskCapabilities)));
        }
        self.identify();
    }

    /// ID goes out once, as soon as it is known to be understood: before or
    /// behind the login.
    fn identify(&mut self) {
        let is_wanted = !self.config.client_name.is_empty() && self.sender.identity.is_none();
        let capabilities = &self.session.capabilities;
        if is_wanted && capabilities.is_usable() && capabilities.has("ID") {
            let name = self.config.client_name.clone();
            let version = self.config.client_version.clone();
            let identify = Identify::new(&name, &version);
            self.sender.identity = Some(self.submit_internal(Box::new(identify)));
        }
    }
}
