//! One client's dialogue: its octets in and out, its state (RFC 3501 §3), and
//! what it still has to be told.

mod compression;
mod delivery;
mod enabled;
mod naming;
mod notify;
mod reply;
mod selected;
mod sending;
mod telling;
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
use core::time::Duration;
use imap_codec::fragmentizer::Fragmentizer;
use imap_codec::imap_types::core::Tag;
use imap_codec::imap_types::response::{Code, CodeOther};
use mail_model::Timestamp;

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
    /// It is told of each mailbox and not with the capability.
    pub(crate) tells_append_limit_by_mailbox: bool,
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
            tells_append_limit_by_mailbox: false,
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
        let name = profile.name_in_greeting();
        session.send_line(&format!("* OK {code}{name} ready"));
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
            if name == "APPENDLIMIT" && !self.tells_append_limit_by_mailbox {
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

    /// Ends a session whose client has been silent for too long (RFC 3501 §5.4),
    /// in IDLE too (RFC 2177 §3). Found out when something happens: a client
    /// that says nothing and is told nothing cannot tell the difference.
    fn end_if_silent(&mut self, now: Timestamp) {
        if now.since(self.heard) > AUTOLOGOUT {
            self.end("Silent for too long");
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
