//! What a test lets go wrong.

use crate::server::{Server, SessionId};
use crate::session::Slowness;
use core::time::Duration;
use mail_model::{Flag, Flags, Timestamp, Uid};

/// What a test has in store for a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// It ends with these words, and nothing is done.
    Refuse(String),
    /// These octets come before whatever else it gives.
    Before(Vec<u8>),
    /// These octets are all that comes, and nothing is done.
    Instead(Vec<u8>),
    /// It is carried out at once, but what comes of it comes late.
    Slow(Slowness),
}

impl Server {
    /// The next command with this verb, whoever sends it, fails with these
    /// words: `refuse_next("UID STORE", "NO [OVERQUOTA] Full")`. What is planned
    /// for a verb by this and its like happens one by one. Of submission too:
    /// `refuse_next("RCPT", "451 4.7.1 Later")`, and `.` is a letter's end.
    pub fn refuse_next(&mut self, verb: &str, words: &str) {
        self.plan(verb, Plan::Refuse(words.to_owned()));
    }

    /// Before the answer to the next command with this verb these octets come,
    /// exactly as they are but that `{tag}` becomes the command's tag.
    pub fn say_before_next(&mut self, verb: &str, octets: &[u8]) {
        self.plan(verb, Plan::Before(octets.to_vec()));
    }

    /// Instead of the answer to the next command with this verb these octets
    /// come, exactly as they are but that `{tag}` becomes the command's tag. The
    /// command is not carried out.
    pub fn say_instead_of_next(&mut self, verb: &str, octets: &[u8]) {
        self.plan(verb, Plan::Instead(octets.to_vec()));
    }

    /// What the next command with this verb gives comes so much later, and all
    /// that is said in that session meanwhile behind it.
    pub fn delay_next(&mut self, verb: &str, by: Duration) {
        let slowness = Slowness { step: by, steps: 1 };
        self.plan(verb, Plan::Slow(slowness));
    }

    /// The next command with this verb takes so many steps of that length; where
    /// it is offered, each tells its progress (RFC 9585).
    pub fn slow_next(&mut self, verb: &str, steps: u32, step: Duration) {
        let steps = steps.clamp(1, 1_000);
        self.plan(verb, Plan::Slow(Slowness { step, steps }));
    }

    /// What was planned for commands that have not come is not planned any more.
    pub fn forget_plans(&mut self) {
        self.plans.clear();
    }

    /// The open sessions, oldest first.
    pub fn sessions(&self) -> Vec<SessionId> {
        let open = self.sessions.iter().filter(|(_, s)| !s.is_finished());
        open.map(|(id, _)| *id).collect()
    }

    /// Sends these octets as they are, in the middle of whatever happens.
    pub fn say(&mut self, session: SessionId, octets: &[u8]) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.send_octets(octets);
        }
    }

    /// Tells all clients something that the person has to read (RFC 3501 §7.1).
    pub fn alert(&mut self, words: &str) {
        for session in self.sessions.values_mut().filter(|s| !s.is_finished()) {
            session.send_line(&format!("* OK [ALERT] {words}"));
        }
    }

    /// After so many octets more the connection is at its end, without a word.
    pub fn cut_after(&mut self, session: SessionId, octets: usize) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.cut_after(octets);
        }
    }

    /// From now on nothing from that client is heard and nothing is said to it,
    /// though the connection stays; or, with `false`, all is as before.
    pub fn fall_silent(&mut self, session: SessionId, is_silent: bool) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.set_mute(is_silent);
        }
    }

    /// Ends a session with BYE and these words.
    pub fn say_goodbye(&mut self, session: SessionId, words: &str) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.end_with(words);
        }
    }

    /// From now on nobody is logged in more often than this at once; the next
    /// login gets NO with LIMIT (RFC 5530 §3).
    pub fn limit_connections(&mut self, per_user: Option<usize>) {
        self.connection_limit = per_user;
    }

    /// From now on the mailbox opens for reading only, or as before.
    pub fn set_read_only(&mut self, user: &str, mailbox: &str, is_read_only: bool) {
        if let Some(mailbox) = self.store.mailbox_mut(user, mailbox) {
            mailbox.is_read_only = is_read_only;
        }
    }

    /// From now on the server falls over this message: whoever asks what it holds
    /// loses the line.
    pub fn fall_over(&mut self, user: &str, mailbox: &str, uid: Uid) {
        if let Some(mailbox) = self.store.mailbox_mut(user, mailbox) {
            mailbox.deadly.insert(uid);
        }
    }

    /// So many times at once: a message comes, all that are there change a flag,
    /// and the oldest goes.
    pub fn storm(&mut self, user: &str, mailbox: &str, rounds: u32, now: Timestamp) {
        for round in 0..rounds {
            let raw = format!("Subject: storm {round}\r\n\r\nIt blows.\r\n");
            let _ = self.deliver(user, mailbox, raw.as_bytes(), &Flags::default(), now);
            let known = self.messages(user, mailbox);
            for (uid, flags) in &known {
                let mut flags: Vec<Flag> = flags.iter().cloned().collect();
                match flags.iter().position(|flag| *flag == Flag::Flagged) {
                    Some(place) => drop(flags.remove(place)),
                    None => flags.push(Flag::Flagged),
                }
                let flags = flags.into_iter().collect();
                let _ = self.set_flags(user, mailbox, *uid, &flags, now);
            }
            let oldest: Option<Uid> = known.first().map(|(uid, _)| *uid);
            if let Some(uid) = oldest {
                let _ = self.expunge(user, mailbox, uid, now);
            }
        }
    }

    fn plan(&mut self, verb: &str, plan: Plan) {
        let waiting = self.plans.entry(verb.to_ascii_uppercase()).or_default();
        waiting.push_back(plan);
    }
}
