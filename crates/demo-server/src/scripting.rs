//! What tests do to a server behind its clients' backs.

mod faults;

pub(crate) use faults::Plan;

use crate::server::Server;
use crate::session::Session;
use crate::store::{Content, FlagBits, Mailbox, NameChangeKind, Quota, Rights};
use core::time::Duration;
use mail_model::{Flags, SpecialUse, Timestamp, Uid, UidValidity};

/// Decides what mail by generator says in tests.
const FILL_SEED: u64 = 1932;

impl Server {
    /// Sets the password of `user`'s account, which is made where there is none.
    pub fn set_password(&mut self, user: &str, password: &str) {
        let account = self.store.account_or_new(user, Timestamp(0));
        account.password = Some(password.to_owned());
    }

    /// Sets the token by which `user` logs in with OAUTHBEARER and XOAUTH2;
    /// without one nobody does.
    pub fn set_token(&mut self, user: &str, token: Option<&str>) {
        let account = self.store.account_or_new(user, Timestamp(0));
        account.token = token.map(str::to_owned);
    }

    /// From now on those who connect are told that LOGIN is refused.
    pub fn disable_login(&mut self, is_disabled: bool) {
        self.is_login_disabled = is_disabled;
    }

    /// Makes a mailbox by its decoded name, `/` between its levels, and
    /// subscribes to it. One that exists keeps its messages and gets the purpose.
    pub fn create_mailbox(&mut self, user: &str, mailbox: &str, special_use: Option<SpecialUse>) {
        let made = self.store.new_mailbox(Timestamp(0));
        let account = self.store.account_or_new(user, Timestamp(0));
        let is_new = !account.mailboxes.contains_key(mailbox);
        account.subscriptions.insert(mailbox.to_owned());
        let made = account.mailboxes.entry(mailbox.to_owned()).or_insert(made);
        made.special_use = special_use;
        if is_new {
            let kind = NameChangeKind::Created(mailbox.to_owned());
            self.store.note_name(user, kind);
            // Without a time of its own it ends no session that was silent.
            self.spread_changes(Timestamp(0));
        }
    }

    /// Makes the mailboxes that accounts of such a server begin with, such as
    /// `[Gmail]/Sent Mail` or `Sent Items`. Of the purposes that they have, only
    /// SPECIAL-USE tells.
    pub fn create_usual_mailboxes(&mut self, user: &str) {
        for (name, purpose) in self.profile.usual_mailboxes() {
            self.create_mailbox(user, name, Some(*purpose));
        }
    }

    /// Delivers a message; line ends become CRLF. The account and the mailbox
    /// are made where there are none. `None` when the mailbox is full.
    pub fn deliver(
        &mut self,
        user: &str,
        mailbox: &str,
        raw_message: &[u8],
        flags: &Flags,
        now: Timestamp,
    ) -> Option<Uid> {
        self.store.now = now;
        let bits = {
            let flags: Vec<_> = flags.iter().cloned().collect();
            self.mailbox_or_new(user, mailbox)?.bits_of(&flags)?
        };
        let uid = self
            .store
            .append(user, mailbox, Content::stored(raw_message), bits, now)?;
        self.spread_changes(now);
        Some(uid)
    }

    /// Puts another message under a UID without a word, as no server should.
    pub fn rewrite(&mut self, user: &str, mailbox: &str, uid: Uid, raw_message: &[u8]) {
        if let Some(mailbox) = self.store.mailbox_mut(user, mailbox) {
            mailbox.rewrite(uid, Content::stored(raw_message));
        }
    }

    /// Adds `count` messages by generator, each an hour after the one before
    /// and the last an hour before `now`; every tenth is unseen. Their bodies
    /// are made when somebody looks, so a million of them is no burden. For a
    /// mailbox that nobody has selected yet.
    pub fn fill(&mut self, user: &str, mailbox: &str, count: u32, now: Timestamp) {
        if let Some(mailbox) = self.mailbox_or_new(user, mailbox) {
            let flags = |following| match following % 10 {
                0 => FlagBits::default(),
                _ => FlagBits::SEEN,
            };
            let hour = Duration::from_secs(3600);
            let age = |following: u32| hour.saturating_mul(following.saturating_add(1));
            let received = |following| {
                Timestamp(
                    now.0
                        .saturating_sub(i64::try_from(age(following).as_millis()).unwrap_or(0)),
                )
            };
            mailbox.fill(FILL_SEED, count, flags, received);
        }
    }

    /// Removes a message, as another client would; tells whether it was there.
    pub fn expunge(&mut self, user: &str, mailbox: &str, uid: Uid, now: Timestamp) -> bool {
        let Some(id) = self.store.mailbox(user, mailbox).map(Mailbox::id) else {
            return false;
        };
        let removed = self.store.expunge(user, id, uid);
        self.spread_changes(now);
        removed
    }

    /// Replaces a message's flags, as another client would; tells whether that changed anything.
    pub fn set_flags(
        &mut self,
        user: &str,
        mailbox: &str,
        uid: Uid,
        flags: &Flags,
        now: Timestamp,
    ) -> bool {
        let Some(id) = self.store.mailbox(user, mailbox).map(Mailbox::id) else {
            return false;
        };
        let flags: Vec<_> = flags.iter().cloned().collect();
        let bits = self.store.keyword_bits(user, id, &flags);
        let changed = bits.is_some_and(|bits| self.store.set_flags(user, id, uid, bits));
        self.spread_changes(now);
        changed
    }

