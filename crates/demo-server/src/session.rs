//! One client's dialogue: its octets in and out, its state (RFC 3501 §3), and
//! what it still has to be told.

mod compression;
mod delivery;
mod enabled;
mod naming;
mod notify;
mod reply;
mod selected;
mod wire;

use compression::Compression;
use delivery::Delivery;
pub(crate) use delivery::Slowness;
pub(crate) use enabled::Enabled;
pub(crate) use naming::Naming;
pub(crate) use notify::{Group, Notify, Scope, SelectedEvents};
pub(crate) use reply::Reply;
pub(crate) use selected::{Numbers, Selected};

use crate::Profile;
use crate::command::{self, Exchange, Outcome};
use crate::profile::LoginAnnouncement;
use crate::server::Context;
use crate::store::{Change, ChangeKind, NameChange, decode_name};
use core::time::Duration;
use imap_codec::ResponseCodec;
use imap_codec::encode::Encoder;
use imap_codec::fragmentizer::Fragmentizer;
use imap_codec::imap_types::core::{Tag, Text};
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::response::{Code, CodeOther, Data, Response, Status};
use mail_model::{Timestamp, Uid};

/// The most octets of one command, literals included.
const MAX_COMMAND: u32 = 36 * 1024 * 1024;
/// The most octets of a message that can be appended, where a test says no other.
const MAX_APPEND: u32 = 32 * 1024 * 1024;
/// Octets that may wait to be sent; a command that would need more is refused.
const MAX_OUTPUT: usize = 256 * 1024 * 1024;

/// How long a client may be silent: the least that RFC 3501 §5.4 allows.
const AUTOLOGOUT: Duration = Duration::from_secs(30 * 60);

