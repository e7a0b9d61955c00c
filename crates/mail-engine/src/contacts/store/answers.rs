//! What the server answers about contacts.

use super::{Asked, Message, Writing};
use crate::contacts::message;
use crate::engine::Engine;
use crate::pool::{Carrier, Job};
use crate::tree::CONTACTS;
use imap_client::{Outcome, Request, RequestId};
use mail_model::{MailboxName, ProblemKind, Section, Uid, UidSet, UidValidity};

/// No message is read that is longer, and no more than so many are.
const LONGEST: usize = 8 * 1024 * 1024;
const MOST_MESSAGES: u32 = 3_000;

impl Engine {
    /// A search found these.
    pub(crate) fn contacts_found(&mut self, request: RequestId, uids: &UidSet) {
        let contacts = self.account.contacts.as_mut();
        if let Some(Asked::Search(found) | Asked::SentSearch(found)) =
            contacts.and_then(|contacts| contacts.asked.get_mut(&request))
        {
            *found = Some(uids.clone());
        }
    }
    /// A stretch of a message came.
    pub(crate) fn contacts_slice(&mut self, request: RequestId, uid: Uid, bytes: &[u8]) {
        let contacts = self.account.contacts.as_mut();
        if let Some(Asked::Section(of, all)) =
            contacts.and_then(|contacts| contacts.asked.get_mut(&request))
            && *of == uid
            && all.len() + bytes.len() <= LONGEST
        {
            all.extend_from_slice(bytes);
        }
    }
    /// What was written got these UIDs.
    pub(crate) fn contacts_appended(
        &mut self,
        request: RequestId,
        validity: UidValidity,
        uids: &[Uid],
    ) {
        let contacts = self.account.contacts.as_mut();
        if let Some(Asked::Write(writing)) =
            contacts.and_then(|contacts| contacts.asked.get_mut(&request))
        {
            writing.appended = Some((validity, uids.to_vec()));
        }
    }
    /// A request ended; also where its connection did.
    pub(crate) fn contacts_ended(&mut self, request: RequestId, outcome: Outcome, is_lost: bool) {
        let contacts = self.account.contacts.as_mut();
        let Some(asked) = contacts.and_then(|contacts| contacts.asked.remove(&request)) else {
            return;
        };
        if is_lost {
            self.contacts().is_stale = true;
            self.contacts().directory.interrupt();
            return;
        }
        match (asked, outcome) {
            (Asked::SentSearch(found), outcome) => {
                let found = found.filter(|_| outcome.is_ok());
                self.sent_found(&found.unwrap_or_default());
            }
            (Asked::SentHeaders, _) => self.sent_read(),
            (Asked::Make(mailbox), Err(refusal)) => {
                let kind = refusal.problem.kind;
                let there = self.account.tree.own(CONTACTS).cloned();
                let contacts = self.contacts();
                if let Some(there) = there {
                    // Somebody else made it meanwhile.
                    self.contacts_made(there);
                } else if kind == ProblemKind::AlreadyExists {
                    self.contacts_made(mailbox);
                } else if !contacts.is_made_in_doubt {
                    // Not every server has a code for that: it is looked for, and
                    // never made under another name while it may be there.
                    contacts.is_made_in_doubt = true;
                    self.ask_mailboxes();
                } else if !contacts.is_beneath_inbox {
                    // Some servers have everything beneath the inbox.
                    contacts.is_beneath_inbox = true;
                } else {
                    self.contacts_refused(refusal.problem);
                }
            }
            (Asked::Make(mailbox), Ok(())) => self.contacts_made(mailbox),
            (Asked::Search(found), Ok(())) => self.contacts_listed(&found.unwrap_or_default()),
            (Asked::Section(uid, bytes), outcome) => {
                // What cannot be read is not asked for again and again.
                let bytes = if outcome.is_ok() { bytes } else { Vec::new() };
                self.contacts().came.insert(uid, bytes);
                self.read_contacts();
            }
            (Asked::Write(writing), Ok(())) => self.contacts_written(*writing),
            (Asked::Expunge(uids), Ok(())) => {
                let contacts = self.contacts();
                for uid in uids.iter() {
                    if let Some(message) = contacts.messages.remove(&uid) {
                        contacts.book.forget_message(uid, &message.ids);
                    }
                }
            }
            (Asked::Expunge(uids), Err(_)) => {
                // They stay: what may not be removed is not gathered again.
                let contacts = self.contacts();
                for uid in uids.iter() {
                    if let Some(message) = contacts.messages.get_mut(&uid) {
                        message.is_ours = false;
                    }
                }
            }
            (Asked::Search(_) | Asked::Write(_), Err(refusal)) => {
                // Somebody may have removed the mailbox.
                let contacts = self.contacts();
                contacts.is_stale = true;
                contacts.made = None;
                self.ask_mailboxes();
                self.contacts_refused(refusal.problem);
            }
        }
    }
    /// The mailbox is there now.
    fn contacts_made(&mut self, mailbox: MailboxName) {
        let contacts = self.contacts();
        contacts.tries = 0;
        contacts.made = Some(mailbox);
        contacts.is_stale = true;
        self.ask_mailboxes();
    }
    /// These messages are in the mailbox.
    fn contacts_listed(&mut self, found: &UidSet) {
        let contacts = self.contacts();
        contacts.refusal = None;
        contacts.tries = 0;
        let known: UidSet = contacts.messages.keys().copied().collect();
        let (mut fresh, gone) = (found.without(&known), known.without(found));
        if fresh.len() > MOST_MESSAGES {
            fresh = fresh.slice(fresh.len() - MOST_MESSAGES..fresh.len());
        }
        // What is gone may be among what came: that is read first.
        for uid in gone.iter() {
            if let Some(message) = contacts.messages.get_mut(&uid) {
                message.octets = 0;
                message.is_ours = false;
            }
        }
        let mailbox = self.contacts_mailbox();
        let validity = self.contacts().uid_validity;
        let carrier = self.carrier(Job::Short, mailbox.as_ref(), validity);
        let Carrier::Ready(on) = carrier else {
            self.contacts().is_stale = true;
            return;
        };
        self.contacts().gone = gone;
        for uid in fresh.iter() {
            let request = Request::FetchSection {
                uid,
                section: Section::Whole,
                size: None,
                from: 0,
                may_decode: false,
            };
            self.ask_for_contacts(on, request, Asked::Section(uid, Vec::new()));
        }
        self.read_contacts();
    }
    /// Reads what came, once all of it has.
    fn read_contacts(&mut self) {
        let Some(mut contacts) = self.account.contacts.take() else {
            return;
        };
        if !contacts.is_looking() {
            let was_here = contacts.is_here;
            for (uid, bytes) in &core::mem::take(&mut contacts.came) {
                let brought = message::read(bytes, &*self.charsets);
                let count = brought.cards.len();
                let cards = brought.cards.iter();
                let ids: Vec<String> = cards
                    .filter_map(|text| contacts.book.told(text, *uid, &*self.charsets))
                    .collect();
                let message = Message {
                    is_ours: brought.is_ours && ids.len() == count,
                    octets: bytes.len(),
                    ids,
                };
                contacts.messages.insert(*uid, message);
            }
            for uid in core::mem::take(&mut contacts.gone).iter() {
                if let Some(message) = contacts.messages.remove(&uid) {
                    contacts.book.forget_message(uid, &message.ids);
                }
            }
            contacts.book.forget_unfounded();
            contacts.is_here = true;
            contacts.may_gather = true;
            self.account.contacts = Some(contacts);
            if !was_here {
                self.complete_anew();
            }
            return;
        }
        self.account.contacts = Some(contacts);
    }
    fn contacts_written(&mut self, writing: Writing) {
        let contacts = self.contacts();
        contacts.refusal = None;
        contacts.tries = 0;
        let told = writing.appended.filter(|(validity, uids)| {
            let is_valid = contacts.uid_validity.is_none_or(|own| own == *validity);
            is_valid && uids.len() == writing.bundles.len()
        });
        if let Some((validity, _)) = &told {
            contacts.uid_validity = Some(*validity);
        }
        let uids = told.map(|(_, uids)| uids).unwrap_or_default();
        for (place, bundle) in writing.bundles.iter().enumerate() {
            let uid = uids.get(place).copied();
            contacts.book.saved(bundle, uid);
            match uid {
                Some(uid) => {
                    let octets = bundle.iter().map(|(_, text)| text.len()).sum();
                    let ids = bundle.iter().map(|(id, _)| id.clone()).collect();
                    let message = Message {
                        ids,
                        octets,
                        is_ours: true,
                    };
                    contacts.messages.insert(uid, message);
                }
                None => contacts.is_stale = true,
            }
        }
        contacts.may_gather = true;
        // Where it is not known what they became, that is read first: then they
        // are found to hold nothing that is not elsewhere.
        if !writing.gathered.is_empty() && !uids.is_empty() {
            self.expunge_gathered(&writing.gathered);
        }
    }
}