    /// Gives a mailbox another UIDVALIDITY. Sessions that have it selected are ended.
    pub fn set_uid_validity(
        &mut self,
        user: &str,
        mailbox: &str,
        uid_validity: UidValidity,
        now: Timestamp,
    ) {
        if let Some(mailbox) = self.store.mailbox_mut(user, mailbox) {
            mailbox.uid_validity = uid_validity.0;
            let id = mailbox.id();
            self.store.note_gone(id);
            self.spread_changes(now);
        }
    }

    /// Removes a mailbox, as another client would. Sessions that have it selected are ended.
    pub fn delete_mailbox(&mut self, user: &str, mailbox: &str, now: Timestamp) {
        let removed = self
            .store
            .account_mut(user)
            .and_then(|account| account.mailboxes.remove(mailbox));
        if let Some(removed) = removed {
            self.store.note_gone(removed.id());
            let kind = NameChangeKind::Deleted(mailbox.to_owned());
            self.store.note_name(user, kind);
            self.spread_changes(now);
        }
    }

    /// Gives a mailbox and those below it another name, as another client would.
    pub fn rename_mailbox(&mut self, user: &str, from: &str, to: &str, now: Timestamp) {
        let account = self.store.account_mut(user);
        if account.is_some_and(|account| account.rename(from, to)) {
            let kind = NameChangeKind::Renamed {
                from: from.to_owned(),
                to: to.to_owned(),
            };
            self.store.note_name(user, kind);
            self.spread_changes(now);
        }
    }

    /// What an account may hold: KiB and messages, without a limit where `None`
    /// (RFC 9208).
    pub fn set_quota(&mut self, user: &str, storage: Option<u64>, messages: Option<u64>) {
        let account = self.store.account_or_new(user, Timestamp(0));
        account.quota = Quota { storage, messages };
    }

    /// Gives `identifier` (a user, or `anyone`; with `-` before it, what is taken
    /// away) these rights to a mailbox, by the letters of RFC 4314 §2.1. The
    /// mailboxes of the user `shared` are nobody's: others see them below
    /// `Shared/`, those of other users below `Other Users/`. Tells whether there
    /// is such a mailbox and every letter is one.
    pub fn set_rights(
        &mut self,
        owner: &str,
        mailbox: &str,
        identifier: &str,
        rights: &str,
    ) -> bool {
        match (Rights::read(rights), self.store.mailbox_mut(owner, mailbox)) {
            (Some(rights), Some(mailbox)) => {
                mailbox.acl.insert(identifier.to_owned(), rights);
                true
            }
            _ => false,
        }
    }

    /// From now on no larger message can be appended (RFC 7889), by those who
    /// are connected and by those who come. At most 32 MiB.
    pub fn set_append_limit(&mut self, octets: u32) {
        self.append_limit = Some(octets);
        for session in self.sessions.values_mut() {
            session.set_append_limit(octets);
        }
    }

    /// From now on those who connect are told by STATUS alone how large a message
    /// may be, mailbox by mailbox (RFC 7889 §3), and not with the capability.
    pub fn tell_append_limit_by_mailbox(&mut self) {
        self.tells_append_limit_by_mailbox = true;
    }

    /// Ends all that clients asked for by NOTIFY, as a server does that has too
    /// much to tell (RFC 5465 §5.8).
    pub fn overflow_notifications(&mut self) {
        for session in self.sessions.values_mut() {
            session.overflow();
        }
    }

    /// Ends all sessions with BYE, as a server that shuts down.
    pub fn shut_down(&mut self) {
        for session in self.sessions.values_mut() {
            session.end("The server is going down");
        }
    }

    /// The messages of a mailbox as they truly are; empty when there is no such mailbox.
    pub fn messages(&self, user: &str, mailbox: &str) -> Vec<(Uid, Flags)> {
        let Some(mailbox) = self.store.mailbox(user, mailbox) else {
            return Vec::new();
        };
        let rows = mailbox.rows().iter();
        rows.map(|row| (row.uid, mailbox.flags_of(row.flags)))
            .collect()
    }

    /// The octets of a message.
    pub fn message(&self, user: &str, mailbox: &str, uid: Uid) -> Option<Vec<u8>> {
        Some(
            self.store
                .mailbox(user, mailbox)?
                .message(uid)?
                .raw()
                .to_vec(),
        )
    }

    /// When a message was received, as INTERNALDATE tells it.
    pub fn received(&self, user: &str, mailbox: &str, uid: Uid) -> Option<Timestamp> {
        let rows = self.store.mailbox(user, mailbox)?.rows().iter();
        let mut rows = rows.filter(|row| row.uid == uid);
        rows.next().map(|row| row.received())
    }

    /// The names of all mailboxes, decoded.
    pub fn mailboxes(&self, user: &str) -> Vec<String> {
        let account = self.store.account(user);
        account.map_or_else(Vec::new, |account| {
            account.mailboxes.keys().cloned().collect()
        })
    }

    /// The UIDVALIDITY of a mailbox.
    pub fn uid_validity(&self, user: &str, mailbox: &str) -> Option<UidValidity> {
        Some(UidValidity(self.store.mailbox(user, mailbox)?.uid_validity))
    }

    /// How many sessions are open.
    pub fn session_count(&self) -> usize {
        self.sessions
            .values()
            .filter(|session| !Session::is_finished(session))
            .count()
    }

    fn mailbox_or_new(&mut self, user: &str, mailbox: &str) -> Option<&mut Mailbox> {
        if self.store.mailbox(user, mailbox).is_none() {
            self.create_mailbox(user, mailbox, None);
        }
        self.store.mailbox_mut(user, mailbox)
    }
}