/// Why a command is refused whatever it says.
#[derive(Clone, Copy, Debug)]
enum Objection {
    Form(&'static str),
    /// The message is larger than APPENDLIMIT (RFC 7889 §5).
    TooBig,
}

/// What the next line from the client is.
#[derive(Debug)]
pub(crate) enum Dialogue {
    Commands,
    /// The client's part of AUTHENTICATE (RFC 3501 §6.2.2).
    Authenticating(Tag<'static>, Exchange),
    /// DONE (RFC 2177).
    Idling(Tag<'static>),
}

/// One client's dialogue.
#[derive(Debug)]
pub(crate) struct Session {
    profile: Profile,
    fragments: Fragmentizer,
    /// The command being read is refused whatever it says, and this is why.
    objection: Option<Objection>,
    /// The most octets of a message that can be appended (RFC 7889).
    append_limit: u32,
    output: Vec<u8>,
    delivery: Delivery,
    compression: Option<Compression>,
    is_compressed: bool,
    /// The layer begins behind the answer that is being made.
    is_compression_due: bool,
    /// How slowly the command that is carried out is answered, and its tag.
    slowness: Option<(Slowness, String)>,
    pub(crate) dialogue: Dialogue,
    /// Whose mail this is, once logged in.
    pub(crate) user: Option<String>,
    /// LOGIN is refused (RFC 3501 §7.2.1).
    pub(crate) is_login_disabled: bool,
    pub(crate) selected: Option<Selected>,
    /// What the client wants to be told, once it has said so by NOTIFY.
    pub(crate) notify: Option<Box<Notify>>,
    pub(crate) enabled: Enabled,
    /// When the client last said anything.
    heard: Timestamp,
    is_finished: bool,
}

impl Session {
    /// A session whose greeting waits to be sent.
    pub(crate) fn new(profile: Profile, is_login_disabled: bool, now: Timestamp) -> Self {
        let mut session = Self {
            profile,
            fragments: Fragmentizer::new(MAX_COMMAND),
            objection: None,
            append_limit: MAX_APPEND,
            output: Vec::new(),
            delivery: Delivery::default(),
            compression: None,
            is_compressed: false,
            is_compression_due: false,
            slowness: None,
            dialogue: Dialogue::Commands,
            user: None,
            is_login_disabled,
            selected: None,
            notify: None,
            enabled: Enabled::default(),
            heard: now,
            is_finished: false,
        };
        let code = if profile.announces_in_greeting() {
            format!("[{}] ", session.capabilities())
        } else {
            String::new()
        };
        session.send_line(&format!("* OK {code}Porthole demo server ready"));
        session
    }

    /// A session that ends before it began: there are too many.
    pub(crate) fn turned_away(profile: Profile, now: Timestamp) -> Self {
        let mut session = Self::new(profile, false, now);
        session.output.clear();
        session.end("Too many connections");
        session
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.is_finished && !self.delivery.is_holding()
    }

    pub(crate) fn take_output(&mut self) -> Option<Vec<u8>> {
        let layer = &mut self.compression;
        let on_wire = |plain: Vec<u8>| match layer {
            Some(layer) => layer.deflated(&plain),
            None => plain,
        };
        let (ready, is_cut) = self.delivery.take(&mut self.output, on_wire);
        self.is_finished |= is_cut;
        (!ready.is_empty()).then_some(ready)
    }

    /// COMPRESS (RFC 4978 §3): whatever follows the answer is deflated.
    pub(crate) fn compress(&mut self) -> Reply {
        if self.is_compressed {
            return Reply::no("It is compressed").with(Code::CompressionActive);
        }
        self.is_compressed = true;
        self.is_compression_due = true;
        Reply::ok("From here on")
    }

    /// Ends the connection after so many octets more, without a word.
    pub(crate) fn cut_after(&mut self, octets: usize) {
        self.delivery.cut_after = Some(octets);
        if octets == 0 {
            self.output.clear();
            self.is_finished = true;
        }
    }

    /// Hears and says nothing any more.
    pub(crate) fn set_mute(&mut self, is_mute: bool) {
        self.delivery.is_mute = is_mute;
    }

    /// Lets go what was held until now.
    pub(crate) fn release(&mut self, now: Timestamp) {
        self.delivery.release(now);
    }

    /// When something that is held may go.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.delivery.next_due()
    }

    /// What the command of this tag gives is to come slowly.
    pub(crate) fn slow_down(&mut self, slowness: Slowness, tag: &Tag<'_>) {
        self.slowness = Some((slowness, tag.inner().to_owned()));
    }

    /// Holds back what lies behind `begun`, and tells of the progress meanwhile.
    fn hold_answer(&mut self, begun: usize, now: Timestamp) {
        let Some((slowness, tag)) = self.slowness.take() else {
            return;
        };
        let answer = self.output.split_off(begun.min(self.output.len()));
        let mut due = now;
        for done in 1..=slowness.steps {
            due = due + slowness.step;
            self.delivery.hold(self.output.len(), due);
            if self.offers("INPROGRESS") && done < slowness.steps {
                let steps = slowness.steps;
                let code = format!("[INPROGRESS (\"{tag}\" {done} {steps})]");
                self.send_line(&format!("* OK {code} It takes its time"));
            }
        }
        self.output.extend(answer);
    }

    /// Whether `capability` is offered at this stage.
    pub(crate) fn offers(&self, capability: &str) -> bool {
        self.profile.offers(capability, self.user.is_some())
    }

    /// How mailboxes are named to this client.
    pub(crate) fn naming(&self) -> Naming {
        self.profile.naming()
    }

    /// The capabilities of this stage.
    pub(crate) fn capabilities(&self) -> String {
        let mut told = "CAPABILITY".to_owned();
        for name in self.profile.capabilities(self.user.is_some()) {
            told.push(' ');
            told.push_str(name);
            if name == "APPENDLIMIT" {
                told.push_str(&format!("={}", self.append_limit));
            }
        }
        if self.is_login_disabled && self.user.is_none() {
            told.push_str(" LOGINDISABLED");
        }
        told
    }

    /// Answers a complete command, whose end is already decided.
    fn conclude(
        &mut self,
        tag: Tag<'static>,
        reply: Reply,
        may_expunge: bool,
        context: &mut Context<'_>,
    ) {
        // What others did is held back from a client that does not want it;
        // what it did itself it has to be told all the same.
        let is_wanted = self.wants_selected();
        let held = match &mut self.selected {
            Some(selected) if !is_wanted => selected.hold_back(|_| true),
            _ => Vec::new(),
        };
        let arrived = self.arrived();
        self.publish(context);
        self.tell_selected(context, may_expunge, &arrived);
        if let Some(selected) = &mut self.selected {
            selected.take_back(held);
        }
        command::tell_elsewhere(self, context);
        self.send_status(Some(tag), reply);
    }

    /// Carries a decided command out and answers it.
    fn perform(&mut self, message: &[u8], context: &mut Context<'_>) {
        let begun = self.output.len();
        match command::perform(self, message, context) {
            Outcome::Reply {
                tag,
                reply,
                may_expunge,
            } => self.conclude(tag, reply, may_expunge, context),
            Outcome::Untagged(reply) => self.send_status(None, reply),
            Outcome::Refused { tag, words } => {
                self.send_line(&format!("{} {words}", tag.inner()));
            }
            Outcome::Waiting => {}
        }
        self.hold_answer(begun, context.now);
        if core::mem::take(&mut self.is_compression_due) {
            // What the client sent in clear behind the command is lost: it
            // must wait for the answer (RFC 4978 §3).
            self.fragments = Fragmentizer::new(MAX_COMMAND);
            self.compression = Some(Compression::new(self.output.len()));
        }
    }

    /// The OK that ends a login, with the capabilities as this profile tells them.
    pub(crate) fn welcome(&mut self, user: String) -> Reply {
        self.user = Some(user);
        let reply = Reply::ok("Logged in");
        match self.profile.announces_after_login() {
            LoginAnnouncement::Code => {
                let code = CodeOther::unvalidated(self.capabilities().into_bytes());
                reply.with(Code::Other(code))
            }
            LoginAnnouncement::Untagged => {
                self.send_line(&format!("* {}", self.capabilities()));
                reply
            }
            LoginAnnouncement::None => reply,
        }
    }

    /// Lets all other sessions and this one note what has changed.
    fn publish(&mut self, context: &mut Context<'_>) {
        for change in context.publish() {
            self.note(change);
        }
    }

    /// Remembers what another session did until it may be told.
    pub(crate) fn note_elsewhere(&mut self, change: Change) {
        if self
            .selected
            .as_ref()
            .is_some_and(|s| s.id == change.mailbox)
        {
            return self.note(change);
        }
        if let Some(notify) = &mut self.notify {
            notify.note(change.mailbox, change.kind);
        }
    }

    /// Remembers a change in the selected mailbox until it may be told.
    pub(crate) fn note(&mut self, change: Change) {
        let Some(selected) = self.selected.as_mut().filter(|s| s.id == change.mailbox) else {
            return;
        };
        if matches!(change.kind, ChangeKind::Gone) {
            self.end("The mailbox is no more what it was");
        } else {
            selected.note(change.kind);
            if selected.is_overwhelmed() {
                self.end("Too much has changed");
            }
        }
    }

    /// Tells what has been noted, so far as it may be told now.
    pub(crate) fn tell(&mut self, context: &Context<'_>, may_expunge: bool) {
        if self.wants_selected() {
            let arrived = self.arrived();
            self.tell_selected(context, may_expunge, &arrived);
        }
        command::tell_elsewhere(self, context);
    }

    /// Whether what happens in the selected mailbox is to be told at all.
    fn wants_selected(&self) -> bool {
        self.notify
            .as_ref()
            .is_none_or(|notify| notify.selected.is_some())
    }

    /// The messages that others brought to the selected mailbox and that the
    /// client does not know of.
    fn arrived(&self) -> Vec<Uid> {
        self.selected
            .as_ref()
            .map_or_else(Vec::new, Selected::arrived)
    }

    /// Tells what happened in the selected mailbox, and what the client wants
    /// to know of those that `arrived`.
    fn tell_selected(&mut self, context: &Context<'_>, may_expunge: bool, arrived: &[Uid]) {
        let events = self
            .notify
            .as_ref()
            .and_then(|notify| notify.selected.as_ref());
        let may_expunge = may_expunge || events.is_some_and(|events| !events.is_delayed);
        let wants_flags = events.is_none_or(|events| events.flag_change);
        let is_flag_change = |kind: &ChangeKind| matches!(kind, ChangeKind::Flagged(_));
        let held = match &mut self.selected {
            Some(selected) if !wants_flags => selected.hold_back(is_flag_change),
            _ => Vec::new(),
        };
        self.tell_noted(context, may_expunge);
        if let Some(selected) = &mut self.selected {
            selected.take_back(held);
        }
        for uid in arrived {
            if let Some((data, further)) = command::new_message_data(self, *uid, context) {
                self.send_with_more(data, &further);
            }
        }
    }

    fn tell_noted(&mut self, context: &Context<'_>, may_expunge: bool) {
        let enabled = Enabled {
            // RFC 5465 §5.1.
            uids: self.enabled.uids || self.notify.is_some(),
            ..self.enabled
        };
        let (Some(user), Some(selected)) = (&self.user, &mut self.selected) else {
            return;
        };
        let Some(mailbox) = context.store.mailbox_by_id(user, selected.id) else {
            return;
        };
        for data in selected.tell(mailbox, enabled, may_expunge) {
            self.send(data);
        }
    }

    /// Ends a session whose client has been silent for too long (RFC 3501 §5.4),
    /// in IDLE too (RFC 2177 §3). Found out when something happens: a client
    /// that says nothing and is told nothing cannot tell the difference.
    fn end_if_silent(&mut self, now: Timestamp) {
        if now.since(self.heard) > AUTOLOGOUT {
            self.end("Silent for too long");
        }
    }

    /// In IDLE everything is told at once (RFC 2177 §3), and after NOTIFY at any
    /// time (RFC 5465 §3.1), if the client still lives.
    pub(crate) fn tell_unasked(&mut self, context: &Context<'_>) {
        self.end_if_silent(context.now);
        let is_idling = matches!(self.dialogue, Dialogue::Idling(_));
        if !self.is_finished && (is_idling || self.notify.is_some()) {
            self.tell(context, is_idling);
        }
    }

    /// Stops telling what NOTIFY asked for (RFC 5465 §5.8).
    pub(crate) fn overflow(&mut self) {
        if self.notify.is_some() && !self.is_finished {
            self.send_line("* OK [NOTIFICATIONOVERFLOW] That is too much to tell");
            self.notify = Some(Box::default());
        }
    }

    /// Remembers a change to the names of this user's mailboxes.
    pub(crate) fn note_name(&mut self, change: &NameChange) {
        let is_concerned = self.user.as_deref() == Some(change.user.as_str());
        let Some(notify) = self.notify.as_mut().filter(|_| is_concerned) else {
            return;
        };
        notify.note_name(change);
        if notify.is_overwhelmed() {
            self.overflow();
        }
    }

    /// Whether the client has shown that it knows of mod-sequences (RFC 7162 §3.1).
    pub(crate) fn knows_mod_sequences(&self) -> bool {
        self.enabled.mod_sequences
    }

    /// Ends the dialogue from this side, with one BYE whatever comes together.
    pub(crate) fn end(&mut self, words: &'static str) {
        self.end_with(words);
    }

    /// [`Self::end`] in the words of a test.
    pub(crate) fn end_with(&mut self, words: &str) {
        if !self.is_finished {
            self.send_line(&format!("* BYE {words}"));
            self.is_finished = true;
        }
    }

    /// Ends the dialogue because it was asked for.
    pub(crate) fn finish(&mut self) {
        self.is_finished = true;
    }

    /// Whether so much waits to be sent that no more should be made.
    pub(crate) fn is_overfull(&self) -> bool {
        self.output.len() > MAX_OUTPUT
    }

    pub(crate) fn send(&mut self, data: Data<'_>) {
        let mut data = data;
        if let (true, Some(mailbox)) = (self.enabled.utf8, mailbox_of(&mut data)) {
            in_utf8(mailbox);
        }
        let encoded = ResponseCodec::new().encode(&Response::Data(data));
        self.output.extend_from_slice(&encoded.dump());
    }

    /// A FETCH or STATUS response with more items than the codec knows, each
    /// value with the space before it.
    pub(crate) fn send_with_more(&mut self, data: Data<'_>, further: &[u8]) {
        self.send(data);
        if !further.is_empty() && self.output.ends_with(b")\r\n") {
            self.output.truncate(self.output.len() - 3);
            self.output.extend_from_slice(further);
            self.output.extend_from_slice(b")\r\n");
        }
    }

    /// A LIST response with extended data, which begins with a space.
    pub(crate) fn send_list(&mut self, data: Data<'_>, extended: &[u8]) {
        self.send(data);
        self.output.truncate(self.output.len().saturating_sub(2));
        self.output.extend_from_slice(extended);
        self.output.extend_from_slice(b"\r\n");
    }

    pub(crate) fn send_untagged_ok(&mut self, code: Code<'static>, text: &'static str) {
        self.send_status(None, Reply::ok(text).with(code));
    }

    /// Octets as they are, for tests.
    pub(crate) fn send_octets(&mut self, octets: &[u8]) {
        self.output.extend_from_slice(octets);
    }

    /// A line of the server's own making. No line end in it reaches the wire.
    pub(crate) fn send_line(&mut self, line: &str) {
        let clean = line
            .bytes()
            .filter(|octet| !matches!(octet, b'\r' | b'\n' | 0));
        self.output.extend(clean);
        self.output.extend_from_slice(b"\r\n");
    }

    fn send_status(&mut self, tag: Option<Tag<'static>>, reply: Reply) {
        let text =
            Text::try_from(reply.text.into_owned()).unwrap_or_else(|_| Text::unvalidated("?"));
        let Ok(status) = Status::new(tag, reply.kind, reply.code, text);
        let encoded = ResponseCodec::new().encode(&Response::Status(status));
        self.output.extend_from_slice(&encoded.dump());
    }

    /// The most octets of a message that can be appended.
    pub(crate) fn append_limit(&self) -> u32 {
        self.append_limit
    }

    /// Appends of more octets than this are refused from now on.
    pub(crate) fn set_append_limit(&mut self, octets: u32) {
        self.append_limit = octets.min(MAX_APPEND);
    }

    fn refuse(&mut self, objection: Objection) {
        let tag = self
            .fragments
            .decode_tag()
            .map(|tag| Tag::unvalidated(tag.inner().to_owned()));
        let reply = match objection {
            Objection::Form(words) => Reply::bad(words),
            Objection::TooBig => Reply::no("The message is too large").with(Code::TooBig),
        };
        self.send_status(tag, reply);
    }
}

/// The mailbox that a response is about, where there is one.
fn mailbox_of<'a, 'b>(data: &'a mut Data<'b>) -> Option<&'a mut Mailbox<'b>> {
    match data {
        Data::List { mailbox, .. }
        | Data::Lsub { mailbox, .. }
        | Data::Status { mailbox, .. }
        | Data::QuotaRoot { mailbox, .. }
        | Data::Metadata { mailbox, .. } => Some(mailbox),
        _ => None,
    }
}

/// A name for a client that has enabled UTF-8 (RFC 6855 §3).
fn in_utf8(mailbox: &mut Mailbox<'_>) {
    if let Mailbox::Other(other) = &*mailbox
        && let Some(name) = decode_name(other.as_ref())
        && let Ok(utf8) = Mailbox::try_from(name)
    {
        *mailbox = utf8;
    }
}
